"""People, lists that an admin edits, custom fields, relations, warnings: their tables, and what contacts keep of them.

The search text of whoever has an employer or a state is of before: `migrate` writes it anew, as after revision 0006.
Nobody has anything else that filters ask for by then.
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store._base import FoldedText, Structure

revision = "0007"
down_revision = "0006"

# What every list begins with, in the language of the workspace: id, kind, name, its key, the other end, built in.
_STARTS = {
    True: (
        (1, "state", "Partenaire", "partenaire", "", None),
        (2, "role", "Comptabilité fournisseurs", "comptabilitefournisseurs", "", "payable"),
        (3, "role", "Achats", "achats", "", "purchases"),
        (4, "relation", "salarié de", "salariede", "emploie", None),
        (5, "relation", "partenaire de", "partenairede", "partenaire de", None),
        (6, "relation", "membre de", "membrede", "a pour membre", None),
    ),
    False: (
        (1, "state", "Partner", "partner", "", None),
        (2, "role", "Accounts payable", "accountspayable", "", "payable"),
        (3, "role", "Purchases", "purchases", "", "purchases"),
        (4, "relation", "employee of", "employeeof", "employs", None),
        (5, "relation", "partner of", "partnerof", "partner of", None),
        (6, "relation", "member of", "memberof", "has as member", None),
    ),
}
_WALLED = ("choices", "contact_choices", "custom_fields", "custom_values", "relations")


def upgrade() -> None:
    _contacts()
    _choices()
    _start_lists()
    _contact_choices()
    _custom_fields()
    _custom_values()
    _relations()
    _search_text()
    _add("workspaces", _filled("birthday_years", sa.Boolean(), sa.true()))
    if not _is_sqlite():
        for line in (line for table in _WALLED for line in _wall(table)):
            op.get_bind().exec_driver_sql(line)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _contacts() -> None:
    if _is_sqlite():  # which adds no foreign key to a table that is there: it is made anew, with its indexes
        with op.batch_alter_table("contacts", recreate="always") as contacts:
            for column in _contact_columns():
                contacts.add_column(column)
            contacts.create_foreign_key("fk_contacts_tenant_parent", "contacts", ["tenant", "parent"], ["tenant", "id"])
    else:
        for column in _contact_columns():
            _add("contacts", column)
        op.create_foreign_key(
            "fk_contacts_tenant_parent", "contacts", "contacts", ["tenant", "parent"], ["tenant", "id"]
        )
    _create_partial("ix_contacts_tenant_parent_sort_name", ("parent", "sort_name"), "parent IS NOT NULL")
    _create_partial("ix_contacts_tenant_hold_reach_parent", ("hold_reach", "parent"), "hold_reach IS NOT NULL")
    _create_partial("ix_contacts_tenant_birthday_key_id", ("birthday_key", "id"), "birthday_key IS NOT NULL")


def _contact_columns() -> Iterator[sa.Column[Any]]:
    yield sa.Column("parent", sa.BigInteger(), nullable=True)
    yield _filled("main_person", sa.Boolean(), sa.false())
    yield sa.Column("birthday", sa.Text(), nullable=True)
    yield sa.Column("birthday_key", sa.Text(), nullable=True)
    yield _filled("flag", sa.Text(), "")
    yield sa.Column("hold", sa.Text(), nullable=True)
    yield sa.Column("hold_reach", sa.Text(), nullable=True)
    yield _filled("blocked", sa.Boolean(), sa.false())
    yield sa.Column("more", Structure, nullable=True)


def _filled(name: str, kind: sa.types.TypeEngine[Any], default: Any) -> sa.Column[Any]:
    """The default is for the rows that are there; SQLite keeps it, for want of a way to drop it."""
    return sa.Column(name, kind, server_default=default, nullable=False)


def _add(table: str, column: sa.Column[Any]) -> None:
    op.add_column(table, column)
    if not column.nullable and not _is_sqlite():
        op.alter_column(table, column.name, server_default=None)


def _create_partial(name: str, columns: tuple[str, ...], filled: str) -> None:
    where = sa.text(filled)
    op.create_index(name, "contacts", ["tenant", *columns], sqlite_where=where, postgresql_where=where)


def _choices() -> None:
    op.create_table(
        "choices",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", FoldedText, nullable=False),
        sa.Column("inverse", sa.Text(), nullable=False),
        sa.Column("built_in", sa.Text(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["workspaces.tenant"], name="fk_choices_tenant"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_choices"),
        sa.UniqueConstraint("tenant", "kind", "folded", name="uq_choices_tenant_kind_folded"),
    )


def _start_lists() -> None:
    columns = ("id", "kind", "name", "folded", "inverse", "built_in")
    choices = sa.table("choices", *map(sa.column, ("tenant", *columns, "position")))
    for tenant, locale in op.get_bind().execute(sa.text("SELECT tenant, locale FROM workspaces")).all():
        rows = [dict(zip(columns, row, strict=True)) for row in _STARTS[locale.lower().startswith("fr")]]
        op.bulk_insert(choices, [row | {"tenant": tenant, "position": row["id"]} for row in rows])


def _contact_choices() -> None:
    op.create_table(
        "contact_choices",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        _to("contact_choices", "contact", "contacts"),
        _to("contact_choices", "choice", "choices"),
        sa.PrimaryKeyConstraint("tenant", "contact", "choice", name="pk_contact_choices"),
    )
    op.create_index("ix_contact_choices_tenant_choice_contact", "contact_choices", ["tenant", "choice", "contact"])


def _custom_fields() -> None:
    op.create_table(
        "custom_fields",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", FoldedText, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("answers", Structure, nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("shown_to", sa.Text(), nullable=False),
        sa.Column("filled_by", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["workspaces.tenant"], name="fk_custom_fields_tenant"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_custom_fields"),
        sa.UniqueConstraint("tenant", "scope", "folded", name="uq_custom_fields_tenant_scope_folded"),
    )


def _custom_values() -> None:
    op.create_table(
        "custom_values",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("field", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sort_text", FoldedText, nullable=False),
        sa.Column("sort_number", sa.Double(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=True),
        _to("custom_values", "contact", "contacts"),
        _to("custom_values", "field", "custom_fields"),
        sa.PrimaryKeyConstraint("tenant", "contact", "field", name="pk_custom_values"),
    )
    for column in ("contact", "sort_text"):
        op.create_index(f"ix_custom_values_tenant_field_{column}", "custom_values", ["tenant", "field", column])
    is_number = sa.text("sort_number IS NOT NULL")
    op.create_index(
        "ix_custom_values_tenant_field_sort_number",
        "custom_values",
        ["tenant", "field", "sort_number"],
        sqlite_where=is_number,
        postgresql_where=is_number,
    )


def _relations() -> None:
    op.create_table(
        "relations",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("type", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.BigInteger(), nullable=False),
        sa.Column("object", sa.BigInteger(), nullable=False),
        _to("relations", "type", "choices"),
        _to("relations", "subject", "contacts"),
        _to("relations", "object", "contacts"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_relations"),
        sa.UniqueConstraint("tenant", "subject", "object", "type", name="uq_relations_tenant_subject_object_type"),
    )
    op.create_index("ix_relations_tenant_object", "relations", ["tenant", "object"])
    op.create_index("ix_relations_tenant_type_id", "relations", ["tenant", "type", "id"])


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{parents}.tenant", f"{parents}.id"], name=f"fk_{table}_tenant_{column}"
    )


def _search_text() -> None:
    """In SQLite the triggers would write the indexes anew, of which nothing changes."""
    texts = ("words", "grams") if _is_sqlite() else ()
    run = op.get_bind().exec_driver_sql
    for text in texts:
        run(f"DROP TRIGGER contact_search_{text}_update")
    run("""UPDATE contact_search SET fields = NULL WHERE (tenant, contact) IN (
        SELECT tenant, id FROM contacts WHERE employer IS NOT NULL UNION
        SELECT w.tenant, w.contact FROM contact_tags w JOIN tags t ON t.tenant = w.tenant AND t.id = w.tag
        WHERE t.built_in IS NOT NULL)""")
    for text in texts:
        run(f"""CREATE TRIGGER contact_search_{text}_update AFTER UPDATE ON contact_search BEGIN
            INSERT INTO contact_{text}(contact_{text}, rowid, {text}) VALUES ('delete', old.contact, old.{text});
            INSERT INTO contact_{text}(rowid, {text}) VALUES (new.contact, new.{text}); END""")


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
