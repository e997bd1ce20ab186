"""Who is told that a message did not arrive, and in which words."""

from collections.abc import Sequence

from bot.crm import channels, notes, posts, reminders
from bot.crm._tellings import About, message
from bot.crm._work import Work
from bot.model.deliveries import FEED, REWRITES, Delivery, Matter, NewDelivery, Op
from bot.model.errors import NoteNotFound, ReminderNotFound
from bot.model.follows import MOST_FOLLOWS
from bot.model.ids import DeliveryId, EventId, MemberId, NoteId, PlaceId, PostId, ReminderId
from bot.model.members import Standing
from bot.model.messages import Message
from bot.model.notes import Note
from bot.model.reminders import Reminder
from bot.templates import deliveries as show_deliveries
from bot.templates import follows as show_follows
from bot.templates import imports as show_imports
from bot.templates import notes as show_notes
from bot.templates import reminders as show_reminders
from bot.templates._words import reader_of


async def tell_undelivered(work: Work, delivery: Delivery) -> None:
    """Nobody is told of a notice that did not arrive, nor of a message that could not be written anew; the author of a
    note is where a channel still has what was said of it while it was for everyone.

    A reminder or a note comes to its author instead, once, whomever else it did not reach; its mail is a comfort, and
    missed by who should have got it.
    """
    if delivery.op is Op.EMAIL and delivery.reader is not None:
        await work.outbox.add_many([_once_a_day(delivery, delivery.reader, work, of=f"mail:{delivery.reader}")])
    if await _takes_its_place(work, delivery):
        return
    if delivery.op in REWRITES and delivery.matter in FEED:
        await work.outbox.add_many(await _left_in_channel(work, delivery))
    if delivery.op is not Op.POST:
        return
    match delivery.matter:
        case Matter.REMINDER | Matter.NOTE:
            told = await _in_its_place(work, delivery)
        case Matter.LATE_REMINDERS:
            folded = await work.outbox.folded_with(DeliveryId(delivery.subject))
            told = [each for one in folded for each in await _in_its_place(work, one)]
        case Matter.ESCALATION:
            told = [_notice(delivery, each, work) for each in await _whose(work, delivery)]
        case Matter.IMPORT_REPORT:
            told = [_notice(delivery, each, work) for each in await _admin_besides(work, delivery.reader)]
        case matter if matter in FEED:
            makers = await _makers(work, delivery)
            told = [_once_a_day(delivery, each, work, of=str(delivery.channel)) for each in makers]
        case _:
            return
    await work.outbox.add_many(told)


async def _takes_its_place(work: Work, delivery: Delivery) -> bool:
    """Whether another message is posted instead, so that nobody need be told."""
    if delivery.is_unthreaded:
        await posts.unthread(work, delivery)
        return True
    if delivery.op is Op.UPDATE and delivery.matter is Matter.CONTACT_CARD:
        await channels.card_refused(work, delivery)
        return True
    return False


async def tell_follow_stopped(work: Work, delivery: Delivery, makers: Sequence[MemberId]) -> None:
    await work.outbox.add_many([_notice(delivery, maker, work, matter=Matter.FOLLOW_STOPPED) for maker in makers])


async def undelivered(work: Work, delivery: Delivery) -> Message | None:
    """The words, for whoever reads them."""
    failed = await work.outbox.find(DeliveryId(delivery.subject))
    reader = reader_of(work.viewer.member)
    if failed is None:
        return None
    if failed.matter in FEED:
        return await _line_lost(work, failed)
    if failed.reader is None:
        return None
    if failed.op is Op.EMAIL:
        return show_deliveries.mail_refused(work.viewer.member.email, failed.error or "", reader)
    if failed.matter is Matter.IMPORT_REPORT:
        return show_imports.report_lost(failed.reader, reader)
    lost = _note_lost if failed.matter is Matter.NOTE else _reminder_lost
    return await lost(work, failed.subject, failed.reader)


async def _line_lost(work: Work, lost: Delivery) -> Message | None:
    reader = reader_of(work.viewer.member)
    if lost.channel is None:
        return None
    if lost.op not in REWRITES:
        return show_follows.lines_missing(lost.channel, reader)
    note = next((each for each in await _noted(work, lost) if each.author == work.viewer.id), None)
    return None if note is None else show_notes.left_in_channel(note, lost.channel, reader)


async def _reminder_lost(work: Work, lost: int, unreached: MemberId) -> Message | None:
    reader = reader_of(work.viewer.member)
    try:
        reminder = await reminders.find(work, ReminderId(lost))
    except ReminderNotFound:
        return None
    if reminder.author == work.viewer.id:
        return show_reminders.undelivered(reminder, unreached, reader)
    return show_reminders.unreached(unreached, reader)


async def _note_lost(work: Work, lost: int, unreached: MemberId) -> Message | None:
    try:
        note = await notes.find(work, NoteId(lost))
    except NoteNotFound:
        return None
    return show_notes.undelivered(note, unreached, reader_of(work.viewer.member))


async def follow_stopped(work: Work, delivery: Delivery) -> Message | None:
    failed = await work.outbox.find(DeliveryId(delivery.subject))
    if failed is None or failed.channel is None:
        return None
    return show_follows.unreachable(failed.channel, reader_of(work.viewer.member))


async def _in_its_place(work: Work, delivery: Delivery) -> list[NewDelivery]:
    """It goes to its author, where that is not who has it anyway; else a word about who has it not."""
    owned = await _owned(work, delivery)
    notices = []
    for each in await _whose(work, delivery):
        is_for_author = owned is not None and owned.author == each and each not in owned.assignees
        if not is_for_author or not await work.outbox.stand_in(delivery.id, _for(delivery, each, work)):
            notices.append(_notice(delivery, each, work))
    return notices


def _for(delivery: Delivery, reader: MemberId, work: Work) -> NewDelivery:
    """With the key of what is planned for an assignee: nobody is told of an occurrence twice."""
    return message(About(delivery.matter, delivery.subject, delivery.occurrence), reader, work.now)


async def _whose(work: Work, delivery: Delivery) -> list[MemberId]:
    """Its author; where that is the one who was not reached, or who left, an admin hears of a reminder. What a note
    says is for whom its author chose, so of a note nobody."""
    owned = await _owned(work, delivery)
    if owned is None:
        return []
    author = await work.members.find(owned.author)
    if author is not None and author.id != delivery.reader and author.standing is Standing.FULL:
        return [author.id]
    return [] if delivery.matter is Matter.NOTE else await _admin_besides(work, delivery.reader)


async def _owned(work: Work, delivery: Delivery) -> Reminder | Note | None:
    if delivery.matter is Matter.NOTE:
        return await work.notes.find(NoteId(delivery.subject))
    return await work.reminders.find(ReminderId(delivery.subject))


async def _admin_besides(work: Work, reader: MemberId | None) -> list[MemberId]:
    admin = await work.members.first_admin(besides=reader)
    return [] if admin is None else [admin.id]


async def _left_in_channel(work: Work, delivery: Delivery) -> list[NewDelivery]:
    """To the authors of the notes that were told of there, once a day, however many lines there were."""
    left = await _noted(work, delivery)
    return [_once_a_day(delivery, each.author, work, of=f"left:{each.id}:{delivery.channel}") for each in left]


async def _noted(work: Work, delivery: Delivery) -> list[Note]:
    """The notes that were told of in a channel, and are to be taken out of it."""
    is_line = delivery.matter is Matter.FEED_LINE
    taken_out = [EventId(delivery.subject)] if is_line else await work.posts.taken_out(PostId(delivery.subject))
    events = [await work.events.find(event) for event in taken_out]
    subjects = dict.fromkeys(event.subject for event in events if event is not None)
    notes = [await work.notes.find(NoteId(subject)) for subject in subjects]
    return [note for note in notes if note is not None]


async def _makers(work: Work, delivery: Delivery) -> list[MemberId]:
    """Whoever made the channel follow what the post is about; of a line of before, whoever made it follow anything."""
    if delivery.matter is Matter.FEED_LINE:
        held = await work.follows.list(PlaceId(delivery.channel or ""), limit=MOST_FOLLOWS)
    else:
        held = await work.follows.find_many(await work.posts.follows(PostId(delivery.subject)))
    return sorted({follow.created_by for follow in held})


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


def _once_a_day(delivery: Delivery, reader: MemberId, work: Work, *, of: str) -> NewDelivery:
    """Where one could not be sent `of` a channel or to an address, others could not either."""
    return _notice(delivery, reader, work, cause=f"{of}:{work.now.date()}")
