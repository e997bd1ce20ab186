"""chat.*: post, post to one person only, update, delete, permalink."""

from typing import Any

from ..delivery.answers import checked, written
from ..errors import SlackError
from ..wire import Json, dumps, micros_of
from ..world import Channel, Message
from ..world.conversations import open_direct
from ..world.messages import delete as delete_message
from ..world.messages import edit, post_as, shown, touch
from ..world.people import SLACKBOT
from ._call import Call, done

LONGEST = 40_000
LONGEST_PIECE = 4_000
LONGEST_UPDATE = 4_000
METADATA_BYTES = 16_000
_CONTENT = ("text", "blocks", "attachments", "markdown_text")


def post_message(call: Call) -> Json:
    channel = _destination(call)
    _refuse_outsider(call, channel)
    content = _cut(_content(call))
    metadata, warning = _metadata(call)
    rest = {"metadata": metadata, **_threading(call, channel), **_disguise(call)}
    message, *_ = [
        post_as(call.world, channel, call.bot, **written({**content, "text": piece}), **rest)
        for piece in _pieces(content)
    ]
    seen = shown(call.world, message, with_metadata=True)
    answer = done(channel=channel.id, ts=message.ts, message=seen)
    return answer | {"warning": warning, "response_metadata": {"warnings": [warning]}} if warning else answer


def post_ephemeral(call: Call) -> Json:
    channel = _destination(call)
    _refuse_outsider(call, channel)
    reader = call.required("user")
    if reader not in channel.members:
        raise SlackError("user_not_in_channel")
    content = written(_cut(_content(call)))
    message = post_as(call.world, channel, call.bot, **content, **_threading(call, channel), only_for=reader)
    return done(message_ts=message.ts)


def update(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_update_message")
    if channel.is_archived:
        raise SlackError("is_inactive")
    content = _update_content(call) | _broadcasting(call, message)
    if "text" in content and not content["blocks"]:
        edited = edit(call.world, message, by=call.bot.id, **written(content))
    else:
        # Slack marks a message as edited only where its text was what changed.
        edited = touch(call.world, message, **(written(content) if "text" in content else content))
    seen = shown(call.world, edited, with_metadata=True)
    return done(channel=channel.id, ts=edited.ts, text=edited.text, message=seen)


def delete(call: Call) -> Json:
    channel = call.channel()
    message = _own(call, channel, "cant_delete_message")
    delete_message(call.world, message)
    return done(channel=channel.id, ts=message.ts)


def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, call.required("message_ts"))
    return done(channel=channel.id, permalink=call.permalink(message))


def _destination(call: Call) -> Channel:
    """A channel's id or name, or a person's id, which stands for the direct message with them."""
    wanted = call.required("channel")
    person = call.world.person(call.team, wanted)
    if person is not None:
        if person.is_bot or person.id == SLACKBOT:
            raise SlackError("channel_not_found" if person.id == call.bot.id else "cannot_dm_bot")
        return open_direct(call.world, call.team, frozenset({call.bot.id, person.id}))
    if wanted in call.world.channels:
        return call.channel()
    name = wanted.removeprefix("#")
    named = (one for one in call.world.channels_of(call.team) if one.name == name and not one.is_archived)
    # Direct messages have no name, and nobody finds one by it.
    found = next(named, None) if name else None
    if found is None or (found.is_private and call.bot.id not in found.members):
        raise SlackError("channel_not_found")
    return found


def _refuse_outsider(call: Call, channel: Channel) -> None:
    if channel.is_archived:
        raise SlackError("is_archived")
    if channel.is_im and not call.world.app.has_messages_tab:
        raise SlackError("messages_tab_disabled")
    if call.bot.id in channel.members:
        return
    if not (channel.is_open_to_all and "chat:write.public" in call.token.scopes):
        raise SlackError("not_in_channel")


def _pieces(content: dict[str, Any]) -> list[str]:
    """A long text without blocks arrives as several messages; the answer names the first."""
    text = content["text"]
    if content["blocks"] or len(text) <= LONGEST_PIECE:
        return [text]
    return [text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE)]


def _cut(content: dict[str, Any]) -> dict[str, Any]:
    """What is too long is cut off: https://docs.slack.dev/changelog/2018-04-truncating-really-long-messages"""
    return {**content, "text": content["text"][:LONGEST]}


def _content(call: Call) -> dict[str, Any]:
    content = checked(call.args)
    if len(content["attachments"]) > 100:
        raise SlackError("too_many_attachments")
    return content


def _update_content(call: Call) -> dict[str, Any]:
    """Text alone takes the old blocks away; metadata alone leaves all as it was, and empty takes the old away."""
    metadata, _ = _metadata(call)
    is_emptied = call.args.get("metadata") in ({}, "{}")
    content: dict[str, Any] = {"metadata": metadata} if metadata or is_emptied else {}
    is_said = any(call.args.get(name) for name in _CONTENT)
    if not is_said and (content or call.flag("reply_broadcast")):
        return content
    wanted = _content(call)
    if len(wanted["text"]) > LONGEST_UPDATE and not call.args.get("markdown_text"):
        raise SlackError("msg_too_long")
    return content | wanted


def _broadcasting(call: Call, message: Message) -> dict[str, Any]:
    """A reply can be put into its channel later; it is not taken out again."""
    if not call.flag("reply_broadcast"):
        return {}
    if not message.is_reply:
        raise SlackError("cant_broadcast_message")
    return {"broadcast": True}


def _own(call: Call, channel: Channel, refusal: str) -> Message:
    message = call.message(channel, call.required("ts"))
    if message.user != call.bot.id:
        raise SlackError(refusal)
    return message


def _threading(call: Call, channel: Channel) -> dict[str, Any]:
    thread_ts = call.text("thread_ts")
    if not thread_ts:
        return {}
    try:
        thread = micros_of(thread_ts)
    except ValueError as error:
        raise SlackError("invalid_thread_ts") from error
    parent = call.world.log(channel.id).get(thread)
    if parent is None:
        raise SlackError("thread_not_found")
    root = parent.thread if parent.thread is not None else parent.micros
    return {"thread": root, "broadcast": call.flag("reply_broadcast")}


def _metadata(call: Call) -> tuple[Json | None, str]:
    """Metadata that is not of Slack's shape is left out, and the answer warns of it."""
    if not call.args.get("metadata"):
        return None, ""
    try:
        metadata = call.parsed("metadata")
    except ValueError:
        return None, "invalid_metadata_format"
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        return None, "invalid_metadata_format"
    if not isinstance(metadata.get("event_payload"), dict):
        return None, "invalid_metadata_format"
    if len(dumps(metadata).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}, ""


def _disguise(call: Call) -> dict[str, str]:
    """Another name needs its own scope; without it Slack posts under the app's name."""
    name = call.text("username")
    if name and "chat:write.customize" in call.token.scopes:
        return {"username": name}
    return {}
