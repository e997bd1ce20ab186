"""What notes are found by: their words, as `_search_said` looks for them."""

from collections.abc import Iterable

from sqlalchemy import Index, delete
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import NoteId
from bot.model.notes import Note
from bot.store._base import Base, Tenanted, owned
from bot.store._search_said import Said, search_text
from bot.store._session import StoreSession


class NoteSearchRow(Tenanted, Base):
    """One for each note that can be found. `note` is the rowid of the FTS5 table, so it is unique by itself; who may
    find it stands here too, for the function of PostgreSQL, which need not look at the notes then."""

    __tablename__ = "note_search"
    __table_args__ = (owned("note", "notes"), Index("uq_note_search_note", "note", unique=True))

    note: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str]
    audience: Mapped[int | None]


NOTES = Said(NoteSearchRow.note, NoteSearchRow.audience, index="note_words", function="carnet_notes")


async def index_note(session: StoreSession, note: Note, texts: Iterable[str]) -> None:
    """In place of whatever it was found by before."""
    said = search_text(session.tenant, texts)
    await session.replace_many(NoteSearchRow, [{"note": note.id, "words": said, "audience": note.audience}])


async def forget_note(session: StoreSession, *notes: NoteId) -> None:
    await session.execute(delete(NoteSearchRow).where(NoteSearchRow.note.in_(notes)))
