"""A contact's channel as words: asked for, made or not, there already, gone; and the card that is pinned in it."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.channels import ContactChannel
from bot.model.errors import ChannelNotMade
from bot.model.ids import ChannelId, ContactId
from bot.model.messages import Message
from bot.model.notes import LatestNotes
from bot.model.records import Record
from bot.model.warnings import Warning
from bot.templates import _blocks as b
from bot.templates import errors as show_errors
from bot.templates._notes import NEW as ADD_NOTE
from bot.templates._warnings import question
from bot.templates._words import Mrkdwn, Reader, mrkdwn, plain
from bot.templates.contacts import NOUN as CONTACTS
from bot.templates.contacts import RECORD, card_blocks

NOUN = "channels"
ANYWAY = "channels.anyway"
ANOTHER = "channels.another"


def asked(name: str, reader: Reader) -> Message:
    return _said(mrkdwn(reader, NOUN, "asked", name=name))


def being_made(name: str, reader: Reader) -> Message:
    return _said(mrkdwn(reader, NOUN, "being_made", name=name))


def there(name: str, channel: ChannelId, reader: Reader) -> Message:
    return _said(mrkdwn(reader, NOUN, "there", name=name, channel=b.channel_mention(channel)))


def gone(name: str, made: ContactChannel, reader: Reader) -> Message:
    """With the button that makes another."""
    text = mrkdwn(reader, NOUN, "gone", name=name, called=made.name)
    another = b.button(plain(reader, NOUN, "another"), action=ANOTHER, value=str(made.id))
    return Message(text, (b.section(text), b.actions([another], block_id=f"channel-{made.id}")))


def not_known(reader: Reader) -> Message:
    return _said(mrkdwn(reader, NOUN, "not_known"))


def on_hold(name: str, contact: ContactId, warnings: Sequence[Warning], reader: Reader) -> Message:
    return question(name, warnings, reader, action=ANYWAY, value=str(contact))


def made(name: str, channel: ChannelId, reader: Reader, *, uninvited: bool) -> Message:
    block = "made_uninvited" if uninvited else "made"
    return _said(mrkdwn(reader, NOUN, block, name=name, channel=b.channel_mention(channel)))


def not_made(name: str, reason: str, reader: Reader) -> Message:
    why = show_errors.sentence(ChannelNotMade(reason=reason), reader)
    return _said(mrkdwn(reader, NOUN, "not_made", name=name, why=why))


def card(record: Record, reader: Reader, *, names_only: bool = False) -> Message:
    """Without what belongs to a day: what happens is told below it. With the name alone where outsiders read along."""
    contact = record.contact
    if contact.deleted_at is not None:
        return _said(mrkdwn(reader, NOUN, "deleted", name=contact.name))
    text = mrkdwn(reader, CONTACTS, "card_text", name=contact.name, number=contact.number)
    whole = card_blocks(replace(record, notes=LatestNotes(), reminders=()), reader)[:-1]
    blocks = [b.section(text)] if names_only else whole
    key = str(contact.id)
    buttons = [
        b.button(plain(reader, CONTACTS, "open_record"), action=RECORD, value=key),
        b.button(plain(reader, CONTACTS, "add_note"), action=ADD_NOTE, value=key),
    ]
    return Message(text, (*blocks, b.actions(buttons, block_id=f"card-{key}")))


def _said(text: Mrkdwn) -> Message:
    return Message(text, (b.section(text),))
