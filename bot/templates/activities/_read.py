"""An activity in full: what was said or done, with whom, when, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.activities import Activity
from bot.model.messages import Block
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates._activities import DELETE, EDIT, NOUN, VIEW
from bot.templates._dates import when
from bot.templates._formatted import drawn
from bot.templates._warnings import alerts
from bot.templates._words import Raw, Reader, plain, raw, value_raw
from bot.templates.contacts._card import RECORD
from bot.templates.contacts._parts import labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An activity with what its ids stand for; `type` in the reader's language, '' where it has none. `person` says
    that its author is one of the team, else that `author` is what it is called."""

    activity: Activity
    contact: str
    type: str
    author: str
    person: bool = True
    may_change: bool = False
    warnings: Sequence[Warning] = ()


def read_view(shown: Shown, reader: Reader, *, metadata: str, saved: bool = False) -> Block:
    """`saved` says that it just was."""
    gone = [b.alert(plain(reader, NOUN, "gone"), level="warning")] if shown.activity.deleted_at is not None else []
    return b.modal(
        plain(reader, NOUN, "saved_title" if saved else "view_title"),
        [*alerts(shown.warnings, reader), *gone, *_said(shown, reader), *_doing(shown, reader)],
        callback=VIEW,
        close=plain(reader, "form", "close"),
        metadata=metadata,
    )


def _said(shown: Shown, reader: Reader) -> list[Block]:
    activity = shown.activity
    title = b.words(value_raw(shown.type) if shown.type else raw(reader, NOUN, "no_type"), bold=True)
    blocks = [b.rich_text(b.line(title))]
    if activity.body is not None and activity.body.parts:
        blocks.append(drawn(activity.body))
    elif activity.text:
        blocks.append(b.rich_text(b.line(*b.long_words(value_raw(activity.text)))))
    return [*blocks, b.rich_text(*_details(shown, reader))]


def _details(shown: Shown, reader: Reader) -> list[b.Element]:
    activity = shown.activity
    author = b.person(activity.author) if shown.person else b.words(value_raw(shown.author))
    lines = [
        _detail("field_contact", reader, b.words(value_raw(shown.contact))),
        _detail("field_at", reader, b.date(activity.at, when(activity.at, reader))),
        _detail("logged_by", reader, author, b.words(Raw(", ")), _moment(activity, reader)),
    ]
    if activity.link:
        lines.append(b.line(b.link(activity.link, raw(reader, "notes", "see_message"))))
    return lines


def _moment(activity: Activity, reader: Reader) -> b.Element:
    return b.date(activity.created_at, when(activity.created_at, reader))


def _detail(block: str, reader: Reader, *elements: b.Element) -> b.Element:
    return b.line(b.words(labelled(reader, raw(reader, NOUN, block)), bold=True), *elements)


def _doing(shown: Shown, reader: Reader) -> list[Block]:
    activity = shown.activity
    key = str(activity.id)
    buttons = [b.button(plain(reader, "notes", "open_contact"), action=RECORD, value=str(activity.contact))]
    if shown.may_change and activity.deleted_at is None:
        edit = b.button(plain(reader, NOUN, "edit"), action=EDIT, value=key)
        buttons = [edit, b.button(plain(reader, NOUN, "ask_delete"), action=DELETE, value=key), *buttons]
    return [b.divider(), b.actions(buttons, block_id=f"activity-{key}")]
