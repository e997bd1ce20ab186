"""Channels that follow contacts."""

from bot.crm import contacts, warnings
from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.contacts import Found
from bot.model.errors import OnHold
from bot.model.events import EventKind, Happening
from bot.model.follows import Follow
from bot.model.ids import ChannelId, ContactId, FollowId, MemberId
from bot.model.policy import Can
from bot.model.query import Filter, FilterKey, Query
from bot.model.warnings import needs_confirming

LISTED = 50


@needs(Can.FOLLOW)
async def to_follow(work: Work, words: str) -> Found:
    """The contact that a channel is to follow. Raises ContactNotFound, ManyContacts, OnHold."""
    contact = await contacts.named(work, words)
    warned = await warnings.of(work, contact.id)
    if needs_confirming(warned):
        raise OnHold(contact=contact, warnings=warned)
    return contact


@needs(Can.FOLLOW)
async def start(work: Work, channel: ChannelId, contact: ContactId, *, name: str) -> bool:
    """The channel follows the contact from now on; False where it did already."""
    if await work.follows.of_channel(channel, contact) is not None:
        return False
    follow = Follow(
        id=FollowId(work.next_id()),
        channel=channel,
        query=Query(text=name, filters=(Filter(FilterKey.CONTACT, str(contact)),)),
        created_by=work.viewer.id,
        created_at=work.now,
    )
    await work.follows.add(follow)
    held = await work.follows.of_channel(channel, contact)
    if held is not None and held.id != follow.id:  # somebody else's came first, this very moment
        return False
    # Quiet: the answer in the channel already says it.
    await work.tell(Happening(kind=EventKind.FOLLOW_STARTED, subject=follow.id, contact=contact, quiet=True))
    return True


@needs(Can.FOLLOW)
async def stop(work: Work, channel: ChannelId, contact: ContactId) -> bool:
    """False where the channel did not follow the contact."""
    held = await work.follows.of_channel(channel, contact)
    if held is None:
        return False
    await work.follows.remove(held.id)
    await work.tell(Happening(kind=EventKind.FOLLOW_STOPPED, subject=held.id, contact=contact, quiet=True))
    return True


@needs(Can.FOLLOW)
async def end_channel(work: Work, channel: ChannelId) -> list[MemberId]:
    """Ends every follow of a channel that cannot be reached; answers who had made them."""
    ended = await work.follows.remove_channel(channel)
    for follow in ended:
        await work.tell(Happening(kind=EventKind.FOLLOW_STOPPED, subject=follow.id, quiet=True))
    return sorted({follow.created_by for follow in ended})


@needs(Can.READ)
async def of_channel(work: Work, channel: ChannelId) -> list[tuple[ContactId, str]]:
    """The contacts that a channel follows, with their names as they are now."""
    follows = await work.follows.list(channel, limit=LISTED)
    held = [ContactId(int(each.value)) for follow in follows for each in follow.query.filters]
    names = await work.contacts.names(held)
    return [(contact, names[contact]) for contact in held if contact in names]
