"""Who employs a person is asked for by itself, and what French teams began with has its name of today.

The search text of whoever has an employer is of before: `migrate` writes it anew. A team that has chosen the old name
itself keeps it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_OUTDATED = """UPDATE contact_search SET fields = NULL WHERE (tenant, contact) IN (
    SELECT tenant, id FROM contacts WHERE employer IS NOT NULL)"""
_CALLED = """UPDATE choices SET name = :name, folded = :folded
    WHERE kind = 'role' AND built_in = 'payable' AND name = 'Comptes à payer'
    AND NOT EXISTS (SELECT 1 FROM events e
        WHERE e.tenant = choices.tenant AND e.subject = choices.id AND e.kind = 'choice.changed')
    AND NOT EXISTS (SELECT 1 FROM choices other
        WHERE other.tenant = choices.tenant AND other.kind = 'role' AND other.folded = :folded)"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(_OUTDATED)
    called = {"name": "Comptabilité fournisseurs", "folded": "comptabilitefournisseurs"}
    op.get_bind().execute(sa.text(_CALLED), called)
