"""What a person does with messages: write, edit and delete their own, react, pin."""

from typing import Any
from uuid import uuid4

from ..api.chat import LONGEST
from ..blocks import with_ids
from ..delivery.interactions import Refused
from ..delivery.text import as_message
from ..delivery.typed import rich_text_of
from ..emoji import emoji_name
from ..wire import Json
from ..world import Channel, Message
from ..world.happenings import FileCreated, FileShared
from ..world.messages import delete, edit, pin, post, react, unpin, unreact
from .act import Act, Doing
from .page import page_message
from .reading import Misread


async def write(act: Act) -> Json:
    channel, world = _open_channel(act), act.slack.world
    if channel.is_im and world.bot_of(channel.team).bot_user in channel.members and not world.app.can_be_written_to:
        raise Refused("messages_tab_disabled", "Sending messages to this app has been turned off.")
    files = tuple(_own_file(act, file) for file in act.listed("files"))
    text = _text(act)
    if not files and not text.strip():
        raise Refused("no_text", "The message is empty.")
    thread = _root(act, channel) if act.said.get("thread_ts") else None
    message = post(
        world,
        channel,
        user=act.person.id,
        **_worded(act, text),
        thread=thread,
        broadcast=thread is not None and bool(act.said.get("broadcast")),
        files=files,
        subtype="file_share" if files else "",
        client_id=str(uuid4()),
    )
    for file in files:
        _tell_shared(act, file, channel)
    return {"message": page_message(world, message)}


async def edit_own(act: Act) -> Json:
    message = _own(act)
    content = _worded(act, _text(act))
    if not content["text"].strip() and not message.files:
        raise Refused("no_text", "The message is empty.")
    if content["text"] != message.text:
        message = edit(act.slack.world, message, by=act.person.id, **content)
    return {"message": page_message(act.slack.world, message)}


async def delete_own(act: Act) -> Json:
    delete(act.slack.world, _own(act))
    return {}


async def turn_reaction(act: Act) -> Json:
    """On where it is off, off where it is on."""
    message, name = _lasting(act), emoji_name(str(act.said.get("name") or "").strip(":"))
    if not name:
        raise Misread("name is the name of an emoji")
    is_on = any(one.name == name and act.person.id in one.users for one in message.reactions)
    turned = (unreact if is_on else react)(act.slack.world, message, user=act.person.id, name=name)
    return {"message": page_message(act.slack.world, turned)}


async def turn_pin(act: Act) -> Json:
    message = _lasting(act)
    turned = (unpin if message.pinned_by else pin)(act.slack.world, message, user=act.person.id)
    return {"message": page_message(act.slack.world, turned)}


MESSAGE_ACTS: dict[str, Doing] = {
    "message": write,
    "edit": edit_own,
    "delete": delete_own,
    "react": turn_reaction,
    "pin": turn_pin,
}


def _open_channel(act: Act) -> Channel:
    channel = act.channel()
    if channel.is_archived:
        raise Refused("is_archived", "This channel is archived.")
    return channel


def _lasting(act: Act) -> Message:
    message = act.message(_open_channel(act), act.said.get("ts"))
    if message.only_for:
        raise Refused("message_not_found", "Only you see that message.")
    return message


def _own(act: Act) -> Message:
    message = _lasting(act)
    if message.user != act.person.id or message.subtype not in ("", "file_share"):
        raise Refused("cant_update_message", "That is not a message of yours.")
    return message


def _root(act: Act, channel: Channel) -> int:
    """The first message of the thread; a reply is no beginning of another."""
    parent = act.message(channel, act.said["thread_ts"])
    if parent.only_for:
        raise Refused("message_not_found", "Only you see that message.")
    return parent.micros if parent.thread is None else parent.thread


def _worded(act: Act, typed: str) -> dict[str, Any]:
    """What was typed, as text and as the rich text that Slack's client makes of it."""
    text = as_message(act.slack.world, act.person.team, typed)
    return {"text": text, "blocks": tuple(with_ids([rich_text_of(text)])) if text.strip() else ()}


def _text(act: Act) -> str:
    text = str(act.said.get("text") or "")
    if len(text) > LONGEST:
        raise Refused("msg_too_long", f"A message has at most {LONGEST:,} characters.")
    return text


def _tell_shared(act: Act, file: str, channel: Channel) -> None:
    world, person = act.slack.world, act.person
    if world.bot_of(channel.team).bot_user in channel.members:
        world.tell(FileCreated(person.team, file, person.id))
    world.tell(FileShared(channel, file, person.id))


def _own_file(act: Act, file: object) -> str:
    known = act.slack.world.files.get(str(file.get("id")) if isinstance(file, dict) else str(file))
    if known is None or known.user != act.person.id:
        raise Refused("file_not_found", "That is not a file of yours.")
    return known.id
