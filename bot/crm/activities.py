"""Reading what happened to a contact."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import names_of, seen_changes, told_to_all
from bot.model.errors import ContactNotFound
from bot.model.ids import ContactId, EventId, MemberId
from bot.model.note_changes import told_once
from bot.model.policy import Can
from bot.model.records import Line

__all__ = ["LATEST", "Line", "line", "of_contact"]

LATEST = 10


@needs(Can.READ)
async def of_contact(work: Work, contact: ContactId) -> tuple[str, list[Line]]:
    """The contact's name and its latest lines, newest first. Raises ContactNotFound."""
    names = await work.contacts.names([contact])
    if contact not in names:
        raise ContactNotFound(words="")
    events = told_once(await work.events.list(contact, limit=LATEST + 1))[:LATEST]
    actors = await work.members.find_many([MemberId(event.actor) for event in events])
    known = await names_of(work, [change for event in events for change in event.changes])
    return names[contact], [
        Line(
            replace(event, changes=seen_changes(event.changes, known)),
            names[contact],
            actors[MemberId(event.actor)].name if event.actor in actors else event.actor,
        )
        for event in events
    ]


@needs(Can.READ)
async def line(work: Work, event: EventId) -> Line | None:
    """One event for a channel's post; None where the reader may not see it."""
    found = await work.events.find(event)
    if found is None or found.contact is None:
        return None
    changes = await told_to_all(work, found.changes)
    if found.changes and not changes:
        return None
    names = await work.contacts.names([found.contact])
    actor = await work.members.find(MemberId(found.actor))
    return Line(replace(found, changes=changes), names.get(found.contact, ""), actor.name if actor else found.actor)
