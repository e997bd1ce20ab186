"""Statements compiled once for all tests of a process.

SQLAlchemy and the store keep what they have compiled by engine and by dialect, and nearly every test opens the store
anew: without this a third of its time would go by with compiling the same statements again.
"""

from functools import partial

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.engine.interfaces import CompiledCacheType
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import _engine

_COMPILED: CompiledCacheType = {}


def share() -> None:
    """For the engines that the store opens from now on; those of a kind reach the same server, or the same library."""
    for kind in (PGDialect_asyncpg, SQLiteDialect_aiosqlite):
        kind.__eq__ = _is_alike  # type: ignore[method-assign, assignment]
        kind.__hash__ = _hash_of_kind  # type: ignore[method-assign, assignment]
    sharing = partial(create_async_engine, execution_options={"compiled_cache": _COMPILED})
    _engine.create_async_engine = sharing  # type: ignore[attr-defined]  # it is there, for the store alone


def _is_alike(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: Dialect) -> int:
    return hash(type(one))
