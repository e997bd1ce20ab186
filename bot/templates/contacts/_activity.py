"""The activity tab of a record: who did what and when, and what each field was before and is now."""

from collections.abc import Mapping
from dataclasses import replace

from bot.model.changes import TEXTS
from bot.model.events import Change, EventKind
from bot.model.messages import Block
from bot.model.records import Line, Record
from bot.templates import _blocks as b
from bot.templates._activities import more
from bot.templates._fields import field_name, field_value, is_person
from bot.templates._words import Raw, Reader, mrkdwn, plain, raw
from bot.templates.activities import contact_changes, dated_line
from bot.templates.contacts._parts import RECORDS, labelled

OLDER = "contacts.older"
_WHO = (
    "kind",
    "civility",
    *TEXTS[:4],
    "birthday",
    "employer",
    *TEXTS[4:6],
    "role",
    "main_person",
    "parent",
    "coordinate",
)
_SORTED = ("state", "tag", "group", "category", "stage", "origin", "hours", *TEXTS[6:], "hold", "hold_reach", "blocked")
_ORDER = (*_WHO, *_SORTED, "owner", "assigned", "consent", "mailing", "financial", "custom")
_CHANGES = 40  # of one line
_VALUE = 1000
_LETTERS = 10_000  # of all the values in a view, which has 250,000 bytes


def activity_blocks(record: Record, reader: Reader) -> list[Block]:
    if not record.lines:
        return [b.plain_context(plain(reader, RECORDS, "no_activity"))]
    names = dict(record.names)
    limit = _LETTERS // len(record.lines)
    blocks: list[Block] = []
    for each in record.lines:
        blocks += [*_line(each, names, reader, limit), *_menu(each, record, reader)]
    if not record.more_lines:
        return blocks
    value = f"{record.contact.id}:{record.lines[-1].event.id}"
    older = b.button(plain(reader, RECORDS, "older"), action=OLDER, value=value)
    return [*blocks, b.actions([older], block_id="older")]


def _menu(line: Line, record: Record, reader: Reader) -> list[Block]:
    """Of an activity that the line logs, and that is there still."""
    logged = next((each for each in record.logged if each.told == line.event.id), None)
    if logged is None:
        return []
    menu = more(logged, reader, may_change=logged.id in record.may_change)
    return [b.actions([menu], block_id=f"logged-{line.event.id}")]


def _line(line: Line, names: Mapping[str, str], reader: Reader, limit: int) -> list[Block]:
    changes = contact_changes(line.event)
    headline = replace(line.event, changes=()) if changes else line.event  # the fields stand below it
    sentence = dated_line(headline, line.contact, line.actor, reader)
    told = _given if line.event.kind is EventKind.CONTACT_CREATED else _change
    rows = b.within([told(each, names, reader) for each in sorted(changes, key=_place)[:_CHANGES]], limit)
    if not rows:
        rows = [_in_short(changes[0], names, reader)] if changes else []
    listed = [{"type": "rich_text_list", "style": "bullet", "elements": rows}] if rows else []
    blocks = [b.rich_text(b.line(*sentence), *listed)]
    left = len(changes) - len(rows)
    return blocks + ([b.context(mrkdwn(reader, RECORDS, "more_changes", n=left))] if left > 0 and rows else [])


def _place(change: Change) -> int:
    """As a form asks for them: who it is, how it is reached, then the rest."""
    kind = change.field.partition(":")[0]
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _given(change: Change, names: Mapping[str, str], reader: Reader) -> b.Element:
    """'Job title: Buyer', of a contact that was not there before."""
    return b.line(_named(change, names, reader), *_value(change.field, change.new, names, reader))


def _change(change: Change, names: Mapping[str, str], reader: Reader) -> b.Element:
    """'Job title: Buyer → Manager'; what was added or taken away is said in words."""
    name = _named(change, names, reader)
    old, new = (_value(change.field, text, names, reader) for text in (change.old, change.new))
    if old and new:
        return b.line(name, *old, b.words(Raw(" → ")), *new)
    fate = raw(reader, RECORDS, "added" if new else "removed")
    return b.line(name, *(new or old), b.words(Raw(f" ({fate})"), italic=True))


def _value(field: str, text: str | None, names: Mapping[str, str], reader: Reader) -> list[b.Element]:
    if not text:
        return []
    if is_person(field, names):
        return [b.person(text)]
    return [b.words(Raw(f"\u2068{b.cut(field_value(field, text, names, reader), _VALUE)}\u2069"))]


def _in_short(change: Change, names: Mapping[str, str], reader: Reader) -> b.Element:
    """A text too long for the view: that it changed."""
    return b.line(_named(change, names, reader), b.words(raw(reader, RECORDS, "long_text"), italic=True))


def _named(change: Change, names: Mapping[str, str], reader: Reader) -> b.Element:
    name = field_name(change.field, reader, text=change.new or change.old, names=names)
    return b.words(labelled(reader, name), bold=True)
