"""A channel for one contact: asked for, made by a job, linked, and told of; the job itself is in the worker."""

from dataclasses import dataclass, replace

from bot.crm import _cards, contacts, follows
from bot.crm._guard import needs
from bot.crm._jobs import job
from bot.crm._work import Work
from bot.model.channels import ContactChannel, Stage
from bot.model.contacts import Found
from bot.model.deliveries import Delivery, Matter, NewDelivery
from bot.model.errors import NoContactNamed
from bot.model.follows import Only
from bot.model.ids import ChannelId, ContactChannelId, ContactId, JobId, PlaceId
from bot.model.jobs import Job, JobKind
from bot.model.policy import Can
from bot.model.records import Record

LINK, CONTACT = "link", "contact"  # what a job of a channel is given


@dataclass(frozen=True, slots=True)
class Asked:
    """`made` is the channel of the contact; `begun` where it was asked for just now."""

    contact: Found
    made: ContactChannel
    begun: bool = False


@needs(Can.READ)
async def of_words(work: Work, words: str) -> tuple[Found, ContactChannel | None]:
    """The contact that is meant, and its latest channel, one that is gone too.

    Raises ContactNotFound, ManyContacts, NoContactNamed.
    """
    if not words:
        raise NoContactNamed(example="channel")
    found = await contacts.named(work, words)
    return found, await work.channels.last_of(found.id)


@needs(Can.FOLLOW)
async def ask(work: Work, contact: Found) -> Asked:
    """The channel that it has, or the beginning of one: a contact has one at a time, whoever asks for it."""
    await work.contacts.many([contact.id])  # held: two may ask at once
    made = await work.channels.of_contact(contact.id)
    if made is not None:
        return Asked(contact, made)
    made = ContactChannel(
        id=ContactChannelId(work.next_id()), contact=contact.id, maker=work.viewer.id, created_at=work.now
    )
    await work.channels.add(made)
    await work.jobs.add(job(work, JobKind.CHANNEL, {LINK: str(made.id), CONTACT: str(contact.id)}))
    return Asked(contact, made, begun=True)


@needs(Can.FOLLOW)
async def ask_another(work: Work, gone: ContactChannelId) -> Asked | None:
    """Instead of one that Slack has no more; None where it is not known."""
    held = await work.channels.find(gone)
    if held is None:
        return None
    if held.stage is Stage.READY:
        await work.channels.save(replace(held, stage=Stage.GONE))
    return await ask(work, await contacts.found(work, held.contact))


@needs(Can.FOLLOW)
async def open(work: Work, made: ContactChannel) -> ContactChannel:
    """It is there from now on: it follows its contact, and the card comes. Done twice it is done once."""
    if made.channel is None or made.stage is not Stage.MAKING:
        return made
    opened = replace(made, stage=Stage.READY)
    await work.channels.save(opened)
    name = (await work.contacts.names([made.contact])).get(made.contact, "")
    await _cards.post(work, opened)
    await follows.start(work, PlaceId(made.channel), follows.of_contact(made.contact, name, Only()))
    return opened


@needs(Can.FOLLOW)
async def give_up(work: Work, key: ContactChannelId) -> None:
    """What Slack has made stays and is linked; what it has not leaves nothing behind."""
    made = await work.channels.find(key)
    if made is not None and made.channel is None:
        await work.channels.remove(made.id)
    elif made is not None:
        await open(work, made)


@needs(Can.READ)
async def is_told(work: Work, channel: ChannelId) -> bool:
    """Whether anything is told there: of contacts that it follows, or on a card."""
    return bool(await work.follows.list(PlaceId(channel), limit=1) or await work.channels.of_channel(channel))


@needs(Can.FOLLOW)
async def readers_changed(work: Work, channel: ChannelId) -> None:
    """Others read along from now on: its card is written anew, as they may read it."""
    made = await work.channels.of_channel(channel)
    if made is not None:
        await _cards.touch(work, [made.contact])
    await work.outbox.tell_readers(channel)


@needs(Can.READ)
async def card(work: Work, key: ContactChannelId) -> Record | None:
    """What all who read the channel may see; None where it shows nobody any more."""
    made = await work.channels.find(key)
    if made is None:
        return None
    return replace(await contacts.card(work, made.contact), channel=None)


@needs(Can.FOLLOW)
async def card_refused(work: Work, refused: Delivery) -> None:
    """Slack writes it anew no more, deleted by hand for one: another is posted and pinned."""
    await _cards.post_again(work, refused)


@needs(Can.READ)
async def report(work: Work, key: JobId) -> tuple[Job, str, ChannelId | None] | None:
    """A job with the name of its contact and the channel that it made."""
    found = await work.jobs.find(key)
    if found is None:
        return None
    contact = ContactId(int(found.input[CONTACT]))
    made = await work.channels.find(ContactChannelId(int(found.input[LINK])))
    name = (await work.contacts.names([contact])).get(contact, "")
    return found, name, None if made is None else made.channel


def report_delivery(asked: Job, work: Work) -> NewDelivery:
    key = f"channel:{asked.id}:made"
    return NewDelivery(
        matter=Matter.CHANNEL_MADE, subject=asked.id, lane=key, dedupe_key=key, due_at=work.now, reader=asked.member
    )
