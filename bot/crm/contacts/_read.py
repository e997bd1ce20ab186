"""A contact's record as it is shown, tab by tab, in few statements whatever it holds."""

from collections.abc import Iterable, Sequence

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.changes import ASSIGNED
from bot.model.contacts import Contact
from bot.model.errors import ContactNotFound
from bot.model.events import Change, EventKind
from bot.model.ids import ContactId, EventId, MemberId
from bot.model.notes import LatestNotes
from bot.model.policy import Can
from bot.model.records import Ended, Line, Record, Tab
from bot.model.reminders import Reminder

NOTES_ON_CARD = 3
REMINDERS_ON_CARD = 3
NOTES_ON_TAB = 20
REMINDERS_ON_TAB = 20
OLDER = 10  # lines of a page of the activity tab
_ENDS = (EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_DELETED)
_WHO_IT_IS = (Tab.OVERVIEW, Tab.DETAILS)  # the tabs that show its tags, employer and photo


@needs(Can.READ)
async def card(work: Work, contact: ContactId) -> Record:
    """What a card shows. Raises ContactNotFound."""
    return await record(work, contact, Tab.OVERVIEW)


@needs(Can.READ)
async def record(work: Work, contact: ContactId, tab: Tab) -> Record:
    """The record with what this tab shows; a deleted one too, since its trace can be read. Raises ContactNotFound."""
    found = await work.contacts.find(contact, deleted=True)
    if found is None:
        raise ContactNotFound(words="")
    values = found.values
    notes = LatestNotes()
    reminders: tuple[Reminder, ...] = ()
    lines: tuple[Line, ...] = ()
    more, shows = False, tab in _WHO_IT_IS
    if tab in (Tab.OVERVIEW, Tab.NOTES):
        notes = await work.notes.list(contact, limit=NOTES_ON_CARD if tab is Tab.OVERVIEW else NOTES_ON_TAB)
    if tab in (Tab.OVERVIEW, Tab.REMINDERS):
        limit = REMINDERS_ON_CARD if tab is Tab.OVERVIEW else REMINDERS_ON_TAB
        reminders = tuple(await work.reminders.of_contact(contact, limit=limit))
    if tab is Tab.ACTIVITY:
        lines, more = await _lines(work, found, before=None)
    return Record(
        contact=found,
        tags=tuple(await work.tags.worn_by(contact)) if shows and values.tags else (),
        employer=await work.contacts.line(values.employer, deleted=True) if shows and values.employer else None,
        photo=await work.files.find(values.photo) if shows and values.photo else None,
        notes=notes,
        reminders=reminders,
        lines=lines,
        more_lines=more,
        names=await _names(work, lines),
        ended=await _ended(work, found),
    )


@needs(Can.READ)
async def older(work: Work, contact: ContactId, before: EventId) -> Record:
    """The activity tab from an event on, towards the past. Raises ContactNotFound."""
    found = await work.contacts.find(contact, deleted=True)
    if found is None:
        raise ContactNotFound(words="")
    lines, more = await _lines(work, found, before=before)
    return Record(contact=found, lines=lines, more_lines=more, names=await _names(work, lines))


@needs(Can.READ)
async def value_names(work: Work, changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """What the ids among the old and new values of some changes stand for."""
    return await _value_names(work, list(changes))


async def _lines(work: Work, contact: Contact, *, before: EventId | None) -> tuple[tuple[Line, ...], bool]:
    events = await work.events.list(contact.id, limit=OLDER + 1, before=before)
    actors = await work.members.find_many([MemberId(event.actor) for event in events])
    names = {member: each.name for member, each in actors.items()}
    lines = [Line(event, contact.name, names.get(MemberId(event.actor), event.actor)) for event in events[:OLDER]]
    return tuple(lines), len(events) > OLDER


async def _names(work: Work, lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    return await _value_names(work, [change for line in lines for change in line.event.changes])


async def _value_names(work: Work, changes: Sequence[Change]) -> tuple[tuple[str, str], ...]:
    employers = {ContactId(int(text)) for text in _values(changes, "employer")}
    people = {MemberId(text) for text in (*_values(changes, "owner"), *_values(changes, ASSIGNED))}
    contacts = await work.contacts.names(sorted(employers)) if employers else {}
    members = await work.members.find_many(sorted(people)) if people else {}
    return (
        *((str(key), name) for key, name in contacts.items()),
        *((key, member.name) for key, member in members.items()),
    )


def _values(changes: Iterable[Change], field: str) -> Iterable[str]:
    return (text for each in changes if each.field.startswith(field) for text in (each.old, each.new) if text)


async def _ended(work: Work, contact: Contact) -> Ended | None:
    if contact.archived_at is None and contact.deleted_at is None:
        return None
    latest = await work.events.latest_of(contact.id, _ENDS)
    return None if latest is None else Ended(MemberId(latest[0]), latest[1])
