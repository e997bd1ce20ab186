"""What becomes of a delivery after Slack's answer: pure, so that every row of the table can be tested."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.gateway import Doubtful, Outcome, Paused, Reach, Refused, Sent
from bot.model.deliveries import FEED, REWRITES, Delivery, Matter, Op

WORKSPACE = "workspace"
_FIRST_SECONDS = 1.0
_LONGEST_SECONDS = 300.0
_FEATURE_SECONDS = 600.0  # a missing scope is looked for again: nobody tells us of a reinstallation
METHODS = {
    Op.POST: "method:chat.postMessage",
    Op.UPDATE: "method:chat.update",
    Op.DELETE: "method:chat.delete",
    Op.PIN: "method:pins.add",
}
_NOTICES = frozenset({Matter.UNDELIVERED, Matter.FOLLOW_STOPPED})


class Consequence(StrEnum):
    UNDELIVERED = "undelivered"
    CHANNEL_GONE = "channel_gone"


@dataclass(frozen=True, slots=True)
class Pause:
    """`seconds` None: until the app is installed again."""

    scope: str
    seconds: float | None
    reason: str


@dataclass(frozen=True, slots=True)
class Verdict:
    after: Delivery
    pause: Pause | None = None
    consequence: Consequence | None = None


class Judge:
    """`dice` gives numbers from 0 to 1: tries are spread out, or all workers would knock together."""

    def __init__(self, dice: Callable[[], float]) -> None:
        self._dice = dice

    def verdict(self, delivery: Delivery, outcome: Outcome, now: datetime) -> Verdict:
        match outcome:
            case Sent() if delivery.op is Op.EMAIL:
                return Verdict(delivery.done())
            case Sent(channel, ts):
                return Verdict(delivery.sent(channel=channel or delivery.channel or "", ts=ts, at=now))
            case Paused():
                return self._paused(delivery, outcome, now)
            case Doubtful(error):
                return self._doubtful(delivery, error, now)
            case Refused():
                return _elsewhere(delivery, outcome) or self._refused(delivery, outcome, now)

    def again(self, delivery: Delivery, error: str, now: datetime) -> Verdict:
        """Tried later, each time up to twice as late; given up after a day."""
        if delivery.is_given_up(now):
            return buried(delivery, error)
        return Verdict(self.later(delivery, error, now))

    def later(self, delivery: Delivery, error: str, now: datetime) -> Delivery:
        longest = min(_LONGEST_SECONDS, _FIRST_SECONDS * 2 ** min(delivery.tries, 20))
        again = now + timedelta(seconds=longest * self._dice())
        # It may have been tried by a clock that was ahead and has been corrected meanwhile.
        return delivery.refused(error, now=now, again_at=max(again, delivery.due_at))

    def _doubtful(self, delivery: Delivery, error: str, now: datetime) -> Verdict:
        if delivery.op is not Op.POST:
            return self.again(delivery, error, now)  # doing it twice does no harm
        if delivery.is_given_up(now):
            return buried(delivery, error)
        return Verdict(delivery.in_doubt(error))

    def _paused(self, delivery: Delivery, outcome: Paused, now: datetime) -> Verdict:
        seconds = outcome.seconds * (1 + self._dice() / 10)
        pause = Pause(outcome.scope, seconds, "ratelimited")
        if outcome.scope in {METHODS.get(delivery.op), f"channel:{delivery.channel}"}:
            return Verdict(delivery.held(), pause)
        # Another method stood in the way, opening the conversation: the claim does not know which rows need it.
        return Verdict(delivery.held(until=now + timedelta(seconds=seconds)), pause)

    def _refused(self, delivery: Delivery, refused: Refused, now: datetime) -> Verdict:
        error = refused.error
        match refused.reach:
            case Reach.WORKSPACE:
                return Verdict(delivery.held(), Pause(WORKSPACE, None, error))
            case Reach.FEATURE:
                # Where a conversation may not be opened, channels still get their lines.
                scope = f"method:{refused.method}" if refused.method else METHODS.get(delivery.op, WORKSPACE)
                pause = Pause(scope, _FEATURE_SECONDS, f"{error}:{refused.needed}")
                return Verdict(delivery.held(until=now + timedelta(seconds=_FEATURE_SECONDS)), pause)
            case Reach.CHANNEL:
                return self._no_channel(delivery, error, now)
            case Reach.READER if delivery.reader is not None:
                return buried(delivery, error)
            case Reach.MESSAGE if delivery.op in REWRITES:
                return _unwritten(delivery, error)
            case _:
                return self.again(delivery, error, now)

    def _no_channel(self, delivery: Delivery, error: str, now: datetime) -> Verdict:
        if delivery.op in REWRITES and delivery.matter in FEED:
            return buried(delivery, error)  # it stays where others read it
        if delivery.op is not Op.POST:
            return Verdict(delivery.cancelled())
        if delivery.reader is None:
            return Verdict(delivery.dead(error), consequence=Consequence.CHANNEL_GONE)
        if delivery.is_readdressed:
            return buried(delivery, error)
        return Verdict(delivery.readdressed(error, now=now))


def _elsewhere(delivery: Delivery, refused: Refused) -> Verdict | None:
    """What is done without: a pin, for which nothing waits in its channel, or the thread that a post was for."""
    if refused.reach is Reach.FEATURE and delivery.op is Op.PIN:
        return Verdict(delivery.cancelled())
    if refused.reach is Reach.THREAD and delivery.thread is not None:
        return Verdict(delivery.unthreaded(refused.error), consequence=Consequence.UNDELIVERED)
    return None


def _unwritten(delivery: Delivery, error: str) -> Verdict:
    """A message that is gone is written anew no more; instead of a card another is posted."""
    is_card = delivery.op is Op.UPDATE and delivery.matter is Matter.CONTACT_CARD
    return buried(delivery, error) if is_card else Verdict(delivery.cancelled())


def buried(delivery: Delivery, error: str) -> Verdict:
    """Dead, and a person is told; of a notice that does not arrive nobody is told again."""
    told = None if delivery.matter in _NOTICES else Consequence.UNDELIVERED
    return Verdict(delivery.dead(error), consequence=told)
