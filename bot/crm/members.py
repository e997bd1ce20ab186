"""What each person chooses for themselves."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.crm.reminders._clocks import Kept, follow
from bot.model.errors import MemberNotFound
from bot.model.members import Hours, Member
from bot.model.policy import Can


@needs(Can.READ)
async def prefer(
    work: Work,
    *,
    columns: Sequence[str] | None = None,
    sort: str | None = None,
    landing: str | None = None,
    hours: Hours | None = None,
) -> Member:
    """How lists of contacts look to this person from now on, the tab on which records open, when and how they are
    reminded; what is not named stays. Raises MemberNotFound."""
    held = await work.members.find(work.viewer.id)  # not as the door remembers them: it may have been a minute
    if held is None:
        raise MemberNotFound(name=work.viewer.member.name)
    chosen = held.preferences
    if columns is not None:
        chosen = replace(chosen, columns=tuple(columns))
    if sort is not None:
        chosen = replace(chosen, sort=sort)
    if landing is not None:
        chosen = replace(chosen, landing=landing)
    if hours is not None:
        chosen = replace(
            chosen,
            default_hour=hours.default,
            quiet_from=hours.quiet_from,
            quiet_until=hours.quiet_until,
            weekends=hours.weekends,
            email=hours.email,
        )
    changed = replace(held, preferences=chosen)
    await work.members.save(changed, at=work.now)
    if hours is not None:
        kept = Kept(work.outbox, work.reminders, work.members)
        await follow(kept, held, changed, now=work.now, mails=work.mails)
    return changed
