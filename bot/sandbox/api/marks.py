"""pins.add and reactions.add: marks on a message."""

import re

from ..errors import SlackError
from ..wire import Json
from ..world import Channel, Message
from ..world.messages import react, touch
from ._call import Call, done

_EMOJI = re.compile(r"[a-z0-9_+'\-]+(::skin-tone-[2-6])?")


def add_pin(call: Call) -> Json:
    channel = _joined(call)
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    message = _message(call, channel)
    if message.pinned_by:
        raise SlackError("already_pinned")
    touch(call.world, message, pinned_by=call.bot.id)
    return done()


def add_reaction(call: Call) -> Json:
    channel = _joined(call)
    if not call.text("timestamp"):
        raise SlackError("no_item_specified")
    name = call.required("name").strip(":")
    if not _EMOJI.fullmatch(name):
        raise SlackError("invalid_name")
    message = _message(call, channel)
    if any(reaction.name == name and call.bot.id in reaction.users for reaction in message.reactions):
        raise SlackError("already_reacted")
    react(call.world, message, user=call.bot.id, name=name)
    return done()


def _joined(call: Call) -> Channel:
    channel = call.channel()
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _message(call: Call, channel: Channel) -> Message:
    return call.message(channel, call.text("timestamp"))
