"""One call of the Web API: who calls, with which arguments, and the checks that many methods share."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..errors import SlackError, bad_argument
from ..scopes import SCOPES, scope_for
from ..slack import Slack
from ..wire import Json, loads, micros_of, ts_of
from ..world import Channel, Message, Person, Token, World
from ..world.conversations import kind_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Call:
    slack: Slack
    method: str
    args: Json
    token: Token

    @property
    def world(self) -> World:
        return self.slack.world

    @property
    def team(self) -> str:
        return self.token.team

    @property
    def bot(self) -> Person:
        return self.world.people[self.world.bot_of(self.team).bot_user]

    def text(self, name: str, default: str = "") -> str:
        value = self.args.get(name)
        if value is None:
            return default
        return value if isinstance(value, str) else str(value)

    def required(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise bad_argument(f"missing required field: {name}")
        return value

    def given(self, name: str) -> str:
        """What must be there and may be empty."""
        if self.args.get(name) is None:
            raise bad_argument(f"missing required field: {name}")
        return self.text(name)

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in ("1", "true")

    def whole(self, name: str, default: int) -> int:
        value = self.args.get(name)
        if value in (None, ""):
            return default
        try:
            return int(str(value))
        except ValueError as error:
            raise bad_argument(f"must be an integer [json-pointer:/{name}]") from error

    def moment(self, name: str, default: int) -> int:
        """Whole seconds since 1970, from text that may have a fraction."""
        try:
            return micros_of(self.text(name)) // 1_000_000 if self.text(name) else default
        except ValueError as error:
            raise bad_argument(f"must be a timestamp [json-pointer:/{name}]") from error

    def listed(self, name: str) -> list[str]:
        """A list, or the same as text with commas."""
        value = self.args.get(name)
        if isinstance(value, list):
            return [str(part) for part in value]
        return [part.strip() for part in str(value or "").split(",") if part.strip()]

    def parsed(self, name: str) -> object:
        """JSON, given as itself or, in a form, as text. Raises ValueError."""
        value = self.args.get(name)
        return loads(value) if isinstance(value, str) else value

    def need_scope(self, *scopes: str) -> None:
        """Any one of them will do."""
        if not any(scope in self.token.scopes for scope in scopes):
            provided = ",".join(sorted(self.token.scopes))
            raise SlackError("missing_scope", needed=",".join(scopes), provided=provided)

    def need_scope_for(self, channel: Channel) -> None:
        """What the method asks for a conversation of this kind."""
        kind = kind_of(channel)
        self.need_scope(*(scope_for(scope, kind) for scope in SCOPES[self.method]))

    def channel(self, name: str = "channel") -> Channel:
        """A conversation that the caller may know of: private ones are unknown to those outside."""
        channel = self.world.channels.get(self.required(name))
        if channel is None or channel.team != self.team:
            raise SlackError("channel_not_found")
        if not channel.is_open_to_all and self.bot.id not in channel.members:
            raise SlackError("channel_not_found")
        return channel

    def joined_channel(self, *, even_archived: bool = False) -> Channel:
        """A channel, no direct message, that the app is in and may change."""
        channel = self.channel()
        if channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
        self.need_scope_for(channel)
        if channel.is_archived and not even_archived:
            raise SlackError("is_archived")
        if self.bot.id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def person(self, user: str) -> Person:
        person = self.world.person(self.team, user)
        if person is None:
            raise SlackError("user_not_found")
        return person

    def message(self, channel: Channel, ts: str) -> Message:
        try:
            message = self.world.log(channel.id).get(micros_of(ts))
        except ValueError:
            message = None
        if message is None:
            raise SlackError("message_not_found")
        return message

    def permalink(self, message: Message) -> str:
        link = f"{self.world.url}/archives/{message.channel}/p{message.micros}"
        if message.is_reply and message.thread is not None:
            link += f"?thread_ts={ts_of(message.thread)}&cid={message.channel}"
        return link

    def page(self, found: Sequence[T], default: int, most: int) -> tuple[Sequence[T], str]:
        """One page and the cursor of the next; an empty cursor is the end."""
        limit = self.whole("limit", default)
        if limit < 0 or limit > most:
            raise SlackError("invalid_limit")
        start = self._cursor()
        end = start + (limit or default)
        return found[start:end], to_cursor(end) if end < len(found) else ""

    def numbered_page(self, found: Sequence[T], most: int = 1000) -> tuple[Sequence[T], Json]:
        """The older way, by `count` and `page`, with what Slack says of it under `paging`."""
        count, page = self.whole("count", 100), self.whole("page", 1)
        count, page = min(max(count, 1), most), max(page, 1)
        pages = max(1, -(-len(found) // count))
        paging: Json = {"count": count, "total": len(found), "page": page, "pages": pages}
        return found[(page - 1) * count : page * count], paging

    def _cursor(self) -> int:
        cursor = self.text("cursor")
        return from_cursor(cursor) if cursor else 0


def to_cursor(place: int) -> str:
    return base64.b64encode(f"next:{place}".encode()).decode()


def from_cursor(cursor: str) -> int:
    try:
        word, _, place = base64.b64decode(cursor, validate=True).decode("ascii").partition(":")
    except ValueError as error:
        raise SlackError("invalid_cursor") from error
    if word != "next" or not place.isdigit():
        raise SlackError("invalid_cursor")
    return int(place)


def done(**content: object) -> Json:
    return {"ok": True, **content}


def with_cursor(answer: Json, cursor: str) -> Json:
    return answer | {"response_metadata": {"next_cursor": cursor}}
