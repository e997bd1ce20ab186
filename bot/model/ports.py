"""What Carnet asks of the world outside, as protocols: the gateway implements them, app passes them in."""

from dataclasses import dataclass
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
    async def enter(self, team: str, channel: ChannelId) -> None:
        """Makes sure that the app is in the channel: joins a public one.

        Raises ChannelUnreachable, ChannelHasGuests for one that is shared with another company.
        """
        ...

    async def members(self, team: str, channel: ChannelId) -> list[MemberId]:
        """Everybody in a channel that the app is in."""
        ...


class Shelf(Protocol):
    """Where bytes are kept, encrypted; each `put` has a `shelf_key` of its own, which may be chosen before."""

    async def put(self, content: bytes, key: str | None = None) -> str: ...

    async def get(self, key: str) -> bytes: ...

    async def drop(self, key: str) -> None: ...


class Fetcher(Protocol):
    async def fetch(self, team: str, file: str, limit: int) -> bytes:
        """The bytes of a Slack file; raises FileRefused over `limit`, SlackUnavailable."""
        ...


class Sharer(Protocol):
    """Gives files to Slack."""

    async def open_dm(self, team: str, member: MemberId) -> str: ...

    async def upload(self, team: str, content: bytes, *, name: str, title: str, channel: str | None = None) -> str:
        """Slack's id of it, shared in the channel; raises SlackRefused, SlackUnavailable."""
        ...
