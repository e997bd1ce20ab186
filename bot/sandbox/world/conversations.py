"""Channels and direct messages: create, open, join, leave, archive; and how Slack shows one."""

from dataclasses import replace

from ..ids import new_id
from ..wire import Json, ts_of
from . import messages
from .happenings import ChannelChanged, MemberJoined, MemberLeft
from .records import Channel, Person
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
        if channel.is_direct and channel.members == members:
            world.directs[members] = channel.id
            return channel
    return None


def open_direct(world: World, team: str, members: frozenset[str]) -> Channel:
    found = direct(world, team, members)
    if found:
        return world.channels.put(replace(found, is_closed=False)) if found.is_closed else found
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
    details: Json | None = {"inviter": inviter} if inviter else None
    _note(world, joined, "join", user, text=f"has joined the {_noun(channel)}", details=details)
    return joined


def leave(world: World, channel: Channel, user: str) -> Channel:
    """By oneself or removed: Slack writes the same line for both."""
    left = world.channels.put(replace(channel, members=channel.members - {user}))
    world.tell(MemberLeft(left, user))
    _note(world, left, "leave", user, text=f"has left the {_noun(channel)}")
    return left


def archive(world: World, channel: Channel, by: str) -> Channel:
    text = f"archived the {_noun(channel)}"
    _note(world, channel, "archive", by, text=text, details={"members": sorted(channel.members)})
    return _opened_or_not(world, channel, "archive", by)


def unarchive(world: World, channel: Channel, by: str) -> Channel:
    opened = _opened_or_not(world, channel, "unarchive", by)
    _note(world, opened, "unarchive", by, text=f"un-archived the {_noun(channel)}")
    return opened


def rename(world: World, channel: Channel, name: str, by: str) -> Channel:
    names = tuple(dict.fromkeys((channel.name, *channel.previous_names)))
    renamed = world.channels.put(replace(channel, name=name, previous_names=names))
    world.tell(ChannelChanged(renamed, {"type": f"{_noun(channel)}_rename", "channel": brief(renamed)}))
    details = {"old_name": channel.name, "name": name}
    text = f'has renamed the {_noun(channel)} from "{channel.name}" to "{name}"'
    _note(world, renamed, "name", by, text=text, details=details)
    return renamed


def set_topic(world: World, channel: Channel, topic: str, by: str) -> Channel:
    changed = replace(channel, topic=topic, topic_by=by, topic_at=world.wall.seconds())
    return _described(world, changed, "topic", topic, by=by)


def set_purpose(world: World, channel: Channel, purpose: str, by: str) -> Channel:
    """What people now see as the description."""
    changed = replace(channel, purpose=purpose, purpose_by=by, purpose_at=world.wall.seconds())
    return _described(world, changed, "purpose", purpose, by=by)


def close_direct(world: World, channel: Channel) -> Channel:
    return world.channels.put(replace(channel, is_closed=True))


def rooms_of(world: World, person: Person) -> list[Channel]:
    """The channels that somebody is in, direct messages left out: a single-channel guest has one."""
    return [one for one in world.channels_of(person.team) if person.id in one.members and not one.is_direct]


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
        return common | {
            "user": other,
            "is_user_deleted": deleted,
            "is_open": not channel.is_closed,
            "priority": 0,
        }
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
        "topic": {"value": channel.topic, "creator": channel.topic_by, "last_set": channel.topic_at},
        "purpose": {"value": channel.purpose, "creator": channel.purpose_by, "last_set": channel.purpose_at},
        "previous_names": list(channel.previous_names),
        "shared_team_ids": [channel.team],
        "pending_shared": [],
        "pending_connected_team_ids": [],
    }
    if with_count:
        view["num_members"] = len(channel.members)
    return view


def mark_read(world: World, channel: Channel, user: str, up_to: int | None = None) -> None:
    """Up to the message of that name; without one, all that there is."""
    last = world.log(channel.id).last()
    end = up_to if up_to is not None else last.micros if last else 0
    world.set(f"read:{user}:{channel.id}", end)


def unread(world: World, channel: Channel, user: str) -> int:
    seen = world.setting(f"read:{user}:{channel.id}")
    return world.log(channel.id).count_after(seen if isinstance(seen, int) else 0)


def last_read(world: World, channel: Channel, user: str) -> str:
    seen = world.setting(f"read:{user}:{channel.id}")
    return ts_of(seen if isinstance(seen, int) else 0)


def _opened_or_not(world: World, channel: Channel, act: str, by: str) -> Channel:
    turned = world.channels.put(replace(channel, is_archived=act == "archive"))
    event = {"type": f"{_noun(channel)}_{act}", "channel": channel.id, "user": by}
    world.tell(ChannelChanged(turned, event))
    return turned


def _described(world: World, changed: Channel, what: str, line: str, *, by: str) -> Channel:
    world.channels.put(changed)
    world.tell(ChannelChanged(changed))
    noun = _noun(changed)
    text = f"set the {noun} {what}: {line}" if line else f"cleared the {noun} {what}"
    _note(world, changed, what, by, text=text, details={what: line})
    return changed


def _note(world: World, channel: Channel, act: str, by: str, *, text: str, details: Json | None = None) -> None:
    """The line that Slack itself writes into a channel, in the name of whoever did it."""
    if not by:
        return
    subtype = f"{_noun(channel)}_{act}"
    messages.post(world, channel, user=by, text=f"<@{by}> {text}", subtype=subtype, details=details)


def _noun(channel: Channel) -> str:
    """Slack's word for it in subtypes, events and its own lines: a private channel is a group there."""
    return "group" if channel.is_private else "channel"
