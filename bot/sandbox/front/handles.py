"""Handles for tests and for the curious: what the world is, the faults, the sockets. Changes are made next door."""

from aiohttp import web

from ..delivery.sockets import REASONS
from ..slack import Slack
from ..wire import Json, loads_object
from ..world import Token
from .inhabitants import InhabitantHandles
from .reading import reading
from .turning import plain_json, turned_by
from .workspaces import WorkspaceHandles, workspace_shown


class Handles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        turnings = WorkspaceHandles(self._slack).turnings() | InhabitantHandles(self._slack).turnings()
        return [
            web.get("/_world", self.read),
            *(web.post(f"/_world/{name}", turned_by(turning)) for name, turning in turnings.items()),
            web.get("/_faults", self.faults),
            web.post("/_faults", turned_by(self.add_fault)),
            web.delete("/_faults", self.clear_faults),
            web.get("/_sockets", self.sockets),
            web.post("/_sockets/disconnect", self.disconnect),
        ]

    async def read(self, request: web.Request) -> web.Response:
        """Everything an app needs to be connected: tokens, secret, ids."""
        world = self._slack.world
        return plain_json(
            {
                "url": world.url,
                "signing_secret": world.signing_secret,
                "app_id": world.app.id,
                "tokens": [_token(token) for token in world.tokens],
                "workspaces": [workspace_shown(self._slack, workspace) for workspace in world.workspaces],
                "request_url": self._slack.outbound.request_url,
                "sockets": self._slack.outbound.sockets.count,
                "now": self._slack.wall.iso(),
            }
        )

    async def faults(self, request: web.Request) -> web.Response:
        return plain_json({"faults": [rule.shown() for rule in self._slack.faults.rules]})

    def add_fault(self, row: Json) -> Json:
        return {"fault": self._slack.faults.add(row).shown()}

    async def clear_faults(self, request: web.Request) -> web.Response:
        self._slack.faults.clear()
        return plain_json({"ok": True})

    async def sockets(self, request: web.Request) -> web.Response:
        return plain_json({"connected": self._slack.outbound.sockets.count})

    async def disconnect(self, request: web.Request) -> web.Response:
        """{"reason": one of Slack's, "silent": open and dead, "drop": closed without a word}"""
        sockets = self._slack.outbound.sockets
        body = await request.read()
        with reading():
            reason = str((loads_object(body) if body else {}).get("reason") or "refresh_requested")
        match reason:
            case "silent":
                count = sockets.fall_silent()
            case "drop":
                count = sockets.drop()
            case _ if reason in REASONS:
                count = await sockets.disconnect(reason)
            case _:
                return plain_json({"ok": False, "error": f"reason: {', '.join((*REASONS, 'silent', 'drop'))}"}, 400)
        return plain_json({"ok": True, "sockets": count})


def _token(token: Token) -> Json:
    return {
        "value": token.value,
        "kind": token.kind,
        "team": token.team,
        "scopes": sorted(token.scopes),
        "is_revoked": token.is_revoked,
    }
