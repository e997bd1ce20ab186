"""Whoever moves takes along the reminders that come at each one's own hour; all others keep their instant."""

from bot.crm.reminders._deliveries import told_at
from bot.model.members import Member
from bot.store import Outbox, StoreSession
from bot.store.members import Members
from bot.store.reminders import Reminders

_MOST = 500


async def follow_clock(session: StoreSession, member: Member) -> None:
    """Of what is planned and not yet on its way; `member` is as Slack says now."""
    outbox, members = Outbox(session), Members(session)
    for reminder in await Reminders(session).each_own(member.id, limit=_MOST):
        await outbox.move(reminder.id, reminder.occurrence, member.id, to=told_at(reminder, member))
        people = await members.find_many(list(reminder.assignees))
        step = reminder.superseded_at({each.zone for each in people.values()})
        if step is not None:
            await outbox.move(reminder.id, reminder.occurrence, None, to=step)
