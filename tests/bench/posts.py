"""The posts of the feed as Slack gets them: of one contact that is edited without end, and of two hundred contacts
whose activities go into fifty channels.

Both are done by real acts while the worker runs, in the time that it takes. What has arrived is held against what was
done: a run that lost a line, told one twice or out of its order has no figure.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby, pairwise

from bot.app._house import House
from bot.app._serve import _working
from bot.crm import activities, contacts, follows
from bot.crm.contacts import Saved
from bot.model.changes import flat
from bot.model.follows import Only, Place
from bot.model.ids import ContactId, PlaceId
from bot.model.members import SYSTEM, Viewer
from bot.store.contacts import Contacts
from tests import people
from tests.bench._crowds import viewer_in
from tests.bench._figures import Figure, quantile
from tests.bench._homes import Home, house_in
from tests.bench._slack import Heard, heard, hearing

_EDITS, _EDIT_SECONDS = 500, 60.0
_MOST_POSTS = 3
_ACTIVITIES, _FEW_ACTIVITIES = 10_000, 1_000
_CONTACTS, _CHANNELS = 200, 50
_A_SECOND = 1.0  # messages that Slack takes in a channel
_WINDOW = timedelta(seconds=10)  # so short that the final text of a post has all its lines
_BUDGET = 1000  # or a noisy hour would be told in a digest
_WRITERS = 8
_REFUSED = 25  # one call in so many
_GLANCE_SECONDS = 2.0
_PATIENCE_SECONDS = 60.0
_OTHERS = re.compile(r"\(\D*(\d+)\D*\)$")  # of which a notification says only how many they are


def of_edits(home: Home, *, seconds: float = _EDIT_SECONDS) -> Iterator[Figure]:
    """The limit of posts is the issue's; how often they were written anew is for whoever wonders."""
    with hearing(home.slack, refuses=_REFUSED):
        came = asyncio.run(_edited(home.copied(), seconds))
    shown = [each for each in came if each.ts]
    posts = {each.ts for each in shown}
    assert _lines_told(came) == _EDITS, f"{_lines_told(came)} edits are told of"
    named = f"{_EDITS} edits of a contact in {seconds:.0f} s, {home.engine}"
    yield Figure(f"{named}, posts", len(posts), "posts", _MOST_POSTS)
    yield Figure(f"{named}, posts and rewritings, beside one a second", len(shown), "messages", seconds / _A_SECOND)


def _lines_told(came: Sequence[Heard]) -> int:
    """In the final texts: one, and so many others."""
    final = {each.ts: _OTHERS.search(each.text) for each in came if each.ts}
    return sum(1 + (0 if others is None else int(others[1])) for others in final.values())


def of_few_edits(home: Home) -> Iterator[Figure]:
    yield from of_edits(home, seconds=10.0)


def of_activities(home: Home, *, count: int = _ACTIVITIES) -> Iterator[Figure]:
    with hearing(home.slack, refuses=_REFUSED):
        came = asyncio.run(_logged(home.copied(), count))
    shown = [each for each in came if each.ts]
    _check(shown, count)
    lasted = shown[-1].at - shown[0].at
    named = f"{count:,} activities of {_CONTACTS} contacts into {_CHANNELS} channels, {home.engine}"
    limit = _CHANNELS * _A_SECOND
    yield Figure(f"{named}, posts and rewritings, beside the channels' limit", len(shown) / lasted, "/s", limit)
    yield Figure(f"{named}, lines told, beside as many messages", count / lasted, "/s", limit)
    posts = len({(each.channel, each.ts) for each in shown})
    yield Figure(f"{named}, posts, beside activities", posts, "posts", count)
    apart = [later - at for at, later in _pairs(shown)]
    yield Figure(f"{named}, between two messages of a channel, p1", quantile(apart, 0.01), "s", 1 / _A_SECOND)
    yield Figure(f"{named}, calls refused for a second, beside all", len(came) - len(shown), "calls", len(came))


def of_few_activities(home: Home) -> Iterator[Figure]:
    yield from of_activities(home, count=_FEW_ACTIVITIES)


def _check(shown: Sequence[Heard], count: int) -> None:
    """Each line stands once in the final texts, in its contact's channel, and each contact's in their order."""
    told = [(each.channel, sign) for each in _final(shown) for sign in each.signs]
    times = Counter(sign for _, sign in told)
    lost = [sign for sign in range(count) if sign not in times]
    twice = [sign for sign, n in times.items() if n > 1]
    astray = [sign for channel, sign in told if channel != _channel(sign % _CONTACTS)]
    by_contact = sorted(((sign % _CONTACTS, at, sign) for at, (_, sign) in enumerate(told)))
    swapped = [
        (sign, later)
        for _, lines in groupby(by_contact, key=lambda each: each[0])
        for (_, _, sign), (_, _, later) in pairwise(lines)
        if later < sign
    ]
    faults: dict[str, Sequence[object]] = {"lost": lost, "twice": twice, "astray": astray, "swapped": swapped}
    assert not any(faults.values()), {name: (len(found), found[:10]) for name, found in faults.items()}


def _final(came: Sequence[Heard]) -> list[Heard]:
    """The messages as they are in the end, in the order in which they were posted: one written anew keeps its place."""
    return list({(each.channel, each.ts): each for each in came if each.ts}.values())


def _pairs(shown: Sequence[Heard]) -> list[tuple[float, float]]:
    """When each message of a channel came, and the next one."""
    ordered = sorted(shown, key=lambda each: (each.channel, each.at))
    of_channels = groupby(ordered, key=lambda each: each.channel)
    return [(one.at, other.at) for _, some in of_channels for one, other in pairwise(some)]


async def _edited(home: Home, seconds: float) -> list[Heard]:
    async with house_in(home) as house, _working(house):
        viewer = await _followed(house, contacts=1, place=Place(id=PlaceId(_channel(0))))
        begun = time.perf_counter()
        for number in range(_EDITS):
            await asyncio.sleep(begun + seconds * number / _EDITS - time.perf_counter())
            await _edit(house, viewer, f"Buyer {number}")
        return await _arrived(home, lambda came: _lines_told(came) == _EDITS)


async def _edit(house: House, viewer: Viewer, job: str) -> None:
    async with house.works.writing(viewer) as work:
        held = await contacts.find(work, ContactId(1))
        values = replace(held.values, job_title=job)
        saved = await contacts.change(work, held.id, values, base=flat(held.values))
        assert isinstance(saved, Saved)


async def _logged(home: Home, count: int) -> list[Heard]:
    """Activity number n says "sign" and n; contact and channel follow from it, and a contact's are logged one after
    another."""
    place = Place(id=PlaceId(""), window=_WINDOW, budget=_BUDGET)
    async with house_in(home) as house, _working(house):
        viewer = await _followed(house, contacts=_CONTACTS, place=place)
        async with asyncio.TaskGroup() as writers:
            for first in range(_WRITERS):
                writers.create_task(_log(house, viewer, count, first))
        return await _arrived(
            home, lambda came: set(range(count)) <= {sign for each in _final(came) for sign in each.signs}
        )


async def _log(house: House, viewer: Viewer, count: int, first: int) -> None:
    for number in range(count):
        if number % _CONTACTS % _WRITERS == first:
            async with house.works.writing(viewer, patient=True) as work:
                await activities.jot(work, ContactId(number % _CONTACTS + 1), f"sign{number}", type=None)


async def _followed(house: House, *, contacts: int, place: Place) -> Viewer:
    viewer = await viewer_in(house, 1)
    async with house.database.writer(viewer.tenant, SYSTEM) as session:
        await Contacts(session).next_numbers(contacts)
        made = [people.contact(n, id=n, owners=[viewer.id]) for n in range(1, contacts + 1)]
        await Contacts(session).add_many([(each, None) for each in made])
        await session.commit()
    for number in range(contacts):
        async with house.works.writing(viewer) as work:
            key = PlaceId(_channel(number))
            wish = follows.of_contact(ContactId(number + 1), "", Only())
            assert await follows.start(work, key, wish)
            await follows.settle(work, replace(place, id=key))
    return viewer


def _channel(contact: int) -> str:
    return f"C{contact % _CHANNELS:08}"


async def _arrived(home: Home, is_all: Callable[[list[Heard]], bool]) -> list[Heard]:
    """What Slack was told, once it shows all that is wanted, or when nothing more comes."""
    before, until = -1, time.monotonic() + _PATIENCE_SECONDS
    while True:
        came = await asyncio.to_thread(heard, home.slack)
        if is_all(came) or time.monotonic() > until:
            return came
        if len(came) != before:
            before, until = len(came), time.monotonic() + _PATIENCE_SECONDS
        await asyncio.sleep(_GLANCE_SECONDS)
