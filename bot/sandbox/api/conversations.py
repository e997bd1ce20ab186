"""conversations.*: who is in one: open, close, create, join, leave, invite, kick."""

from ..errors import SlackError
from ..wire import Json
from ..world import Channel, Person
from ..world import conversations as acts
from ..world.names import refuse_name
from ..world.people import SLACKBOT
from ._call import Call, done

MOST_INVITED = 1000
MOST_IN_DIRECT = 8


def open_direct(call: Call) -> Json:
    if call.text("channel"):
        channel = call.channel()
        if not channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
        return _opened(call, acts.open_direct(call.world, call.team, channel.members), was_open=not channel.is_closed)
    users = call.listed("users")
    if not users:
        raise SlackError("users_list_not_supplied")
    if len(users) > MOST_IN_DIRECT:
        raise SlackError("too_many_users")
    people = [_reachable(call, user) for user in users]
    call.need_scope("im:write" if len(people) == 1 else "mpim:write")
    members = frozenset({call.bot.id, *(person.id for person in people)})
    known = acts.direct(call.world, call.team, members)
    if known is None and call.flag("prevent_creation"):
        raise SlackError("channel_not_found")
    was_open = known is not None and not known.is_closed
    return _opened(call, acts.open_direct(call.world, call.team, members), was_open=was_open)


def close_direct(call: Call) -> Json:
    channel = call.channel()
    if not channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    call.need_scope_for(channel)
    if channel.is_closed:
        return done(no_op=True, already_closed=True)
    acts.close_direct(call.world, channel)
    return done()


def join(call: Call) -> Json:
    channel = call.channel()
    if not channel.is_open_to_all:
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
    if channel.is_direct:
        raise SlackError("method_not_supported_for_channel_type")
    call.need_scope_for(channel)
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if channel.is_archived:
        raise SlackError("is_archived")
    if call.bot.id not in channel.members:
        return done(not_in_channel=True)
    if channel.is_private and len(channel.members) == 1:
        raise SlackError("last_member")
    acts.leave(call.world, channel, call.bot.id)
    return done()


def create(call: Call) -> Json:
    name = call.text("name")
    refuse_name(name)
    is_private = call.flag("is_private")
    call.need_scope("groups:write" if is_private else "channels:manage")
    if any(channel.name == name for channel in call.world.channels_of(call.team)):
        raise SlackError("name_taken")
    channel = acts.create(call.world, team=call.team, name=name, creator=call.bot.id, is_private=is_private)
    return done(channel=acts.shown(call.world, channel, call.bot.id))


def invite(call: Call) -> Json:
    channel = call.joined_channel()
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
    answer = done(channel=acts.shown(call.world, channel, call.bot.id))
    return answer | {"errors": errors} if errors else answer


def kick(call: Call) -> Json:
    channel = call.joined_channel()
    user = call.required("user")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if user == call.bot.id:
        raise SlackError("cant_kick_self")
    if call.person(user).id not in channel.members:
        raise SlackError("not_in_channel")
    acts.leave(call.world, channel, user)
    return done(errors={})


def _opened(call: Call, channel: Channel, *, was_open: bool) -> Json:
    view: Json = {"id": channel.id}
    if call.flag("return_im"):
        view = acts.shown(call.world, channel, call.bot.id)
    answer = done(channel=view)
    return answer | {"no_op": True, "already_open": True} if was_open else answer


def _reachable(call: Call, user: str) -> Person:
    person = call.person(user)
    if person.is_bot or person.id == SLACKBOT:
        raise SlackError("cannot_dm_bot")
    if person.deleted:
        raise SlackError("user_disabled")
    return person


def _why_not(call: Call, channel: Channel, user: str) -> str:
    person = call.world.person(call.team, user)
    if person is None or person.deleted:
        return "user_not_found"
    if person.id == call.bot.id:
        return "cant_invite_self"
    if person.id == SLACKBOT:
        return "cant_invite"
    if person.id in channel.members:
        return "already_in_channel"
    if person.is_guest and channel.is_general:
        return "user_is_restricted"
    return "ura_max_channels" if person.is_ultra_restricted and acts.rooms_of(call.world, person) else ""
