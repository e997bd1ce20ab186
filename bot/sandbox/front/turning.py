"""Handles are turned by a POST of one JSON object; they say what is so now, or what stands against it."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from ..errors import SlackError
from ..slack import Slack
from ..wire import Json, dumps, loads_object
from .reading import Misread, reading

Turning: TypeAlias = Callable[[Json], Json]


def turned_by(turning: Turning) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        with reading():
            row = loads_object(body)
        try:
            return plain_json({"ok": True, **turning(row)})
        except SlackError as refusal:
            return _refused(refusal.code, str(refusal.details.get("message") or refusal.code.replace("_", " ")))
        except ValueError as problem:  # what a turning says of its row; whatever else breaks is ours
            raise Misread(str(problem)) from problem

    return handle


def plain_json(answer: Json, status: int = 200) -> web.Response:
    return web.Response(text=dumps(answer), status=status, content_type="application/json")


def team_of(slack: Slack, row: Json) -> str:
    """The workspace that `row` names, or the first one. Raises team_not_found."""
    team = str(row.get("team") or next(iter(slack.world.workspaces)).id)
    if team not in slack.world.workspaces:
        raise SlackError("team_not_found")
    return team


def refuse_unknown(row: Json, known: frozenset[str]) -> None:
    unknown = set(row) - known
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def refuse_missing(row: Json, *names: str) -> None:
    """An empty one counts as missing."""
    missing = [name for name in names if row.get(name) in (None, "")]
    if missing:
        raise ValueError(f"missing: {', '.join(missing)}")


def listed(row: Json, name: str) -> list[str]:
    """Ids or words; nothing at all is an empty list."""
    given = row.get(name) or []
    if not isinstance(given, list):
        raise Misread(f"{name} is a list")
    return [str(one) for one in given]


def _refused(code: str, message: str) -> web.Response:
    return plain_json({"ok": False, "error": code, "message": message}, 400)
