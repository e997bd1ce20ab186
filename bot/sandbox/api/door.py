"""The door of the Web API: reads the arguments, knows the caller, strikes with faults, writes the log."""

from functools import lru_cache

from aiohttp import web

from ..clock import steady
from ..errors import SlackError
from ..faults import AFTER, spoil, strike_before
from ..scopes import SCOPES, TAKES_JSON, scopes_of
from ..slack import Slack
from ..wire import Json, dumps
from ..world import Token
from . import METHODS
from ._arguments import Arguments, read_arguments, with_warnings
from ._call import Call
from .missing import NOT_HERE, is_missing
from .team import echo

_FOR_APP = "apps.connections.open"  # the one method that asks for an app-level token, in the header and by POST
_FOR_BOTH = "auth.test"
_FOR_NOBODY = "api.test"
_GONE = "files.upload"  # since November 2025
_HEADERS = {"Cache-Control": "private, no-cache, no-store, must-revalidate"}


class Door:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    async def serve(self, request: web.Request) -> web.StreamResponse:
        started = steady()
        method = request.match_info["method"]
        slack = self._slack
        token, refused = None, None
        try:
            given = await read_arguments(request, takes_json=method in TAKES_JSON)
        except SlackError as error:
            given, refused = Arguments({}), error
        channel = given.values.get("channel")
        spot = channel if isinstance(channel, str) else ""
        if slack.faults.rules:
            known = slack.world.tokens.get(_token_in(request, method, given))
            team = known.team if known else ""
            struck = await strike_before(slack.faults, request, method, channel=spot, team=team)
            if struck is not None:
                slack.log.called(method, given.values, struck.answer)
                return struck.response
        try:
            if refused:
                raise refused
            if method == _FOR_NOBODY:
                answer = echo(given.values)
            else:
                token = self._caller(request, method, given)
                answer = self._answer(request, method, given.values, token)
        except SlackError as error:
            answer = error.answer()
        answer = with_warnings(answer, given.warnings)
        slack.log.called(method, given.values, answer, round((steady() - started) * 1000, 1))
        if slack.faults.rules:
            struck_after = slack.faults.strike(method, spot, AFTER)
            if struck_after:
                return spoil(request, struck_after, answer)
        return _json(answer, token, method)

    def _answer(self, request: web.Request, method: str, args: Json, token: Token) -> Json:
        act = METHODS.get(method)
        if method == _GONE:
            raise SlackError("method_deprecated")
        if act is None:
            raise _unknown(method)
        is_for_app = method == _FOR_APP
        if (token.kind == "app") != is_for_app and method != _FOR_BOTH:
            raise SlackError("not_allowed_token_type")
        if is_for_app and request.method != "POST":
            raise SlackError("insecure_request")
        call = Call(self._slack, method, args, token)
        if SCOPES[method]:
            call.need_scope(*scopes_of(method))
        return act(call)

    def _caller(self, request: web.Request, method: str, given: Arguments) -> Token:
        value = _token_in(request, method, given)
        if not value:
            raise SlackError("not_authed")
        token = self._slack.world.tokens.get(value)
        if token is None:
            raise SlackError("invalid_auth")
        if token.is_revoked:
            raise SlackError("token_revoked")
        if token.kind == "bot" and not self._slack.world.bot_of(token.team).is_active:
            raise SlackError("account_inactive")
        return token


def _unknown(method: str) -> SlackError:
    """One that Slack has is told from one that nobody has."""
    if not is_missing(method):
        return SlackError("unknown_method", req_method=method)
    told = {"messages": [f"[WARN] {method} {NOT_HERE}"]}
    return SlackError("unknown_method", req_method=method, response_metadata=told)


def _token_in(request: web.Request, method: str, given: Arguments) -> str:
    header = request.headers.get("Authorization", "")
    if header:
        return header.removeprefix("Bearer ").strip()
    return "" if method == _FOR_APP else given.token


def _json(answer: Json, token: Token | None, method: str) -> web.Response:
    headers = dict(_HEADERS)
    if token is not None:
        headers["x-oauth-scopes"] = _scope_list(token.scopes)
        if SCOPES.get(method):
            headers["x-accepted-oauth-scopes"] = ",".join(scopes_of(method))
    body = dumps(answer).encode()
    return web.Response(body=body, content_type="application/json", charset="utf-8", headers=headers)


@lru_cache(maxsize=64)
def _scope_list(scopes: frozenset[str]) -> str:
    return ",".join(sorted(scopes))
