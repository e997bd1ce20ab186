"""The worker of webhooks: beside the other, so that however long a receiver thinks, no reminder waits for it.

Of each webhook a few are on their way at a time, of one in trouble one, and none for a while; so those of a workspace
whose receiver is dead take no place from another's.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Protocol

from bot.crm import webhooks
from bot.crm._door import Door
from bot.crm._work import Works
from bot.log import logger
from bot.model.deliveries import Claimed, Delivery, DeliveryState, Mark, Matter
from bot.model.members import EVERYONE
from bot.model.webhooks import Letter, Told, after, sending_of, webhook_of
from bot.store._outbox_claims import Queue, WebhookClaims
from bot.worker._ports import At, Clock, nowhere

SLOTS = 40  # tries at a time
_OF_ONE = 4  # webhook
_TRY_SECONDS = 15.0  # more than a try takes
LEASE_SECONDS = 2 * _TRY_SECONDS
_LONGEST_HOLD = 60.0  # seconds that a receiver in trouble is left alone
_LONGEST_ASKED = 600.0  # and where it asks for that itself
_LONGEST_SECONDS = 31.0  # without a wake-up, the outbox is looked at this often
_SLICE_SECONDS = 1.0  # a jump of the wall clock is noticed within this
_AGAIN_SECONDS = 1.0
_STOP_SECONDS = 6.0
_DICE = random.SystemRandom()
_Key = tuple[int, int]  # (tenant, id)


class Sender(Protocol):
    async def send(self, letter: Letter) -> Told: ...


class WebhookWorker:
    """Sends what is due until `stop`; `wake` may be called from anywhere in the process."""

    def __init__(
        self, claims: WebhookClaims, sender: Sender, clock: Clock, *, works: Works, door: Door, at: At = nowhere
    ) -> None:
        self._claims = claims
        self._sender = sender
        self._clock = clock
        self._works = works
        self._door = door
        self._at = at
        self._marks: list[Mark] = []
        self._in_hand: dict[_Key, tuple[str, int]] = {}  # lane and contact, until it is written what became of it
        self._trying: set[asyncio.Task[None]] = set()
        self._holds: dict[str, tuple[int, float]] = {}  # by lane: failures in a row, and until when by the steady clock
        self._next: Sequence[Queue] = ()
        self._latest: datetime | None = None  # by the wall clock
        self._woken = asyncio.Event()
        self._stopping = False
        self._stopped = asyncio.Event()
        self._stopped.set()  # it does not run yet

    def wake(self) -> None:
        """Something new may be due."""
        self._woken.set()

    async def run(self) -> None:
        """Until `stop`, or until cancelled."""
        self._stopped.clear()
        try:
            while not self._stopping:
                self._woken.clear()
                if await self._failed(self._round):
                    await self._clock.sleep(_AGAIN_SECONDS)
                else:
                    await self._wait()
            await self._wind_down()
        finally:
            for task in self._trying:
                task.cancel()
            await asyncio.gather(*self._trying, return_exceptions=True)
            self._stopped.set()

    async def stop(self) -> None:
        """Claims nothing more, and ends what is being sent; what takes too long is sent again by the next."""
        self._stopping = True
        self.wake()
        await self._stopped.wait()

    async def _round(self) -> None:
        now = self._clock.now()
        await self._mind_the_clock(now)
        self._next = await self._claims.queues()
        marks, wanted = self._marks[:], self._wanted(now)
        if not marks and not wanted:
            return
        claimed = await self._claims.exchange(marks, wanted, in_hand=set(self._in_hand.values()), now=now)
        del self._marks[: len(marks)]
        for mark in marks:
            self._in_hand.pop(_key(mark.after), None)
        for each in claimed:
            self._in_hand[_key(each.delivery)] = each.delivery.lane, each.delivery.occurrence
            task = asyncio.create_task(self._see_through(each), name="webhook")
            self._trying.add(task)
            task.add_done_callback(self._trying.discard)
        if marks or claimed:
            self.wake()  # more may wait in a lane, or be due later

    async def _mind_the_clock(self, now: datetime) -> None:
        """At start, and where it was set back: what was put off by the clock of before is due now."""
        if self._latest is None or now < self._latest:
            await self._claims.catch_up(now)
        self._latest = now

    def _wanted(self, now: datetime) -> dict[str, int]:
        """How many of each lane: those in no trouble first, then those of which the least is on its way, then those
        that have waited longest, so that a full house of slow receivers keeps nobody out."""
        due = {each.lane: each.next_at for each in self._next if each.next_at <= now}
        busy = Counter(lane for lane, _ in self._in_hand.values())
        room, wanted = SLOTS - len(self._in_hand), {}
        for lane in sorted(due, key=lambda lane: (self._failures(lane), busy[lane], due[lane])):
            free = min(self._most_of(lane) - busy[lane], room)
            if free > 0:
                wanted[lane] = free
                room -= free
        return wanted

    def _failures(self, lane: str) -> int:
        return self._holds.get(lane, (0, 0.0))[0]

    def _most_of(self, lane: str) -> int:
        failures, until = self._holds.get(lane, (0, 0.0))
        if until > self._clock.steady():
            return 0
        return 1 if failures else _OF_ONE

    async def _wait(self) -> None:
        """In slices: a wall clock that jumps wakes nobody by itself."""
        end = self._clock.steady() + _LONGEST_SECONDS
        while not self._woken.is_set():
            left = min([end - self._clock.steady(), *self._waits()])
            if left <= 0 or (self._latest is not None and self._clock.now() < self._latest):
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, _SLICE_SECONDS)):
                    await self._woken.wait()

    def _waits(self) -> list[float]:
        """Seconds until a try is due in each lane that has a place for it."""
        now, steady, waits = self._clock.now(), self._clock.steady(), []
        busy = [lane for lane, _ in self._in_hand.values()]
        for each in self._next:
            held = max(self._holds.get(each.lane, (0, 0.0))[1] - steady, 0.0)
            if each.lane not in busy and len(busy) < SLOTS:  # whoever ends wakes us
                waits.append(max((each.next_at - now).total_seconds(), held))
        return waits

    async def _see_through(self, claimed: Claimed) -> None:
        delivery = claimed.delivery
        became: list[Delivery] = []
        if await self._failed(lambda: self._deliver(delivery, became), delivery):
            until = self._clock.now()
            became = became or [after(delivery, Told(error="unexpected"), until, _DICE.random())]
        self._marks.append(Mark(claimed, became[0]))
        self.wake()

    async def _deliver(self, delivery: Delivery, became: list[Delivery]) -> None:
        await self._at("webhook_claimed")
        sending = sending_of(delivery)
        system = await self._door.system_viewer(delivery.tenant)
        letter: Letter | Told | None
        try:
            async with self._works.reading(system, sight=EVERYONE) as work:
                letter = await webhooks.letter(work, sending)
        except ValueError:
            letter = Told(error="secret")
        if letter is None:
            became.append(delivery.cancelled())
            return
        told = letter if isinstance(letter, Told) else await self._try(letter)
        await self._at("webhook_sent")
        became.append(after(delivery, told, self._clock.now(), _DICE.random()))
        self._hold(delivery.lane, told)
        if delivery.matter is not Matter.WEBHOOK_TEST:
            await self._tell(became[0], told, known=isinstance(letter, Letter) and letter.is_failing)
        self._log(delivery, became[0], told)

    async def _try(self, letter: Letter) -> Told:
        try:
            async with asyncio.timeout(_TRY_SECONDS):
                return await self._sender.send(letter)
        except TimeoutError:
            return Told(error="timeout")

    def _hold(self, lane: str, told: Told) -> None:
        if not told.is_in_trouble:
            self._holds.pop(lane, None)
            return
        failures = self._failures(lane) + 1
        asked = min(told.wait or 0.0, _LONGEST_ASKED)
        seconds = max(min(2.0 ** min(failures, 10), _LONGEST_HOLD) * (0.5 + _DICE.random() / 2), asked)
        self._holds[lane] = failures, self._clock.steady() + seconds

    async def _tell(self, became: Delivery, told: Told, *, known: bool) -> None:
        """How its webhook fares is written where that changes. Before the mark: a crash between repeats it."""
        is_given_up = became.state is DeliveryState.DEAD
        if told.has_arrived is not known and not (told.is_gone or is_given_up):
            return
        webhook = webhook_of(became.lane)
        system = await self._door.system_viewer(became.tenant)
        async with self._works.writing(system, patient=True, everything=True) as work:
            if told.has_arrived:
                await webhooks.arrived(work, webhook)
            elif told.is_gone:
                await webhooks.gone(work, webhook)
            else:
                await webhooks.failed(work, webhook, given_up=is_given_up)

    async def _wind_down(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS):
                while self._trying:
                    await asyncio.wait(set(self._trying), return_when=asyncio.FIRST_COMPLETED)
        if self._marks:
            await self._failed(self._write)

    async def _write(self) -> None:
        await self._claims.exchange(self._marks, {}, in_hand=(), now=self._clock.now())

    def _log(self, before: Delivery, became: Delivery, told: Told) -> None:
        late = (self._clock.now() - before.due_at).total_seconds()
        logger().info(
            "delivery", tenant=before.tenant, delivery=before.id, kind=before.matter.value, outcome=became.state.value,
            attempt=became.tries, late=round(late, 3), status=told.status, error=told.error or None,
        )  # fmt: skip

    async def _failed(self, step: Callable[[], Awaitable[object]], delivery: Delivery | None = None) -> str:
        """The name of the error that ended the step, or nothing: one delivery's trouble is not the others'."""
        try:
            await step()
        except Exception as error:  # noqa: BLE001 - the worker outlives any single fault
            key = None if delivery is None else delivery.id
            logger().error("webhooks", outcome="failed", error=type(error).__name__, delivery=key)
            return type(error).__name__
        return ""


def _key(delivery: Delivery) -> _Key:
    return delivery.tenant, delivery.id
