"""Moments and durations as people read them, in the reader's language and zone."""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time

from bot.templates._words import Raw, Reader

_AT = {"en": "at", "fr": "à"}


def when(moment: datetime, reader: Reader, *, zone: str | None = None) -> Raw:
    """'Tuesday, 24 November 2026 at 9:00 AM', in `zone` or the reader's own."""
    local = moment.astimezone(ZoneInfo(zone or reader.zone))
    locale = _locale(reader)
    long_date = format_date(local.date(), "full", locale=locale)
    hour = format_time(local.time(), "short", locale=locale)
    return Raw(f"{long_date} {_AT[reader.language]} {hour}")


def day(moment: datetime, reader: Reader) -> Raw:
    """The date in short, for lists: '24 Nov 2026'."""
    return _short(moment.astimezone(ZoneInfo(reader.zone)).date(), reader)


@lru_cache(maxsize=1000)
def _short(day: date, reader: Reader) -> Raw:
    """A list has the same few days many times."""
    return Raw(format_date(day, "medium", locale=_locale(reader)))


def hour_name(hour: time, reader: Reader) -> Raw:
    """A time of day: '9:00 AM', '09:00'."""
    return Raw(format_time(hour, "short", locale=_locale(reader)))


@lru_cache(maxsize=1000)
def _locale(reader: Reader) -> Locale:
    if not reader.locale.lower().startswith(reader.language):
        return Locale(reader.language)  # the words around the date are English
    try:
        return Locale.parse(reader.locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale(reader.language)
