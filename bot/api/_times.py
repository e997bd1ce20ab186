"""A time as a program says it: an instant, and the zone on whose clocks people are to read it."""

from collections.abc import Collection
from datetime import datetime
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from bot.api._shapes import Text
from bot.crm._work import Work
from bot.model.recurrence import wall_of
from bot.model.reminders import Due


def _is_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("no zone of that name")
    return name


ZoneName = Annotated[
    Text,
    AfterValidator(_is_zone),
    Field(description="An IANA time zone; the workspace's where none is given.", examples=["Europe/Paris"]),
]


def due_of(at: datetime | None, zone: str | None, *, said: Collection[str], held: Due | None, work: Work) -> Due | None:
    """Of the two, what is not said stays as it is held."""
    moment = at if "due_at" in said else (None if held is None else held.at)
    place = zone or (held.zone if held is not None else work.viewer.workspace.zone)
    if moment is None:
        return None
    if held is not None and (held.at, held.zone) == (moment, place):
        return held
    return Due(moment, wall_of(moment, place).isoformat(), place)
