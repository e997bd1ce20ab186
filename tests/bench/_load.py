"""Slack's side of the wire: signed commands on one connection, or on many at a time."""

import asyncio
import hashlib
import hmac
import re
import time
from collections.abc import Iterator, Sequence
from itertools import count
from urllib.parse import urlencode

from tests.bench._machine import connected
from tests.bench._slack import TEAM

SECRET = "bench-secret"
PATH = "/slack/events"
COMMAND = "/crm"
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)", re.IGNORECASE)
_numbers = count(1)


def command(typed: str, *, user: str = "U00001", said: str = "") -> dict[str, str]:
    """As Slack sends `/typed said`; each has a trigger of its own, else a repeat is answered from memory."""
    trigger = f"{next(_numbers)}.{time.time_ns()}"
    return {
        "token": "legacy", "team_id": TEAM, "team_domain": "bench", "channel_id": "C0BENCH", "channel_name": "bench",
        "user_id": user, "user_name": user.lower(), "command": typed, "text": said, "api_app_id": "A0BENCH",
        "is_enterprise_install": "false", "response_url": "https://hooks.slack.com/commands/T0/1/x",
        "trigger_id": trigger,
    }  # fmt: skip


def signed(form: dict[str, str]) -> bytes:
    """The whole HTTP request, signed now."""
    body, stamp = urlencode(form).encode(), str(int(time.time()))
    signature = hmac.new(SECRET.encode(), b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256).hexdigest()
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={signature}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Line:
    """One connection, kept open; `wanted` stands in every answer, or the figure would be of an error."""

    def __init__(self, port: int, *, wanted: str = "") -> None:
        self._socket = connected(port)
        self._wanted = wanted.encode()

    def milliseconds(self, forms: Sequence[dict[str, str]]) -> list[float]:
        """How long each took, one after the other, from the first byte sent to the last received."""
        took = []
        for request in [signed(form) for form in forms]:
            begun = time.perf_counter()
            self._socket.sendall(request)
            answer = self._read()
            took.append((time.perf_counter() - begun) * 1000)
            _check(answer, self._wanted)
        return took

    def answer(self, form: dict[str, str]) -> bytes:
        self._socket.sendall(signed(form))
        return self._read().partition(b"\r\n\r\n")[2]

    def _read(self) -> bytes:
        answer = b""
        while not _is_whole(answer):
            came = self._socket.recv(65_536)
            if not came:
                raise ConnectionResetError(answer)
            answer += came
        return answer


def per_second(port: int, forms: Sequence[dict[str, str]], *, connections: int, wanted: str = "") -> float:
    """Requests a second, with as many connections that each wait for their answer before they ask again."""
    requests = [signed(form) for form in forms]
    return asyncio.run(_many(port, requests, connections, wanted.encode()))


async def _many(port: int, requests: list[bytes], connections: int, wanted: bytes) -> float:
    loop, waiting = asyncio.get_running_loop(), iter(requests)
    opened = [loop.create_connection(lambda: _Asking(waiting, wanted), "127.0.0.1", port) for _ in range(connections)]
    lines = [line for _, line in await asyncio.gather(*opened)]
    begun = time.perf_counter()
    for line in lines:
        line.ask()
    await asyncio.gather(*(line.ended for line in lines))
    return len(requests) / (time.perf_counter() - begun)


class _Asking(asyncio.Protocol):
    def __init__(self, waiting: Iterator[bytes], wanted: bytes) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting = waiting
        self._wanted = wanted
        self._answer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self) -> None:
        assert self._transport is not None
        request = next(self._waiting, None)
        if request is not None:
            self._transport.write(request)
            return
        self._transport.close()
        self.ended.set_result(None)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not _is_whole(self._answer):
            return
        answer, self._answer = self._answer, b""
        try:
            _check(answer, self._wanted)
        except AssertionError as error:
            self.ended.set_exception(error)
            return
        self.ask()


def _is_whole(answer: bytes) -> bool:
    head, blank, body = answer.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    return bool(blank) and length is not None and len(body) >= int(length[1])


def _check(answer: bytes, wanted: bytes) -> None:
    assert answer.startswith(b"HTTP/1.1 200 "), answer[:2000]
    assert wanted in answer, answer[:2000]
