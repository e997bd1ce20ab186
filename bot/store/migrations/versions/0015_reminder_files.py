"""Files of reminders, which may be about no contact."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    reminder = sa.Column("reminder", sa.BigInteger(), nullable=True)
    if op.get_bind().dialect.name == "sqlite":  # which adds no foreign key to a table that is there: it is made anew
        with op.batch_alter_table("files", recreate="always") as files:
            files.add_column(reminder)
            files.alter_column("contact", existing_type=sa.BigInteger(), nullable=True)
            files.create_foreign_key(_KEY, "reminders", _TO[0], _TO[1])
    else:
        op.add_column("files", reminder)
        op.alter_column("files", "contact", existing_type=sa.BigInteger(), nullable=True)
        op.create_foreign_key(_KEY, "files", "reminders", _TO[0], _TO[1])
    op.create_index("ix_files_tenant_reminder", "files", ["tenant", "reminder"])


_KEY = "fk_files_tenant_reminder"
_TO = (["tenant", "reminder"], ["tenant", "id"])
