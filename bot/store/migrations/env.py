"""Run by Alembic inside `bot.store.migrate`, which passes the open connection; never from alembic's own command."""

from alembic import context

from bot.store._base import Base

config = context.config
connection = config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    transactional_ddl=True,  # SQLite too: our BEGIN is explicit, so a killed revision leaves nothing
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
