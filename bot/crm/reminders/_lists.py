"""Lists of reminders: one's own, and all that one may see."""

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.policy import Can
from bot.model.recurrence import midnight_after
from bot.model.reminders import Page, Which

PAGE = 10


@needs(Can.READ)
async def listed(
    work: Work, which: Which, *, everyone: bool = False, cursor: str | None = None, limit: int = PAGE
) -> Page:
    """A page of one's own, or of everyone's that one may see: the soonest first, of what is done the latest."""
    return await work.reminders.page(
        which,
        now=work.now,
        midnight=midnight_after(work.now, work.viewer.member.zone),
        member=None if everyone else work.viewer.id,
        cursor=cursor,
        limit=limit,
    )
