"""One HTTP session to Slack for the whole process, and how an answer is read: done, refused, paused or in doubt."""

import json
import math
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.gateway._addresses import Addresses
from bot.gateway._clients import web_client
from bot.gateway._outcomes import DOUBTS, Doubtful, Failure, Paused, Reach, Refused, reach_of
from bot.model.errors import SlackRefused

PATIENCE_SECONDS = 10.0
_CONNECTIONS = 40
_JSON = "application/json;charset=utf-8"
_dumps = json.JSONEncoder().encode
_PAUSE_SECONDS = 30.0  # where Slack asks for silence and does not say for how long
_LONGEST_PAUSE = 86_400.0
_BUSY_SECONDS = 2.0
_MANY_CHANNELS = 1000
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
        self._client = web_client(addresses.api)
        if addresses.local:
            self._client.proxy = None  # the environment's proxy is not for this machine

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._patience),
            connector=aiohttp.TCPConnector(limit=_CONNECTIONS),
        )
        self._client.session = self._session

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
        try:
            answer = await self._call(method, verb, payload, token)
        except SlackApiError as error:
            if _status(error.response) == 429:
                return self._silence(team, method, payload.get("channel"), error.response)
            return _failure(method, error.response)
        self._note(team, method, payload.get("channel"))
        return answer

    async def _call(self, method: str, verb: str, given: dict[str, object], token: str) -> Answer | Failure:
        try:
            if verb == "POST":
                headers = {"Authorization": f"Bearer {token}", "Content-Type": _JSON}
                body: Any = _encoded(given)  # slack_sdk hands on what is no dict
                answer = await self._client.api_call(method, data=body, headers=headers)
            else:
                answer = await self._client.api_call(method, http_verb=verb, params=given | {"token": token})
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            return Refused("unreachable", Reach.PASSING)  # not a byte has left
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            return Doubtful(type(error).__name__)
        except (AttributeError, ValueError):  # slack_sdk asks any JSON, and plain text, for its "ok"
            return Doubtful("unreadable")
        return Answer(answer.data) if isinstance(answer.data, dict) else Doubtful("unreadable")

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

    def _silence(self, team: str, method: str, channel: object, response: Any) -> Paused:
        """One busy channel is left alone by itself; when a second one is refused meanwhile, it is the workspace, unless
        that one too has just had a message: each may have about one a second."""
        now, seconds = self._clock.steady(), _seconds(response.headers.get("Retry-After"))
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
    """As slack_sdk would, but for the parts that are encoded: what thousands of messages share is so only once."""
    ready = [f', "{name}": {part}' for name, part in given.items() if isinstance(part, Json)]
    body = _dumps({name: part for name, part in given.items() if not isinstance(part, Json)})
    return f"{body[:-1]}{''.join(ready)}}}".encode()


def _channel_scope(method: str, channel: object) -> tuple[str, ...]:
    return (f"channel:{channel}",) if channel and method in _BY_CHANNEL else ()


def _status(response: Any) -> int:
    """`response` is slack_sdk's, or aiohttp's where the body could not be read."""
    status: int = getattr(response, "status_code", None) or response.status
    return status


def _failure(method: str, response: Any) -> Failure:
    fields, status = getattr(response, "data", None), _status(response)
    fields = fields if isinstance(fields, dict) else {}
    error = _code(fields.get("error"))
    if status >= 500 or not error or error in DOUBTS:
        return Doubtful(error or f"http_{status}")
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
