"""The door of the Web API: reads the arguments, knows the caller, strikes with faults, writes the log."""

import socket
import struct
from functools import lru_cache

from aiohttp import web

from ..clock import pause, steady
from ..errors import SlackError
from ..faults import AFTER, BEFORE, Fault, refusal
from ..scopes import SCOPES
from ..slack import Slack
from ..wire import Json, dumps, loads_object
from ..world import Token
from . import METHODS
from ._call import Call

_OWN = frozenset({"token"})
_HEADERS = {"Cache-Control": "private, no-cache, no-store, must-revalidate"}


class Door:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def serve(self, request: web.Request) -> web.StreamResponse:
        started = steady()
        method = request.match_info["method"]
        slack = self._slack
        token = None
        try:
            args = await _arguments(request)
        except ValueError:
            args, answer = {}, SlackError("invalid_json").answer()
            slack.log.called(method, args, answer)
            return _json(answer, 200, token)
        channel = args.get("channel")
        spot = channel if isinstance(channel, str) else ""
        if slack.faults.rules:
            struck = await self._strike_before(request, method, spot, args)
            if struck is not None:
                return struck
        try:
            token = self._caller(request, args)
            answer = self._answer(method, args, token)
        except SlackError as error:
            answer = error.answer()
        slack.log.called(method, _unsecret(args), answer, round((steady() - started) * 1000, 1))
        if slack.faults.rules:
            struck_after = slack.faults.strike(method, spot, AFTER)
            if struck_after:
                return _spoil(request, struck_after, answer)
        return _json(answer, 200, token)

    def _answer(self, method: str, args: Json, token: Token) -> Json:
        act = METHODS.get(method)
        if act is None:
            raise SlackError("unknown_method", req_method=method)
        scopes = SCOPES[method]
        is_for_app = method == "apps.connections.open"
        if (token.kind == "app") != is_for_app and method != "auth.test":
            raise SlackError("not_allowed_token_type")
        call = Call(self._slack, method, args, token, scopes)
        if scopes and not scopes[0].startswith("{"):
            call.need_scope(*scopes)
        return act(call)

    def _caller(self, request: web.Request, args: Json) -> Token:
        header = request.headers.get("Authorization", "")
        given = header.removeprefix("Bearer ").strip() if header else args.get("token")
        if not given:
            raise SlackError("not_authed")
        token = self._slack.world.tokens.get(str(given))
        if token is None:
            raise SlackError("invalid_auth")
        if token.is_revoked:
            raise SlackError("token_revoked")
        if token.kind == "bot" and not self._slack.world.bot_of(token.team).is_active:
            raise SlackError("account_inactive")
        return token

    async def _strike_before(
        self, request: web.Request, method: str, channel: str, args: Json
    ) -> web.StreamResponse | None:
        faults = self._slack.faults
        slow = faults.strike(method, channel, ("slow",))
        if slow:
            await pause(slow.delay)
        rule = faults.over_rate(method, channel) or faults.strike(method, channel, BEFORE)
        if rule is None:
            return None
        answer = SlackError("ratelimited").answer() if rule.kind in ("429", "rate_limit") else _refused(rule)
        self._slack.log.called(method, _unsecret(args), answer)
        return _refuse(request, rule, answer)


async def _arguments(request: web.Request) -> Json:
    """Form, JSON or query, and all that together, as Slack takes them. Raises ValueError for broken JSON."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.read()
        return args | (loads_object(body) if body else {})
    if request.can_read_body:
        form = await request.post()
        args |= {name: value for name, value in form.items() if isinstance(value, str)}
    return args


def _refuse(request: web.Request, rule: Fault, answer: Json) -> web.StreamResponse:
    match rule.kind:
        case "429" | "rate_limit":
            headers = {} if rule.retry_after == "" else {"Retry-After": rule.retry_after or "1"}
            return web.json_response(answer, status=429, headers=headers)
        case "500":
            return web.Response(status=500, text="<html><body>Internal Server Error</body></html>")
        case "reset_before":
            return _reset(request)
        case _:
            return _json(answer, 200, None)


def _refused(rule: Fault) -> Json:
    return refusal(rule).answer()


def _spoil(request: web.Request, rule: Fault, answer: Json) -> web.StreamResponse:
    """The call took effect; what comes back is not what Slack meant."""
    match rule.kind:
        case "500_after":
            return web.Response(status=500, text="<html><body>Internal Server Error</body></html>")
        case "error_after":
            return _json(_refused(rule), 200, None)
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


def _json(answer: Json, status: int, token: Token | None) -> web.Response:
    headers = dict(_HEADERS)
    if token is not None:
        headers["x-oauth-scopes"] = _scope_list(token.scopes)
    return web.Response(
        body=dumps(answer).encode(), status=status, content_type="application/json", charset="utf-8", headers=headers
    )


@lru_cache(maxsize=64)
def _scope_list(scopes: frozenset[str]) -> str:
    return ",".join(sorted(scopes))


def _unsecret(args: Json) -> Json:
    return {name: value for name, value in args.items() if name not in _OWN} if "token" in args else args
