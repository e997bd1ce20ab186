"""The handles on who and what is in a workspace: people, channels, and who is in which."""

import re
from dataclasses import fields, replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..errors import SlackError
from ..ids import new_id
from ..slack import Slack
from ..wire import Json
from ..world import Channel, Person, people
from ..world import conversations as talks
from ..world.names import refuse_name
from ..world.records import record_of
from ..world.workspaces import handle_of
from .page import page_person
from .reading import Misread
from .turning import Turning, listed, refuse_missing, refuse_unknown, team_of

_OWN = frozenset({"id", "team", "updated", "bot_id", "app_id"})
_FLAGS = frozenset(part.name for part in fields(Person) if part.type is bool)
_TEXTS = frozenset(part.name for part in fields(Person) if part.type is str) - _OWN
_CHANNEL = frozenset(
    {"id", "team", "name", "is_private", "members", "creator", "topic", "purpose", "is_archived", "by"}
)
_MEMBER = frozenset({"channel", "user", "is_in", "by"})
_LOCALE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")


class InhabitantHandles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def turnings(self) -> dict[str, Turning]:
        return {"person": self.person, "channel": self.channel, "member": self.member}

    def person(self, row: Json) -> Json:
        """A new person, or with the id of one who exists, what changes about them."""
        world = self._slack.world
        known = world.people.get(str(row.get("id")))
        traits = {name: value for name, value in row.items() if name not in ("id", "team", "channels")}
        _refuse_traits(traits)
        if known is None:
            return {"person": page_person(self._newcomer(row, traits))}
        if known.id in (people.SLACKBOT, world.bot_of(known.team).bot_user) and "deleted" in traits:
            raise SlackError("cant_deactivate", message="The app's own bot goes with the app, and Slackbot stays.")
        _refuse_mighty_guest(replace(known, **traits))
        changed = people.change(world, known, **traits)
        if changed.deleted:
            self._slack.views.clear(changed.id)
        return {"person": page_person(changed)}

    def channel(self, row: Json) -> Json:
        """A new channel, or with the id of one that exists, what changes about it."""
        refuse_unknown(row, _CHANNEL)
        known = self._slack.world.channels.get(str(row.get("id")))
        if "name" in row:
            self._refuse_name(str(row["name"]), known.team if known else team_of(self._slack, row), known)
        if known is None:
            return {"channel": self._created(row).id}
        self._changed(known, row)
        return {"channel": known.id}

    def member(self, row: Json) -> Json:
        """{"channel", "user" (the bot by default), "is_in": bool, "by"?}"""
        refuse_unknown(row, _MEMBER)
        refuse_missing(row, "channel")
        world = self._slack.world
        channel = world.channels.get(str(row["channel"]))
        if channel is None:
            raise SlackError("channel_not_found")
        user = str(row.get("user") or world.bot_of(channel.team).bot_user)
        if world.person(channel.team, user) is None:
            raise SlackError("user_not_found")
        self._refuse_stranger(channel.team, row.get("by"))
        if channel.is_direct:
            raise SlackError("method_not_supported_for_channel_type")
        if row.get("is_in", True) and user not in channel.members:
            talks.join(world, channel, user, inviter=str(row.get("by") or ""))
        elif not row.get("is_in", True) and user in channel.members:
            talks.leave(world, channel, user)
        return {"members": sorted(world.channels[channel.id].members)}

    def _newcomer(self, row: Json, traits: Json) -> Person:
        world, team = self._slack.world, team_of(self._slack, row)
        real_name = str(traits.get("real_name") or traits.get("name") or "")
        if not real_name.strip():
            raise ValueError("missing: name or real_name")
        wanted = {"id": str(row.get("id") or new_id("U")), "team": team, "name": handle_of(real_name)}
        if traits.get("is_bot"):
            wanted |= {"bot_id": new_id("B"), "app_id": new_id("A")}
        person: Person = record_of(Person, {**wanted, **traits, "real_name": real_name})
        _refuse_mighty_guest(person)
        channels = [self._channel(team, channel) for channel in listed(row, "channels")]
        added = people.add(world, person)
        for channel in channels:
            talks.join(world, channel, added.id)
        return added

    def _created(self, row: Json) -> Channel:
        world, team = self._slack.world, team_of(self._slack, row)
        refuse_missing(row, "name")
        members = listed(row, "members")
        for person in (*members, row.get("creator")):
            self._refuse_stranger(team, person)
        channel = talks.create(
            world,
            team=team,
            name=str(row["name"]),
            creator=str(row.get("creator") or ""),
            is_private=bool(row.get("is_private")),
        )
        for member in members:
            if member not in channel.members:
                channel = talks.join(world, channel, member)
        self._changed(channel, {name: row[name] for name in ("topic", "purpose") if name in row})
        return channel

    def _changed(self, known: Channel, row: Json) -> None:
        world = self._slack.world
        self._refuse_stranger(known.team, row.get("by"))
        by = str(row.get("by") or known.creator or next(iter(sorted(known.members)), ""))
        if row.get("is_archived") is True and not known.is_archived:
            talks.archive(world, known, by)
        elif row.get("is_archived") is False and known.is_archived:
            talks.unarchive(world, known, by)
        if "name" in row and row["name"] != known.name:
            talks.rename(world, world.channels[known.id], str(row["name"]), by)
        if "topic" in row:
            talks.set_topic(world, world.channels[known.id], str(row["topic"]), by)
        if "purpose" in row:
            talks.set_purpose(world, world.channels[known.id], str(row["purpose"]), by)

    def _channel(self, team: str, channel: object) -> Channel:
        found = self._slack.world.channels.get(str(channel))
        if found is None or found.team != team:
            raise SlackError("channel_not_found")
        return found

    def _refuse_stranger(self, team: str, person: object) -> None:
        """Nobody at all is no stranger."""
        if person and self._slack.world.person(team, str(person)) is None:
            raise SlackError("user_not_found")

    def _refuse_name(self, name: str, team: str, known: Channel | None) -> None:
        refuse_name(name)
        others = (one for one in self._slack.world.channels_of(team) if known is None or one.id != known.id)
        if any(one.name == name for one in others):
            raise SlackError("name_taken", message=f"There is a channel #{name} already.")


def _refuse_traits(traits: Json) -> None:
    refuse_unknown(traits, _FLAGS | _TEXTS)
    for name, value in traits.items():
        if not isinstance(value, bool if name in _FLAGS else str):
            raise Misread(f"{name} is {'true or false' if name in _FLAGS else 'text'}")
    if "locale" in traits and not _LOCALE.fullmatch(traits["locale"]):
        raise ValueError("locale is like fr-FR")
    if "tz" in traits:
        try:
            ZoneInfo(traits["tz"])
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError("tz is like Europe/Paris") from error


def _refuse_mighty_guest(person: Person) -> None:
    if person.is_guest and (person.is_admin or person.is_owner):
        raise ValueError("a guest is no admin and no owner")
