"""What is read at once to show a contact: its record on one of its tabs."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.contacts import Contact, Found
from bot.model.events import Event
from bot.model.files import File
from bot.model.ids import MemberId
from bot.model.notes import LatestNotes
from bot.model.reminders import Reminder
from bot.model.tags import Tag


class Tab(StrEnum):
    OVERVIEW = "overview"
    DETAILS = "details"
    NOTES = "notes"
    REMINDERS = "reminders"
    ACTIVITY = "activity"


@dataclass(frozen=True, slots=True)
class Line:
    """One event with the names that its sentence needs."""

    event: Event
    contact: str
    actor: str


@dataclass(frozen=True, slots=True)
class Ended:
    """Who archived or deleted a contact, and when."""

    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """`tags` with their colours; `notes`, `reminders` and `lines` are a page of each, as many as the tab shows.

    `names` are what ids stand for in old and new values: of members, and of other contacts.
    """

    contact: Contact
    tags: tuple[Tag, ...] = ()
    employer: Found | None = None
    photo: File | None = None
    notes: LatestNotes = LatestNotes()  # noqa: RUF009  # frozen and empty
    reminders: tuple[Reminder, ...] = ()
    lines: tuple[Line, ...] = ()
    more_lines: bool = False
    names: tuple[tuple[str, str], ...] = ()
    ended: Ended | None = None
