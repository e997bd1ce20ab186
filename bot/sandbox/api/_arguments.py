"""The arguments of a call, from the query, a form or JSON: docs.slack.dev/apis/web-api; and what is odd of them."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from aiohttp import web

from ..errors import SlackError
from ..wire import Json, loads, whole

_JSON = "application/json"
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
_PLAIN = "text/plain"
_CHARSETS = ("utf-8", "iso-8859-1")
_NAME = re.compile(r"\w{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Arguments:
    """`token` is the one in a form's body: Slack takes none from a query or from JSON."""

    values: Json
    token: str = ""
    warnings: tuple[str, ...] = ()


async def read_arguments(request: web.Request, *, takes_json: bool) -> Arguments:
    """Raises SlackError for a body that Slack does not understand."""
    query = {name: whole(value) for name, value in request.query.items() if name != "token"}
    if request.method != "POST" or not request.can_read_body:
        return _named(Arguments(query))
    _refuse_type(request)
    if request.content_type == _JSON:
        return _named(await _json(request, query, takes_json=takes_json))
    return _named(await _form(request, query))


def _refuse_type(request: web.Request) -> None:
    if "Content-Type" not in request.headers:
        raise SlackError("missing_post_type")
    if request.content_type not in (_JSON, *_FORMS, _PLAIN):
        raise SlackError("invalid_post_type")
    if request.charset and request.charset.lower() not in _CHARSETS:
        raise SlackError("invalid_charset")


async def _json(request: web.Request, query: Json, *, takes_json: bool) -> Arguments:
    """A method that reads forms alone does not even look at the body."""
    if not takes_json:
        return Arguments(query)
    warnings = () if request.charset else ("missing_charset",)
    try:
        body = loads(await request.read())
    except ValueError as error:
        raise SlackError("invalid_json") from error
    if not isinstance(body, dict):
        raise SlackError("json_not_object")
    return Arguments(query | {name: value for name, value in body.items() if name != "token"}, "", warnings)


async def _form(request: web.Request, query: Json) -> Arguments:
    warnings = ("superfluous_charset",) if request.charset and request.content_type == _FORMS[0] else ()
    try:
        if request.content_type == _PLAIN:
            fields = dict(parse_qsl(await request.text(), keep_blank_values=True))
        else:
            fields = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    except ValueError as error:
        raise SlackError("invalid_form_data") from error
    token = fields.pop("token", "")
    return Arguments(query | {name: whole(value) for name, value in fields.items()}, token, warnings)


def _named(arguments: Arguments) -> Arguments:
    for name in arguments.values:
        if name.endswith("]"):
            raise SlackError("invalid_array_arg")
        if not _NAME.fullmatch(name):
            raise SlackError("invalid_arg_name")
    return arguments


def with_warnings(answer: Json, warnings: tuple[str, ...]) -> Json:
    """`warning` has them with commas between, the metadata as a list."""
    if not warnings:
        return answer
    given = str(answer.get("warning") or "")
    every = [*(given.split(",") if given else []), *warnings]
    metadata = {**(answer.get("response_metadata") or {}), "warnings": every}
    return answer | {"warning": ",".join(every), "response_metadata": metadata}
