"""The worker's one pen: marks, intents and claims are gathered and written in one transaction after another."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.model.deliveries import Claimed, Delivery, Intent, Mark
from bot.store._outbox_claims import Claims, Exchange
from bot.worker._ports import At, Clock

_GATHER_SECONDS = 0.02  # a disk writes fifty batches a second, not a thousand rows one by one


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish for up to `room` deliveries."""

    room: int
    claimed: asyncio.Future[tuple[Claimed, ...]]


class Ledger:
    """`written` is called after each transaction with marks: a lane may have become free."""

    def __init__(self, claims: Claims, clock: Clock, at: At, written: Callable[[], None]) -> None:
        self._claims = claims
        self._clock = clock
        self._at = at
        self._written = written
        self._marks: list[Mark] = []
        self._intents: list[tuple[Intent, asyncio.Future[bool]]] = []
        self._asked: Asked | None = None
        self._any = asyncio.Event()
        self._urgent = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def mark(self, claimed: Claimed, after: Delivery) -> None:
        """Written within the next moments; kept and tried again while the store cannot be written."""
        self._marks.append(Mark(claimed, after))
        self._empty.clear()
        self._any.set()

    async def intend(self, claimed: Claimed, going: Delivery) -> bool:
        """Whether the delivery may be sent now: False where the claim was lost or taken back."""
        granted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._intents.append((Intent(claimed, going), granted))
        self._any.set()
        self._urgent.set()
        return await granted

    async def claim(self, room: int) -> tuple[Claimed, ...]:
        claimed: asyncio.Future[tuple[Claimed, ...]] = asyncio.get_running_loop().create_future()
        self._asked = Asked(room, claimed)
        self._any.set()
        self._urgent.set()
        return await claimed

    async def emptied(self) -> None:
        """Returns when every mark so far is written."""
        await self._empty.wait()

    async def write(self) -> None:
        """One transaction, as soon as there is something for it. After an error everything is still to be written."""
        await self._any.wait()
        with suppress(TimeoutError):  # then there is nothing but marks
            await asyncio.wait_for(self._urgent.wait(), _GATHER_SECONDS)
        marks, intents, asked = self._marks[:], self._intents[:], self._asked
        exchange = await self._claims.exchange(
            marks,
            [intent for intent, _ in intents],
            room=asked.room if asked else 0,
            now=self._clock.now(),
        )
        del self._marks[: len(marks)]
        del self._intents[: len(intents)]
        if self._asked is asked:
            self._asked = None
        self._rest()
        self._answer(exchange, intents, asked)
        if marks:
            await self._at("marked")
            self._written()

    def _rest(self) -> None:
        if not self._marks:
            self._empty.set()
        if not self._intents and self._asked is None:
            self._urgent.clear()
            if not self._marks:
                self._any.clear()

    def _answer(
        self,
        exchange: Exchange,
        intents: list[tuple[Intent, asyncio.Future[bool]]],
        asked: Asked | None,
    ) -> None:
        for intent, granted in intents:
            if not granted.done():
                granted.set_result(intent.claimed.delivery.id in exchange.granted)
        if asked is not None and not asked.claimed.done():
            asked.claimed.set_result(exchange.claimed)
