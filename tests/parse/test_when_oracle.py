"""Whole dates, where dateparser is sure, read by both: a second opinion on months, days and hours."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import dateparser
import pytest
from babel.dates import get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.parse.when import read_when

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
ZONE = "Europe/Paris"
FIRST, LAST = datetime(2026, 11, 23), datetime(2031, 12, 31)  # noqa: DTZ001  # hypothesis wants them without a zone


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(max_examples=60, deadline=None)
@given(moment=st.datetimes(FIRST, LAST))
def test_a_whole_date_is_the_one_that_dateparser_reads(language: str, moment: datetime) -> None:
    phrase = f"{moment.day} {get_month_names('wide', locale=language)[moment.month]} {moment.year} {moment:%H:%M}"
    theirs = dateparser.parse(
        phrase, languages=[language], settings={"TIMEZONE": ZONE, "RETURN_AS_TIMEZONE_AWARE": True}
    )
    ours = read_when(phrase, now=NOW, zone=ZONE, locale=language)
    assert theirs is not None
    assert ours.at == _as_rfc_5545_reads_it(theirs)
    assert ours.text == ""


def _as_rfc_5545_reads_it(theirs: datetime) -> datetime:
    """dateparser gives back an hour that a change of clocks skips as it stands."""
    wall = theirs.replace(tzinfo=None)
    return wall.replace(tzinfo=ZoneInfo(ZONE), fold=0).astimezone(UTC)
