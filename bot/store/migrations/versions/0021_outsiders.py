"""What channels are told while guests or people of another company read along."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    with op.batch_alter_table("workspaces") as table:
        table.add_column(sa.Column("outsiders", sa.Text(), server_default="names", nullable=False))
