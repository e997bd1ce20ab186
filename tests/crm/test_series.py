"""A reminder that repeats: each occurrence ends once, whoever ends it, and the series goes on."""

from datetime import timedelta

import pytest

from bot.crm import contacts, reminders, undo
from bot.crm.reminders import Settled
from bot.model.deliveries import Op
from bot.model.errors import RepeatNeverComes, SnoozedPastNext, TimeGone
from bot.model.ids import ReminderId
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
from tests.crm.test_contacts import acting, batch_of, created
from tests.crm.test_people_at_once import Act, while_the_first_is_at_it

BOTH = (make.CLAIRE, make.JOHN)


async def steps(store: OpenStore) -> list[tuple[int, str]]:
    return [(occurrence, due) for op, _, occurrence, _, due in await outbox(store) if op == Op.ADVANCE.value]


async def test_closing_one_occurrence_keeps_the_series(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY, assignees=BOTH)
    assert (await posts(store), await steps(store)) == (
        [(1, make.CLAIRE, "11-20 10:00"), (1, make.JOHN, "11-20 10:00")], [(1, "11-21 10:00")],
    )  # fmt: skip
    await passed(store, daily.due_at)
    settled = await act(store, reminders.close, daily.id, occurrence=1, who=make.JOHN)
    assert (settled.changed, settled.reminder.is_open, settled.reminder.due_at) == (True, True, daily.due_at + DAY)
    assert await ended(store, daily.id, 1) == ("done", make.JOHN)
    assert await rewritten(store) == [(1, make.CLAIRE), (1, make.JOHN)]
    assert (await posts(store), await steps(store)) == (
        [(2, make.CLAIRE, "11-21 10:00"), (2, make.JOHN, "11-21 10:00")], [(2, "11-22 10:00")],
    )  # fmt: skip


async def test_a_click_about_an_occurrence_that_is_over_changes_nothing(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at)
    for does, changed in ((reminders.close, True), (reminders.close, False), (reminders.skip, False)):
        assert (await act(store, does, daily.id, occurrence=1)).changed is changed
    assert not (await act(store, reminders.snooze, daily.id, Snooze.HOUR, occurrence=1)).changed
    assert (await stored(store, daily.id)).occurrence == 2


async def test_done_before_its_time_the_series_does_not_ask_for_it_again(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    settled = await act(store, reminders.close, daily.id)
    assert settled.reminder.due_at == daily.due_at + DAY
    assert await posts(store, CANCELLED) == [(1, make.CLAIRE, "11-20 10:00")]
    assert await posts(store) == [(2, make.CLAIRE, "11-21 10:00")]


async def test_done_late_what_went_by_meanwhile_does_not_come(store: OpenStore) -> None:
    weekly = await planned(store, rrule="FREQ=WEEKLY", due=make.due())
    await passed(store, weekly.due_at + 16 * DAY)
    settled = await act(store, reminders.close, weekly.id)
    assert settled.reminder.due_at == weekly.due_at + 21 * DAY


@pytest.mark.parametrize("act_of_end", ["close", "skip"])
async def test_the_last_of_a_series_closes_it_and_can_be_reopened(store: OpenStore, act_of_end: str) -> None:
    twice = await planned(store, rrule="FREQ=DAILY;COUNT=2")
    for occurrence in (1, 2):
        await passed(store, twice.due_at + (occurrence - 1) * DAY)
        settled = await act(store, getattr(reminders, act_of_end), twice.id, occurrence=occurrence)
        assert settled.changed
    assert (settled.reminder.is_open, await steps(store)) == (False, [])
    assert await ended(store, twice.id, 2) is None
    again = await act(store, reminders.reopen, twice.id)
    assert (again.reminder.is_open, await steps(store)) == (True, [])


async def test_what_is_skipped_says_so_and_comes_next_time(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    settled = await act(store, reminders.skip, daily.id, 1)
    assert settled.reminder.due_at == daily.due_at + DAY
    assert await ended(store, daily.id, 1) == ("skipped", make.CLAIRE)


async def test_a_series_that_is_stopped_keeps_the_occurrence_that_is_on(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    settled = await act(store, reminders.stop, daily.id)
    assert (settled.changed, settled.reminder.repeats, settled.reminder.is_open) == (True, False, True)
    assert not (await act(store, reminders.stop, daily.id)).changed
    assert await posts(store) == [(1, make.CLAIRE, "11-20 10:00")]
    await passed(store, daily.due_at + 2 * DAY)
    assert not await act(store, advanced, daily.id, 1)
    assert not (await act(store, reminders.close, daily.id)).reminder.is_open


async def test_so_long_after_it_is_done(store: OpenStore) -> None:
    again = await planned(store, after="P3D")
    assert await steps(store) == []
    await passed(store, again.due_at + timedelta(hours=30))
    settled = await act(store, reminders.close, again.id, occurrence=1)
    assert settled.reminder.due_at == again.due_at + 4 * DAY


async def test_what_nobody_did_is_missed_once_when_the_next_has_come(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at)
    before = await steps(store)
    assert not await act(store, advanced, daily.id, 1)  # not yet: it is to be taken again
    assert await steps(store) == before * 2
    await passed(store, daily.due_at + DAY)
    assert [await act(store, advanced, daily.id, 1) for _ in range(2)] == [True, False]
    assert await ended(store, daily.id, 1) == ("missed", None)
    assert await rewritten(store) == [(1, make.CLAIRE)]
    assert await posts(store) == [(2, make.CLAIRE, "11-21 10:00")]


async def test_after_three_days_of_silence_it_comes_once(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    store.clock.set(daily.due_at + 3 * DAY)
    assert await act(store, advanced, daily.id, 1)
    assert await posts(store, CANCELLED) == [(1, make.CLAIRE, "11-20 10:00")]
    assert await posts(store) == [(2, make.CLAIRE, "11-23 10:00")]
    assert await steps(store) == [(2, "11-24 10:00")]


async def test_the_worker_s_step_on_what_is_gone_is_none(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await act(store, reminders.delete, daily.id)
    store.clock.set(daily.due_at + DAY)
    assert not await act(store, advanced, daily.id, 1)
    assert not await act(store, advanced, ReminderId(404), 1)


async def test_put_off_a_series_goes_on_from_its_own_time(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at)
    late = make.due(daily.due_at + timedelta(hours=5))
    settled = await act(store, reminders.snooze, daily.id, late, occurrence=1)
    assert (await posts(store), await steps(store)) == ([(2, make.CLAIRE, "11-20 15:00")], [(2, "11-21 10:00")])
    settled = await act(store, reminders.close, daily.id, occurrence=2)
    assert settled.reminder.due_at == daily.due_at + DAY
    assert await ended(store, daily.id, 1) == await ended(store, daily.id, 2) == ("done", make.CLAIRE)


async def test_it_is_not_put_off_past_its_next_time_nor_into_the_past(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at)
    with pytest.raises(SnoozedPastNext) as refused:
        await act(store, reminders.snooze, daily.id, Snooze.WEEK, occurrence=1)
    assert refused.value.values == {"next": daily.due_at + DAY}
    with pytest.raises(TimeGone):
        await act(store, reminders.snooze, daily.id, make.due(daily.due_at), occurrence=1)


async def test_a_rule_that_names_no_time_is_refused(store: OpenStore) -> None:
    with pytest.raises(RepeatNeverComes):
        await planned(store, rrule="FREQ=DAILY;UNTIL=20260101T000000Z")


async def test_the_next_three_are_told_and_fewer_where_it_ends(store: OpenStore) -> None:
    daily, twice, once = [await planned(store, rrule=rrule) for rrule in (DAILY, "FREQ=DAILY;COUNT=2", None)]
    days = [[slot.wall.day for slot in reminders.upcoming(each, 3)] for each in (daily, twice, once)]
    assert days == [[20, 21, 22], [20, 21], [20]]


@pytest.mark.parametrize("others", [("close", "close"), ("close", "skip"), ("advance", "close"), ("skip", "advance")])
async def test_two_who_end_an_occurrence_at_once_end_it_once(store: OpenStore, others: tuple[str, str]) -> None:
    daily = await planned(store, rrule=DAILY)
    await passed(store, daily.due_at + DAY)
    first, second = (_ends(daily, name) for name in others)
    settled = await while_the_first_is_at_it(store, first, second)
    assert [isinstance(each, Settled) and each.changed for each in settled] == [True, False]
    assert (await stored(store, daily.id)).occurrence == 2
    assert len(await posts(store)) == 1


def _ends(daily: Reminder, name: str) -> Act:
    return lambda work: getattr(reminders, name)(work, daily.id, occurrence=1)


async def test_a_contact_that_is_deleted_ends_its_series_and_the_undo_brings_it_back(store: OpenStore) -> None:

    contact = (await created(store)).contact
    daily = await planned(store, rrule=DAILY, contact=contact.id)
    await passed(store, daily.due_at)
    async with acting(store) as work:
        batch = batch_of(await contacts.delete(work, contact.id))
    assert (await stored(store, daily.id)).is_open is False
    assert await steps(store) == []
    async with acting(store) as work:
        await undo.take_back(work, batch)
    assert (await stored(store, daily.id)).is_open
    assert await steps(store) == [(1, "11-21 10:00")]
