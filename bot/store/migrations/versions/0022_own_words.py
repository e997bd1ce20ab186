"""PostgreSQL's word index of contacts goes by team: each word of a contact stands in it behind the team's own term.

Before, the beginning of a word gathered all contacts of all teams that have one with such a beginning, and only then
looked whose they are. Now a team's words stand beside each other, and no other's are read.

Of the functions that ask the index none may go by the tenant's key instead, which a team's size makes look cheap to
the planner: `s.tenant + 0` has no index. The beginning of a word that many contacts of a large team have is planned for
what is asked, as it was (see revision 0009).
"""

from alembic import op

revision = "0022"
down_revision = "0021"

# As `_search._rows.tenant_term`.
_SIGN = "chr((57344 + tenant / {of} % 6400)::integer)"
_OWN = " || ".join(_SIGN.format(of=6400**place) for place in range(3))

_STATEMENTS = (
    "ALTER TABLE contact_search DROP COLUMN vector",
    f"""ALTER TABLE contact_search ADD COLUMN vector tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(
        {_OWN} || ' ' || {_OWN} || replace(words, ' ', ' ' || {_OWN}), ' '))) STORED""",
    "CREATE INDEX ix_contact_search_vector ON contact_search USING gin (vector)",
    "DROP FUNCTION carnet_words(bigint, text, bigint)",
    # What `leads` is looked up; the rest of what is asked is compared with what that has found.
    """CREATE FUNCTION carnet_words(of_tenant bigint, leads text, asked text, most bigint)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        looked_up tsquery := leads::tsquery;
        wanted tsquery := nullif(asked, leads)::tsquery;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        IF strpos(leads, ':*') > 0
            AND (SELECT max(c.number) FROM public.contacts c WHERE c.tenant = of_tenant) > 20000 THEN
            RETURN QUERY EXECUTE 'SELECT s.contact FROM public.contact_search s WHERE s.tenant = $1
                AND s.vector @@ $2 AND ($3 IS NULL OR ts_match_vq(s.vector, $3)) LIMIT $4'
                USING of_tenant, looked_up, wanted, most;
        ELSE
            RETURN QUERY SELECT s.contact FROM public.contact_search s WHERE s.tenant + 0 = of_tenant
                AND s.vector @@ looked_up AND (wanted IS NULL OR ts_match_vq(s.vector, wanted)) LIMIT most;
        END IF;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_words(bigint, text, text, bigint) FROM PUBLIC",
    # One letter behind spaces begins too many words: it is compared with what the others have found.
    """CREATE OR REPLACE FUNCTION carnet_grams(of_tenant bigint, fragments text[], most bigint)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        parts text[] := ARRAY(SELECT '%' || each || '%' FROM unnest(fragments) AS each ORDER BY left(each, 2) = '  ');
        led integer := greatest(1, least(4, (SELECT count(*) FROM unnest(fragments) AS f WHERE left(f, 2) <> '  ')));
        rest text[] := parts[led + 1:];
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        IF led = 1 THEN
            RETURN QUERY SELECT s.contact FROM public.contact_search s
                WHERE s.tenant = of_tenant AND s.grams LIKE parts[1]
                AND (cardinality(rest) = 0 OR s.grams LIKE ALL (rest)) LIMIT most;
        ELSE
            RETURN QUERY SELECT s.contact FROM public.contact_search s
                WHERE s.tenant = of_tenant AND s.grams LIKE parts[1] AND s.grams LIKE parts[2]
                AND s.grams LIKE CASE WHEN led > 2 THEN parts[3] ELSE '%' END
                AND s.grams LIKE CASE WHEN led > 3 THEN parts[4] ELSE '%' END
                AND (cardinality(rest) = 0 OR s.grams LIKE ALL (rest)) LIMIT most;
        END IF;
    END $$""",
    """CREATE OR REPLACE FUNCTION carnet_mentioned(of_tenant bigint, named text[], candidates integer)
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
            FROM public.contact_search s WHERE s.tenant + 0 = of_tenant AND s.vector @@ wanted
            ORDER BY 2 DESC, 1 LIMIT candidates;
    END $$""",
    "DROP FUNCTION carnet_terms_used(bigint, text, bigint)",
    # Without the second setting the planner reads the table from its beginning for each word: nobody may have it.
    """CREATE FUNCTION carnet_terms_used(of_tenant bigint, own text, behind text, most bigint)
    RETURNS TABLE (term text, used boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000
    SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY
            SELECT t.term, EXISTS (SELECT 1 FROM public.contact_search s
                WHERE s.tenant + 0 = of_tenant AND s.vector @@ quote_literal(own || t.term)::tsquery)
            FROM public.search_terms t WHERE t.tenant = of_tenant AND t.term > behind ORDER BY t.term LIMIT most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_terms_used(bigint, text, text, bigint) FROM PUBLIC",
)


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in _STATEMENTS:
            op.get_bind().exec_driver_sql(statement)
