"""What is sent about notes: told to those whom they are for, written anew, and taken out of channels where a note is no
longer for everyone."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from bot.crm._tellings import About, again, heard_at, tellings
from bot.crm._work import Work
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.ids import MemberId
from bot.model.notes import Note


async def plan_all(work: Work, note: Note) -> None:
    """To all whom it is for, at its time; where it has none at once, but for whoever is acting."""
    await _plan(work, note, note.assignees if note.due is not None else _others(work, note.assignees))


async def plan_fresh(work: Work, note: Note, fresh: Collection[MemberId]) -> None:
    """To those whom it is for from now on, but for whoever is acting where its time is not to come. It may have been
    theirs before, so each time it is another message."""
    await _plan(work, note, fresh if _is_to_come(work, note) else _others(work, fresh), cause=f":{work.next_id()}")


async def anew(work: Work, note: Note, *, since: datetime) -> Note:
    """The note as it is there again; saved, and told where its time was still to come `since` then. Otherwise those
    hear of it who had not yet: what waited in their quiet hours was taken back, or it became theirs meanwhile."""
    is_untold = note.is_open and note.due is not None and note.due.at > since
    back = replace(note, occurrence=note.occurrence + 1) if is_untold else note
    await work.notes.save(back)
    await rewrite(work, back)
    if is_untold:
        await plan_all(work, back)
        return back
    told = (await work.outbox.told(Matter.NOTE, {back.id: back.occurrence})).get(back.id, ())
    waiting = [each for each in back.assignees if each not in told]
    # By another key, for what was taken back keeps its own.
    readers = waiting if back.due is not None else _others(work, waiting)
    await _plan(work, back, readers, cause=f":{work.next_id()}")
    return back


async def take_back(work: Work, note: Note, *, readers: Collection[MemberId] = ()) -> None:
    """Of some `readers` alone where these are named."""
    await work.outbox.cancel(Matter.NOTE, note.id, readers=readers)


async def rewrite(work: Work, note: Note) -> None:
    """All that was ever sent about it says what it is now, to each reader what they may see of it."""
    sent = await work.outbox.sent_of(Matter.NOTE, {int(note.id): range(note.occurrence + 1)})
    await work.outbox.add_many([again(work, each) for each in sent])


async def _plan(work: Work, note: Note, readers: Collection[MemberId], *, cause: str = "") -> None:
    """At its time, or now where that has gone by."""
    if not note.is_open or not readers:
        return
    moment = note.due.at if note.due is not None and _is_to_come(work, note) else work.now
    members = await work.members.find_many(sorted(readers))
    about = About(Matter.NOTE, note.id, note.occurrence)
    planned: list[NewDelivery] = []
    for reader in readers:
        member = members.get(reader)
        planned += tellings(work, about, reader, member, due=heard_at(moment, member), cause=cause)
    await work.outbox.add_many(planned)


def _is_to_come(work: Work, note: Note) -> bool:
    return note.due is not None and note.due.at > work.now


def _others(work: Work, readers: Collection[MemberId]) -> list[MemberId]:
    return [each for each in readers if each != work.viewer.id]


async def leave_channels(work: Work, note: Note) -> None:
    """What places were told of it while it was for everyone is taken out of them."""
    told = await work.events.of_subject(note.id)
    await work.take_out(told)
    await work.outbox.cancel(Matter.FEED_LINE, *told)  # of before posts took in several
    sent = await work.outbox.sent_of(Matter.FEED_LINE, {int(event): (0,) for event in told})
    sent += await work.outbox.unsettled(Matter.FEED_LINE, told)  # its author hears that it cannot be taken out
    await work.outbox.add_many([_taken_out(work, each) for each in sent])


def _taken_out(work: Work, sent: Delivery) -> NewDelivery:
    return replace(again(work, sent), op=Op.DELETE, dedupe_key=f"feed-delete:{sent.id}")
