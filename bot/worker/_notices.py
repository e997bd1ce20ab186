"""Who is told that a message did not arrive, and in which words."""

from collections.abc import Sequence

from bot.crm import reminders
from bot.crm._work import Work
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.errors import ReminderNotFound
from bot.model.ids import ContactId, DeliveryId, EventId, MemberId, ReminderId
from bot.model.members import Standing
from bot.model.messages import Message
from bot.templates import follows as show_follows
from bot.templates import imports as show_imports
from bot.templates import reminders as show_reminders
from bot.templates._words import reader_of

_FOLLOWS = 1000


async def tell_undelivered(work: Work, delivery: Delivery) -> None:
    """Nobody is told of a notice that did not arrive, nor of a message that could not be written anew."""
    if delivery.op is not Op.POST:
        return
    match delivery.matter:
        case Matter.REMINDER:
            told = [_notice(delivery, each, work) for each in await _of_reminder(work, delivery)]
        case Matter.IMPORT_REPORT:
            told = [_notice(delivery, each, work) for each in await _admin_besides(work, delivery.reader)]
        case Matter.FEED_LINE:
            told = [_once_a_day(delivery, each, work) for each in await _makers(work, delivery)]
        case _:
            return
    await work.outbox.add_many(told)


async def tell_follow_stopped(work: Work, delivery: Delivery, makers: Sequence[MemberId]) -> None:
    await work.outbox.add_many([_notice(delivery, maker, work, matter=Matter.FOLLOW_STOPPED) for maker in makers])


async def undelivered(work: Work, delivery: Delivery) -> Message | None:
    """The words, for whoever reads them."""
    failed = await work.outbox.find(DeliveryId(delivery.subject))
    reader = reader_of(work.viewer.member)
    if failed is None:
        return None
    if failed.matter is Matter.FEED_LINE:
        return None if failed.channel is None else show_follows.lines_missing(failed.channel, reader)
    if failed.reader is None:
        return None
    if failed.matter is Matter.IMPORT_REPORT:
        return show_imports.report_lost(failed.reader, reader)
    return await _reminder_lost(work, ReminderId(failed.subject), failed.reader)


async def _reminder_lost(work: Work, lost: ReminderId, unreached: MemberId) -> Message | None:
    reader = reader_of(work.viewer.member)
    try:
        reminder = await reminders.find(work, lost)
    except ReminderNotFound:
        return None
    if reminder.author == work.viewer.id:
        return show_reminders.undelivered(reminder, unreached, reader)
    return show_reminders.unreached(unreached, reader)


async def follow_stopped(work: Work, delivery: Delivery) -> Message | None:
    failed = await work.outbox.find(DeliveryId(delivery.subject))
    if failed is None or failed.channel is None:
        return None
    return show_follows.unreachable(failed.channel, reader_of(work.viewer.member))


async def _of_reminder(work: Work, delivery: Delivery) -> list[MemberId]:
    """Its author; an admin where that is the one who was not reached, or who left."""
    reminder = await work.reminders.find(ReminderId(delivery.subject))
    if reminder is None:
        return []
    author = await work.members.find(reminder.author)
    if author is not None and author.id != delivery.reader and author.standing is Standing.FULL:
        return [author.id]
    return await _admin_besides(work, delivery.reader)


async def _admin_besides(work: Work, reader: MemberId | None) -> list[MemberId]:
    admin = await work.members.first_admin(besides=reader)
    return [] if admin is None else [admin.id]


async def _makers(work: Work, delivery: Delivery) -> list[MemberId]:
    """Whoever made the channel follow what the line is about."""
    event = await work.events.find(EventId(delivery.subject))
    if event is None or event.contact is None:
        return []
    around = await work.follows.around(ContactId(event.contact), limit=_FOLLOWS)
    return sorted({follow.created_by for follow in around if follow.channel == delivery.channel})


def _notice(
    delivery: Delivery, reader: MemberId, work: Work, *, matter: Matter = Matter.UNDELIVERED, cause: str = ""
) -> NewDelivery:
    return NewDelivery(
        matter=matter,
        subject=delivery.id,
        lane=f"{matter.value}:{delivery.id}",
        dedupe_key=f"{matter.value}:{cause or delivery.id}:{reader}",
        due_at=work.now,
        reader=reader,
    )


def _once_a_day(delivery: Delivery, reader: MemberId, work: Work) -> NewDelivery:
    """Where one line of a channel could not be posted, others could not either."""
    return _notice(delivery, reader, work, cause=f"{delivery.channel}:{work.now.date()}")
