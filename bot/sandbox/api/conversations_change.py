"""conversations.*: what one is: archived or not, its name, topic and purpose, and how far the app has read."""

from ..delivery.text import as_posted
from ..errors import SlackError
from ..wire import Json, micros_of
from ..world import conversations as acts
from ..world.names import refuse_name
from ._call import Call, done

_LONGEST_LINE = 250


def archive(call: Call) -> Json:
    channel = call.joined_channel(even_archived=True)
    if channel.is_general:
        raise SlackError("cant_archive_general")
    if channel.is_archived:
        raise SlackError("already_archived")
    acts.archive(call.world, channel, call.bot.id)
    return done()


def unarchive(call: Call) -> Json:
    channel = call.joined_channel(even_archived=True)
    if not channel.is_archived:
        raise SlackError("not_archived")
    acts.unarchive(call.world, channel, call.bot.id)
    return done()


def rename(call: Call) -> Json:
    """Slack lets an app rename only what it has created itself."""
    channel = call.joined_channel()
    name = call.text("name")
    refuse_name(name)
    if channel.creator != call.bot.id:
        raise SlackError("not_authorized")
    if any(other.name == name and other.id != channel.id for other in call.world.channels_of(call.team)):
        raise SlackError("name_taken")
    renamed = acts.rename(call.world, channel, name, call.bot.id)
    return done(channel=acts.shown(call.world, renamed, call.bot.id))


def set_topic(call: Call) -> Json:
    channel = acts.set_topic(call.world, call.joined_channel(), _line(call, "topic"), call.bot.id)
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def set_purpose(call: Call) -> Json:
    channel = acts.set_purpose(call.world, call.joined_channel(), _line(call, "purpose"), call.bot.id)
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def mark(call: Call) -> Json:
    channel = call.channel()
    call.need_scope_for(channel)
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    try:
        up_to = micros_of(call.required("ts"))
    except ValueError as error:
        raise SlackError("invalid_timestamp") from error
    acts.mark_read(call.world, channel, call.bot.id, up_to)
    return done()


def _line(call: Call, name: str) -> str:
    line = call.given(name)
    if len(line) > _LONGEST_LINE:
        raise SlackError("too_long")
    return as_posted(line)
