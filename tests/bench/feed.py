"""How long a page of the feed takes among a million lines, whatever is asked, beside the statements that one would
write for it by hand.

Each question is asked from many places of the feed, and both take turns, so that whatever else the machine does is
paid by both.
"""

import asyncio
import gc
import json
import time
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from bot.app._house import House
from bot.crm import feed
from bot.model.feed import Cursor, FeedList
from bot.model.ids import EventId, first_of
from bot.model.line_types import LineType
from bot.model.members import Viewer
from bot.model.span import Span
from tests.bench._crowds import viewer_in
from tests.bench._feed_by_hand import Ask, by_hand
from tests.bench._figures import Figure, middle, quantile, remark
from tests.bench._homes import Home, house_in
from tests.bench._lines import BEGUN, BUSY, CALL, RARE_WORD, SELDOM, WORDS, YEAR, lined
from tests.bench._machine import in_its_place
from tests.people import Dice

_LINES = 1_000_000
_FEW_LINES = 20_000
_EACH = 150
_ROUNDS = 3
_QUESTIONS = {
    "all": FeedList(),
    "one contact": FeedList(contact=BUSY),
    "a rare type": FeedList(type=LineType.IMPORT),
    "calls": FeedList(activity=CALL),
    "a person": FeedList(actor=SELDOM),
    "a month": FeedList(span=Span(BEGUN + YEAR / 2, BEGUN + YEAR / 2 + timedelta(days=30))),
    "a word": FeedList(words=WORDS[0]),
    "a rare word": FeedList(words=RARE_WORD),
}


def of_many_lines(home: Home) -> Iterator[Figure]:
    yield from _of_lines(home, _LINES)


def of_few_lines(home: Home) -> Iterator[Figure]:
    yield from _of_lines(home, _FEW_LINES)


def _of_lines(empty: Home, count: int) -> Iterator[Figure]:
    home = empty.copied()
    begun = time.perf_counter()
    lined(home, count)
    remark(f"feed, {home.engine}: {count:,} lines loaded in {time.perf_counter() - begun:.0f} s")
    with in_its_place():
        took = asyncio.run(measured(home))
    for each in took:
        yield from each.figures(f"{home.engine}, {count:,} lines")


@dataclass(slots=True)
class _Took:
    """Milliseconds of each page by round."""

    name: str
    ours: list[list[float]] = field(default_factory=list)
    raw: list[list[float]] = field(default_factory=list)

    def figures(self, where: str) -> Iterator[Figure]:
        ours, raw = ([middle(each) for each in zip(*rounds, strict=True)] for rounds in (self.ours, self.raw))
        for name, share in (("p50", 0.5), ("p99", 0.99)):
            yield Figure(f"feed, {where}, {self.name}, {name}", quantile(ours, share), "ms", quantile(raw, share))


async def measured(home: Home) -> list[_Took]:
    async with house_in(home) as house:
        viewer = await viewer_in(house, 1)
        async with by_hand(home, viewer) as raw:
            ours = _through(house, viewer)
            return [await _of(name, which, ours, raw) for name, which in _QUESTIONS.items()]


async def _of(name: str, which: FeedList, ours: Ask, raw: Ask) -> _Took:
    took, places = _Took(name), list(_places(name, which))
    for place in places[:20]:  # what is prepared on first use is prepared, and both find the same
        if (found := await ours(which, place)) != (wanted := (await raw(which, place))[:10]):
            remark(f"{name}: found {json.dumps(found)}, by hand {json.dumps(wanted)}")
    gc.collect()
    for _ in range(_ROUNDS):
        took.raw.append([await _milliseconds(raw(which, place)) for place in places])
        took.ours.append([await _milliseconds(ours(which, place)) for place in places])
    return took


def _places(name: str, which: FeedList) -> Iterator[EventId]:
    dice = Dice(len(name))
    for _ in range(_EACH):
        back = dice.below(1000) / (20_000 if which.words else 2000)  # of words the latest are looked at
        yield EventId(first_of(BEGUN + YEAR * (1 - back)))


async def _milliseconds(asking: Awaitable[object]) -> float:
    begun = time.perf_counter()
    await asking
    return (time.perf_counter() - begun) * 1000


def _through(house: House, viewer: Viewer) -> Ask:
    async def ask(which: FeedList, before: EventId) -> list[int]:
        async with house.works.reading(viewer) as work:
            shown = await feed.page(work, which, Cursor(before))
        return [int(line.event.id) for line in shown.lines]

    return ask
