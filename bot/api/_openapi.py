"""The description of the API (OpenAPI 3.1), made of the route table and its models, and the page that shows it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from bot.api._headers import etag_of
from bot.api._problems import MEDIA_TYPE, status_of
from bot.api._refusals import Refusal
from bot.api._replies import Reply
from bot.api._routes import PREFIX, Route, Routes
from bot.api._shapes import LARGEST
from bot.model import errors
from bot.model.errors import CrmError
from bot.templates import api as show

Json = dict[str, Any]

VERSION = "1.0.0"
_REF = "#/components/schemas/{model}"
_PUBLIC = {"Cache-Control": "public, max-age=300"}
_ABOUT = """Contacts, notes, reminders, activities and follows of one Slack workspace, for other programs.

Send a token of `/crm api` as `Authorization: Bearer …`. Ids are texts. Lists come in pages: `next` of one is the
`cursor` of the next. Every problem is an `application/problem+json` (RFC 9457), in French where `Accept-Language` asks
for it. A POST with an `Idempotency-Key` that is sent again within a day is answered as it was the first time."""
_PROBLEM: Json = {
    "type": "object",
    "description": "RFC 9457. `errors` says what is wrong where: `pointer` in the body, `parameter` in the query.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "parameter", "detail")},
            },
        },
        "warnings": {
            "type": "array",
            "description": "Of `on_hold`: what is said before anything is started with a contact.",
            "items": {
                "type": "object",
                "required": ["kind", "contact", "text"],
                "properties": {name: {"type": "string"} for name in ("kind", "contact", "text")},
            },
        },
        "candidates": {
            "type": "array",
            "description": "Of `contact_likely`: who may be the same, the likeliest first.",
            "items": {
                "type": "object",
                "required": ["contact", "name", "score", "reasons"],
                "properties": {
                    "contact": {"type": "string"},
                    "name": {"type": "string"},
                    "score": {"type": "number", "minimum": 0, "maximum": 1},
                    "reasons": {"type": "array", "items": {"type": "string"}},
                },
            },
        },
    },
}
_PAGE_OF = re.compile("Page_(.+)Shape_")
_RATE = {
    name: {"schema": {"type": "string"}, "description": "How many requests are left (draft of the IETF)."}
    for name in ("RateLimit-Policy", "RateLimit")
}


class Described:
    """Made once: the description and the page, by their paths below PREFIX."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    @cached_property
    def pages(self) -> Mapping[str, Reply]:
        described = description(self._routes)
        as_json = json.dumps(described, ensure_ascii=False).encode()
        page = show.page(described, kinds_of_problems()).encode()
        return {
            "/openapi.json": Reply(status=200, headers={**_PUBLIC, **_json(as_json)}, body=as_json),
            "/docs": Reply(status=200, headers={**_PUBLIC, **_html(page)}, body=page),
        }


def _json(body: bytes) -> Json:
    return {"Content-Type": "application/json", "ETag": etag_of(body)}


def _html(body: bytes) -> Json:
    """The page runs nothing and loads nothing: its one style sheet is known by its hash."""
    mark = base64.b64encode(hashlib.sha256(show.style().encode()).digest()).decode()
    nothing = "; ".join(f"{what} 'none'" for what in ("default-src", "base-uri", "form-action", "frame-ancestors"))
    policy = f"{nothing}; style-src 'sha256-{mark}'"
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "ETag": etag_of(body),
    }


def description(routes: Routes) -> Json:
    shapes = _Shapes(routes.all)
    paths: dict[str, Json] = {}
    for route in routes.all:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route, shapes)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {"title": "Carnet", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": PREFIX}],
        "security": [{"token": []}],
        "tags": [{"name": noun} for noun in dict.fromkeys(route.noun for route in routes.all)],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {**shapes.schemas, "Problem": _PROBLEM},
        },
    }


def kinds_of_problems() -> dict[str, int]:
    """By their names, which end the `type` of a problem."""
    known = {each.id: each.status for each in _leaves(Refusal)}
    of_crm = {each.id: status_of(each) for each in _leaves(CrmError) if each.__module__ == errors.__name__}
    return dict(sorted({**known, **of_crm}.items()))


def _leaves(root: type[Any]) -> Iterable[type[Any]]:
    for child in root.__subclasses__():
        yield from _leaves(child) if child.__subclasses__() else [child]


class _Shapes:
    """The schemas of all models, and what refers to each: of what is sent, or of what is answered."""

    def __init__(self, routes: Iterable[Route]) -> None:
        sent = [route.body for route in routes if route.body is not None]
        answered = [route.answer for route in routes if route.answer is not None]
        wanted: list[tuple[type[BaseModel], JsonSchemaMode]] = [(each, "validation") for each in dict.fromkeys(sent)]
        wanted += [(each, "serialization") for each in dict.fromkeys(answered)]
        references, schemas = models_json_schema(wanted, ref_template=_REF)
        named = [next(iter(each.values())) for each in references.values()]
        said = json.dumps({"schemas": schemas["$defs"], "references": named})
        whole: Json = json.loads(_named(said, schemas["$defs"]))
        self.schemas: Json = whole["schemas"]
        self._references = dict(zip(references, whole["references"], strict=True))

    def sent(self, shape: type[BaseModel]) -> Json:
        return {"$ref": self._references[shape, "validation"]}

    def answered(self, shape: type[BaseModel]) -> Json:
        return {"$ref": self._references[shape, "serialization"]}


def _named(said: str, schemas: Iterable[str]) -> str:
    """By the words of the trade: our own classes are called apart from the records of the model."""
    for name in schemas:
        listed = _PAGE_OF.fullmatch(name)
        short = f"{listed[1]}Page" if listed else name.removesuffix("Shape")
        said = said.replace(f'/{name}"', f'/{short}"').replace(f'"{name}":', f'"{short}":')
    return said


def _operation(route: Route, shapes: _Shapes) -> Json:
    operation: Json = {
        "operationId": route.name,
        "tags": [route.noun],
        "summary": route.summary,
        "parameters": [*_path(route), *_query(route), *_headers(route)],
        "responses": {str(route.status): _answer(route, shapes), **_refused(route)},
    }
    if route.about:
        operation["description"] = route.about
    if route.body is not None:
        content = {"application/json": {"schema": shapes.sent(route.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _path(route: Route) -> list[Json]:
    schema = {"type": "string", "pattern": "^[1-9][0-9]{0,18}$", "description": f"At most {LARGEST}."}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in route.parameters]


def _query(route: Route) -> list[Json]:
    if route.query is None:
        return []
    schema = route.query.model_json_schema()
    inner = schema.get("$defs", {})
    asked = []
    for name, each in schema["properties"].items():
        whole = inner[each["$ref"].rpartition("/")[2]] | each if "$ref" in each else each
        whole = _not_null(whole)
        kept = {key: value for key, value in whole.items() if key not in ("$ref", "title")}
        about = kept.pop("description", "")
        asked.append({"name": name, "in": "query", "required": False, "description": about, "schema": kept})
    return asked


def _not_null(schema: Json) -> Json:
    """As a query says it: what is null there is not said."""
    said = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(said) != 1:
        return schema
    return {**said[0], **{key: value for key, value in schema.items() if key not in ("anyOf", "default")}}


def _headers(route: Route) -> list[Json]:
    headers = []
    if route.method == "POST":
        about = "A text of your own, new for each request: sent again, it is carried out once."
        headers.append(_header("Idempotency-Key", about, pattern="^[!#-~]{1,255}$"))
    if route.versioned and route.writes and route.parameters and not route.path.endswith("/restore"):
        headers.append(_header("If-Match", "The ETag that you read: refused where it has changed since."))
    return headers


def _header(name: str, about: str, **limits: object) -> Json:
    schema = {"type": "string", **limits}
    return {"name": name, "in": "header", "required": False, "description": about, "schema": schema}


def _answer(route: Route, shapes: _Shapes) -> Json:
    headers: Json = dict(_RATE)
    if route.versioned and route.answer is not None:
        headers["ETag"] = {"schema": {"type": "string"}, "description": "Of this version."}
    if route.status == HTTPStatus.CREATED:
        headers["Location"] = {"schema": {"type": "string", "format": "uri-reference"}}
    answer: Json = {"description": HTTPStatus(route.status).phrase, "headers": headers}
    if route.answer is not None:
        answer["content"] = {"application/json": {"schema": shapes.answered(route.answer)}}
    return answer


def _refused(route: Route) -> Json:
    """What each may answer besides; what the route alone can, where it can."""
    known = [401, 403, 422, 429, 503]
    known += [404] if route.parameters else []
    known += [400, 413, 415] if route.body is not None else []
    known += [400, 409, 410] if route.method == "POST" else []
    known += [409, 412] if route.versioned and route.writes and route.parameters else []
    problem = {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}}
    said = {str(status): {"description": HTTPStatus(status).phrase, "content": problem} for status in sorted({*known})}
    if not route.writes:
        said["304"] = {"description": "Not changed since If-None-Match."}
    return dict(sorted(said.items()))
