"""A note: something worth remembering about a contact, in words or as a file; its changes are pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.model.files import Given
from bot.model.ids import AudienceId, ContactId, FileId, MemberId, NoteId
from bot.model.reminders import Due
from bot.model.rich_text import RichText, written

NOTE_LENGTH = 8000  # of a line; a command carries no more
TITLE_LENGTH = 200
URL_LENGTH = 2000
MOST_READERS = 100  # whom the author lets in by name
DELETED_FOR = timedelta(days=30)  # it can be restored; then it goes for good


class NoteKind(StrEnum):
    NOTE = "note"
    FILE = "file"  # one file or one address, with what there is to say about it


class Audience(StrEnum):
    """Who may see a note, besides its author and those whom it is for."""

    EVERYONE = "everyone"
    MEMBERS = "members"  # whom the author names
    PRIVATE = "private"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The message that a note keeps: where it stands, who wrote it and when. `author` None: not one of the team."""

    permalink: str
    name: str
    said_at: datetime
    author: MemberId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a person asks for, in a form or a line.

    `files` are what was just given, as Slack describes it; `kept` are those that it has already and shall keep.
    """

    contact: ContactId
    on: date
    kind: NoteKind = NoteKind.NOTE
    title: str = ""
    body: RichText | None = None
    audience: Audience = Audience.EVERYONE
    members: tuple[MemberId, ...] = ()
    assignees: tuple[MemberId, ...] = ()
    due: Due | None = None
    url: str = ""
    files: tuple[Given, ...] = ()
    kept: tuple[FileId, ...] = ()
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """`text` is `body` in plain words, or what was written where nothing was formatted.

    `seen_by` and `members` are what its author chose; `audience` is the set of those who may see it, None for everyone
    in the workspace. `occurrence` counts the times at which those whom it is for were to be told.
    """

    id: NoteId
    number: int
    contact: ContactId
    author: MemberId
    text: str
    created_at: datetime
    on: date
    kind: NoteKind = NoteKind.NOTE
    title: str = ""
    body: RichText | None = None
    seen_by: Audience = Audience.EVERYONE
    members: tuple[MemberId, ...] = ()
    audience: AudienceId | None = None
    assignees: tuple[MemberId, ...] = ()
    due: Due | None = None
    occurrence: int = 1
    url: str = ""
    files: tuple[FileId, ...] = ()
    source: Source | None = None
    closed_at: datetime | None = None
    closed_by: MemberId | None = None
    deleted_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def audience_members(self) -> tuple[MemberId, ...]:
        """Who may see it; empty for everyone."""
        if self.seen_by is Audience.EVERYONE:
            return ()
        return tuple(sorted({self.author, *self.members, *self.assignees}))

    @property
    def wanted(self) -> Wanted:
        """As a form shows it."""
        return Wanted(
            kind=self.kind,
            contact=self.contact,
            title=self.title,
            body=self.body if self.body is not None or not self.text else written(self.text),
            on=self.on,
            audience=self.seen_by,
            members=self.members,
            assignees=self.assignees,
            due=self.due,
            url=self.url,
            kept=self.files,
            source=self.source,
        )

    def with_wanted(self, wanted: Wanted, *, text: str, now: datetime) -> "Note":
        """As somebody wants it now, `text` being its plain words. Another time is another occurrence, where either
        is still to come.

        Files that were just given are not among its own yet.
        """
        is_as_written = wanted.body == self.wanted.body
        changed = replace(
            self,
            contact=wanted.contact,
            title=wanted.title,
            body=self.body if is_as_written else wanted.body,
            text=self.text if is_as_written else text,
            on=wanted.on,
            seen_by=wanted.audience,
            members=wanted.members if wanted.audience is Audience.MEMBERS else (),
            assignees=wanted.assignees,
            due=wanted.due,
            url=wanted.url,
            files=tuple(each for each in self.files if each in wanted.kept),
        )
        is_to_come = any(due is not None and due.at > now for due in (self.due, wanted.due))
        is_another = wanted.due != self.due and is_to_come
        return replace(changed, occurrence=self.occurrence + 1) if is_another else changed

    def closed(self, by: MemberId, at: datetime) -> "Note":
        return replace(self, closed_at=at, closed_by=by)

    def reopened(self) -> "Note":
        return replace(self, closed_at=None, closed_by=None)


@dataclass(frozen=True, slots=True)
class LatestNotes:
    """The newest notes of a contact, and how many there are in all."""

    latest: tuple[Note, ...] = ()
    total: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteList:
    """Which notes a list shows, all that is said being true of each; of a `closed` of None both.

    `days` are the first and the one after the last, either of them open. Of a `kind` of FILE notes are listed too that
    have files; `deleted` ones, as long as they can be restored, are listed by themselves.
    """

    contact: ContactId | None = None
    days: tuple[date | None, date | None] = (None, None)
    mine: bool = False  # whose author one is, or that are for oneself
    closed: bool | None = False
    words: str = ""
    kind: NoteKind | None = None
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Some notes of a list, how many there are in all, and where the next page begins.

    `capped` says that counting stopped at `total`. `files` is how many files and addresses they have, where those are
    what is listed.
    """

    notes: tuple[Note, ...]
    total: int
    capped: bool = False
    cursor: str | None = None
    files: int = 0


def planned(wanted: Wanted, *, id: NoteId, number: int, author: MemberId, at: datetime, text: str) -> Note:
    """A new one, as somebody wants it; `text` is its plain words. Its audience and its files are still to be made."""
    return Note(
        id=id,
        number=number,
        kind=wanted.kind,
        contact=wanted.contact,
        author=author,
        created_at=at,
        title=wanted.title,
        body=wanted.body,
        text=text,
        on=wanted.on,
        seen_by=wanted.audience,
        members=wanted.members if wanted.audience is Audience.MEMBERS else (),
        assignees=wanted.assignees,
        due=wanted.due,
        url=wanted.url,
        source=wanted.source,
    )


def short(note: Note) -> str:
    """Its title, or its first line, or where it leads; '' for a file that has no words of its own."""
    return note.title or note.text.partition("\n")[0] or note.url
