"""Notes with a title, people and a time, of which some are files, of kinds that a workspace lets in; their words.

A note that is there gets a number, the day on which its author wrote it, and its search text.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.model.ids import Tenant
from bot.model.recurrence import wall_of
from bot.store._base import UtcMoment
from bot.store._search import tenant_term
from bot.store._search_said import search_words

revision = "0012"
down_revision = "0011"

_SOME = 500
_EXCLUDED = "app bat cmd com cpl dll exe hta jar js jse lnk msi msp ps1 reg scr sh vbe vbs wsf"
_WALLED = ("note_assignees", "note_search")


def upgrade() -> None:
    _notes()
    _assignees()
    _search()
    _files()
    _add("workspaces", sa.Column("excluded_kinds", sa.Text(), server_default=_EXCLUDED, nullable=False))
    _number_all()
    op.create_index("ix_notes_tenant_number", "notes", ["tenant", "number"], unique=True)
    op.create_index("ix_events_tenant_subject", "events", ["tenant", "subject"])
    seen_by = ["tenant", "member", "audience"]
    op.create_index("ix_audience_members_tenant_member_audience", "audience_members", seen_by)
    if _is_sqlite():
        _run(*_FTS)
    else:
        _run(*_POSTGRES, *(line for table in _WALLED for line in _wall(table)))


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _notes() -> None:
    for name, kind, default in _FILLED:
        _add("notes", sa.Column(name, kind, server_default=default, nullable=False))
    for name in ("body", "wall", "zone", "source", "closed_by"):
        _add("notes", sa.Column(name, sa.Text(), nullable=True))
    _add("notes", sa.Column("due_at", UtcMoment(), nullable=True))
    op.drop_index("ix_notes_tenant_contact_id", "notes")
    for columns in (["contact", "day", "id"], ["author", "day", "id"], ["kind", "day", "id"], ["day", "id"]):
        op.create_index(f"ix_notes_tenant_{'_'.join(columns)}", "notes", ["tenant", *columns])
    gone = sa.text("deleted_at IS NOT NULL")
    op.create_index(
        "ix_notes_tenant_deleted_at", "notes", ["tenant", "deleted_at"], sqlite_where=gone, postgresql_where=gone
    )


_FILLED: Sequence[tuple[str, Any, Any]] = (
    ("number", sa.BigInteger(), "0"),
    ("kind", sa.Text(), "note"),
    ("title", sa.Text(), ""),
    ("day", sa.Text(), ""),
    ("shown_to", sa.Text(), "everyone"),
    ("members", sa.Text(), ""),
    ("occurrence", sa.BigInteger(), "1"),
    ("url", sa.Text(), ""),
)


def _add(table: str, column: sa.Column[Any]) -> None:
    """The default is for the rows that are there; SQLite keeps it, for want of a way to drop it."""
    op.add_column(table, column)
    if not column.nullable and not _is_sqlite():
        op.alter_column(table, column.name, server_default=None)


def _assignees() -> None:
    op.create_table(
        "note_assignees",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member", sa.Text(), autoincrement=False, nullable=False),
        _to("note_assignees", "note", "notes"),
        _to("note_assignees", "member", "members"),
        sa.PrimaryKeyConstraint("tenant", "note", "member", name="pk_note_assignees"),
    )
    op.create_index("ix_note_assignees_tenant_member_note", "note_assignees", ["tenant", "member", "note"])


def _search() -> None:
    op.create_table(
        "note_search",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("note", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        _to("note_search", "note", "notes"),
        sa.PrimaryKeyConstraint("tenant", "note", name="pk_note_search"),
    )
    op.create_index("uq_note_search_note", "note_search", ["note"], unique=True)


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{parents}.tenant", f"{parents}.id"], name=f"fk_{table}_tenant_{column}"
    )


def _files() -> None:
    """A file may stand in a note, for whom the note is for, or with somebody else under an address."""
    added = [sa.Column("note", sa.BigInteger(), nullable=True), sa.Column("audience", sa.BigInteger(), nullable=True)]
    if _is_sqlite():  # which adds no foreign key to a table that is there: it is made anew, with its indexes
        with op.batch_alter_table("files", recreate="always") as files:
            for column in added:
                files.add_column(column)
            for name, parents in (("note", "notes"), ("audience", "audiences")):
                files.create_foreign_key(f"fk_files_tenant_{name}", parents, ["tenant", name], ["tenant", "id"])
    else:
        for column in added:
            op.add_column("files", column)
        for name, parents in (("note", "notes"), ("audience", "audiences")):
            op.create_foreign_key(f"fk_files_tenant_{name}", "files", parents, ["tenant", name], ["tenant", "id"])
    _add("files", sa.Column("url", sa.Text(), server_default="", nullable=False))
    op.create_index("ix_files_tenant_note", "files", ["tenant", "note"])


def _number_all() -> None:
    """In the order in which they were made, each by the clock of whoever wrote it."""
    bind = op.get_bind()
    for tenant, zone in bind.execute(sa.text("SELECT tenant, zone FROM workspaces ORDER BY tenant")).all():
        number = 0
        for some in _of_tenant(tenant):
            rows = []
            for row in some:
                number += 1
                day = wall_of(row.created_at, row.zone or zone).date().isoformat()
                known = {"tenant": tenant, "note": row.id, "text": row.text, "audience": row.audience}
                rows.append(known | {"number": number, "day": day})
            bind.execute(_DATED, rows)
            term = tenant_term(Tenant(tenant))
            op.bulk_insert(_SEARCHED, [
                {
                    "tenant": tenant, "note": row["note"], "audience": row["audience"],
                    "words": " ".join((term, *search_words(row["text"]))),
                }
                for row in rows
            ])  # fmt: skip
        if number:
            op.bulk_insert(_COUNTERS, [{"tenant": tenant, "noun": "notes", "value": number}])


def _of_tenant(tenant: int) -> Iterator[Sequence[Any]]:
    after = 0
    while some := op.get_bind().execute(_UNNUMBERED, {"tenant": tenant, "after": after, "some": _SOME}).all():
        yield some
        after = some[-1].id


_UNNUMBERED = sa.text("""
SELECT n.id, n.text, n.created_at, n.audience, m.zone
FROM notes n LEFT JOIN members m ON m.tenant = n.tenant AND m.id = n.author
WHERE n.tenant = :tenant AND n.id > :after ORDER BY n.id LIMIT :some
""").columns(sa.column("id", sa.BigInteger()), sa.column("text", sa.Text()), sa.column("created_at", UtcMoment()))
_DATED = sa.text("UPDATE notes SET number = :number, day = :day WHERE tenant = :tenant AND id = :note")
_SEARCHED = sa.table("note_search", *map(sa.column, ("tenant", "note", "words", "audience")))
_COUNTERS = sa.table("counters", *map(sa.column, ("tenant", "noun", "value")))

# The texts are folded already; an external-content table must be told the old text when a row goes, or its words stay
# findable. What is there is taken in at once.
_FTS = (
    """CREATE VIRTUAL TABLE note_words USING fts5(
        words, content='note_search', content_rowid='note', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0")""",
    "INSERT INTO note_words(note_words) VALUES ('rebuild')",
    """CREATE TRIGGER note_search_insert AFTER INSERT ON note_search BEGIN
        INSERT INTO note_words(rowid, words) VALUES (new.note, new.words); END""",
    """CREATE TRIGGER note_search_delete AFTER DELETE ON note_search BEGIN
        INSERT INTO note_words(note_words, rowid, words) VALUES ('delete', old.note, old.words); END""",
    """CREATE TRIGGER note_search_update AFTER UPDATE ON note_search BEGIN
        INSERT INTO note_words(note_words, rowid, words) VALUES ('delete', old.note, old.words);
        INSERT INTO note_words(rowid, words) VALUES (new.note, new.words); END""",
)

# The function belongs to the owner, whom row-level security does not bind, so it names the tenant twice over, and
# lets nobody find what they may not see. Planned for what is asked: many have a word that begins with "ca", few with
# "caterpillar".
_POSTGRES = (
    """ALTER TABLE note_search ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_note_search_vector ON note_search USING gin (tenant, vector)",
    """CREATE FUNCTION carnet_notes(of_tenant bigint, seen_by text, signs text, most bigint)
    RETURNS TABLE (note bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY EXECUTE 'SELECT s.note FROM public.note_search s
            WHERE s.tenant = $1 AND s.vector @@ $2 AND (s.audience IS NULL OR s.audience IN (
                SELECT m.audience FROM public.audience_members m WHERE m.tenant = $1 AND m.member = $3))
            ORDER BY s.note DESC LIMIT $4' USING of_tenant, signs::tsquery, seen_by, most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_notes(bigint, text, text, bigint) FROM PUBLIC",
)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
