"""Moments and durations as people read them, in the reader's language and zone."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, format_time
from babel.units import format_unit

from bot.model.birthdays import Birthday
from bot.templates._words import Raw, Reader

_FIRST = re.compile(r"\b1(?= )")
_AT = {"en": "at", "fr": "à"}
_LEAP_YEAR = 2000  # has every day that a birthday may be


def when(moment: datetime, reader: Reader, *, zone: str | None = None) -> Raw:
    """'Tuesday, 24 November 2026 at 9:00 AM', in `zone` or the reader's own."""
    return _when(moment, reader, zone or reader.zone)


def when_told(moment: datetime, reader: Reader, *, zone: str) -> Raw:
    """On the reader's clock; where that of `zone`, in which it was said, shows another hour, both with their zones."""
    own, there = when(moment, reader), when(moment, reader, zone=zone)
    if there == own:
        return own
    return Raw(f"{own} ({reader.zone}) · {there} ({zone})")


@lru_cache(maxsize=1000)
def _when(moment: datetime, reader: Reader, zone: str) -> Raw:
    """Many reminders are due at nine."""
    local = moment.astimezone(ZoneInfo(zone))
    locale = babel_locale(reader)
    long_date = first_in_french(format_date(local.date(), "full", locale=locale), reader)
    hour = format_time(local.time(), "short", locale=locale)
    return Raw(f"{long_date} {_AT[reader.language]} {hour}")


def day(moment: datetime, reader: Reader) -> Raw:
    """The date in short, for lists: '24 Nov 2026'."""
    return _short(moment.astimezone(ZoneInfo(reader.zone)).date(), reader)


def day_name(day: date, reader: Reader) -> Raw:
    """A day of the calendar, the same in every zone: '24 Nov 2026'."""
    return _short(day, reader)


def birthday_name(birthday: Birthday, reader: Reader) -> Raw:
    """'12 March 1980', and without the year where it is not known or not for the reader: '12 March'."""
    locale = babel_locale(reader)
    if birthday.year is None or not reader.birthday_years:
        written = format_skeleton("MMMMd", date(_LEAP_YEAR, birthday.month, birthday.day), locale=locale)
    else:
        written = format_date(date(birthday.year, birthday.month, birthday.day), "long", locale=locale)
    return Raw(first_in_french(written, reader))


@lru_cache(maxsize=1000)
def _short(day: date, reader: Reader) -> Raw:
    """A list has the same few days many times."""
    return Raw(first_in_french(format_date(day, "medium", locale=babel_locale(reader)), reader))


def first_in_french(written: str, reader: Reader) -> str:
    """French counts the first of a month: '1er décembre', which CLDR leaves to the writer."""
    return _FIRST.sub("1er", written, count=1) if reader.language == "fr" else written


def length(wait: timedelta, reader: Reader) -> Raw:
    """Hours and minutes: '1 hr 30 min', '1 h 30 min'."""
    hours, minutes = divmod(int(wait.total_seconds()) // 60, 60)
    locale = babel_locale(reader)
    units = ((hours, "duration-hour"), (minutes, "duration-minute"))
    return Raw(" ".join(format_unit(n, unit, "short", locale=locale) for n, unit in units if n))


@lru_cache(maxsize=1000)
def hour_name(hour: time, reader: Reader) -> Raw:
    """A time of day: '9:00 AM', '09:00'."""
    return Raw(format_time(hour, "short", locale=babel_locale(reader)))


@lru_cache(maxsize=1000)
def babel_locale(reader: Reader) -> Locale:
    if not reader.locale.lower().startswith(reader.language):
        return Locale(reader.language)  # the words around the date are English
    try:
        return Locale.parse(reader.locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(reader.language)
