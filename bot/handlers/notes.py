"""Notes: added in one line, or in a form from a contact's card."""

from bot.crm import contacts, drafts, notes
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers.contacts import contact_of
from bot.model.errors import ContactNotFound, DraftGone, ManyContacts, TextMissing
from bot.model.fields import NOTE
from bot.model.ids import ContactId, DraftId
from bot.parse._form import check_required, read_form
from bot.parse.contacts import split_named
from bot.templates import contacts as show_contacts
from bot.templates import notes as show
from bot.templates._words import reader_of


async def add(ask: Ask, work: Work) -> Reply:
    """`/note Marie Dupont: prefers calls`; where several contacts fit, the note waits for a choice."""
    named = split_named(ask.words)
    if not named.rest:
        raise TextMissing(example="note")
    reader = reader_of(work.viewer.member)
    try:
        contact = await contacts.named(work, named.words)
    except ManyContacts as many:
        draft = await drafts.open(work, NOTE.noun, {"text": named.rest})
        found = many.contacts
        return Reply(message=show_contacts.choices(found, named.words, reader, action=show.PICK, draft=draft.id))
    except ContactNotFound as missing:
        if missing.values.get("number"):
            raise
        return Reply(message=show_contacts.none_found(named.words, reader, kept=named.rest))
    note = await notes.add(work, contact.id, named.rest)
    return Reply(message=show.added(note, contact.name, reader))


async def pick(ask: Ask, work: Work) -> Reply:
    """The contact chosen for a note that waited."""
    draft_id, contact = draft_and_contact(ask.value)
    draft = await drafts.consume(work, draft_id)
    note = await notes.add(work, contact, draft.values["text"])
    card = await contacts.card(work, contact)
    return Reply(message=show.added(note, card.contact.name, reader_of(work.viewer.member)), replace=True)


async def new(ask: Ask, work: Work) -> Reply:
    """The form, from the button of a card."""
    found = await contacts.found(work, contact_of(ask.value))
    typed = {"text": ""}
    draft = await drafts.open(work, NOTE.noun, typed, subject=found.id)
    return Reply(view=show.form_view(found, typed, reader_of(work.viewer.member), draft=draft.id))


async def create(ask: Ask, work: Work) -> Reply:
    if ask.draft is None:
        raise DraftGone
    typed = read_form(NOTE, ask.state)
    check_required(NOTE, typed)
    draft = await drafts.consume(work, ask.draft)
    found = await contacts.found(work, ContactId(draft.subject or 0))
    note = await notes.add(work, found.id, typed["text"])
    return Reply(view=show.added_view(note, found.name, reader_of(work.viewer.member)))


def draft_and_contact(value: str) -> tuple[DraftId, ContactId]:
    """A button of a choice carries 'draft:contact'. Raises DraftGone where it does not."""
    draft, _, contact = value.partition(":")
    if not (value.isascii() and draft.isdigit() and contact.isdigit()):
        raise DraftGone
    return DraftId(int(draft)), ContactId(int(contact))
