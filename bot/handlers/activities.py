"""The feed: what happened to a contact, and which channels are told of it."""

from bot.crm import activities, contacts, follows
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.handlers.contacts import contact_of
from bot.model.contacts import Found
from bot.model.errors import ContactNotFound, NoContactNamed, UnknownVerb, WrongPlace
from bot.model.ids import ChannelId
from bot.templates import activities as show
from bot.templates import follows as show_follows
from bot.templates._words import channel_reader, reader_of


async def of_contact(ask: Ask, work: Work) -> Reply:
    """`/activity Dupont`: its latest lines. Raises ContactNotFound, UnknownVerb, ManyContacts."""
    reader = reader_of(work.viewer.member)
    if not ask.words:
        return await followed(ask, work)
    try:
        contact = await contacts.named(work, ask.words)
    except ContactNotFound as error:
        if ask.meant is None:
            raise
        raise UnknownVerb(word=ask.words.split()[0], nearest=ask.meant) from error
    name, lines = await activities.of_contact(work, contact.id)
    return Reply(message=show.of_contact([(line.event, line.actor) for line in lines], name, reader))


async def can_follow(ask: Ask, work: Work) -> Reply:
    """Before a channel is entered for it. Raises RoleRefused, WrongPlace, NoContactNamed, ContactNotFound, OnHold."""
    _channel(ask)
    await follows.to_follow(work, _name(ask))
    return Reply()


async def follow(ask: Ask, work: Work) -> Reply:
    """From now on the channel is told; everyone in it sees who it follows."""
    channel = _channel(ask)
    return await _followed(work, channel, await follows.to_follow(work, _name(ask)))


async def follow_anyway(ask: Ask, work: Work) -> Reply:
    """The contact on hold that the button carries."""
    return await _followed(work, _channel(ask), await contacts.found(work, contact_of(ask.value)))


async def _followed(work: Work, channel: ChannelId, contact: Found) -> Reply:
    begun = await follows.start(work, channel, contact.id, name=contact.name)
    # The channel is told that it begins; that it followed already, only the one who asked.
    reader = channel_reader(work.viewer.workspace) if begun else reader_of(work.viewer.member)
    return Reply(message=show_follows.started(contact.name, reader, now=begun), in_channel=begun)


async def unfollow(ask: Ask, work: Work) -> Reply:
    channel = _channel(ask)
    contact = await contacts.named(work, _name(ask))
    stopped = await follows.stop(work, channel, contact.id)
    # The channel is told that it ends; that there was nothing to end, only the one who asked.
    reader = channel_reader(work.viewer.workspace) if stopped else reader_of(work.viewer.member)
    return Reply(message=show_follows.stopped(contact.name, reader, followed=stopped), in_channel=stopped)


async def followed(ask: Ask, work: Work) -> Reply:
    held = await follows.of_channel(work, ask.channel or ChannelId(""))
    return Reply(message=show_follows.of_channel(held, reader_of(work.viewer.member)))


def _name(ask: Ask) -> str:
    if not ask.words:
        raise NoContactNamed(example="follow")
    return ask.words


def _channel(ask: Ask) -> ChannelId:
    """The channel that the command was typed in; a direct message follows nobody."""
    if ask.channel is None or ask.channel.startswith("D"):
        raise WrongPlace
    return ask.channel
