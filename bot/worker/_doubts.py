"""Deliveries of which nobody knows whether they arrived: history is asked, and only then is one sent again."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.gateway import Gateway, Reach, Sent
from bot.log import logger
from bot.model.deliveries import SWEEP_AFTER, Claimed, Delivery, Op
from bot.model.errors import SlackRefused, SlackUnavailable
from bot.model.ids import DeliveryId
from bot.store._outbox_claims import DeliveryKey
from bot.worker._courier import Courier, Tools
from bot.worker._ports import Guard
from bot.worker._verdicts import WORKSPACE, Verdict, buried

_LOOK_BACK = timedelta(days=1)  # Slack's clock is not ours: what is ahead of it would look past its own message
Copies = dict[DeliveryId, list[str]]


class Doubts:
    """One history's trouble is not the others': each is `guarded`, and what could not be decided is asked again."""

    def __init__(
        self, tools: Tools, courier: Courier, *, in_hand: Callable[[], Collection[DeliveryKey]], guarded: Guard
    ) -> None:
        self._tools = tools
        self._courier = courier
        self._in_hand = in_hand
        self._guarded = guarded

    async def settle(self) -> None:
        """Decides about all whose settle time is over."""
        waiting = _by_channel(await self._tools.claims.doubts(self._in_hand))
        keeping = asyncio.create_task(self._keep(waiting))
        try:
            while waiting:
                await self._settle(waiting[0])
                del waiting[0]
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})

    async def sweep(self) -> None:
        """Counts the copies of what was once in doubt, and takes all but one back."""
        for together in _by_channel(await self._tools.claims.copies(self._tools.clock.now())):
            if await self._guarded(partial(self._sweep, together)):
                await self._sweep_later([each.delivery for each in together])

    async def _keep(self, waiting: list[list[Claimed]]) -> None:
        """Histories are asked one after another, and all of that takes longer than a lease."""
        claims = self._tools.claims
        while waiting:
            await self._tools.clock.sleep(claims.lease / 3)
            await self._guarded(partial(claims.renew, [each for together in waiting for each in together]))

    async def _settle(self, together: Sequence[Claimed]) -> None:
        posts = [each for each in together if each.delivery.op is Op.POST]
        found = await self._found(posts) if posts else {}
        for each in together:
            failed = await self._guarded(partial(self._decide, each, found), each)
            if failed:
                self._tools.ledger.mark(each, each.delivery.in_doubt(failed))

    async def _decide(self, claimed: Claimed, found: Copies | str) -> None:
        delivery, now = claimed.delivery, self._tools.clock.now()
        if delivery.op is not Op.POST:
            verdict = Verdict(delivery.missed(now))  # doing it twice does no harm
        elif isinstance(found, str):
            verdict = self._unasked(delivery, found, now)
        else:
            verdict = _told(delivery, found, now)
        await self._courier.settle(claimed, verdict)

    async def _found(self, posts: Sequence[Claimed]) -> Copies | str:
        """As `_ask`; an answer that cannot be read is an error like another."""
        found: Copies | str = {}

        async def ask() -> None:
            nonlocal found
            found = await self._ask(posts, self._tools.clock.now())

        return await self._guarded(ask) or found

    async def _ask(self, posts: Sequence[Claimed], now: datetime) -> Copies | str:
        """Where the posts are, or the error for which history could not be asked."""
        first, tools = posts[0], self._tools
        if first.delivery.channel is None:
            return {}  # the conversation is written before the first send: without one nothing was sent
        if tools.claims.is_paused(first.delivery.tenant, WORKSPACE):
            return WORKSPACE
        oldest = min(each.delivery.first_try_at or now for each in posts)
        ids = [each.delivery.id for each in posts]
        try:
            since, thread = min(oldest, now) - _LOOK_BACK, first.delivery.thread
            return await tools.gateway.find_delivery(first.team, first.delivery.channel, ids, since, thread=thread)
        except SlackUnavailable as error:
            return str(error.values["error"])
        except SlackRefused as error:
            if error.values.get("reach") is Reach.WORKSPACE:
                code = str(error.values["error"])
                await tools.claims.pause(first.delivery.tenant, WORKSPACE, seconds=None, now=now, reason=code)
                return WORKSPACE
            # Nothing stands under a message that is not there.
            return {} if error.values.get("reach") is Reach.THREAD else str(error.values["error"])

    def _unasked(self, delivery: Delivery, error: str, now: datetime) -> Verdict:
        """Never sent again blindly: asked again after another settle time, for a day."""
        if error == "missing_scope" and delivery.reader is None:
            # Reading channels is optional. What was posted there counts as sent, and says that nobody looked.
            logger().warning("delivery", delivery=delivery.id, outcome="unverified", error=error)
            return Verdict(delivery.unverified())
        if error != WORKSPACE and delivery.is_given_up(now):
            return buried(delivery, error)
        return Verdict(delivery.in_doubt(error))

    async def _sweep(self, together: Sequence[Claimed]) -> None:
        found = await self._found(together)
        now, tools = self._tools.clock.now(), self._tools
        deliveries = [each.delivery for each in together]
        if isinstance(found, str):
            hopeless = [each for each in deliveries if each.is_day_old(now)]
            await tools.claims.swept(hopeless, now=now)
            await self._sweep_later([each for each in deliveries if each not in hopeless])
            return
        kept = [await self._keep_one(each, found.get(each.delivery.id, [])) for each in together]
        await tools.claims.swept([each for each in kept if each is not None], now=now)
        await self._sweep_later([each for each, one in zip(deliveries, kept, strict=True) if one is None])

    async def _sweep_later(self, deliveries: Sequence[Delivery]) -> None:
        now = self._tools.clock.now()
        await self._tools.claims.swept(deliveries, now=now, again=now + SWEEP_AFTER)

    async def _keep_one(self, claimed: Claimed, copies: list[str]) -> Delivery | None:
        """The copy that the store knows stays: updates go there. None where another one could not be deleted.

        Of a message that was taken out meanwhile none stays: what it said is perhaps no more for who would read it.
        """
        delivery = claimed.delivery
        is_taken_out = await self._tools.claims.is_taken_out(delivery)
        if len(copies) < (1 if is_taken_out else 2):
            return delivery
        stays = delivery.ts if is_taken_out or delivery.ts in copies else copies[0]
        gateway: Gateway = self._tools.gateway
        for ts in copies:
            if ts != stays and not isinstance(await gateway.delete(claimed.team, delivery.channel or "", ts), Sent):
                return None
        logger().warning(
            "delivery", delivery=delivery.id, outcome="second copy deleted", count=len(copies) - (stays in copies)
        )
        return delivery if stays is None else delivery.lying_at(stays)


def _told(delivery: Delivery, found: Copies, now: datetime) -> Verdict:
    copies = found.get(delivery.id)
    if copies:
        return Verdict(delivery.sent(channel=delivery.channel or "", ts=copies[0], at=now))
    # It may have been tried by a clock that was ahead and has been corrected meanwhile.
    return Verdict(delivery.missed(max(now, delivery.due_at)))


def _by_channel(claimed: Iterable[Claimed]) -> list[list[Claimed]]:
    """One question to a history answers for all that is doubtful there."""
    together: dict[tuple[int, str | None, str | None], list[Claimed]] = defaultdict(list)
    for each in claimed:
        together[each.delivery.tenant, each.delivery.channel, each.delivery.thread].append(each)
    return list(together.values())
