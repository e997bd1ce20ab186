"""Workspaces that are paused because Slack no longer knew the app: asked again, and taken up where they stopped."""

from collections.abc import Callable

from bot.gateway import Gateway
from bot.log import logger
from bot.model.errors import SlackFault
from bot.store._outbox_claims import Claims

REVIVAL_SECONDS = 180.0  # nobody tells us of a new token, but a start with one looks at once


class Revival:
    """Used by the worker; `wake` is called where something may be sent again."""

    def __init__(self, claims: Claims, gateway: Gateway, wake: Callable[[], None]) -> None:
        self._claims = claims
        self._gateway = gateway
        self._wake = wake

    async def look(self) -> None:
        """Resumes each workspace whose token holds."""
        for tenant, team in await self._claims.suspended():
            reason = await self._refusal(team)
            if reason:
                logger().warning("workspace", tenant=tenant, outcome="still paused", error=reason)
                continue
            await self._claims.resume(tenant)
            logger().info("workspace", tenant=tenant, outcome="resumed")
            self._wake()

    async def _refusal(self, team: str) -> str:
        """Slack's code, or nothing where the app is at home in this very workspace."""
        try:
            told = await self._gateway.auth_test(team)
        except SlackFault as error:
            return str(error.values.get("error", error.id))
        is_at_home = told.get("team_id") == team or told.get("is_enterprise_install")
        return "" if is_at_home else "token_of_another_team"
