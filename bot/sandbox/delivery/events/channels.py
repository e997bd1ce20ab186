"""channel_*, group_* and member_*: conversations that come, change and go, and who is in them."""

from collections.abc import Iterator

from ...wire import Json
from ...world import Channel, World
from ...world import happenings as did
from .event import Event, event, is_heard_in


def channel_events(world: World, told: did.ChannelChanged) -> Iterator[Event]:
    """Of public channels every app hears, of private ones those that are in them."""
    channel = told.channel
    is_open = not (channel.is_private or channel.is_im)
    if told.event and (is_open or is_heard_in(channel, _bot(world, channel))):
        yield event(channel.team, _completed(channel, told.event))


def joined_events(world: World, told: did.MemberJoined) -> Iterator[Event]:
    channel = told.channel
    if is_heard_in(channel, _bot(world, channel)):
        inviter = {"inviter": told.inviter} if told.inviter else {}
        yield _membership("member_joined_channel", channel, told.user, **inviter)


def left_events(world: World, told: did.MemberLeft) -> Iterator[Event]:
    """Of its own leaving an app hears twice, as a member and as itself."""
    channel, bot = told.channel, _bot(world, told.channel)
    if is_heard_in(channel, bot) or told.user == bot:
        yield _membership("member_left_channel", channel, told.user)
    if told.user == bot:
        kind = "group_left" if channel.is_private else "channel_left"
        yield event(channel.team, {"type": kind, "channel": channel.id, "actor_id": told.user})


def _completed(channel: Channel, content: Json) -> Json:
    """The event as Slack has it, whose properties differ from one kind to the next."""
    kind = content["type"]
    match kind:
        case "channel_created":
            return {"type": kind, "channel": _created(channel)}
        case "channel_rename" | "group_rename":
            return {"type": kind, "channel": _renamed(channel)}
        case "channel_archive" | "group_archive":
            return content | {"is_moved": 0}
        case "group_unarchive" | "group_deleted":
            return {"type": kind, "channel": channel.id, "actor_id": content.get("user", "")}
        case _:
            return content


def _created(channel: Channel) -> Json:
    return _renamed(channel) | {
        "creator": channel.creator,
        "is_shared": False,
        "is_org_shared": False,
        "context_team_id": channel.team,
        "is_archived": channel.is_archived,
        "is_frozen": False,
        "is_general": channel.is_general,
        "is_group": False,
        "is_private": channel.is_private,
        "is_ext_shared": False,
        "is_im": False,
        "is_pending_ext_shared": False,
    }


def _renamed(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "name_normalized": channel.name,
        "created": channel.created,
        "is_channel": not channel.is_private,
        "is_mpim": channel.is_mpim,
    }


def _membership(kind: str, channel: Channel, user: str, **more: str) -> Event:
    content: Json = {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": channel.team,
        **more,
    }
    return event(channel.team, content, "groups:read" if channel.is_private else "channels:read")


def _bot(world: World, channel: Channel) -> str:
    return world.bot_of(channel.team).bot_user
