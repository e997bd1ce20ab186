"""Times in words a person may have said, and what a form says of them."""

from collections.abc import Sequence

from babel.lists import format_list

from bot.model.recurrence import wall_of
from bot.model.reminders import Wanted
from bot.model.rich_text import Link, Paragraph, Part, Quote, RichText, Text
from bot.model.when import AskCode, Choice
from bot.templates._dates import babel_locale, when
from bot.templates._repeats import repeats
from bot.templates._words import Plain, Raw, Reader, plain, raw
from bot.templates.reminders._parts import NOUN, repeated

_UNCLEAR = dict.fromkeys((AskCode.AMBIGUOUS, AskCode.UNKNOWN), "when_unclear")
_FIELDS = ("title", "text", "when", "assignees", "contact", "escalation")


def time_said(wanted: Wanted, reader: Reader) -> Raw:
    """For the field of a form: read again, it means the same."""
    moment = when(wanted.due.at, reader, zone=wanted.due.zone)
    if wanted.after is not None:
        return raw(reader, NOUN, "said_after", when=moment, after=repeated(wanted, reader))
    return moment if wanted.rrule is None else repeated(wanted, reader)


def readings(choices: Sequence[Choice], reader: Reader, *, zone: str) -> Raw:
    """'…, or …'; '' where there are none."""
    said = [_reading(each, reader, zone) for each in choices if each.at is not None]
    return Raw(format_list(said, style="or", locale=babel_locale(reader))) if said else Raw("")


def fault_of(code: AskCode, readings: str) -> str:
    """Which sentence stands under the field."""
    if code is AskCode.AMBIGUOUS and readings:
        return "when_ambiguous"
    return _UNCLEAR.get(code, f"when_{code.value.replace('-', '_')}")


def _reading(choice: Choice, reader: Reader, zone: str) -> Raw:
    if choice.at is None:
        return Raw("")
    if choice.rrule is not None:
        wall = wall_of(choice.at, zone)
        return repeats(choice.rrule, reader, wall=wall, zone=zone)
    return when(choice.at, reader, zone=zone)


def changed_meanwhile(fields: Sequence[str], reader: Reader) -> Plain:
    """What somebody else changed while this form was open."""
    return plain(reader, NOUN, "changed_meanwhile", what=conflicting(fields, reader))


def conflicting(fields: Sequence[str], reader: Reader) -> Raw:
    """The names of fields, as `reminder_changes` has them."""
    names = [raw(reader, NOUN, f"conflict_{each}") for each in _FIELDS if each in fields]
    return Raw(format_list(names, locale=babel_locale(reader)))


def about_message(text: str, link: str, reader: Reader) -> RichText:
    """The details of a reminder about a message: what it says, and the way to it."""
    parts: list[Part] = [Quote((Text(text),))] if text else []
    if link:
        parts.append(Paragraph((Link(link, raw(reader, NOUN, "see_message")),)))
    return RichText(tuple(parts))
