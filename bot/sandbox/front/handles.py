"""Handles for tests and for the curious: change the world, add faults, cut sockets, while it runs."""

from collections.abc import Awaitable, Callable
from dataclasses import fields, replace
from typing import TypeAlias
from zoneinfo import ZoneInfo

from aiohttp import web

from ..delivery.sockets import REASONS
from ..ids import new_id
from ..slack import Slack
from ..wire import Json, dumps, loads
from ..world import Channel, Person, Token, people
from ..world import conversations as talks
from ..world.happenings import AppUninstalled, ChannelChanged, TokensRevoked
from ..world.records import record_of

Turning: TypeAlias = Callable[[Json], Json]
_PERSON = {part.name for part in fields(Person)} - {"id", "team", "updated"}


class Handles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        turnings: dict[str, Turning] = {
            "person": self.person,
            "channel": self.channel,
            "member": self.member,
            "token": self.token,
            "app": self.app,
        }
        return [
            web.get("/_world", self.read),
            *(web.post(f"/_world/{name}", _handler(turning)) for name, turning in turnings.items()),
            web.get("/_faults", self.faults),
            web.post("/_faults", _handler(self.add_fault)),
            web.delete("/_faults", self.clear_faults),
            web.get("/_sockets", self.sockets),
            web.post("/_sockets/disconnect", self.disconnect),
        ]

    async def read(self, request: web.Request) -> web.Response:
        """Everything an app needs to be connected: tokens, secret, ids."""
        world = self._slack.world
        return _json(
            {
                "url": world.url,
                "signing_secret": world.signing_secret,
                "app_id": world.app.id,
                "tokens": [
                    {"value": token.value, "kind": token.kind, "team": token.team, "is_revoked": token.is_revoked}
                    for token in world.tokens
                ],
                "workspaces": [workspace.id for workspace in world.workspaces],
                "sockets": self._slack.outbound.sockets.count,
                "now": self._slack.wall.iso(),
            }
        )

    def person(self, row: Json) -> Json:
        """A new person, or with the id of one who exists, what changes about them."""
        world = self._slack.world
        known = world.people.get(str(row.get("id")))
        if "tz" in row:
            ZoneInfo(str(row["tz"]))
        if known:
            changes = {name: value for name, value in row.items() if name != "id"}
            _refuse_unknown(changes, _PERSON)
            return {"person": _person(people.change(world, known, **changes))}
        team = next(iter(world.workspaces)).id
        name = str(row.get("name") or "someone")
        wanted = {"id": new_id("U"), "team": team, "name": name, "real_name": name} | row
        return {"person": _person(people.add(world, record_of(Person, wanted)))}

    def channel(self, row: Json) -> Json:
        """A new channel, or with the id of one that exists, what changes about it."""
        world = self._slack.world
        known = world.channels.get(str(row.get("id")))
        if known is None:
            channel = talks.create(
                world,
                team=str(row.get("team") or next(iter(world.workspaces)).id),
                name=str(row["name"]),
                creator=str(row.get("creator") or ""),
                is_private=bool(row.get("is_private")),
            )
            for member in row.get("members") or ():
                channel = talks.join(world, channel, str(member))
            return {"channel": channel.id}
        by = str(row.get("by") or next(iter(known.members), ""))
        if row.get("is_archived") is True:
            talks.archive(world, known, by)
        elif row.get("is_archived") is False:
            opened = world.channels.put(replace(known, is_archived=False))
            kind = "group_unarchive" if known.is_private else "channel_unarchive"
            world.tell(ChannelChanged(opened, {"type": kind, "channel": known.id, "user": by}))
        texts = {name: str(row[name]) for name in ("name", "topic", "purpose") if name in row}
        if texts:
            talks.change(world, world.channels[known.id], **texts)
        return {"channel": known.id}

    def member(self, row: Json) -> Json:
        """{"channel", "user" (the bot by default), "is_in": bool}"""
        world = self._slack.world
        channel: Channel = world.channels[str(row["channel"])]
        user = str(row.get("user") or world.bot_of(channel.team).bot_user)
        if row.get("is_in", True) and user not in channel.members:
            talks.join(world, channel, user, inviter=str(row.get("by") or ""))
        elif not row.get("is_in", True) and user in channel.members:
            talks.leave(world, channel, user)
        return {"members": sorted(world.channels[channel.id].members)}

    def token(self, row: Json) -> Json:
        """{"is_revoked": bool, "value"?: one token, else the bot's} or {"scopes": […]} or {"is_installed": bool}"""
        world = self._slack.world
        token = self._token(row.get("value"))
        if "scopes" in row:
            token = world.tokens.put(replace(token, scopes=frozenset(row["scopes"])))
        if "is_revoked" in row:
            token = world.tokens.put(replace(token, is_revoked=bool(row["is_revoked"])))
            if token.is_revoked:
                world.tell(TokensRevoked(token.team, world.bot_of(token.team).bot_user))
        if "is_installed" in row:
            installation = world.bot_of(token.team)
            world.installations.put(replace(installation, is_active=bool(row["is_installed"])))
            if not row["is_installed"]:
                world.tell(AppUninstalled(token.team))
        return {"is_revoked": token.is_revoked, "scopes": sorted(token.scopes)}

    def app(self, row: Json) -> Json:
        """{"request_url": where HTTP deliveries go while no socket is connected}"""
        self._slack.outbound.request_url = str(row.get("request_url") or "")
        return {"request_url": self._slack.outbound.request_url}

    async def faults(self, request: web.Request) -> web.Response:
        return _json({"faults": [rule.shown() for rule in self._slack.faults.rules]})

    def add_fault(self, row: Json) -> Json:
        return {"fault": self._slack.faults.add(row).shown()}

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._slack.faults.clear()
        return _json({"ok": True})

    async def sockets(self, request: web.Request) -> web.Response:
        return _json({"connected": self._slack.outbound.sockets.count})

    async def disconnect(self, request: web.Request) -> web.Response:
        """{"reason": one of Slack's, "silent": open and dead, "drop": closed without a word}"""
        sockets = self._slack.outbound.sockets
        body = await request.read()
        reason = str((loads(body) if body else {}).get("reason") or "refresh_requested")
        match reason:
            case "silent":
                count = sockets.fall_silent()
            case "drop":
                count = sockets.drop()
            case _ if reason in REASONS:
                count = await sockets.disconnect(reason)
            case _:
                return _json({"ok": False, "error": f"reason: {', '.join((*REASONS, 'silent', 'drop'))}"}, 400)
        return _json({"ok": True, "sockets": count})

    def _token(self, value: object) -> Token:
        if value:
            return self._slack.world.tokens[str(value)]
        return next(token for token in self._slack.world.tokens if token.kind == "bot")


def _handler(turning: Turning) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handle(request: web.Request) -> web.Response:
        try:
            row = loads(await request.read())
            return _json({"ok": True, **turning(row)})
        except (ValueError, KeyError, TypeError) as problem:
            return _json({"ok": False, "error": f"{type(problem).__name__}: {problem}"}, 400)

    return handle


def _refuse_unknown(row: Json, known: set[str]) -> None:
    unknown = set(row) - known
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")


def _person(person: Person) -> Json:
    return {name: getattr(person, name) for name in ("id", "name", "real_name", "tz", "locale", "deleted")}


def _json(answer: Json, status: int = 200) -> web.Response:
    return web.Response(text=dumps(answer), status=status, content_type="application/json")
