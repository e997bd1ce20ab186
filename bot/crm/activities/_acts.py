"""Deleting an activity."""

from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.activities._told import hold, told
from bot.model.events import Change, EventKind
from bot.model.ids import ActivityId, BatchId
from bot.model.policy import Can

DELETED, YES = "deleted", "yes"


@needs(Can.WRITE)
async def delete(work: Work, activity: ActivityId) -> BatchId:
    """Takes it away; `undo` brings it back. Raises ActivityNotFound, ActivityNotYours."""
    held = await hold(work, activity)
    await work.activities.save(replace(held, deleted_at=work.now))
    await work.tell(told(EventKind.ACTIVITY_DELETED, held, Change(DELETED, None, YES)))
    return work.batch
