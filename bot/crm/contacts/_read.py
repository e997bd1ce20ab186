"""A contact's record as it is shown, tab by tab, in few statements whatever it holds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.crm._asked import seen_fields
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import actor_names, names_of, seen_changes
from bot.model.activities import Activity
from bot.model.channels import Stage
from bot.model.consents import Consent
from bot.model.contacts import Contact, ContactValues
from bot.model.custom_fields import CustomField
from bot.model.errors import ContactNotFound
from bot.model.events import Change, EventKind
from bot.model.ids import ActivityId, ChannelId, ChoiceId, ContactId, EventId, MemberId
from bot.model.note_changes import told_once
from bot.model.notes import LatestNotes, NoteKind
from bot.model.policy import Can
from bot.model.records import Around, Ended, Line, Names, People, Record, Tab, tab_of
from bot.model.reminders import Reminder

NOTES_ON_CARD = 3
REMINDERS_ON_CARD = 3
NOTES_ON_TAB = 10
REMINDERS_ON_TAB = 20
PEOPLE_ON_TAB = 10
OLDER = 10  # lines of a page of the activity tab
_SOON = timedelta(days=30)  # in which a birthday is told
_ENDS = (EventKind.CONTACT_ARCHIVED, EventKind.CONTACT_DELETED)
_ANSWERED = (Tab.DETAILS, Tab.SALES)  # that show what it agreed to
_WRITTEN = {Tab.NOTES: NoteKind.NOTE, Tab.FILES: NoteKind.FILE}
_WHO_IT_IS = (Tab.OVERVIEW, Tab.DETAILS)  # the tabs that show its custom fields, employer and photo


@needs(Can.READ)
async def find(work: Work, contact: ContactId) -> Contact:
    """As it is stored; one that is archived too. Raises ContactNotFound."""
    found = await work.contacts.find(contact)
    if found is None:
        raise ContactNotFound(words="")
    return found


@needs(Can.READ)
async def card(work: Work, contact: ContactId) -> Record:
    """What a card shows. Raises ContactNotFound."""
    return await record(work, contact, Tab.OVERVIEW)


@needs(Can.READ)
async def record(work: Work, contact: ContactId, tab: Tab, *, role: ChoiceId | None = None, page: int = 0) -> Record:
    """The record with what this tab shows, or the overview where it has no such tab; a deleted one too, since its
    trace can be read. `role` and `page` are of its people. Raises ContactNotFound.
    """
    whole = await work.contacts.whole(contact, deleted=True)
    if whole is None:
        raise ContactNotFound(words="")
    found, values = whole.contact, whole.contact.values
    tab = tab_of(values, tab)
    notes = LatestNotes()
    reminders: tuple[Reminder, ...] = ()
    told = _Told()
    shows = tab in _WHO_IT_IS
    if tab in (Tab.OVERVIEW, *_WRITTEN):
        limit = NOTES_ON_CARD if tab is Tab.OVERVIEW else NOTES_ON_TAB
        notes = await work.notes.list(contact, limit=limit, kind=_WRITTEN.get(tab, NoteKind.NOTE))
    if tab in (Tab.OVERVIEW, Tab.REMINDERS):
        limit = REMINDERS_ON_CARD if tab is Tab.OVERVIEW else REMINDERS_ON_TAB
        reminders = tuple(await work.reminders.of_contact(contact, limit=limit))
    if tab is Tab.ACTIVITY:
        told = await _told(work, found, before=None)
    around = await work.contacts.around(contact)
    return Record(
        contact=found,
        tags=whole.tags,
        choices=whole.choices,
        custom_fields=await _custom_fields(work, values) if shows else (),
        around=around,
        people=await _people(work, contact, role=role, page=page) if tab is Tab.PEOPLE else People(),
        employer=around.employer,
        employer_consents=await _employer_consents(work, around, tab),
        next_birthday=_soon(work, values),
        channel=await _channel(work, contact) if tab is Tab.OVERVIEW else None,
        photo=await work.files.find(values.photo) if shows and values.photo else None,
        notes=notes,
        reminders=reminders,
        lines=told.lines,
        more_lines=told.more,
        logged=told.logged,
        may_change=frozenset(each.id for each in told.logged if each.may_be_changed_by(work.viewer.member)),
        names=told.names,
        ended=await _ended(work, found),
    )


async def _channel(work: Work, contact: ContactId) -> ChannelId | None:
    """Its own, where it is there."""
    made = await work.channels.of_contact(contact)
    return made.channel if made is not None and made.stage is Stage.READY else None


@needs(Can.READ)
async def older(work: Work, contact: ContactId, before: EventId) -> Record:
    """The activity tab from an event on, towards the past. Raises ContactNotFound."""
    whole = await work.contacts.whole(contact, deleted=True)
    if whole is None:
        raise ContactNotFound(words="")
    told = await _told(work, whole.contact, before=before)
    return Record(
        contact=whole.contact,
        choices=whole.choices,
        around=await work.contacts.around(contact),
        lines=told.lines,
        more_lines=told.more,
        logged=told.logged,
        may_change=frozenset(each.id for each in told.logged if each.may_be_changed_by(work.viewer.member)),
        names=told.names,
        ended=await _ended(work, whole.contact),
    )


@needs(Can.READ)
async def value_names(work: Work, changes: Iterable[Change]) -> Names:
    """What the ids among the old and new values of some changes stand for."""
    return await names_of(work, list(changes))


async def _custom_fields(work: Work, values: ContactValues) -> tuple[CustomField, ...]:
    return tuple([each for each in await seen_fields(work) if each.is_for(values)])


async def _people(work: Work, company: ContactId, *, role: ChoiceId | None, page: int) -> People:
    return await work.contacts.people(company, role=role, limit=PEOPLE_ON_TAB, offset=page * PEOPLE_ON_TAB)


async def _employer_consents(work: Work, around: Around, tab: Tab) -> tuple[Consent, ...]:
    if tab not in _ANSWERED or around.employer is None:
        return ()
    return tuple(await work.contacts.consents(around.employer.id))


def _soon(work: Work, values: ContactValues) -> date | None:
    if values.birthday is None:
        return None
    today = work.now.astimezone(ZoneInfo(work.viewer.member.zone)).date()
    falls = values.birthday.next_after(today)
    return falls if falls - today <= _SOON else None


@dataclass(frozen=True, slots=True)
class _Told:
    """Some lines of the trace with the names that they need, and whether there are more; `logged` are the activities
    that they log."""

    lines: tuple[Line, ...] = ()
    more: bool = False
    names: Names = ()
    logged: tuple[Activity, ...] = ()


async def _told(work: Work, contact: Contact, *, before: EventId | None) -> _Told:
    found = await work.events.list(contact.id, limit=OLDER + 1, before=before)
    events = told_once(found)
    names = await names_of(work, [change for event in events[:OLDER] for change in event.changes])
    actors = await actor_names(work, events)
    lines = [
        Line(replace(event, changes=seen_changes(event.changes, names)), contact.name, actors[event.actor])
        for event in events[:OLDER]
    ]
    keys = [ActivityId(event.subject) for event in events[:OLDER] if event.kind is EventKind.ACTIVITY_LOGGED]
    logged = await work.activities.find_many(keys) if keys else {}
    return _Told(tuple(lines), len(found) > OLDER, names, tuple(logged.values()))


async def _ended(work: Work, contact: Contact) -> Ended | None:
    if contact.archived_at is None and contact.deleted_at is None:
        return None
    latest = await work.events.latest_of(contact.id, _ENDS)
    return None if latest is None else Ended(MemberId(latest[0]), latest[1])
