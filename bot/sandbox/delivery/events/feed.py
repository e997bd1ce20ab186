"""Hears what happens in the world and decides which of it the app is told."""

from collections.abc import Callable, Iterator
from typing import Any

from ...slack import Slack
from ...wire import Json
from ...world import Channel, Installation, Person, World
from ...world import happenings as did
from .channels import channel_events, joined_events, left_events
from .courier import Courier
from .event import Event, event
from .files import created_events, deleted_events, shared_events
from .marks import pin_events, reaction_events
from .messages import message_events
from .people import person_events, revoked_events, uninstalled_events

# They come when the app is no longer there.
_LAST = frozenset({"app_uninstalled", "tokens_revoked"})

# Each takes a happening of the type that it stands beside.
_TELLERS: dict[type[did.Happening], Callable[[World, Any], Iterator[Event]]] = {
    did.MessagePosted: message_events,
    did.MessageChanged: message_events,
    did.MessageDeleted: message_events,
    did.ChannelChanged: channel_events,
    did.MemberJoined: joined_events,
    did.MemberLeft: left_events,
    did.ReactionAdded: reaction_events,
    did.ReactionRemoved: reaction_events,
    did.PinAdded: pin_events,
    did.PinRemoved: pin_events,
    did.FileCreated: created_events,
    did.FileShared: shared_events,
    did.FileDeleted: deleted_events,
    did.PersonChanged: person_events,
    did.AppUninstalled: uninstalled_events,
    did.TokensRevoked: revoked_events,
}


class EventFeed:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._courier = Courier(slack)

    def hear(self, happening: did.Happening) -> None:
        if not self._has_app():
            return
        tell_of = _TELLERS.get(type(happening))
        for told in tell_of(self._slack.world, happening) if tell_of else ():
            self._tell(told)

    def home_opened(self, person: Person, channel: Channel, tab: str) -> None:
        content: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
        view = self._slack.views.home(person.id) if tab == "home" else None
        self._tell(event(person.team, content | ({"view": view} if view else {})))

    def _has_app(self) -> bool:
        return self._slack.outbound.has_app or bool(self._slack.world.app.event_url)

    def _tell(self, told: Event) -> None:
        installation = self._slack.world.installations.get(told.team)
        if installation and self._is_wanted(told, installation):
            self._slack.spawn(self._courier.deliver(told, installation))

    def _is_wanted(self, told: Event, installation: Installation) -> bool:
        if not self._slack.world.app.hears(told.subscription):
            return False
        if told.subscription in _LAST:
            return True
        granted = self._granted(told.team) if installation.is_active else []
        return any(not told.needed_scope or told.needed_scope in scopes for scopes in granted)

    def _granted(self, team: str) -> list[frozenset[str]]:
        """What the tokens that still hold allow, each by itself."""
        tokens = (token for token in self._slack.world.tokens if token.team == team and token.kind == "bot")
        return [token.scopes for token in tokens if not token.is_revoked]
