"""Lists of notes, page by page: as a message, a view, and the latest few on Home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.model.contacts import Found
from bot.model.files import File
from bot.model.ids import ContactId, NoteId
from bot.model.messages import Block, Message
from bot.model.notes import NoteKind, NoteList, Page
from bot.templates import _blocks as b
from bot.templates._dates import day_name
from bot.templates._notes import ATTACH, LIST, NEW, NOUN, SHOW_ALL, rows
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, plain, plain_value, raw, value_raw
from bot.templates.contacts._lists import offered

_DOORS = ("all", "open", "closed", "deleted")
_TURNS = ("first_page", "next_page")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of the notes that were asked for. `doors` lead to other lists, by name; `here` is the one that one is in.

    `names` are those of the contacts, `files` those of each note. `place` stands behind the id of each row.
    """

    which: NoteList
    page: Page
    names: Mapping[int, str]
    doors: Mapping[str, str]
    files: Mapping[NoteId, Sequence[File]] = field(default_factory=dict)
    here: str = ""
    place: str = ""

    @property
    def noun(self) -> str:
        """'note' or 'file', whichever alone is listed, else 'any'."""
        return "any" if self.which.kind is None else self.which.kind.value

    @property
    def about(self) -> str:
        """The name of the contact that all are about; '' where that may be any."""
        return "" if self.which.contact is None else self.names.get(self.which.contact, "")


def one_list(listed: Listed, reader: Reader) -> Message:
    """What there is of what was asked, the newest day first."""
    page = listed.page
    text = _counted(listed, reader)
    names = {} if listed.about else listed.names
    shown = rows(page.notes, reader, names=names, files=listed.files, place=listed.place)
    above = [b.section(text), *_asked(listed, reader), _doors(listed, reader)]
    return Message(text, (*above, *shown, *_turns(listed, reader)))


def _counted(listed: Listed, reader: Reader) -> Mrkdwn:
    """Where all of them are of one kind, and stand here, they are called what they are."""
    page, noun = listed.page, listed.noun
    kinds = {each.kind for each in page.notes}
    if noun == "any" and page.total == len(page.notes) and len(kinds) == 1 and not page.capped:
        (kind,) = kinds
        noun = kind.value
    if listed.which.deleted:
        noun = "deleted"
    count = page.files if listed.which.kind is NoteKind.FILE and not listed.which.deleted else page.total
    return mrkdwn(reader, NOUN, f"list_{noun}", n=count, many="yes" if page.capped else "")


def whose(found: Sequence[Found], words: str, reader: Reader, *, doors: Mapping[ContactId, str]) -> Message:
    """Several contacts fit; each button leads to the list of one."""
    return offered(found, words, reader, action=f"{LIST}.of", values=doors)


def as_view(listed: Listed, reader: Reader, *, metadata: str) -> Block:
    return b.modal(
        plain(reader, NOUN, f"list_title_{listed.noun}"),
        one_list(listed, reader).blocks,
        callback="notes.listed",
        close=plain(reader, "form", "close"),
        metadata=metadata,
    )


def home_blocks(listed: Listed, reader: Reader) -> list[Block]:
    """The latest few of one's own, and the way to all of them."""
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value="")
    everything = b.button(plain(reader, NOUN, "all_of_mine"), action=SHOW_ALL, value=listed.doors["mine"])
    blocks = [b.header(plain(reader, NOUN, "home_title")), b.actions([new, everything], block_id="home-notes")]
    if not listed.page.notes:
        return [*blocks, b.context(mrkdwn(reader, NOUN, "none_of_mine"))]
    return blocks + rows(listed.page.notes, reader, names=listed.names, files=listed.files)


def _asked(listed: Listed, reader: Reader) -> list[Block]:
    """'Ann Martin · 9 Nov 2026 to 15 Nov 2026 · “price”'."""
    words = raw(reader, NOUN, "quoted", words=listed.which.words) if listed.which.words else ""
    mine = raw(reader, NOUN, "of_mine") if listed.which.mine else ""
    parts = [part for part in (value_raw(listed.about), mine, _days(listed, reader), words) if part]
    return [b.plain_context(plain_value(" · ".join(parts)))] if parts else []


def _days(listed: Listed, reader: Reader) -> Raw:
    low, beyond = listed.which.days
    last = None if beyond is None else beyond - timedelta(days=1)
    if low is not None and low == last:
        return day_name(low, reader)
    named = {"low": low and day_name(low, reader), "high": last and day_name(last, reader)}
    if low is not None and last is not None:
        return raw(reader, NOUN, "from_to", **named)
    if low is not None:
        return raw(reader, NOUN, "from_day", **named)
    return Raw("") if last is None else raw(reader, NOUN, "to_day", **named)


def _doors(listed: Listed, reader: Reader) -> Block:
    """To the same list of oneself or everybody, of what is open or closed; and to the form."""
    doors = [_door(name, listed, reader) for name in (*_DOORS, "everyone" if listed.which.mine else "mine")]
    about = "" if listed.which.contact is None else str(listed.which.contact)
    adds = [
        b.button(plain(reader, NOUN, name), action=action, value=about)
        for name, action in (("new", NEW), ("attach", ATTACH))
    ]
    return b.actions([*doors, *adds], block_id="note-lists")


def _door(name: str, listed: Listed, reader: Reader) -> b.Element:
    words, action, value = plain(reader, NOUN, f"door_{name}"), f"{LIST}.{name}", listed.doors[name]
    if name != listed.here:
        return b.button(words, action=action, value=value)
    label = plain(reader, "form", "shown_now", name=words)
    return b.button(words, action=action, value=value, style="primary", label=label)


def _turns(listed: Listed, reader: Reader) -> list[Block]:
    turns = [
        b.button(plain(reader, "reminders", name), action=f"{LIST}.{name}", value=listed.doors[name])
        for name in _TURNS
        if name in listed.doors
    ]
    return [b.actions(turns, block_id="note-turning")] if turns else []
