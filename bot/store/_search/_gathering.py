"""Gathers the pieces of FTS5's indexes, in SQLite; `_sweeps` asks for it.

Whatever is written begins a new piece, and a search looks each of its words up in all of them. By itself FTS5 leaves up
to three of a size.
"""

from sqlalchemy import text

from bot.store._session import StoreSession

INDEXES = ("contact_words", "contact_grams")
_PAGES = 200  # that take the writer some tens of milliseconds

_CHANGES = text("SELECT total_changes() AS n")


async def gather_pieces(session: StoreSession, index: str) -> bool:
    """One slice, to be done in a transaction of its own; answers whether there may be more to do.

    Pieces of a size are put together, two at a time, so that the big ones are not written again for each small one.
    """
    begun = await _changes(session)
    await session.run(text(f"INSERT INTO {index}({index}, rank) VALUES ('merge', {_PAGES})"))  # noqa: S608  # ours
    return await _changes(session) - begun > 1  # one tells that nothing was to be done


async def gather_by_two(session: StoreSession, index: str) -> None:
    """What FTS5 keeps in the index: from how many of a size on they are put together."""
    await session.run(text(f"INSERT INTO {index}({index}, rank) VALUES ('usermerge', 2)"))  # noqa: S608  # ours


async def _changes(session: StoreSession) -> int:
    return int((await session.fetch(_CHANGES, {}))[0].n)
