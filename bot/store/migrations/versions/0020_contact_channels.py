"""Channels that are made for one contact; posts of the feed in one thread per contact."""

import sqlalchemy as sa
from alembic import op

from bot.store._base import UtcMoment

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "contact_channels",
        sa.Column("tenant", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("contact", sa.BigInteger(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("created_at", UtcMoment(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant", "contact"], ["contacts.tenant", "contacts.id"], name="fk_contact_channels_tenant_contact"
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name="pk_contact_channels"),
    )
    for column in ("contact", "channel"):
        op.create_index(f"ix_contact_channels_tenant_{column}", "contact_channels", ["tenant", column])
    op.add_column("feed_places", sa.Column("threads", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("feed_posts", sa.Column("parent", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("thread", sa.Text(), nullable=True))
    if op.get_bind().dialect.name == "sqlite":
        return
    # Without a tenant no row is seen; a reset setting is the empty text, which nullif takes for none.
    mine = "tenant = nullif(current_setting('app.tenant', true), '')::bigint"
    op.execute("ALTER TABLE contact_channels ENABLE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant_wall ON contact_channels USING ({mine}) WITH CHECK ({mine})")
