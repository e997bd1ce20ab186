"""Whoever moves, or chooses anew when and how to be told, is told so of what is planned for them already."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from bot.crm.reminders._deliveries import mailed, told_at
from bot.model.deliveries import Matter, Op
from bot.model.ids import MemberId, ReminderId
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
    to_come = await kept.reminders.to_come(member.id, since=now - _WAITING, limit=_MOST)
    at = {each.id: _told(each, member, now) for each in to_come}
    moves: dict[tuple[int, int, MemberId | None], datetime] = {
        (each.id, each.occurrence, member.id): at[each.id]
        for each in to_come
        if at[each.id] != _told(each, before, now)
    }
    if before.zone != member.zone:
        moves |= await _steps(kept, [each for each in to_come if each.each_own])
    await kept.outbox.move(moves)
    if (heard := reachable_at(now, member)) != reachable_at(now, before):
        await kept.outbox.hear_from(member.id, heard, now=now)
    if mails and member.preferences.email and not before.preferences.email:
        await _mail(kept, to_come, member, at)


async def _mail(kept: Kept, to_come: Sequence[Reminder], member: Member, at: Mapping[ReminderId, datetime]) -> None:
    """What was told already is not mailed, nor what is to be mailed already."""
    on = {(each.id, each.occurrence): at[each.id] for each in to_come}
    waiting = await kept.outbox.waiting(Matter.REMINDER, list(at), reader=member.id)
    mailed_already = {(each.subject, each.occurrence) for each in waiting if each.op is Op.EMAIL}
    posts = {(each.subject, each.occurrence): each for each in waiting if each.op is Op.POST}
    unmailed = [(key, post) for key, post in posts.items() if key in on and key not in mailed_already]
    await kept.outbox.add_many([mailed(post, member.id, on[key]) for key, post in unmailed])


def _told(reminder: Reminder, member: Member, now: datetime) -> datetime:
    """What waited for the end of quiet hours comes at once where there are none any more."""
    return max(told_at(reminder, member), reachable_at(now, member))


async def _steps(kept: Kept, own: Sequence[Reminder]) -> dict[tuple[int, int, MemberId | None], datetime]:
    """When each comes to its next occurrence by the clocks of its people as they are now."""
    people = await kept.members.find_many(sorted({member for each in own for member in each.assignees})) if own else {}
    steps: dict[tuple[int, int, MemberId | None], datetime] = {}
    for each in own:
        step = each.superseded_at({people[one].zone for one in each.assignees if one in people})
        if step is not None:
            steps[each.id, each.occurrence, None] = step
    return steps
