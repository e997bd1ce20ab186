"""Lines of the feed as a channel is told of them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.contacts._names import actor_names, each_told_to_all
from bot.model.ids import EventId
from bot.model.policy import Can
from bot.model.records import Line


@needs(Can.READ)
async def lines(work: Work, events: Sequence[EventId]) -> list[Line]:
    """Some events for a channel's post, the oldest first, without those that the reader may not see."""
    found = [event for event in await work.events.find_many(events) if event.contact is not None]
    told = await each_told_to_all(work, [event.changes for event in found])
    seen = [
        replace(event, changes=changes)
        for event, changes in zip(found, told, strict=True)
        if changes or not event.changes
    ]
    contacts = {event.contact for event in seen if event.contact is not None}
    names = await work.contacts.names(sorted(contacts))
    actors = await actor_names(work, seen)
    return [Line(each, names.get(each.contact, "") if each.contact else "", actors[each.actor]) for each in seen]
