"""What a workspace holds: workspaces, people, channels, messages, files, tokens. A change is a new value."""

from dataclasses import dataclass, field, fields
from typing import Any, Literal

from ..wire import Json, ts_of

TokenKind = Literal["bot", "app"]

SLACKBOT = "USLACKBOT"  # the same in every workspace


@dataclass(frozen=True, slots=True)
class Workspace:
    id: str
    name: str
    domain: str
    email_domain: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    id: str
    team: str
    name: str
    real_name: str
    email: str = ""
    locale: str = "en-US"
    tz: str = "America/Los_Angeles"
    city: str = ""  # for the page alone: Slack knows only the zone
    title: str = ""
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    deleted: bool = False
    bot_id: str = ""
    app_id: str = ""
    avatar_colour: str = "4a154b"
    updated: int = 0

    @property
    def is_guest(self) -> bool:
        return self.is_restricted or self.is_ultra_restricted


@dataclass(frozen=True, slots=True)
class Channel:
    id: str
    team: str
    name: str
    members: frozenset[str] = frozenset()
    is_private: bool = False
    is_im: bool = False
    is_mpim: bool = False
    is_general: bool = False
    is_archived: bool = False
    creator: str = ""
    created: int = 0
    topic: str = ""
    topic_by: str = ""
    topic_at: int = 0
    purpose: str = ""
    purpose_by: str = ""
    purpose_at: int = 0
    previous_names: tuple[str, ...] = ()
    is_closed: bool = False  # a direct message that the app has put away; the next one opens it again

    @property
    def is_direct(self) -> bool:
        return self.is_im or self.is_mpim

    @property
    def is_open_to_all(self) -> bool:
        return not (self.is_private or self.is_direct)

    def other_than(self, user: str) -> str:
        """The other party of a direct message; oneself in a note to self."""
        return next((member for member in sorted(self.members) if member != user), user)


@dataclass(frozen=True, slots=True)
class Reaction:
    name: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Message:
    micros: int
    channel: str
    user: str
    text: str = ""
    blocks: tuple[Json, ...] = ()
    attachments: tuple[Json, ...] = ()
    metadata: Json | None = None
    thread: int | None = None
    broadcast: bool = False
    bot_id: str = ""
    app_id: str = ""
    username: str = ""
    subtype: str = ""
    edited_by: str = ""
    edited_micros: int = 0
    files: tuple[str, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    pinned_by: str = ""
    pinned_at: int = 0
    details: Json | None = None  # what a message of some subtypes says beside its text, such as the new topic
    only_for: str = ""
    client_id: str = ""

    @property
    def ts(self) -> str:
        return ts_of(self.micros)

    @property
    def is_reply(self) -> bool:
        return self.thread is not None and self.thread != self.micros


# What an app is told of a file: all; its id alone, of one that came through a channel shared with another company,
# unless it asks files.info; nothing, even if it asks.
VISIBLE, CHECK, DENIED = "visible", "check_file_info", "access_denied"


@dataclass(frozen=True, slots=True)
class StoredFile:
    id: str
    team: str
    user: str
    name: str
    size: int
    mimetype: str
    created: int
    title: str = ""
    bot_id: str = ""
    external_url: str = ""  # where it lies, if not in Slack
    is_hidden: bool = False  # a workspace that does not pay is no longer shown its old files
    access: str = VISIBLE
    is_for_app: bool = False  # chosen in a form of the app: its uploader and the app see it, nobody else
    shared_in: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()  # the messages that hold it, by channel and micros


@dataclass(frozen=True, slots=True)
class Installation:
    """An app in a workspace: its bot there, and whether it is still there."""

    team: str
    app_id: str
    bot_user: str
    bot_id: str
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    value: str
    kind: TokenKind
    team: str
    scopes: frozenset[str] = field(default_factory=frozenset)
    is_revoked: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """Whatever else must outlive a restart: App Homes, read marks, how far the clock was moved."""

    key: str
    value: Any


_FROZEN = {"members": frozenset, "scopes": frozenset}
_TUPLES = {"blocks", "attachments", "files", "shared_in", "previous_names"}


def row_of(record: Any) -> Json:
    """A record as JSON, for the journal."""
    return {part.name: _plain(getattr(record, part.name)) for part in fields(record)}


def record_of(kind: type[Any], row: Json) -> Any:
    """The reverse of `row_of`; raises TypeError for a property that the record lacks."""
    return kind(**{name: _value(name, value) for name, value in row.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [row_of(part) if isinstance(part, Reaction) else part for part in value]
    return value


def _value(name: str, value: Any) -> Any:
    if name == "reactions":
        return tuple(Reaction(row["name"], tuple(row["users"])) for row in value)
    if name == "shares":
        return tuple((channel, micros) for channel, micros in value)
    if name in _FROZEN:
        return frozenset(value)
    return tuple(value) if name in _TUPLES else value
