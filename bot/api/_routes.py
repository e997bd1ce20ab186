"""The shape of the route table: dispatch, the OpenAPI description and the reference page all read it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from bot.api._headers import etag_of, is_meant
from bot.api._refusals import MethodRefused, PathUnknown, VersionOutdated
from bot.crm._work import Work
from bot.model.ids import ChannelId
from bot.model.tokens import Scope

PREFIX = "/api/v1"
_PART = re.compile(r"{(\w+)}")
_ID = r"([1-9][0-9]{0,18})"
_LARGEST = 2**63 - 1

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as its route's function gets it: the ids in the path, the query and the body, read and checked."""

    ids: Mapping[str, int] = field(default_factory=dict)
    query: BaseModel | None = None
    body: BaseModel | None = None
    if_match: str = ""

    def sent(self, shape: type[Shape]) -> Shape:
        """The body."""
        if not isinstance(self.body, shape):
            raise TypeError("the route table says another body")
        return self.body

    def asked(self, shape: type[Shape]) -> Shape:
        """The query."""
        if not isinstance(self.query, shape):
            raise TypeError("the route table says another query")
        return self.query

    def expect(self, current: BaseModel) -> None:
        """Raises VersionOutdated where `If-Match` means another version than the one stored."""
        if self.if_match and not is_meant(etag_of(written(current)), self.if_match):
            raise VersionOutdated


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """`location` is the path of what was made."""

    body: BaseModel | None = None
    location: str = ""


Does = Callable[[Asked, Work], Awaitable[Answered]]
# Checks a request in a reading Work of its own; answers the channel that is to be entered before the work.
Before = Callable[[Asked, Work], Awaitable[ChannelId | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`path` is below PREFIX; what stands in braces is an id. `does` writes where its scope is WRITE.

    `versioned` says that the answer is one record, whose ETag a write may name; `about` is a sentence for programmers.
    """

    method: str
    path: str
    does: Does
    scope: Scope
    name: str
    summary: str
    about: str = ""
    before: Before | None = None
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    answer: type[BaseModel] | None = None
    status: int = 200
    versioned: bool = False

    @property
    def title(self) -> str:
        """As the log and the figures name it."""
        return f"{self.method} {self.path}"

    @property
    def noun(self) -> str:
        """Under which it stands in the description."""
        return self.name.partition(".")[0]

    @property
    def parameters(self) -> list[str]:
        return _PART.findall(self.path)

    @property
    def writes(self) -> bool:
        return self.scope is Scope.WRITE


def written(body: BaseModel) -> bytes:
    """The bytes of an answer; the same record gives the same ones."""
    return body.model_dump_json().encode()


class Routes:
    """Look-ups over the table, made once."""

    def __init__(self, routes: Sequence[Route]) -> None:
        self.all = tuple(routes)
        self._paths: list[tuple[re.Pattern[str], dict[str, Route]]] = []
        by_path: dict[str, dict[str, Route]] = {}
        for route in routes:
            by_path.setdefault(route.path, {})[route.method] = route
        for path, methods in by_path.items():
            pattern = "".join(_ID if place % 2 else re.escape(part) for place, part in enumerate(_PART.split(path)))
            self._paths.append((re.compile(pattern), methods))

    def find(self, method: str, path: str) -> tuple[Route, Mapping[str, int]]:
        """`path` is below PREFIX. Raises PathUnknown, MethodRefused."""
        for pattern, methods in self._paths:
            found = pattern.fullmatch(path)
            ids = [int(each) for each in found.groups()] if found else []
            if found is None or any(each > _LARGEST for each in ids):
                continue
            route = methods.get("GET" if method == "HEAD" else method)
            if route is None:
                allowed = ", ".join(sorted({*methods, *(["HEAD"] if "GET" in methods else [])}))
                raise MethodRefused(headers={"Allow": allowed}, allowed=allowed)
            return route, dict(zip(route.parameters, ids, strict=True))
        raise PathUnknown
