"""What `carnet serve` weighs after a hundred commands, over HTTP and over Socket Mode against the sandbox."""

import asyncio
import json
import subprocess
import time
from collections.abc import Iterator
from itertools import cycle, islice

from bot.sandbox import Visitor
from tests.bench._figures import Figure, remark
from tests.bench._homes import Home, name_of
from tests.bench._load import Line, command
from tests.bench._machine import ROOT, connected, free_port, megabytes, running

LIMIT = 130.0
_COMMANDS = 100
_SAID = (
    ("/crm", "help"),
    ("/contact", "{first} {last}"),
    ("/contact", "{first}"),
    ("/contact", "new {first}"),
    ("/note", "{first} {last}: prefers calls after 4pm"),
    ("/reminder", "rappeler {first} {last} demain à 9h"),
    ("/reminder", "call {first} {last} next Tuesday at 4pm"),
    ("/reminder", "list"),
    ("/activity", "{first} {last}"),
    ("/crm", "hlep"),
)
_PERSON, _CHANNEL = "U0CLAIRE001", "C0GENERAL01"


def over_http(home: Home) -> Iterator[Figure]:
    copy, port = home.copied(), free_port()
    with running("-m", "bot", "serve", home=copy.folder, surroundings=copy.surroundings(port)) as process:
        Line(port).milliseconds([command(typed, said=said) for typed, said in _spoken()])
        yield from _weighed("HTTP", process)


def over_sockets(home: Home) -> Iterator[Figure]:
    """Whoever speaks is unknown to the database until then, as with a fresh installation."""
    copy, port, own = home.copied(), free_port(), free_port()
    sandbox = ("-m", "bot.sandbox", "--manifest", str(ROOT / "manifest.yml"), "--port", str(port))
    with running(*sandbox, home=copy.folder, measured=False):
        connected(port).close()
        told = json.loads((copy.folder / "bot.sandbox.log").read_text().splitlines()[0])
        surroundings = copy.surroundings(own) | {
            "SLACK_API_URL": told["api_url"],
            "SLACK_BOT_TOKEN": told["bot_token"],
            "SLACK_APP_TOKEN": told["app_token"],
        }
        with running("-m", "bot", "serve", home=copy.folder, surroundings=surroundings) as process:
            connected(own).close()
            asyncio.run(_type(told["url"]))
            yield from _weighed("Socket Mode", process)


async def _type(url: str) -> None:
    async with Visitor(url, _PERSON) as visitor:
        for typed, said in _spoken():
            outcome = await visitor.command(_CHANNEL, f"{typed} {said}")
            while outcome.get("error"):  # until the sockets are open
                await asyncio.sleep(0.2)
                outcome = await visitor.command(_CHANNEL, f"{typed} {said}")


def _spoken() -> Iterator[tuple[str, str]]:
    for number, (typed, said) in enumerate(islice(cycle(_SAID), _COMMANDS)):
        first, last = name_of(number * 97)
        yield typed, said.format(first=first, last=last)


def _weighed(mode: str, process: subprocess.Popen[bytes]) -> Iterator[Figure]:
    time.sleep(1)  # what was begun has ended
    weight = megabytes(process)
    if weight is None:
        remark("Memory is read from /proc, which this system has not.")
        return
    yield Figure(f"memory of carnet serve after {_COMMANDS} commands, {mode}", weight, "MB", LIMIT)
