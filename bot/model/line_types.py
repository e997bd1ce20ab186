"""What a line of the feed is about, as people filter by it: one word for several kinds of events."""

from collections.abc import Mapping
from enum import StrEnum

from bot.model.events import EventKind
from bot.model.notes import NoteKind


class LineType(StrEnum):
    CONTACT = "contact"
    NOTE = "note"
    FILE = "file"
    REMINDER = "reminder"
    RELATION = "relation"


_BEGINNINGS: Mapping[str, LineType] = {
    "contact.": LineType.CONTACT,
    "note.": LineType.NOTE,
    "reminder.": LineType.REMINDER,
    "relation.": LineType.RELATION,
}


def type_of(kind: EventKind, note_kind: str | None = None) -> LineType | None:
    """None for what stands on no contact: settings, lists, imports. A file is a note whose event says so."""
    found = next((each for beginning, each in _BEGINNINGS.items() if kind.value.startswith(beginning)), None)
    return LineType.FILE if found is LineType.NOTE and note_kind == NoteKind.FILE else found
