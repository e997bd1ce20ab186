"""Webhooks, and the indices by which what waits for each of them is found."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import UtcMoment

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "url", "types")),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("failing_since", UtcMoment(), nullable=True),
        sa.Column("off", sa.Text(), nullable=True),
        sa.Column("off_at", UtcMoment(), nullable=True),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_webhooks"),
    )
    _create_partial("ix_outbox_webhook", ["tenant", "lane", "id"], "op = 'webhook'")
    _create_partial(
        "ix_outbox_webhook_due", ["op", "lane", "next_try_at", "seq"], "op = 'webhook' AND state = 'waiting'"
    )
    if op.get_bind().dialect.name == "postgresql":
        for statement in _wall("webhooks"):
            op.get_bind().exec_driver_sql(statement)


def _create_partial(name: str, columns: list[str], which: str) -> None:
    where = sa.text(which)
    op.create_index(name, "outbox", columns, sqlite_where=where, postgresql_where=where)


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
