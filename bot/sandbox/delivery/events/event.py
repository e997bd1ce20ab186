"""One event, before it is put into its envelope."""

from dataclasses import dataclass

from ...scopes import EVENT_SCOPES
from ...wire import Json
from ...world import Channel


@dataclass(frozen=True, slots=True)
class Event:
    subscription: str  # the manifest's word for it, such as message.im
    team: str
    content: Json
    scope: str = ""  # where it depends on more than the subscription

    @property
    def needed_scope(self) -> str:
        """Empty for the few that every app may hear."""
        return self.scope or EVENT_SCOPES.get(self.subscription, "")


def event(team: str, content: Json, scope: str = "") -> Event:
    """Most subscriptions bear the name of the event's type."""
    return Event(str(content["type"]), team, content, scope)


def is_heard_in(channel: Channel, bot: str) -> bool:
    """A bot hears of what goes on in a conversation while it is in it."""
    return bot in channel.members
