"""Slack's payloads read into an `Ask`: the one place that knows their shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.handlers._ask import Ask, Quoted, State, View, ViewType
from bot.handlers._viewers import Caller
from bot.model.fields import field_of
from bot.model.ids import ChannelId, DraftId, MemberId
from bot.model.messages import Message
from bot.parse.rich_text import formatted_in
from bot.parse.slack_files import held
from bot.parse.slack_message import said_in
from bot.parse.slack_text import unwrap

Payload = Mapping[str, Any]

FORM, CLICK, OPTIONS, HOME = "view_submission", "block_actions", "block_suggestion", "app_home_opened"
_NAMES_OF_PRIVATE = ("", "directmessage", "privategroup")
_SEVERAL = ("selected_users", "selected_conversations", "selected_channels")
_ONE = ("selected_user", "selected_conversation", "selected_channel", "selected_date", "selected_time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where a payload came from and where its answer goes. `key` is the same for a repeat of it."""

    kind: str
    caller: Caller
    key: str
    trigger: str = ""
    response_url: str = ""
    view: Payload | None = None

    @property
    def is_form(self) -> bool:
        return self.kind == FORM

    @property
    def in_home(self) -> bool:
        return self.kind == HOME or (self.view is not None and self.view.get("type") == ViewType.HOME)

    @property
    def in_modal(self) -> bool:
        return self.view is not None and not self.in_home

    @property
    def below(self) -> str:
        """The view under the one submitted or clicked in; '' where there is none."""
        return str((self.view or {}).get("previous_view_id") or "")

    @property
    def bottom(self) -> str:
        """The view under all others, where that is neither this one nor the one below; '' where it is."""
        view = self.view or {}
        root = str(view.get("root_view_id") or "")
        return "" if root in ("", view.get("id"), self.below) else root


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
    """A click, a form, a shortcut or a question for options."""
    return Request(
        kind=str(body.get("type", "")),
        caller=interaction_caller(body),
        key=_key(str(body.get("type", "")), body),
        trigger=body.get("trigger_id", ""),
        response_url=body.get("response_url", ""),
        view=body.get("view"),
    )


def home_opened(body: Payload) -> Request:
    event = body["event"]
    key = str(body.get("event_id") or "")
    return Request(
        kind=HOME,
        caller=event_caller(body, str(event.get("user") or "")),
        key=f"{HOME}:{key}" if key else "",
        view=event.get("view"),
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
    return Ask(
        said=said,
        meant=meant,
        channel=ChannelId(body.get("channel_id", "")),
        answers_at=str(body.get("response_url") or ""),
    )


def ask_of_action(body: Payload) -> Ask:
    action = body["actions"][0]
    view = body.get("view")
    selected = _selected(action)
    chosen = selected.partition(":")[2] if action.get("type") == "overflow" else ""
    return Ask(
        channel=_channel(body),
        action=str(action.get("action_id", "")),
        block=str(action.get("block_id", "")),
        value=str(action.get("value") or chosen),
        selected=selected,
        state=_state(view or body),
        draft=_draft(view),
        shown=(body.get("container") or {}).get("message_ts"),
        clicked=_clicked(body.get("message")),
        answers_at=str(body.get("response_url") or ""),
        view=_view(view),
    )


def ask_of_form(body: Payload) -> Ask:
    view = body["view"]
    return Ask(state=_state(view), draft=_draft(view), view=_view(view))


def ask_of_options(body: Payload) -> Ask:
    view = body.get("view")
    return Ask(
        channel=_channel(body),
        action=str(body.get("action_id", "")),
        block=str(body.get("block_id", "")),
        value=str(body.get("value") or ""),
        state=_state(view or {}),
        draft=_draft(view),
        view=_view(view),
    )


def ask_of_shortcut(body: Payload) -> Ask:
    """Of a message shortcut with the message, as far as a command could be as long."""
    message = body.get("message")
    if not isinstance(message, Mapping):
        return Ask()
    place = body.get("channel") or {}
    channel = ChannelId(str(place.get("id", "")))
    quoted = Quoted(
        ts=str(message.get("ts") or body.get("message_ts") or ""),
        channel=channel,
        user=MemberId(str(message["user"])) if message.get("user") and not message.get("bot_id") else None,
        said=said_in(message),
        name=_app_name(message),
        formatted=formatted_in(message),
        held=held(message, channel),
        domain=str((body.get("team") or {}).get("domain") or ""),
        is_public=_is_public(place),
    )
    return Ask(channel=channel, message=quoted)


def _is_public(channel: Payload) -> bool:
    """A channel that anybody of the team may enter. Private ones may have the ids of public ones: Slack tells them by a
    name that is not theirs, and a conversation of several by how its own begins."""
    name = str(channel.get("name") or "")
    is_named = name not in _NAMES_OF_PRIVATE and not name.startswith("mpdm-")
    return str(channel.get("id", "")).startswith("C") and is_named and not channel.get("is_private")


def _app_name(message: Payload) -> str:
    """As Slack shows it above the message."""
    profile = message.get("bot_profile") or {}
    return str(message.get("username") or profile.get("name") or "")


def ask_of_home(body: Payload) -> Ask:
    event = body["event"]
    return Ask(channel=ChannelId(str(event.get("channel") or "")), view=_view(event.get("view")))


def draft_key(body: Payload) -> str:
    """Of a person's form: two clicks on its button carry two triggers and one draft. A draft may have several forms."""
    view = body["view"]
    metadata = str(view.get("private_metadata") or "")
    if not (metadata.isascii() and metadata.isdigit()):
        return ""
    caller = interaction_caller(body)
    whose = f"{caller.enterprise}:{caller.team}:{caller.user}"
    return f"draft:{whose}:{view.get('callback_id', '')}:{metadata}"


def chosen_people(state: State) -> list[MemberId]:
    """The members that the inputs choose."""
    elements = [element for inputs in state.values() for element in inputs.values()]
    members = [[element.get("selected_user"), *(element.get("selected_users") or ())] for element in elements]
    return [MemberId(str(member)) for some in members for member in some if member]


def typed_in(state: State, block: str) -> str:
    """What stands in the input of a block, '' where nothing does."""
    return next((str(element.get("value") or "").strip() for element in state.get(block, {}).values()), "")


def _selected(action: Payload) -> str:
    """What was chosen in a menu, among radio buttons or ticks: values, ids or a date, one a line."""
    options = [action.get("selected_option"), *(action.get("selected_options") or ())]
    values = [option.get("value") for option in options if option]
    values += [value for name in _SEVERAL for value in action.get(name) or ()]
    values += [action[name] for name in _ONE if action.get(name)]
    return "\n".join(str(value) for value in values)


def _state(holder: Payload) -> State:
    """By the fields' own names, whatever the edition of the form."""
    values: State = (holder.get("state") or {}).get("values") or {}
    return {field_of(block): inputs for block, inputs in values.items()}


def _draft(view: Payload | None) -> DraftId | None:
    metadata = str((view or {}).get("private_metadata") or "")
    return DraftId(int(metadata)) if metadata.isascii() and metadata.isdigit() else None


def _view(view: Payload | None) -> View | None:
    if view is None:
        return None
    return View(
        id=str(view.get("id", "")),
        type=ViewType.HOME if view.get("type") == ViewType.HOME else ViewType.MODAL,
        metadata=str(view.get("private_metadata") or ""),
        previous=view.get("previous_view_id") or None,
        root=view.get("root_view_id") or None,
    )


def _clicked(message: Payload | None) -> Message | None:
    blocks = (message or {}).get("blocks")
    return Message(str((message or {}).get("text") or ""), tuple(blocks)) if blocks else None


def _channel(body: Payload) -> ChannelId | None:
    channel = body.get("channel") or {}
    return ChannelId(channel["id"]) if channel.get("id") else None


def _key(kind: str, body: Payload) -> str:
    """Slack sends a payload again with its own trigger; one without any is known by nothing and never a repeat."""
    trigger = str(body.get("trigger_id") or "")
    return f"{kind}:{trigger}" if trigger else ""
