"""Times in words a person may have said, and what a form says of them."""

from collections.abc import Sequence

from babel.lists import format_list

from bot.model.messages import Block
from bot.model.recurrence import wall_of
from bot.model.reminders import Due, Wanted
from bot.model.rich_text import Link, Paragraph, Part, Quote, RichText, Text
from bot.model.rich_text import plain as plain_text
from bot.model.when import AskCode, Choice
from bot.templates import _blocks as b
from bot.templates._dates import babel_locale, when
from bot.templates._repeats import repeats
from bot.templates._words import Raw, Reader, raw, value_raw
from bot.templates.contacts._parts import labelled
from bot.templates.reminders._parts import NOUN, delay_name, repeated

_UNCLEAR = dict.fromkeys((AskCode.AMBIGUOUS, AskCode.UNKNOWN), "when_unclear")
_LABELS = {"escalation": "field_escalate_to"}
_EXCERPT = 300
_FIELDS = ("title", "text", "when", "assignees", "contact", "escalation")


def time_said(wanted: Wanted, reader: Reader) -> Raw:
    """For the field of a form: read again, by this reader's clock, it means the same."""
    is_abroad = wanted.due.zone != reader.zone and not wanted.each_own
    moment = when(wanted.due.at, reader, zone=reader.zone if is_abroad else wanted.due.zone)
    if wanted.after is not None:
        return raw(reader, NOUN, "said_after", when=moment, after=repeated(wanted, reader))
    city = wanted.due.zone.rpartition("/")[2].replace("_", " ")
    return moment if wanted.rrule is None else repeated(wanted, reader, place=city if is_abroad else None)


def moment_said(due: Due, reader: Reader) -> Raw:
    """The same of one moment."""
    return when(due.at, reader, zone=due.zone)


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


def theirs(wanted: Wanted, fields: Sequence[str], reader: Reader, *, contact: str | None) -> Block:
    """What stands there now in each of them; `contact` is the name of the one it is about."""
    shown: list[b.Element] = []
    for field in (each for each in _FIELDS if each in fields):
        label = b.words(labelled(reader, raw(reader, NOUN, _LABELS.get(field, f"field_{field}"))), bold=True)
        nothing = [b.words(raw(reader, "contacts", "nothing"), italic=True)]
        shown += [b.line(label), b.quote(*(_held(wanted, field, reader, contact) or nothing))]
    return b.rich_text(*shown)


def _held(wanted: Wanted, field: str, reader: Reader, contact: str | None) -> list[b.Element]:
    match field:
        case "assignees":
            return b.people(wanted.assignees)
        case "escalation":
            to, after = wanted.escalate_to, wanted.escalate_after
            if to is None or after is None:
                return []
            return [b.person(to), b.words(Raw(f" · {delay_name(after, reader)}"))]
        case "when":
            return [b.words(time_said(wanted, reader))]
        case "text":
            said = "" if wanted.text is None else plain_text(wanted.text)
        case "contact":
            said = contact or ""
        case _:
            said = wanted.title
    return [b.words(value_raw(b.cut(said, _EXCERPT)))] if said else []


def about_message(text: str, link: str, reader: Reader) -> RichText:
    """The details of a reminder about a message: what it says, and the way to it."""
    parts: list[Part] = [Quote((Text(text),))] if text else []
    if link:
        parts.append(Paragraph((Link(link, raw(reader, NOUN, "see_message")),)))
    return RichText(tuple(parts))
