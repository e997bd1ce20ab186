"""Contacts and what hangs on them."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import FoldedText, Structure, UtcMoment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _contacts()
    _contact_search()
    _tags()
    _contact_tags()
    _coordinates()
    _follows()
    _notes()
    _reminders()
    _reminder_assignees()


def _contact_search() -> None:
    op.create_table(
        "contact_search",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("grams", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_contact_search_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "contact", name="pk_contact_search"),
    )
    op.create_index("uq_contact_search_contact", "contact_search", ["contact"], unique=True)


def _contacts() -> None:
    op.create_table(
        "contacts",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", FoldedText, nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("updated_at", UtcMoment(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("import_key", sa.Text(), nullable=True),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("deleted_at", UtcMoment(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["workspaces.tenant"], name="fk_contacts_tenant"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_contacts"),
        sa.UniqueConstraint("tenant", "number", name="uq_contacts_tenant_number"),
    )
    op.create_index("ix_contacts_tenant_sort_name", "contacts", ["tenant", "sort_name"])
    op.create_index("ix_contacts_tenant_import_key", "contacts", ["tenant", "import_key"])


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", FoldedText, nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["workspaces.tenant"], name="fk_tags_tenant"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_tags"),
        sa.UniqueConstraint("tenant", "folded", name="uq_tags_tenant_folded"),
    )


def _contact_tags() -> None:
    op.create_table(
        "contact_tags",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_contact_tags_tenant_contact",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "tag"],
            ["tags.tenant", "tags.id"],
            name="fk_contact_tags_tenant_tag",
        ),
        sa.PrimaryKeyConstraint("tenant", "contact", "tag", name="pk_contact_tags"),
    )
    op.create_index("ix_contact_tags_tenant_tag", "contact_tags", ["tenant", "tag"])


def _coordinates() -> None:
    op.create_table(
        "coordinates",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("parsed", sa.Text(), nullable=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("complement", sa.Text(), nullable=False),
        sa.Column("postcode", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_coordinates_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_coordinates"),
    )
    op.create_index("ix_coordinates_tenant_contact", "coordinates", ["tenant", "contact"])


def _follows() -> None:
    op.create_table(
        "follows",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=True),
        sa.Column("query", Structure, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_follows_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_follows"),
        sa.UniqueConstraint("tenant", "channel", "contact", name="uq_follows_tenant_channel_contact"),
    )
    op.create_index("ix_follows_tenant_contact", "follows", ["tenant", "contact"])


def _notes() -> None:
    op.create_table(
        "notes",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("closed_at", UtcMoment(), nullable=True),
        sa.Column("deleted_at", UtcMoment(), nullable=True),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "audience"],
            ["audiences.tenant", "audiences.id"],
            name="fk_notes_tenant_audience",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_notes_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_notes"),
    )
    op.create_index("ix_notes_tenant_contact_id", "notes", ["tenant", "contact", "id"])


def _reminders() -> None:
    op.create_table(
        "reminders",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=True),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_at", UtcMoment(), nullable=False),
        sa.Column("wall", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", UtcMoment(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("rrule", sa.Text(), nullable=True),
        sa.Column("occurrence", sa.BigInteger(), nullable=False),
        sa.Column("deleted_at", UtcMoment(), nullable=True),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "audience"],
            ["audiences.tenant", "audiences.id"],
            name="fk_reminders_tenant_audience",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_reminders_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_reminders"),
    )
    op.create_index("ix_reminders_tenant_contact", "reminders", ["tenant", "contact"])
    op.create_index("ix_reminders_tenant_number", "reminders", ["tenant", "number"], unique=True)
    op.create_index("ix_reminders_tenant_state_due_at", "reminders", ["tenant", "state", "due_at"])


def _reminder_assignees() -> None:
    op.create_table(
        "reminder_assignees",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reminder", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "member"],
            ["members.tenant", "members.id"],
            name="fk_reminder_assignees_tenant_member",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "reminder"],
            ["reminders.tenant", "reminders.id"],
            name="fk_reminder_assignees_tenant_reminder",
        ),
        sa.PrimaryKeyConstraint("tenant", "reminder", "member", name="pk_reminder_assignees"),
    )
    op.create_index("ix_reminder_assignees_tenant_member", "reminder_assignees", ["tenant", "member"])
