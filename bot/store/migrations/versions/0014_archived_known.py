"""Who is archived is known by an e-mail, a phone or a number through an index, however many are archived."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    parsed = sa.text("parsed IS NOT NULL")
    columns = ["tenant", "parsed", "contact"]
    op.create_index("ix_coordinates_parsed", "coordinates", columns, sqlite_where=parsed, postgresql_where=parsed)
    archived = sa.text("archived_at IS NOT NULL")
    for number in ("siren", "siret", "vat_number"):
        name = f"ix_contacts_archived_{number}"
        columns = ["tenant", number, "archived_at"]
        op.create_index(name, "contacts", columns, sqlite_where=archived, postgresql_where=archived)
