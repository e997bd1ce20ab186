"""How what happens reaches the places that follow: which post a line joins, and when that is told."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.crm import follows, notes, posts
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.errors import FollowsFull, MemberNotFound
from bot.model.events import Change, EventKind, Happening
from bot.model.follows import MOST_FOLLOWS, Cadence, Only, Place, Wish
from bot.model.ids import ContactId, EventId, PlaceId, PostId
from bot.model.line_types import LineType
from bot.model.members import EVERYONE, Role
from bot.model.notes import Audience
from bot.model.query import Query
from bot.parse.follows import read_follow
from bot.store._outbox import OutboxRow
from bot.store.events import EventRow
from bot.store.follows import Follows
from bot.store.posts import LineRow, PostRow
from tests import make
from tests._works import OpenStore
from tests.bench._statements import listening
from tests.crm._notes import ACME, CHANNEL, CLAIRE, JOHN, MARIE, act, added, edited, outbox, people
from tests.crm.test_contacts import acting

PLACE = PlaceId(CHANNEL)
EVERYTHING = Wish(query=Query(), only=Only())


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    return store


async def lines(store: OpenStore) -> list[tuple[int, int]]:
    """(post, how many lines it has), the oldest first."""
    async with store.looking() as session:
        posts = list(await session.scalars(select(PostRow.id).order_by(PostRow.id)))
        rows = list(await session.scalars(select(LineRow.post)))
    return [(place, rows.count(post)) for place, post in enumerate(posts)]


async def mark(store: OpenStore, state: DeliveryState) -> None:
    async with store.session() as session:
        due = update(OutboxRow).where(OutboxRow.state == DeliveryState.DUE.value)
        await session.execute(due.values(state=state.value, ts="1.5"))
        await session.commit()


async def test_what_happens_before_a_post_is_sent_stands_in_it(book: OpenStore) -> None:
    for _ in range(3):
        await added(book)
    assert await lines(book) == [(0, 3)]
    assert [op for op, *_ in await outbox(book, Matter.FEED_POST)] == [Op.POST]


@pytest.mark.parametrize("state", [DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.SENT])
async def test_what_happens_once_it_may_be_composed_rewrites_it_once(book: OpenStore, state: DeliveryState) -> None:
    await added(book)
    await mark(book, state)
    for _ in range(3):
        await added(book)
    assert await lines(book) == [(0, 4)]
    assert [op for op, *_ in await outbox(book, Matter.FEED_POST)] == [Op.UPDATE]


@pytest.mark.parametrize("state", [DeliveryState.CANCELLED, DeliveryState.DEAD])
async def test_what_happens_after_a_post_that_never_came_is_told_in_another(
    book: OpenStore, state: DeliveryState
) -> None:
    await added(book)
    await mark(book, state)
    await added(book)
    assert await lines(book) == [(0, 1), (1, 1)]
    assert [op for op, *_ in await outbox(book, Matter.FEED_POST)] == [Op.POST]


async def test_a_post_of_many_lines_is_composed_in_as_many_statements_as_one_of_a_single_line(book: OpenStore) -> None:
    taken = []
    for count in (1, 2, 19):
        while (await lines(book) or [(0, 0)])[0][1] < count:
            await added(book)
        async with book.works.reading(make.viewer(), sight=EVERYONE) as work:
            post = await first_post(book)
            with listening(book.database) as said:
                told = await posts.told(work, post)
        assert told is not None
        assert len(told.lines) == count
        taken.append(len(said.statements))
    assert len(set(taken)) == 1, taken


async def first_post(store: OpenStore) -> PostId:
    async with store.looking() as session:
        return PostId((await session.scalars(select(PostRow.id).order_by(PostRow.id).limit(1))).one())


async def test_after_its_while_and_for_another_contact_there_is_another_post(book: OpenStore) -> None:
    await act(book, follows.start, PLACE, EVERYTHING)
    await added(book)
    await added(book, contact=ACME)
    assert await lines(book) == [(0, 1), (1, 1)]
    book.clock.advance(60)
    await added(book)
    assert await lines(book) == [(0, 1), (1, 1), (2, 1)]


async def test_a_place_that_follows_a_contact_twice_over_is_told_once(book: OpenStore) -> None:
    await act(book, follows.start, PLACE, EVERYTHING)
    await added(book)
    assert await lines(book) == [(0, 1)]


async def test_only_lines_of_the_types_and_people_asked_for_are_told(book: OpenStore) -> None:
    place = PlaceId("C0OTHER")
    only = Only(types=frozenset({LineType.NOTE}), not_people=frozenset({JOHN}))
    await act(book, follows.start, place, replace(EVERYTHING, only=only))
    await added(book, contact=ACME, who=JOHN)
    assert await lines(book) == []
    note = await added(book, contact=ACME)
    await act(book, notes.close, note.id)
    assert await lines(book) == [(0, 2)]


async def test_in_private_one_hears_of_others_and_of_oneself_only_if_one_wants(book: OpenStore) -> None:
    await act(book, follows.start, PlaceId(JOHN), EVERYTHING, who=JOHN)
    await added(book, contact=ACME, who=JOHN)
    assert await lines(book) == []
    await added(book, contact=ACME)
    assert [(op, reader) for op, reader, *_ in await outbox(book, Matter.FEED_POST)] == [(Op.POST, JOHN)]
    await act(book, follows.settle, Place(id=PlaceId(JOHN), own=True), who=JOHN)
    await added(book, contact=ACME, who=JOHN)
    assert await lines(book) == [(0, 2)]


async def test_once_a_day_all_of_it_is_one_post_at_the_hour_of_whoever_chose_it(book: OpenStore) -> None:
    await act(book, follows.start, PLACE, EVERYTHING)
    await act(book, follows.settle, Place(id=PLACE, cadence=Cadence.DAILY, zone="Europe/Paris"))
    await added(book)
    await added(book, contact=ACME)
    assert await lines(book) == [(0, 2)]
    assert await outbox(book, Matter.FEED_DIGEST) == [(Op.POST, CHANNEL, 0, "21 08:00")]


async def test_what_a_noisy_hour_brings_on_top_is_told_together(book: OpenStore) -> None:
    await act(book, follows.settle, Place(id=PLACE, budget=1))
    await act(book, follows.start, PLACE, EVERYTHING)
    await added(book)
    for _ in range(2):
        await added(book, contact=ACME)
    await added(book)
    assert await lines(book) == [(0, 2), (1, 2)]
    assert len(await outbox(book, Matter.FEED_POST)) == 1
    assert [op for op, *_ in await outbox(book, Matter.FEED_DIGEST)] == [Op.POST]


async def test_after_a_post_was_emptied_what_happens_is_told_in_another(book: OpenStore) -> None:
    for state in (DeliveryState.SENT, None):
        note = await added(book)
        if state is not None:
            await mark(book, state)
        await edited(book, note, audience=Audience.PRIVATE)
        await added(book)
        assert [op for op, *_ in await outbox(book, Matter.FEED_POST)][-1] is Op.POST


async def test_what_is_behind_a_post_that_lies_nowhere_is_told_in_another(book: OpenStore) -> None:
    await added(book)
    async with book.session() as session:
        await session.execute(update(OutboxRow).values(state=DeliveryState.SENT.value, ts=None))
        await session.commit()
    await added(book)
    assert await lines(book) == [(0, 1), (1, 1)]


async def test_what_nobody_else_may_read_makes_no_post(book: OpenStore) -> None:
    async with acting(book, CLAIRE, Role.MANAGER) as work:
        hold = Change("hold", None, "unpaid")
        await work.tell(Happening(kind=EventKind.CONTACT_CHANGED, subject=MARIE, contact=MARIE, changes=(hold,)))
    assert await lines(book) == []


async def test_two_acts_at_once_join_one_digest(book: OpenStore) -> None:
    await act(book, follows.start, PLACE, EVERYTHING)
    await act(book, follows.settle, Place(id=PLACE, cadence=Cadence.DAILY))

    async def told(contact: ContactId) -> None:
        async with acting(book, CLAIRE, Role.MEMBER) as work:
            await work.tell(Happening(kind=EventKind.CONTACT_ARCHIVED, subject=contact, contact=contact))
            await asyncio.sleep(0.05)

    await asyncio.gather(told(MARIE), told(ACME))
    assert await lines(book) == [(0, 2)]


async def test_whom_somebody_follows_in_private_is_told_to_nobody_else(book: OpenStore) -> None:
    await act(book, follows.start, PlaceId(JOHN), EVERYTHING, who=JOHN)
    await act(book, follows.start, PLACE, Wish(query=Query(text="tag:vip", terms=("vip",)), only=Only()))
    for who, count in ((JOHN, 2), (CLAIRE, 1)):
        async with acting(book, who, Role.MEMBER) as work:
            seen = [event for event in [await work.events.find(key) for key in await _started(book)] if event]
        assert len(seen) == count, who


async def _started(book: OpenStore) -> list[EventId]:
    async with book.looking() as session:
        kind = EventRow.kind == EventKind.FOLLOW_STARTED.value
        return [EventId(key) for key in await session.scalars(select(EventRow.id).where(kind))]


async def test_a_follow_of_somebody_unknown_is_refused(book: OpenStore) -> None:
    asked = read_follow("everything by:nathan", me=CLAIRE)
    with pytest.raises(MemberNotFound):
        await act(book, follows.to_follow, asked, place=PLACE)


async def test_a_place_follows_only_so_much(book: OpenStore) -> None:
    async with book.session() as session:
        for number in range(MOST_FOLLOWS):
            query = Query(text=str(number), terms=(str(number),))
            await Follows(session).add(make.follow(100 + number, MARIE, "C0FULL", query=query))
        await session.commit()
    with pytest.raises(FollowsFull):
        await act(book, follows.start, PlaceId("C0FULL"), EVERYTHING, who=CLAIRE)
