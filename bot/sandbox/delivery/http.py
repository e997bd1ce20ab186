"""Signed requests to the app's address, as Slack makes them: form or JSON, three seconds, two redirects at most."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

import aiohttp

from ..clock import WallClock
from ..ids import short_token
from ..wire import Json, dumps, loads
from .parcel import VERIFICATION, Ack, Parcel

_FORM = "application/x-www-form-urlencoded"
_USER_AGENT = "Slackbot 1.0 (+https://api.slack.com/robots)"
_MOST_REDIRECTS = 2


class HttpSender:
    def __init__(self, wall: WallClock, secret: Callable[[], str], ack_seconds: float) -> None:
        self._wall = wall
        self._secret = secret
        self._timeout = aiohttp.ClientTimeout(total=ack_seconds)
        self._session: aiohttp.ClientSession | None = None

    async def send(self, url: str, parcel: Parcel) -> Ack:
        content_type, body = _body(parcel)
        headers = self._signed(body) | {"Content-Type": content_type, "User-Agent": _USER_AGENT}
        if parcel.attempt:
            headers |= {"X-Slack-Retry-Num": str(parcel.attempt), "X-Slack-Retry-Reason": parcel.reason}
        try:
            session = self._opened()
            # aiohttp counts the redirect that it no longer follows too.
            async with session.post(url, data=body, headers=headers, max_redirects=_MOST_REDIRECTS + 1) as answer:
                return _ack(parcel, answer.status, answer.headers.get("X-Slack-No-Retry"), await answer.read())
        except TimeoutError:
            return Ack(problem="http_timeout")
        except aiohttp.ClientError as error:
            return Ack(problem=_reason(error))

    async def verify(self, url: str) -> Ack:
        """The handshake of a new address; `challenge_failed` where it answered something else than the challenge."""
        challenge = short_token() + short_token()
        payload: Json = {"token": VERIFICATION, "challenge": challenge, "type": "url_verification"}
        ack = await self.send(url, Parcel("events_api", "url_verification", payload))
        if not ack.is_ok:
            return ack
        answer = ack.body or {}
        given = answer.get("challenge") or str(answer.get("text", "")).strip().removeprefix("challenge=")
        return ack if given == challenge else replace(ack, problem="challenge_failed")

    async def close(self) -> None:
        if self._session:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            self._session = aiohttp.ClientSession(timeout=self._timeout, connector=connector)
        return self._session

    def _signed(self, body: bytes) -> dict[str, str]:
        stamp = str(self._wall.signing_seconds())
        base = b"v0:" + stamp.encode() + b":" + body
        signature = hmac.new(self._secret().encode(), base, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signature}"}


def _body(parcel: Parcel) -> tuple[str, bytes]:
    if parcel.envelope == "events_api":
        return "application/json", dumps(parcel.payload).encode()
    if parcel.envelope == "slash_commands":
        return _FORM, urlencode(parcel.payload).encode()
    return _FORM, urlencode({"payload": dumps(parcel.payload)}).encode()


def _reason(error: aiohttp.ClientError) -> str:
    """The words of X-Slack-Retry-Reason."""
    match error:
        case aiohttp.TooManyRedirects():
            return "too_many_redirects"
        case aiohttp.ClientSSLError():
            return "ssl_error"
        case aiohttp.ClientConnectionError() | aiohttp.InvalidURL():
            return "connection_failed"
        case _:
            return "unknown_error"


def _ack(parcel: Parcel, status: int, no_retry: str | None, body: bytes) -> Ack:
    # An event is content with any 2xx; what a person waits for wants a 200.
    is_taken = 200 <= status < 300 if parcel.envelope == "events_api" else status == 200
    if not is_taken:
        return Ack(problem="http_error", wants_retry=no_retry != "1", status=status)
    return Ack(body=_answer(body), status=status)


def _answer(body: bytes) -> Json | None:
    """Slack takes JSON or plain text for an answer; nothing is nothing."""
    text = body.decode("utf-8", errors="replace")
    if not text.strip():
        return None
    try:
        answer = loads(text)
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {"text": text}
