"""Workspaces, their people, the trace, what is to be sent and done."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import Structure, UtcMoment

revision = "0001"
down_revision = None


def upgrade() -> None:
    _audiences()
    _counters()
    _drafts()
    _event_seals()
    _jobs()
    _members()
    _outbox()
    _pauses()
    _seen()
    _starts()
    _workspaces()
    _audience_members()
    _events()
    _event_values()


def _audiences() -> None:
    op.create_table(
        "audiences",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_audiences"),
    )


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "noun", name="pk_counters"),
    )


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("noun", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=True),
        sa.Column("base", Structure, nullable=False),
        sa.Column("typed", Structure, nullable=False),
        sa.Column("selection", Structure, nullable=False),
        sa.Column("expires", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_drafts"),
    )
    op.create_index("ix_drafts_tenant_expires", "drafts", ["tenant", "expires"])


def _event_seals() -> None:
    op.create_table(
        "event_seals",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("first", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("sealed_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "first", name="pk_event_seals"),
    )


def _jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("cancel", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease", UtcMoment(), nullable=True),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("input", Structure, nullable=False),
        sa.Column("result", Structure, nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_state_id", "jobs", ["state", "id"])


def _members() -> None:
    op.create_table(
        "members",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("dm_channel", sa.Text(), nullable=True),
        sa.Column("preferences", Structure, nullable=False),
        sa.Column("heard_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_members"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("op", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("occurrence", sa.BigInteger(), nullable=False),
        sa.Column("reader", sa.Text(), nullable=True),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("dedupe_key", sa.Text(), nullable=False),
        sa.Column("due_at", UtcMoment(), nullable=False),
        sa.Column("expires_at", UtcMoment(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease", UtcMoment(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("first_try_at", UtcMoment(), nullable=True),
        sa.Column("next_try_at", UtcMoment(), nullable=False),
        sa.Column("doubted", sa.Boolean(), nullable=False),
        sa.Column("swept_at", UtcMoment(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("ts", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_outbox"),
        sa.UniqueConstraint("tenant", "dedupe_key", name="uq_outbox_tenant_dedupe_key"),
    )
    op.create_index("ix_outbox_state_next_try_at", "outbox", ["state", "next_try_at"])
    op.create_index("ix_outbox_tenant_lane_state_seq", "outbox", ["tenant", "lane", "state", "seq"])
    op.create_index("ix_outbox_tenant_matter_subject", "outbox", ["tenant", "matter", "subject"])
    op.create_index(
        "ix_outbox_unswept",
        "outbox",
        ["next_try_at"],
        sqlite_where=sa.text("doubted = 1 AND swept_at IS NULL"),
        postgresql_where=sa.text("doubted AND swept_at IS NULL"),
    )


def _pauses() -> None:
    op.create_table(
        "pauses",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("until", UtcMoment(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_pauses"),
        sa.UniqueConstraint("tenant", "scope", name="uq_pauses_tenant_scope"),
    )


def _seen() -> None:
    op.create_table(
        "seen",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name="pk_seen"),
    )
    op.create_index("ix_seen_tenant_at", "seen", ["tenant", "at"])


def _starts() -> None:
    op.create_table(
        "starts",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_starts"),
    )


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("enterprise", sa.Text(), nullable=False),
        sa.Column("team", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("locale", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name="pk_workspaces"),
        sa.UniqueConstraint("enterprise", "team", name="uq_workspaces_enterprise_team"),
    )


def _audience_members() -> None:
    op.create_table(
        "audience_members",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "audience"],
            ["audiences.tenant", "audiences.id"],
            name="fk_audience_members_tenant_audience",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "member"],
            ["members.tenant", "members.id"],
            name="fk_audience_members_tenant_member",
        ),
        sa.PrimaryKeyConstraint("tenant", "audience", "member", name="pk_audience_members"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=True),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("digests", Structure, nullable=False),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "audience"],
            ["audiences.tenant", "audiences.id"],
            name="fk_events_tenant_audience",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_events"),
    )
    op.create_index("ix_events_tenant_contact_id", "events", ["tenant", "contact", "id"])


def _event_values() -> None:
    op.create_table(
        "event_values",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "event"],
            ["events.tenant", "events.id"],
            name="fk_event_values_tenant_event",
        ),
        sa.PrimaryKeyConstraint("tenant", "event", "field", name="pk_event_values"),
    )
