"""What holds for any text, any zone and any time of saying it."""

import string
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.when import AskCode, When
from bot.parse.when import read_when
from bot.parse.when._words_en import ENGLISH
from bot.parse.when._words_fr import FRENCH

ZONES = sorted(zone for zone in available_timezones() if "/" in zone)
LOCALES = ("fr", "fr-CA", "en", "en-US", "en-GB")
NOW = datetime(2026, 11, 19, 13, 30, tzinfo=UTC)

zones = st.sampled_from(ZONES)
locales = st.sampled_from(LOCALES)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001

VOCABULARY = sorted({word for words in (FRENCH, ENGLISH) for word in words.known})
FIGURES = ["9h", "9h30", "16:30", "4pm", "25:00", "3/12", "31", "15", "2026-12-25", "1er", "7th", "20", "2", "1h30"]
FIGURES += [",", ".", "-", "(", ")", "à", "@", "Dupont", "SARL", "J+3", "3.12"]
jumbles = st.lists(st.sampled_from(VOCABULARY + FIGURES * 4), max_size=12).map(" ".join)
anything = st.one_of(st.text(max_size=200), st.text(alphabet=string.printable, max_size=200), jumbles)


def read(text: str, zone: str = "Europe/Paris", locale: str = "fr", now: datetime = NOW) -> When:
    return read_when(text, now=now, zone=zone, locale=locale)


@settings(max_examples=400, deadline=None)
@given(anything, zones, locales, moments)
def test_any_text_is_answered_with_a_moment_ahead_or_a_question(
    text: str, zone: str, locale: str, now: datetime
) -> None:
    when = read(text, zone, locale, now)
    if when.ask:
        assert (when.at, when.wall, when.rrule) == (None, None, None)
        assert all(choice.at is None or choice.at > now for choice in when.ask.choices)
        assert len(when.ask.choices) <= 3
        return
    assert when.at is not None or when.after
    if when.at:
        assert when.wall is not None
        assert when.wall.tzinfo is None
        assert when.at > now


@settings(max_examples=300, deadline=None)
@given(anything, locales)
def test_what_is_left_is_made_of_the_sentence_s_own_words_in_their_order(text: str, locale: str) -> None:
    left = iter(text.split())
    for word in read(text, locale=locale).text.split():
        assert any(word in given_word or given_word in word for given_word in left)


@settings(max_examples=200, deadline=None)
@given(jumbles, zones, locales, moments)
def test_a_rule_expands_and_begins_at_its_first_occurrence(text: str, zone: str, locale: str, now: datetime) -> None:
    when = read("every " + text, zone, locale, now)
    if when.rrule and when.wall:
        expanded = rrulestr(when.rrule, dtstart=when.wall.replace(tzinfo=ZoneInfo(zone)))
        assert expanded[0].replace(tzinfo=None) == when.wall


@settings(max_examples=400, deadline=None)
@given(zones, moments, st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_an_hour_that_daylight_saving_skips_is_moved_on_by_the_gap(zone: str, now: datetime, at: time) -> None:
    when = read(f"demain à {at:%H:%M}", zone, now=now)
    assert when.wall is not None
    assert when.at is not None
    assert when.wall.time() == at
    shown = when.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    # The widest gap of the calendar is a day (Samoa, 2011); of the years ahead an hour or so.
    assert timedelta() <= shown - when.wall <= timedelta(days=1)


def gaps(zone: str) -> list[datetime]:
    """The instants of ten years at which the clocks of a zone go forward."""
    info, found = ZoneInfo(zone), []
    day = datetime(2026, 1, 1, tzinfo=UTC)
    while day.year < 2036:
        after = day + timedelta(days=1)
        if (after.astimezone(info).utcoffset() or timedelta()) > (day.astimezone(info).utcoffset() or timedelta()):
            found.append(_change(day, after, info))
        day = after
    return found


def _change(low: datetime, high: datetime, info: ZoneInfo) -> datetime:
    while high - low > timedelta(minutes=1):
        middle = low + (high - low) / 2
        same = middle.astimezone(info).utcoffset() == low.astimezone(info).utcoffset()
        low, high = (middle, high) if same else (low, middle)
    return high.replace(second=0, microsecond=0) + timedelta(minutes=high.second > 0)


@settings(max_examples=60, deadline=None)
@given(zones, st.integers(0, 59))
def test_every_gap_of_ten_years_is_read_as_rfc_5545_reads_it(zone: str, minute: int) -> None:
    info = ZoneInfo(zone)
    for change in gaps(zone)[:20]:
        before = change - timedelta(minutes=1)
        old = before.astimezone(info).utcoffset() or timedelta()
        skipped = (change + old).replace(tzinfo=None) + timedelta(minutes=minute % 20)
        said = f"le {skipped:%d/%m/%Y} à {skipped:%H:%M}"
        when = read(said, zone, now=change - timedelta(days=30))
        assert when.wall == skipped
        assert when.at == (skipped - old).replace(tzinfo=UTC)


@given(st.sampled_from(["demain à 9h", "tous les lundis à 9h", "dans 3 jours à 14h30"]), zones, moments)
@settings(max_examples=200, deadline=None)
def test_the_wall_clock_is_the_one_said(text: str, zone: str, now: datetime) -> None:
    when = read(text, zone, now=now)
    assert when.wall is not None
    assert (when.wall.hour, when.wall.minute) in {(9, 0), (14, 30)}


@given(st.text(alphabet=string.ascii_uppercase + "éèçñß€🎉שלום ", max_size=60))
@settings(max_examples=200, deadline=None)
def test_text_without_words_of_time_comes_back_whole(text: str) -> None:
    when = read(text)
    if when.ask and when.ask.code is AskCode.NO_TIME:
        assert when.text == text.strip()
