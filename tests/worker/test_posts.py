"""What the posts of the feed say, when, and what is told together because it comes late."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.crm import follows, notes
from bot.crm._door import Door
from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.follows import Only, Wish
from bot.model.ids import PlaceId
from bot.model.messages import Message
from bot.model.notes import Audience
from bot.model.query import Query
from bot.store._engine import Limits
from bot.store._outbox import OutboxRow, record
from bot.worker._messages import Messages
from bot.worker._ports import Later
from tests import make
from tests._works import OpenStore, open_works
from tests.conftest import Database
from tests.crm._notes import ACME, CHANNEL, CLAIRE, JOHN, act, added, edited, people

EVERYTHING = Wish(query=Query(), only=Only())


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    await act(store, follows.start, PlaceId(CHANNEL), EVERYTHING)
    return store


def messages(store: OpenStore) -> Messages:
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    return Messages(store.works, door, store.clock)


async def planned(store: OpenStore, matter: Matter = Matter.FEED_POST) -> list[Delivery]:
    async with store.looking() as session:
        rows = await session.scalars(select(OutboxRow).where(OutboxRow.matter == matter.value).order_by(OutboxRow.id))
        return [record(row) for row in rows]


async def test_a_post_says_all_that_joined_it(book: OpenStore) -> None:
    await added(book, title="prefers calls")
    await added(book, title="and mornings")
    (delivery,) = await planned(book)
    told = await messages(book)(delivery)
    assert isinstance(told, Message)
    assert "prefers calls" in str(told.blocks)
    assert "and mornings" in told.text


async def test_posts_of_a_place_leave_a_second_apart(book: OpenStore) -> None:
    await added(book, title="first")
    await added(book, title="second", contact=ACME)
    compose = messages(book)
    first, second = await planned(book)
    assert isinstance(await compose(first), Message)
    assert await compose(second) == Later(book.clock.now() + timedelta(seconds=1))
    book.clock.advance(1)
    assert isinstance(await compose(second), Message)


async def test_the_second_counts_from_the_sending(book: OpenStore) -> None:
    await added(book, title="first")
    await added(book, title="second", contact=ACME)
    compose = messages(book)
    first, second = await planned(book)
    assert isinstance(await compose(first), Message)
    book.clock.advance(0.75)  # in which it waited to be sent
    compose.left(first)
    book.clock.advance(0.75)
    assert await compose(second) == Later(book.clock.now() + timedelta(seconds=0.25))


async def test_many_that_compose_at_once_wait_as_long_as_it_takes(database: Database) -> None:
    async with open_works(database.url, limits=Limits(turn=0.02)) as hurried:
        await hurried.settle(make.member(make.CLAIRE), make.member(make.JOHN))
        await people(hurried)
        await act(hurried, follows.start, PlaceId(CHANNEL), EVERYTHING)
        await added(hurried, title="first")
        (delivery,) = await planned(hurried)
        compose = messages(hurried)
        told = await asyncio.gather(*(compose(delivery) for _ in range(300)))
    assert all(isinstance(each, Message) for each in told)


async def test_what_comes_more_than_an_hour_late_is_told_together(book: OpenStore) -> None:
    await added(book, title="first")
    await added(book, title="second", contact=ACME)
    book.clock.advance(3 * 3600)
    compose = messages(book)
    for late in await planned(book):
        for _ in range(2):  # a crash before the mark composes it once more
            assert await compose(late) is None
    (digest,) = await planned(book, Matter.FEED_DIGEST)
    book.clock.advance(60)
    told = await compose(digest)
    assert isinstance(told, Message)
    assert ["first" in str(told.blocks), "second" in str(told.blocks)] == [True, True]


async def test_a_post_of_which_nothing_may_be_told_is_not_sent(book: OpenStore) -> None:
    note = await added(book, title="secret")
    (delivery,) = await planned(book)
    async with book.session() as session:
        claimed = update(OutboxRow).where(OutboxRow.id == delivery.id)
        await session.execute(claimed.values(state=DeliveryState.CLAIMED.value))
        await session.commit()
    await edited(book, note, audience=Audience.PRIVATE)
    assert await messages(book)(delivery) is None


async def test_in_private_one_reads_what_one_may_see_and_no_more(book: OpenStore) -> None:
    await act(book, follows.start, PlaceId(JOHN), EVERYTHING, who=JOHN)
    await added(book, title="for John", audience=Audience.MEMBERS, members=(JOHN,))
    await added(book, title="for nobody else", audience=Audience.PRIVATE)
    (delivery,) = await planned(book)
    assert (delivery.op, delivery.reader) == (Op.POST, JOHN)
    told = await messages(book)(delivery)
    assert "for John" in str(told)
    assert "for nobody else" not in str(told)


async def test_a_post_that_says_nothing_any_more_is_taken_back(book: OpenStore) -> None:
    note = await added(book, title="secret")
    async with book.session() as session:
        await session.execute(update(OutboxRow).values(state=DeliveryState.SENT.value, ts="1.5"))
        await session.commit()
    await act(book, notes.close, note.id, who=CLAIRE)
    _, rewriting = await planned(book)
    await edited(book, note, audience=Audience.PRIVATE)
    assert "secret" not in str(await messages(book)(rewriting))
    assert [each.op for each in await planned(book)] == [Op.POST, Op.UPDATE, Op.DELETE]
