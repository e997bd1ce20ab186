"""An hour said in another zone: "tomorrow at 9 Paris time"."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.when import AskCode
from bot.parse.when._facts import Said, ZoneSaid
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._resolve import resolve, soonest
from bot.parse.when._zones import OWN


def resolve_there(said: Said, zone: ZoneSaid, here: Here) -> Reading:
    """Raises `Unsure` where the zone is not known, or where "tomorrow" is another day there than here."""
    if zone.key is None:
        raise Unsure(AskCode.UNKNOWN)
    if zone.key == OWN or _is_own(zone, here):
        return resolve(said, here)
    there = replace(here, zone=ZoneInfo(zone.key))
    try:
        found = resolve(said, there)
    except Unsure as unsure:
        raise Unsure(unsure.code, *(_at_home(reading, there, here) for reading in unsure.readings)) from None
    options = sorted([found, *_by_the_calendar_here(said, found, there, here)], key=soonest)
    if len(options) > 1 or zone.asked or not _fits(zone, found, there):
        raise Unsure(AskCode.AMBIGUOUS, *(_at_home(reading, there, here) for reading in options))
    return replace(found, at=_instant(found, there), zone=zone.key)


def _is_own(zone: ZoneSaid, here: Here) -> bool:
    """IST is India's to Indians, and Israel's and Ireland's to theirs."""
    return zone.short is not None and here.wall.replace(tzinfo=here.zone).tzname() == zone.short.upper()


def _by_the_calendar_here(said: Said, found: Reading, there: Here, here: Here) -> list[Reading]:
    if there.today == here.today:
        return []
    try:
        own = resolve(said, here)
    except Unsure:
        return []
    if own.wall is None or own.wall == found.wall or not there.ahead(own.wall):
        return []
    return [Reading(own.wall, own.grain, rrule=own.rrule)]


def _fits(zone: ZoneSaid, found: Reading, there: Here) -> bool:
    """EST said of a day in July is an hour off what most mean by it; IST is of three countries."""
    if zone.short is None or len(zone.short) == 2 or found.wall is None:
        return True
    if zone.short == "ist":
        return False
    named = found.wall.replace(tzinfo=there.zone).tzname()
    return named == zone.short.upper() or zone.key == "UTC"


def _instant(reading: Reading, there: Here) -> datetime | None:
    return reading.at or (there.instant(reading.wall) if reading.wall else None)


def _at_home(reading: Reading, there: Here, here: Here) -> Reading:
    at = _instant(reading, there)
    wall = at.astimezone(here.zone).replace(tzinfo=None) if at else None
    return replace(reading, at=at, wall=wall)
