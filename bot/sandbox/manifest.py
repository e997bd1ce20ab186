"""An app as its manifest describes it: commands, shortcuts, events, scopes, addresses. Without one, all is allowed."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .wire import Json, loads_object

_NAME = "Demo app"


@dataclass(frozen=True, slots=True)
class Command:
    command: str
    description: str = ""
    usage_hint: str = ""
    should_escape: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    callback_id: str
    name: str
    type: str  # "global" or "message"
    description: str = ""


@dataclass(frozen=True, slots=True)
class AppProfile:
    """`None` for commands, events and scopes means that no manifest limits them."""

    id: str = "A0SANDBOX00"
    name: str = _NAME
    bot_name: str = _NAME
    commands: tuple[Command, ...] | None = None
    shortcuts: tuple[Shortcut, ...] = ()
    events: frozenset[str] | None = None
    scopes: frozenset[str] | None = None
    event_url: str = ""
    interactivity_url: str = ""
    options_url: str = ""
    has_home_tab: bool = True
    has_messages_tab: bool = True
    is_read_only: bool = False  # what the app writes can be read, and not answered

    @property
    def can_be_written_to(self) -> bool:
        return self.has_messages_tab and not self.is_read_only

    def command(self, word: str) -> Command | None:
        if self.commands is None:
            return Command(word)
        return next((command for command in self.commands if command.command == word), None)

    def shortcut(self, callback_id: str, kind: str) -> Shortcut | None:
        matching = (one for one in self.shortcuts if one.callback_id == callback_id and one.type == kind)
        return next(matching, None)

    def hears(self, event: str) -> bool:
        return self.events is None or event in self.events


def load_manifest(path: Path) -> AppProfile:
    """Raises ValueError when the file is no manifest."""
    text = path.read_text(encoding="utf-8")
    return profile_of(loads_object(text) if path.suffix == ".json" else _yaml(text))


def profile_of(manifest: Json) -> AppProfile:
    features: Json = manifest.get("features") or {}
    settings: Json = manifest.get("settings") or {}
    scopes = ((manifest.get("oauth_config") or {}).get("scopes") or {}).get("bot") or ()
    interactivity: Json = settings.get("interactivity") or {}
    subscriptions: Json = settings.get("event_subscriptions") or {}
    home: Json = features.get("app_home") or {}
    name = str((manifest.get("display_information") or {}).get("name") or _NAME)
    return AppProfile(
        name=name,
        bot_name=str((features.get("bot_user") or {}).get("display_name") or name),
        commands=tuple(_command(row) for row in features.get("slash_commands") or ()),
        shortcuts=tuple(_shortcut(row) for row in features.get("shortcuts") or ()),
        events=frozenset(subscriptions.get("bot_events") or ()),
        scopes=frozenset(scopes),
        event_url=str(subscriptions.get("request_url") or ""),
        interactivity_url=str(interactivity.get("request_url") or ""),
        options_url=str(interactivity.get("message_menu_options_url") or ""),
        has_home_tab=bool(home.get("home_tab_enabled")),
        has_messages_tab=bool(home.get("messages_tab_enabled", True)),
        is_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
    )


def _command(row: Mapping[str, object]) -> Command:
    return Command(
        command=str(row.get("command") or ""),
        description=str(row.get("description") or ""),
        usage_hint=str(row.get("usage_hint") or ""),
        should_escape=bool(row.get("should_escape")),
        url=str(row.get("url") or ""),
    )


def _shortcut(row: Mapping[str, object]) -> Shortcut:
    return Shortcut(
        callback_id=str(row.get("callback_id") or ""),
        name=str(row.get("name") or ""),
        type=str(row.get("type") or "global"),
        description=str(row.get("description") or ""),
    )


def _yaml(text: str) -> Json:
    # Only a manifest needs YAML, so the reader is loaded when there is one to read.
    import yaml

    try:
        manifest = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from error
    if not isinstance(manifest, dict):
        raise ValueError("not a manifest")  # noqa: TRY004 - to the caller it is one more kind of bad file
    return manifest
