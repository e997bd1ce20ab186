"""A list of notes as it stands: which ones, and from where on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qsl

from bot.crm import contacts, notes
from bot.crm._work import Work
from bot.handlers._places import place_text
from bot.model.files import File
from bot.model.folding import words
from bot.model.ids import ContactId, NoteId
from bot.model.messages import Block, Message
from bot.model.notes import NoteKind, NoteList
from bot.templates import notes as show
from bot.templates._words import reader_of

_NOUN = "notes"
_BLOCK = 200  # letters of a place that stand in the id of a block; Slack takes 255
_STATES = {"open": False, "closed": True}
ON_HOME = 3


@dataclass(frozen=True, slots=True)
class Place:
    """`cursor` is where the page begins, '' of the first."""

    which: NoteList
    cursor: str = ""

    def __str__(self) -> str:
        low, beyond = self.which.days
        said = {
            "contact": "" if self.which.contact is None else str(self.which.contact),
            "from": "" if low is None else low.isoformat(),
            "to": "" if beyond is None else beyond.isoformat(),
            "mine": "yes" if self.which.mine else "",
            "state": next((name for name, closed in _STATES.items() if closed is self.which.closed), ""),
            "kind": "" if self.which.kind is None else self.which.kind.value,
            "deleted": "yes" if self.which.deleted else "",
            "words": self.which.words,
            "at": self.cursor,
        }
        return place_text(said)


def place_of(text: str) -> Place:
    """What `str` of a place says, as buttons carry it; what is not understood is left out."""
    said = dict(parse_qsl(text))
    contact, kind = said.get("contact", ""), said.get("kind", "")
    which = NoteList(
        contact=ContactId(int(contact)) if contact.isascii() and contact.isdigit() else None,
        days=(_day(said.get("from", "")), _day(said.get("to", ""))),
        mine="mine" in said,
        closed=_STATES.get(said.get("state", "")),
        words=said.get("words", ""),
        kind=NoteKind(kind) if kind in set(NoteKind) else None,
        deleted="deleted" in said,
    )
    return Place(which, said.get("at", ""))


def place_in(metadata: str) -> Place | None:
    """The list that a view shows; None of any other view."""
    noun, colon, rest = metadata.partition(":")
    return place_of(rest) if noun == _NOUN and colon else None


def place_at(block: str) -> Place | None:
    """The list that a message shows, of which a row was clicked: the row's block says."""
    _, colon, rest = block.removeprefix(show.LISTED).partition(":")
    return place_of(rest) if block.startswith(show.LISTED) and colon else None


async def listed(work: Work, place: Place) -> show.Listed:
    page = await notes.listed(work, place.which, place.cursor or None)
    keys = {each.contact for each in page.notes} | ({place.which.contact} if place.which.contact is not None else set())
    names = await contacts.names(work, sorted(keys)) if keys else {}
    written = f":{place}"
    return show.Listed(
        which=place.which,
        page=page,
        names=names,
        files=_found_first(await notes.files(work, page.notes), place.which.words),
        doors=_doors(place, page.cursor),
        here=_here(place.which),
        place=written if len(written) <= _BLOCK else "",
    )


def _found_first(files: Mapping[NoteId, tuple[File, ...]], asked: str) -> Mapping[NoteId, Sequence[File]]:
    """Of several files of a note those first whose names were asked for."""
    wanted = words(asked)

    def missing(file: File) -> int:
        held = words(file.name)
        return sum(not any(word.startswith(each) for word in held) for each in wanted)

    return {note: sorted(held, key=missing) for note, held in files.items()} if wanted else files


def _here(which: NoteList) -> str:
    if which.deleted:
        return "deleted"
    return next((name for name, closed in _STATES.items() if closed is which.closed), "all")


def _doors(place: Place, next_page: str | None) -> Mapping[str, str]:
    which, there = place.which, replace(place.which, deleted=False)
    doors = {
        "mine": Place(replace(which, mine=True)),
        "everyone": Place(replace(which, mine=False)),
        "all": Place(replace(there, closed=None)),
        "open": Place(replace(there, closed=False)),
        "closed": Place(replace(there, closed=True)),
        "deleted": Place(replace(which, closed=None, deleted=True)),
    }
    if place.cursor:
        doors["first_page"] = Place(which)
    if next_page is not None:
        doors["next_page"] = Place(which, next_page)
    return {name: str(each) for name, each in doors.items()}


async def list_message(work: Work, place: Place) -> Message:
    return show.one_list(await listed(work, place), reader_of(work.viewer.member))


async def list_view(work: Work, place: Place) -> Block:
    reader = reader_of(work.viewer.member)
    return show.as_view(await listed(work, place), reader, metadata=f"{_NOUN}:{place}")


async def on_home(work: Work) -> show.Listed:
    """The latest of one's own that are open."""
    found = await listed(work, Place(NoteList(mine=True, closed=False)))
    return replace(found, page=replace(found.page, notes=found.page.notes[:ON_HOME]), place="")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
