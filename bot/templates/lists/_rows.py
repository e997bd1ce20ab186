"""The rows of a list: each contact's name, and below it the columns that the person has chosen."""

from collections.abc import Callable, Mapping, Sequence

from bot.model.choices import ChoiceKind, called_in
from bot.model.columns import Column
from bot.model.contacts import Line
from bot.model.messages import Block
from bot.model.tags import BuiltIn, built_in
from bot.templates import _blocks as b
from bot.templates._dates import day
from bot.templates._tags import tag_name
from bot.templates._words import Raw, Reader, plain, plain_value, raw, value_raw
from bot.templates.contacts import RECORD

_NOUN = "lists"
_PART = 200
_TAGS = 10  # of one contact

Names = Mapping[str, str]


def rows(lines: Sequence[Line], columns: Sequence[str], names: Names, reader: Reader) -> list[Block]:
    """One contact each, with a button that opens its record."""
    return [_row(line, columns, names, reader) for line in lines]


def name_of(line: Line) -> Raw:
    return value_raw(line.found.name.strip() or f"#{line.found.number}")


def beside(line: Line, columns: Sequence[str], names: Names, reader: Reader) -> Raw:
    """'Acme SARL · Paris · #12'; what a contact does not have is left out."""
    parts = (_COLUMNS[Column(column)](line, names, reader) for column in columns if column in set(Column))
    return Raw(" · ".join(b.cut(part, _PART) for part in parts if part))


def _row(line: Line, columns: Sequence[str], names: Names, reader: Reader) -> Block:
    label = plain(reader, "contacts", "open_label", name=line.found.name)
    button = b.button(plain(reader, "contacts", "open"), action=RECORD, value=str(line.found.id), label=label)
    parts = (b.cut(name_of(line), _PART), beside(line, columns, names, reader))
    return b.plain_section(plain_value("\n".join(part for part in parts if part)), accessory=button)


def _company(line: Line, names: Names, reader: Reader) -> Raw:
    """A company's own name is not said twice."""
    return value_raw(line.found.company if line.found.company != line.found.name else "")


def _tags(line: Line, names: Names, reader: Reader) -> Raw:
    worn = [tag_name(name, reader) for name in line.tags[:_TAGS]]
    return Raw(", ".join(worn) + ("…" if len(line.tags) > _TAGS else ""))


def _groups(line: Line, names: Names, reader: Reader) -> Raw:
    return Raw(", ".join(line.groups))


def _states(line: Line, names: Names, reader: Reader) -> Raw:
    """Those that are tags first, as on the record."""
    worn = {known for name in line.tags if (known := built_in(name)) is not None}
    tags = (tag_name(each.value, reader) for each in BuiltIn if each in worn)
    return Raw(", ".join((*tags, *(called_in(ChoiceKind.STATE, name, reader.language) for name in line.states))))


def _owner(line: Line, names: Names, reader: Reader) -> Raw:
    if line.owner is None:
        return Raw("")
    return raw(reader, _NOUN, "owner", name=names.get(line.owner, line.owner))


def _created(line: Line, names: Names, reader: Reader) -> Raw:
    return raw(reader, _NOUN, "created", day=day(line.created_at, reader))


def _updated(line: Line, names: Names, reader: Reader) -> Raw:
    return raw(reader, _NOUN, "updated", day=day(line.updated_at, reader))


_COLUMNS: Mapping[Column, Callable[[Line, Names, Reader], Raw]] = {
    Column.COMPANY: _company,
    Column.CITY: lambda line, names, reader: value_raw(line.found.city),
    Column.PHONE: lambda line, names, reader: value_raw(line.phone),
    Column.EMAIL: lambda line, names, reader: value_raw(line.email),
    Column.TAGS: _tags,
    Column.GROUPS: _groups,
    Column.STATES: _states,
    Column.OWNER: _owner,
    Column.REFERENCE: lambda line, names, reader: value_raw(line.reference),
    Column.CREATED: _created,
    Column.UPDATED: _updated,
    Column.NUMBER: lambda line, names, reader: Raw(f"#{line.found.number}"),
}
