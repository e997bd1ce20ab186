"""The wall clock of a sandbox, followed; refused by config unless Slack itself is on this machine."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import aiohttp

from bot.clock import SystemClock


class FollowedClock(SystemClock):
    """Follows the wall clock of a sandbox (`/_clock?stream`): its last word plus the time passed since.

    Sleeps still take real seconds: only what is due, shown and signed follows.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._offset = timedelta()
        self._on_change: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return super().now() + self._offset

    def on_change(self, call: Callable[[], None]) -> None:
        """Calls back at each jump, so that whoever waits for a moment looks again at once."""
        self._on_change.append(call)

    async def refresh(self) -> None:
        timeout = aiohttp.ClientTimeout(total=5)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(self._url) as answer:
            self._take(await answer.json())

    async def follow(self) -> None:
        """Runs until cancelled; a lost stream is taken up again."""
        while True:
            with suppress(aiohttp.ClientError, TimeoutError, ValueError):
                await self._read_stream()
            await self.sleep(0.5)

    async def _read_stream(self) -> None:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=5)
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(self._url, params={"stream": "1"}) as answer,
        ):
            async for line in answer.content:
                if line.strip():
                    self._take(json.loads(line))

    def _take(self, told: dict[str, str]) -> None:
        self._offset = datetime.fromisoformat(told["now"]) - super().now()
        for call in self._on_change:
            call()
