"""Webhooks: what happened, sent to an address that an admin chose, signed as Standard Webhooks says.

The address is somebody's word, so it is looked up by ourselves, at each try, and only what is public is connected to:
the check stands where the socket is made, behind every way in which a name, a number or a redirect could lead there.
"""

import asyncio
import base64
import hmac
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.gateway._public import Network, is_address, is_of, is_public
from bot.model.errors import FieldsInvalid
from bot.model.webhooks import LONGEST_RETRY_AFTER, SECRET_PREFIX, Letter, Told, address_of

PATIENCE_SECONDS = 10.0  # of a try, from the look-up of the name to the status
_CONNECT_SECONDS = 5.0
_ADDING_SECONDS = 5.0  # somebody looks at a form meanwhile
_READ_BYTES = 16 * 1024  # of an answer that nobody reads: what is longer costs its connection
_KEEP_SECONDS = 15.0
_LOOKING_UP = 16  # names at a time: a server of names that does not answer holds one of these up and nothing else
_AGENT = "Carnet-Webhooks/1"


class NotPublic(OSError):
    """A name or number leads to an address that is not everybody's."""


class Receivers:
    """`trials` are networks that may be reached besides the public ones, and by http: for trials on one machine."""

    def __init__(self, *, now: Callable[[], datetime], trials: Sequence[Network] = ()) -> None:
        self._now = now
        self._trials = tuple(trials)
        self._threads = ThreadPoolExecutor(_LOOKING_UP, thread_name_prefix="names")
        self._names = _Names(self._threads, self._may_reach)
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        connector = aiohttp.TCPConnector(
            resolver=self._names, use_dns_cache=False, socket_factory=self._socket, limit=0,
            keepalive_timeout=_KEEP_SECONDS,
        )  # fmt: skip
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=PATIENCE_SECONDS, sock_connect=_CONNECT_SECONDS),
            headers={"User-Agent": _AGENT},
            auto_decompress=False,
            trust_env=False,
        )

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def check(self, url: str) -> None:
        """Raises FieldsInvalid naming `url`, where nothing would ever be sent there."""
        where = _read(address_of(url, trials=bool(self._trials)))
        if where is None:
            raise FieldsInvalid({"url": "webhook_address"})
        try:
            async with asyncio.timeout(_ADDING_SECONDS):
                await self._names.addresses(where.host or "", where.port or 0)
        except NotPublic:
            raise FieldsInvalid({"url": "webhook_private"}) from None
        except (OSError, UnicodeError, TimeoutError):
            raise FieldsInvalid({"url": "webhook_unknown_name"}) from None

    async def send(self, letter: Letter) -> Told:
        """One try; whatever happens is told and not raised."""
        where = _read(letter.url)
        if where is None or self._session is None or (where.scheme != "https" and not self._trials):
            return Told(error="address")
        if is_address(where.host or "") and not self._may_reach(where.host or ""):
            return Told(error="private")  # aiohttp looks no number up
        headers = {"Content-Type": "application/json", **signed(letter, self._now())}
        try:
            async with self._session.post(where, data=letter.body, headers=headers, allow_redirects=False) as answer:
                await _read_away(answer)
                return _told(answer, self._now())
        except TimeoutError:
            return Told(error="timeout")
        except NotPublic:
            return Told(error="private")
        except (aiohttp.ClientError, OSError, UnicodeError, ValueError) as error:
            return Told(error=_name_of(error))

    def _may_reach(self, address: str) -> bool:
        return is_public(address) or is_of(address, self._trials)

    def _socket(self, found: tuple[Any, ...]) -> socket.socket:
        """The last wall: whatever was looked up or written, it is this address that is connected to."""
        family, kind, protocol, _, address = found
        if not self._may_reach(str(address[0])):
            raise NotPublic
        return socket.socket(family=family, type=kind, proto=protocol)


class _Names(AbstractResolver):
    """Looks names up in threads of its own; one of which any address is not public is not used at all."""

    def __init__(self, threads: ThreadPoolExecutor, may_reach: Callable[[str], bool]) -> None:
        self._threads = threads
        self._may_reach = may_reach
        self._asking: dict[tuple[str, int], asyncio.Future[list[ResolveResult]]] = {}

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return await self.addresses(host, port)

    async def addresses(self, host: str, port: int) -> list[ResolveResult]:
        """As the system reads it, be it a name or a number in any writing. Raises NotPublic, OSError."""
        asked = self._asking.get((host, port))
        if asked is None:
            loop = asyncio.get_running_loop()
            asked = loop.run_in_executor(self._threads, _looked_up, host, port)
            self._asking[host, port] = asked
            asked.add_done_callback(lambda _: self._asking.pop((host, port), None))
        found = await asyncio.shield(asked)
        if not found or not all(self._may_reach(each["host"]) for each in found):
            raise NotPublic
        return found

    async def close(self) -> None:
        return


def _looked_up(host: str, port: int) -> list[ResolveResult]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [
        ResolveResult(
            hostname=host, host=str(address[0]), port=port, family=family, proto=protocol,
            flags=socket.AI_NUMERICHOST,
        )
        for family, _, protocol, _, address in found
    ]  # fmt: skip


def signed(letter: Letter, at: datetime) -> dict[str, str]:
    """The headers by which a receiver knows who sent it, and when: https://www.standardwebhooks.com."""
    moment = str(int(at.timestamp()))
    content = f"{letter.event}.{moment}.".encode() + letter.body
    key = base64.b64decode(letter.secret.removeprefix(SECRET_PREFIX.encode()))
    signature = base64.b64encode(hmac.digest(key, content, sha256)).decode()
    return {
        "webhook-id": str(letter.event),
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{signature}",
    }


def _read(url: str) -> URL | None:
    try:
        read = URL(url)
    except (ValueError, UnicodeError):
        return None
    return read if read.host and read.port else None


async def _read_away(answer: aiohttp.ClientResponse) -> None:
    """A short answer is read, so that its connection serves again; a long one, or a slow one, is cut off."""
    with suppress(aiohttp.ClientError, TimeoutError):
        async with asyncio.timeout(1.0):
            left = _READ_BYTES
            while left > 0 and (piece := await answer.content.read(left)):
                left -= len(piece)
    if not answer.content.at_eof():
        answer.close()


def _told(answer: aiohttp.ClientResponse, now: datetime) -> Told:
    status = answer.status
    if 200 <= status < 300:
        return Told(status)
    error = "redirect" if 300 <= status < 400 else f"http_{status}"
    return Told(status, error, _asked_wait(answer.headers.get("Retry-After", ""), now))


def _asked_wait(text: str, now: datetime) -> float | None:
    """Seconds, or a date of HTTP; not longer than a receiver may ask for."""
    text, longest = text.strip(), LONGEST_RETRY_AFTER.total_seconds()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), longest)
    with suppress(ValueError, OverflowError):
        until = parsedate_to_datetime(text)
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return min(max((until - now).total_seconds(), 0.0), longest)
    return None


def _name_of(error: Exception) -> str:
    causes = (error, error.__cause__, getattr(error, "os_error", None))
    if any(isinstance(each, NotPublic) for each in causes):
        return "private"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "unknown_name"
    if isinstance(error, aiohttp.ClientSSLError):
        return "tls"
    if isinstance(error, aiohttp.InvalidURL | ValueError):
        return "address"
    return "unreachable"
