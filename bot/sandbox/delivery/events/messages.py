"""message.* and app_mention: what was said, changed or deleted where the app's bot is."""

from collections.abc import Iterator
from typing import TypeAlias

from ...wire import Json, ts_of
from ...world import Message, World
from ...world import happenings as did
from ...world.conversations import kind_of
from ...world.messages import UNASKED
from ...world.messages import shown as shown_message
from .event import Event, is_heard_in

Told: TypeAlias = did.MessagePosted | did.MessageChanged | did.MessageDeleted

# the plural of the subscription and of the scope, the singular of `channel_type`
_CHANNEL_TYPES = {"channels": "channel", "groups": "group", "im": "im", "mpim": "mpim"}


def message_events(world: World, told: Told) -> Iterator[Event]:
    channel, message = told.channel, told.message
    bot = world.bot_of(channel.team).bot_user
    if message.only_for or not is_heard_in(channel, bot):
        return
    kind = kind_of(channel)
    # To show a message costs; most apps hear none.
    if not (world.app.hears(f"message.{kind}") or world.app.hears("app_mention")):
        return
    content = _content(world, told) | {"channel": channel.id}
    yield Event(f"message.{kind}", channel.team, content | {"channel_type": _CHANNEL_TYPES[kind]})
    is_new = isinstance(told, did.MessagePosted) and message.user != bot
    if is_new and not channel.is_im and f"<@{bot}>" in message.text:
        yield Event("app_mention", channel.team, {**content, "type": "app_mention"})


def _content(world: World, told: Told) -> Json:
    shown = _shown(world, told.message)
    now = ts_of(world.wall.micros())
    hidden: Json = {"type": "message", "hidden": True, "ts": now, "event_ts": now}
    match told:
        case did.MessageChanged(before=before):
            both = {"message": shown, "previous_message": _shown(world, before)}
            return hidden | {"subtype": "message_changed"} | both
        case did.MessageDeleted(message=message):
            return hidden | {"subtype": "message_deleted", "deleted_ts": message.ts, "previous_message": shown}
        case _:
            return shown | {"event_ts": told.message.ts}


def _shown(world: World, message: Message) -> Json:
    shown = shown_message(world, message, with_metadata=True, kept_back=UNASKED)
    if message.files:
        shown |= {"upload": False, "display_as_bot": False}
    return shown
