"""A time as a program says it: an instant, and the zone on whose clocks people are to read it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Protocol
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from bot.api._refusals import RequestInvalid, Wrong
from bot.api._shapes import Text
from bot.crm._work import Work
from bot.model.errors import FieldsInvalid
from bot.model.recurrence import wall_of
from bot.model.reminders import Due, Wanted
from bot.parse.reminders import due_of as due_said
from bot.parse.reminders import read_time
from bot.templates import reminders as show
from bot.templates._words import reader_of

_WORDS = "when_words"  # a field whose faults stand at `when`, where those of a form's time stand at `due_at`


def _is_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("no zone of that name")
    return name


ZoneName = Annotated[
    Text,
    AfterValidator(_is_zone),
    Field(description="An IANA time zone; the workspace's where none is given.", examples=["Europe/Paris"]),
]


@dataclass(frozen=True, slots=True)
class Timed:
    """A time as it was asked for: `rrule` or `after` where it repeats."""

    due: Due
    rrule: str | None = None
    after: str | None = None


class Asks(Protocol):
    """A body that names a time, by an instant or in words."""

    due_at: datetime | None
    when: str | None
    zone: str | None


def time_of(given: Asks, held: Wanted | None, work: Work) -> Timed | None:
    """None where none is said. Raises RequestInvalid, FieldsInvalid."""
    if given.when is not None:
        if given.due_at is not None:
            raise RequestInvalid(wrong=[Wrong("either_or", pointer="/when")])
        return _said(given.when, given.zone, work)
    said = [name for name in ("due_at", "zone") if getattr(given, name) is not None]
    if not said:
        return None
    if held is not None and (held.rrule is not None or held.after is not None):
        raise RequestInvalid(wrong=[Wrong("repeats_in_words", pointer=f"/{said[0]}")])
    due = due_of(given.due_at, given.zone, said=said, held=None if held is None else held.due, work=work)
    return None if due is None else Timed(due)


def _said(words: str, zone: str | None, work: Work) -> Timed:
    """As its form reads it. Raises FieldsInvalid."""
    member = work.viewer.member if zone is None else replace(work.viewer.member, zone=zone)
    when = read_time(words, member=member, now=work.now)
    if when.ask is not None:
        readings = show.readings(when.ask.choices, reader_of(member), zone=member.zone)
        raise FieldsInvalid({_WORDS: show.fault_of(when.ask.code, readings)}, readings=readings, words=when.ask.part)
    if when.at is None:
        raise FieldsInvalid({_WORDS: "when_first_missing"})
    if when.text:
        raise FieldsInvalid({_WORDS: "when_rest"}, words=when.text)
    return Timed(due_said(when), when.rrule, when.after)


def due_of(at: datetime | None, zone: str | None, *, said: Collection[str], held: Due | None, work: Work) -> Due | None:
    """Of the two, what is not said stays as it is held."""
    moment = at if "due_at" in said else (None if held is None else held.at)
    place = zone or (held.zone if held is not None else work.viewer.workspace.zone)
    if moment is None:
        return None
    if held is not None and (held.at, held.zone) == (moment, place):
        return held
    return Due(moment, wall_of(moment, place).isoformat(), place)
