"""The search indexes, the trace that cannot be rewritten, and the second wall between tenants."""

from alembic import op

revision = "0003"
down_revision = "0002"

_WALLED = (
    "audience_members",
    "audiences",
    "contact_search",
    "contact_tags",
    "contacts",
    "coordinates",
    "counters",
    "drafts",
    "event_seals",
    "event_values",
    "events",
    "follows",
    "members",
    "notes",
    "reminder_assignees",
    "reminders",
    "tags",
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _run(*_FTS, *_FTS_TRIGGERS, *_SQLITE_TRACE)
    else:
        walls = (line for table in _WALLED for line in _wall(table))
        _run(*_POSTGRES_SEARCH, *_POSTGRES_NEWEST, *_POSTGRES_TRACE, *walls)


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


# The texts are folded already, so neither index needs to; the tenant's term is a private-use
# sign (category Co), which unicode61 keeps as a letter.
_FTS = (
    """CREATE VIRTUAL TABLE contact_words USING fts5(
        words, content='contact_search', content_rowid='contact', prefix='2 3',
        tokenize="unicode61 remove_diacritics 0")""",
    """CREATE VIRTUAL TABLE contact_grams USING fts5(
        grams, content='contact_search', content_rowid='contact', tokenize="trigram case_sensitive 1")""",
)

# An external-content table must be told the old text when a row goes, or its words stay findable.
_FTS_TRIGGERS = tuple(
    statement
    for column in ("words", "grams")
    for statement in (
        f"""CREATE TRIGGER contact_search_{column}_insert AFTER INSERT ON contact_search BEGIN
            INSERT INTO contact_{column}(rowid, {column}) VALUES (new.contact, new.{column}); END""",
        f"""CREATE TRIGGER contact_search_{column}_delete AFTER DELETE ON contact_search BEGIN
            INSERT INTO contact_{column}(contact_{column}, rowid, {column})
            VALUES ('delete', old.contact, old.{column}); END""",
        f"""CREATE TRIGGER contact_search_{column}_update AFTER UPDATE ON contact_search BEGIN
            INSERT INTO contact_{column}(contact_{column}, rowid, {column})
            VALUES ('delete', old.contact, old.{column});
            INSERT INTO contact_{column}(rowid, {column}) VALUES (new.contact, new.{column}); END""",
    )
)

_SQLITE_TRACE = (
    """CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN
        SELECT RAISE(ABORT, 'events are never changed'); END""",
    """CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN
        SELECT RAISE(ABORT, 'events are never deleted'); END""",
)

_POSTGRES_TRACE = (
    """CREATE FUNCTION carnet_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'events are never changed'; END $$""",
    """CREATE TRIGGER events_no_change BEFORE UPDATE OR DELETE ON events
        FOR EACH ROW EXECUTE FUNCTION carnet_refuse()""",
)

# The functions belong to the owner, whom row-level security does not bind: under it LIKE and @@ are not
# leakproof and the planner would drop these indexes. So they name the tenant themselves, twice over. ROWS is
# low, for at 1,000, what is taken for granted, the planner reads the whole table of contacts beside them. LIKE and
# @@ are of pg_catalog, and an index is found by its operators and not by the path, so nothing of `public` is in it.
_POSTGRES_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE EXTENSION IF NOT EXISTS btree_gin",
    """ALTER TABLE contact_search ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED""",
    "CREATE INDEX ix_contact_search_vector ON contact_search USING gin (tenant, vector)",
    "CREATE INDEX ix_contact_search_grams ON contact_search USING gin (tenant, grams gin_trgm_ops)",
    """CREATE FUNCTION carnet_search(of_tenant bigint, fragments text[], together text, candidates integer)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        condition text;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        -- Folded words hold none of the signs of LIKE.
        SELECT string_agg(format('s.grams LIKE %L', '%' || each || '%'), ' AND ') INTO condition
            FROM unnest(fragments) AS each;
        IF condition IS NULL THEN RETURN; END IF;
        IF together <> '' THEN
            condition := format('(%s) OR s.grams LIKE %L', condition, '%' || together || '%');
        END IF;
        RETURN QUERY EXECUTE format(
            'SELECT s.contact FROM public.contact_search s WHERE s.tenant = $1 AND (%s) LIMIT $2', condition)
            USING of_tenant, candidates;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_search(bigint, text[], text, integer) FROM PUBLIC",
    """CREATE FUNCTION carnet_mentioned(of_tenant bigint, named text[], candidates integer)
    RETURNS TABLE (contact bigint, said bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        wanted tsquery;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        SELECT string_agg(quote_literal(each), ' | ')::tsquery INTO wanted FROM unnest(named) AS each;
        RETURN QUERY
            SELECT s.contact,
                (SELECT count(*) FROM unnest(named) AS each WHERE s.vector @@ quote_literal(each)::tsquery)
            FROM public.contact_search s WHERE s.tenant = of_tenant AND s.vector @@ wanted
            ORDER BY 2 DESC, 1 LIMIT candidates;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_mentioned(bigint, text[], integer) FROM PUBLIC",
)

# For the ids of a process that starts; a number over all tenants, and nobody's.
_POSTGRES_NEWEST = (
    """CREATE FUNCTION carnet_newest() RETURNS bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
        SELECT max((SELECT max(e.id) FROM public.events e WHERE e.tenant = w.tenant)) FROM public.workspaces w
    $$""",
    "REVOKE ALL ON FUNCTION carnet_newest() FROM PUBLIC",
)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
