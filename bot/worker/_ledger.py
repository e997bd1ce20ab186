"""The worker's one pen: marks, intents and claims are gathered and written in one transaction after another."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from bot.model.deliveries import Claimed, Delivery, Intent, Mark
from bot.model.ids import DeliveryId, MemberId, Tenant
from bot.store._outbox_claims import Claims, DeliveryKey, Room
from bot.worker._ports import At, Clock

_GATHER_SECONDS = 0.05  # a disk writes some batches a second, not a thousand rows one by one
_Asker = tuple[str, DeliveryId]  # by the claim: a row may be claimed anew meanwhile


@dataclass(frozen=True, slots=True)
class Asked:
    """A wish for as many deliveries as there is `room` for."""

    room: Room
    claimed: asyncio.Future[tuple[Claimed, ...]]


class Ledger:
    """`written` is called after each transaction with marks: a lane may have become free.

    While `plenty` of deliveries may leave, what is asked for is gathered like the marks; below that it is urgent.
    """

    def __init__(self, claims: Claims, clock: Clock, at: At, written: Callable[[], None], *, plenty: int) -> None:
        self._claims = claims
        self._clock = clock
        self._at = at
        self._written = written
        self._plenty = plenty
        self._leaving: set[_Asker] = set()  # granted, and not yet marked
        self._marks: list[Mark] = []
        self._opened: dict[tuple[Tenant, MemberId], str] = {}
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
        self._leaving.discard(_asker(claimed))
        self._empty.clear()
        self._ask(urgently=bool(self._intents or self._asked))

    def keep(self, tenant: Tenant, reader: MemberId, channel: str) -> None:
        """A direct conversation that was opened; written before anything is sent there."""
        self._opened[tenant, reader] = channel
        self._ask(urgently=False)

    async def intend(self, claimed: Claimed, going: Delivery) -> float | None:
        """Since which steady moment the delivery may be sent; None where the claim was lost or taken back."""
        granted: asyncio.Future[float | None] = asyncio.get_running_loop().create_future()
        self._intents.append((Intent(claimed, going), granted))
        self._ask()
        return await granted

    async def claim(self, room: Room) -> tuple[Claimed, ...]:
        """Nothing once it is closed."""
        if self._closed:
            return ()
        claimed: asyncio.Future[tuple[Claimed, ...]] = asyncio.get_running_loop().create_future()
        self._asked = Asked(room, claimed)
        self._ask()
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
            async with asyncio.timeout(_GATHER_SECONDS):
                await self._urgent.wait()
        marks, intents, asked = self._marks[:], self._intents[:], self._asked
        if asked is not None and asked.claimed.done():
            asked = self._asked = None
        opened = dict(self._opened)
        begun = self._clock.steady()  # the settle time of an intent is counted from its transaction's beginning
        exchange = await self._claims.exchange(
            marks,
            [intent for intent, _ in intents],
            opened=opened,
            room=asked.room if asked else None,
            now=self._clock.now(),
        )
        del self._marks[: len(marks)]
        del self._intents[: len(intents)]
        self._opened = {key: channel for key, channel in self._opened.items() if opened.get(key) != channel}
        if self._asked is asked:
            self._asked = None
        for intent, granted in intents:
            if not granted.done():
                asker = _asker(intent.claimed)
                if asker in exchange.granted:
                    self._leaving.add(asker)
                granted.set_result(begun if asker in exchange.granted else None)
        self._rest()
        self._hand_out(exchange.claimed, asked)
        if marks:
            await self._at("marked")
            self._written()

    def _ask(self, *, urgently: bool = True) -> None:
        """There is something to write, for which somebody waits unless it is but a mark."""
        self._any.set()
        if urgently and len(self._leaving) < self._plenty:
            self._urgent.set()

    def _rest(self) -> None:
        self._urgent.clear()
        if not self._marks:
            self._empty.set()
        if self._intents or self._asked is not None:
            self._ask()
        elif not self._marks and not self._opened:
            self._any.clear()

    def _hand_out(self, claimed: tuple[Claimed, ...], asked: Asked | None) -> None:
        if asked is None:
            return
        if not asked.claimed.done():
            asked.claimed.set_result(claimed)
            return
        for each in claimed:  # closed while the store was at it
            self.mark(each, each.delivery.held())


def _asker(claimed: Claimed) -> _Asker:
    return claimed.owner, claimed.delivery.id
