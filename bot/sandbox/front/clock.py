"""The clock over HTTP: read it, follow it, move it."""

import asyncio
from datetime import datetime

from aiohttp import web

from ..slack import Slack
from ..wire import dumps, loads
from .streams import is_gone, next_within

_GLANCE_SECONDS = 1.0


class ClockDoor:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/_clock", self.read), web.post("/_clock", self.move)]

    async def read(self, request: web.Request) -> web.StreamResponse:
        wall = self._slack.wall
        if "stream" not in request.query:
            wall.was_asked()
            return web.json_response({"now": wall.iso()})
        answer = web.StreamResponse(headers={"Content-Type": "application/x-ndjson", "Cache-Control": "no-store"})
        await answer.prepare(request)
        moved: asyncio.Queue[str] = asyncio.Queue()
        wall.listeners.append(moved.put_nowait)
        try:
            with wall.following():
                await answer.write(_line(wall.iso()))
                while not is_gone(request):
                    if now := await next_within(moved, _GLANCE_SECONDS):
                        await answer.write(_line(now))
        except ConnectionError:
            return answer
        finally:
            wall.listeners.remove(moved.put_nowait)
        return answer

    async def move(self, request: web.Request) -> web.Response:
        wall = self._slack.wall
        try:
            wanted = loads(await request.read())
            if "advance" in wanted:
                wall.advance(float(wanted["advance"]))
            else:
                wall.move_to(_aware(str(wanted["now"])))
        except (ValueError, KeyError, TypeError, OverflowError):
            return web.json_response({"error": 'say {"now": ISO} or {"advance": seconds}'}, status=400)
        self._slack.world.set("clock_ahead", wall.ahead_micros())
        return web.json_response({"now": wall.iso()})


def _line(now: str) -> bytes:
    return (dumps({"now": now}) + "\n").encode()


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("the time needs a zone")
    return moment
