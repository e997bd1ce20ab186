"""Creating, finding and opening contacts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import Contact, ContactValues, Found, Page
from bot.model.errors import ContactNotFound, ManyContacts
from bot.model.events import Change, EventKind, Happening
from bot.model.folding import squeeze
from bot.model.ids import ContactId, CoordinateId
from bot.model.notes import LatestNotes
from bot.model.policy import Can
from bot.model.query import Query, is_number, query_of
from bot.model.reminders import Reminder

PAGE = 10
NOTES_ON_CARD = 3
REMINDERS_ON_CARD = 3


@dataclass(frozen=True, slots=True)
class Card:
    """What a contact's card shows."""

    contact: Contact
    notes: LatestNotes
    reminders: tuple[Reminder, ...] = ()


@needs(Can.WRITE)
async def create(work: Work, values: ContactValues) -> Contact:
    contact = Contact(
        id=ContactId(work.next_id()),
        number=await work.contacts.next_numbers(),
        values=with_ids(work, values),
        created_at=work.now,
        updated_at=work.now,
        created_by=work.viewer.id,
    )
    await work.contacts.add(contact)
    await work.tell(created_event(contact))
    return contact


def created_event(contact: Contact, *, quiet: bool = False) -> Happening:
    return Happening(
        kind=EventKind.CONTACT_CREATED,
        subject=contact.id,
        contact=contact.id,
        changes=(Change("name", None, contact.name),),
        quiet=quiet,
    )


def with_ids(work: Work, values: ContactValues) -> ContactValues:
    """Each coordinate gets an id of its own, by which it can later be changed or removed alone."""
    kept = tuple(replace(each, id=each.id or CoordinateId(work.next_id())) for each in values.coordinates)
    return replace(values, coordinates=kept)


@needs(Can.READ)
async def search(work: Work, words: str) -> Page:
    """The first page of what fits the words. '#12' is a contact's own number; '12' has that contact on top."""
    numbered = await _numbered(work, words)
    if is_number(words):
        return Page(found=(), total=0) if numbered is None else Page(found=(numbered,), total=1)
    page = await work.contacts.list(query_of(words), limit=PAGE)
    if numbered is None:
        return page
    others = tuple(each for each in page.found if each.id != numbered.id)
    missing = len(others) == len(page.found)
    return replace(page, found=(numbered, *others)[:PAGE], total=page.total + missing)


async def _numbered(work: Work, words: str) -> Found | None:
    number = words.removeprefix("#").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    return await work.contacts.by_number(int(number))


@needs(Can.READ)
async def card(work: Work, contact: ContactId) -> Card:
    """Raises ContactNotFound."""
    record = await work.contacts.find(contact)
    if record is None:
        raise ContactNotFound(words="")
    notes = await work.notes.list(contact, limit=NOTES_ON_CARD)
    reminders = await work.reminders.of_contact(contact, limit=REMINDERS_ON_CARD)
    return Card(record, notes, tuple(reminders))


@needs(Can.READ)
async def found(work: Work, contact: ContactId) -> Found:
    """A contact as a line of a list. Raises ContactNotFound."""
    record = await work.contacts.line(contact)
    if record is None:
        raise ContactNotFound(words="")
    return record


@needs(Can.READ)
async def names(work: Work, contacts: Sequence[ContactId]) -> dict[int, str]:
    return {int(key): name for key, name in (await work.contacts.names(contacts)).items()}


@needs(Can.READ)
async def named(work: Work, words: str) -> Found:
    """The one contact that the words or its number name. Raises ContactNotFound, ManyContacts with the likeliest."""
    numbered = await _numbered(work, words)
    if numbered is not None:
        return numbered
    page = await search(work, words)
    if not page.found:
        raise ContactNotFound(words=words, number=is_number(words))
    exact = [each for each in page.found if squeeze(each.name) == squeeze(words)]
    if len(exact) == 1:
        return exact[0]
    if len(page.found) > 1:
        raise ManyContacts(words=words, contacts=page.found)
    return page.found[0]


@needs(Can.READ)
async def mentioned(work: Work, sentence: str) -> list[Found]:
    """The contacts whose name stands in a sentence, the fullest mention first; several mean a doubt.

    'rappeler marie dupont' names Marie Dupont, and a company Dupont only where no fuller name fits.
    """
    said = query_of(sentence).terms
    candidates = await work.contacts.any_of(Query(text=sentence, terms=said), limit=PAGE * 5)
    scored = [(_mention(each, said), each) for each in candidates]
    best = max((score for score, _ in scored), default=0)
    return [each for score, each in scored if score == best > 0][:PAGE]


def _mention(contact: Found, said: tuple[str, ...]) -> int:
    """How much of a sentence names this contact: the letters of its whole name, or of its last word."""
    words = query_of(contact.name).terms
    if words and all(word in said for word in words):
        return sum(len(word) for word in words)
    if words and words[-1] in said and len(words[-1]) >= 3:
        return len(words[-1])
    return 0
