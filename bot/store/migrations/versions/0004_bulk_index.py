"""SQLite's word indexes are filled by `_search.index` and no longer by a trigger.

FTS5 writes what it holds to the disk at each savepoint, and a trigger is one for every row: many rows at once
cost four times as much as in one statement.
"""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for column in ("words", "grams"):
            op.get_bind().exec_driver_sql(f"DROP TRIGGER contact_search_{column}_insert")
