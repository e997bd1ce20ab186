"""Reminders are found by the words of their titles and texts, as notes are; those that are there are taken in."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.model.ids import Tenant
from bot.model.rich_text import from_json, plain
from bot.store._search_said import search_text

revision = "0018"
down_revision = "0017"

_SOME = 1000


def upgrade() -> None:
    op.create_table(
        "reminder_search",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("reminder", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("audience", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "reminder"],
            ["reminders.tenant", "reminders.id"],
            name="fk_reminder_search_tenant_reminder",
        ),
        sa.PrimaryKeyConstraint("tenant", "reminder", name="pk_reminder_search"),
    )
    op.create_index("uq_reminder_search_reminder", "reminder_search", ["reminder"], unique=True)
    for some in _there():
        op.bulk_insert(_SEARCHED, [
            {
                "tenant": row.tenant, "reminder": row.id, "audience": row.audience,
                "words": search_text(Tenant(row.tenant), (row.title, plain(from_json(row.text)) if row.text else "")),
            }
            for row in some
        ])  # fmt: skip
    for statement in _FTS if op.get_bind().dialect.name == "sqlite" else _POSTGRES:
        op.get_bind().exec_driver_sql(statement)


def _there() -> Iterator[Sequence[Any]]:
    after = 0
    while some := op.get_bind().execute(_UNDELETED, {"after": after, "some": _SOME}).all():
        yield some
        after = some[-1].id


_UNDELETED = sa.text("""
SELECT tenant, id, title, text, audience FROM reminders
WHERE deleted_at IS NULL AND id > :after ORDER BY id LIMIT :some
""")
_SEARCHED = sa.table("reminder_search", *map(sa.column, ("tenant", "reminder", "words", "audience")))

# The texts are folded already; an external-content table must be told the old text when a row goes, or its words stay
# findable. What is there is taken in at once.
_FTS = (
    """CREATE VIRTUAL TABLE reminder_words USING fts5(
        words, content='reminder_search', content_rowid='reminder', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0")""",
    "INSERT INTO reminder_words(reminder_words) VALUES ('rebuild')",
    """CREATE TRIGGER reminder_search_insert AFTER INSERT ON reminder_search BEGIN
        INSERT INTO reminder_words(rowid, words) VALUES (new.reminder, new.words); END""",
    """CREATE TRIGGER reminder_search_delete AFTER DELETE ON reminder_search BEGIN
        INSERT INTO reminder_words(reminder_words, rowid, words) VALUES ('delete', old.reminder, old.words); END""",
    # Every save says the words again, and they are seldom others.
    """CREATE TRIGGER reminder_search_update AFTER UPDATE ON reminder_search WHEN old.words <> new.words BEGIN
        INSERT INTO reminder_words(reminder_words, rowid, words) VALUES ('delete', old.reminder, old.words);
        INSERT INTO reminder_words(rowid, words) VALUES (new.reminder, new.words); END""",
)

# The function belongs to the owner, whom row-level security does not bind, so it names the tenant twice over, and
# lets nobody find what they may not see. Without a tenant no row is seen; a reset setting is the empty text, which
# nullif takes for none.
_MINE = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
_POSTGRES = (
    """ALTER TABLE reminder_search ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_reminder_search_vector ON reminder_search USING gin (tenant, vector)",
    """CREATE FUNCTION carnet_reminders(of_tenant bigint, seen_by text, signs text, most bigint)
    RETURNS TABLE (reminder bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY EXECUTE 'SELECT s.reminder FROM public.reminder_search s
            WHERE s.tenant = $1 AND s.vector @@ $2 AND (s.audience IS NULL OR s.audience IN (
                SELECT m.audience FROM public.audience_members m WHERE m.tenant = $1 AND m.member = $3))
            ORDER BY s.reminder DESC LIMIT $4' USING of_tenant, signs::tsquery, seen_by, most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_reminders(bigint, text, text, bigint) FROM PUBLIC",
    "ALTER TABLE reminder_search ENABLE ROW LEVEL SECURITY",
    f"CREATE POLICY tenant_wall ON reminder_search USING ({_MINE}) WITH CHECK ({_MINE})",
)
