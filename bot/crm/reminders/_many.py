"""All the reminders of a contact that goes away, and of one that comes back."""

from collections.abc import Mapping
from datetime import datetime

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders import _deliveries as deliveries
from bot.crm.reminders._told import DONE, OPENED, told
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId, ReminderId
from bot.model.policy import Can

_AT_ONCE = 500


@needs(Can.WRITE)
async def close_all(work: Work, contact: ContactId) -> None:
    """All that are open on a contact, series for good; their channels are not told of each, but of what becomes of the
    contact."""
    while open_ones := await work.reminders.hold_open(contact, limit=_AT_ONCE):
        keys = [held.id for held in open_ones]
        await work.reminders.close_many(keys, by=work.viewer.id, at=work.now)
        await deliveries.take_back(work, *open_ones)
        await work.tell_quietly([told(EventKind.REMINDER_DONE, held, DONE) for held in open_ones])
        await deliveries.rewrite(work, open_ones)


@needs(Can.WRITE)
async def reopen_all(work: Work, batch: BatchId, *, since: datetime) -> None:
    """Those that an act closed at the moment `since` and nobody since; what fell due meanwhile is told at once."""
    after = 0
    while some := await work.events.subjects(batch, EventKind.REMINDER_DONE, after=after, limit=_AT_ONCE):
        after = some[-1]
        await _reopen_some(work, {ReminderId(key): since for key in some})


@needs(Can.WRITE)
async def reopen_many(work: Work, closed: Mapping[ReminderId, datetime]) -> None:
    """The same for those that were closed by several acts, each with its moment."""
    keys = sorted(closed)
    for place in range(0, len(keys), _AT_ONCE):
        await _reopen_some(work, {key: closed[key] for key in keys[place : place + _AT_ONCE]})


async def _reopen_some(work: Work, closed: Mapping[ReminderId, datetime]) -> None:
    found = await work.reminders.hold_many(list(closed))
    held = [each for each in found if not each.is_open and each.closed_at == closed[each.id]]
    untold = [each.anew() for each in held if each.due_at > closed[each.id]]
    known = [each.reopened() for each in held if each.due_at <= closed[each.id]]
    await work.reminders.reopen_many([each.id for each in held], anew=[each.id for each in untold])
    await work.tell_quietly([told(EventKind.REMINDER_REOPENED, each, OPENED) for each in held])
    await deliveries.rewrite(work, held)
    await deliveries.plan_all(work, untold)
    await deliveries.plan_again(work, known)
