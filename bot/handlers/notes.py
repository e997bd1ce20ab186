"""Notes added in one line; where it is unclear whom one is about, it waits."""

from collections.abc import Sequence

from bot.crm import contacts, drafts, notes, warnings
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers._note_lists import Place
from bot.model.contacts import Found
from bot.model.drafts import Draft
from bot.model.errors import (
    ContactNotFound,
    CrmError,
    DraftGone,
    ManyContacts,
    NoContactNamed,
    QueryInvalid,
    TextMissing,
    UnknownVerb,
)
from bot.model.ids import ContactId, DraftId
from bot.model.messages import Message
from bot.model.notes import NoteList
from bot.model.warnings import Warning, needs_confirming
from bot.parse.contacts import split_named
from bot.templates import contacts as show_contacts
from bot.templates import help as show_help
from bot.templates import notes as show
from bot.templates._warnings import question
from bot.templates._words import reader_of

_NOUN = "notes"  # of the drafts of lines that wait


async def add(ask: Ask, work: Work) -> Reply:
    """`/note Marie Dupont: prefers calls`; where several contacts fit, the note waits for a choice."""
    try:
        named = split_named(ask.words)
    except NoContactNamed as nobody:
        name = "" if ":" in ask.words else ask.words
        return await _to_write(ask, work, name, otherwise=nobody)
    if not named.rest:
        return await _to_write(ask, work, named.words, otherwise=TextMissing(example="note"))
    reader = reader_of(work.viewer.member)
    try:
        contact = await contacts.named(work, named.words)
    except ManyContacts as many:
        draft = await drafts.open(work, _NOUN, {"text": named.rest})
        found = many.contacts
        return Reply(message=show_contacts.choices(found, named.words, reader, action=show.PICK, draft=draft.id))
    except ContactNotFound as missing:
        if missing.values.get("number"):
            raise
        return Reply(message=show_contacts.none_found(named.words, reader, kept=named.rest))
    warned = await warnings.of(work, contact.id)
    if needs_confirming(warned):
        draft = await drafts.open(work, _NOUN, {"text": named.rest})
        return Reply(message=_question(work, draft, contact, warned))
    return Reply(message=await _added(work, contact, named.rest, warned))


async def _to_write(ask: Ask, work: Work, words: str, *, otherwise: CrmError) -> Reply:
    """A contact by itself, of whom nothing is said yet: the form for it, and what there is of it. Of nothing at all the
    empty form, and what there is.

    Raises UnknownVerb where the first word is nearly one, else `otherwise`.
    """
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return Reply(message=show.to_begin(reader, notes=str(Place(NoteList(closed=None)))))
    try:
        contact = await contacts.named(work, words) if words else None
    except ManyContacts as many:
        keys = {each.id: str(each.id) for each in many.contacts}
        found = show_contacts.offered(many.contacts, words, reader, action=show.NEW, values=keys)
        return Reply(message=show_help.perhaps(found, ask.meant, reader))
    except (ContactNotFound, QueryInvalid) as missing:
        if ask.meant is None or ":" in ask.words:
            raise otherwise from missing
        raise UnknownVerb(word=words.split(maxsplit=1)[0], nearest=ask.meant) from missing
    if contact is None:
        raise otherwise
    warned = await warnings.of(work, contact.id)
    its_notes = str(Place(NoteList(contact=contact.id, closed=None)))
    return Reply(message=show.to_write(contact, reader, notes=its_notes, warnings=warned))


async def pick(ask: Ask, work: Work) -> Reply:
    """The contact chosen for a note that waited; of one on hold the note waits on."""
    draft_id, key = draft_and_contact(ask.value)
    contact, warned = await contacts.found(work, key), await warnings.of(work, key)
    if needs_confirming(warned):
        message = _question(work, await drafts.find(work, draft_id), contact, warned)
        return Reply(message=message, replace=True)
    draft = await drafts.consume(work, draft_id)
    return Reply(message=await _added(work, contact, draft.values["text"], warned), replace=True)


async def confirm(ask: Ask, work: Work) -> Reply:
    """The note that waited because of a hold."""
    draft_id, key = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    contact, warned = await contacts.found(work, key), await warnings.of(work, key)
    return Reply(message=await _added(work, contact, draft.values["text"], warned), replace=True)


def _question(work: Work, draft: Draft, contact: Found, warned: Sequence[Warning]) -> Message:
    value = f"{draft.id}:{contact.id}"
    reader = reader_of(work.viewer.member)
    return question(contact.name, warned, reader, action=show.CONFIRM, value=value, typed=draft.values["text"])


async def _added(work: Work, contact: Found, text: str, warned: Sequence[Warning]) -> Message:
    note = await notes.jot(work, contact, text)
    return show.added(note, contact.name, reader_of(work.viewer.member), warnings=warned)


def draft_and_contact(value: str) -> tuple[DraftId, ContactId]:
    """A button of a choice carries 'draft:contact'. Raises DraftGone where it does not."""
    draft, _, contact = value.partition(":")
    if not (value.isascii() and draft.isdigit() and contact.isdigit()):
        raise DraftGone
    return DraftId(int(draft)), ContactId(int(contact))
