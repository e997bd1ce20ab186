"""Finding notes by words: their search text, and the two ways in which the engines look for it.

SQLite: an FTS5 table over `note_search`, of whole words. PostgreSQL: a tsvector behind a function of the owner, since
row-level security would switch its index off. Both name the tenant themselves; who may see a note is a condition of
the statement about notes into which this is put, and of the function.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Index,
    Select,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.folding import words
from bot.model.ids import NoteId
from bot.model.notes import Note
from bot.model.search import WORD_LENGTH
from bot.store._base import Base, Tenanted, owned
from bot.store._search import tenant_term
from bot.store._session import StoreSession
from bot.store.audiences import AudienceMemberRow

MOST_WORDS = 12  # of a question


class NoteSearchRow(Tenanted, Base):
    """One for each note that can be found. `note` is the rowid of the FTS5 table, so it is unique by itself; who may
    find it stands here too, for the function of PostgreSQL, which need not look at the notes then."""

    __tablename__ = "note_search"
    __table_args__ = (owned("note", "notes"), Index("uq_note_search_note", "note", unique=True))

    note: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    audience: Mapped[int | None]


def search_words(*texts: str) -> list[str]:
    """The folded words of some texts, each once; a longer one is found by its beginning."""
    return list(dict.fromkeys(word[:WORD_LENGTH] for text in texts for word in words(text)))


async def index_note(session: StoreSession, note: Note, texts: Iterable[str]) -> None:
    """In place of whatever it was found by before."""
    said = " ".join((tenant_term(session.tenant), *search_words(*texts)))
    await session.replace_many(NoteSearchRow, [{"note": note.id, "words": said, "audience": note.audience}])


async def forget_note(session: StoreSession, *notes: NoteId) -> None:
    await session.execute(delete(NoteSearchRow).where(NoteSearchRow.note.in_(notes)))


def found_by(session: StoreSession, typed: str, *, most: int | None = None) -> Select[Any] | None:
    """The notes in which each word begins some word, as a select of their ids: all, or so many that were made last.

    None where nothing is asked.
    """
    said = search_words(typed)[:MOST_WORDS]
    if not said:
        return None
    if session.is_postgres:
        return select(_function(session, " & ".join(f"'{word}':*" for word in said), most))
    wanted = " AND ".join((f'"{tenant_term(session.tenant)}"', *(f'"{word}"*' for word in said)))
    index = table("note_words", column("rowid"), column("note_words"))
    found = select(index.c.rowid).where(index.c.note_words.op("MATCH")(bindparam("wanted", wanted)))
    if most is None:
        return found
    seen = _seen(session, index.c.rowid)
    return found.where(*seen).order_by(index.c.rowid.desc()).limit(most)


def _seen(session: StoreSession, note: ColumnElement[int]) -> list[ColumnElement[bool]]:
    """Before they are cut off, or what others keep to themselves would crowd out what the viewer may see."""
    if session.sight.everything:
        return []
    mine = select(AudienceMemberRow.audience).where(AudienceMemberRow.member == str(session.sight.member or ""))
    may_see = or_(NoteSearchRow.audience.is_(None), NoteSearchRow.audience.in_(mine))
    return [select(NoteSearchRow.note).where(NoteSearchRow.note == note, may_see).exists()]


def _function(session: StoreSession, wanted: str, most: int | None) -> Any:
    viewer = str(session.sight.member or "")
    given: Sequence[Any] = (
        cast(int(session.tenant), BigInteger), cast(viewer, Text), cast(wanted, Text), cast(most, BigInteger),
    )  # fmt: skip
    return func.carnet_notes(*given).column_valued("found")
