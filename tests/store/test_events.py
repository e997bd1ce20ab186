"""The trace: it cannot be rewritten, and what was personal in it can be taken away without breaking it."""

from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from bot.model.events import Change, Event, EventKind
from bot.model.ids import BatchId, ContactId, EventId
from bot.store.events import EventRow, Events, EventValueRow, digest
from tests import make
from tests._works import OpenStore

CHANGES = (Change("name", "Marie", "Zoé"), Change("phone", None, "06 28 23 04 55"), Change("tag", "vip", None))


@pytest.fixture
async def told(store: OpenStore) -> OpenStore:
    async with store.session() as session:
        first = make.happening(70, 9, kind=EventKind.CONTACT_CHANGED, changes=CHANGES)
        others = [(EventId(id), make.happening(id, 9)) for id in (2, 3)]
        events = [(EventId(1), first), *others]
        await Events(session).add_many(events, actor=make.CLAIRE, at=make.NOW, batch=BatchId(5))
    return store


async def test_an_event_comes_back_with_its_values(told: OpenStore) -> None:
    async with told.looking() as session:
        event = await Events(session).find(EventId(1))
    assert event == Event(
        id=EventId(1),
        at=make.NOW,
        actor=make.CLAIRE,
        kind=EventKind.CONTACT_CHANGED,
        version=1,
        subject=70,
        contact=ContactId(9),
        batch=BatchId(5),
        changes=CHANGES,
    )


async def test_a_contacts_events_are_listed_newest_first_and_page_by_page(told: OpenStore) -> None:
    async with told.looking() as session:
        events = Events(session)
        assert [event.id for event in await events.list(ContactId(9), limit=2)] == [3, 2]
        assert [event.id for event in await events.list(ContactId(9), limit=2, before=EventId(2))] == [1]
        assert not await events.list(ContactId(10), limit=2)


async def test_what_one_action_changed_is_listed_in_the_order_it_was_told(told: OpenStore) -> None:
    async with told.session() as session:
        other = [(EventId(9), make.happening(9, 9))]
        await Events(session).add_many(other, actor=make.CLAIRE, at=make.NOW, batch=BatchId(6))
    async with told.looking() as session:
        events = Events(session)
        assert [event.id for event in await events.of_batch(BatchId(5))] == [1, 2, 3]
        assert (await events.of_batch(BatchId(5)))[0].changes == CHANGES
        assert [event.id for event in await events.of_batch(BatchId(5), limit=2)] == [1, 2]
        assert not await events.of_batch(BatchId(7))


async def test_the_last_to_change_each_field_is_known(told: OpenStore) -> None:
    later = make.NOW.replace(year=2027)
    changed = make.happening(70, 9, kind=EventKind.CONTACT_CHANGED, changes=(Change("name", "Zoé", "Ana"),))
    elsewhere = make.happening(71, 10, kind=EventKind.CONTACT_CHANGED, changes=CHANGES)
    async with told.session() as session:
        events = [(EventId(20), changed), (EventId(21), elsewhere)]
        await Events(session).add_many(events, actor=make.JOHN, at=later, batch=BatchId(6))
    async with told.looking() as session:
        last = await Events(session).last_changes(ContactId(9), ["name", "phone", "iban"])
    assert last == {"name": (make.JOHN, later), "phone": (make.CLAIRE, make.NOW)}


@pytest.mark.parametrize(
    "statement",
    [update(EventRow).values(actor="x"), delete(EventRow), update(EventRow).where(EventRow.id == 1).values(kind="x")],
    ids=["update", "delete", "update one"],
)
async def test_an_event_is_never_changed_nor_deleted(told: OpenStore, statement: Any) -> None:
    with pytest.raises(DBAPIError, match="events are never"):
        async with told.session() as session:
            await session.execute(statement)
    async with told.looking() as session:
        assert len(await Events(session).list(ContactId(9), limit=10)) == 3


async def test_each_digest_proves_its_values(told: OpenStore) -> None:
    async with told.looking() as session:
        row = (await session.scalars(select(EventRow).where(EventRow.id == 1))).one()
        values = (await session.scalars(select(EventValueRow).where(EventValueRow.event == 1))).all()
    assert {each.field: digest(each.key, each.old, each.new) for each in values} == row.digests
    assert digest(values[0].key, "something", "else") not in row.digests.values()


def test_a_digest_tells_nothing_without_its_key_and_confuses_no_values() -> None:
    assert digest(b"one", "a", "b") != digest(b"two", "a", "b")
    assert len({digest(b"k", *pair) for pair in [("a", "b"), ("ab", ""), ("", "ab"), (None, "ab"), ("ab", None)]}) == 5


async def test_values_are_erased_while_the_event_and_its_digests_stay(told: OpenStore) -> None:
    async with told.looking() as session:
        before = (await session.scalars(select(EventRow.digests).where(EventRow.id == 1))).one()
    async with told.session() as session:
        await session.execute(delete(EventValueRow).where(EventValueRow.event == 1))
    async with told.looking() as session:
        event = await Events(session).find(EventId(1))
        after = (await session.scalars(select(EventRow.digests).where(EventRow.id == 1))).one()
    assert event is not None
    assert (event.changes, event.value("name")) == ((), None)
    assert after == before != {}
