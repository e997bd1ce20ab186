"""One moment that was typed into a form, as its field tells what is wrong with it."""

from datetime import datetime

from bot.crm._work import Work
from bot.model.errors import FieldsInvalid
from bot.model.reminders import Due
from bot.model.when import AskCode
from bot.parse.past import read_past
from bot.parse.reminders import due_of, read_time
from bot.templates import reminders as show
from bot.templates._words import reader_of


def one_moment(work: Work, said: str, *, field: str) -> Due:
    """To come, on this person's clock. Raises FieldsInvalid."""
    member = work.viewer.member
    when = read_time(said, member=member, now=work.now)
    if when.ask is not None:
        readings = show.readings(when.ask.choices, reader_of(member), zone=member.zone)
        fault = show.fault_of(when.ask.code, readings)
        raise FieldsInvalid({field: _ONCE.get(fault, fault)}, readings=readings)
    if when.rrule is not None or when.after is not None or when.at is None:
        raise FieldsInvalid({field: "when_repeats"})
    if when.text:
        raise FieldsInvalid({field: "when_rest"}, words=when.text)
    return due_of(when)


def past_moment(work: Work, said: str, *, field: str, stored: str | None = None) -> datetime:
    """When something took place, on this person's clock; `stored` is the moment that the words stand for as nobody has
    touched them. Raises FieldsInvalid."""
    if stored is not None:
        return datetime.fromisoformat(stored)
    member = work.viewer.member
    past = read_past(said, member=member, now=work.now)
    if past.at is not None:
        return past.at
    if past.ask is None or past.ask in _NO_MOMENT:
        raise FieldsInvalid({field: "past_unclear"})
    readings = show.readings(past.choices, reader_of(member), zone=member.zone)
    raise FieldsInvalid({field: show.fault_of(past.ask, readings)}, readings=readings)


_NO_MOMENT = {AskCode.NO_TIME, AskCode.UNKNOWN, AskCode.PAST, AskCode.NO_END, AskCode.TOO_OFTEN}

# What tells of an example tells here of one that comes once.
_ONCE = {
    "when_unclear": "when_unclear_once",
    "when_no_time": "when_no_time_once",
    "when_no_end": "when_repeats",
    "when_too_often": "when_repeats",
}
