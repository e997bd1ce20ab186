"""Acts that tell several places what happened to several contacts, at once and in opposite order: nobody is stuck."""

import asyncio

import pytest
from sqlalchemy import select

from bot.crm._work import Work
from bot.model.events import EventKind
from bot.model.follows import Place
from bot.model.ids import ContactId, EventId, PlaceId
from bot.store.follows import Follows
from bot.store.posts import LineRow, Posts
from tests import make
from tests._works import OpenStore
from tests.crm._notes import ACME, MARIE, people
from tests.crm.test_contacts import acting

HIGH, LOW = "C9HIGH", "C1LOW"


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    """Marie is followed by the place that is held last, Acme by the one that is held first."""
    await people(store)
    async with store.session() as session:
        for key, (contact, place) in enumerate(((MARIE, HIGH), (ACME, LOW)), start=20):
            await Posts(session).add_place(Place(id=PlaceId(place)))
            await Follows(session).add(make.follow(key, contact, place))
    return store


async def tells(work: Work, *contacts: ContactId) -> list[EventId]:
    """Of one contact after the other, as an act on several does, with a while in between."""
    told = []
    for contact in contacts:
        told.append(await work.tell(make.happening(contact, contact, kind=EventKind.CONTACT_CHANGED)))
        await asyncio.sleep(0.2)
    return told


async def lines(store: OpenStore) -> int:
    async with store.looking() as session:
        return len((await session.scalars(select(LineRow.event))).all())


async def test_two_who_tell_of_several_contacts_in_opposite_order_both_tell(book: OpenStore) -> None:
    async def acts(*contacts: ContactId) -> None:
        async with acting(book) as work:
            await tells(work, *contacts)

    orders = [(MARIE, ACME), (ACME, MARIE)] * 3
    told = await asyncio.gather(*(acts(*order) for order in orders), return_exceptions=True)
    assert told == [None] * len(orders)
    assert await lines(book) == 2 * len(orders) + len(orders)  # Marie is followed in two places


async def test_who_takes_back_and_tells_in_one_act_waits_for_nobody_who_waits_for_them(book: OpenStore) -> None:
    async with acting(book) as work:
        marie, acme = await tells(work, MARIE, ACME)

    async def acts(event: EventId, contact: ContactId) -> None:
        async with acting(book) as work:
            await work.take_out([event])
            await asyncio.sleep(0.2)
            await tells(work, contact)

    told = await asyncio.gather(acts(marie, ACME), acts(acme, MARIE), return_exceptions=True)
    assert list(told) == [None, None]
    assert await lines(book) == 3 + 3


async def test_what_is_told_and_taken_back_in_one_act_is_told_nowhere(book: OpenStore) -> None:
    async with acting(book) as work:
        await work.take_out(await tells(work, MARIE))
    async with book.looking() as session:
        assert set(await session.scalars(select(LineRow.taken_out))) == {True}
