"""One HTTP session to Slack for the whole process, and how an answer is read: done, refused, paused or in doubt.

The calls go straight through aiohttp: slack_sdk repeats some of them unless it is told not to, and what it does around
each took as long as all the rest of sending a reminder (docs/adr/0003). Bolt has its client, see `_clients`.
"""

import json
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import aiohttp
from yarl import URL

from bot.gateway._addresses import Addresses
from bot.gateway._clients import web_client
from bot.gateway._outcomes import DOUBTS, Doubtful, Failure, Paused, Reach, Refused, reach_of
from bot.model.errors import SlackRefused

PATIENCE_SECONDS = 10.0
_CONNECTIONS = 40
_JSON = "application/json; charset=utf-8"
_dumps = json.JSONEncoder().encode
_PAUSE_SECONDS = 30.0  # where Slack asks for silence and does not say for how long
_LONGEST_PAUSE = 86_400.0
_BUSY_SECONDS = 2.0
_MANY_CHANNELS = 1000
_OK, _TOO_MANY = 200, 429  # HTTP's
_BY_CHANNEL = frozenset({"chat.postMessage"})  # limited to about one a second in each channel


class Steady(Protocol):
    def steady(self) -> float: ...


class Json(str):
    """A part of a body that is encoded already."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Slack's `ok: true` and what came with it."""

    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Said:
    """What came over the wire; `wait` is how long Slack asks for silence, in its own words."""

    status: int
    body: bytes
    wait: str | None


class Wire:
    """Calls a method for a team. No call is repeated here: whether that is safe, only the caller knows."""

    def __init__(
        self, addresses: Addresses, token: Callable[[str], Awaitable[str]], clock: Steady, *, patience: float
    ) -> None:
        self._addresses = addresses
        self._token = token
        self._clock = clock
        self._patience = patience
        self._silences: dict[tuple[str, str], float] = {}
        self._posted: dict[tuple[str, str], float] = {}  # when each channel last took a message, of the last seconds
        self._tidied = 0.0
        self._session: aiohttp.ClientSession | None = None
        self._address = cache(URL(addresses.api).joinpath)
        # The environment's proxy, as Bolt's client has it; it is not for this machine.
        self._proxy = None if addresses.local else web_client(addresses.api).proxy

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._patience),
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
            cookie_jar=aiohttp.DummyCookieJar(),  # the session is for all workspaces
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the gateway calls nobody before its start()")
        return self._session

    async def token(self, team: str) -> str:
        return await self._token(team)

    async def write(self, team: str, method: str, **payload: object) -> Answer | Failure:
        return await self._ask(team, method, "POST", payload)

    async def read(self, team: str, method: str, **query: object) -> Answer | Failure:
        return await self._ask(team, method, "GET", query)

    async def _ask(self, team: str, method: str, verb: str, payload: dict[str, object]) -> Answer | Failure:
        silenced = self._silenced(team, method, payload.get("channel"))
        if silenced is not None:
            return silenced
        try:
            token = await self._token(team)
        except SlackRefused as error:  # there is none
            return Refused(str(error.values.get("error", "not_authed")), Reach.WORKSPACE)
        said = await self._call(method, verb, payload, token)
        if not isinstance(said, _Said):
            return said
        if said.status == _TOO_MANY:
            return self._silence(team, method, payload.get("channel"), said)
        answer = _read(method, said)
        if isinstance(answer, Answer):
            self._note(team, method, payload.get("channel"))
        return answer

    async def _call(self, method: str, verb: str, given: Mapping[str, object], token: str) -> _Said | Failure:
        asked: dict[str, Any] = {"headers": {"Authorization": f"Bearer {token}"}, "allow_redirects": False}
        if verb == "POST":
            asked["headers"]["Content-Type"] = _JSON
            asked["data"] = _encoded(given)
        else:
            asked["params"] = {name: str(value) for name, value in given.items() if value is not None}
        try:
            async with self.session.request(verb, self._address(method), proxy=self._proxy, **asked) as answer:
                return _Said(answer.status, await answer.read(), answer.headers.get("Retry-After"))
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Refused("unreachable", Reach.PASSING)  # not a byte has left
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Doubtful(type(error).__name__)

    def _silenced(self, team: str, method: str, channel: object) -> Paused | None:
        if not self._silences:
            return None
        now = self._clock.steady()
        for scope in (f"method:{method}", *_channel_scope(method, channel)):
            left = self._silences.get((team, scope), now) - now
            if left > 0:
                return Paused(scope, left)
        return None

    def _note(self, team: str, method: str, channel: object) -> None:
        now = self._clock.steady()
        if len(self._posted) > _MANY_CHANNELS and now > self._tidied + _BUSY_SECONDS:
            self._tidied = now
            self._posted = {key: at for key, at in self._posted.items() if at > now - _BUSY_SECONDS}
        for scope in _channel_scope(method, channel):
            self._posted[team, scope] = now

    def _silence(self, team: str, method: str, channel: object, said: _Said) -> Paused:
        """One busy channel is left alone by itself; when a second one is refused meanwhile, it is the workspace, unless
        that one too has just had a message: each may have about one a second."""
        now, seconds = self._clock.steady(), _seconds(said.wait)
        self._silences = {key: until for key, until in self._silences.items() if until > now}
        scopes = _channel_scope(method, channel)
        others = any(
            of == team and scope.startswith("channel:") and scope not in scopes for of, scope in self._silences
        )
        busy = any(self._posted.get((team, scope), -_BUSY_SECONDS) > now - _BUSY_SECONDS for scope in scopes)
        scope = scopes[0] if scopes and (busy or not others) else f"method:{method}"
        self._silences[team, scope] = now + seconds
        return Paused(scope, seconds)


def _encoded(given: Mapping[str, object]) -> bytes:
    """What thousands of messages share comes encoded already."""
    ready = [f', "{name}": {part}' for name, part in given.items() if isinstance(part, Json)]
    body = _dumps({name: part for name, part in given.items() if not isinstance(part, Json)})
    return f"{body[:-1]}{''.join(ready)}}}".encode()


def _channel_scope(method: str, channel: object) -> tuple[str, ...]:
    return (f"channel:{channel}",) if channel and method in _BY_CHANNEL else ()


def _read(method: str, said: _Said) -> Answer | Failure:
    """Whatever calls itself JSON: what stands between us and Slack answers in its own words, or in half of Slack's."""
    try:
        fields = json.loads(said.body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return Doubtful("unreadable" if said.status == _OK else f"http_{said.status}")
    if said.status == _OK and fields.get("ok"):
        return Answer(fields)
    error = _code(fields.get("error"))
    if said.status >= 500 or not error or error in DOUBTS:
        return Doubtful(error or f"http_{said.status}")
    return Refused(error, reach_of(error), needed=_code(fields.get("needed")), method=method)


def _code(told: object) -> str:
    """Slack's code, fit to be kept and logged whatever stood there."""
    return "".join(sign for sign in str(told or "")[:80] if sign.isascii() and (sign.isalnum() or sign in "_.:-"))


def _seconds(told: str | None) -> float:
    """Slack tells whole seconds; a fraction, a date or nothing at all has been seen too."""
    try:
        seconds = float(told or "")
    except ValueError:
        return _PAUSE_SECONDS
    return min(seconds, _LONGEST_PAUSE) if math.isfinite(seconds) and seconds >= 0 else _PAUSE_SECONDS
