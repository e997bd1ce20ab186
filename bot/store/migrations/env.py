"""Run by Alembic inside `bot.store.migrate`, which passes the open connection; never from alembic's own command."""

from typing import Any

from alembic import context

from bot.store._base import Base


def check_parents(ctx: Any, *_: object, **__: object) -> None:
    """Inside the revision's transaction, so that one that leaves rows without their parent leaves nothing at all."""
    if ctx.dialect.name != "sqlite":
        return  # PostgreSQL never ceases to check
    broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
    if broken:
        raise RuntimeError(f"the migration leaves rows without their parent: {broken}")


config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite too: our BEGIN is explicit, so a killed revision leaves nothing
    transaction_per_migration=True,
    on_version_apply=check_parents,
)
with context.begin_transaction():
    context.run_migrations()
