"""The feed: what happened to a contact."""

from bot.crm import activities, contacts
from bot.crm._work import Work
from bot.handlers import follows
from bot.handlers._ask import Ask, Reply
from bot.model.errors import ContactNotFound, UnknownVerb
from bot.templates import activities as show
from bot.templates._words import reader_of


async def of_contact(ask: Ask, work: Work) -> Reply:
    """`/activity Dupont`: its latest lines. Raises ContactNotFound, UnknownVerb, ManyContacts."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return await follows.followed(ask, work)
    try:
        contact = await contacts.named(work, ask.words)
    except ContactNotFound as error:
        if ask.meant is None:
            raise
        raise UnknownVerb(word=ask.words.split()[0], nearest=ask.meant) from error
    name, lines = await activities.of_contact(work, contact.id)
    return Reply(message=show.of_contact([(line.event, line.actor) for line in lines], name, reader))
