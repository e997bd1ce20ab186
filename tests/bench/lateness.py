"""How late the last of a thousand reminders is, when all are due at the same second."""

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from bot.crm import reminders
from bot.handlers._viewers import Caller
from bot.model.ids import MemberId
from bot.model.reminders import Due, Wanted
from tests.bench._figures import Figure, quantile, remark
from tests.bench._homes import Home, house_in
from tests.bench._machine import connected, free_port, in_its_place, running
from tests.bench._pipeline import post_all
from tests.bench._slack import PEOPLE, TEAM, arrivals, forget, person

REMINDERS = 1000
_STARTING_SECONDS = 6.0


def of_reminders(home: Home) -> Iterator[Figure]:
    """Ten each for a hundred people, from the moment they are due to their arrival at Slack."""
    ours, floor = _ours(home.copied()), _floor(home.copied())
    for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0)):
        yield Figure(
            f"lateness of {REMINDERS} reminders, {home.engine}, {name}",
            quantile(ours, share),
            "s",
            quantile(floor, share),
        )


def _ours(home: Home) -> list[float]:
    due = asyncio.run(_planned(home))
    forget(home.slack)
    port = free_port()
    with running("-m", "bot", "serve", home=home.folder, surroundings=home.surroundings(port)):
        connected(port).close()
        if time.time() > due:
            remark("The reminders were due before the server was up: their lateness counts its start.")
        return [came - due for came in _arrivals(home)]


def _floor(home: Home) -> list[float]:
    forget(home.slack)
    with in_its_place():
        due = time.time()
        asyncio.run(post_all(home, REMINDERS))
    return [came - due for came in _arrivals(home)]


async def _planned(home: Home) -> float:
    """When they are due, in seconds of the wall clock."""
    async with house_in(home) as house:
        viewers = [
            await house.viewers.get(Caller("", TEAM, "Bench", MemberId(person(number + 1)))) for number in range(PEOPLE)
        ]
        # One transaction has 30 s, and planning a reminder takes some milliseconds.
        at = float(int(time.time() + REMINDERS * 0.02 + _STARTING_SECONDS))
        moment = datetime.fromtimestamp(at, UTC)
        due = Due(moment, moment.replace(tzinfo=None).isoformat(), "UTC")
        for viewer in viewers:
            async with house.works.writing(viewer) as work:
                for number in range(REMINDERS // PEOPLE):
                    wanted = Wanted(title=f"Call back {number}", due=due, assignees=(viewer.id,))
                    await reminders.plan(work, wanted)
    return at


def _arrivals(home: Home) -> list[float]:
    came = arrivals(home.slack, REMINDERS)
    assert len(came) == REMINDERS, f"{len(came)} of {REMINDERS} arrived"
    return came
