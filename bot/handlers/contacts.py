"""Contacts: searched, opened, created."""

from bot.crm import contacts, drafts
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.errors import ContactNotFound, DraftGone
from bot.model.fields import CONTACT
from bot.model.ids import ContactId
from bot.model.query import is_number
from bot.parse._form import read_form
from bot.parse.contacts import read_contact, typed_from_words
from bot.templates import contacts as show
from bot.templates import help as show_help
from bot.templates._words import reader_of


async def search(ask: Ask, work: Work) -> Reply:
    """One hit is its card, several a list to open from, none an offer to create it."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return Reply(message=show.empty(reader))
    page = await contacts.search(work, ask.words)
    if not page.found and is_number(ask.words):
        raise ContactNotFound(words=ask.words)
    if not page.found:
        return Reply(message=show_help.perhaps(show.none_found(ask.words, reader), ask.meant, reader))
    if len(page.found) == 1:
        return await _card(work, page.found[0].id)
    return Reply(message=show.found_list(page, ask.words, reader))


async def open(ask: Ask, work: Work) -> Reply:
    return await _card(work, contact_of(ask.value))


async def new(ask: Ask, work: Work) -> Reply:
    """The empty form; words after the verb, or the name that a search did not find, fill it."""
    typed = typed_from_words(ask.value or ask.words)
    draft = await drafts.open(work, CONTACT.noun, typed)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id))


async def create(ask: Ask, work: Work) -> Reply:
    if ask.draft is None:
        raise DraftGone
    typed = read_form(CONTACT, ask.state)
    values = read_contact(typed, country=work.viewer.workspace.country)
    await drafts.consume(work, ask.draft)
    contact = await contacts.create(work, values)
    return Reply(view=show.saved_view(contact, reader_of(work.viewer.member)))


async def _card(work: Work, contact: ContactId) -> Reply:
    card = await contacts.card(work, contact)
    return Reply(message=show.card(card.contact, card.notes, card.reminders, reader_of(work.viewer.member)))


def contact_of(value: str) -> ContactId:
    """The contact that a button carries. Raises ContactNotFound where it is no id."""
    if not (value.isascii() and value.isdigit()):
        raise ContactNotFound(words="")
    return ContactId(int(value))
