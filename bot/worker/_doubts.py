"""Deliveries of which nobody knows whether they arrived: history is asked, and only then is one sent again."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta

from bot.gateway import Gateway, Reach, Sent
from bot.log import logger
from bot.model.deliveries import SWEEP_AFTER, Claimed, Delivery, Op
from bot.model.errors import SlackRefused, SlackUnavailable
from bot.model.ids import DeliveryId
from bot.store._outbox_claims import DeliveryKey
from bot.worker._courier import Courier, Tools
from bot.worker._verdicts import WORKSPACE, Verdict, buried

_LOOK_BACK = timedelta(days=1)  # Slack's clock is not ours: what is ahead of it would look past its own message
Copies = dict[DeliveryId, list[str]]


class Doubts:
    def __init__(self, tools: Tools, courier: Courier, *, in_hand: Callable[[], Collection[DeliveryKey]]) -> None:
        self._tools = tools
        self._courier = courier
        self._in_hand = in_hand

    async def settle(self) -> int:
        """Decides about all whose settle time is over; answers how many there were."""
        claimed = await self._tools.claims.doubts(self._in_hand)
        for together in _by_channel(claimed):
            await self._settle(together)
        return len(claimed)

    async def sweep(self) -> None:
        """Counts the copies of what was once in doubt, and takes all but one back."""
        for together in _by_channel(await self._tools.claims.copies(self._tools.clock.now())):
            await self._sweep(together)

    async def _settle(self, together: Sequence[Claimed]) -> None:
        now = self._tools.clock.now()
        posts = [each for each in together if each.delivery.op is Op.POST]
        for each in together:
            if each.delivery.op is not Op.POST:  # doing it twice does no harm
                await self._courier.settle(each, Verdict(each.delivery.missed(now)))
        if not posts:
            return
        found = await self._ask(posts, now)
        for each in posts:
            verdict = self._unasked(each.delivery, found, now) if isinstance(found, str) else _told(each, found, now)
            await self._courier.settle(each, verdict)

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
            return await tools.gateway.find_delivery(
                first.team, first.delivery.channel, ids, min(oldest, now) - _LOOK_BACK
            )
        except SlackUnavailable as error:
            return str(error.values["error"])
        except SlackRefused as error:
            if error.values.get("reach") is Reach.WORKSPACE:
                code = str(error.values["error"])
                await tools.claims.pause(first.delivery.tenant, WORKSPACE, seconds=None, now=now, reason=code)
                return WORKSPACE
            return str(error.values["error"])

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
        now, tools = self._tools.clock.now(), self._tools
        found = await self._ask(together, now)
        deliveries = [each.delivery for each in together]
        if isinstance(found, str):
            hopeless = [each for each in deliveries if each.is_day_old(now)]
            await tools.claims.swept(hopeless, now=now)
            await tools.claims.swept(
                [each for each in deliveries if each not in hopeless], now=now, again=now + SWEEP_AFTER
            )
            return
        kept = [await self._keep_one(each, found.get(each.delivery.id, [])) for each in together]
        await tools.claims.swept([each for each in kept if each is not None], now=now)
        left = [each for each, one in zip(deliveries, kept, strict=True) if one is None]
        await tools.claims.swept(left, now=now, again=now + SWEEP_AFTER)

    async def _keep_one(self, claimed: Claimed, copies: list[str]) -> Delivery | None:
        """The copy that the store knows stays: updates go there. None where another one could not be deleted."""
        delivery = claimed.delivery
        if len(copies) < 2:
            return delivery
        stays = delivery.ts if delivery.ts in copies else copies[0]
        gateway: Gateway = self._tools.gateway
        for ts in copies:
            if ts != stays and not isinstance(await gateway.delete(claimed.team, delivery.channel or "", ts), Sent):
                return None
        logger().warning("delivery", delivery=delivery.id, outcome="second copy deleted", count=len(copies) - 1)
        return delivery.lying_at(stays)


def _told(claimed: Claimed, found: Copies, now: datetime) -> Verdict:
    delivery = claimed.delivery
    copies = found.get(delivery.id)
    if copies:
        return Verdict(delivery.sent(channel=delivery.channel or "", ts=copies[0], at=now))
    return Verdict(delivery.missed(now))


def _by_channel(claimed: Iterable[Claimed]) -> list[list[Claimed]]:
    """One question to a history answers for all that is doubtful there."""
    together: dict[tuple[int, str | None], list[Claimed]] = defaultdict(list)
    for each in claimed:
        together[each.delivery.tenant, each.delivery.channel].append(each)
    return list(together.values())
