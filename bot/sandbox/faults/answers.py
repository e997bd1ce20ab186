"""What a caller gets when a fault strikes: an answer that refuses, or the ruin of a good one."""

import socket
import struct
from dataclasses import dataclass

from aiohttp import web

from ..clock import pause
from ..errors import SlackError
from ..wire import Json, dumps
from .rules import BEFORE, Fault, Faults

_ERROR_PAGE = "<html><body>Internal Server Error</body></html>"


@dataclass(frozen=True, slots=True)
class Struck:
    """`answer` is for the log: some callers read nothing of it."""

    answer: Json
    response: web.StreamResponse


async def strike_before(
    faults: Faults, request: web.Request, method: str, *, channel: str = "", team: str = ""
) -> Struck | None:
    """Slows the call down, or refuses it before it takes effect; `team` is where the caller's token is from."""
    slow = faults.strike(method, channel, ("slow",))
    if slow:
        await pause(slow.delay)
    limit = faults.over_rate(method, channel, team)
    rule = limit or faults.strike(method, channel, BEFORE)
    if rule is None:
        return None
    answer = SlackError("ratelimited").answer() if limit or rule.kind == "429" else _error(rule)
    match rule.kind:
        case "500":
            return Struck(answer, web.Response(status=rule.status, text=_ERROR_PAGE, content_type="text/html"))
        case "reset_before":
            return Struck(answer, _reset(request))
        case "error":
            return Struck(answer, web.json_response(answer))
    headers = {} if rule.retry_after == "" else {"Retry-After": rule.retry_after or "1"}
    return Struck(answer, web.json_response(answer, status=429, headers=headers))


def spoil(request: web.Request, rule: Fault, answer: Json) -> web.StreamResponse:
    """The call took effect; what comes back is not what Slack meant."""
    match rule.kind:
        case "500_after":
            return web.Response(status=rule.status, text=_ERROR_PAGE, content_type="text/html")
        case "error_after":
            return web.json_response(_error(rule))
        case "garbage":
            return web.Response(text="<!DOCTYPE html><title>Slack</title>", content_type="text/html")
        case "truncated":
            return _truncated(request, answer)
        case "reset_after":
            return _reset(request)
        case _:
            if request.transport:
                request.transport.close()
            return web.Response()


def _error(rule: Fault) -> Json:
    details = {"needed": rule.needed, "provided": ""} if rule.error == "missing_scope" else {}
    return SlackError(rule.error or "internal_error", **details).answer()


def _reset(request: web.Request) -> web.Response:
    """Ends the connection with a TCP reset instead of an answer."""
    transport = request.transport
    if transport is not None:
        sock = transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response()


def _truncated(request: web.Request, answer: Json) -> web.Response:
    body = dumps(answer).encode()
    if request.transport:
        head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        request.transport.write(head.encode() + body[: len(body) // 2])
        request.transport.close()
    return web.Response()
