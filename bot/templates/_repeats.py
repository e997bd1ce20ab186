"""A rule of repetition in words that `parse.when` reads back: 'every 2 weeks on Tuesday at 9:00 AM, 5 times'."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names, get_month_names
from babel.lists import format_list
from babel.units import format_unit

from bot.model.recurrence import units_of
from bot.templates._dates import babel_locale, first_in_french, hour_name
from bot.templates._words import Raw, Reader, blocks_of, raw, value_raw

NOUN = "reminders"
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS = "MO,TU,WE,TH,FR"
_ANY_YEAR = 2000

Rule = Mapping[str, str]


def repeats(
    rrule: str, reader: Reader, *, wall: datetime | None = None, zone: str = "UTC", place: str | None = None
) -> Raw:
    """`wall` is the hour at which it comes, said where it is given, and `place` where that is the hour; `zone` that in
    which the rule counts its days.

    A rule that has no words here, of a newer version perhaps, repeats all the same.
    """
    rule = dict(part.split("=", 1) for part in rrule.split(";"))
    try:
        said = _every(rule, reader)
    except (KeyError, ValueError, IndexError):
        said = raw(reader, NOUN, "every_so_often")
    if wall is not None:
        said = raw(reader, NOUN, "every_at", every=said, hour=hour_name(wall.time(), reader))
    if place is not None:
        said = raw(reader, NOUN, "every_there", every=said, place=value_raw(place))
    if "COUNT" in rule:
        return raw(reader, NOUN, "every_times", every=said, n=int(rule["COUNT"]))
    if "UNTIL" in rule:
        return raw(reader, NOUN, "every_until", every=said, day=_last_day(rule["UNTIL"], reader, zone))
    return said


def is_moved(rrule: str) -> bool:
    """Whether it names a day that shorter months have not, and so comes on their last day."""
    return ",31;BYSETPOS=-1" in rrule or ",30;BYSETPOS=-1" in rrule or ",29;BYSETPOS=-1" in rrule


def after_done(after: str, reader: Reader) -> Raw:
    """'3 days after it is done', of an ISO 8601 duration such as our parser writes."""
    return raw(reader, NOUN, "after_done", length=_length(after, reader))


def _every(rule: Rule, reader: Reader) -> Raw:
    n = int(rule.get("INTERVAL", "1"))
    match rule["FREQ"]:
        case "DAILY":
            return raw(reader, NOUN, "every_day" if n == 1 else "every_days", n=n)
        case "WEEKLY":
            return _weekly(rule["BYDAY"], n, reader)
        case "MONTHLY":
            day = _day_of_month(rule, reader)
            return raw(reader, NOUN, "every_month" if n == 1 else "every_months", day=day, n=n)
        case _:
            return raw(reader, NOUN, "every_year" if n == 1 else "every_years", day=_day_of_year(rule, reader), n=n)


def _weekly(days: str, n: int, reader: Reader) -> Raw:
    if n == 1 and days == _WORKDAYS:
        return raw(reader, NOUN, "every_workday")
    names = [_weekday(day, reader) for day in days.split(",")]
    if n == 1:
        names = [raw(reader, NOUN, "each_weekday", weekday=name) for name in names]  # French puts it in the plural
        return raw(reader, NOUN, "every_weekday", days=_and(names, reader))
    return raw(reader, NOUN, "every_weeks", days=_and(names, reader), n=n)


def _day_of_month(rule: Rule, reader: Reader) -> Raw:
    if "BYDAY" not in rule:
        return _monthdays(rule, reader)
    if "BYSETPOS" in rule:
        return raw(reader, NOUN, "nth_workday", nth=_nth(rule["BYSETPOS"], reader))
    days = rule["BYDAY"].split(",")
    places = _and([_nth(day[:-2], reader) for day in days], reader)
    return raw(reader, NOUN, "nth_weekday", nth=places, day=_weekday(days[0][-2:], reader))


def _monthdays(rule: Rule, reader: Reader) -> Raw:
    """Of days with a place among them, the last is the one that was said: shorter months have another one."""
    days = rule["BYMONTHDAY"].split(",")
    if "BYSETPOS" in rule:
        days = days[-1:]
    if days[0].startswith("-"):
        return raw(reader, NOUN, "nth_day", nth=_nth(days[0], reader))
    return _and([_ordinal(int(day), reader) for day in days], reader)


def _day_of_year(rule: Rule, reader: Reader) -> Raw:
    month = int(rule.get("BYMONTH", "1"))
    if "BYDAY" in rule or rule.get("BYMONTHDAY", "").startswith("-"):
        name = get_month_names("wide", locale=babel_locale(reader))[month]
        return raw(reader, NOUN, "day_of_month", day=_day_of_month(rule, reader), month=value_raw(name))
    day = int(rule["BYMONTHDAY"].split(",")[-1])
    written = format_date(date(_ANY_YEAR, month, day), "d MMMM", locale=babel_locale(reader))
    return Raw(first_in_french(written, reader))


def _nth(number: str, reader: Reader) -> Raw:
    block = f"nth_{number.replace('-', 'last_')}"
    if block in blocks_of(NOUN):
        return raw(reader, NOUN, block)
    return Raw(f"{number}e") if reader.language == "fr" else _ordinal(int(number), reader)


def _ordinal(day: int, reader: Reader) -> Raw:
    if reader.language == "fr":
        return Raw("1er" if day == 1 else str(day))
    ending = "th" if day in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return Raw(f"{day}{ending}")


def _weekday(day: str, reader: Reader) -> Raw:
    return Raw(get_day_names("wide", locale=babel_locale(reader))[_DAYS.index(day)])


def _and(names: Sequence[str], reader: Reader) -> Raw:
    return Raw(format_list(names, locale=babel_locale(reader)))


def _last_day(until: str, reader: Reader, zone: str) -> Raw:
    """In the zone of the rule: with that day it ends, or at an hour of it."""
    moment = datetime.strptime(until, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(ZoneInfo(zone))
    return Raw(format_date(moment.date(), "d MMMM y", locale=babel_locale(reader)))


def _length(after: str, reader: Reader) -> Raw:
    locale = babel_locale(reader)
    named = (format_unit(n, f"duration-{unit[:-1]}", "long", locale=locale) for unit, n in units_of(after).items() if n)
    return _and(list(named), reader)
