"""What is done with a reminder from its message, a list or Home: closed, put off, handed over, skipped, deleted."""

from dataclasses import replace
from typing import Protocol

from bot.crm import drafts, reminders, undo
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._home import landing
from bot.handlers._origin import behind, origin_of
from bot.handlers._reminder_lists import list_message, list_view, place_in, place_in_row, place_of
from bot.handlers._reminder_shown import due_message, reminder_of
from bot.handlers._times import one_moment
from bot.handlers.records import batch_of
from bot.model.drafts import Draft
from bot.model.errors import FieldsInvalid, MemberIsGuest, MemberNotFound, SnoozedPastNext, TimeGone
from bot.model.fields import HAND_OVER, SNOOZE
from bot.model.ids import MemberId, ReminderId
from bot.model.messages import Block, Message
from bot.model.reminders import Reminder, Snooze
from bot.parse._form import check_required, read_form
from bot.templates import reminders as show
from bot.templates import shell as show_shell
from bot.templates._words import Reader, reader_of

NOUN = "reminder_act"  # of the drafts of its small forms
_OCCURRENCE = "occurrence"  # among a draft's values: the one that the form is about


async def close(ask: Ask, work: Work) -> Reply:
    reminder, occurrence = reminder_of(ask.value)
    return await _shown(work, await reminders.close(work, reminder, occurrence=occurrence), occurrence)


async def close_listed(ask: Ask, work: Work) -> Reply:
    """From a list, which is shown as it is then."""
    reminder, occurrence = reminder_of(ask.value)
    await reminders.close(work, reminder, occurrence=occurrence)
    return await _listed_anew(ask, work)


async def close_late(ask: Ask, work: Work) -> Reply:
    """One of those that were told together; their message is written anew for everyone."""
    reminder, occurrence = reminder_of(ask.value)
    await reminders.close(work, reminder, occurrence=occurrence)
    return Reply()


async def reopen(ask: Ask, work: Work) -> Reply:
    reminder, _ = reminder_of(ask.value)
    settled = await reminders.reopen(work, reminder)
    return await _shown(work, settled, settled.reminder.occurrence)


async def reopen_listed(ask: Ask, work: Work) -> Reply:
    await reminders.reopen(work, reminder_of(ask.value)[0])
    return await _listed_anew(ask, work)


async def snooze(ask: Ask, work: Work) -> Reply:
    """One of the buttons that messages had before there was a menu."""
    return await _put_off(work, ask.value, ask.action.rpartition(".")[2])


async def put_off(ask: Ask, work: Work) -> Reply:
    """One of the usual times, from the menu."""
    choice, _, value = ask.selected.partition(":")
    return await _put_off(work, value, choice)


async def _put_off(work: Work, value: str, choice: str) -> Reply:
    reminder, occurrence = reminder_of(value)
    known = Snooze(choice) if choice in set(Snooze) else Snooze.HOUR
    settled = await reminders.snooze(work, reminder, known, occurrence=occurrence)
    return await _shown(work, settled, occurrence)


async def ask_until(ask: Ask, work: Work) -> Reply:
    """Any other time, in words."""
    value = ask.selected.partition(":")[2]
    reply = await _asked(ask, work, value, show.snooze_view)
    # Slack goes on showing what was chosen in a menu, and choosing it once more does nothing.
    return replace(reply, message=show.untouched(ask.clicked, ask.block), replace=True)


async def put_off_until(ask: Ask, work: Work) -> Reply:
    typed = read_form(SNOOZE, ask.state)
    check_required(SNOOZE, typed)
    draft = await drafts.find(work, ask.draft)
    until = one_moment(work, typed["until"], field="until")
    try:
        settled = await reminders.snooze(work, _subject(draft), until, occurrence=int(draft.values[_OCCURRENCE]))
    except TimeGone as gone:
        raise FieldsInvalid({"until": "when_past"}) from gone
    except SnoozedPastNext as late:
        raise FieldsInvalid({"until": "when_past_next"}) from late
    return await _done(work, draft, show.told_put_off(settled.reminder, reader_of(work.viewer.member)))


async def ask_whom(ask: Ask, work: Work) -> Reply:
    return await _asked(ask, work, ask.value, show.hand_over_view)


async def hand_over(ask: Ask, work: Work) -> Reply:
    typed = read_form(HAND_OVER, ask.state)
    check_required(HAND_OVER, typed)
    draft = await drafts.find(work, ask.draft)
    try:
        settled = await reminders.hand_over(work, _subject(draft), MemberId(typed["to"]))
    except MemberIsGuest as guest:
        raise FieldsInvalid({"to": "member_is_guest"}) from guest
    except MemberNotFound as gone:
        raise FieldsInvalid({"to": "member_not_found"}) from gone
    message = show.told_handed(settled.reminder, reader_of(work.viewer.member), batch=settled.batch)
    return await _done(work, draft, message)


async def skip(ask: Ask, work: Work) -> Reply:
    """With the way back: in the place of a confirmation, above a list, beside the message that told it."""
    reminder, occurrence = reminder_of(ask.value)
    settled = await reminders.skip(work, reminder, occurrence)
    told = show.told_skipped(settled.reminder, reader_of(work.viewer.member), batch=settled.batch)
    if ask.block.startswith(show.LISTED):
        return _above(await _listed_anew(ask, work), told) if settled.changed else await _listed_anew(ask, work)
    if ask.block.startswith(show.PLANNED):
        return Reply(message=told, replace=True)
    return Reply(message=told) if settled.changed else await _shown(work, settled, occurrence)


def _above(reply: Reply, told: Message) -> Reply:
    if reply.message is not None:
        listed = Message(told.text, (*told.blocks, *reply.message.blocks))
        return replace(reply, message=listed)
    view = reply.view or {}
    return replace(reply, view={**view, "blocks": [*told.blocks, *view.get("blocks", ())]})


async def ask_stop(ask: Ask, work: Work) -> Reply:
    return await _asked(ask, work, ask.value, show.stop_view)


async def stop(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    settled = await reminders.stop(work, _subject(draft))
    message = show.told_stopped(settled.reminder, reader_of(work.viewer.member), batch=settled.batch)
    return await _done(work, draft, message)


async def ask_delete(ask: Ask, work: Work) -> Reply:
    """What goes with it, before it goes."""
    return await _asked(ask, work, ask.value, show.delete_view)


async def delete(ask: Ask, work: Work) -> Reply:
    draft = await drafts.find(work, ask.draft)
    held = await reminders.find(work, _subject(draft))
    batch = await reminders.delete(work, held.id)
    return await _done(work, draft, show.told_deleted(held, reader_of(work.viewer.member), batch=batch))


async def take_back(ask: Ask, work: Work) -> Reply:
    """Undoes what the button's batch did to a reminder."""
    undone = await undo.take_back_reminder(work, batch_of(ask.value))
    reader = reader_of(work.viewer.member)
    message = show.told_back(undone.reminder, undone.left, reader)
    if ask.view_type is ViewType.HOME:
        return Reply(view=await landing(work))
    if (place := place_in(ask.metadata)) is not None:
        return _above(Reply(view=await list_view(work, place)), message)
    if ask.in_view:
        return Reply(view=show_shell.as_view(message, reader))
    return Reply(message=message, replace=True)


class _Draws(Protocol):
    def __call__(self, reminder: Reminder, reader: Reader, *, draft: int) -> Block: ...


async def _asked(ask: Ask, work: Work, value: str, draws: _Draws) -> Reply:
    """A small form about the reminder, with a draft that knows what it is about."""
    key, occurrence = reminder_of(value)
    held = await reminders.find(work, key)
    kept = {_OCCURRENCE: str(occurrence)} | origin_of(ask)
    draft = await drafts.open(work, NOUN, kept, subject=held.id)
    return Reply(view=draws(held, reader_of(work.viewer.member), draft=draft.id))


def _subject(draft: Draft) -> ReminderId:
    return ReminderId(draft.subject or 0)


async def _done(work: Work, draft: Draft, message: Message) -> Reply:
    """What was done, in the place of the form; what lies under it is drawn anew."""
    await drafts.consume(work, draft.id)
    view = show_shell.as_view(message, reader_of(work.viewer.member))
    return await behind(work, draft.values, Reply(view=view), told=message)


async def _listed_anew(ask: Ask, work: Work) -> Reply:
    """The list in which it was clicked, as it is now: a button names the list, a menu leaves it to the view."""
    if ask.view_type is ViewType.HOME:
        return Reply(view=await landing(work))
    _, _, *named = (*ask.value.split(":"), "", "")[:4]
    place = place_in(ask.metadata) or place_in_row(ask.block) or place_of(named[1], named[0])
    if ask.in_view:
        return Reply(view=await list_view(work, place))
    return Reply(message=await list_message(work, place), replace=True)


async def _shown(work: Work, settled: reminders.Settled, occurrence: int) -> Reply:
    """A click that changed nothing came from a message out of date: it is shown as the reminder is now."""
    if settled.changed:
        return Reply()
    return Reply(message=await due_message(work, settled.reminder, occurrence), replace=True)
