"""What is wrong with a database before the bot is started on it, for `carnet check`."""

from sqlalchemy.engine import URL, make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store._engine import check_schema, faults, own_file, sqlite_engine

_ROLE = """
SELECT r.rolsuper, r.rolbypassrls,
       EXISTS (SELECT 1 FROM pg_class c WHERE c.oid = 'public.contacts'::regclass
               AND pg_has_role(current_user, c.relowner, 'USAGE')) AS owns
FROM pg_roles r WHERE r.rolname = current_user
"""


async def weaknesses(url: str) -> list[str]:
    """Sentences. Raises SchemaMismatch, StoreInUse, StoreUnavailable."""
    with faults():
        return await _weaknesses(make_url(url))


async def _weaknesses(where: URL) -> list[str]:
    if where.get_backend_name() == "sqlite":
        lock = own_file(where)
        engine = sqlite_engine(where, writes=False)
        try:
            await check_schema(engine)
            async with engine.connect() as connection:
                found = (await connection.exec_driver_sql("PRAGMA quick_check")).scalar()
        finally:
            await engine.dispose()
            lock.close()
        return [] if found == "ok" else [f"The SQLite file is damaged ({found}): restore a backup."]
    engine = create_async_engine(where, hide_parameters=True)
    try:
        await check_schema(engine)
        async with engine.connect() as connection:
            role = (await connection.exec_driver_sql(_ROLE)).one()
    finally:
        await engine.dispose()
    return _of_role(is_super=role.rolsuper, bypasses=role.rolbypassrls, owns=role.owns)


def _of_role(*, is_super: bool, bypasses: bool, owns: bool) -> list[str]:
    """The second wall between tenants stands only for a role that none of this is true of."""
    said = {
        "DATABASE_URL's role is a superuser": is_super,
        "DATABASE_URL's role bypasses row-level security": bypasses,
        "DATABASE_URL's role owns the tables, or is a member of the role that does": owns,
    }
    remedy = "give it a role of its own, and the owner's to DATABASE_ADMIN_URL."
    return [f"{sentence}: {remedy}" for sentence, holds in said.items() if holds]
