"""One delivery on its way: composed late, written down as about to be sent, sent, judged."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakValueDictionary

from bot.gateway import Doubtful, Gateway, Outcome, Paused, Reach, Refused
from bot.log import logger
from bot.model.deliveries import FEED, REWRITES, Claimed, Delivery, DeliveryState, Op
from bot.model.errors import Refused as NotAllowed
from bot.model.errors import SlackRefused, SlackUnavailable
from bot.model.ids import DeliveryId, MemberId, Tenant
from bot.model.messages import Mail, Message, Posted
from bot.store._outbox_claims import Claims
from bot.worker._ledger import Ledger
from bot.worker._mails import MAIL_SLOTS, Mails
from bot.worker._ports import Aftermath, At, Clock, Compose, Expect, Later
from bot.worker._verdicts import METHODS, Consequence, Judge, Verdict, buried

_PLAIN_LENGTH = 500
_NOTHING = Message("")  # what a deletion says, and a pin


@dataclass(frozen=True, slots=True)
class Parcel:
    """Ready to go: `going` is the delivery as it stands once the intent is written; a mail goes `to` an address."""

    claimed: Claimed
    going: Delivery
    message: Posted | Mail
    to: str = ""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds. Both together stay below the settle time, so that nothing of ours can arrive after the doubt is asked.

    `fresh`: how long after its intent a delivery may still leave; `answer`: how long a call may take; `mail`: how long
    a mail server may, of which many think for a while before they take a message.
    """

    fresh: float
    answer: float
    mail: float

    @classmethod
    def within(cls, settle: float) -> "Patience":
        return cls(fresh=settle / 4, answer=min(10.0, settle / 2), mail=settle / 2)


@dataclass(frozen=True, slots=True)
class Tools:
    """What a courier is handed, once for all deliveries."""

    claims: Claims
    ledger: Ledger
    gateway: Gateway
    clock: Clock
    expect: Expect
    compose: Compose
    aftermath: Aftermath
    judge: Judge
    at: At


class Courier:
    def __init__(self, tools: Tools, *, patience: Patience, slots: int) -> None:
        self._tools = tools
        self._patience = patience
        self._slots = asyncio.Semaphore(slots)
        self._mail_slots = asyncio.Semaphore(MAIL_SLOTS)
        self._mails = Mails(tools.claims, tools.gateway)
        self._dms: dict[tuple[Tenant, MemberId], str] = {}
        self._opening: WeakValueDictionary[tuple[Tenant, MemberId], asyncio.Lock] = WeakValueDictionary()
        self._leaving: dict[tuple[str, DeliveryId], Delivery] = {}  # by the claim: a row may be claimed anew meanwhile

    async def expect(self, claimed: Sequence[Claimed]) -> None:
        """Looks up, once for all of them, which direct conversations are known, and what they are about."""
        await self._tools.expect([each.delivery for each in claimed])
        readers: dict[Tenant, set[MemberId]] = defaultdict(set)
        for each in claimed:
            delivery = each.delivery
            if delivery.channel is None and delivery.reader and (delivery.tenant, delivery.reader) not in self._dms:
                readers[delivery.tenant].add(delivery.reader)
        for tenant, unknown in readers.items():
            found = await self._tools.claims.conversations.find_many(tenant, sorted(unknown))
            self._dms |= {(tenant, reader): channel for reader, channel in found.items()}

    async def deliver(self, claimed: Claimed) -> None:
        if claimed.delivery.op is Op.ADVANCE:
            await self._advance(claimed)
            return
        parcel = await self._prepare(claimed)
        if parcel is not None:
            await self._send(parcel)
        self._leaving.pop(_key(claimed), None)

    def after_failure(self, claimed: Claimed, error: str) -> Verdict:
        """What an error of our own leaves behind: once the right to send was given, a doubt."""
        leaving = self._leaving.pop(_key(claimed), None)
        if leaving is not None and leaving.op is Op.POST:
            return Verdict(leaving.in_doubt(error))
        return self._tools.judge.again(claimed.delivery, error, self._tools.clock.now())

    def put_off(self, claimed: Claimed, verdict: Verdict) -> None:
        """Where nobody can be told of a death now, the delivery lives on until then."""
        after = verdict.after
        if after.state is DeliveryState.DEAD:
            after = self._tools.judge.later(claimed.delivery, after.error or "", self._tools.clock.now())
        self._tools.ledger.mark(claimed, after)

    async def _advance(self, claimed: Claimed) -> None:
        """A step of a series: after a crash it is taken again, and is none where it was taken already."""
        delivery, tools = claimed.delivery, self._tools
        await tools.at("claimed")
        if delivery.due_at > tools.clock.now():  # by a clock that was ahead and has been set since
            tools.ledger.mark(claimed, delivery.held(until=delivery.due_at))
            return
        await tools.aftermath.advance(delivery)
        await tools.at("advanced")
        await self.settle(claimed, Verdict(delivery.done()))

    async def _prepare(self, claimed: Claimed) -> Parcel | None:
        """None where there is nothing to send now; the reason is marked."""
        delivery, now = claimed.delivery, self._tools.clock.now()
        await self._tools.at("claimed")
        if self._tools.claims.is_paused(delivery.tenant, *_scopes(delivery)):
            self._tools.ledger.mark(claimed, delivery.held())
            return None
        delivery = await self._located(delivery)
        message = await self._message(delivery, now)
        if isinstance(message, Verdict):
            await self.settle(claimed, message)
            return None
        if isinstance(message, Mail):
            return await self._addressed(claimed, message)
        channel = delivery.channel or await self._open(claimed)
        if not isinstance(channel, str):
            await self.settle(claimed, self._tools.judge.verdict(delivery, channel, now))
            return None
        thread = message.thread if isinstance(message, Message) else None
        return Parcel(claimed, delivery.going(channel, now=now, thread=thread), message)

    async def _addressed(self, claimed: Claimed, mail: Mail) -> Parcel | None:
        now = self._tools.clock.now()
        to = await self._mails.address(claimed)
        if isinstance(to, str):
            return Parcel(claimed, claimed.delivery.going(None, now=now), mail, to)
        await self.settle(claimed, self._tools.judge.verdict(claimed.delivery, to, now))
        return None

    async def _send(self, parcel: Parcel) -> None:
        claimed, going, tools = parcel.claimed, parcel.going, self._tools
        granted = await tools.ledger.intend(claimed, going)
        if granted is None:
            tools.ledger.mark(claimed, claimed.delivery.held())  # if it is still ours: its lease ran out in the queue
            return
        self._leaving[_key(claimed)] = going
        await tools.at("intended")
        async with self._mail_slots if going.op is Op.EMAIL else self._slots:
            await tools.at("before_send")
            if self._is_late(granted) or tools.claims.is_paused(going.tenant, *_scopes(going)):
                # Not a byte has left, so it is put back. After a long freeze the claim may be another's by now.
                tools.ledger.mark(claimed, going.held())
                return
            outcome = await self._call(parcel)
        tools.aftermath.left(going)
        await tools.at("after_send")
        await self.settle(claimed, tools.judge.verdict(going, outcome, tools.clock.now()))

    async def settle(self, claimed: Claimed, verdict: Verdict) -> None:
        """Pauses and notices come before the mark: a crash between them repeats them, it does not lose them."""
        after, tools = verdict.after, self._tools
        if verdict.pause is not None:
            pause = verdict.pause
            logger().warning("pause", tenant=after.tenant, kind=pause.scope, reason=pause.reason, wait=pause.seconds)
            await tools.claims.pause(
                after.tenant, pause.scope, seconds=pause.seconds, now=tools.clock.now(), reason=pause.reason
            )
        if verdict.consequence is Consequence.UNDELIVERED:
            await tools.aftermath.undelivered(after, after.error or "")
        if verdict.consequence is Consequence.CHANNEL_GONE:
            await tools.aftermath.channel_gone(after, after.error or "")
        if after.is_readdressed and after.reader is not None:
            self._dms.pop((after.tenant, after.reader), None)
        await tools.at("before_mark")
        self._log(claimed.delivery, after)
        tools.ledger.mark(claimed, after)

    async def _located(self, delivery: Delivery) -> Delivery:
        if delivery.op not in REWRITES or delivery.ts is not None:
            return delivery
        return await self._tools.claims.located(delivery) or delivery

    async def _message(self, delivery: Delivery, now: datetime) -> Posted | Mail | Verdict:
        """What to say, or what becomes of a delivery that has nothing to say or nowhere to say it."""
        if delivery.op in REWRITES and delivery.ts is None:
            return await self._nowhere(delivery)
        if delivery.is_expired(now):
            return Verdict(delivery.cancelled())
        if delivery.op in (Op.DELETE, Op.PIN):
            return _NOTHING
        try:
            message = await self._tools.compose(delivery)
        except NotAllowed:
            # The reader left, or may no longer see this: it is for its author to find somebody else.
            return buried(delivery, "user_not_visible")
        if isinstance(message, Later):
            return Verdict(delivery.held(until=message.until))
        return Verdict(delivery.cancelled()) if message is None else message

    async def _nowhere(self, delivery: Delivery) -> Verdict:
        """Its message never arrived; or it may stand somewhere, and where it was to be taken out a person is told."""
        if delivery.matter in FEED and await self._tools.claims.is_unsettled(delivery):
            return buried(delivery, "unverified")
        return Verdict(delivery.cancelled())

    def _is_late(self, granted: float) -> bool:
        return self._tools.clock.steady() - granted > self._patience.fresh

    async def _call(self, parcel: Parcel) -> Outcome:
        is_mail = isinstance(parcel.message, Mail)
        try:
            async with asyncio.timeout(self._patience.mail if is_mail else self._patience.answer):
                outcome = await self._speak(parcel, parcel.message)
                if not is_mail and isinstance(outcome, Refused) and outcome.reach is Reach.SHAPE:
                    logger().error("delivery", delivery=parcel.going.id, outcome="malformed", error=outcome.error)
                    short = Message(parcel.message.text[:_PLAIN_LENGTH], thread=parcel.going.thread)
                    outcome = await self._speak(parcel, short)
                return outcome
        except TimeoutError:
            return Doubtful("timeout")

    async def _speak(self, parcel: Parcel, message: Posted | Mail) -> Outcome:
        team, going, gateway = parcel.claimed.team, parcel.going, self._tools.gateway
        if isinstance(message, Mail):
            return await gateway.mail(parcel.to, message, delivery=going.id)
        channel, ts = going.channel or "", going.ts or ""
        match going.op:
            case Op.POST:
                return await gateway.post(team, channel, message, delivery=going.id)
            case Op.UPDATE:
                return await gateway.update(team, channel, ts, message)
            case Op.DELETE:
                return await gateway.delete(team, channel, ts)
            case Op.PIN:
                return await gateway.pin(team, channel, ts)
            case _:
                return Refused("unknown_op", Reach.PASSING)

    async def _open(self, claimed: Claimed) -> str | Refused | Paused:
        """The direct conversation with the reader, or why there is none."""
        tenant, reader = claimed.delivery.tenant, claimed.delivery.reader
        if reader is None:
            return Refused("channel_not_found", Reach.CHANNEL)
        if known := self._known(claimed.delivery):
            return known
        one_at_a_time = self._opening.setdefault((tenant, reader), asyncio.Lock())
        async with one_at_a_time:  # several reminders for one person at once ask for the same conversation
            if known := self._known(claimed.delivery):
                return known
            try:
                known = await self._tools.gateway.open_dm(claimed.team, reader)
            except SlackUnavailable as error:
                return _unavailable(error)
            except SlackRefused as error:
                return _refused(error)
            self._tools.ledger.keep(tenant, reader, known)
            self._dms[tenant, reader] = known
        return known

    def _known(self, delivery: Delivery) -> str | None:
        if delivery.reader is None or delivery.is_readdressed:
            return None
        return self._dms.get((delivery.tenant, delivery.reader))

    def _log(self, before: Delivery, after: Delivery) -> None:
        late = (self._tools.clock.now() - before.due_at).total_seconds()
        logger().info(
            "delivery", tenant=after.tenant, delivery=after.id, kind=after.matter.value, outcome=after.state.value,
            attempt=after.tries, late=round(late, 3), error=after.error,
        )  # fmt: skip


def _key(claimed: Claimed) -> tuple[str, DeliveryId]:
    return claimed.owner, claimed.delivery.id


def _scopes(delivery: Delivery) -> tuple[str, ...]:
    return METHODS.get(delivery.op, "method:"), f"channel:{delivery.channel}"


def _refused(error: SlackRefused) -> Refused:
    told = error.values
    return Refused(
        str(told["error"]), Reach(str(told["reach"])), needed=str(told["needed"]), method=str(told["method"])
    )


def _unavailable(error: SlackUnavailable) -> Refused | Paused:
    """Opening a conversation twice does no harm, so a lost answer is a refusal."""
    seconds = error.values.get("seconds")
    if isinstance(seconds, float):
        return Paused(str(error.values["scope"]), seconds)
    return Refused(str(error.values["error"]), Reach.PASSING)
