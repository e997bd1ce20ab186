"""Ten thousand reminders in the same second, from being due to their arrival at Slack; and a worker with nothing to do.

Slack answers in 1 ms and knows no limits. The floors are a bare pipeline through slack_sdk, which promises nothing and
sends the same: the reminder's text, blocks and metadata, composed once beforehand; and on PostgreSQL a queue that
others use. For whoever wonders what a message's size costs, the pipeline is shown with two words for one as well.

Several workers share two cores with PostgreSQL and Slack, so that with answers in 1 ms they have no more of them than
one has. What they are for is shown by a Slack that takes its usual time: then a worker waits, and another one sends.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from sqlalchemy import update

from bot.app._house import House
from bot.app._serve import _working
from bot.crm import reminders
from bot.gateway._gateway import DELIVERY
from bot.handlers._viewers import Caller
from bot.model.ids import MemberId
from bot.model.members import Viewer
from bot.model.reminders import Due, Wanted
from bot.store._outbox import OutboxRow
from bot.templates import reminders as show
from bot.templates._words import Reader
from bot.worker._loop import SLOTS
from tests import make
from tests.bench import _pipeline, _procrastinate
from tests.bench._figures import Figure, quantile, remark
from tests.bench._homes import Home, house_in
from tests.bench._machine import connected, free_port, in_its_place, running
from tests.bench._slack import PEOPLE, TEAM, arrivals, forget, person, slow
from tests.bench._statements import listening

REMINDERS = 10_000
_AT_ONCE = 100
_LEAD_SECONDS = 8.0  # for the start of the workers
_AHEAD_SECONDS = 2.0
_PROMPT = 100
_IDLE_SECONDS = 100.0
_LEAST_SECONDS = 30.0
_ONE_LOOK_SECONDS = 2.0
_GLANCE_SECONDS = 0.1
_SLOW_SECONDS = 0.1


def of_reminders(home: Home, count: int = REMINDERS) -> Iterator[Figure]:
    """Claimed, sent and known to be sent, a second."""
    ours = _rush(home.copied(), count, workers=1)
    whole = _bare(home.copied(), count, _reminder())
    yield Figure(f"{count} reminders at once, {home.engine}, beside the same messages sent bare", ours, "/s", whole)
    short = _bare(home.copied(), count, _pipeline.SHORT)
    yield Figure(f"{count} reminders at once, {home.engine}, beside two words each sent bare", ours, "/s", short)
    if home.cluster is not None:
        peer = _through_a_queue(home.copied(), count)
        yield Figure(f"{count} reminders at once, {home.engine}, beside procrastinate", ours, "/s", peer)
        for workers in (2, 4):
            several = _rush(home.copied(), count, workers=workers)
            yield Figure(
                f"{count} reminders at once, {home.engine}, {workers} workers, beside one", several, "/s", ours
            )
        yield from _while_slack_is_slow(home, count // 5)


def _while_slack_is_slow(home: Home, count: int) -> Iterator[Figure]:
    with slow(home.slack, _SLOW_SECONDS):
        one = _rush(home.copied(), count, workers=1)
        # A worker has so many calls under way, and each takes so long.
        named = f"{count} reminders at once, {home.engine}, Slack answering in {_SLOW_SECONDS} s"
        yield Figure(f"{named}, one worker, beside what its calls allow", one, "/s", SLOTS / _SLOW_SECONDS)
        for workers in (2, 4):
            several = _rush(home.copied(), count, workers=workers)
            yield Figure(f"{named}, {workers} workers, beside one", several, "/s", one)


def of_few_reminders(home: Home) -> Iterator[Figure]:
    yield from of_reminders(home, _AT_ONCE * 10)


def ahead(home: Home) -> Iterator[Figure]:
    """Each planned for two seconds later while the server runs; the limit is a second."""
    late = asyncio.run(_planned_ahead(home.copied()))
    for name, share in (("p50", 0.5), ("p99", 0.99), ("max", 1.0)):
        yield Figure(f"lateness of a reminder in 2 s, {home.engine}, {name}", quantile(late, share), "s", 1.0)


def idle(home: Home) -> Iterator[Figure]:
    """The shortest time between two looks by the same query; the limit is the least that it has to be."""
    shortest = asyncio.run(_looks(home.copied()))
    yield Figure(f"between two of the same query while idle, {home.engine}, shortest", shortest, "s", _LEAST_SECONDS)


def _rush(home: Home, count: int, *, workers: int) -> float:
    """The first core is the workers', and where there are several they share it with Slack's."""
    asyncio.run(_planned(home, count))
    forget(home.slack)
    due = time.time() + _LEAD_SECONDS
    asyncio.run(_made_due(home, due))
    with ExitStack() as started:
        port = free_port()
        started.enter_context(running("-m", "bot", "serve", home=home.folder, surroundings=home.surroundings(port)))
        for number in range(1, workers):
            worker = running(
                "-m", "bot", "worker", home=home.folder, surroundings=home.surroundings(0), measured=number % 2 == 0
            )
            started.enter_context(worker)
        connected(port).close()
        if time.time() > due:
            remark("The reminders were due before the server was up: its start is counted.")
        return _rate(home, count, since=due)


def _bare(home: Home, count: int, said: _pipeline.Said) -> float:
    forget(home.slack)
    with in_its_place():
        begun = time.time()
        asyncio.run(_pipeline.post_all(home, count, said))
    return _rate(home, count, since=begun)


def _through_a_queue(home: Home, count: int) -> float:
    forget(home.slack)
    with in_its_place():
        begun = asyncio.run(_procrastinate.post_all(home, count))
    return _rate(home, count, since=begun)


def _rate(home: Home, count: int, *, since: float) -> float:
    came = arrivals(home.slack, count)
    assert len(came) == count, f"{len(came)} of {count} arrived"
    return count / (max(came) - since)


async def _planned(home: Home, count: int) -> None:
    """For an hour later: planning takes its time, and the due time is set when the workers are up."""
    moment = datetime.now(UTC) + timedelta(hours=1)
    async with house_in(home) as house:
        viewers = [await _viewer(house, number) for number in range(PEOPLE)]
        for begin in range(0, count, _AT_ONCE):
            viewer = viewers[begin // _AT_ONCE % PEOPLE]
            async with house.works.writing(viewer) as work:
                for number in range(begin, min(begin + _AT_ONCE, count)):
                    await reminders.plan(work, _wanted(f"Call back {number}", moment, viewer))


async def _made_due(home: Home, at: float) -> None:
    """All at the same moment, before anybody works."""
    due = datetime.fromtimestamp(at, UTC)
    async with house_in(home) as house, house.database.write.begin() as connection:
        await connection.execute(update(OutboxRow).values(due_at=due, next_try_at=due))


async def _planned_ahead(home: Home) -> list[float]:
    """One after another, so that the planning of one is not the lateness of another."""
    forget(home.slack)
    moments = []
    async with house_in(home) as house:
        viewer = await _viewer(house, 0)
        working = asyncio.create_task(house.worker.run())
        for number in range(_PROMPT):
            moment = datetime.now(UTC) + timedelta(seconds=_AHEAD_SECONDS)
            async with house.works.writing(viewer) as work:
                await reminders.plan(work, _wanted(f"Call back {number}", moment, viewer))
            moments.append(moment.timestamp())
            await asyncio.sleep(0.1)
        await asyncio.sleep(_AHEAD_SECONDS + 1)
        await house.worker.stop()
        await working
    came = sorted(arrivals(home.slack, _PROMPT))
    return [at - due for at, due in zip(came, sorted(moments), strict=True)]


async def _looks(home: Home) -> float:
    """What one look asks twice is one look. An hour of the wall clock brings another, of the birthdays."""
    seen: dict[str, list[float]] = {}
    async with house_in(home) as house, _working(house):
        await asyncio.sleep(_LEAD_SECONDS)
        with listening(house.database) as said:
            end = time.perf_counter() + _IDLE_SECONDS
            while (now := time.perf_counter()) < end:
                for statement, _ in said.statements:
                    looks = seen.setdefault(statement, [])
                    if not looks or now - looks[-1] > _ONE_LOOK_SECONDS:
                        looks.append(now)
                said.statements.clear()
                await asyncio.sleep(_GLANCE_SECONDS)
    assert seen, "nobody looked at all"
    return min(later - earlier for looks in seen.values() for earlier, later in pairwise(looks))


async def _viewer(house: House, number: int) -> Viewer:
    return await house.viewers.get(Caller("", TEAM, "Bench", MemberId(person(number + 1))))


def _reminder() -> _pipeline.Said:
    """What our own messages hold, as a bare pipeline is handed them."""
    reader = Reader("fr-FR", "Europe/Paris")
    reminder = make.reminder(1)
    message = show.due(reminder, reader, contact=None, morning="9:00", occurrence=reminder.occurrence)
    return {
        "text": message.text,
        "blocks": message.blocks,
        "metadata": {"event_type": DELIVERY, "event_payload": {"id": str(reminder.id)}},
        "unfurl_links": False,
        "unfurl_media": False,
        "link_names": False,
    }


def _wanted(title: str, moment: datetime, viewer: Viewer) -> Wanted:
    return Wanted(title=title, due=Due(moment, moment.isoformat(), "UTC"), assignees=(viewer.id,))
