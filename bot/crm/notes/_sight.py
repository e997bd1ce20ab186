"""Who may see a note: chosen by its author alone, and true at once of all that was ever said of it."""

from dataclasses import replace

from bot.crm._work import Work
from bot.crm.notes import _deliveries as deliveries
from bot.crm.notes._told import told
from bot.crm.notes._write import audience_of
from bot.model.changes import differences
from bot.model.errors import FieldsInvalid
from bot.model.events import EventKind
from bot.model.ids import AudienceId
from bot.model.note_changes import AUDIENCE, flat
from bot.model.notes import Audience, Note, Wanted


def fault_of_sight(work: Work, held: Note, chosen: Wanted) -> FieldsInvalid | None:
    """Where whoever acts is not its author and would show it to others, or hide it."""
    if work.viewer.id == held.author:
        return None
    if (chosen.audience, set(chosen.members)) != (held.seen_by, set(held.members)):
        return FieldsInvalid({"audience": "audience_of_author"})
    if held.seen_by is not Audience.EVERYONE and set(chosen.assignees) != set(held.assignees):
        return FieldsInvalid({"assignees": "people_of_author"})
    return None


async def shown_to(work: Work, held: Note, fresh: Note) -> Note:
    """With the set of those who may see it now; the same one where they are the same."""
    if fresh.audience_members == held.audience_members:
        return fresh
    if _is_narrower(held, fresh):
        await work.events.forget_values(await work.events.of_subject(held.id))
        await work.answers.erase(held.id)
        await deliveries.leave_channels(work, held)
    return replace(fresh, audience=await audience_of(work, fresh))


async def tell_apart(work: Work, held: Note, fresh: Note) -> None:
    """What it said and who could see it are told to nobody who may not see both; who may see it now, to these: to
    whoever is let in only now without who was before."""
    changes = differences(flat(held.wanted), flat(fresh.wanted))
    if held.audience == fresh.audience:
        await work.tell(told(EventKind.NOTE_CHANGED, fresh, *changes))
        return
    happening = told(EventKind.NOTE_CHANGED, fresh, *changes)
    await work.tell(replace(happening, audience=await _common(work, held, fresh)))
    of_sight = [replace(each, old=None) for each in changes if each.field == AUDIENCE]
    if of_sight and _is_narrower(fresh, held):
        let_in = told(EventKind.NOTE_CHANGED, fresh, *of_sight)
        await work.tell(replace(let_in, audience=await _let_in(work, held, fresh)))


async def _let_in(work: Work, held: Note, fresh: Note) -> AudienceId | None:
    """Those who may see it only now; everyone where it is for everyone, which no set can be but for some."""
    if fresh.seen_by is Audience.EVERYONE:
        return None
    return await work.audiences.make(set(fresh.audience_members) - set(held.audience_members))


async def _common(work: Work, held: Note, fresh: Note) -> AudienceId | None:
    """Those who could see it and still may."""
    if held.seen_by is Audience.EVERYONE or fresh.seen_by is Audience.EVERYONE:
        return fresh.audience if held.audience is None else held.audience
    both = set(held.audience_members) & set(fresh.audience_members)
    return await work.audiences.make(both)


def _is_narrower(held: Note, fresh: Note) -> bool:
    """Somebody who could see it no longer may."""
    if fresh.seen_by is Audience.EVERYONE:
        return False
    return held.seen_by is Audience.EVERYONE or not set(held.audience_members) <= set(fresh.audience_members)
