"""Opening hours: their text, how they are said, and whether it is open."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.hours import DAY, OpeningHours, Stretch

WEEK = OpeningHours.read("Mo-Fr 09:00-12:00,14:00-18:00; Sa 22:00-02:00")
NOON = DAY // 2
# Apart from each other, the last one perhaps past midnight; what is open twelve hours and more begins in the morning.
STRETCHES = st.lists(st.integers(0, DAY), max_size=6, unique=True).map(
    lambda minutes: tuple(Stretch(*pair) for pair in zip(*[iter(sorted(minutes))] * 2, strict=False))
)
NIGHT = st.builds(Stretch, st.integers(NOON, DAY - 1), st.integers(DAY + 1, DAY + NOON - 1)).map(lambda one: (one,))
HOURS = st.lists(STRETCHES | NIGHT, min_size=7, max_size=7).map(lambda week: OpeningHours(tuple(week)))


@given(HOURS)
def test_hours_are_read_as_they_were_written(hours: OpeningHours) -> None:
    assert OpeningHours.read(str(hours)) == hours


@pytest.mark.parametrize("text", ["", "Mo", "Mo 9-12", "Mo-Fr 09:00", "Fr 09:00-12:00;Sa", "lun 09:00-12:00"])
def test_what_was_never_written_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        OpeningHours.read(text)


def test_hours_are_said_in_both_languages() -> None:
    assert WEEK.said("en") == "Mon-Fri 9:00-12:00, 14:00-18:00; Sat 22:00-2:00; Sun closed"
    assert WEEK.said("fr") == "lun-ven 9h-12h, 14h-18h\u00a0; sam 22h-2h\u00a0; dim fermé"
    assert OpeningHours.read("off").said("fr") == "lun-dim fermé"
    assert OpeningHours.read("Su 00:00-24:00").said("en") == "Mon-Sat closed; Sun 0:00-24:00"


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-20T08:59", False),  # a Friday
        ("2026-11-20T09:00", True),
        ("2026-11-20T11:59", True),
        ("2026-11-20T12:00", False),
        ("2026-11-20T14:30", True),
        ("2026-11-21T10:00", False),
        ("2026-11-21T22:00", True),
        ("2026-11-22T01:59", True),  # of the Saturday
        ("2026-11-22T02:00", False),
        ("2026-11-23T01:00", False),
    ],
)
def test_it_is_open_from_the_first_minute_to_the_one_before_the_last(at: str, is_open: bool) -> None:
    assert WEEK.is_open(datetime.fromisoformat(at)) is is_open


def test_the_night_of_a_sunday_goes_on_into_monday() -> None:
    sunday = OpeningHours.read("Su 22:00-02:00")
    assert sunday.is_open(datetime.fromisoformat("2026-11-23T01:00"))
    assert not sunday.is_open(datetime.fromisoformat("2026-11-22T01:00"))
