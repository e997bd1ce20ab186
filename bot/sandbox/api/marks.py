"""pins.* and reactions.*: marks on a message."""

from ..emoji import emoji_name
from ..errors import SlackError
from ..wire import Json, micros_of
from ..world import Channel, Message
from ..world.messages import pin, react, shown, unpin, unreact
from ._call import Call, done, with_cursor

MOST_PINS = 100
MOST_EMOJI = 50
MOST_OF_ONE = 23


def add_pin(call: Call) -> Json:
    channel, message = _spot(call)
    _refuse_outsider(call, channel)
    if message.pinned_by:
        raise SlackError("already_pinned")
    if len(_pinned(call, channel)) >= MOST_PINS:
        raise SlackError("too_many_pins")
    pin(call.world, message, user=call.bot.id)
    return done()


def remove_pin(call: Call) -> Json:
    channel, message = _spot(call)
    _refuse_outsider(call, channel)
    if not message.pinned_by:
        raise SlackError("no_pin")
    unpin(call.world, message, user=call.bot.id)
    return done()


def list_pins(call: Call) -> Json:
    channel = call.channel()
    pinned = sorted(_pinned(call, channel), key=lambda message: message.pinned_at, reverse=True)
    return done(items=[_pin_shown(call, message) for message in pinned])


def add_reaction(call: Call) -> Json:
    name = _emoji(call)
    channel, message = _spot(call)
    _refuse_outsider(call, channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    names = {reaction.name for reaction in message.reactions}
    mine = {reaction.name for reaction in message.reactions if call.bot.id in reaction.users}
    if name in mine:
        raise SlackError("already_reacted")
    if name not in names and len(names) >= MOST_EMOJI:
        raise SlackError("too_many_emoji")
    if len(mine) >= MOST_OF_ONE:
        raise SlackError("too_many_reactions")
    react(call.world, message, user=call.bot.id, name=name)
    return done()


def remove_reaction(call: Call) -> Json:
    name = _emoji(call)
    _, message = _spot(call)
    if not any(reaction.name == name and call.bot.id in reaction.users for reaction in message.reactions):
        raise SlackError("no_reaction")
    unreact(call.world, message, user=call.bot.id, name=name)
    return done()


def get_reactions(call: Call) -> Json:
    channel, message = _spot(call)
    return done(type="message", channel=channel.id, message=_with_link(call, message))


def list_reactions(call: Call) -> Json:
    """Messages that somebody has reacted to, the app itself if nobody is named, the newest first."""
    user = call.person(call.text("user", call.bot.id)).id
    reacted = [
        message
        for channel in call.world.channels_of(call.team)
        if call.bot.id in channel.members or channel.is_open_to_all
        for message in call.world.log(channel.id).all()
        if any(user in reaction.users for reaction in message.reactions)
    ]
    reacted.sort(key=lambda message: message.micros, reverse=True)
    if not (call.text("cursor") or call.text("limit")):
        chosen, paging = call.numbered_page(reacted)
        return done(items=[_reacted(call, message) for message in chosen], paging=paging)
    chosen, cursor = call.page(reacted, default=100, most=1000)
    return with_cursor(done(items=[_reacted(call, message) for message in chosen]), cursor)


def _spot(call: Call) -> tuple[Channel, Message]:
    if not (call.text("channel") and call.text("timestamp")):
        raise SlackError("no_item_specified")
    channel = call.channel()
    try:
        micros_of(call.text("timestamp"))
    except ValueError as error:
        raise SlackError("bad_timestamp") from error
    return channel, call.message(channel, call.text("timestamp"))


def _refuse_outsider(call: Call, channel: Channel) -> None:
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")


def _emoji(call: Call) -> str:
    name = emoji_name(call.required("name"))
    if not name:
        raise SlackError("invalid_name")
    return name


def _pinned(call: Call, channel: Channel) -> list[Message]:
    return [message for message in call.world.log(channel.id).all() if message.pinned_by]


def _pin_shown(call: Call, message: Message) -> Json:
    return {
        "type": "message",
        "created": message.pinned_at,
        "created_by": message.pinned_by,
        "channel": message.channel,
        "message": _with_link(call, message),
    }


def _reacted(call: Call, message: Message) -> Json:
    return {"type": "message", "channel": message.channel, "message": _with_link(call, message)}


def _with_link(call: Call, message: Message) -> Json:
    return shown(call.world, message) | {"permalink": call.permalink(message)}
