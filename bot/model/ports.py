"""What Carnet asks of the world outside, as protocols: the gateway implements them, app passes them in."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.ids import ChannelId, MemberId
from bot.model.members import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPerson:
    """A person as Slack describes them (users.info with include_locale)."""

    id: MemberId
    team: str
    name: str
    locale: str
    zone: str
    standing: Standing
    is_admin: bool
    email: str = ""


class People(Protocol):
    async def person(self, team: str, member: MemberId) -> SlackPerson:
        """Raises MemberNotFound, SlackUnavailable."""
        ...


class Channels(Protocol):
    async def enter(self, team: str, channel: ChannelId, *, even_shared: bool = False) -> None:
        """Makes sure that the app is in the channel: joins a public one.

        Raises ChannelUnreachable, ChannelHasGuests for one that is shared with another company, unless `even_shared`.
        """
        ...

    async def is_shared(self, team: str, channel: ChannelId) -> bool:
        """With another company, or about to be. Raises SlackRefused, SlackUnavailable."""
        ...

    async def members(self, team: str, channel: ChannelId) -> list[MemberId]:
        """Everybody in a channel that the app is in."""
        ...

    async def is_gone(self, team: str, channel: ChannelId) -> bool:
        """Archived or deleted, or closed to the app. Raises SlackUnavailable, SlackRefused."""
        ...


class Rooms(Protocol):
    """Makes channels; what Slack refuses is raised with its own code. Each raises SlackRefused, SlackUnavailable."""

    async def make_channel(self, team: str, name: str) -> ChannelId:
        """A public one. Not to be repeated where its answer was lost: `own_channel` says whether it was made."""
        ...

    async def own_channel(self, team: str, name: str, *, since: datetime) -> ChannelId | None:
        """The public channel of that name that the app itself has made since then."""
        ...

    async def invite(self, team: str, channel: ChannelId, member: MemberId) -> None:
        """Whoever is in it already is not invited again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackFile:
    """A file as Slack describes it to the app (files.info).

    `places` are the conversations that it is shared in, `address` is where Slack has its bytes; `link` where it lies
    with another company, or is read in Slack alone: then there are no bytes of it.
    """

    id: str
    name: str
    kind: str  # its media type
    size: int  # bytes
    user: MemberId
    places: frozenset[ChannelId]
    address: str = ""
    link: str = ""


class Arrival(Protocol):
    """Bytes that come to the shelf piece by piece and are nobody's until they have their place."""

    @property
    def size(self) -> int: ...

    @property
    def digest(self) -> str:
        """SHA-256 in hex, of what has come so far."""
        ...

    @property
    def first(self) -> bytes:
        """The first bytes, by which some kinds are told."""
        ...

    async def add(self, chunk: bytes) -> None: ...

    async def place(self, key: str) -> None: ...


class Shelf(Protocol):
    """Where bytes are kept, encrypted; each file has a `shelf_key` of its own. A large one is never held as a whole."""

    def receiving(self) -> AbstractAsyncContextManager[Arrival]:
        """Leaving it takes away what was not placed."""
        ...

    def reading(self, key: str) -> AbstractAsyncContextManager[AsyncGenerator[bytes]]:
        """Raises FileNotFoundError before any byte is given where not all of them are there."""
        ...

    async def get(self, key: str) -> bytes: ...

    async def drop(self, key: str) -> None: ...


class Fetcher(Protocol):
    async def describe(self, team: str, file: str) -> SlackFile:
        """Raises FileRefused where Slack has it no more or does not show it to the app, SlackUnavailable."""
        ...

    def bytes_of(self, team: str, file: SlackFile, limit: int) -> AsyncGenerator[bytes]:
        """In chunks; raises FileRefused over `limit`, SlackRefused, SlackUnavailable."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A file on its way to Slack; `size` is that of all its `pieces` together."""

    name: str
    title: str
    size: int
    pieces: AsyncGenerator[bytes]


class Sharer(Protocol):
    """Gives files to Slack."""

    async def open_dm(self, team: str, member: MemberId) -> str: ...

    async def upload(self, team: str, parcel: Parcel, *, channel: str | None = None) -> str:
        """Slack's id of it, shared in the channel; raises SlackRefused, SlackUnavailable."""
        ...


class Receivers(Protocol):
    async def check(self, url: str) -> None:
        """Raises FieldsInvalid naming `url`, where a webhook would never be sent there."""
        ...


class Sealer(Protocol):
    """Encrypts what is kept of a secret; only whoever has the keys opens it."""

    def seal(self, content: bytes) -> bytes: ...

    def open(self, sealed: bytes) -> bytes:
        """Raises ValueError where none of the keys opens it."""
        ...


class _Unsealed:
    """Where there are no keys nothing secret is kept."""

    def seal(self, content: bytes) -> bytes:
        raise ValueError("there are no keys to seal with")

    def open(self, sealed: bytes) -> bytes:
        raise ValueError("there are no keys to open with")


UNSEALED: Sealer = _Unsealed()
