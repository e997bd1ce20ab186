"""A reminder that is changed and deleted: both at once, taken back, and what is sent about it follows."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.crm import reminders, undo
from bot.crm.reminders import Clash, Settled
from bot.model.errors import ContactNotFound, NothingToUndo, ReminderNotFound, TimeGone, UndoTooLate
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId, MemberId
from bot.model.members import Role
from bot.model.reminders import Reminder, Snooze
from tests import make
from tests._works import OpenStore
from tests.crm._reminders import (
    CANCELLED,
    DAILY,
    DAY,
    act,
    advanced,
    ended,
    outbox,
    passed,
    planned,
    posts,
    rewritten,
    stored,
)
from tests.crm.test_contacts import acting, created
from tests.crm.test_people_at_once import Act, while_the_first_is_at_it

HOUR = timedelta(hours=1)
JOHN_TOO = (make.CLAIRE, make.JOHN)


async def edited(store: OpenStore, shown: Reminder, *, who: str = make.CLAIRE, **typed: Any) -> Settled | Clash:
    """What somebody typed whose form showed it so."""
    return await act(store, reminders.edit, shown.id, replace(shown.wanted, **typed), base=shown.wanted, who=who)


async def changed(store: OpenStore, shown: Reminder, **typed: Any) -> BatchId:
    settled = await edited(store, shown, **typed)
    assert isinstance(settled, Settled)
    assert settled.batch is not None
    return settled.batch


async def undone(store: OpenStore, batch: BatchId) -> undo.UndoneReminder:
    return await act(store, undo.take_back_reminder, batch)


async def test_another_title_is_written_into_what_was_sent(store: OpenStore) -> None:
    mine = await planned(store)
    await passed(store, mine.due_at)
    await changed(store, mine, title="write")
    assert ((await stored(store, mine.id)).title, await rewritten(store)) == ("write", [(1, make.CLAIRE)])
    settled = await edited(store, await stored(store, mine.id))
    assert isinstance(settled, Settled)
    assert not settled.changed


async def test_another_time_is_told_anew_to_everybody(store: OpenStore) -> None:
    mine = await planned(store, assignees=JOHN_TOO, escalate_to=make.JOHN, escalate_after=HOUR)
    await changed(store, mine, due=make.due(mine.due_at + DAY))
    assert await posts(store) == [
        (2, make.CLAIRE, "11-21 10:00"), (2, make.JOHN, "11-21 10:00"), (2, make.JOHN, "11-21 11:00"),
    ]  # fmt: skip
    with pytest.raises(TimeGone):
        await edited(store, await stored(store, mine.id), due=make.due(store.clock.now()))


async def test_people_are_added_and_left_out_at_the_same_time(store: OpenStore) -> None:
    mine = await planned(store)
    await changed(store, mine, assignees=(make.JOHN,))
    assert (await posts(store), await posts(store, CANCELLED)) == (
        [(1, make.JOHN, "11-20 10:00")], [(1, make.CLAIRE, "11-20 10:00")],
    )  # fmt: skip
    await changed(store, await stored(store, mine.id), assignees=JOHN_TOO)  # back again, though hers was taken back
    assert await posts(store) == [(1, make.JOHN, "11-20 10:00"), (1, make.CLAIRE, "11-20 10:00")]


async def test_who_hears_when_it_stays_open_is_changed_alone(store: OpenStore) -> None:
    mine = await planned(store, escalate_to=make.JOHN, escalate_after=HOUR)
    await changed(store, mine, escalate_after=2 * HOUR)
    assert await posts(store) == [(1, make.CLAIRE, "11-20 10:00"), (1, make.JOHN, "11-20 12:00")]
    await changed(store, await stored(store, mine.id), escalate_to=None, escalate_after=None)
    assert await posts(store) == [(1, make.CLAIRE, "11-20 10:00")]


async def test_a_rule_is_given_and_taken_away(store: OpenStore) -> None:
    mine = await planned(store)
    await changed(store, mine, rrule=DAILY)
    daily = await stored(store, mine.id)
    assert (daily.repeats, daily.anchor) == (True, "2026-11-20T11:00:00")
    await passed(store, mine.due_at + DAY)
    assert await act(store, advanced, mine.id, daily.occurrence)
    later = await stored(store, mine.id)
    await changed(store, later, rrule=None, due=make.due(mine.due_at + 2 * DAY))
    assert [row for row in await outbox(store) if row[0] == "advance"] == []


async def test_two_who_change_different_fields_keep_both(store: OpenStore) -> None:
    mine = await planned(store)
    await changed(store, mine, title="write")
    settled = await edited(store, mine, who=make.JOHN, due=make.due(mine.due_at + DAY))
    assert isinstance(settled, Settled)
    assert (settled.reminder.title, settled.reminder.due_at) == ("write", mine.due_at + DAY)
    clash = await edited(store, mine, who=make.JOHN, title="visit")
    assert isinstance(clash, Clash)
    assert [(each.field, each.base, each.stored, each.typed) for each in clash.conflicts] == [
        ("title", "call back", "write", "visit")
    ]
    assert (await stored(store, mine.id)).title == "write"


async def test_what_was_put_off_meanwhile_is_not_put_back_by_a_form(store: OpenStore) -> None:
    mine = await planned(store)
    later = await act(store, reminders.snooze, mine.id, Snooze.TOMORROW, occurrence=1)
    settled = await edited(store, mine, title="write")
    assert isinstance(settled, Settled)
    assert (settled.reminder.due_at, settled.reminder.occurrence) == (later.reminder.due_at, 2)


async def test_it_is_about_a_contact_that_is_there(store: OpenStore) -> None:
    mine, contact = await planned(store), (await created(store)).contact
    await changed(store, mine, contact=contact.id)
    with pytest.raises(ContactNotFound):
        await edited(store, await stored(store, mine.id), contact=ContactId(404))


async def test_what_is_deleted_is_gone_for_all_and_comes_back_with_its_messages(store: OpenStore) -> None:
    mine = await planned(store, rrule=DAILY, assignees=JOHN_TOO, escalate_to=make.JOHN, escalate_after=HOUR)
    before = [row[1:] for row in await outbox(store)]
    batch = await act(store, reminders.delete, mine.id)
    assert await outbox(store) == []
    for does in (reminders.close, reminders.reopen, reminders.delete, reminders.stop):
        with pytest.raises(ReminderNotFound):
            await act(store, does, mine.id)
    back = await undone(store, batch)
    assert (back.changed, back.reminder.deleted_at, back.reminder.occurrence) == (True, None, 2)
    assert [row[1:] for row in await outbox(store)] == [(matter, 2, *rest) for matter, _, *rest in before]
    assert not (await undone(store, batch)).changed


async def test_what_fell_due_while_it_was_deleted_is_told_at_once_and_what_was_told_is_not(store: OpenStore) -> None:
    untold, told = await planned(store, due=make.due(store.clock.now() + 3 * HOUR)), await planned(store)
    await passed(store, told.due_at)
    batches = [await act(store, reminders.delete, each.id) for each in (untold, told)]
    assert await rewritten(store) == [(1, make.CLAIRE)]  # says that it was deleted
    await passed(store, untold.due_at + DAY)
    for batch in batches:
        await undone(store, batch)
    assert await posts(store) == [(2, make.CLAIRE, "11-20 12:00")]


async def test_a_change_is_taken_back_where_nobody_has_changed_it_since(store: OpenStore) -> None:
    mine = await planned(store)
    batch = await changed(store, mine, title="write", due=make.due(mine.due_at + DAY))
    await changed(store, await stored(store, mine.id), title="visit")
    back = await undone(store, batch)
    assert (back.reminder.title, back.reminder.due_at, back.left) == ("visit", mine.due_at, ("title",))
    only_title = await changed(store, back.reminder, title="one")
    await changed(store, await stored(store, mine.id), title="two")
    with pytest.raises(NothingToUndo):
        await undone(store, only_title)


async def test_handing_over_and_stopping_are_taken_back(store: OpenStore) -> None:
    daily = await planned(store, rrule="FREQ=DAILY;COUNT=5")
    handed = await act(store, reminders.hand_over, daily.id, make.JOHN)
    stopped = await act(store, reminders.stop, daily.id)
    for settled in (handed, stopped):
        assert settled.batch is not None
        assert (await undone(store, settled.batch)).changed
        assert not (await undone(store, settled.batch)).changed
    back = await stored(store, daily.id)
    assert (back.assignees, back.rrule, back.anchor) == ((make.CLAIRE,), daily.rrule, daily.anchor)
    await passed(store, daily.due_at + DAY)
    assert await act(store, advanced, daily.id, 1)


async def test_an_undo_has_its_time_and_needs_an_act(store: OpenStore) -> None:
    mine = await planned(store)
    edit = await changed(store, mine, title="write")
    gone = await act(store, reminders.delete, mine.id)
    store.clock.advance(25 * 3600)
    with pytest.raises(UndoTooLate):
        await undone(store, edit)
    store.clock.advance(28 * 24 * 3600)
    assert (await undone(store, gone)).changed
    with pytest.raises(NothingToUndo):
        await undone(store, BatchId(404))


def _edits(shown: Reminder, **typed: Any) -> Act:
    return lambda work: reminders.edit(work, shown.id, replace(shown.wanted, **typed), base=shown.wanted)


@pytest.mark.parametrize("first", ["edit", "delete", "close"])
async def test_who_edits_while_another_acts_changes_what_is_there_by_then(store: OpenStore, first: str) -> None:
    daily = await planned(store, rrule=DAILY)
    acts: dict[str, Act] = {
        "edit": _edits(daily, assignees=JOHN_TOO),
        "delete": lambda work: reminders.delete(work, daily.id),
        "close": lambda work: reminders.close(work, daily.id, occurrence=1),
    }
    _, second = await while_the_first_is_at_it(store, acts[first], _edits(daily, title="write"))
    held = await stored(store, daily.id)
    if first == "delete":
        assert isinstance(second, ReminderNotFound)
        assert (held.title, await outbox(store)) == ("call back", [])
        return
    assert held.title == "write"
    assert (len(held.assignees), held.occurrence) == {"edit": (2, 1), "close": (1, 2)}[first]
    assert len(await posts(store)) == len(held.assignees)


async def test_each_act_is_told_with_what_it_changed(store: OpenStore) -> None:
    contact = (await created(store)).contact
    daily = await planned(store, rrule=DAILY, contact=contact.id)
    await act(store, reminders.skip, daily.id, 1)
    await changed(store, await stored(store, daily.id), title="write")
    await act(store, reminders.hand_over, daily.id, make.JOHN)
    await act(store, reminders.stop, daily.id)
    await undone(store, await act(store, reminders.delete, daily.id))
    async with acting(store, role=Role.READER) as work:
        events = await work.events.list(contact.id, limit=100)
    told = {event.kind.value: event.value("title") for event in events if event.kind.value.startswith("reminder.")}
    assert told == {
        EventKind.REMINDER_PLANNED: "call back", EventKind.REMINDER_SKIPPED: "call back",
        EventKind.REMINDER_CHANGED: "write", EventKind.REMINDER_HANDED: "write", EventKind.REMINDER_STOPPED: "write",
        EventKind.REMINDER_DELETED: "write", EventKind.REMINDER_RESTORED: "write",
    }  # fmt: skip
    assert MemberId(make.JOHN) in (await stored(store, daily.id)).assignees


async def test_a_time_that_was_skipped_is_there_again_and_told_by_a_message_of_its_own(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    settled = await act(store, reminders.skip, daily.id, 1)
    assert await posts(store) == [(2, make.CLAIRE, "11-21 10:00")]
    undone = await act(store, undo.take_back_reminder, settled.batch)
    assert (undone.reminder.due, undone.reminder.slot) == (daily.due, daily.slot)
    assert await posts(store) == [(3, make.CLAIRE, "11-20 10:00")]
    assert await ended(store, daily.id, 1) is None
    await passed(store, daily.due_at)
    await act(store, reminders.close, daily.id)
    assert await posts(store) == [(4, make.CLAIRE, "11-21 10:00")]


async def test_a_time_that_was_put_off_and_skipped_is_put_off_again(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at)
    off = await act(store, reminders.snooze, daily.id, Snooze.HOUR, occurrence=1)
    settled = await act(store, reminders.skip, daily.id, 2)
    undone = await act(store, undo.take_back_reminder, settled.batch)
    assert (undone.reminder.due_at, undone.reminder.slot) == (off.reminder.due_at, daily.slot)
    assert await posts(store) == [(4, make.CLAIRE, "11-20 11:00")]


async def test_a_skip_is_not_taken_back_once_the_next_time_has_come_or_been_changed(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    settled = await act(store, reminders.skip, daily.id, 1)
    store.clock.set(daily.due_at + DAY - timedelta(hours=2))
    await act(store, reminders.skip, daily.id, 2)
    with pytest.raises(NothingToUndo):
        await act(store, undo.take_back_reminder, settled.batch)
    other = await planned(store, rrule=DAILY)
    skipped = await act(store, reminders.skip, other.id, 1)
    store.clock.set(skipped.reminder.due_at)
    with pytest.raises(NothingToUndo):
        await act(store, undo.take_back_reminder, skipped.batch)


async def test_the_last_time_of_a_series_that_was_skipped_is_open_again(store: OpenStore) -> None:
    once = await planned(store, rrule=f"{DAILY};COUNT=1")
    settled = await act(store, reminders.skip, once.id, 1)
    assert not settled.reminder.is_open
    undone = await act(store, undo.take_back_reminder, settled.batch)
    assert undone.reminder.is_open
    assert [reader for _, reader, _ in await posts(store)] == [make.CLAIRE]
