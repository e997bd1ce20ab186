"""A channel for one contact: made once, shown afterwards."""

from bot.crm import channels, contacts, warnings
from bot.crm._work import Work
from bot.crm.channels import Asked
from bot.handlers._ask import Ask, Reply
from bot.handlers.contacts import contact_of
from bot.model.channels import Stage
from bot.model.contacts import Found
from bot.model.errors import ContactNotFound
from bot.model.ids import ContactChannelId
from bot.model.warnings import needs_confirming
from bot.templates import channels as show
from bot.templates._words import reader_of


async def linked(ask: Ask, work: Work) -> Reply:
    """The channel that Slack is asked about first. Raises what `crm.channels.of_words` does."""
    _, made = await channels.of_words(work, ask.words)
    return Reply(linked=None if made is None else made.channel)


async def make(ask: Ask, work: Work) -> Reply:
    contact, made = await channels.of_words(work, ask.words)
    reader = reader_of(work.viewer.member)
    if made is None:
        warned = await warnings.of(work, contact.id)
        if needs_confirming(warned):
            return Reply(message=show.on_hold(contact.name, contact.id, warned, reader))
        return await _asked(work, contact)
    if made.stage is Stage.GONE or (made.stage is Stage.READY and made.channel == ask.gone):
        return Reply(message=show.gone(contact.name, made, reader))
    return _told(Asked(contact, made), work)


async def make_anyway(ask: Ask, work: Work) -> Reply:
    """For a contact on hold, which the button carries."""
    return await _asked(work, await contacts.found(work, contact_of(ask.value)), replace=True)


async def make_another(ask: Ask, work: Work) -> Reply:
    """Instead of the one that is gone, which the button carries."""
    try:
        asked = await channels.ask_another(work, ContactChannelId(contact_of(ask.value)))
    except ContactNotFound:
        asked = None
    if asked is None:
        return Reply(message=show.not_known(reader_of(work.viewer.member)), replace=True)
    return _told(asked, work, replace=True)


async def _asked(work: Work, contact: Found, *, replace: bool = False) -> Reply:
    return _told(await channels.ask(work, contact), work, replace=replace)


def _told(asked: Asked, work: Work, *, replace: bool = False) -> Reply:
    reader, made = reader_of(work.viewer.member), asked.made
    if made.stage is Stage.READY and made.channel is not None:
        return Reply(message=show.there(asked.contact.name, made.channel, reader), replace=replace)
    tell = show.asked if asked.begun else show.being_made
    return Reply(message=tell(asked.contact.name, reader), replace=replace)
