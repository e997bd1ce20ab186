"""Channels and direct messages: create, open, join, leave, archive; and how Slack shows one."""

from dataclasses import replace

from ..ids import new_id
from ..wire import Json, ts_of
from . import messages
from .happenings import ChannelChanged, MemberJoined, MemberLeft
from .records import Channel
from .world import World


def create(world: World, *, team: str, name: str, creator: str, is_private: bool) -> Channel:
    channel = Channel(
        id=new_id("C"),
        team=team,
        name=name,
        members=frozenset({creator} if creator else ()),
        is_private=is_private,
        creator=creator,
        created=world.wall.seconds(),
    )
    world.channels.put(channel)
    event = None if is_private else {"type": "channel_created", "channel": brief(channel)}
    world.tell(ChannelChanged(channel, event))
    return channel


def direct(world: World, team: str, members: frozenset[str]) -> Channel | None:
    """The direct message between exactly these, where it exists."""
    known = world.directs.get(members)
    if known:
        return world.channels[known]
    for channel in world.channels_of(team):
        if (channel.is_im or channel.is_mpim) and channel.members == members:
            world.directs[members] = channel.id
            return channel
    return None


def open_direct(world: World, team: str, members: frozenset[str]) -> Channel:
    found = direct(world, team, members)
    if found:
        return found
    is_im = len(members) <= 2
    names = sorted(world.people[member].name for member in members)
    channel = Channel(
        id=new_id("D" if is_im else "C"),
        team=team,
        name="" if is_im else f"mpdm-{'--'.join(names)}-1",
        members=members,
        is_im=is_im,
        is_mpim=not is_im,
        is_private=not is_im,
        created=world.wall.seconds(),
    )
    world.channels.put(channel)
    world.tell(ChannelChanged(channel))
    return channel


def join(world: World, channel: Channel, user: str, inviter: str = "") -> Channel:
    joined = world.channels.put(replace(channel, members=channel.members | {user}))
    world.tell(MemberJoined(joined, user, inviter))
    kind = "group_join" if channel.is_private else "channel_join"
    messages.post(world, joined, user=user, text=f"<@{user}> has joined the channel", subtype=kind)
    return joined


def leave(world: World, channel: Channel, user: str) -> Channel:
    left = world.channels.put(replace(channel, members=channel.members - {user}))
    world.tell(MemberLeft(left, user))
    return left


def archive(world: World, channel: Channel, by: str) -> Channel:
    archived = world.channels.put(replace(channel, is_archived=True))
    kind = "group_archive" if channel.is_private else "channel_archive"
    world.tell(ChannelChanged(archived, {"type": kind, "channel": channel.id, "user": by}))
    return archived


def change(world: World, channel: Channel, **what: str) -> Channel:
    """A new topic, purpose or name."""
    changed = world.channels.put(replace(channel, **what))  # type: ignore[arg-type]  # the names are text fields
    event = {"type": "channel_rename", "channel": brief(changed)} if "name" in what else None
    world.tell(ChannelChanged(changed, event))
    return changed


def kind_of(channel: Channel) -> str:
    """The word of Slack's scopes and of `types`: channels, groups, im or mpim."""
    if channel.is_im:
        return "im"
    if channel.is_mpim:
        return "mpim"
    return "groups" if channel.is_private else "channels"


def brief(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name, "created": channel.created, "creator": channel.creator}


def shown(world: World, channel: Channel, viewer: str, *, with_count: bool = False) -> Json:
    """A conversation as `viewer` gets it from conversations.info and its like."""
    common: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_im": channel.is_im,
        "is_org_shared": False,
        "context_team_id": channel.team,
        "updated": channel.created * 1000,
    }
    if channel.is_im:
        other = channel.other_than(viewer)
        deleted = (person := world.people.get(other)) is not None and person.deleted
        return common | {"user": other, "is_user_deleted": deleted, "is_open": True, "priority": 0}
    view = common | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": not channel.is_private,
        "is_group": channel.is_private and not channel.is_mpim,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_general": channel.is_general,
        "is_member": viewer in channel.members,
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "unlinked": 0,
        "creator": channel.creator,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": channel.purpose, "creator": "", "last_set": 0},
        "previous_names": [],
        "shared_team_ids": [channel.team],
        "pending_shared": [],
        "pending_connected_team_ids": [],
    }
    if with_count:
        view["num_members"] = len(channel.members)
    return view


def mark_read(world: World, channel: Channel, user: str) -> None:
    last = world.log(channel.id).last()
    world.set(f"read:{user}:{channel.id}", last.micros if last else 0)


def unread(world: World, channel: Channel, user: str) -> int:
    seen = world.setting(f"read:{user}:{channel.id}")
    return world.log(channel.id).count_after(seen if isinstance(seen, int) else 0)


def last_read(world: World, channel: Channel, user: str) -> str:
    seen = world.setting(f"read:{user}:{channel.id}")
    return ts_of(seen if isinstance(seen, int) else 0)
