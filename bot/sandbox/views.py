"""Modals and App Homes: a stack of three modals for each person, hashes against races, state kept while open."""

import secrets
from dataclasses import dataclass

from .blocks import Here, filled_state, with_ids
from .errors import SlackError
from .ids import new_id
from .wire import Json
from .world import World
from .world.conversations import kind_of
from .world.files import shown as shown_file
from .world.happenings import HomePublished, ViewClosed, ViewShown

STACK = 3
_HOME = "home:"  # and the person's id: the setting that keeps an App Home
_GIVEN = ("type", "title", "close", "submit", "callback_id", "private_metadata", "external_id")
_FLAGS = ("clear_on_close", "notify_on_close")
# The words of a menu's filter.
_FILTERED = {"channels": "public", "groups": "private", "im": "im", "mpim": "mpim"}
# A Home comes without a title and is shown with this one.
_HOME_TITLE = {"type": "plain_text", "text": "View Title", "emoji": True}


@dataclass(slots=True)
class OpenView:
    """One view that a person has before them; `shown` is replaced as a whole when it changes."""

    user: str
    shown: Json
    channel: str = ""  # the conversation that was before the person when the modal opened

    @property
    def id(self) -> str:
        return str(self.shown["id"])

    @property
    def seen(self) -> Json:
        """As the page is told: a menu of conversations may begin with the one that is before the person."""
        return self.shown | {"conversation": self.channel}


class Views:
    def __init__(self, world: World) -> None:
        self._world = world
        self._stacks: dict[str, list[OpenView]] = {}

    def find(self, view_id: str) -> OpenView | None:
        return next((view for stack in self._stacks.values() for view in stack if view.id == view_id), None)

    def top(self, user: str) -> OpenView | None:
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def stack(self, user: str) -> list[Json]:
        """As the page is told of them."""
        return [view.seen for view in self._stacks.get(user, [])]

    def home(self, user: str) -> Json | None:
        home = self._world.setting(f"{_HOME}{user}")
        return home if isinstance(home, dict) else None

    def open(self, team: str, user: str, wanted: Json, *, channel: str = "") -> Json:
        self._refuse_double(team, wanted, None)
        shown = self._built(team, wanted)
        shown["root_view_id"] = shown["id"]
        view = OpenView(user, shown, channel)
        self._stacks[user] = [view]
        self._world.tell(ViewShown(user, "opened", view.seen, 1))
        return shown

    def push(self, team: str, view: OpenView | None, wanted: Json) -> Json:
        """On top of the stack in which `view` is. Raises not_found where it is open no more."""
        if view is None:
            raise SlackError("not_found")
        user, stack = view.user, self._stack_with(view)
        if len(stack) >= STACK:
            raise SlackError("push_limit_reached")
        self._refuse_double(team, wanted, None)
        shown = self._built(team, wanted)
        shown |= {"root_view_id": stack[0].id, "previous_view_id": stack[-1].id}
        pushed = OpenView(user, shown, view.channel)
        stack.append(pushed)
        self._world.tell(ViewShown(user, "pushed", pushed.seen, len(stack)))
        return shown

    def update(self, team: str, view: OpenView, wanted: Json, known_hash: str | None) -> Json:
        stack = self._stack_with(view)
        if known_hash is not None and known_hash != view.shown["hash"]:
            raise SlackError("hash_conflict")
        self._refuse_double(team, wanted, view.id)
        shown = self._built(team, wanted)
        kept = {name: view.shown[name] for name in ("id", "root_view_id", "previous_view_id")}
        shown |= kept
        shown["state"] = {"values": filled_state(shown["blocks"], view.shown["state"]["values"], only_given=True)}
        view.shown = shown
        depth = [one.id for one in stack].index(view.id) + 1
        self._world.tell(ViewShown(view.user, "updated", view.seen, depth))
        return shown

    def find_for_update(self, team: str, view_id: str | None, external_id: str | None) -> OpenView:
        for stack in self._stacks.values():
            for view in stack:
                if view.shown["team_id"] != team:
                    continue
                if view.id == view_id or (external_id and view.shown["external_id"] == external_id):
                    return view
        raise SlackError("not_found")

    def publish(self, team: str, user: str, wanted: Json, known_hash: str | None) -> Json:
        before = self.home(user)
        if before and known_hash is not None and known_hash != before["hash"]:
            raise SlackError("hash_conflict")
        self._refuse_double(team, wanted, before["id"] if before else None)
        shown = self._built(team, wanted)
        shown["id"] = before["id"] if before else shown["id"]
        shown["root_view_id"] = shown["id"]
        self._world.set(f"{_HOME}{user}", shown)
        self._world.tell(HomePublished(user, shown))
        return shown

    def remember(self, view: OpenView, values: Json) -> None:
        """What the person has typed so far, filled up with the empty values of the other inputs."""
        state = filled_state(view.shown["blocks"], values, here=self._here(view))
        for entry in (entry for answers in state.values() for entry in answers.values()):
            if entry["type"] == "file_input":
                entry["files"] = self._whole_files(view.user, entry["files"])
        view.shown = {**view.shown, "state": {"values": state}}

    def close(self, view: OpenView) -> None:
        stack = self._stacks.get(view.user, [])
        if view in stack:
            stack.remove(view)
        self._world.tell(ViewClosed(view.user, view.id, is_all=False))

    def clear(self, user: str) -> list[OpenView]:
        closed = self._stacks.pop(user, [])
        if closed:
            self._world.tell(ViewClosed(user, closed[-1].id, is_all=True))
        return closed

    def _here(self, view: OpenView) -> Here | None:
        channel = self._world.channels.get(view.channel)
        return Here(channel.id, _FILTERED[kind_of(channel)]) if channel else None

    def _stack_with(self, view: OpenView) -> list[OpenView]:
        stack = self._stacks.get(view.user, [])
        if not any(one is view for one in stack):
            raise SlackError("not_found")
        return stack

    def _whole_files(self, user: str, chosen: list[Json]) -> list[Json]:
        """A page names the person's own files; an app is sent all that files.info would say of them."""
        known = (self._world.files.get(file["id"]) for file in chosen)
        return [shown_file(self._world, file) for file in known if file and file.user == user]

    def _refuse_double(self, team: str, wanted: Json, view_id: str | None) -> None:
        external = wanted.get("external_id")
        if not external:
            return
        others = [view.shown for stack in self._stacks.values() for view in stack] + self._homes()
        for shown in others:
            if (shown["team_id"], shown["external_id"]) == (team, external) and shown["id"] != view_id:
                raise SlackError("duplicate_external_id")

    def _homes(self) -> list[Json]:
        homes = (setting.value for setting in self._world.settings if setting.key.startswith(_HOME))
        return [home for home in homes if isinstance(home, dict)]

    def _built(self, team: str, wanted: Json) -> Json:
        installation = self._world.bot_of(team)
        shown: Json = {name: wanted.get(name) for name in _GIVEN}
        for name in ("callback_id", "private_metadata", "external_id"):
            shown[name] = wanted.get(name) or ""
        shown |= {name: bool(wanted.get(name)) for name in _FLAGS}
        if wanted.get("submit_disabled"):
            shown["submit_disabled"] = True
        if wanted.get("type") == "home":
            shown["title"] = _HOME_TITLE
        return shown | {
            "id": new_id("V"),
            "team_id": team,
            "blocks": with_ids(wanted["blocks"]),
            "state": {"values": {}},
            "hash": f"{self._world.wall.seconds()}.{secrets.token_hex(4)}",
            "previous_view_id": None,
            "root_view_id": None,
            "app_id": installation.app_id,
            "app_installed_team_id": team,
            "bot_id": installation.bot_id,
        }
