"""What a record says of the lists, the custom fields, consents, birthdays and hours of a contact, line by line."""

from collections.abc import Iterable, Sequence

from bot.model.choices import ChoiceKind
from bot.model.consents import Channel, answer
from bot.model.contacts import ContactValues
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.records import Record
from bot.model.tags import BuiltIn, built_in
from bot.templates import _blocks as b
from bot.templates._dates import birthday_name, day_name
from bot.templates._fields import NOUN, consent_words, custom_words, role_words, yes_no
from bot.templates._tags import tag_name
from bot.templates._words import Raw, Reader, raw, value_raw
from bot.templates.contacts._parts import LINKED, RECORDS, VALUE, labelled, text_detail

_FIRST = 4  # custom fields of the overview
_LONG = 3000  # of the text of a custom field, in the details
_NAME = 75
_ONE_OF = (ChoiceKind.CATEGORY, ChoiceKind.STAGE, ChoiceKind.ORIGIN)


def sorted_as(record: Record, reader: Reader) -> list[Raw]:
    """How the team sorts it, for the line below its name: its states, its category, its groups."""
    kinds = (ChoiceKind.CATEGORY, ChoiceKind.GROUP)
    named = (states(record, reader), *(of_kind(record, kind, reader) for kind in kinds))
    return [b.cut(each, VALUE) for each in named if each]


def sorted_beside_tags(record: Record, reader: Reader) -> list[Raw]:
    """The same where its tags are shown as well, of which some are states."""
    kinds = (ChoiceKind.STATE, ChoiceKind.CATEGORY, ChoiceKind.GROUP)
    return [b.cut(each, VALUE) for kind in kinds if (each := of_kind(record, kind, reader))]


def states(record: Record, reader: Reader) -> Raw:
    """The tags that are states first."""
    tags = {known for name in record.contact.values.tags if (known := built_in(name)) is not None}
    named = [tag_name(each.value, reader) for each in BuiltIn if each in tags]
    return _joined([*named, *_names(record, ChoiceKind.STATE, reader)])


def of_kind(record: Record, kind: ChoiceKind, reader: Reader) -> Raw:
    return _joined(_names(record, kind, reader))


def _names(record: Record, kind: ChoiceKind, reader: Reader) -> list[Raw]:
    named = (each.in_language(reader.language) for each in record.choices if each.kind is kind)
    return [value_raw(each.name) for each in named]


def _joined(names: Iterable[Raw]) -> Raw:
    return Raw(", ".join(names))


def listed_lines(record: Record, reader: Reader) -> list[b.Element]:
    """All that it has of the lists but its roles."""
    lines = text_detail(reader, "field_states", states(record, reader), limit=_LONG)
    lines += text_detail(reader, "field_groups", of_kind(record, ChoiceKind.GROUP, reader), limit=_LONG)
    for kind in _ONE_OF:
        lines += text_detail(reader, f"field_{kind.value}", of_kind(record, kind, reader))
    return lines


def role_lines(record: Record, reader: Reader) -> list[b.Element]:
    """What a person is for in their company."""
    values = record.contact.values
    names = {each.id: each.in_language(reader.language).name for each in record.choices}
    roles = [role_words(names[role.choice], role.rank, reader) for role in values.roles if role.choice in names]
    lines = text_detail(reader, "field_roles", ", ".join(roles), limit=_LONG)
    return lines + (_ticked("main_person", reader) if values.main_person else [])


def birthday_lines(values: ContactValues, reader: Reader) -> list[b.Element]:
    return (
        [] if values.birthday is None else text_detail(reader, "field_birthday", birthday_name(values.birthday, reader))
    )


def soon_lines(record: Record, reader: Reader) -> list[b.Element]:
    """A birthday of the next weeks."""
    day = record.next_birthday
    if day is None:
        return []
    return [
        b.line(
            b.words(labelled(reader, raw(reader, RECORDS, "birthday_soon")), bold=True), b.words(day_name(day, reader))
        )
    ]


def hours_lines(values: ContactValues, reader: Reader) -> list[b.Element]:
    return (
        []
        if values.hours is None
        else text_detail(reader, "field_hours", values.hours.said(reader.language), limit=_LONG)
    )


def consent_lines(record: Record, reader: Reader) -> list[b.Element]:
    """The contact's own answers, and those of their employer where they gave none."""
    values = record.contact.values
    lines: list[b.Element] = []
    for channel in Channel:
        own = answer(channel, values.consents)
        said = own or answer(channel, record.employer_consents)
        if said is None:
            continue
        company = "" if own or record.employer is None else raw(reader, RECORDS, "answer_of", name=record.employer.name)
        words = " · ".join(part for part in (consent_words(said, reader), company) if part)
        lines += text_detail(reader, f"field_consent_{channel.value}", words)
    if values.mailing is not None:
        lines += text_detail(reader, "field_mailing", yes_no("yes" if values.mailing else "no", reader))
    return lines + (_ticked("financial", reader) if values.financial else [])


def warning_lines(values: ContactValues, reader: Reader) -> list[b.Element]:
    lines = text_detail(reader, "field_flag", values.flag, limit=_LONG)
    if values.hold is not None:
        reach = raw(reader, NOUN, f"hold_reach_{values.hold.reach.value}")
        lines += text_detail(
            reader, "field_hold", f"{values.hold.reason} · {reach[:1].lower()}{reach[1:]}", limit=_LONG
        )
    return lines + (_ticked("blocked", reader) if values.blocked else [])


def _ticked(field: str, reader: Reader) -> list[b.Element]:
    return text_detail(reader, f"field_{field}", yes_no("yes", reader))


def custom_lines(record: Record, reader: Reader, *, first: int | None = None) -> list[b.Element]:
    """Those that are filled, in the order of the fields; in short where only the `first` are asked for."""
    texts = {each.field: each.text for each in record.contact.values.custom}
    filled = [field for field in record.custom_fields if texts.get(field.id)][:first]
    limit = _LONG if first is None else VALUE
    return [_custom_line(field, texts[field.id], reader, limit) for field in filled]


def first_custom(record: Record, reader: Reader) -> list[b.Element]:
    return custom_lines(record, reader, first=_FIRST)


def _custom_line(field: CustomField, text: str, reader: Reader, limit: int) -> b.Element:
    heading = b.words(labelled(reader, b.cut(field.name, _NAME)), bold=True)
    return b.line(heading, *_custom_value(field, text, reader, limit))


def _custom_value(field: CustomField, text: str, reader: Reader, limit: int) -> Sequence[b.Element]:
    """A link that can be followed, a colleague by their name."""
    match field.kind:
        case CustomKind.LINK if len(text) <= LINKED:
            return [b.link(text, b.cut(text, VALUE))]
        case CustomKind.USER:
            return [b.person(text)]
    return [b.words(b.cut(custom_words(field.kind, text, reader), limit))]
