"""The form of a note or a file: opened empty, about a contact, from a message, or on what is stored; saved."""

from collections.abc import Sequence
from dataclasses import replace

from bot.crm import contacts, drafts, notes
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._given_files import left_in, of_message, taken_up
from bot.handlers._holds import shown_first, told
from bot.handlers._note_form import (
    AUTHOR,
    CUT,
    KIND,
    NOUN,
    SOUGHT,
    SOURCE,
    form_of,
    on_top_of,
    shown_of,
    typed_into,
    wanted_in,
    warned_of,
)
from bot.handlers._note_shown import note_in, note_of, note_view, under
from bot.handlers._origin import behind, origin_in, origin_of, shown_anew
from bot.handlers._quoted import source_of_message, spoken_of
from bot.handlers.contact_forms import draft_of
from bot.handlers.contacts import contact_of
from bot.model.drafts import Draft
from bot.model.errors import ManyContacts
from bot.model.ids import ContactId, NoteId
from bot.model.note_changes import flat, wanted_of
from bot.model.notes import Audience, NoteKind, Wanted
from bot.model.recurrence import wall_of
from bot.model.rich_text import to_json
from bot.parse._form import Typed
from bot.parse.notes import quoted, source_text
from bot.templates import notes as show
from bot.templates._form import changed_meanwhile
from bot.templates._words import reader_of

_VIEW = "view"  # among a draft's values: the view in which it was opened


async def new(ask: Ask, work: Work) -> Reply:
    """Empty, about the contact whose button was clicked, or whom the line after the verb names."""
    return await _new(ask, work, NoteKind.NOTE)


async def attach(ask: Ask, work: Work) -> Reply:
    """The same for a file or an address."""
    return await _new(ask, work, NoteKind.FILE)


async def _new(ask: Ask, work: Work, kind: NoteKind) -> Reply:
    if ask.value:
        found = await contacts.found(work, contact_of(ask.value))
        return await _opened(ask, work, {KIND: kind.value, "contact": str(found.id)})
    if not ask.words:
        return await _opened(ask, work, {KIND: kind.value})
    try:
        named = [(await contacts.named(work, ask.words)).id]
    except ManyContacts as many:
        named = [each.id for each in many.contacts]
    if len(named) == 1:
        return await _opened(ask, work, {KIND: kind.value, "contact": str(named[0])})
    return await _opened(ask, work, {KIND: kind.value, SOUGHT: ask.words}, guesses=named)


async def from_message(ask: Ask, work: Work) -> Reply:
    """What a message says as of now, with the way back to it and its files; whom it is about is guessed.

    What was said to some people is for nobody else, unless its author chooses so.
    """
    if ask.message is None:
        return await _opened(ask, work, {KIND: NoteKind.NOTE.value})
    message = ask.message
    body, is_cut = quoted(message.formatted, message.said.text)
    files = message.held.files
    is_file = len(files) == 1 and not body.parts
    guesses = await spoken_of(work, message)
    typed = {
        KIND: (NoteKind.FILE if is_file else NoteKind.NOTE).value,
        "contact": str(guesses[0]) if len(guesses) == 1 else "",
        "body": to_json(body) if body.parts else "",
        "audience": (Audience.EVERYONE if message.is_public else Audience.PRIVATE).value,
        **of_message(message.held),
        CUT: "yes" if is_cut else "",
        SOURCE: source_text(await source_of_message(work, message)),
    }
    return await _opened(ask, work, typed, guesses=guesses)


async def _opened(ask: Ask, work: Work, given: Typed, *, guesses: Sequence[ContactId] = ()) -> Reply:
    today = wall_of(work.now, work.viewer.member.zone).date().isoformat()
    typed = {"on": today, "audience": Audience.EVERYONE.value, _VIEW: _view_of(ask)} | given | origin_of(ask)
    warned = await warned_of(work, typed)
    selection = [str(each) for each in guesses]
    draft = await drafts.open(work, NOUN, typed | told(warned), selection=selection, base={})
    return Reply(view=await form_of(work, draft, offers=True))


async def edit(ask: Ask, work: Work) -> Reply:
    """On what is stored now."""
    held = await notes.find(work, note_of(ask.value))
    wanted = held.wanted
    shown = {KIND: held.kind.value, AUTHOR: held.author, _VIEW: _view_of(ask)}
    shown |= {} if held.source is None else {SOURCE: source_text(held.source)}
    typed = shown_of(work, wanted) | shown | origin_of(ask)
    warned = await warned_of(work, typed)
    draft = await drafts.open(work, NOUN, typed | told(warned), subject=held.id, base=flat(wanted))
    return Reply(view=await form_of(work, draft, offers=True))


def _view_of(ask: Ask) -> str:
    return "" if ask.view is None else ask.view.id


async def resume(ask: Ask, work: Work) -> Reply:
    """Takes up the form that was left; the one that was just opened goes."""
    if ask.draft is not None:
        await work.drafts.consume(ask.draft, member=work.viewer.id)
    left = await drafts.find(work, draft_of(ask.value))
    return Reply(view=await form_of(work, await drafts.write(work, left_in(left))))


async def forget(ask: Ask, work: Work) -> Reply:
    """Throws the form that was left away; what stands in this one stays."""
    await work.drafts.consume(draft_of(ask.value), member=work.viewer.id)
    draft = typed_into(await drafts.find(work, ask.draft), ask)
    return Reply(view=await form_of(work, await drafts.write(work, draft)))


async def choose_audience(ask: Ask, work: Work) -> Reply:
    """The same form, asking who else may see it where these are some people."""
    draft = typed_into(await drafts.find(work, ask.draft), ask)
    return Reply(view=await form_of(work, await drafts.write(work, draft)))


async def choose_guess(ask: Ask, work: Work) -> Reply:
    """One of those whom the message may be about."""
    draft = typed_into(await drafts.find(work, ask.draft), ask)
    contact = await contacts.found(work, contact_of(ask.value))
    values = draft.values | {"contact": str(contact.id)}
    values |= told(await warned_of(work, values))
    draft = taken_up(replace(draft, values=values, selection=[]), ask)
    return Reply(view=await form_of(work, await drafts.write(work, draft)))


async def save(ask: Ask, work: Work) -> Reply:
    draft = typed_into(await drafts.find(work, ask.draft), ask)
    wanted = await wanted_in(work, draft, ask)
    warned = await warned_of(work, draft.values)
    if (again := await shown_first(work, draft, warned, draft.values)) is not None:
        return Reply(view=await form_of(work, await drafts.write(work, taken_up(again, ask))), keeps_draft=True)
    note = await _written(work, draft, wanted)
    if isinstance(note, notes.Clash):
        return await _asked_back(ask, work, on_top_of(work, draft, wanted, note.note), note)
    await drafts.consume(work, draft.id)
    return await _saved(ask, work, draft, note)


async def _written(work: Work, draft: Draft, wanted: Wanted) -> NoteId | notes.Clash:
    if draft.subject is None:
        return (await notes.add(work, wanted)).id
    settled = await notes.edit(work, NoteId(draft.subject), wanted, base=wanted_of(draft.base))
    return settled if isinstance(settled, notes.Clash) else settled.note.id


async def _asked_back(ask: Ask, work: Work, draft: Draft, clash: notes.Clash) -> Reply:
    """What somebody else changed meanwhile is shown first; saved once more, what was typed here takes its place, and
    what was not touched here stays theirs."""
    alert = changed_meanwhile(show.NOUN, [each.field for each in clash.conflicts], reader_of(work.viewer.member))
    fresh = taken_up(draft, ask)
    return Reply(view=await form_of(work, await drafts.write(work, fresh), alert=alert), keeps_draft=True)


async def _saved(ask: Ask, work: Work, draft: Draft, note: NoteId) -> Reply:
    """The note in full, in the place of the form; where it was read before, the form closes over it."""
    metadata = origin_in(draft.values)
    if note_in(metadata) is None:
        view = await note_view(work, note, f"note:{note}:{metadata}", saved=True)
        return await behind(work, draft.values, Reply(view=view))
    view, lower = await note_view(work, note, metadata), await shown_anew(work, under(metadata))
    if ask.view is not None and ask.view.id == draft.values.get(_VIEW):  # it took its place: Slack piles up three
        return Reply(view=view, below=lower)
    return Reply(below=view, root=lower)
