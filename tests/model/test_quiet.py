"""When somebody who wants to be left alone is told."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.members import Preferences
from bot.model.quiet import reachable_at
from bot.model.recurrence import instant_of, wall_of
from tests import make

NIGHT = {"quiet_from": time(19), "quiet_until": time(8)}
NOON = {"quiet_from": time(12), "quiet_until": time(14)}
NO_WEEKENDS = {"weekends": False}


@pytest.mark.parametrize(
    ("chosen", "asked", "told"),
    [
        ({}, "2026-11-21T23:00", "2026-11-21T23:00"),
        (NIGHT, "2026-11-20T18:59", "2026-11-20T18:59"),
        (NIGHT, "2026-11-20T19:00", "2026-11-21T08:00"),
        (NIGHT, "2026-11-20T02:30", "2026-11-20T08:00"),
        (NIGHT, "2026-11-20T08:00", "2026-11-20T08:00"),
        (NOON, "2026-11-20T13:15", "2026-11-20T14:00"),
        (NO_WEEKENDS, "2026-11-20T23:59", "2026-11-20T23:59"),
        (NO_WEEKENDS, "2026-11-21T10:00", "2026-11-23T09:00"),
        (NO_WEEKENDS, "2026-11-22T10:00", "2026-11-23T09:00"),
        (NIGHT | NO_WEEKENDS, "2026-11-20T22:00", "2026-11-23T09:00"),
        (NIGHT | NO_WEEKENDS | {"default_hour": time(7)}, "2026-11-21T10:00", "2026-11-23T08:00"),
        ({"quiet_from": time(9), "quiet_until": time(9)}, "2026-11-20T09:00", "2026-11-20T09:00"),
        (NIGHT, "2027-03-27T23:00", "2027-03-28T08:00"),  # the night in which clocks go forward
    ],
)
def test_what_falls_into_quiet_time_is_told_after_it(chosen: dict[str, object], asked: str, told: str) -> None:
    member = make.member(preferences=Preferences(**chosen))  # type: ignore[arg-type]  # what a case is about
    moment, later = (instant_of(datetime.fromisoformat(each), "Europe/Paris") for each in (asked, told))
    assert reachable_at(moment, member) == later


@given(
    hours=st.floats(0, 2 * 366 * 24),
    zone=st.sampled_from(["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Kolkata"]),
    quiet=st.tuples(st.times(), st.times()),
    weekends=st.booleans(),
)
def test_it_is_never_earlier_nor_days_late_and_then_one_is_reachable(
    hours: float, zone: str, quiet: tuple[time, time], weekends: bool
) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    chosen = Preferences(quiet_from=quiet[0], quiet_until=quiet[1], weekends=weekends)
    member = make.member(zone=zone, preferences=chosen)
    told = reachable_at(moment, member)
    assert moment <= told <= moment + timedelta(days=5)
    assert weekends or wall_of(told, zone).weekday() < 5
