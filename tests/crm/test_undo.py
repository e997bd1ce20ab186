"""What was done to many contacts at once, taken back as a whole: what comes back, what others have changed since."""

from datetime import timedelta

import pytest

from bot.crm import bulk, contacts, reminders, undo
from bot.crm._progress import report_of
from bot.model.bulk import Act, BulkReport
from bot.model.errors import NothingToUndo, UndoTooLate
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.reminders import Which
from tests import make
from tests._works import OpenStore
from tests.crm._lists import (
    acting,
    called,
    carried_out,
    done,
    held,
    kinds,
    people,
    reading,
    started,
    taken_back,
)


async def planned(store: OpenStore, contact: ContactId) -> None:
    due = store.clock.now() + timedelta(days=2)
    async with acting(store) as work:
        await reminders.plan(work, make.wanted("call", due=make.due(due), contact=contact))


async def open_reminders(store: OpenStore) -> int:
    async with reading(store) as work:
        return (await reminders.listed(work, Which.COMING)).total


@pytest.mark.parametrize("chunk", [1, 500])
async def test_deletions_take_the_reminders_along_and_undo_brings_all_back(store: OpenStore, chunk: int) -> None:
    keys = await people(store, 3)
    for key in keys:
        await planned(store, key)
    job = await started(store, Act.DELETE)
    store.clock.advance(60)
    job = await carried_out(store, job, chunk=chunk)
    assert await open_reminders(store) == 0
    assert await taken_back(store, job) == BulkReport(done=3)
    assert await open_reminders(store) == 3
    assert [(await held(store, key)).deleted_at for key in keys] == [None] * 3


async def test_a_reminder_that_was_done_before_stays_done_after_the_undo(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    await planned(store, contact)
    async with acting(store) as work:
        (mine,) = (await reminders.listed(work, Which.COMING)).reminders
        await reminders.close(work, mine.id)
    store.clock.advance(60)
    await taken_back(store, await done(store, Act.DELETE))
    assert await open_reminders(store) == 0


async def test_undo_leaves_what_was_changed_since(store: OpenStore) -> None:
    first, second, third, fourth = await people(store, 4)
    job = await done(store, Act.TAG, add="VIP\nLyon")
    async with acting(store, make.JOHN) as work:
        await contacts.tag(work, first, [], shown=["Lyon"])
        await contacts.delete(work, second)
    await called(store, third, comment="new")
    assert await taken_back(store, job) == BulkReport(done=3, gone=1)
    assert (await held(store, first)).values.tags == ()
    assert (await held(store, second)).values.tags == ("Lyon", "VIP")
    values = (await held(store, third)).values
    assert (values.comment, values.tags) == ("new", ())
    assert (await held(store, fourth)).version == 3


async def test_an_owner_given_since_stays(store: OpenStore) -> None:
    first, _ = await people(store, 2)
    job = await done(store, Act.ASSIGN, owner=make.JOHN)
    await called(store, first, owner=make.CLAIRE)
    assert await taken_back(store, job) == BulkReport(done=1, refused=1)
    assert (await held(store, first)).values.owner == make.CLAIRE


async def test_undone_twice_is_undone_once(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    job = await done(store, Act.TAG, add="VIP")
    await taken_back(store, job)
    assert await taken_back(store, job) == BulkReport(unchanged=1)
    assert (await held(store, contact)).version == 3


async def test_undo_has_its_time_and_waits_for_the_end(store: OpenStore) -> None:
    await people(store, 2)
    tagged, deleted = await done(store, Act.TAG, add="VIP"), await started(store, Act.DELETE)
    async with reading(store) as work:
        given = await bulk.task(work, deleted)
        ahead = await bulk.ahead(work, given, after=ContactId(0))
    async with acting(store) as work:
        deleted = await bulk.advance(work, deleted, given, ahead[:1])
    with pytest.raises(NothingToUndo):
        await taken_back(store, deleted)
    deleted = await carried_out(store, deleted)
    store.clock.advance(24 * 3600 + 1)
    with pytest.raises(UndoTooLate):
        await taken_back(store, tagged)
    assert await taken_back(store, deleted) == BulkReport(done=2)


async def test_a_large_one_is_taken_back_by_a_job(store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "AT_ONCE", 2)
    keys = await people(store, 5)
    job = await done(store, Act.DELETE)
    async with acting(store) as work:
        back = await undo.take_back(work, BatchId(job.id))
    assert isinstance(back, Job)
    assert (back.kind, back.total) == (JobKind.UNDO, 5)
    while True:
        async with reading(store) as work:
            some = (await undo.ahead(work, back, after=ContactId(back.cursor)))[:2]
            given = await undo.look(work, back, some)
        async with acting(store) as work:
            if not some:
                back = await undo.finish(work, back)
                break
            back = await undo.advance(work, back, given)
    assert (back.state, report_of(back)) == (JobState.DONE, BulkReport(done=5))
    assert [(await held(store, key)).deleted_at for key in keys] == [None] * 5
    assert set(await kinds(store, back.id)) == {EventKind.CONTACT_RESTORED.value}
