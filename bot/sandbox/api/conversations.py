"""conversations.*: the acts: open, join, leave, create, invite, archive, topic and purpose."""

import re

from ..errors import SlackError
from ..wire import Json
from ..world import Channel, Person
from ..world import conversations as acts
from ..world.people import SLACKBOT
from ._call import Call, done

_NAME = re.compile(r"[a-z0-9_\-\u00df-\uffff]{1,80}")
MOST_INVITED = 100
MOST_IN_DIRECT = 8


def open_direct(call: Call) -> Json:
    if call.text("channel"):
        return _opened(call, call.channel(), was_there=True)
    users = call.listed("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_IN_DIRECT:
        raise SlackError("too_many_users")
    people = [_reachable(call, user) for user in users]
    call.need_scope("im:write" if len(people) == 1 else "mpim:write")
    members = frozenset({call.bot.id, *(person.id for person in people)})
    was_there = acts.direct(call.world, call.team, members) is not None
    if not was_there and call.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    return _opened(call, acts.open_direct(call.world, call.team, members), was_there=was_there)


def join(call: Call) -> Json:
    channel = call.channel()
    if channel.is_im or channel.is_mpim or channel.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot.id in channel.members:
        answer = done(channel=acts.shown(call.world, channel, call.bot.id), warning="already_in_channel")
        return answer | {"response_metadata": {"warnings": ["already_in_channel"]}}
    joined = acts.join(call.world, channel, call.bot.id)
    return done(channel=acts.shown(call.world, joined, call.bot.id))


def leave(call: Call) -> Json:
    channel = call.channel()
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if call.bot.id not in channel.members:
        return done(not_in_channel=True)
    acts.leave(call.world, channel, call.bot.id)
    return done()


def create(call: Call) -> Json:
    name = call.text("name")
    if not name:
        raise SlackError("invalid_name_required")
    if len(name) > 80:
        raise SlackError("invalid_name_maxlength")
    if not _NAME.fullmatch(name):
        raise SlackError("invalid_name_specials")
    is_private = call.flag("is_private")
    call.need_scope("groups:write" if is_private else "channels:manage")
    if any(channel.name == name for channel in call.world.channels_of(call.team)):
        raise SlackError("name_taken")
    channel = acts.create(call.world, team=call.team, name=name, creator=call.bot.id, is_private=is_private)
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def invite(call: Call) -> Json:
    channel = _joined(call)
    users = call.listed("users")
    if not users:
        raise SlackError("no_user")
    if len(users) > MOST_INVITED:
        raise SlackError("too_many_users")
    errors = [{"user": user, "ok": False, "error": why} for user in users if (why := _why_not(call, channel, user))]
    if errors and not (call.flag("force") and len(errors) < len(users)):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    refused = {error["user"] for error in errors}
    for user in users:
        if user not in refused:
            channel = acts.join(call.world, channel, user, inviter=call.bot.id)
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def archive(call: Call) -> Json:
    channel = _joined(call)
    if channel.is_general:
        raise SlackError("cant_archive_general")
    if channel.is_archived:
        raise SlackError("already_archived")
    acts.archive(call.world, channel, call.bot.id)
    return done()


def set_topic(call: Call) -> Json:
    channel = acts.change(call.world, _joined(call), topic=_line(call, "topic"))
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def set_purpose(call: Call) -> Json:
    channel = acts.change(call.world, _joined(call), purpose=_line(call, "purpose"))
    return done(purpose=channel.purpose)


def _opened(call: Call, channel: Channel, *, was_there: bool) -> Json:
    view: Json = {"id": channel.id}
    if call.flag("return_im"):
        view = acts.shown(call.world, channel, call.bot.id)
    answer = done(channel=view)
    return answer | {"no_op": True, "already_open": True} if was_there else answer


def _reachable(call: Call, user: str) -> Person:
    person = call.person(user)
    if person.is_bot or person.id == SLACKBOT:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    return person


def _joined(call: Call) -> Channel:
    channel = call.channel()
    if channel.is_im or channel.is_mpim:
        raise SlackError("method_not_supported_for_channel_type")
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel")
    if channel.is_archived and call.method != "conversations.archive":
        raise SlackError("is_archived")
    return channel


def _why_not(call: Call, channel: Channel, user: str) -> str:
    person = call.world.people.get(user)
    if person is None or person.team != call.team or person.deleted:
        return "user_not_found"
    if person.id == call.bot.id:
        return "cant_invite_self"
    if person.id in channel.members:
        return "already_in_channel"
    return "ura_max_channels" if person.is_ultra_restricted else ""


def _line(call: Call, name: str) -> str:
    line = call.text(name)
    if len(line) > 250:
        raise SlackError("too_long")
    return line
