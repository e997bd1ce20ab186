"""The worker: sleeps until something is due, claims it, hands it to the couriers, and looks after doubts meanwhile."""

import asyncio
import random
import traceback
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

from bot.gateway import Gateway
from bot.log import logger
from bot.model.deliveries import Claimed, Op, Outlook
from bot.store._outbox_claims import Claims, DeliveryKey, Room
from bot.worker._courier import Courier, Patience, Tools
from bot.worker._doubts import Doubts
from bot.worker._ledger import Ledger
from bot.worker._mails import MAILS_IN_HAND
from bot.worker._ports import Aftermath, At, Clock, Compose, Expect, nothing, nowhere
from bot.worker._revival import REVIVAL_SECONDS, Revival
from bot.worker._verdicts import Judge

SLOTS = 20  # calls to Slack at a time
_COURIERS = 8 * SLOTS  # so that intents are written, many in one transaction, while others send
_PLENTY = SLOTS + SLOTS // 2  # granted: those that are being sent, and some that are next
_IN_HAND = 2 * _COURIERS  # claimed at a time: far less than a lease's worth
_SLICE_SECONDS = 1.0  # a jump of the wall clock is noticed within this
_LONGEST_SECONDS = 31.0  # without a wake-up, others' leases and pauses are looked at this often
_STOP_SECONDS = 8.0
_AGAIN_SECONDS = 1.0
_CORRECTION_SECONDS = 2.0  # a wall clock that goes back by more was set
_STRAGGLERS_SECONDS = 30.0  # what was on its way just then is still stamped by the clock of before
_DICE = random.SystemRandom()


class HandLost(RuntimeError):
    """A task that the worker cannot do without has ended by itself: nothing would be sent, or not be written down."""


class Worker:
    """Sends what is due until `stop`; `wake` may be called from anywhere in the process."""

    def __init__(
        self,
        claims: Claims,
        gateway: Gateway,
        clock: Clock,
        *,
        compose: Compose,
        aftermath: Aftermath,
        expect: Expect = nothing,
        at: At = nowhere,
    ) -> None:
        self._claims = claims
        self._clock = clock
        self._ledger = Ledger(claims, clock, at, self.wake, plenty=_PLENTY)
        tools = Tools(
            claims=claims, ledger=self._ledger, gateway=gateway, clock=clock,
            expect=expect, compose=compose, aftermath=aftermath, judge=Judge(_DICE.random), at=at,
        )  # fmt: skip
        self._courier = Courier(tools, patience=Patience.within(claims.settle), slots=SLOTS)
        self._doubts = Doubts(tools, self._courier, in_hand=self._not_in_doubt, guarded=self._failed)
        self._revival = Revival(claims, gateway, self.wake)
        self._queue: asyncio.Queue[Claimed] = asyncio.Queue()
        self._in_hand = 0
        self._mails_in_hand = 0
        self._carried: list[DeliveryKey] = []
        self._upkeep: set[asyncio.Task[None]] = set()
        self._woken = asyncio.Event()
        self._stopping = False
        self._drift = self._drifted()
        self._catching_up = 0.0  # until when, by the steady clock
        self._stopped = asyncio.Event()

    def wake(self) -> None:
        """Something new may be due."""
        self._woken.set()

    async def run(self) -> None:
        """Until `stop`, or until cancelled. Raises HandLost: whoever started the process starts it again."""
        lead = asyncio.create_task(self._lead(), name="lead")
        hands = [
            lead,
            asyncio.create_task(self._keep_ledger(), name="ledger"),
            asyncio.create_task(self._keep_reviving(), name="revival"),
            *(asyncio.create_task(self._carry(), name="courier") for _ in range(_COURIERS)),
        ]
        try:
            ended, _ = await asyncio.wait(hands, return_when=asyncio.FIRST_COMPLETED)
            for hand in ended:
                _look_for_loss(hand, may_end=hand is lead)
        finally:
            tasks = (*hands, *self._upkeep)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._stopped.set()

    async def stop(self) -> None:
        """Claims nothing more, ends what is being sent and returns within ten seconds."""
        self._stopping = True
        self._ledger.close()
        self.wake()
        await self._stopped.wait()

    async def _lead(self) -> None:
        await self._begin()
        while not self._stopping:
            if await self._failed(self._round):
                await self._clock.sleep(_AGAIN_SECONDS)
        await self._wind_down()

    async def _begin(self) -> None:
        while not self._stopping and await self._failed(lambda: self._claims.recover(self._clock.now())):
            await self._clock.sleep(_AGAIN_SECONDS)

    async def _keep_ledger(self) -> None:
        """While the store cannot be written nothing new is sent: what cannot be recorded must not happen."""
        while True:
            if await self._failed(self._ledger.write):
                await self._clock.sleep(_AGAIN_SECONDS)

    async def _keep_reviving(self) -> None:
        while True:
            await self._failed(self._revival.look)
            await self._clock.sleep(REVIVAL_SECONDS)

    async def _round(self) -> None:
        self._woken.clear()
        await self._mind_the_clock()
        if self._in_hand > _IN_HAND // 2:
            await self._woken.wait()
            return
        room = Room(_IN_HAND - self._in_hand, MAILS_IN_HAND - self._mails_in_hand)
        looked_at = self._clock.now()  # what falls due while the writer is waited for stands in the outlook
        claimed = await self._ledger.claim(room)
        self._in_hand += len(claimed)
        mails = sum(_is_mail(each) for each in claimed)
        self._mails_in_hand += mails
        try:
            await self._courier.expect(claimed)
        finally:
            for each in claimed:
                self._queue.put_nowait(each)
        if len(claimed) - mails < room.messages:
            outlook = await self._claims.outlook(looked_at)
            self._look_after(outlook)
            await self._wait(outlook)

    async def _mind_the_clock(self) -> None:
        drift, steady = self._drifted(), self._clock.steady()
        if self._drift - drift > _CORRECTION_SECONDS:
            await self._claims.catch_up(self._clock.now())
            self._catching_up = steady + _STRAGGLERS_SECONDS
        elif steady < self._catching_up:
            await self._claims.catch_up(self._clock.now())
        self._drift = drift

    def _drifted(self) -> float:
        """How far the wall clock is from the steady one, in seconds."""
        return self._clock.now().timestamp() - self._clock.steady()

    def _look_after(self, outlook: Outlook) -> None:
        """Doubts and copies wait for Slack's history, so they are seen to beside the deliveries."""
        settled = outlook.settled_in is not None and outlook.settled_in <= 0
        sweeps = outlook.sweep_at is not None and outlook.sweep_at <= self._clock.now()
        if (settled or sweeps) and not self._upkeep:
            task = asyncio.create_task(self._keep_up())
            self._upkeep.add(task)
            task.add_done_callback(self._upkeep.discard)

    async def _keep_up(self) -> None:
        unsettled, unswept = await self._failed(self._doubts.settle), await self._failed(self._doubts.sweep)
        if unsettled or unswept:
            await self._clock.sleep(_AGAIN_SECONDS)
        asyncio.get_running_loop().call_soon(self.wake)

    async def _wait(self, outlook: Outlook) -> None:
        """In slices: a wall clock that jumps wakes nobody by itself."""
        began = self._clock.steady()
        waits = [outlook.resumes_in] if self._upkeep else [outlook.resumes_in, outlook.settled_in]
        moments = [outlook.due_at] if self._upkeep else [outlook.due_at, outlook.sweep_at]
        limit = min((wait for wait in waits if wait is not None), default=_LONGEST_SECONDS)
        due_at = min((moment for moment in moments if moment is not None), default=None)
        while not self._woken.is_set() and self._drift - self._drifted() <= _CORRECTION_SECONDS:
            left = min(limit, _LONGEST_SECONDS) - (self._clock.steady() - began)
            if due_at is not None:
                left = min(left, (due_at - self._clock.now()).total_seconds())
            if left <= 0:
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, _SLICE_SECONDS)):
                    await self._woken.wait()

    async def _carry(self) -> None:
        while True:
            claimed = await self._queue.get()
            key = claimed.delivery.tenant, claimed.delivery.id
            self._carried.append(key)
            await self._see_through(claimed)
            self._carried.remove(key)
            self._in_hand -= 1
            self._mails_in_hand -= _is_mail(claimed)
            if self._in_hand in {0, _IN_HAND // 2} or _is_mail(claimed):
                self.wake()

    def _not_in_doubt(self) -> set[DeliveryKey]:
        """What a courier has, or has just come back with: it is known here what becomes of it."""
        return self._ledger.unwritten().union(self._carried)

    async def _see_through(self, claimed: Claimed) -> None:
        failed = await self._failed(lambda: self._courier.deliver(claimed), claimed)
        if not failed:
            return
        verdict = self._courier.after_failure(claimed, failed)
        if await self._failed(lambda: self._courier.settle(claimed, verdict), claimed):
            self._courier.put_off(claimed, verdict)

    async def _wind_down(self) -> None:
        """What nobody has begun goes back at once; what is on its way is ended, and written."""
        while not self._queue.empty():
            claimed = self._queue.get_nowait()
            self._ledger.mark(claimed, claimed.delivery.held())
            self._in_hand -= 1
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS):
                while self._in_hand:
                    await self._woken.wait()
                    self._woken.clear()
                await self._ledger.emptied()

    async def _failed(self, step: Callable[[], Awaitable[object]], claimed: Claimed | None = None) -> str:
        """The name of the error that ended the step, or nothing: one delivery's trouble is not the others'."""
        try:
            await step()
        except Exception as error:  # noqa: BLE001 - the worker outlives any single fault
            delivery = None if claimed is None else claimed.delivery.id
            name, place = type(error).__name__, _place(error)
            logger().error("worker", outcome="failed", error=name, delivery=delivery, path=place)
            return type(error).__name__
        return ""


def _is_mail(claimed: Claimed) -> bool:
    return claimed.delivery.op is Op.EMAIL


def _look_for_loss(hand: asyncio.Task[None], *, may_end: bool) -> None:
    error = asyncio.CancelledError() if hand.cancelled() else hand.exception()
    if error is None and may_end:
        return
    logger().error("worker", outcome="lost", kind=hand.get_name(), error=type(error).__name__)
    raise HandLost(hand.get_name()) from error


def _place(error: Exception) -> str:
    """Where in our own code it happened; what the error says may quote a person."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "bot" in Path(frame.filename).parts]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
