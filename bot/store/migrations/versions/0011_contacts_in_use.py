"""What candidates of a search are put in order by stands in an index, so that hundreds need not be read whole."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    in_use = sa.text("archived_at IS NULL AND deleted_at IS NULL")
    columns = ["tenant", "id", "sort_name", "owner", "updated_at"]
    op.create_index("ix_contacts_in_use", "contacts", columns, sqlite_where=in_use, postgresql_where=in_use)
