"""Handles for tests and for the curious: what the world is, the faults, the sockets. Changes are made next door."""

from aiohttp import web

from ..delivery.events import RATE_LIMITED
from ..delivery.sockets import REASONS
from ..faults import ANY, DELIVERY
from ..scopes import EVENT_SCOPES, SCOPES
from ..slack import Slack
from ..wire import Json, loads_object
from ..world import Token
from .inhabitants import InhabitantHandles
from .reading import reading
from .shared_files import FileHandles
from .turning import plain_json, turned_by
from .workspaces import WorkspaceHandles, workspace_shown

_CALLED = frozenset({*SCOPES, "response_url", "upload", "download"})
_TOLD = frozenset(
    {
        *(subscription.partition(".")[0] for subscription in EVENT_SCOPES),
        *("app_home_opened", "app_uninstalled", "tokens_revoked"),
        *("command", "block_actions", "block_suggestion", "view_submission", "view_closed"),
        *("shortcut", "message_action"),
    }
)


class Handles:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        handles = (WorkspaceHandles(self._slack), InhabitantHandles(self._slack), FileHandles(self._slack))
        turnings = {name: turning for each in handles for name, turning in each.turnings().items()}
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
        _refuse_method(str(row.get("kind")), str(row.get("method") or ANY))
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


def _refuse_method(kind: str, method: str) -> None:
    """A rule on what is never called or sent would never strike."""
    is_told = kind in DELIVERY or kind == RATE_LIMITED
    if method != ANY and method not in (_TOLD if is_told else _CALLED):
        raise ValueError(f"method: there is no {method} {'to deliver' if is_told else 'to call'} in the sandbox")


def _token(token: Token) -> Json:
    return {
        "value": token.value,
        "kind": token.kind,
        "team": token.team,
        "scopes": sorted(token.scopes),
        "is_revoked": token.is_revoked,
    }
