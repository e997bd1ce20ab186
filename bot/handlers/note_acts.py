"""What is done with a note from its message, a list, a record or in full: read, closed, deleted, brought back, sent."""

from dataclasses import replace

from bot.crm import drafts, files, notes, undo
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._home import landing
from bot.handlers._note_lists import list_message, place_at
from bot.handlers._note_shown import note_in, note_of, note_view, under
from bot.handlers._origin import behind, origin_in, origin_of, shown_anew
from bot.handlers.records import batch_of
from bot.model.errors import FileGone
from bot.model.ids import FileId, NoteId
from bot.model.messages import Message
from bot.templates import files as show_files
from bot.templates import notes as show
from bot.templates import shell as show_shell
from bot.templates._words import reader_of

NOUN = "note_act"  # of the drafts of its small forms


async def open(ask: Ask, work: Work) -> Reply:
    """In full; what lies under it is kept, to be drawn anew with it."""
    note = note_of(ask.value)
    lower = origin_in(origin_of(ask))
    return Reply(view=await note_view(work, note, f"note:{note}:{lower}"))


async def close(ask: Ask, work: Work) -> Reply:
    settled = await notes.close(work, note_of(ask.value))
    return await _shown(ask, work, settled)


async def reopen(ask: Ask, work: Work) -> Reply:
    settled = await notes.reopen(work, note_of(ask.value))
    return await _shown(ask, work, settled)


async def restore(ask: Ask, work: Work) -> Reply:
    """One of the deleted, from their list or read in full."""
    settled = await notes.restore(work, note_of(ask.value))
    if ask.in_view:
        return await _shown(ask, work, settled)
    told = show.told_restored(settled.note, reader_of(work.viewer.member))
    place = place_at(ask.block)
    rest = () if place is None else (await list_message(work, place)).blocks
    return Reply(message=Message(told.text, (*told.blocks, *rest)), replace=True)


async def _shown(ask: Ask, work: Work, settled: notes.Settled) -> Reply:
    """Where it was clicked: the note in full, a list, a record, Home, or a message."""
    if ask.view_type is ViewType.HOME:
        return Reply(view=await shown_anew(work, ask.metadata, home=True) or await landing(work))
    if note_in(ask.metadata) is not None:
        view = await note_view(work, settled.note.id, ask.metadata)
        return Reply(view=view, below=await shown_anew(work, under(ask.metadata)))
    if ask.in_view:
        return Reply(view=await shown_anew(work, ask.metadata))
    if (place := place_at(ask.block)) is not None:
        return Reply(message=await list_message(work, place), replace=True)
    return await _in_message(ask, work, settled)


async def _in_message(ask: Ask, work: Work, settled: notes.Settled) -> Reply:
    """An answer says what was done; a message that Carnet sent is written anew for everyone."""
    if ask.action in _SENT and settled.changed:
        return Reply()
    return Reply(message=show.told_closed(settled.note, reader_of(work.viewer.member)), replace=ask.action not in _SENT)


_SENT = ("notes.close", "notes.reopen")  # the buttons of what was sent; an answer has a menu


async def ask_delete(ask: Ask, work: Work) -> Reply:
    """What goes with it, before it goes."""
    held = await notes.find(work, note_of(ask.value))
    draft = await drafts.open(work, NOUN, origin_of(ask), subject=held.id)
    return Reply(view=show.delete_view(held, reader_of(work.viewer.member), draft=draft.id))


async def delete(ask: Ask, work: Work) -> Reply:
    """What lies under the question is drawn anew: a note in full says that it was deleted."""
    draft = await drafts.find(work, ask.draft)
    held = await notes.find(work, NoteId(draft.subject or 0))
    batch = await notes.delete(work, held.id)
    await drafts.consume(work, draft.id)
    reader = reader_of(work.viewer.member)
    metadata = origin_in(draft.values)
    view = show_shell.as_view(show.told_deleted(held, reader, batch=batch), reader) | {"private_metadata": metadata}
    reply = await behind(work, draft.values, Reply(view=view))
    return replace(reply, root=await shown_anew(work, under(metadata)))


async def take_back(ask: Ask, work: Work) -> Reply:
    """Undoes what the button's batch did to a note."""
    undone, reader = await undo.take_back_note(work, batch_of(ask.value)), reader_of(work.viewer.member)
    message = show.told_back(undone.note, undone.left, reader)
    if not ask.in_view:
        return Reply(message=message, replace=True)
    below, root = await shown_anew(work, ask.metadata), await shown_anew(work, under(ask.metadata))
    return Reply(view=show_shell.as_view(message, reader), below=below, root=root)


async def send(ask: Ask, work: Work) -> Reply:
    """A file, to whoever asks, in their direct messages with Carnet."""
    if not (ask.value.isascii() and ask.value.isdigit()):
        raise FileGone
    file, reader = FileId(int(ask.value)), reader_of(work.viewer.member)
    found = await files.to_send(work, file)
    await files.send(work, file)
    return Reply(view=show_shell.as_view(show_files.sending(found.file, reader), reader))
