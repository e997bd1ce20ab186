"""A note: something worth remembering about a contact."""

from dataclasses import dataclass
from datetime import datetime

from bot.model.ids import AudienceId, ContactId, MemberId, NoteId

NOTE_LENGTH = 8000  # a command carries no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """`audience` None means everyone in the workspace."""

    id: NoteId
    contact: ContactId
    author: MemberId
    text: str
    created_at: datetime
    closed_at: datetime | None = None
    audience: AudienceId | None = None


@dataclass(frozen=True, slots=True)
class LatestNotes:
    """The newest notes of a contact, and how many there are in all."""

    latest: tuple[Note, ...] = ()
    total: int = 0
