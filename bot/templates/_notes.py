"""A note as every place shows it, lists and the contact's card alike: what it is called, who sees it, its rows, and the
names of what may be done with it."""

from collections.abc import Mapping, Sequence

from bot.model.files import File
from bot.model.ids import NoteId
from bot.model.messages import Block
from bot.model.notes import Audience, Note, NoteKind, short
from bot.templates import _blocks as b
from bot.templates import files as show_files
from bot.templates._dates import day, day_name, when
from bot.templates._numbers import size_name
from bot.templates._words import Raw, Reader, plain, raw, value_raw

NOUN = "notes"
PICK = "notes.pick"
CONFIRM = "notes.confirm"
NEW = "notes.new"  # the value is a contact, or nothing
ATTACH = "notes.attach"
OPEN = "notes.open"
MORE = "notes.more"  # a menu of 'act:note'
EDIT = "notes.edit"
CLOSE = "notes.close"
REOPEN = "notes.reopen"
DELETE = "notes.ask_delete"
RESTORE = "notes.restore"
SEND = "notes.send"  # the value is a file
UNDO = "undo.note"
LIST = "notes.list"  # followed by a dot and the name of the door; the value is the list that it leads to
SHOW_ALL = "notes.all"  # the same, over a view
RESUME = "notes.resume"
AFRESH = "notes.afresh"
AUDIENCE = "notes.audience"
GUESS = "notes.guess"  # followed by a dot and a number; the value is a contact
FORM = "notes.save"
FORM_DELETE = "notes.delete"
VIEW = "notes.shown"
LISTED = "noted-"  # the blocks of a row begin so
TITLE = 150  # letters of a title among others
_SIGNS = {Audience.EVERYONE: "", Audience.MEMBERS: "👥 ", Audience.PRIVATE: "🔒 "}
_EXCERPT = 300
_FILES = 3  # that a row names
_NAME = 60
_NO_NAMES: Mapping[int, str] = {}
_NO_FILES: Mapping[NoteId, Sequence[File]] = {}


def name_of(note: Note, reader: Reader, files: Sequence[File] = ()) -> Raw:
    """What it is called in a list or a sentence: its title, what it begins with, the name of its file."""
    called = short(note) or next((each.name for each in files if each.name), "")
    return b.cut(value_raw(called), TITLE) if called else raw(reader, NOUN, f"nameless_{note.kind.value}")


def seen_by(note: Note, reader: Reader) -> Raw:
    """'🔒 Only its author'; '' where everyone sees it."""
    if note.seen_by is Audience.EVERYONE:
        return Raw("")
    name = "private_for" if note.seen_by is Audience.PRIVATE and note.assignees else note.seen_by.value
    return Raw(f"{_SIGNS[note.seen_by]}{raw(reader, NOUN, f'seen_{name}')}")


def sight_sign(note: Note) -> str:
    """Before those who see it, where that is not everyone."""
    return _SIGNS[note.seen_by]


def more(note: Note, reader: Reader) -> b.Element:
    """All that one may do beside reading it."""
    acts = ("open", "edit", "close" if note.is_open else "reopen", "delete")
    return b.overflow(*(b.option(raw(reader, NOUN, f"more_{act}"), f"{act}:{note.id}") for act in acts), action=MORE)


def restores(note: Note, reader: Reader) -> b.Element:
    label = plain(reader, NOUN, "restore_label", title=b.cut(name_of(note, reader), b.BUTTON))
    return b.button(plain(reader, NOUN, "restore"), action=RESTORE, value=str(note.id), label=label)


def sign_of(note: Note) -> str:
    """Before its name: what lies on a contact as a file is told from what was written."""
    if note.kind is NoteKind.NOTE:
        return ""
    return "🔗 " if note.url else "📎 "


def quoted(note: Note, reader: Reader, limit: int) -> b.Element:
    """For a card: its title, how it goes on, its day, its author, and who sees it where that is not everyone."""
    is_closed, name = not note.is_open, name_of(note, reader)
    titled = note.title or not note.text
    said = [b.words(Raw(f"{name}\n" if note.text else name), bold=True, strike=is_closed)] if titled else []
    said += [b.words(b.cut(value_raw(note.text), limit), strike=is_closed)] if note.text else []
    readers = seen_by(note, reader)
    after = [b.words(Raw(f" · {readers}"), italic=True)] if readers else []
    return b.quote(*said, b.words(Raw(f"\n{day_name(note.on, reader)} · "), italic=True), b.person(note.author), *after)


def rows(
    notes: Sequence[Note],
    reader: Reader,
    *,
    names: Mapping[int, str] = _NO_NAMES,
    files: Mapping[NoteId, Sequence[File]] = _NO_FILES,
    place: str = "",
) -> list[Block]:
    """Two blocks each. `names` are those of the contacts, where a list has several; of `files` the first are named.

    `place` tells lists apart.
    """
    return [
        block
        for each in notes
        for block in (_told(each, names, files.get(each.id, ()), reader), _doing(each, reader, place))
    ]


def _told(note: Note, names: Mapping[int, str], files: Sequence[File], reader: Reader) -> Block:
    """Only what somebody gave it for a title stands out; of one that is closed all that it says is struck through."""
    name, is_closed = name_of(note, reader, files), not note.is_open
    said = _in_one_line(note.text)
    is_titled = bool(note.title or note.url or not said)
    title = Raw(f"{sign_of(note)}{name if is_titled else said}")
    about = [said] if is_titled and said != name else []
    held = _held(files, name, reader) if files else Raw("")
    lines = [b.words(Raw(f"\n{each}"), strike=is_closed) for each in about if each]
    lines += [b.words(Raw(f"\n{held}"))] if held else []
    heading = b.words(title, bold=is_titled and not is_closed, strike=is_closed)
    return b.rich_text(b.line(heading, *lines, *_beside(note, names, reader, told=bool(files))))


def _in_one_line(text: str) -> Raw:
    said = " ".join(text.split())
    return b.cut(value_raw(said), _EXCERPT) if said else Raw("")


def _held(files: Sequence[File], title: Raw, reader: Reader) -> Raw:
    """'📎 offer.pdf · 1.2 MiB, plan.png · 340 KiB, and 2 more'; of a file that is the note itself its size alone."""
    told = [_file(file, title, reader) for file in files[:_FILES]]
    more = len(files) - len(told)
    named = ", ".join(each for each in told if each)
    if not named:
        return Raw("")
    sign = "" if files[0].name == title else "📎 "
    return Raw(f"{sign}{named}" + (f" {raw(reader, NOUN, 'files_more', n=more)}" if more else ""))


def _file(file: File, title: Raw, reader: Reader) -> str:
    name = "" if file.name == title else b.cut(value_raw(show_files.name(file, reader)), _NAME)
    size = size_name(file.size, reader) if file.size else ""
    return " · ".join(part for part in (name, size, show_files.state(file, reader)) if part)


def _beside(note: Note, names: Mapping[int, str], reader: Reader, *, told: bool) -> list[b.Element]:
    """'12 Nov 2026 · Ann Martin · @Nathan · for @Claire · 3 files'; of files that are `told` already no more."""
    contact = b.cut(names.get(note.contact, ""), _NAME)
    first = " · ".join(part for part in (day_name(note.on, reader), contact) if part)
    beside = [b.words(Raw(f"\n{first} · "), italic=True), b.person(note.author)]
    if note.assignees:
        beside += [b.words(Raw(f" · {raw(reader, NOUN, 'is_for')} "), italic=True), *b.people(note.assignees)]
    if note.due is not None and note.is_open:
        beside.append(b.words(Raw(f", {when(note.due.at, reader)}"), italic=True))
    count = len(note.files) if note.kind is NoteKind.NOTE and not told else 0
    rest = (seen_by(note, reader), raw(reader, NOUN, "files_many", n=count) if count else "", _fate(note, reader))
    return beside + [b.words(Raw(f" · {part}"), italic=True) for part in rest if part]


def _fate(note: Note, reader: Reader) -> Raw:
    if note.deleted_at is not None:
        return raw(reader, NOUN, f"is_deleted_{note.kind.value}", day=day(note.deleted_at, reader))
    return Raw("") if note.is_open else raw(reader, NOUN, f"is_closed_{note.kind.value}")


def _doing(note: Note, reader: Reader, place: str) -> Block:
    label = plain(reader, NOUN, "open_label", title=b.cut(name_of(note, reader), b.BUTTON))
    opens = b.button(plain(reader, NOUN, "open"), action=OPEN, value=str(note.id), label=label)
    if note.deleted_at is not None:
        return b.actions([restores(note, reader), opens], block_id=f"{LISTED}{note.id}{place}")
    return b.actions([opens, more(note, reader)], block_id=f"{LISTED}{note.id}{place}")
