"""A note in full: all that it says, its files, whom it is about and for, and what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model.files import File
from bot.model.members import Member
from bot.model.messages import Block
from bot.model.notes import Note
from bot.model.recurrence import wall_of
from bot.model.reminders import Due
from bot.model.rich_text import struck
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates import files as show_files
from bot.templates._dates import day, day_name, when
from bot.templates._formatted import drawn
from bot.templates._notes import CLOSE, DELETE, EDIT, NOUN, REOPEN, SEND, VIEW, name_of, restores, seen_by, sign_of
from bot.templates._rich import said
from bot.templates._warnings import alerts
from bot.templates._words import Raw, Reader, plain, raw, value_raw
from bot.templates.contacts._card import RECORD
from bot.templates.contacts._parts import labelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A note with what its ids stand for; `files` in its own order, `people` are those whom it is for."""

    note: Note
    contact: str
    files: Sequence[File] = ()
    people: Sequence[Member] = ()
    warnings: Sequence[Warning] = ()


def read_view(shown: Shown, reader: Reader, *, metadata: str, saved: bool = False) -> Block:
    """`saved` says that it just was."""
    note = shown.note
    title = f"{'saved' if saved else 'view'}_{note.kind.value}"
    return b.modal(
        plain(reader, NOUN, title),
        [*alerts(shown.warnings, reader), *_fate(note, reader), *_said(shown, reader), *_doing(note, reader)],
        callback=VIEW,
        close=plain(reader, "form", "close"),
        metadata=metadata,
    )


def words_of(shown: Shown, reader: Reader, *, sends: bool = False) -> list[Block]:
    """What it says, struck through where it is closed, with its files; a button for each file where somebody `sends`
    for them."""
    note = shown.note
    says_itself = note.is_open and any(each.name == note.title for each in shown.files)  # its file stands below
    is_titled = (note.title or note.url or not note.text) and not says_itself
    blocks = [_title(note, reader, shown.files)] if is_titled else []
    if note.body is not None and note.body.parts:
        blocks.append(drawn(note.body if note.is_open else struck(note.body)))
    elif note.text:
        blocks.append(b.rich_text(b.line(*b.long_words(value_raw(note.text), strike=not note.is_open))))
    return blocks + [show_files.row(each, reader, sends=SEND if sends else "") for each in shown.files]


def _said(shown: Shown, reader: Reader) -> list[Block]:
    return [*words_of(shown, reader, sends=True), b.rich_text(*_details(shown, reader))]


def _title(note: Note, reader: Reader, files: Sequence[File]) -> Block:
    """Of an address the way to it."""
    name = Raw(note.title) if note.title else name_of(note, reader, files)
    looks = {"bold": True} | ({} if note.is_open else {"strike": True})
    if note.url:
        return b.rich_text(b.line(b.words(Raw(sign_of(note))), b.link(note.url, name) | {"style": looks}))
    return b.rich_text(b.line(b.words(Raw(f"{sign_of(note)}{name}"), **looks)))


def _fate(note: Note, reader: Reader) -> list[Block]:
    if note.deleted_at is None:
        return []
    return [b.alert(plain(reader, NOUN, f"gone_{note.kind.value}"), level="warning")]


def _details(shown: Shown, reader: Reader) -> list[b.Element]:
    note = shown.note
    written = (b.person(note.author), b.words(Raw(f", {day(note.created_at, reader)}")))
    about = [_detail("field_contact", reader, b.words(value_raw(shown.contact)))] if shown.contact else []
    lines = [
        *about,
        _detail("field_on", reader, b.words(day_name(note.on, reader))),
        _detail("written_by", reader, *written),
        _detail("field_audience", reader, *_readers(note, reader)),
    ]
    if note.assignees:
        lines.append(_detail("field_assignees", reader, *b.people(note.assignees)))
    if note.due is not None:
        lines += _told_at(note.due, shown.people, reader)
    if note.closed_at is not None:
        by, at = b.person(note.closed_by or note.author), b.words(Raw(f", {day(note.closed_at, reader)}"))
        lines.append(_detail(f"closed_by_{note.kind.value}", reader, by, at))
    return lines + _source(note, reader)


def _told_at(due: Due, people: Sequence[Member], reader: Reader) -> list[b.Element]:
    """As it was said, with its zone, and on the clock of each whom it is for, where that shows something else."""
    said_at = Raw(f"{when(due.at, reader, zone=due.zone)} ({due.zone})")
    others = [each for each in people if wall_of(due.at, each.zone) != wall_of(due.at, due.zone)]
    return [_detail("field_when", reader, b.words(said_at)), *(_theirs(due, each, reader) for each in others)]


def _theirs(due: Due, person: Member, reader: Reader) -> b.Element:
    at = when(due.at, reader, zone=person.zone)
    return b.line(*said(reader, "reminders", "theirs", person=b.person(person.id), when=at, zone=person.zone))


def _detail(block: str, reader: Reader, *elements: b.Element) -> b.Element:
    return b.line(b.words(labelled(reader, raw(reader, NOUN, block)), bold=True), *elements)


def _readers(note: Note, reader: Reader) -> list[b.Element]:
    told = seen_by(note, reader) or raw(reader, NOUN, "seen_everyone")
    named = [b.words(Raw(f"{raw(reader, 'contacts', 'labelled', name=told)} ")), *b.people(note.members)]
    return named if note.members else [b.words(told)]


def _source(note: Note, reader: Reader) -> list[b.Element]:
    """Who wrote the message that it keeps, and the way back to it."""
    source = note.source
    if source is None:
        return []
    who = b.words(value_raw(source.name)) if source.author is None else b.person(source.author)
    at = b.date(source.said_at, when(source.said_at, reader))
    link = [b.words(Raw(" · ")), b.link(source.permalink, raw(reader, NOUN, "see_message"))] if source.permalink else []
    return [_detail("said_by", reader, who, b.words(Raw(", ")), at, *link)]


def _doing(note: Note, reader: Reader) -> list[Block]:
    contact = b.button(plain(reader, NOUN, "open_contact"), action=RECORD, value=str(note.contact))
    if note.deleted_at is not None:
        return [b.actions([restores(note, reader), contact], block_id=f"note-{note.id}")]
    key = str(note.id)
    fate = ("close", CLOSE) if note.is_open else ("reopen", REOPEN)
    buttons = [
        b.button(plain(reader, NOUN, "edit"), action=EDIT, value=key),
        b.button(plain(reader, NOUN, fate[0]), action=fate[1], value=key),
        b.button(plain(reader, NOUN, "ask_delete"), action=DELETE, value=key),
        contact,
    ]
    return [b.divider(), b.actions(buttons, block_id=f"note-{note.id}")]
