"""A request's query and body, read by the models of its route."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from pydantic import BaseModel, ValidationError

from bot.api._refusals import BodyOfOtherType, BodyTooLarge, BodyUnreadable, RequestInvalid, Wrong
from bot.api._routes import Route

TYPES = ("application/json", "application/merge-patch+json")
_MOST_ERRORS = 20
_REASONS = {
    "missing": "value_missing",
    "extra_forbidden": "value_unknown",
    "string_too_long": "value_too_long",
    "too_long": "value_too_many",
    "string_too_short": "value_missing",
    "too_short": "value_missing",
    "enum": "value_not_among",
    "literal_error": "value_not_among",
}
_CONTEXT = {"max_length": "limit", "expected": "expected"}
_SLASHES = re.compile(r"[~/]")


async def read_bytes(request: web.Request) -> bytes:
    """Raises BodyTooLarge, BodyUnreadable."""
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise BodyTooLarge(limit=request.client_max_size) from error
    except (web.HTTPException, web.RequestPayloadError, HttpProcessingError) as error:
        raise BodyUnreadable from error


def read_body(route: Route, content_type: str, body: bytes) -> BaseModel | None:
    """Raises BodyOfOtherType, BodyUnreadable, RequestInvalid, TextInvalid."""
    if route.body is None:
        return None
    if content_type not in TYPES:
        raise BodyOfOtherType(headers={"Accept": TYPES[0]})
    try:
        return route.body.model_validate_json(body)
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        if any(each["type"] == "json_invalid" for each in told):
            raise BodyUnreadable from error
        raise RequestInvalid(wrong=[_in_body(each) for each in told[:_MOST_ERRORS]]) from error


def read_query(route: Route, query: Sequence[tuple[str, str]]) -> BaseModel | None:
    """Raises RequestInvalid, TextInvalid."""
    names = [name for name, _ in query]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    unknown = names if route.query is None else []
    wrong = [*(_about(each, "value_twice") for each in twice), *(_about(each, "value_unknown") for each in unknown)]
    if wrong:
        raise RequestInvalid(wrong=wrong)
    if route.query is None:
        return None
    try:
        return route.query.model_validate(dict(query))
    except ValidationError as error:
        told = error.errors(include_url=False, include_input=False)
        raise RequestInvalid(
            wrong=[Wrong(_reason(each), parameter=str(each["loc"][0]), values=_values(each)) for each in told]
        ) from error


def _about(parameter: str, reason: str) -> Wrong:
    return Wrong(reason, parameter=parameter)


def _in_body(told: Mapping[str, Any]) -> Wrong:
    pointer = "".join(f"/{_SLASHES.sub(_escaped, str(part))}" for part in told["loc"])
    return Wrong(_reason(told), pointer=pointer, values=_values(told))


def _escaped(sign: re.Match[str]) -> str:
    return "~0" if sign[0] == "~" else "~1"


def _reason(told: Mapping[str, Any]) -> str:
    return _REASONS.get(str(told["type"]), "value_wrong")


def _values(told: Mapping[str, Any]) -> dict[str, object]:
    context: Mapping[str, object] = told.get("ctx") or {}
    return {ours: context[theirs] for theirs, ours in _CONTEXT.items() if theirs in context}
