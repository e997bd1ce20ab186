"""A list of reminders as it stands: which one, whose, and from where on."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.crm import contacts, reminders
from bot.crm._work import Work
from bot.model.messages import Block, Message
from bot.model.reminders import Page, Which
from bot.templates import reminders as show
from bot.templates._words import reader_of

_OPEN = (Which.OVERDUE, Which.TODAY, Which.COMING)


@dataclass(frozen=True, slots=True)
class Place:
    """`which` is None where all that is open is shown in short; `cursor` is where the page begins."""

    which: Which | None = None
    everyone: bool = False
    cursor: str = ""


def place_of(which: str, whose: str, cursor: str = "") -> Place:
    """From the names that buttons carry."""
    known = Which(which) if which in set(Which) else None
    return Place(known, whose == show.ALL, cursor if known is not None else "")


def place_in(metadata: str) -> Place | None:
    """The list that a view shows; None of any other view."""
    noun, _, rest = metadata.partition(":")
    which, _, rest = rest.partition(":")
    whose, _, cursor = rest.partition(":")
    return place_of(which, whose, cursor) if noun == show.NOUN and whose else None


def place_in_row(block: str) -> Place | None:
    """The list that a row stands in; None of any other block, and of a row drawn before it said so."""
    _, _, place = block.partition(":")
    which, _, rest = place.partition(":")
    whose, _, cursor = rest.partition(":")
    return place_of(which, whose, cursor) if block.startswith(show.LISTED) and whose else None


async def listed(work: Work, place: Place) -> show.Listed:
    """One page of the list, or the first one of each that is open."""
    wanted = _OPEN if place.which is None else (place.which,)
    pages = {
        which: await reminders.listed(work, which, everyone=place.everyone, cursor=place.cursor or None)
        for which in wanted
    }
    keys = [each.contact for page in pages.values() for each in page.reminders if each.contact is not None]
    names = await contacts.names(work, keys) if keys else {}
    whose = show.ALL if place.everyone else show.MINE
    people = await _people(work, pages.values()) if place.everyone else {}
    return show.Listed(pages=pages, names=names, people=people, whose=whose, cursor=place.cursor)


async def _people(work: Work, pages: Iterable[Page]) -> dict[str, str]:
    wanted = {member for page in pages for each in page.reminders for member in each.assignees}
    known = await work.members.find_many(sorted(wanted)) if wanted else {}
    return {key: member.name for key, member in known.items()}


async def list_message(work: Work, place: Place) -> Message:
    found, reader = await listed(work, place), reader_of(work.viewer.member)
    return show.overview(found, reader) if place.which is None else show.one_list(place.which, found, reader)


async def list_view(work: Work, place: Place) -> Block:
    whose = show.ALL if place.everyone else show.MINE
    which = "" if place.which is None else place.which.value
    metadata = f"{show.NOUN}:{which}:{whose}:{place.cursor}"
    return show.as_view(await list_message(work, place), reader_of(work.viewer.member), metadata=metadata)
