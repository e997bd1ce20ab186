"""The tokens of the API, and the answers that it gives again to whoever repeats a request."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import UtcMoment

revision = "0016"
down_revision = "0015"

_WALLED = ("api_tokens", "api_answers")


def upgrade() -> None:
    _tokens()
    _answers()
    if op.get_bind().dialect.name == "postgresql":
        for statement in (*_FUNCTION, *(line for table in _WALLED for line in _wall(table))):
            op.get_bind().exec_driver_sql(statement)


def _tokens() -> None:
    op.create_table(
        "api_tokens",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "digest", "ending", "scope", "created_by")),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("last_used_at", UtcMoment(), nullable=True),
        sa.Column("revoked_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_api_tokens"),
    )
    op.create_index("uq_api_tokens_digest", "api_tokens", ["digest"], unique=True)


def _answers() -> None:
    op.create_table(
        "api_answers",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("token", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "token", "key", name="pk_api_answers"),
    )
    op.create_index("ix_api_answers_tenant_at", "api_answers", ["tenant", "at"])


# Whoever knows a secret has not told their tenant yet, and under row-level security sees no row; the owner's function
# says whose it is, and nothing else of it.
_FUNCTION = (
    """CREATE FUNCTION carnet_token(digest text)
    RETURNS TABLE (of_tenant bigint, token bigint) LANGUAGE sql STABLE SECURITY DEFINER ROWS 1
    SET search_path = pg_catalog, pg_temp AS $$
        SELECT t.tenant, t.id FROM public.api_tokens t WHERE t.digest = $1
    $$""",
    "REVOKE ALL ON FUNCTION carnet_token(text) FROM PUBLIC",
)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
