"""One action is one transaction: all of it is kept or nothing, and a repeat of it is known."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.ext.asyncio import create_async_engine

from bot.crm._work import Work
from bot.model.errors import AlreadyDone, Busy, CrmError, StoreUnavailable
from bot.model.events import EventKind
from bot.model.ids import ContactId, Tenant
from bot.model.members import EVERYONE
from bot.model.query import query_of
from bot.store import LIMITS, Outbox, Seen, Sweeps
from bot.store._seen import SeenRow
from bot.store.contacts import Contacts
from bot.store.notes import Notes
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore
from tests.store import _canaries as canary


class Told(CrmError):
    """An error of the trade, raised in the middle of an action."""


async def test_an_action_is_kept_when_it_ends_and_the_worker_is_woken(store: OpenStore) -> None:
    async with store.works.writing(make.viewer(), key="k") as work:
        await _change_everything(work)
        assert not store.woken
    assert store.woken == [make.NOW]
    async with store.works.reading(make.viewer()) as work:
        assert await work.contacts.find(ContactId(1)) is not None


@pytest.mark.parametrize("error", [Told, LookupError, asyncio.CancelledError])
async def test_an_action_that_fails_leaves_nothing(store: OpenStore, error: type[BaseException]) -> None:
    before = await canary.everything(store)

    async def fail() -> None:
        async with store.works.writing(make.viewer(), key="k") as work:
            await _change_everything(work)
            raise error

    with pytest.raises(error):
        await fail()
    assert await canary.everything(store) == before
    assert not store.woken
    await _one_more(store, key="k")


async def test_a_repeat_is_known_after_the_first_was_kept(store: OpenStore) -> None:
    await _one_more(store, key="k")
    before = await canary.everything(store)
    with pytest.raises(AlreadyDone):
        await _one_more(store, key="k")
    assert await canary.everything(store) == before
    await _one_more(store, key="another")


async def test_a_repeat_while_the_first_one_runs_is_done_once(store: OpenStore) -> None:
    ends = await asyncio.gather(*(_one_more(store, key="k") for _ in range(5)), return_exceptions=True)
    assert sorted(type(end).__name__ for end in ends) == ["AlreadyDone"] * 4 + ["NoneType"]
    async with store.looking() as session:
        assert (await Contacts(session).list(query_of("marie"), limit=10)).total == 1


async def test_keys_of_different_tenants_are_different_keys(store: OpenStore) -> None:
    await store.settle()
    for tenant in (1, 2):
        async with store.works.writing(make.viewer(tenant=tenant), key="k"):
            pass


async def test_old_keys_are_swept(store: OpenStore) -> None:
    await _one_more(store, key="k")
    async with store.session() as session:
        await Seen(session).sweep(before=make.NOW.replace(year=2030))
    await _one_more(store, key="k")


async def test_very_many_old_keys_are_swept_slice_by_slice(store: OpenStore) -> None:
    async with store.session() as session:
        await session.add_many(SeenRow, [{"key": f"k{n}", "at": make.NOW} for n in range(1201)])
    await Sweeps(store.database).sweep(make.NOW + timedelta(days=2))
    assert (await canary.everything(store))["seen"] == []


async def test_a_reminder_deleted_long_ago_goes_for_good_with_all_that_hangs_on_it(store: OpenStore) -> None:
    gone, fresh = (make.reminder(n, deleted_at=make.NOW - timedelta(days=days)) for n, days in ((1, 32), (2, 30)))
    async with store.session() as session:
        for each in (gone, fresh, make.reminder(3)):
            await Reminders(session).add(each)
        await Reminders(session).end(make.ended(gone.id))
    await Sweeps(store.database).sweep(make.NOW)
    left = await canary.everything(store)
    assert [row["id"] for row in left["reminders"]] == [2, 3]
    assert (left["reminder_occurrences"], len(left["reminder_assignees"])) == ([], 2)


@pytest.mark.parametrize("limits", [LIMITS])
async def test_whoever_waits_for_the_writer_is_told_after_two_seconds_that_it_is_busy(store: OpenStore) -> None:
    before = await canary.everything(store)
    for _ in range(store.database.turns._value):
        await store.database.turns.acquire()
    started = asyncio.get_running_loop().time()
    async with asyncio.timeout(60):
        with pytest.raises(Busy):
            async with store.works.writing(make.viewer()):
                pytest.fail("there was no turn to take")
    assert asyncio.get_running_loop().time() - started > 1.9
    assert await canary.everything(store) == before
    store.database.turns.release()
    async with store.works.writing(make.viewer(), patient=True) as work:
        await work.contacts.add(make.contact(1))


async def test_readers_look_while_a_writer_writes(store: OpenStore) -> None:
    async with store.works.writing(make.viewer()) as writing:
        await _change_everything(writing)
        async with store.works.reading(make.viewer()) as reading:
            assert await reading.contacts.find(ContactId(1)) is None
    async with store.works.reading(make.viewer()) as reading:
        assert await reading.contacts.find(ContactId(1)) is not None


async def test_more_readers_than_there_is_room_for_take_turns(store: OpenStore) -> None:
    async def look() -> int:
        async with store.works.reading(make.viewer()) as work:
            return await work.members.count()

    assert await asyncio.gather(*(look() for _ in range(50))) == [2] * 50


async def test_a_reading_action_cannot_write(store: OpenStore) -> None:
    with pytest.raises((StoreUnavailable, DBAPIError)):
        async with store.works.reading(make.viewer()) as work:
            await work.contacts.add(make.contact(1))
    with pytest.raises((StoreUnavailable, DBAPIError)):
        async with store.database.reader(Tenant(1), EVERYONE) as session:
            await Outbox(session).add_many([make.delivery(1)])


async def test_an_action_cut_off_at_any_point_leaves_nothing_and_the_store_goes_on(store: OpenStore) -> None:
    before = await canary.everything(store)
    for wait in range(30):
        action = asyncio.create_task(_slowly(store))
        await asyncio.sleep(wait / 500)
        action.cancel()
        await asyncio.gather(action, return_exceptions=True)
        assert await canary.everything(store) == before
    await _one_more(store)


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_a_commit_that_fails_leaves_nothing_open(store: OpenStore) -> None:
    before = await canary.everything(store)

    async def note_on_nobody() -> None:
        async with store.session() as session:
            await session.run(text("PRAGMA defer_foreign_keys=ON"))  # COMMIT finds out
            await Notes(session).add(make.note(2, 99))

    with pytest.raises(IntegrityError):
        await note_on_nobody()
    assert await canary.everything(store) == before
    await _one_more(store)


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_a_commit_that_is_cut_off_leaves_nothing_open(store: OpenStore) -> None:
    for wait in range(20):
        action = asyncio.create_task(_one_more(store))
        for _ in range(wait):
            await asyncio.sleep(0)
        action.cancel()
        await asyncio.gather(action, return_exceptions=True)
        await _one_more(store)


async def test_a_statement_that_is_cut_off_gives_its_connection_back(store: OpenStore) -> None:
    slow = "SELECT pg_sleep(5)" if not store.database.is_sqlite else _COUNT_TO_MANY

    async def wait() -> None:
        async with store.database.turn(), store.session() as session:
            await session.run(text(slow))

    action = asyncio.create_task(wait())
    await asyncio.sleep(0.02)
    action.cancel()
    await asyncio.gather(action, return_exceptions=True)
    await _one_more(store)


@pytest.mark.parametrize("limits", [LIMITS])
@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_another_process_that_writes_makes_us_busy_and_not_wait_for_ever(store: OpenStore) -> None:
    before = await canary.everything(store)
    other = create_async_engine(store.database.url)
    async with other.connect() as connection:
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(Busy):
            await _one_more(store)
        assert await canary.everything(store) == before
    await other.dispose()
    await _one_more(store)


async def test_all_that_an_action_changes_bears_one_batch(store: OpenStore) -> None:
    async with store.works.writing(make.viewer()) as work:
        await work.contacts.add(make.contact(1))
        first = await work.tell(make.happening(1, 1, kind=EventKind.CONTACT_CREATED))
        second = await work.tell(make.happening(2, 1))
    async with store.works.reading(make.viewer()) as work:
        told = [await work.events.find(event) for event in (first, second)]
    assert len({event.batch for event in told if event}) == 1


async def test_a_channel_is_told_once_of_what_happens_to_its_contact(store: OpenStore) -> None:
    async with store.works.writing(make.viewer()) as work:
        await work.contacts.add_many([(make.contact(1), None), (make.contact(2), None)])
        await work.follows.add(make.follow(5, 1, "C0ONE"))
        await work.follows.add(make.follow(6, 1, "C0ONE"))
        await work.follows.add(make.follow(7, 1, "C0TWO", query=query_of("dupont")))
        await work.follows.add(make.follow(8, 2, "C0OTHER"))
        await work.tell(make.happening(1, 1))
        await work.tell(make.happening(1, 1, quiet=True))
    rows = (await canary.everything(store))["outbox"]
    assert sorted((row["channel"], row["matter"]) for row in rows) == [("C0ONE", "feed_post"), ("C0TWO", "feed_post")]


async def test_the_same_cause_is_one_delivery(store: OpenStore) -> None:
    for _ in range(2):
        async with store.works.writing(make.viewer()) as work:
            await work.outbox.add_many([make.delivery(1), make.delivery(1), make.delivery(2)])
    assert [row["subject"] for row in (await canary.everything(store))["outbox"]] == [1, 2]


_COUNT_TO_MANY = """WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 300000)
    SELECT count(*) FROM n"""


async def _change_everything(work: Work) -> None:
    await work.contacts.next_numbers()
    await work.contacts.add(make.contact(1, make.contact_values(tags=("vip",), coordinates=(make.phone(),))))
    await work.follows.add(make.follow(5, 1))
    await work.notes.add(make.note(2, 1))
    await work.reminders.add(make.reminder(3, 1))
    await work.tell(make.happening(2, 1))
    await work.outbox.add_many([make.delivery(3)])


async def _slowly(store: OpenStore) -> None:
    async with store.works.writing(make.viewer(), key="k") as work:
        while True:
            await _change_everything(work)
            await work.outbox.add_many([make.delivery(at) for at in range(100)])
            await asyncio.sleep(10)


async def _one_more(store: OpenStore, **chosen: Any) -> None:
    async with store.works.writing(make.viewer(), **chosen) as work:
        await work.contacts.add(make.contact(work.next_id(), number=await work.contacts.next_numbers()))
