"""What people log by hand of their dealings with contacts, of types that an admin keeps; the feed by kind and actor.

Every workspace gets the types that a new one begins with.
"""

import sqlalchemy as sa
from alembic import op

from bot.store._base import UtcMoment

revision = "0017"
down_revision = "0016"

_WALLED = ("activities", "activity_search")
# (id, name in French, its key, name in English, its key): as they are to stay, whatever later ones begin with.
_STARTS = (
    (7, "appel", "appel", "call", "call"),
    (8, "rendez-vous", "rendezvous", "meeting", "meeting"),
    (9, "e-mail", "email", "e-mail", "email"),
    (10, "visite", "visite", "visit", "visit"),
)


def upgrade() -> None:
    _activities()
    _search()
    _types()
    op.create_index("ix_events_tenant_kind_id", "events", ["tenant", "kind", "id"])
    op.create_index("ix_events_tenant_actor_kind_id", "events", ["tenant", "actor", "kind", "id"])
    if op.get_bind().dialect.name == "sqlite":
        _run(*_FTS)
    else:
        _run(*_POSTGRES, *(line for table in _WALLED for line in _wall(table)))


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _activities() -> None:
    op.create_table(
        "activities",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("type", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("deleted_at", UtcMoment(), nullable=True),
        _to("activities", "contact", "contacts"),
        _to("activities", "type", "choices"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_activities"),
    )
    op.create_index("ix_activities_tenant_contact", "activities", ["tenant", "contact"])
    op.create_index("ix_activities_tenant_type_told", "activities", ["tenant", "type", "told"])
    gone, deleted = sa.text("deleted_at IS NOT NULL"), ["tenant", "deleted_at"]
    op.create_index("ix_activities_tenant_deleted_at", "activities", deleted, sqlite_where=gone, postgresql_where=gone)


def _search() -> None:
    op.create_table(
        "activity_search",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("activity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _to("activity_search", "activity", "activities"),
        sa.PrimaryKeyConstraint("tenant", "activity", name="pk_activity_search"),
    )
    op.create_index("uq_activity_search_activity", "activity_search", ["activity"], unique=True)


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{parents}.tenant", f"{parents}.id"], name=f"fk_{table}_tenant_{column}"
    )


def _types() -> None:
    columns = ("tenant", "id", "kind", "name", "folded", "inverse", "built_in", "position")
    choices = sa.table("choices", *map(sa.column, columns))
    for tenant, locale in op.get_bind().execute(sa.text("SELECT tenant, locale FROM workspaces")).all():
        french = locale.lower().startswith("fr")
        rows = [(id, *((name, key) if french else (other, plain))) for id, name, key, other, plain in _STARTS]
        begun = {"tenant": tenant, "kind": "activity", "inverse": "", "built_in": None}
        op.bulk_insert(choices, [
            begun | {"id": id, "position": id, "name": name, "folded": key} for id, name, key in rows
        ])  # fmt: skip


# The texts are folded already; an external-content table must be told the old text when a row goes, or its words stay
# findable.
_FTS = (
    """CREATE VIRTUAL TABLE activity_words USING fts5(
        words, content='activity_search', content_rowid='activity', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE TRIGGER activity_search_insert AFTER INSERT ON activity_search BEGIN
        INSERT INTO activity_words(rowid, words) VALUES (new.activity, new.words); END""",
    """CREATE TRIGGER activity_search_delete AFTER DELETE ON activity_search BEGIN
        INSERT INTO activity_words(activity_words, rowid, words) VALUES ('delete', old.activity, old.words); END""",
    """CREATE TRIGGER activity_search_update AFTER UPDATE ON activity_search BEGIN
        INSERT INTO activity_words(activity_words, rowid, words) VALUES ('delete', old.activity, old.words);
        INSERT INTO activity_words(rowid, words) VALUES (new.activity, new.words); END""",
)

# The function belongs to the owner, whom row-level security does not bind, so it names the tenant twice over. Planned
# for what is asked: many have a word that begins with "ca", few with "caterpillar".
_POSTGRES = (
    """ALTER TABLE activity_search ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_activity_search_vector ON activity_search USING gin (tenant, vector)",
    """CREATE FUNCTION carnet_activities(of_tenant bigint, signs text, most bigint)
    RETURNS TABLE (activity bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY EXECUTE 'SELECT s.activity FROM public.activity_search s
            WHERE s.tenant = $1 AND s.vector @@ $2
            ORDER BY s.activity DESC LIMIT $3' USING of_tenant, signs::tsquery, most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_activities(bigint, text, bigint) FROM PUBLIC",
)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
