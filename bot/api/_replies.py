"""An answer on its way out: as bytes, as it is kept for a repeat, as aiohttp sends it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import web

from bot.api._headers import etag_of
from bot.api._problems import MEDIA_TYPE, RETRY_SECONDS, Problem
from bot.api._routes import PREFIX, Answered, Route, written
from bot.model.answers import Answer
from bot.templates._words import Reader

_JSON = {"Content-Type": "application/json"}
# What a token may see is for whoever holds it alone, and is asked about again each time.
_USUAL = {
    "Cache-Control": "private, no-cache",
    "Vary": "Authorization, Accept-Language",
    "X-Content-Type-Options": "nosniff",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def reply_of(route: Route, answered: Answered) -> Reply:
    headers: dict[str, str] = {}
    if answered.location:
        headers["Location"] = f"{PREFIX}{answered.location}"
    if answered.body is None:
        return Reply(status=route.status, headers=headers)
    body = written(answered.body)
    headers |= _JSON | ({"ETag": etag_of(body)} if route.versioned else {})
    return Reply(status=route.status, headers=headers, body=body)


def problem_reply(problem: Problem, reader: Reader, *, headers: Mapping[str, str] | None = None) -> Reply:
    status = int(problem["status"])
    retry = {"Retry-After": str(RETRY_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else {}
    usual = {"Content-Type": MEDIA_TYPE, "Content-Language": reader.language, "Cache-Control": "no-store"}
    return Reply(
        status=status,
        headers={**usual, **retry, **(headers or {})},
        body=json.dumps(problem, ensure_ascii=False).encode(),
    )


def kept(reply: Reply, asked: str) -> Answer:
    return Answer(asked=asked, status=reply.status, headers=json.dumps(dict(reply.headers)), body=reply.body.decode())


def told_again(answer: Answer) -> Reply:
    headers = {**json.loads(answer.headers), "Idempotent-Replayed": "true"}
    return Reply(status=answer.status, headers=headers, body=answer.body.encode())


def response_of(reply: Reply, headers: Mapping[str, str]) -> web.Response:
    return web.Response(status=reply.status, headers={**_USUAL, **headers, **reply.headers}, body=reply.body)
