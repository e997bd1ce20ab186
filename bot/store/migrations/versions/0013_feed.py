"""A place, a channel or a person in private, follows more than one contact at a time; posts that take in several lines.

What was followed before is followed still.
"""

import sqlalchemy as sa
from alembic import op

from bot.store._base import Structure, UtcMoment

revision = "0013"
down_revision = "0012"

_WALLED = ("feed_places", "feed_posts", "feed_lines")


def upgrade() -> None:
    _follows()
    _places()
    _posts()
    _lines()
    op.get_bind().exec_driver_sql(_PLACES.format(no="0" if _is_sqlite() else "false"))
    if not _is_sqlite():
        for table in _WALLED:
            for line in _wall(table):
                op.get_bind().exec_driver_sql(line)


# Each place that follows something has a row, which is held while it is told.
_PLACES = """INSERT INTO feed_places (tenant, id, cadence, "window", at, weekday, zone, budget, own)
    SELECT DISTINCT f.tenant, f.place, 'each', 60, '09:00', 0, w.zone, 30, {no}
    FROM follows f JOIN workspaces w ON w.tenant = f.tenant"""


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _follows() -> None:
    key = sa.Column("key", sa.Text(), server_default="", nullable=False)
    only = sa.Column("only", Structure, server_default="{}", nullable=False)
    with op.batch_alter_table("follows", recreate="always" if _is_sqlite() else "never") as follows:
        follows.drop_constraint("uq_follows_tenant_channel_contact", type_="unique")
        follows.alter_column("channel", new_column_name="place")
        follows.add_column(key)
        follows.add_column(only)
    op.get_bind().exec_driver_sql("UPDATE follows SET key = 'contact:' || contact")
    with op.batch_alter_table("follows", recreate="always" if _is_sqlite() else "never") as follows:
        follows.alter_column("key", server_default=None)
        follows.alter_column("only", server_default=None)
        follows.create_unique_constraint("uq_follows_tenant_place_key", ["tenant", "place", "key"])


def _places() -> None:
    op.create_table(
        "feed_places",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("cadence", sa.Text(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("weekday", sa.BigInteger(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_feed_places"),
    )


def _posts() -> None:
    op.create_table(
        "feed_posts",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("telling", sa.Text(), nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", UtcMoment(), nullable=False),
        sa.Column("closes_at", UtcMoment(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_feed_posts"),
        _to("feed_posts", "contact", "contacts"),
    )
    for columns in (
        ["tenant", "place", "telling", "closes_at"],
        ["tenant", "contact", "place", "closes_at"],
        ["tenant", "place", "opened_at"],
    ):
        op.create_index(f"ix_feed_posts_{'_'.join(columns)}", "feed_posts", columns)


def _lines() -> None:
    op.create_table(
        "feed_lines",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("post", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("event", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("follow", sa.BigInteger(), nullable=False),
        sa.Column("taken_out", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "post", "event", name="pk_feed_lines"),
        _to("feed_lines", "post", "feed_posts"),
        _to("feed_lines", "event", "events"),
        sa.UniqueConstraint("tenant", "event", "post", name="uq_feed_lines_tenant_event_post"),
    )


def _to(table: str, column: str, parents: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["tenant", column], [f"{parents}.tenant", f"{parents}.id"], name=f"fk_{table}_tenant_{column}"
    )


def _wall(table: str) -> tuple[str, ...]:
    """Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none."""
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant_wall ON {table} USING ({mine}) WITH CHECK ({mine})",
    )
