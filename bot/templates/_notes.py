"""A note as every place shows it, lists and the contact's card alike: what it is called, who sees it, its rows, and the
names of what may be done with it."""

from collections.abc import Mapping, Sequence

from bot.model.files import File
from bot.model.messages import Block
from bot.model.notes import Audience, Note, NoteKind, short
from bot.templates import _blocks as b
from bot.templates._dates import day_name, when
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
_NAME = 60
_NO_NAMES: Mapping[int, str] = {}


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


def more(note: Note, reader: Reader) -> b.Element:
    """All that one may do beside reading it."""
    acts = ("open", "edit", "close" if note.is_open else "reopen", "delete")
    return b.overflow(*(b.option(raw(reader, NOUN, f"more_{act}"), f"{act}:{note.id}") for act in acts), action=MORE)


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
    notes: Sequence[Note], reader: Reader, *, names: Mapping[int, str] = _NO_NAMES, place: str = ""
) -> list[Block]:
    """Two blocks each. `names` are those of the contacts, where a list has several; `place` tells lists apart."""
    return [block for each in notes for block in (_told(each, names, reader), _doing(each, reader, place))]


def _told(note: Note, names: Mapping[int, str], reader: Reader) -> Block:
    name = name_of(note, reader)
    title = b.words(Raw(f"{sign_of(note)}{name}"), bold=note.is_open, strike=not note.is_open)
    about = [b.words(Raw(f"\n{each}")) for each in (_excerpt(note, name),) if each]
    return b.rich_text(b.line(title, *about, *_beside(note, names, reader)))


def _excerpt(note: Note, name: Raw) -> Raw:
    """How it goes on, in one line."""
    rest = note.text if note.title else note.text.partition("\n")[2]
    said = " ".join(rest.split())
    return b.cut(value_raw(said), _EXCERPT) if said != name else Raw("")


def _beside(note: Note, names: Mapping[int, str], reader: Reader) -> list[b.Element]:
    """'12 Nov 2026 · Ann Martin · @Nathan · for @Claire · 3 files'."""
    contact = b.cut(names.get(note.contact, ""), _NAME)
    first = " · ".join(part for part in (day_name(note.on, reader), contact) if part)
    told = [b.words(Raw(f"\n{first} · "), italic=True), b.person(note.author)]
    if note.assignees:
        told += [b.words(Raw(f" · {raw(reader, NOUN, 'is_for')} "), italic=True), *b.people(note.assignees)]
    if note.due is not None and note.is_open:
        told.append(b.words(Raw(f", {when(note.due.at, reader)}"), italic=True))
    count = len(note.files) if note.kind is NoteKind.NOTE else 0
    rest = (seen_by(note, reader), raw(reader, NOUN, "files_many", n=count) if count else "", _fate(note, reader))
    return told + [b.words(Raw(f" · {part}"), italic=True) for part in rest if part]


def _fate(note: Note, reader: Reader) -> Raw:
    return Raw("") if note.is_open else raw(reader, NOUN, f"is_closed_{note.kind.value}")


def _doing(note: Note, reader: Reader, place: str) -> Block:
    label = plain(reader, NOUN, "open_label", title=b.cut(name_of(note, reader), b.BUTTON))
    opens = b.button(plain(reader, NOUN, "open"), action=OPEN, value=str(note.id), label=label)
    return b.actions([opens, more(note, reader)], block_id=f"{LISTED}{note.id}{place}")
