"""Rules that repeat, on the wall clock of a zone: 9:00 stays 9:00, and no instant comes twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from bot.model.recurrence import after_done, following, instant_of, latest, midnight_after, occurrences, slots, wall_of

PARIS = "Europe/Paris"
DAY = timedelta(days=1)
DAILY = "FREQ=DAILY"
BEGIN = datetime.fromisoformat("2026-01-01")
YEARS = 10
STEP = 21  # days: fewer than lie between any two changes


def walls(rrule: str, anchor: datetime, count: int, *, zone: str = PARIS) -> list[str]:
    found = occurrences(rrule, anchor, zone, count=count, after=anchor - timedelta(seconds=1))
    return [f"{slot.wall:%Y-%m-%d %H:%M}" for slot in found]


@cache
def offset(zone: str, day: int) -> timedelta | None:
    return (BEGIN + day * DAY).replace(tzinfo=ZoneInfo(zone)).utcoffset()


def clock_changes(zone: str) -> tuple[int, ...]:
    """The days of ten years, counted, on which or before which the clocks of a zone change."""
    spans = pairwise(range(0, YEARS * 366, STEP))
    changed = [first for first, last in spans if offset(zone, first) != offset(zone, last)]
    return tuple(
        next(day for day in range(first, first + STEP) if offset(zone, day) != offset(zone, day + 1))
        for first in changed
    )


def zones_that_differ() -> Iterator[tuple[str, tuple[int, ...]]]:
    """Of those whose clocks change on the same days by the same hours one is enough."""
    seen: set[object] = set()
    for zone in sorted(available_timezones()):
        changes = clock_changes(zone)
        kind = tuple((day, offset(zone, day), offset(zone, day + 1)) for day in changes)
        if kind not in seen:
            seen.add(kind)
            yield zone, changes


def test_every_zone_keeps_its_hour_across_ten_years_of_clock_changes() -> None:
    zones = dict(zones_that_differ())
    assert len(zones) > 20
    for zone, changes in zones.items():
        for day in changes:
            for hour in (time(0), time(0, 30), time(1, 30), time(2, 30), time(9)):
                _keeps(zone, datetime.combine(BEGIN + (day - 2) * DAY, hour))


def _keeps(zone: str, anchor: datetime) -> None:
    found = list(islice(slots("FREQ=DAILY", anchor, zone, after=anchor - DAY), 6))
    assert [slot.wall for slot in found] == [anchor + n * DAY for n in range(6)], (zone, anchor)
    assert all(before.at < after.at for before, after in pairwise(found)), (zone, anchor)
    for slot in found:
        shown = wall_of(slot.at, zone)
        if shown != slot.wall:  # nobody's clock shows this time: it is later by what the clocks skip
            assert timedelta(0) < shown - slot.wall <= timedelta(hours=2), (zone, slot)
            assert slot.wall not in {wall_of(slot.at + n * timedelta(minutes=15), zone) for n in range(-12, 13)}
        else:  # of two such times the first
            assert slot.wall not in {wall_of(slot.at - n * timedelta(minutes=15), zone) for n in range(1, 13)}


@pytest.mark.parametrize(
    ("zone", "wall", "shown"),
    [
        (PARIS, "2027-03-28T02:30", "2027-03-28 03:30"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-04 02:45"),
        ("Africa/Cairo", "2027-04-30T00:30", "2027-04-30 01:30"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-31 09:00"),
    ],
)
def test_a_time_that_no_clock_shows_is_later_by_what_is_skipped(zone: str, wall: str, shown: str) -> None:
    at = instant_of(datetime.fromisoformat(wall), zone)
    assert f"{wall_of(at, zone):%Y-%m-%d %H:%M}" == shown


def test_a_day_that_a_zone_leaves_out_does_not_come_twice() -> None:
    anchor = datetime.fromisoformat("2011-12-29T09:00")
    found = occurrences("FREQ=DAILY", anchor, "Pacific/Apia", count=3, after=anchor - DAY)
    assert [f"{slot.at:%d %H}" for slot in found] == ["29 19", "30 19", "31 19"]
    assert [slot.wall.day for slot in found] == [29, 30, 1]


@pytest.mark.parametrize(
    ("rrule", "anchor", "days"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1", "2027-01-31", ["01-31", "02-28", "03-31", "04-30"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1", "2028-02-29", ["02-29", "02-28", "02-28", "02-28"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-11-24", ["11-24", "11-26", "12-08", "12-10"]),
        ("FREQ=MONTHLY;BYDAY=1MO", "2026-12-07", ["12-07", "01-04", "02-01", "03-01"]),
        ("FREQ=DAILY;COUNT=3", "2026-11-24", ["11-24", "11-25", "11-26"]),
        # Until the end of that day where it was said, which is not the end of that day in London.
        ("FREQ=DAILY;UNTIL=20261125T225959Z", "2026-11-24", ["11-24", "11-25"]),
    ],
)
def test_a_rule_is_counted_from_its_anchor(rrule: str, anchor: str, days: list[str]) -> None:
    begin = datetime.fromisoformat(f"{anchor}T23:30")
    assert walls(rrule, begin, 4) == [text for text in walls(rrule, begin, 9)][:4]
    assert [text[5:10] for text in walls(rrule, begin, 4)] == days
    assert {text[11:] for text in walls(rrule, begin, 4)} == {"23:30"}


def test_what_follows_is_the_same_wherever_one_asks_from() -> None:
    rrule, anchor = "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,FR;COUNT=9", datetime.fromisoformat("2026-11-23T08:00")
    all_of_them = [slot.wall for slot in occurrences(rrule, anchor, PARIS, count=20, after=anchor - DAY)]
    assert len(all_of_them) == 9
    for before, after in pairwise(all_of_them):
        assert following(rrule, anchor, PARIS, after=before) == after
        assert following(rrule, anchor, PARIS, after=after - timedelta(seconds=1)) == after
    assert following(rrule, anchor, PARIS, after=all_of_them[-1]) is None


@pytest.mark.parametrize(
    "rrule",
    [
        DAILY, "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,SU",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=DAILY;BYMONTH=3", "FREQ=MONTHLY;BYMONTHDAY=15",
        "FREQ=DAILY;COUNT=999", "FREQ=DAILY;BYMONTH=1,2,3;INTERVAL=4",
    ],
)  # fmt: skip
def test_an_old_series_is_walked_from_near_by_and_names_the_same_times(rrule: str) -> None:
    anchor = datetime.fromisoformat("2024-01-04T09:00")  # a Thursday
    whole = [slot.wall for slot in islice(slots(rrule, anchor, PARIS, after=anchor - DAY), 999)]
    for place in (0, 1, 2, 3, 17, 40):
        for begin in (whole[place], whole[place] + 5 * timedelta(hours=1), whole[place] + DAY):
            ahead = [wall for wall in whole if wall > begin][:5]
            assert [slot.wall for slot in occurrences(rrule, anchor, PARIS, count=5, after=begin)] == ahead


def test_after_a_silence_the_last_that_came_is_the_one() -> None:
    anchor = datetime.fromisoformat("2026-11-23T08:00")
    silent = {"after": anchor, "now": datetime(2026, 11, 27, 6, 59, tzinfo=UTC)}
    assert latest("FREQ=DAILY", anchor, PARIS, **silent) == anchor + 3 * DAY
    assert latest("FREQ=WEEKLY", anchor, PARIS, **silent) is None
    assert latest("FREQ=DAILY;COUNT=2", anchor, PARIS, **silent) == anchor + DAY


@pytest.mark.parametrize(
    ("length", "wall"),
    [
        ("P3D", "2027-03-30T09:00"),  # at the same hour, though a night between is short
        ("P1M", "2027-04-27T09:00"),
        ("P1W", "2027-04-03T09:00"),
        ("P1DT2H", "2027-03-28T11:00"),
        ("PT12H", "2027-03-28T08:30"),
        ("PT90M", "2027-03-27T21:00"),
    ],
)
def test_so_long_after_it_is_done(length: str, wall: str) -> None:
    done = datetime(2027, 3, 27, 18, 30, tzinfo=UTC)  # half past seven, the evening before the clocks go forward
    assert after_done(length, done=done, zone=PARIS, hour=time(9)) == datetime.fromisoformat(wall)


def test_what_is_no_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="no duration: tomorrow"):
        after_done("tomorrow", done=datetime(2027, 3, 27, tzinfo=UTC), zone=PARIS, hour=time(9))


def test_a_day_ends_by_its_own_clock() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    assert midnight_after(late, PARIS) == datetime(2026, 11, 21, 23, tzinfo=UTC)
    assert midnight_after(late, "America/New_York") == datetime(2026, 11, 21, 5, tzinfo=UTC)
