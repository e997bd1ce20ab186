"""Slack's payloads read into an `Ask`: the one place that knows their shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers._ask import Ask
from bot.handlers._viewers import Caller
from bot.model.ids import ChannelId, DraftId, MemberId
from bot.parse.slack_text import unwrap

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where a payload came from and where its answer goes. `key` is the same for a repeat of it."""

    kind: str
    caller: Caller
    key: str
    trigger: str = ""
    response_url: str = ""
    view: Payload | None = None


def command(body: Payload) -> Request:
    return Request(
        kind="command",
        caller=Caller(
            enterprise=body.get("enterprise_id") or "",
            team=body.get("team_id", ""),
            team_name=body.get("team_domain", ""),
            user=MemberId(body.get("user_id", "")),
        ),
        key=_key("command", body),
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
    )


def interaction(body: Payload) -> Request:
    """A click, a form or a shortcut."""
    return Request(
        kind=str(body.get("type", "")),
        caller=interaction_caller(body),
        key=_key(str(body.get("type", "")), body),
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
        view=body.get("view"),
    )


def interaction_caller(body: Payload) -> Caller:
    team = body.get("team") or {}
    user = body.get("user") or {}
    enterprise = body.get("enterprise") or {}
    return Caller(
        enterprise=enterprise.get("id") or "",
        team=team.get("id") or user.get("team_id") or "",
        team_name=team.get("domain") or "",
        user=MemberId(user.get("id", "")),
    )


def event_caller(body: Payload, user: str) -> Caller:
    return Caller(
        enterprise=body.get("enterprise_id") or "", team=body.get("team_id", ""), team_name="", user=MemberId(user)
    )


def ask_of_command(body: Payload, taken: int, meant: str | None) -> Ask:
    """`taken` is how many characters of the text are the verb."""
    said = unwrap(str(body.get("text") or "")[taken:])
    return Ask(said=said, meant=meant, channel=ChannelId(body.get("channel_id", "")))


def ask_of_action(body: Payload) -> Ask:
    action = body["actions"][0]
    container = body.get("container") or {}
    channel = body.get("channel") or {}
    return Ask(
        channel=ChannelId(channel["id"]) if channel.get("id") else None,
        action=str(action.get("action_id", "")),
        value=str(action.get("value") or ""),
        shown=container.get("message_ts"),
        in_view=container.get("type") == "view",
    )


def ask_of_form(body: Payload) -> Ask:
    view = body["view"]
    metadata = str(view.get("private_metadata") or "")
    return Ask(
        state=(view.get("state") or {}).get("values") or {},
        draft=DraftId(int(metadata)) if metadata.isascii() and metadata.isdigit() else None,
        in_view=True,
    )


def draft_key(body: Payload) -> str:
    """Of a form: two clicks on its button carry two triggers and one draft."""
    metadata = str(body["view"].get("private_metadata") or "")
    return f"draft:{metadata}" if metadata else ""


def _key(kind: str, body: Payload) -> str:
    """Slack sends a payload again with its own trigger; one without any is known by nothing and never a repeat."""
    trigger = str(body.get("trigger_id") or "")
    return f"{kind}:{trigger}" if trigger else ""
