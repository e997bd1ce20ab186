"""What is done with an activity from a list, a record, a message or in full: read, deleted, brought back."""

from dataclasses import replace

from bot.crm import activities, drafts, undo
from bot.crm._work import Work
from bot.handlers._activity_shown import activity_of, activity_view, under
from bot.handlers._ask import Ask, Reply
from bot.handlers._origin import behind, origin_in, origin_of, shown_anew
from bot.handlers.records import batch_of
from bot.model.ids import ActivityId
from bot.templates import activities as show
from bot.templates import shell as show_shell
from bot.templates._words import reader_of

NOUN = "activity_act"  # of the drafts of its small forms


async def open(ask: Ask, work: Work) -> Reply:
    """In full; what lies under it is kept, to be drawn anew with it."""
    activity = activity_of(ask.value)
    lower = origin_in(origin_of(ask))
    return Reply(view=await activity_view(work, activity, f"activity:{activity}:{lower}"))


async def ask_delete(ask: Ask, work: Work) -> Reply:
    held = await activities.find(work, activity_of(ask.value))
    draft = await drafts.open(work, NOUN, origin_of(ask), subject=held.id)
    return Reply(view=show.delete_view(held, reader_of(work.viewer.member), draft=draft.id))


async def delete(ask: Ask, work: Work) -> Reply:
    """What lies under the question is drawn anew: an activity in full says that it was deleted."""
    draft = await drafts.find(work, ask.draft)
    held = await activities.find(work, ActivityId(draft.subject or 0))
    batch = await activities.delete(work, held.id)
    await drafts.consume(work, draft.id)
    reader, metadata = reader_of(work.viewer.member), origin_in(draft.values)
    view = show_shell.as_view(show.told_deleted(held, reader, batch=batch), reader) | {"private_metadata": metadata}
    reply = await behind(work, draft.values, Reply(view=view))
    return replace(reply, root=await shown_anew(work, under(metadata)))


async def take_back(ask: Ask, work: Work) -> Reply:
    """Undoes what the button's batch did to an activity."""
    undone = await undo.take_back_activity(work, batch_of(ask.value))
    reader = reader_of(work.viewer.member)
    message = show.told_back(undone.activity, undone.left, reader)
    if not ask.in_view:
        return Reply(message=message, replace=True)
    below, root = await shown_anew(work, ask.metadata), await shown_anew(work, under(ask.metadata))
    return Reply(view=show_shell.as_view(message, reader), below=below, root=root)
