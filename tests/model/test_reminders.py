"""A reminder's own rules: put off, on to its next time, as somebody wants it now."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest

from bot.model.reminder_changes import flat, wanted_of
from bot.model.reminders import Reminder, Snooze, planned, snooze_until
from bot.model.rich_text import written
from tests import make

NOON = datetime(2026, 11, 20, 11, tzinfo=UTC)  # a Friday, noon in Paris


def planned_as(**chosen: Any) -> Reminder:
    wanted = make.wanted(due=make.due(NOON + timedelta(hours=1)), **chosen)
    return planned(wanted, id=make.reminder(1).id, number=1, author=make.CLAIRE, at=NOON)


@pytest.mark.parametrize(
    ("choice", "wall"),
    [
        (Snooze.QUARTER, "2026-11-20T12:15:00"),
        (Snooze.HOUR, "2026-11-20T13:00:00"),
        (Snooze.EVENING, "2026-11-20T18:00:00"),
        (Snooze.TOMORROW, "2026-11-21T08:30:00"),
        (Snooze.MONDAY, "2026-11-23T08:30:00"),
        (Snooze.WEEK, "2026-11-27T08:30:00"),
    ],
)
def test_the_usual_times_are_those_of_whoever_puts_it_off(choice: Snooze, wall: str) -> None:
    until = snooze_until(choice, now=NOON, zone="Europe/Paris", morning=time(8, 30))
    assert (until.wall, until.zone) == (wall, "Europe/Paris")
    assert until.at.isoformat() == datetime.fromisoformat(f"{wall}+01:00").astimezone(UTC).isoformat()


@pytest.mark.parametrize(("hours", "choice", "day"), [(7, Snooze.EVENING, 21), (72, Snooze.MONDAY, 30)])
def test_an_evening_that_is_over_is_tomorrow_s_and_on_a_monday_the_next_is_meant(
    hours: int, choice: Snooze, day: int
) -> None:
    until = snooze_until(choice, now=NOON + timedelta(hours=hours), zone="Europe/Paris", morning=time(9))
    assert datetime.fromisoformat(until.wall).day == day


def test_a_series_that_is_put_off_goes_on_from_its_own_time() -> None:
    daily = planned_as(rrule="FREQ=DAILY")
    later = daily.snoozed(make.due(NOON + timedelta(hours=5), "America/New_York"))
    assert (later.wall, later.zone, later.occurrence) == ("2026-11-20T17:00:00", "Europe/Paris", 2)
    assert later.said == daily.due
    following = later.next_due(later_than=NOON + timedelta(hours=6))
    assert following is not None
    assert following.wall == "2026-11-21T13:00:00"


def test_what_went_by_meanwhile_does_not_come_any_more() -> None:
    daily = planned_as(rrule="FREQ=DAILY;COUNT=4")
    later = NOON + timedelta(days=2)
    following, came = daily.next_due(later_than=later), daily.come_by(later)
    assert (following and following.wall, came and came.wall) == ("2026-11-22T13:00:00", "2026-11-21T13:00:00")
    assert daily.is_superseded(later)
    assert not daily.is_superseded(NOON + timedelta(days=1))
    assert daily.next_due(later_than=NOON + timedelta(days=4)) is None


def test_after_done_is_counted_from_then_at_the_same_hour() -> None:
    yet_again = planned_as(after="P3D")
    following = yet_again.next_due(later_than=NOON + timedelta(hours=5))
    assert following is not None
    assert following.wall == "2026-11-23T13:00:00"
    assert yet_again.superseded_at() is None


def test_at_each_one_s_own_hour_unless_it_was_put_off() -> None:
    own = planned_as(each_own=True)
    assert own.due_for("America/New_York") == own.due_at + timedelta(hours=6)
    put_off = own.snoozed(make.due(NOON + timedelta(hours=2)))
    assert put_off.due_for("America/New_York") == put_off.due_at
    assert planned_as().due_for("America/New_York") == own.due_at


def test_where_each_has_their_own_hour_the_first_clock_takes_the_step() -> None:
    zones = ("Europe/Paris", "Asia/Tokyo", "America/New_York")
    own = planned_as(each_own=True, rrule="FREQ=DAILY")
    tokyo = own.due_at + timedelta(days=1, hours=-8)
    assert own.superseded_at(zones) == tokyo
    assert own.come_by(tokyo - timedelta(seconds=1), zones) is None
    came = own.come_by(tokyo, zones)
    assert (came and came.at) == own.due_at + timedelta(days=1)
    assert planned_as(rrule="FREQ=DAILY").superseded_at(zones) == own.due_at + timedelta(days=1)


def test_another_time_begins_anew_and_another_title_does_not() -> None:
    held = planned_as(rrule="FREQ=WEEKLY;BYDAY=FR")
    renamed = held.with_wanted(replace(held.wanted, title="write"))
    assert (renamed.title, renamed.occurrence, renamed.anchor) == ("write", 1, held.anchor)
    moved = held.with_wanted(replace(held.wanted, due=make.due(NOON + timedelta(days=1))))
    assert (moved.occurrence, moved.anchor, moved.slot, moved.wall) == (2, *["2026-11-21T12:00:00"] * 3)
    once = held.with_wanted(replace(held.wanted, rrule=None))
    assert (once.repeats, once.anchor, once.occurrence) == (False, None, 2)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"text": written("see <this>"), "contact": 7, "assignees": (make.JOHN, make.CLAIRE)},
        {"rrule": "FREQ=DAILY", "each_own": True},
        {"after": "P3D", "escalate_to": make.JOHN, "escalate_after": timedelta(hours=4)},
    ],
)
def test_what_is_wanted_is_read_back_as_it_was_written(chosen: dict[str, Any]) -> None:
    wanted = make.wanted(**chosen)
    assert wanted_of(flat(wanted)) == wanted
