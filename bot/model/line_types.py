"""What a line of the feed is about, as people filter by it: one word for several kinds of events."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from bot.model.events import EventKind
from bot.model.notes import NoteKind

API_ACTORS = "token:"  # how whoever acts begins where a program does


class LineType(StrEnum):
    CONTACT = "contact"
    NOTE = "note"
    FILE = "file"
    REMINDER = "reminder"
    ACTIVITY = "activity"  # by hand
    RELATION = "relation"
    IMPORT = "import"


_BEGINNINGS: Mapping[str, LineType] = {f"{each.value}.": each for each in LineType if each is not LineType.FILE}


def type_of(kind: EventKind, note_kind: str | None = None) -> LineType | None:
    """None for what is none of these: settings, lists, follows. A file is a note whose event says so."""
    found = next((each for beginning, each in _BEGINNINGS.items() if kind.value.startswith(beginning)), None)
    return LineType.FILE if found is LineType.NOTE and note_kind == NoteKind.FILE else found


@cache
def kinds_of(line_type: LineType) -> tuple[EventKind, ...]:
    """The kinds of events that may be of a type, in their order: a file's are those of notes."""
    meant = LineType.NOTE if line_type is LineType.FILE else line_type
    return tuple(kind for kind in EventKind if type_of(kind) is meant)
