"""reaction_* and pin_*: marks on messages in conversations where the app's bot is."""

from collections.abc import Iterator
from dataclasses import replace

from ...wire import Json
from ...world import World
from ...world import happenings as did
from ...world.messages import shown as shown_message
from .event import Event, event, is_heard_in


def reaction_events(world: World, told: did.ReactionAdded | did.ReactionRemoved) -> Iterator[Event]:
    channel, message = told.channel, told.message
    if not is_heard_in(channel, world.bot_of(channel.team).bot_user):
        return
    yield event(
        channel.team,
        {
            "type": "reaction_added" if isinstance(told, did.ReactionAdded) else "reaction_removed",
            "user": told.user,
            "reaction": told.name,
            "item": {"type": "message", "channel": channel.id, "ts": message.ts},
            "item_user": message.user,
        },
    )


def pin_events(world: World, told: did.PinAdded | did.PinRemoved) -> Iterator[Event]:
    channel, message = told.channel, told.message
    if not is_heard_in(channel, world.bot_of(channel.team).bot_user):
        return
    pinned = sum(1 for one in world.log(channel.id).all() if one.pinned_by)
    seconds = world.wall.seconds()
    pinner = message.pinned_by or told.user
    shown = shown_message(world, replace(message, pinned_by=pinner))
    permalink = f"{world.url}/archives/{channel.id}/p{message.micros}"
    content: Json = {
        "type": "pin_added" if isinstance(told, did.PinAdded) else "pin_removed",
        "user": told.user,
        "channel_id": channel.id,
        "item": {
            "type": "message",
            "created": seconds,
            "created_by": pinner,
            "channel": channel.id,
            "message": shown | {"permalink": permalink},
        },
        "item_user": message.user,
        "pin_count": pinned,
        "pinned_info": {"channel": channel.id, "pinned_by": pinner, "pinned_ts": seconds},
    }
    if isinstance(told, did.PinRemoved):
        content["has_pins"] = pinned > 0
    yield event(channel.team, content)
