"""The whole contact record: its fields, its people and files, tags with colours, the pattern of references."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.store._base import FoldedText, UtcMoment

revision = "0005"
down_revision = "0004"

# Of before: id, name, colour, and the folded words that mean it, its own key first.
_BUILT_IN = (
    (1, "Prospects", "orange", ("prospects", "prospect")),
    (2, "Clients", "green", ("clients", "client", "cliente", "customer", "customers")),
    (3, "Suppliers", "blue", ("suppliers", "supplier", "fournisseurs", "fournisseur", "fournisseuse")),
)


def upgrade() -> None:
    _tags()
    if _is_sqlite():
        _rebuilt_contacts()
    else:
        _widened_contacts()
    for columns in (("employer", "sort_name"), ("archived_at",), ("deleted_at",)):
        filled = sa.text(f"{columns[0]} IS NOT NULL")
        op.create_index(
            "_".join(("ix_contacts_tenant", *columns)),
            "contacts",
            ["tenant", *columns],
            sqlite_where=filled,
            postgresql_where=filled,
        )
    _add("coordinates", "billing", sa.Boolean(), sa.false())
    _add("coordinates", "delivery", sa.Boolean(), sa.false())
    _add("workspaces", "pattern", sa.Text(), "C-{00000}")
    _contact_assignees()
    _files()
    op.create_index("ix_events_tenant_batch_id", "events", ["tenant", "batch", "id"])
    _search()
    if not _is_sqlite():
        _run(*(line for table in ("contact_assignees", "files") for line in _wall(table)))


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _add(table: str, name: str, kind: sa.types.TypeEngine[Any], default: Any) -> None:
    """The default is for the rows that are there; SQLite keeps it, for want of a way to drop it."""
    op.add_column(table, sa.Column(name, kind, server_default=default, nullable=False))
    if not _is_sqlite():
        op.alter_column(table, name, server_default=None)


def _tags() -> None:
    _add("tags", "colour", sa.Text(), "grey")
    _add("tags", "scope", sa.Text(), "both")
    op.add_column("tags", sa.Column("built_in", sa.Text(), nullable=True))
    # What means a built-in tag gives way to it: out of the way of its key, its wearers handed over, then gone.
    for key, name, colour, words in _BUILT_IN:
        given_way = _listed(f"{word} " for word in words)
        old = f"SELECT tenant, id FROM tags WHERE folded IN ({given_way})"
        _run(
            f"UPDATE tags SET folded = folded || ' ' WHERE folded IN ({_listed(words)})",
            f"""INSERT INTO tags (tenant, id, name, folded, colour, scope, built_in)
                SELECT tenant, {key}, '{name}', '{words[0]}', '{colour}', 'both', '{name}' FROM workspaces""",
            f"""INSERT INTO contact_tags (tenant, contact, tag) SELECT DISTINCT tenant, contact, {key}
                FROM contact_tags WHERE (tenant, tag) IN ({old})""",
            f"DELETE FROM contact_tags WHERE (tenant, tag) IN ({old})",
            f"DELETE FROM tags WHERE folded IN ({given_way})",
        )
    op.drop_index("ix_contact_tags_tenant_tag", "contact_tags")
    op.create_index("ix_contact_tags_tenant_tag_contact", "contact_tags", ["tenant", "tag", "contact"])


def _rebuilt_contacts() -> None:
    """SQLite adds no foreign key to a table that is there."""
    op.create_table(
        "contacts_rebuilt",
        *_contact_columns(),
        sa.ForeignKeyConstraint(["tenant"], ["workspaces.tenant"], name="fk_contacts_tenant"),
        sa.ForeignKeyConstraint(
            ["tenant", "employer"],
            ["contacts.tenant", "contacts.id"],
            name="fk_contacts_tenant_employer",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "owner"],
            ["members.tenant", "members.id"],
            name="fk_contacts_tenant_owner",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_contacts"),
        sa.UniqueConstraint("tenant", "number", name="uq_contacts_tenant_number"),
        sa.UniqueConstraint("tenant", "reference_key", name="uq_contacts_tenant_reference_key"),
    )
    kept = """tenant, id, number, kind, first_name, last_name, company, comment, name, sort_name, city, created_at,
        updated_at, created_by, version, import_key, archived_at, deleted_at"""
    _run(
        f"""INSERT INTO contacts_rebuilt ({kept}, nickname, job_title, department, description, siren, siret,
            vat_number, iban, accounting_account, analytic_account, reference, reference_key)
            SELECT {kept}, '', '', '', '', '', '', '', '', '', '', printf('C-%05d', number), printf('c-%05d', number)
            FROM contacts ORDER BY tenant, id""",
        "DROP TABLE contacts",
        "ALTER TABLE contacts_rebuilt RENAME TO contacts",
    )
    op.create_index("ix_contacts_tenant_sort_name", "contacts", ["tenant", "sort_name"])
    op.create_index("ix_contacts_tenant_import_key", "contacts", ["tenant", "import_key"])


def _contact_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("civility", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("nickname", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("employer", sa.BigInteger(), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("photo", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("reference_key", FoldedText, nullable=True),
        sa.Column("siren", sa.Text(), nullable=False),
        sa.Column("siret", sa.Text(), nullable=False),
        sa.Column("vat_number", sa.Text(), nullable=False),
        sa.Column("iban", sa.Text(), nullable=False),
        sa.Column("accounting_account", sa.Text(), nullable=False),
        sa.Column("analytic_account", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sort_name", FoldedText, nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("updated_at", UtcMoment(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("import_key", sa.Text(), nullable=True),
        sa.Column("archived_at", UtcMoment(), nullable=True),
        sa.Column("deleted_at", UtcMoment(), nullable=True),
    )


def _widened_contacts() -> None:
    for name in (
        "nickname",
        "job_title",
        "department",
        "description",
        "reference",
        "siren",
        "siret",
        "vat_number",
        "iban",
        "accounting_account",
        "analytic_account",
    ):
        _add("contacts", name, sa.Text(), "")
    for name in ("civility", "owner"):
        op.add_column("contacts", sa.Column(name, sa.Text(), nullable=True))
    for name in ("employer", "photo"):
        op.add_column("contacts", sa.Column(name, sa.BigInteger(), nullable=True))
    op.add_column("contacts", sa.Column("reference_key", FoldedText, nullable=True))
    digits = "lpad(number::text, greatest(5, length(number::text)), '0')"
    _run(f"UPDATE contacts SET reference = 'C-' || {digits}, reference_key = 'c-' || {digits}")
    op.create_unique_constraint("uq_contacts_tenant_reference_key", "contacts", ["tenant", "reference_key"])
    op.create_foreign_key(
        "fk_contacts_tenant_employer", "contacts", "contacts", ["tenant", "employer"], ["tenant", "id"]
    )
    op.create_foreign_key("fk_contacts_tenant_owner", "contacts", "members", ["tenant", "owner"], ["tenant", "id"])


def _contact_assignees() -> None:
    op.create_table(
        "contact_assignees",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_contact_assignees_tenant_contact",
        ),
        sa.ForeignKeyConstraint(
            ["tenant", "member"],
            ["members.tenant", "members.id"],
            name="fk_contact_assignees_tenant_member",
        ),
        sa.PrimaryKeyConstraint("tenant", "contact", "member", name="pk_contact_assignees"),
    )
    op.create_index("ix_contact_assignees_tenant_member", "contact_assignees", ["tenant", "member"])


def _files() -> None:
    op.create_table(
        "files",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=True),
        sa.Column("shown", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"],
            ["contacts.tenant", "contacts.id"],
            name="fk_files_tenant_contact",
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_files"),
    )
    op.create_index("ix_files_tenant_contact", "files", ["tenant", "contact"])


def _search() -> None:
    """Adds the references and the words of the built-in tags; the indexes are made anew, which is faster."""
    if _is_sqlite():
        columns = ("words", "grams")
        _run(*(f"DROP TRIGGER contact_search_{column}_{act}" for column in columns for act in ("delete", "update")))
        _run(*_search_text())
        for column in columns:
            _run(f"INSERT INTO contact_{column}(contact_{column}) VALUES ('rebuild')", *_triggers(column))
    else:
        _run("DROP INDEX ix_contact_search_vector", "DROP INDEX ix_contact_search_grams")
        _run(*_search_text())
        _run(
            "CREATE INDEX ix_contact_search_vector ON contact_search USING gin (tenant, vector)",
            "CREATE INDEX ix_contact_search_grams ON contact_search USING gin (tenant, grams gin_trgm_ops)",
        )


def _search_text() -> Iterator[str]:
    yield """DELETE FROM contact_search WHERE (tenant, contact) IN
        (SELECT tenant, id FROM contacts WHERE archived_at IS NOT NULL OR deleted_at IS NOT NULL)"""
    # 'C-00042' is found by '  c00042' and by how its two words begin.
    yield """UPDATE contact_search SET words = words || ' c ' || substr(c.reference, 3),
        grams = grams || '  c' || substr(c.reference, 3) || '  c  ' || substr(c.reference, 3, 2)
        FROM contacts c WHERE c.tenant = contact_search.tenant AND c.id = contact_search.contact"""
    for key, _, _, words in _BUILT_IN:
        beginnings = dict.fromkeys(word[:2] for word in words)
        grams = "".join(f"  {part}" for part in (*words, *beginnings))
        yield f"""UPDATE contact_search SET words = words || ' {" ".join(words)}', grams = grams || '{grams}'
            WHERE (tenant, contact) IN (SELECT tenant, contact FROM contact_tags WHERE tag = {key})"""


def _triggers(column: str) -> tuple[str, ...]:
    """As they were: an external-content table must be told the old text when a row goes or changes."""
    gone = f"""INSERT INTO contact_{column}(contact_{column}, rowid, {column})
            VALUES ('delete', old.contact, old.{column});"""
    return (
        f"CREATE TRIGGER contact_search_{column}_delete AFTER DELETE ON contact_search BEGIN {gone} END",
        f"""CREATE TRIGGER contact_search_{column}_update AFTER UPDATE ON contact_search BEGIN {gone}
            INSERT INTO contact_{column}(rowid, {column}) VALUES (new.contact, new.{column}); END""",
    )


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
