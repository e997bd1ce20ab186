"""Carries an event to the app: in its envelope, again after each wait until it is taken, and no more than so many."""

import base64
import secrets

from ...clock import steady
from ...ids import new_id
from ...slack import Slack
from ...wire import Json, dumps, ts_of
from ...world import Installation
from ..parcel import VERIFICATION, Ack, Parcel
from .event import Event

# https://docs.slack.dev/apis/events-api/#rate-limiting: in a workspace, in an hour; over it one notice a minute
MOST_AN_HOUR = 30_000
_HOUR, _MINUTE = 3600.0, 60.0
RATE_LIMITED = "app_rate_limited"


class Courier:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._hours: dict[str, tuple[float, int]] = {}  # team: when its hour began, how many came in it
        self._noticed: dict[str, float] = {}

    async def deliver(self, event: Event, installation: Installation) -> None:
        """At once, then again after each wait until the app takes it."""
        if self._is_too_much(event):
            await self._notice(installation)
            return
        payload = self._envelope(event, installation)
        reason = ""
        for attempt, wait in enumerate((0.0, *self._slack.options.retry_waits)):
            if wait:
                await self._slack.wall.passes(wait)
            ack = await self._send(str(event.content["type"]), payload, attempt=attempt, reason=reason)
            if ack.is_ok or not ack.wants_retry:
                return
            reason = "connection_failed" if ack.problem == "unreachable" else ack.problem

    async def _send(self, name: str, payload: Json, *, attempt: int = 0, reason: str = "") -> Ack:
        slack = self._slack
        url = slack.world.app.event_url
        ack = await slack.outbound.send(Parcel("events_api", name, payload, url=url, attempt=attempt, reason=reason))
        outcome: Json = {"ok": True} if ack.is_ok else {"ok": False, "error": ack.problem}
        slack.log.answered(name, payload, ack=ack.body, outcome=outcome, ms=ack.ms)
        return ack

    def _is_too_much(self, event: Event) -> bool:
        now = steady()
        began, count = self._hours.get(event.team, (now, 0))
        if now - began > _HOUR:
            began, count = now, 0
        self._hours[event.team] = (began, count + 1)
        struck = self._slack.faults.strike(str(event.content["type"]), "", (RATE_LIMITED,))
        return struck is not None or count >= MOST_AN_HOUR

    async def _notice(self, installation: Installation) -> None:
        now = steady()
        if now - self._noticed.get(installation.team, -_MINUTE) < _MINUTE:
            return
        self._noticed[installation.team] = now
        payload: Json = {
            "token": VERIFICATION,
            "type": RATE_LIMITED,
            "team_id": installation.team,
            "minute_rate_limited": self._slack.wall.seconds() // 60 * 60,
            "api_app_id": installation.app_id,
        }
        await self._send(RATE_LIMITED, payload)

    def _envelope(self, event: Event, installation: Installation) -> Json:
        wall = self._slack.wall
        team, app_id = installation.team, installation.app_id
        return {
            "token": VERIFICATION,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": app_id,
            "event": {"event_ts": ts_of(wall.micros()), **event.content},
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": wall.seconds(),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": installation.bot_user,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": _context(app_id, team, str(event.content["type"])),
        }


def _context(app_id: str, team: str, kind: str) -> str:
    spot = dumps({"et": kind, "tid": team, "aid": app_id, "n": secrets.token_hex(4)})
    return "4-" + base64.b64encode(spot.encode()).decode()
