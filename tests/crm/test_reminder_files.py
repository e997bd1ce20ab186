"""Files of reminders: taken with them, seen by whoever sees the reminder, gone for good when it is; on both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.crm import files, reminders, undo
from bot.crm.reminders import Clash, Settled
from bot.model.errors import FieldsInvalid, FileGone
from bot.model.files import MOST_FILES, File, Given
from bot.model.ids import FileId
from bot.model.jobs import JobKind
from bot.model.reminders import Reminder
from bot.store._sweeps import Sweeps
from tests import make
from tests._works import OpenStore
from tests.crm._reminders import DAILY, act, planned, stored
from tests.crm.test_contacts import acting

OFFER, PLAN = Given(origin="F1", name="offer.pdf", size=3), Given(origin="F2", name="plan.pdf", size=4)
SHELF = "0" * 64 + "-" + "0" * 16


async def _kept(store: OpenStore, reminder: Reminder) -> FileId:
    """As if a job had fetched its first file."""
    async with acting(store) as work:
        file, *_ = await work.files.of_reminder(reminder.id)
        await work.files.save(file.kept(SHELF, kind="", size=3))
    return file.id


async def _files(store: OpenStore, reminder: Reminder) -> list[File]:
    async with store.works.reading(make.viewer()) as work:
        return list(await work.files.of_reminder(reminder.id))


async def _opens(store: OpenStore, file: FileId, who: str = make.CLAIRE) -> bool:
    async with store.works.reading(make.viewer(who)) as work:
        try:
            return (await files.to_send(work, file)).file.id == file
        except FileGone:
            return False


async def _edited(store: OpenStore, held: Reminder, *given: Given, **chosen: object) -> Settled:
    wanted = replace(held.wanted, files=given, **chosen)  # type: ignore[arg-type]  # fields of Wanted
    settled = await act(store, reminders.edit, held.id, wanted, base=held.wanted)
    assert not isinstance(settled, Clash)
    return settled


async def test_a_reminder_is_planned_with_its_files_about_nobody(store: OpenStore) -> None:
    reminder = await planned(store, files=(OFFER, PLAN))
    held = await _files(store, reminder)
    assert [(each.name, each.contact, each.reminder) for each in held] == [
        ("offer.pdf", None, reminder.id), ("plan.pdf", None, reminder.id),
    ]  # fmt: skip
    assert (await stored(store, reminder.id)).files == reminder.files == tuple(each.id for each in held)
    async with store.works.reading(make.viewer()) as work:
        assert len(await work.jobs.pending(JobKind.FILE)) == 2


async def test_whoever_sees_the_reminder_opens_its_files_and_nobody_those_of_one_that_is_deleted(
    store: OpenStore,
) -> None:
    reminder = await planned(store, files=(OFFER,))
    file = await _kept(store, reminder)
    await act(store, reminders.hand_over, reminder.id, make.JOHN)
    assert await _opens(store, file, make.JOHN)
    batch = await act(store, reminders.delete, reminder.id)
    assert not await _opens(store, file)
    await act(store, undo.take_back_reminder, batch)
    assert await _opens(store, file)


async def test_every_time_of_a_series_has_them(store: OpenStore) -> None:
    daily = await planned(store, files=(OFFER,), rrule=DAILY)
    await act(store, reminders.close, daily.id)
    assert (await stored(store, daily.id)).files == daily.files


async def test_files_are_added_and_taken_out_when_it_is_changed(store: OpenStore) -> None:
    held = await planned(store, files=(OFFER,))
    await _kept(store, held)
    settled = await _edited(store, held, PLAN, kept=(), title="send the plan")
    assert [each.name for each in await _files(store, held)] == ["plan.pdf"]
    async with store.works.reading(make.viewer()) as work:
        assert len(await work.jobs.pending(JobKind.DROP)) == 1  # of the bytes of the first
    assert settled.batch is not None
    undone = await act(store, undo.take_back_reminder, settled.batch)
    assert (undone.reminder.title, undone.left) == ("call back", ("files",))
    assert [each.name for each in await _files(store, held)] == ["plan.pdf"]


async def test_a_file_alone_is_a_change(store: OpenStore) -> None:
    held = await planned(store)
    settled = await _edited(store, held, PLAN)
    assert (settled.changed, len(settled.reminder.files)) == (True, 1)
    again = await _edited(store, settled.reminder)
    assert not again.changed


async def test_what_somebody_else_added_meanwhile_stays(store: OpenStore) -> None:
    held = await planned(store)
    await _edited(store, held, PLAN)
    await _edited(store, held, title="write back")
    kept = await stored(store, held.id)
    assert (kept.title, len(kept.files)) == ("write back", 1)


async def test_nothing_is_planned_where_a_file_is_refused(store: OpenStore) -> None:
    for given in ((Given(origin="F3", name="run.exe", size=1),), (OFFER,) * (MOST_FILES + 1)):
        with pytest.raises(FieldsInvalid):
            await planned(store, files=given)
    async with store.works.reading(make.viewer()) as work:
        assert await work.jobs.pending(JobKind.FILE) == []


async def test_they_go_for_good_when_the_reminder_does(store: OpenStore) -> None:
    reminder = await planned(store, files=(OFFER,))
    file = await _kept(store, reminder)
    await act(store, reminders.delete, reminder.id)
    for days, is_there in ((30, True), (32, False)):
        await Sweeps(store.database).sweep(make.NOW + timedelta(days=days))
        async with store.works.reading(make.viewer()) as work:
            assert (await work.files.find(file) is not None) is is_there
            assert len(await work.jobs.pending(JobKind.DROP)) == (not is_there)
