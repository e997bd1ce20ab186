"""A Slack that answers everything in 1 ms: what it takes beyond that is ours. Its own process, `python -m …_slack`.

`/posts` tells when each message came, in seconds of the wall clock; `/pace/0.1` makes its answers take as long as those
of the real one. From `/hear/20` on it keeps what each message says, refusing one call in twenty for a second; `/heard`
tells that.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.request import Request, urlopen

from aiohttp import web

TEAM = "T0BENCH"
PEOPLE = 100
_ANSWER_SECONDS = 0.001
_PATIENCE_SECONDS = 60
_SIGN = re.compile(r"sign(\d+)")
_TOLD = {"chat.postMessage", "chat.update"}


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it came, or as it was written anew; one that was refused has no `ts`. `signs` are the numbers of the
    words "sign12" in what is shown, in their order; `text` is what a notification says of it."""

    at: float  # seconds of the wall clock
    method: str
    channel: str
    ts: str
    signs: tuple[int, ...]
    text: str


def person(number: int) -> str:
    return f"U{number:05}"


class _Slack:
    def __init__(self) -> None:
        self._posts: list[float] = []
        self._seconds = _ANSWER_SECONDS
        self._heard: list[tuple[float, str, str, str, list[int], str]] = []
        self._refuses = 0  # one in so many; 0 where it does not listen
        self._calls = 0

    async def call(self, request: web.Request) -> web.Response:
        came, method = time.time(), request.match_info["method"]
        await request.read()
        await asyncio.sleep(self._seconds)
        if self._refuses and method in _TOLD:
            return self._hear(came, method, await request.json())
        answer: dict[str, object] = {"ok": True}
        if method == "chat.postMessage":
            self._posts.append(came)
            answer |= {"channel": "D0BENCH", "ts": f"{came:.6f}"}
        elif method == "users.info":
            answer["user"] = _described(request.query["user"])
        elif method == "conversations.open":
            answer["channel"] = {"id": f"D{(await request.json())['users'][1:]}"}
        elif method == "conversations.info":
            answer["channel"] = {"id": request.query["channel"], "is_channel": True, "is_member": True}
        elif method == "conversations.members":
            answer["members"] = [person(number) for number in range(PEOPLE)]
        elif method.startswith("views."):
            answer["view"] = {"id": "V0BENCH", "hash": "1"}
        elif method == "auth.test":
            answer |= {"team_id": TEAM, "team": "Bench", "user_id": "UBOT", "bot_id": "BBOT", "url": "http://bench/"}
        return web.json_response(answer)

    def _hear(self, came: float, method: str, said: dict[str, str]) -> web.Response:
        self._calls += 1
        channel = said["channel"]
        if self._calls % self._refuses == 0:
            self._heard.append((came, method, channel, "", [], ""))
            refusal = {"ok": False, "error": "ratelimited"}
            return web.json_response(refusal, status=429, headers={"Retry-After": "1"})
        ts = said.get("ts") or f"{int(came)}.{self._calls:06}"
        signs = [int(sign) for sign in _SIGN.findall(json.dumps(said["blocks"]))]
        self._heard.append((came, method, channel, ts, signs, said["text"]))
        return web.json_response({"ok": True, "channel": channel, "ts": ts})

    async def hear(self, request: web.Request) -> web.Response:
        self._heard.clear()
        self._refuses = int(request.match_info["refuses"])
        return web.Response()

    async def heard(self, request: web.Request) -> web.Response:
        return web.json_response(self._heard)

    async def posts(self, request: web.Request) -> web.Response:
        return web.json_response(self._posts)

    async def pace(self, request: web.Request) -> web.Response:
        self._seconds = float(request.match_info["seconds"])
        return web.Response()

    async def forget(self, request: web.Request) -> web.Response:
        self._posts.clear()
        return web.Response()


def _described(user: str) -> dict[str, object]:
    return {
        "id": user,
        "team_id": TEAM,
        "name": user.lower(),
        "real_name": user.title(),
        "locale": "fr-FR",
        "tz": "Europe/Paris",
        "is_admin": True,
    }


def arrivals(slack: str, count: int) -> list[float]:
    """When each message came, once so many have, or when no more come; `slack` is the address of the stand-in."""
    before, until = -1, time.monotonic() + _PATIENCE_SECONDS
    while True:
        with urlopen(_posts(slack)) as answer:  # noqa: S310  # a stand-in on this machine
            came: list[float] = json.load(answer)
        if len(came) != before:
            before, until = len(came), time.monotonic() + _PATIENCE_SECONDS
        if len(came) >= count or time.monotonic() > until:
            return came
        time.sleep(0.5)


def forget(slack: str) -> None:
    urlopen(Request(_posts(slack), method="DELETE")).close()  # noqa: S310  # a stand-in on this machine


@contextmanager
def slow(slack: str, seconds: float) -> Iterator[None]:
    """Each answer takes so long until the block ends; others are answered meanwhile."""
    _set_pace(slack, seconds)
    try:
        yield
    finally:
        _set_pace(slack, _ANSWER_SECONDS)


def _set_pace(slack: str, seconds: float) -> None:
    urlopen(Request(f"{slack.removesuffix('api/')}pace/{seconds}", method="PUT")).close()  # noqa: S310  # a stand-in on this machine


@contextmanager
def hearing(slack: str, *, refuses: int) -> Iterator[None]:
    """What messages say is kept until the block ends, and one call in so many refused."""
    _hear(slack, refuses)
    try:
        yield
    finally:
        _hear(slack, 0)


def _hear(slack: str, refuses: int) -> None:
    urlopen(Request(f"{slack.removesuffix('api/')}hear/{refuses}", method="PUT")).close()  # noqa: S310  # a stand-in on this machine


def heard(slack: str) -> list[Heard]:
    """Since it listens, in the order in which it came."""
    with urlopen(f"{slack.removesuffix('api/')}heard") as answer:  # noqa: S310  # a stand-in on this machine
        return [
            Heard(at, method, channel, ts, tuple(signs), text)
            for at, method, channel, ts, signs, text in json.load(answer)
        ]


def _posts(slack: str) -> str:
    return slack.removesuffix("api/") + "posts"


def main() -> None:
    slack, app = _Slack(), web.Application()
    app.router.add_route("*", "/api/{method}", slack.call)
    app.router.add_get("/posts", slack.posts)
    app.router.add_put("/pace/{seconds}", slack.pace)
    app.router.add_put("/hear/{refuses}", slack.hear)
    app.router.add_get("/heard", slack.heard)
    app.router.add_delete("/posts", slack.forget)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
