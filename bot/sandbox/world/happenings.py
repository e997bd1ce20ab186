"""What just happened in the world: told to whoever listens, which are the page and the app's events."""

from dataclasses import dataclass
from typing import TypeAlias

from ..wire import Json
from .records import Channel, Message, Person


@dataclass(frozen=True, slots=True)
class MessagePosted:
    channel: Channel
    message: Message


@dataclass(frozen=True, slots=True)
class MessageChanged:
    channel: Channel
    message: Message
    before: Message


@dataclass(frozen=True, slots=True)
class MessageDeleted:
    channel: Channel
    message: Message


@dataclass(frozen=True, slots=True)
class ChannelChanged:
    channel: Channel
    event: Json | None = None  # what an app is told, where Slack has an event for the change


@dataclass(frozen=True, slots=True)
class MemberJoined:
    channel: Channel
    user: str
    inviter: str = ""


@dataclass(frozen=True, slots=True)
class MemberLeft:
    channel: Channel
    user: str


@dataclass(frozen=True, slots=True)
class PersonChanged:
    person: Person
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class ReactionAdded:
    channel: Channel
    message: Message
    user: str
    name: str


@dataclass(frozen=True, slots=True)
class ReactionRemoved:
    channel: Channel
    message: Message
    user: str
    name: str


@dataclass(frozen=True, slots=True)
class PinAdded:
    channel: Channel
    message: Message
    user: str


@dataclass(frozen=True, slots=True)
class PinRemoved:
    channel: Channel
    message: Message
    user: str


@dataclass(frozen=True, slots=True)
class FileCreated:
    team: str
    file: str
    user: str


@dataclass(frozen=True, slots=True)
class FileShared:
    channel: Channel
    file: str
    user: str


@dataclass(frozen=True, slots=True)
class FileDeleted:
    team: str
    file: str
    channels: tuple[Channel, ...]  # where it was shared


@dataclass(frozen=True, slots=True)
class WorkspaceChanged:
    """A workspace that is new or has another name, or in which the app has just been installed."""

    team: str


@dataclass(frozen=True, slots=True)
class AppUninstalled:
    team: str


@dataclass(frozen=True, slots=True)
class TokensRevoked:
    team: str
    bot_user: str


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A modal opened, pushed or updated (`how`), for the page of one person."""

    user: str
    how: str
    view: Json
    depth: int


@dataclass(frozen=True, slots=True)
class ViewClosed:
    user: str
    view_id: str
    is_all: bool


@dataclass(frozen=True, slots=True)
class HomePublished:
    user: str
    view: Json


@dataclass(frozen=True, slots=True)
class Notice:
    """A line that only one person sees, from Slack itself."""

    user: str
    text: str
    channel: str = ""


Happening: TypeAlias = (
    MessagePosted
    | MessageChanged
    | MessageDeleted
    | ChannelChanged
    | MemberJoined
    | MemberLeft
    | PersonChanged
    | ReactionAdded
    | ReactionRemoved
    | PinAdded
    | PinRemoved
    | FileCreated
    | FileShared
    | FileDeleted
    | WorkspaceChanged
    | AppUninstalled
    | TokensRevoked
    | ViewShown
    | ViewClosed
    | HomePublished
    | Notice
)
