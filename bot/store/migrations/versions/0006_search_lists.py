"""Filters and orders by index, the words that a misspelt one may have meant, saved searches.

The search text of a contact that is there already is of before: `fields` is NULL, and `migrate` writes it anew by the
store itself once the schema is the newest.
"""

import sqlalchemy as sa
from alembic import op

from bot.store._base import FoldedText, Structure, UtcMoment

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _search_text()
    _search_terms()
    _searches()
    for columns in (("owner", "sort_name"), ("created_at", "id"), ("updated_at", "id")):
        op.create_index("_".join(("ix_contacts_tenant", *columns)), "contacts", ["tenant", *columns])
    if op.get_bind().dialect.name == "postgresql":
        walls = (line for table in ("search_terms", "searches") for line in _wall(table))
        _run(*_POSTGRES_SEARCH, *walls)


def _run(*statements: str) -> None:
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)


def _search_text() -> None:
    op.add_column("contact_search", sa.Column("fields", Structure, nullable=True))
    op.add_column("contact_search", sa.Column("by_company", FoldedText, nullable=True))
    op.create_index("ix_contact_search_tenant_by_company", "contact_search", ["tenant", "by_company"])
    outdated = sa.text("fields IS NULL")
    op.create_index(
        "ix_contact_search_tenant_contact_outdated",
        "contact_search",
        ["tenant", "contact"],
        sqlite_where=outdated,
        postgresql_where=outdated,
    )


def _search_terms() -> None:
    op.create_table(
        "search_terms",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("term", FoldedText, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "term", name="pk_search_terms"),
        sqlite_with_rowid=False,
    )


def _searches() -> None:
    op.create_table(
        "searches",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", FoldedText, nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("updated_at", UtcMoment(), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "owner"], ["members.tenant", "members.id"], name="fk_searches_tenant_owner"),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_searches"),
        sa.UniqueConstraint("tenant", "owner", "name_key", name="uq_searches_tenant_owner_name_key"),
    )
    op.create_index("ix_searches_tenant_shared_name_key", "searches", ["tenant", "shared", "name_key"])


# As before the functions belong to the owner, name the tenant twice over and find nothing in `public` by its name.
_POSTGRES_SEARCH = (
    "DROP FUNCTION carnet_search(bigint, text[], text, integer)",
    # Of each group of fragments one must stand in the text; folded words hold none of the signs of LIKE.
    """CREATE FUNCTION carnet_standing(groups jsonb) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
        SELECT string_agg((
            SELECT '(' || string_agg(format('s.grams LIKE %L', '%' || fragment || '%'), ' OR ') || ')'
            FROM jsonb_array_elements_text(choice) AS fragment
        ), ' AND ') FROM jsonb_array_elements(groups) AS choice
    $$""",
    "REVOKE ALL ON FUNCTION carnet_standing(jsonb) FROM PUBLIC",
    """CREATE FUNCTION carnet_search(of_tenant bigint, signs text, pieces jsonb, terms jsonb, together text, meant text,
        behind bigint, most bigint)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        condition text := 's.tenant = $1';
        either text := public.carnet_standing(terms);
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        IF signs <> '' THEN
            condition := condition || ' AND s.vector @@ $2::tsquery';
        END IF;
        condition := concat_ws(' AND ', condition, public.carnet_standing(pieces));
        IF together <> '' THEN
            either := format('%s OR s.grams LIKE %L', either, '%' || together || '%');
        END IF;
        IF meant <> '' THEN
            either := format('%s OR s.vector @@ $3::tsquery', either);
        END IF;
        IF either IS NOT NULL THEN
            condition := format('%s AND (%s)', condition, either);
        END IF;
        IF behind IS NOT NULL THEN
            condition := condition || ' AND s.contact > $4 ORDER BY s.contact';
        END IF;
        RETURN QUERY EXECUTE 'SELECT s.contact FROM public.contact_search s WHERE ' || condition || ' LIMIT $5'
            USING of_tenant, signs, meant, behind, most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_search(bigint, text, jsonb, jsonb, text, text, bigint, bigint) FROM PUBLIC",
    # Without EXECUTE their plans are kept, and to plan takes longer than to look. What is beyond the fourth fragment
    # is compared with what the others have found.
    """CREATE FUNCTION carnet_words(of_tenant bigint, signs text, most bigint)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        wanted tsquery := signs::tsquery;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY SELECT s.contact FROM public.contact_search s
            WHERE s.tenant = of_tenant AND s.vector @@ wanted LIMIT most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_words(bigint, text, bigint) FROM PUBLIC",
    """CREATE FUNCTION carnet_grams(of_tenant bigint, fragments text[], most bigint)
    RETURNS TABLE (contact bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 20
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        parts text[] := ARRAY(SELECT '%' || each || '%' FROM unnest(fragments) AS each);
        rest text[] := parts[5:];
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        IF cardinality(parts) = 1 THEN
            RETURN QUERY SELECT s.contact FROM public.contact_search s
                WHERE s.tenant = of_tenant AND s.grams LIKE parts[1] LIMIT most;
        ELSE
            RETURN QUERY SELECT s.contact FROM public.contact_search s
                WHERE s.tenant = of_tenant AND s.grams LIKE parts[1] AND s.grams LIKE parts[2]
                AND s.grams LIKE coalesce(parts[3], '%') AND s.grams LIKE coalesce(parts[4], '%')
                AND (cardinality(rest) = 0 OR s.grams LIKE ALL (rest)) LIMIT most;
        END IF;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_grams(bigint, text[], bigint) FROM PUBLIC",
    # From each head from letter to letter beyond z that stands behind it in some word, without reading the words
    # between.
    """CREATE FUNCTION carnet_spellings(of_tenant bigint, ranges jsonb, known jsonb, heads jsonb, sides jsonb)
    RETURNS TABLE (term text) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 100
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
        beyond text := chr(1114111);
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY
        WITH RECURSIVE child(head, next) AS (
            SELECT h, (SELECT t.term FROM public.search_terms t WHERE t.tenant = of_tenant AND t.term >= h || '{'
                AND t.term < h || beyond ORDER BY t.term LIMIT 1) FROM jsonb_array_elements_text(heads) AS h
            UNION ALL
            SELECT head, (SELECT t.term FROM public.search_terms t WHERE t.tenant = of_tenant
                AND t.term >= left(next, length(head) + 1) || beyond
                AND t.term < head || beyond ORDER BY t.term LIMIT 1) FROM child WHERE next IS NOT NULL
        ), sought(word) AS (
            SELECT jsonb_array_elements_text(known)
            UNION ALL
            SELECT left(c.next, length(c.head) + 1) || (s ->> 1)
            FROM child c JOIN jsonb_array_elements(sides) AS s ON s ->> 0 = c.head WHERE c.next IS NOT NULL
        )
        SELECT t.term FROM jsonb_array_elements(ranges) AS r
            CROSS JOIN LATERAL (SELECT each.term FROM public.search_terms each WHERE each.tenant = of_tenant
                AND each.term >= r ->> 0 AND each.term < r ->> 1
                AND length(each.term) BETWEEN (r ->> 2)::integer AND (r ->> 3)::integer) AS t
        UNION ALL
        SELECT t.term FROM public.search_terms t WHERE t.tenant = of_tenant
            AND t.term = ANY (ARRAY(SELECT word FROM sought));
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_spellings(bigint, jsonb, jsonb, jsonb, jsonb) FROM PUBLIC",
    """CREATE FUNCTION carnet_terms_used(of_tenant bigint, behind text, most bigint)
    RETURNS TABLE (term text, used boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 1000
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        allowed bigint := nullif(current_setting('app.tenant', true), '')::bigint;
    BEGIN
        IF allowed IS DISTINCT FROM of_tenant THEN RETURN; END IF;
        RETURN QUERY
            SELECT t.term, EXISTS (SELECT 1 FROM public.contact_search s
                WHERE s.tenant = of_tenant AND s.vector @@ quote_literal(t.term)::tsquery)
            FROM public.search_terms t WHERE t.tenant = of_tenant AND t.term > behind ORDER BY t.term LIMIT most;
    END $$""",
    "REVOKE ALL ON FUNCTION carnet_terms_used(bigint, text, bigint) FROM PUBLIC",
)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
