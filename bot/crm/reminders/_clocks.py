"""Whoever moves, or chooses anew when and how to be told, is told so of what is planned for them already."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.crm.reminders._deliveries import mailed, told_at
from bot.model.members import Member
from bot.model.quiet import reachable_at
from bot.model.reminders import Reminder
from bot.store import Outbox
from bot.store.members import Members
from bot.store.reminders import Reminders

_MOST = 500
_WAITING = timedelta(days=7)  # longer than quiet hours and a weekend hold anything back


class Kept(NamedTuple):
    """The stores of one transaction."""

    outbox: Outbox
    reminders: Reminders
    members: Members


async def follow(kept: Kept, before: Member, member: Member, *, now: datetime, mails: bool = False) -> None:
    """Of what is not yet on its way: brought forward or put off to when `member` wants to hear of it, and by e-mail
    too where they did not want that before. All others keep their instant."""
    has_moved = before.zone != member.zone
    wants_mail = mails and member.preferences.email and not before.preferences.email
    for reminder in await kept.reminders.to_come(member.id, since=now - _WAITING, limit=_MOST):
        if wants_mail:
            await kept.outbox.add_many([mailed(reminder, member, earliest=now)])
        to = _told(reminder, member, now)
        if to != _told(reminder, before, now):
            await kept.outbox.move(reminder.id, reminder.occurrence, member.id, to=to)
        if has_moved and reminder.each_own:
            await _move_step(kept, reminder)


def _told(reminder: Reminder, member: Member, now: datetime) -> datetime:
    """What waited for the end of quiet hours comes at once where there are none any more."""
    return max(told_at(reminder, member), reachable_at(now, member))


async def _move_step(kept: Kept, reminder: Reminder) -> None:
    people = await kept.members.find_many(list(reminder.assignees))
    step = reminder.superseded_at({each.zone for each in people.values()})
    if step is not None:
        await kept.outbox.move(reminder.id, reminder.occurrence, None, to=step)
