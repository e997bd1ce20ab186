"""One line of the feed as a channel is told of it."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import actor_names, told_to_all
from bot.model.ids import EventId
from bot.model.policy import Can
from bot.model.records import Line


@needs(Can.READ)
async def line(work: Work, event: EventId) -> Line | None:
    """One event for a channel's post; None where the reader may not see it."""
    found = await work.events.find(event)
    if found is None or found.contact is None:
        return None
    changes = await told_to_all(work, found.changes)
    if found.changes and not changes:
        return None
    names, actors = await work.contacts.names([found.contact]), await actor_names(work, [found])
    return Line(replace(found, changes=changes), names.get(found.contact, ""), actors[found.actor])
