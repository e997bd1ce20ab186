"""The state of the stand-in: everything that Slack would remember, and who is told when it changes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from ..clock import WallClock
from ..manifest import AppProfile
from ._log import MessageLog
from ._shelf import Shelf
from .happenings import Happening
from .journal import Journal
from .records import (
    SLACKBOT,
    Channel,
    Installation,
    Message,
    Person,
    Setting,
    StoredFile,
    Token,
    Workspace,
    record_of,
)


class World:
    def __init__(self, wall: WallClock, journal: Journal, app: AppProfile) -> None:
        self.wall = wall
        self.app = app
        self.url = ""
        self.signing_secret = ""
        self.listeners: list[Callable[[Happening], None]] = []
        self._journal = journal
        self.workspaces = Shelf(Workspace, lambda workspace: workspace.id, journal)
        self.people = Shelf(Person, lambda person: person.id, journal)
        self.channels = Shelf(Channel, lambda channel: channel.id, journal)
        self.files = Shelf(StoredFile, lambda file: file.id, journal)
        self.tokens = Shelf(Token, lambda token: token.value, journal)
        self.installations = Shelf(Installation, lambda installation: installation.team, journal)
        self.settings = Shelf(Setting, lambda setting: setting.key, journal)
        self.uploads: dict[str, StoredFile] = {}  # announced, by the ticket of their address
        self.uploaded: set[str] = set()  # arrived, and not yet completed
        self.directs: dict[frozenset[str], str] = {}  # members to conversation, as far as anybody asked
        self._logs: dict[str, MessageLog] = {}

    def restore(self, rows: dict[tuple[str, str], dict[str, object]]) -> None:
        shelves = {
            shelf.kind.__name__: shelf
            for shelf in (
                self.workspaces,
                self.people,
                self.channels,
                self.files,
                self.tokens,
                self.installations,
                self.settings,
            )
        }
        for (kind, _), row in rows.items():
            if kind == "Message":
                message: Message = record_of(Message, row)
                self.log(message.channel).put(message)
            else:
                shelves[kind].restore(row)

    def close(self) -> None:
        self._journal.close()

    def tell(self, happening: Happening) -> None:
        for listener in self.listeners:
            listener(happening)

    def log(self, channel: str) -> MessageLog:
        found = self._logs.get(channel)
        if found is None:
            found = self._logs[channel] = MessageLog()
        return found

    def keep(self, message: Message) -> None:
        if not message.only_for:
            self._journal.write("Message", f"{message.channel}:{message.micros}", message)
        self.log(message.channel).put(message)

    def forget(self, message: Message) -> None:
        if not message.only_for:
            self._journal.write("Message", f"{message.channel}:{message.micros}", None)
        self.log(message.channel).drop(message)

    def setting(self, key: str) -> object:
        found = self.settings.get(key)
        return found.value if found else None

    def set(self, key: str, value: object) -> None:
        self.settings.put(Setting(key, value))

    def bot_of(self, team: str) -> Installation:
        """The app in a workspace; one that was never there has no bot and is not active."""
        return self.installations.get(team) or Installation(team, self.app.id, "", "", is_active=False)

    def person(self, team: str, user: str) -> Person | None:
        """Somebody of this workspace; Slackbot is of all of them."""
        found = self.people.get(user)
        if found is None:
            return None
        if found.id == SLACKBOT:
            return replace(found, team=team)
        return found if found.team == team else None

    def people_of(self, team: str) -> Iterator[Person]:
        return (found for person in self.people if (found := self.person(team, person.id)))

    def channels_of(self, team: str) -> Iterator[Channel]:
        return (channel for channel in self.channels if channel.team == team)

    def bot_token_of(self, team: str) -> Token | None:
        """The newest one that still counts, else the newest of all."""
        tokens = [token for token in self.tokens if token.team == team and token.kind == "bot"]
        return next((token for token in reversed(tokens) if not token.is_revoked), tokens[-1] if tokens else None)
