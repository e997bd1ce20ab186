"""Brings a database to the newest schema and search text, one transaction a revision, on either engine."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.store._engine import SchemaMismatch, own_file, sqlite_engine
from bot.store._renewal import renew

_SCRIPTS = Path(__file__).parent / "migrations"
_NEWEST = "head"
_LOCK = 0xCA21E7  # of ours alone, by convention


async def migrate(url: str, admin_url: str | None = None, *, to: str = _NEWEST) -> None:
    """`admin_url` is the owner's on PostgreSQL; the role of `url` is then granted what it needs.

    Raises StoreInUse where another process owns the SQLite file, SchemaMismatch where the schema is newer.
    """
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        await _migrate_sqlite(where, to)
        return
    engine = create_async_engine(make_url(admin_url) if admin_url else where, hide_parameters=True)
    try:
        async with engine.connect() as connection:
            await connection.run_sync(_upgrade, to)
        if to == _NEWEST:
            await renew(engine)
        if admin_url:
            await _grant(engine, str(where.username))
    finally:
        await engine.dispose()


async def _migrate_sqlite(where: URL, to: str) -> None:
    lock = own_file(where)
    engine = sqlite_engine(where, writes=True)
    try:
        async with engine.connect() as connection:
            # Before BEGIN: inside a transaction the pragma does nothing, and a table's rebuild empties its children.
            # The revision's own transaction is checked before its end, in env.py.
            raw = await connection.get_raw_connection()
            await raw.driver_connection.fetch("PRAGMA foreign_keys=OFF", ())  # type: ignore[union-attr]  # ours
            await connection.run_sync(_upgrade, to)
            await connection.invalidate()  # foreign keys are off in it
        if to == _NEWEST:
            await renew(engine)
    finally:
        await engine.dispose()
        lock.close()


def _upgrade(connection: Connection, to: str) -> None:
    from alembic import command  # loaded on first use: serve never migrates
    from alembic.config import Config
    from alembic.util import CommandError

    if connection.dialect.name == "postgresql":
        # Two that migrate at once take turns; the lock goes with the connection.
        connection.execute(select(func.pg_advisory_lock(_LOCK)))
        connection.commit()
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, to)
    except CommandError as error:
        raise SchemaMismatch(f"{error}: install a newer Carnet.") from error
    connection.commit()


async def _grant(engine: AsyncEngine, role: str) -> None:
    name = engine.dialect.identifier_preparer.quote(role)
    async with engine.begin() as connection:
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {name}",
        ):
            await connection.exec_driver_sql(statement)
