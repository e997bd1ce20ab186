"""Bolt, with one listener a kind, and the sockets to Slack where it is reached by Socket Mode."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.clock import Clock
from bot.gateway import UNREACHABLE, web_client
from bot.handlers._shell import Shell
from bot.log import logger

SOCKETS = 2  # of the ten that Slack allows: one may be renewed while the other listens
_PING_SECONDS = 3  # a socket that died silently is noticed after about three of these
_RETRY_SECONDS = 2.0

Token = Callable[[str], Awaitable[str]]


def bolt_app(shell: Shell, *, api_url: str, token: Token) -> AsyncApp:
    """Verified and parsed by our own door, so Bolt's own checks, which come after parsing, are off."""

    async def authorize(enterprise_id: str | None, team_id: str | None, **rest: Any) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id, bot_token=await token(team_id or ""))

    app = AsyncApp(
        client=web_client(api_url),
        authorize=authorize,
        signing_secret="verified-before-bolt",  # noqa: S106  # it wants one; nothing is checked with it
        process_before_response=True,  # else Bolt asks every 10 ms whether ack() was called
        request_verification_enabled=False,
        ignoring_self_events_enabled=False,
        ssl_check_enabled=False,
        url_verification_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    shell.listen(app)
    return app


class Sockets:
    """Keeps several Socket Mode connections; slack_sdk reconnects each by itself once it is up."""

    def __init__(self, app: AsyncApp, app_token: str, clock: Clock) -> None:
        self._clock = clock
        self._handlers = [AsyncSocketModeHandler(app, app_token, ping_interval=_PING_SECONDS) for _ in range(SOCKETS)]

    async def connect(self) -> None:
        for handler in self._handlers:
            await self._connect(handler)

    async def is_connected(self) -> bool:
        return any([await handler.client.is_connected() for handler in self._handlers])

    async def close(self) -> None:
        for handler in self._handlers:
            await handler.close_async()  # type: ignore[no-untyped-call]  # Bolt does not say

    async def _connect(self, handler: AsyncSocketModeHandler) -> None:
        """Until Slack answers: a start while it is away is no reason to give up."""
        while True:
            try:
                await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt does not say
            except UNREACHABLE as error:
                logger().warning("socket_not_open", error=type(error).__name__, wait=_RETRY_SECONDS)
                await self._clock.sleep(_RETRY_SECONDS)
            else:
                return
