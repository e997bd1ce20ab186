"""A person acts; the app is told and answers; what it answered takes effect. The page calls these."""

from ..blocks import filled_state, find_element
from ..errors import SlackError
from ..manifest import Command
from ..response_urls import Answerable
from ..slack import Slack
from ..wire import Json, ts_of
from ..world import Channel, Message, Person
from ..world.happenings import Notice
from . import payloads
from .answers import answer
from .parcel import Ack, Envelope, Parcel
from .text import escaped, with_entities

_OK: Json = {"ok": True}


class Refused(Exception):
    """What Slack shows the person instead of the app's answer."""

    def __init__(self, error: str, message: str) -> None:
        super().__init__(error)
        self.error = error
        self.message = message


async def command(slack: Slack, person: Person, channel: Channel, line: str) -> None:
    word, rest = (*line.split(maxsplit=1), "", "")[:2]
    known = slack.world.app.command(word)
    if known is None:
        raise Refused("unknown_command", f"{word} is not a valid command.")
    payload = payloads.command(
        slack, person, channel, word=word, text=_command_text(slack, person, known, rest.strip())
    )
    parcel = Parcel("slash_commands", "slash_commands", payload, url=known.url, accepts_response=True)
    ack = await slack.outbound.send(parcel)
    failure = _command_failure(word, ack)
    if failure:
        note(slack, parcel, ack, {"ok": False, "error": ack.problem})
        _tell(slack, person, channel, failure)
        raise Refused(ack.problem, failure)
    try:
        if ack.body:
            target = Answerable(person.team, channel.id, person.id, slack.wall.seconds())
            answer(slack, target, ack.body)
    except SlackError as refusal:
        if refusal.code != "no_text":
            failure = f'{word} failed with the error "{refusal.code}"'
            note(slack, parcel, ack, refusal.answer())
            _tell(slack, person, channel, failure)
            raise Refused(refusal.code, failure) from refusal
    note(slack, parcel, ack, _OK)


async def message_action(slack: Slack, person: Person, message: Message, *, action: Json, values: Json) -> None:
    channel = slack.world.channels[message.channel]
    element = _element(message.blocks, action)
    payload = payloads.interaction(slack, "block_actions", person)
    payload |= payloads.message_context(slack, person, channel, message)
    payload |= {
        "trigger_id": slack.triggers.issue(person.team, person.id),
        "state": {"values": filled_state(message.blocks, values)},
        "actions": [_acted(slack, element, action)],
    }
    await _told(slack, person, "block_actions", payload, channel=channel.id)


async def view_action(slack: Slack, person: Person, view: Json, action: Json) -> None:
    element = _element(view["blocks"], action)
    payload = payloads.interaction(slack, "block_actions", person)
    payload |= {
        "container": {"type": "view", "view_id": view["id"]},
        "trigger_id": slack.triggers.issue(person.team, person.id, view["id"]),
        "view": view,
        "actions": [_acted(slack, element, action)],
    }
    await _told(slack, person, "block_actions", payload)


async def global_shortcut(slack: Slack, person: Person, callback_id: str) -> None:
    if not slack.world.app.shortcut(callback_id, "global"):
        raise Refused("unknown_shortcut", "The app has no such shortcut.")
    payload = payloads.interaction(slack, "shortcut", person)
    payload |= {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.team, person.id),
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
        "trigger_id": slack.triggers.issue(person.team, person.id),
        "action_ts": ts_of(slack.wall.micros()),
        "message_ts": message.ts,
    }
    await _told(slack, person, "message_action", payload, channel=channel.id)


async def suggestions(slack: Slack, person: Person, context: Json, asked: Json) -> Json:
    """The options that the app suggests for what was typed so far; `context` says in which message or view."""
    payload = payloads.interaction(slack, "block_suggestion", person)
    payload |= context | {name: asked[name] for name in ("block_id", "action_id", "value")}
    parcel = _interactive("block_suggestion", payload, slack.world.app.options_url or _url(slack))
    ack = await slack.outbound.send(parcel)
    answered = ack.body or {}
    if not ack.is_ok or not ("options" in answered or "option_groups" in answered):
        note(slack, parcel, ack, {"ok": False, "error": ack.problem or "no_options"})
        raise Refused(ack.problem or "no_options", "The options could not be loaded.")
    note(slack, parcel, ack, _OK)
    return {name: answered[name] for name in ("options", "option_groups") if name in answered}


async def send_interactive(slack: Slack, name: str, payload: Json) -> tuple[Parcel, Ack]:
    parcel = _interactive(name, payload, _url(slack))
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
    slack.world.tell(Notice(person.id, text, channel.id))


def _element(blocks: tuple[Json, ...] | list[Json], action: Json) -> Json:
    element = find_element(blocks, str(action.get("block_id")), str(action.get("action_id")))
    if element is None:
        raise Refused("no_such_element", "That is no longer there.")
    return element


_FROM_ELEMENT = ("text", "value", "url", "style", "placeholder", "confirm", "accessibility_label")
_NOT_CHOSEN = {"block_id", "action_id", "type", "action_ts", *_FROM_ELEMENT}


def _acted(slack: Slack, element: Json, action: Json) -> Json:
    """`actions[0]`: what the element is, taken from the block; what was chosen, from the person."""
    acted: Json = {
        "type": element["type"],
        "block_id": action["block_id"],
        "action_id": action["action_id"],
        "action_ts": ts_of(slack.wall.micros()),
    }
    if element["type"] == "button":
        return acted | {name: element[name] for name in _FROM_ELEMENT if name in element and name != "confirm"}
    if "placeholder" in element:
        acted["placeholder"] = element["placeholder"]
    if str(element["type"]).endswith("_input") and "value" in action:
        acted["value"] = action["value"]
    return acted | {name: value for name, value in action.items() if name not in _NOT_CHOSEN}


def _url(slack: Slack) -> str:
    return slack.world.app.interactivity_url
