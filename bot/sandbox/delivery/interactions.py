"""A person acts; the app is told and answers; what it answered takes effect. The page calls these."""

from collections.abc import Sequence

from ..blocks import filled_state, find_element
from ..errors import SlackError
from ..manifest import Command
from ..response_urls import Answerable, wants_in_channel
from ..slack import Slack
from ..wire import Json, micros_of, ts_of
from ..world import Channel, Message, Person
from ..world.happenings import Notice
from ..world.messages import post
from ..world.people import SLACKBOT
from . import payloads
from .actions import acted
from .answers import answer, says_something
from .parcel import Ack, Envelope, Parcel
from .suggestions import suggested
from .text import as_message, escaped, with_entities

_OK: Json = {"ok": True}
_LEAST_TYPED = 3  # where a menu says nothing else


class Refused(Exception):
    """What Slack shows the person instead of the app's answer."""

    def __init__(self, error: str, message: str, *, is_told: bool = False) -> None:
        """`is_told` where Slackbot has said it in the conversation already."""
        super().__init__(error)
        self.error = error
        self.message = message
        self.is_told = is_told


async def command(slack: Slack, person: Person, channel: Channel, line: str) -> None:
    word, rest = (*line.split(maxsplit=1), "", "")[:2]
    known = slack.world.app.command(word)
    if known is None:
        raise Refused("unknown_command", f"{word} is not a valid command.")
    payload = payloads.command(
        slack, person, channel, word=word, text=_command_text(slack, person, known, rest.strip())
    )
    parcel = Parcel("slash_commands", "command", payload, url=known.url, accepts_response=True)
    ack = await slack.outbound.send(parcel)
    failure = _command_failure(word, ack)
    if failure:
        note(slack, parcel, ack, {"ok": False, "error": ack.problem})
        _tell(slack, person, channel, failure)
        raise Refused(ack.problem, failure, is_told=True)
    try:
        if ack.body:
            _answer_command(slack, person, channel, ack.body, line=line)
    except SlackError as refusal:
        failure = f'{word} failed with the error "{refusal.code}"'
        note(slack, parcel, ack, refusal.answer())
        _tell(slack, person, channel, failure)
        raise Refused(refusal.code, failure, is_told=True) from refusal
    note(slack, parcel, ack, _OK)


def _answer_command(slack: Slack, person: Person, channel: Channel, body: Json, *, line: str) -> None:
    """An answer for all to see shows them what was typed too, and so does one that says no more than that it is."""
    is_for_all = wants_in_channel(body)
    if is_for_all and channel.is_archived:
        raise SlackError("is_archived")
    is_said = says_something(body)
    if is_for_all:
        post(slack.world, channel, user=person.id, text=as_message(slack.world, person.team, line))
    if is_said:
        answer(slack, Answerable(person.team, channel.id, person.id, slack.wall.seconds()), body)


async def message_action(slack: Slack, person: Person, message: Message, *, action: Json, values: Json) -> None:
    channel = slack.world.channels[message.channel]
    attachment, blocks = _clicked(message, action)
    element = _element(blocks, action)
    payload = payloads.interaction(slack, "block_actions", person)
    payload |= payloads.message_context(slack, person, channel, message, attachment=attachment)
    payload |= {
        "trigger_id": slack.triggers.issue(person.team, person.id, channel=channel.id),
        "state": {"values": filled_state(blocks, values)},
        "actions": [acted(element, action, ts_of(slack.wall.micros()))],
    }
    await _told(slack, person, "block_actions", payload, channel=channel.id)


async def view_action(slack: Slack, person: Person, view: Json, action: Json) -> None:
    element = _element(view["blocks"], action)
    payload = payloads.interaction(slack, "block_actions", person)
    modal = slack.views.find(view["id"])
    here = modal.channel if modal else ""
    payload |= {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": slack.triggers.issue(person.team, person.id, view["id"], channel=here),
        "view": view,
        "actions": [acted(element, action, ts_of(slack.wall.micros()))],
    }
    await _told(slack, person, "block_actions", payload)


async def global_shortcut(slack: Slack, person: Person, callback_id: str, channel: Channel | None = None) -> None:
    """`channel` is the conversation that the person has before them: the app is not told, a modal may begin with it."""
    if not slack.world.app.shortcut(callback_id, "global"):
        raise Refused("unknown_shortcut", "The app has no such shortcut.")
    payload = payloads.interaction(slack, "shortcut", person)
    payload |= {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.team, person.id, channel=channel.id if channel else ""),
        "action_ts": ts_of(slack.wall.micros()),
    }
    await _told(slack, person, "shortcut", payload)


async def message_shortcut(slack: Slack, person: Person, message: Message, callback_id: str) -> None:
    channel = slack.world.channels[message.channel]
    if not slack.world.app.shortcut(callback_id, "message"):
        raise Refused("unknown_shortcut", "The app has no such shortcut.")
    payload = payloads.interaction(slack, "message_action", person)
    payload |= payloads.message_context(slack, person, channel, message)
    payload.pop("container")
    payload |= {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.team, person.id, channel=channel.id),
        "action_ts": ts_of(slack.wall.micros()),
        "message_ts": message.ts,
    }
    await _told(slack, person, "message_action", payload, channel=channel.id)


async def suggestions(slack: Slack, person: Person, context: Json, asked: Json) -> Json:
    """The options that the app suggests for what was typed so far; `context` says in which message or view."""
    if len(str(asked["value"])) < _least_typed(slack, context, asked):
        return {"options": []}
    payload = payloads.interaction(slack, "block_suggestion", person)
    payload |= context | {name: asked[name] for name in ("block_id", "action_id", "value")}
    parcel = _interactive("block_suggestion", payload, slack.world.app.options_url or slack.world.app.interactivity_url)
    ack = await slack.outbound.send(parcel)
    try:
        offered = suggested(ack)
    except SlackError as refusal:
        note(slack, parcel, ack, refusal.answer())
        raise Refused(refusal.code, "The options could not be loaded.") from refusal
    note(slack, parcel, ack, _OK)
    return offered


async def send_interactive(slack: Slack, name: str, payload: Json) -> tuple[Parcel, Ack]:
    parcel = _interactive(name, payload, slack.world.app.interactivity_url)
    return parcel, await slack.outbound.send(parcel)


def note(slack: Slack, parcel: Parcel, ack: Ack, outcome: Json) -> None:
    slack.log.answered(parcel.name, parcel.payload, ack=ack.body, outcome=outcome, ms=ack.ms)


async def _told(slack: Slack, person: Person, name: str, payload: Json, *, channel: str = "") -> None:
    """For what is acknowledged by nothing but a 200: Slack takes no content from these answers."""
    parcel, ack = await send_interactive(slack, name, payload)
    note(slack, parcel, ack, _OK if ack.is_ok else {"ok": False, "error": ack.problem})
    if not ack.is_ok:
        failure = "This app didn't respond. Try again in a moment."
        slack.world.tell(Notice(person.id, failure, channel))
        raise Refused(ack.problem, failure)


def _interactive(name: str, payload: Json, url: str) -> Parcel:
    envelope: Envelope = "interactive"
    accepts = name in ("view_submission", "block_suggestion")
    return Parcel(envelope, name, payload, url=url, accepts_response=accepts)


def _command_text(slack: Slack, person: Person, known: Command, text: str) -> str:
    return with_entities(slack.world, person.team, text) if known.should_escape else escaped(text)


def _command_failure(word: str, ack: Ack) -> str:
    if ack.problem in ("timeout", "http_timeout", "unreachable"):
        return f"{word} failed because the app did not respond."
    return f'{word} failed with the error "dispatch_failed"' if ack.problem else ""


def _tell(slack: Slack, person: Person, channel: Channel, text: str) -> None:
    """As Slackbot does: a line in the conversation that only this person sees."""
    post(slack.world, channel, user=SLACKBOT, text=text, only_for=person.id)


def _least_typed(slack: Slack, context: Json, asked: Json) -> int:
    """An app is not asked for less than its menu wants typed."""
    blocks = context["view"]["blocks"] if "view" in context else _blocks_of(slack, context["container"])
    element = find_element(blocks, str(asked["block_id"]), str(asked["action_id"])) or {}
    return int(element.get("min_query_length", _LEAST_TYPED))


def _blocks_of(slack: Slack, container: Json) -> Sequence[Json]:
    log, micros = slack.world.log(container["channel_id"]), micros_of(container["message_ts"])
    message = log.get(micros) or log.ephemeral(micros)
    return [block for blocks in _all_blocks(message) for block in blocks] if message else ()


def _all_blocks(message: Message) -> list[Sequence[Json]]:
    """Its own, then those of its attachments."""
    return [message.blocks, *(attachment.get("blocks") or () for attachment in message.attachments)]


def _clicked(message: Message, action: Json) -> tuple[int, Sequence[Json]]:
    """The blocks among which the action's is, and the number of their attachment; 0 is the message itself."""
    for number, blocks in enumerate(_all_blocks(message)):
        if any(block.get("block_id") == action.get("block_id") for block in blocks):
            return number, blocks
    return 0, message.blocks


def _element(blocks: Sequence[Json], action: Json) -> Json:
    element = find_element(blocks, str(action.get("block_id")), str(action.get("action_id")))
    if element is None:
        raise Refused("no_such_element", "That is no longer there.")
    return element
