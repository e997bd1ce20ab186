"""The worker's one pen: marks, intents and claims are gathered and written in one transaction after another."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.model.deliveries import Claimed, Delivery, Intent, Mark
from bot.store._outbox_claims import Claims, DeliveryKey, Room
from bot.worker._ports import At, Clock

_GATHER_SECONDS = 0.02  # a disk writes fifty batches a second, not a thousand rows one by one


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish for as many deliveries as there is `room` for."""

    room: Room
    claimed: asyncio.Future[tuple[Claimed, ...]]


class Ledger:
    """`written` is called after each transaction with marks: a lane may have become free."""

    def __init__(self, claims: Claims, clock: Clock, at: At, written: Callable[[], None]) -> None:
        self._claims = claims
        self._clock = clock
        self._at = at
        self._written = written
        self._marks: list[Mark] = []
        self._intents: list[tuple[Intent, asyncio.Future[float | None]]] = []
        self._asked: Asked | None = None
        self._closed = False
        self._any = asyncio.Event()
        self._urgent = asyncio.Event()
        self._empty = asyncio.Event()
        self._empty.set()

    def mark(self, claimed: Claimed, after: Delivery) -> None:
        """Written within the next moments; kept and tried again while the store cannot be written."""
        self._marks.append(Mark(claimed, after))
        self._empty.clear()
        self._any.set()

    async def intend(self, claimed: Claimed, going: Delivery) -> float | None:
        """Since which steady moment the delivery may be sent; None where the claim was lost or taken back."""
        granted: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self._intents.append((Intent(claimed, going), granted))
        self._any.set()
        self._urgent.set()
        return await granted

    async def claim(self, room: Room) -> tuple[Claimed, ...]:
        """Nothing once it is closed."""
        if self._closed:
            return ()
        claimed: asyncio.Future[tuple[Claimed, ...]] = asyncio.get_running_loop().create_future()
        self._asked = Asked(room, claimed)
        self._any.set()
        self._urgent.set()
        return await claimed

    def close(self) -> None:
        """Claims no more, and does not wait for a store that is away; marks and intents are still written."""
        self._closed = True
        if self._asked is not None and not self._asked.claimed.done():
            self._asked.claimed.set_result(())

    def unwritten(self) -> set[DeliveryKey]:
        """Whose marks are still to be written."""
        return {(mark.after.tenant, mark.after.id) for mark in self._marks}

    async def emptied(self) -> None:
        """Returns when every mark so far is written."""
        await self._empty.wait()

    async def write(self) -> None:
        """One transaction, as soon as there is something for it. After an error everything is still to be written."""
        await self._any.wait()
        with suppress(TimeoutError):  # then there is nothing but marks
            await asyncio.wait_for(self._urgent.wait(), _GATHER_SECONDS)
        marks, intents, asked = self._marks[:], self._intents[:], self._asked
        if asked is not None and asked.claimed.done():
            asked = self._asked = None
        begun = self._clock.steady()  # the settle time of an intent is counted from its transaction's beginning
        exchange = await self._claims.exchange(
            marks,
            [intent for intent, _ in intents],
            room=asked.room if asked else None,
            now=self._clock.now(),
        )
        del self._marks[: len(marks)]
        del self._intents[: len(intents)]
        if self._asked is asked:
            self._asked = None
        self._rest()
        for intent, granted in intents:
            if not granted.done():
                asker = intent.claimed.owner, intent.claimed.delivery.id
                granted.set_result(begun if asker in exchange.granted else None)
        self._hand_out(exchange.claimed, asked)
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

    def _hand_out(self, claimed: tuple[Claimed, ...], asked: Asked | None) -> None:
        if asked is None:
            return
        if not asked.claimed.done():
            asked.claimed.set_result(claimed)
            return
        for each in claimed:  # closed while the store was at it
            self.mark(each, each.delivery.held())
