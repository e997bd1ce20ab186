"""The Events API: turns what happened into the events an app subscribed to, and repeats what is not acknowledged."""

import base64
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from ..clock import pause
from ..ids import new_id
from ..scopes import EVENT_SCOPES
from ..slack import Slack
from ..wire import Json, dumps, ts_of
from ..world import Channel, Person
from ..world import happenings as did
from ..world.messages import shown as shown_message
from ..world.people import shown as shown_person
from . import payloads
from .parcel import Parcel

_KINDS = {"channels": "channel", "groups": "group", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Event:
    subscription: str  # the manifest's word for it, such as message.im
    team: str
    content: Json


class EventFeed:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def hear(self, happening: did.Happening) -> None:
        if not self._has_app():
            return
        for event in self._events(happening):
            if self._is_wanted(event):
                self._slack.spawn(self._deliver(event))

    def home_opened(self, person: Person, channel: Channel, tab: str) -> None:
        content: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab}
        if view := self._slack.views.home(person.id):
            content["view"] = view
        event = Event("app_home_opened", person.team, content)
        if self._is_wanted(event):
            self._slack.spawn(self._deliver(event))

    def _has_app(self) -> bool:
        return self._slack.outbound.has_app or bool(self._slack.world.app.event_url)

    def _is_wanted(self, event: Event) -> bool:
        is_last = event.subscription in ("app_uninstalled", "tokens_revoked")
        is_there = self._slack.world.bot_of(event.team).is_active
        return (is_there or is_last) and self._hears(event.subscription)

    def _hears(self, subscription: str) -> bool:
        app = self._slack.world.app
        scope = EVENT_SCOPES.get(subscription)
        return app.hears(subscription) and (scope is None or app.scopes is None or scope in app.scopes)

    def _events(self, happening: did.Happening) -> Iterator[Event]:
        world = self._slack.world
        match happening:
            case did.MessagePosted() | did.MessageChanged() | did.MessageDeleted():
                yield from self._message_events(happening)
            case did.MemberJoined(channel, user, inviter):
                content = _membership("member_joined_channel", channel, user)
                yield Event("member_joined_channel", channel.team, content | _inviter(inviter))
            case did.MemberLeft(channel, user):
                yield Event("member_left_channel", channel.team, _membership("member_left_channel", channel, user))
            case did.ChannelChanged(channel, event) if event:
                yield Event(str(event["type"]), channel.team, event)
            case did.PersonChanged(person, is_new):
                name = "team_join" if is_new else "user_change"
                view = shown_person(world, person, with_locale=True)
                yield Event(name, person.team, {"type": name, "user": view, "cache_ts": person.updated})
            case did.ReactionAdded(channel, message, reacting, name):
                spot = {"type": "message", "channel": channel.id, "ts": message.ts}
                content = {"type": "reaction_added", "user": reacting, "reaction": name, "item": spot}
                yield Event("reaction_added", channel.team, content | {"item_user": message.user})
            case did.FileShared(channel, file, sharer):
                content = {"type": "file_shared", "file_id": file, "user_id": sharer, "file": {"id": file}}
                yield Event("file_shared", channel.team, content | {"channel_id": channel.id})
            case did.AppUninstalled(team):
                yield Event("app_uninstalled", team, {"type": "app_uninstalled"})
            case did.TokensRevoked(team, bot_user):
                content = {"type": "tokens_revoked", "tokens": {"bot": [bot_user]}}
                yield Event("tokens_revoked", team, content)
            case _:
                return

    def _message_events(
        self, happening: did.MessagePosted | did.MessageChanged | did.MessageDeleted
    ) -> Iterator[Event]:
        channel, message = happening.channel, happening.message
        bot = self._slack.world.bot_of(channel.team).bot_user
        if message.only_for or bot not in channel.members:
            return
        kind = "im" if channel.is_im else "mpim" if channel.is_mpim else "groups" if channel.is_private else "channels"
        if not (self._hears(f"message.{kind}") or self._hears("app_mention")):
            return
        where: Json = {"channel": channel.id, "channel_type": _KINDS[kind]}
        content = self._message_content(happening) | where
        yield Event(f"message.{kind}", channel.team, content)
        if isinstance(happening, did.MessagePosted) and not channel.is_im and f"<@{bot}>" in message.text:
            yield Event("app_mention", channel.team, {**content, "type": "app_mention"})

    def _message_content(self, happening: did.MessagePosted | did.MessageChanged | did.MessageDeleted) -> Json:
        world = self._slack.world
        shown = shown_message(world, happening.message, with_metadata=True)
        hidden: Json = {"type": "message", "hidden": True, "ts": ts_of(world.wall.micros())}
        if isinstance(happening, did.MessageChanged):
            before = shown_message(world, happening.before, with_metadata=True)
            return hidden | {"subtype": "message_changed", "message": shown, "previous_message": before}
        if isinstance(happening, did.MessageDeleted):
            gone = {"subtype": "message_deleted", "previous_message": shown}
            return hidden | gone | {"deleted_ts": happening.message.ts}
        return shown

    async def _deliver(self, event: Event) -> None:
        """At once, then again after each wait until the app says 200."""
        slack = self._slack
        payload = self._envelope(event)
        reason = ""
        for attempt, wait in enumerate((0.0, *slack.options.retry_waits)):
            if wait:
                await pause(wait)
            parcel = Parcel(
                "events_api",
                event.content["type"],
                payload,
                url=slack.world.app.event_url,
                attempt=attempt,
                reason=reason,
            )
            ack = await slack.outbound.send(parcel)
            outcome: Json = {"ok": True} if ack.is_ok else {"ok": False, "error": ack.problem}
            slack.log.answered(parcel.name, payload, ack=ack.body, outcome=outcome, ms=ack.ms)
            if ack.is_ok or not ack.wants_retry:
                return
            reason = ack.problem

    def _envelope(self, event: Event) -> Json:
        world = self._slack.world
        installation = world.bot_of(event.team)
        seconds = world.wall.seconds()
        return {
            "token": payloads.VERIFICATION,
            "team_id": event.team,
            "context_team_id": event.team,
            "context_enterprise_id": None,
            "api_app_id": installation.app_id,
            "event": {**event.content, "event_ts": event.content.get("ts") or ts_of(world.wall.micros())},
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": seconds,
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": event.team,
                    "user_id": installation.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": _context(installation.app_id, event.team),
        }


def _context(app_id: str, team: str) -> str:
    spot = dumps({"et": "message", "tid": team, "aid": app_id, "n": secrets.token_hex(4)})
    return "4-" + base64.b64encode(spot.encode()).decode()


def _membership(kind: str, channel: Channel, user: str) -> Json:
    letter = "G" if channel.is_private else "C"
    return {"type": kind, "user": user, "channel": channel.id, "channel_type": letter, "team": channel.team}


def _inviter(inviter: str) -> Json:
    return {"inviter": inviter} if inviter else {}
