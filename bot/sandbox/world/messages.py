"""Messages: post, edit, delete, react; and how Slack shows one."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from ..wire import Json, ts_of
from .files import forget, held, holding, share, unshare
from .happenings import (
    MessageChanged,
    MessageDeleted,
    MessagePosted,
    PinAdded,
    PinRemoved,
    ReactionAdded,
    ReactionRemoved,
)
from .records import CHECK, DENIED, SLACKBOT, Channel, Message, Person, Reaction, StoredFile
from .world import World

TOMBSTONE = "tombstone"
UNASKED = (CHECK, DENIED)  # kept back from an app that is told of a message and did not ask for it
_NO_TS = ts_of(0)


def post(world: World, channel: Channel, *, user: str, **content: Any) -> Message:
    """`content` is the rest of `Message`; the clock names it. A direct message that was put away opens again."""
    if channel.is_closed:
        channel = world.channels.put(replace(channel, is_closed=False))
    micros = world.log(channel.id).free_micros(world.wall.micros())
    message = Message(micros=micros, channel=channel.id, user=user, **content)
    world.keep(message)
    share(world, message)
    world.tell(MessagePosted(channel, message))
    return message


def post_as(world: World, channel: Channel, bot: Person, **content: Any) -> Message:
    return post(world, channel, user=bot.id, bot_id=bot.bot_id, app_id=bot.app_id, **content)


def edit(world: World, message: Message, *, by: str, **content: Any) -> Message:
    return _changed(world, message, edited_by=by, edited_micros=world.wall.micros(), **content)


def touch(world: World, message: Message, **content: Any) -> Message:
    """A change that Slack does not mark as edited: an answer through a response_url, a file that went."""
    return _changed(world, message, **content)


def delete(world: World, message: Message) -> None:
    """The first message of a thread leaves a stone there; that goes with the last reply."""
    log = world.log(message.channel)
    if not message.only_for and log.replies(message.micros):
        _bury(world, message)
        return
    unshare(world, message)
    world.forget(message)
    world.tell(MessageDeleted(world.channels[message.channel], message))
    root = log.get(message.thread) if message.is_reply and message.thread else None
    if root and root.subtype == TOMBSTONE and not log.replies(root.micros):
        delete(world, root)


def discard(world: World, file: StoredFile) -> None:
    """The messages that hold it keep a stone in its place."""
    messages = [message for _, message in holding(world, file)]
    forget(world, file)
    for message in messages:
        world.tell(MessageChanged(world.channels[message.channel], message, message))


def react(world: World, message: Message, *, user: str, name: str) -> Message:
    """The caller has made sure that this person has not reacted so before."""
    others = tuple(reaction for reaction in message.reactions if reaction.name != name)
    users = next((reaction.users for reaction in message.reactions if reaction.name == name), ())
    reacted = replace(message, reactions=(*others, Reaction(name, (*users, user))))
    world.keep(reacted)
    world.tell(ReactionAdded(world.channels[message.channel], reacted, user, name))
    return reacted


def unreact(world: World, message: Message, *, user: str, name: str) -> Message:
    """The caller has made sure that this person has reacted so."""
    left = tuple(
        Reaction(reaction.name, users)
        for reaction in message.reactions
        if (users := tuple(one for one in reaction.users if (reaction.name, one) != (name, user)))
    )
    cooled = replace(message, reactions=left)
    world.keep(cooled)
    world.tell(ReactionRemoved(world.channels[message.channel], cooled, user, name))
    return cooled


def pin(world: World, message: Message, *, user: str) -> Message:
    pinned = replace(message, pinned_by=user, pinned_at=world.wall.seconds())
    world.keep(pinned)
    world.tell(PinAdded(world.channels[message.channel], pinned, user))
    return pinned


def unpin(world: World, message: Message, *, user: str) -> Message:
    unpinned = replace(message, pinned_by="", pinned_at=0)
    world.keep(unpinned)
    world.tell(PinRemoved(world.channels[message.channel], unpinned, user))
    return unpinned


def shown(
    world: World, message: Message, *, with_metadata: bool = False, kept_back: Collection[str] = (DENIED,)
) -> Json:
    """A message as Slack's Web API shows it; `kept_back` are the files, by their access, of which no more is said."""
    view: Json = {"type": "message", "user": message.user, "ts": message.ts, "text": message.text}
    author = world.people.get(message.user)
    if author and author.team:
        view["team"] = author.team
    if message.subtype:
        view |= {"subtype": message.subtype, **(message.details or {})}
    if message.bot_id:
        view |= _bot_part(world, message)
    view |= _content_part(message)
    if message.metadata:
        view["metadata"] = message.metadata if with_metadata else _bare(message.metadata)
    if message.files:
        view["files"] = [held(world, file, kept_back=kept_back) for file in message.files]
    return view | _marks_part(message) | _thread_part(world, message)


def _bury(world: World, message: Message) -> None:
    stone = Message(
        message.micros,
        message.channel,
        user=SLACKBOT,
        text="This message was deleted.",
        thread=message.thread,
        subtype=TOMBSTONE,
        details={"hidden": True, "is_locked": False},
    )
    unshare(world, message)
    world.keep(stone)
    world.tell(MessageChanged(world.channels[message.channel], stone, message))


def _changed(world: World, message: Message, **content: Any) -> Message:
    changed = replace(message, **content)
    unshare(world, message, kept=changed.files)
    world.keep(changed)
    world.tell(MessageChanged(world.channels[message.channel], changed, message))
    return changed


def _bare(metadata: Json) -> Json:
    return {"event_type": metadata.get("event_type")}


def _content_part(message: Message) -> Json:
    part: Json = {}
    if message.blocks:
        part["blocks"] = list(message.blocks)
    if message.attachments:
        part["attachments"] = list(message.attachments)
    if message.client_id:
        part["client_msg_id"] = message.client_id
    if message.edited_by:
        part["edited"] = {"user": message.edited_by, "ts": ts_of(message.edited_micros)}
    return part


def _marks_part(message: Message) -> Json:
    part: Json = {}
    if message.reactions:
        part["reactions"] = [
            {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}
            for reaction in message.reactions
        ]
    if message.pinned_by:
        part["pinned_to"] = [message.channel]
    return part


def _bot_part(world: World, message: Message) -> Json:
    bot = world.people.get(message.user)
    icons = {f"image_{size}": f"{world.url}/page/icon.svg" for size in (36, 48, 72)}
    profile: Json = {"id": message.bot_id, "deleted": False, "app_id": message.app_id, "icons": icons}
    if bot:
        profile |= {"name": bot.real_name, "updated": bot.updated, "team_id": bot.team}
    part: Json = {"bot_id": message.bot_id, "app_id": message.app_id, "bot_profile": profile}
    if message.username:
        # Under a name of its own choice a bot counts as a webhook does.
        part |= {"subtype": "bot_message", "username": message.username}
    return part


def _thread_part(world: World, message: Message) -> Json:
    if message.is_reply and message.thread is not None:
        root = world.log(message.channel).get(message.thread)
        part: Json = {"thread_ts": ts_of(message.thread), "parent_user_id": root.user if root else ""}
        # A reply that stands in the channel too brings its thread along.
        if message.broadcast and root:
            part |= {"subtype": "thread_broadcast", "root": shown(world, root)}
        return part
    log = world.log(message.channel)
    replies = [reply for name in log.replies(message.micros) if (reply := log.get(name))]
    if not replies and message.subtype != TOMBSTONE:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users_count": len(users),
        "reply_users": users[:5],
        "latest_reply": replies[-1].ts if replies else _NO_TS,
    }
