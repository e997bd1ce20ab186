"""A webhook: an address of another program that is told of the lines of the feed, and how patiently."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from bot.model.deliveries import Delivery, DeliveryState, Matter
from bot.model.errors import FieldsInvalid
from bot.model.ids import ContactId, DeliveryId, EventId, MemberId, WebhookId
from bot.model.line_types import LineType

MOST_WEBHOOKS = 10  # of a workspace: each act is held against all of them
WEBHOOK_NAME_LENGTH = 80
WEBHOOK_ADDRESS_LENGTH = 1000
SECRET_PREFIX = "whsec_"  # noqa: S105  # by which the libraries of Standard Webhooks know one
SECRET_BYTES = 32
SWITCHED_OFF_AFTER = timedelta(days=3)  # of failing, without one delivery that arrived
KEPT_SENT, KEPT_FAILED = timedelta(days=7), timedelta(days=30)  # in the list of deliveries
GIVEN_UP_AFTER = timedelta(hours=24)
LONGEST_RETRY_AFTER = timedelta(hours=6)  # whatever a receiver asks for
_LANE = "webhook:"
_GONE = 410
_WAITS = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 28800)  # seconds before each further try: about 22 hours
MOST_TRIES = len(_WAITS) + 1
_SPREAD = 0.2  # of a wait, to either side
LONGEST_WAIT = timedelta(seconds=_WAITS[-1] * (1 + _SPREAD))


class Off(StrEnum):
    """Why a webhook is told nothing."""

    BY_HAND = "by_hand"
    GONE = "gone"  # its receiver answered 410
    FAILING = "failing"  # for days


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """`types` are those of the lines that it is told of; none are all, also those that are still to come.

    `secret` is sealed. `failing_since` is the first failed try after the last delivery that arrived.
    """

    id: WebhookId
    name: str
    url: str
    types: frozenset[LineType]
    secret: bytes = field(repr=False)
    created_by: MemberId
    created_at: datetime
    failing_since: datetime | None = None
    off: Off | None = None
    off_at: datetime | None = None

    def takes(self, line_type: LineType | None) -> bool:
        """Whether it wants to be told of such a line; what is of no type is nobody's to follow."""
        return self.off is None and line_type is not None and (not self.types or line_type in self.types)

    def has_failed_for_days(self, now: datetime) -> bool:
        return self.failing_since is not None and now - self.failing_since >= SWITCHED_OFF_AFTER


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedWebhook:
    """What a form says of one."""

    name: str
    url: str
    types: frozenset[LineType]


class SentState(StrEnum):
    WAITING = "waiting"  # for its first try, or for the next
    ARRIVED = "arrived"
    FAILED = "failed"  # given up: a person may send it again
    LEFT = "left"  # not told after all: switched off, or no longer for everyone


_STATES: Mapping[DeliveryState, SentState] = {
    DeliveryState.SENT: SentState.ARRIVED,
    DeliveryState.DEAD: SentState.FAILED,
    DeliveryState.CANCELLED: SentState.LEFT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """One event on its way to a webhook. `at` is the moment of its last try, or of the next while it waits; `answer` is
    the status of HTTP that its last try ended with, `error` what went wrong."""

    id: DeliveryId
    webhook: WebhookId
    event: EventId
    contact: ContactId | None
    is_test: bool
    state: SentState
    tries: int
    at: datetime
    answer: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent of an event; whoever receives it twice knows it again by `event`."""

    event: EventId
    url: str
    secret: bytes = field(repr=False)
    body: bytes = field(repr=False)
    is_failing: bool = False  # its webhook, as far as is known


@dataclass(frozen=True, slots=True)
class Told:
    """What became of a try: `status` of HTTP, 0 where there was none, `error` what went wrong and '' where it arrived.

    `wait` are the seconds for which the receiver asked to be left alone.
    """

    status: int = 0
    error: str = ""
    wait: float | None = None

    @property
    def has_arrived(self) -> bool:
        return not self.error

    @property
    def is_gone(self) -> bool:
        return self.status == _GONE

    @property
    def is_in_trouble(self) -> bool:
        """The receiver, and not what it was told: others would fare no better just now."""
        return bool(self.error) and (self.status in (0, 429) or self.status >= 500)


def lane_of(webhook: WebhookId) -> str:
    """In which its rows of the outbox stand."""
    return f"{_LANE}{webhook}"


def after(delivery: Delivery, told: Told, now: datetime, dice: float) -> Delivery:
    """What becomes of one that was tried: it has arrived, is tried again later, or is given up."""
    tries, first = delivery.tries + 1, delivery.first_try_at or now
    tried = replace(
        delivery, tries=tries, first_try_at=first, next_try_at=now, ts=str(told.status or "") or None, error=None
    )
    if told.has_arrived:
        return replace(tried, state=DeliveryState.SENT)
    wait = wait_before(tries, dice)
    is_last = wait is None or told.is_gone or now - first >= GIVEN_UP_AFTER or delivery.matter is Matter.WEBHOOK_TEST
    if wait is None or is_last:
        return tried.dead(told.error)
    later = now + max(wait, timedelta(seconds=told.wait or 0))
    return replace(tried, state=DeliveryState.WAITING, next_try_at=later, error=told.error)


def sending_of(delivery: Delivery) -> Sending:
    """A row of the outbox that goes to a webhook."""
    return Sending(
        id=delivery.id,
        webhook=webhook_of(delivery.lane),
        event=EventId(delivery.subject),
        contact=ContactId(delivery.occurrence) if delivery.occurrence else None,
        is_test=delivery.matter is Matter.WEBHOOK_TEST,
        state=_STATES.get(delivery.state, SentState.WAITING),
        tries=delivery.tries,
        at=delivery.next_try_at,
        answer=delivery.ts or "",
        error=delivery.error or "",
    )


def webhook_of(lane: str) -> WebhookId:
    return WebhookId(int(lane.removeprefix(_LANE)))


def wait_before(tries: int, dice: float) -> timedelta | None:
    """How long after so many failed tries the next one comes, `dice` being from 0 to 1; None where there is none."""
    if not 0 < tries < MOST_TRIES:
        return None
    return timedelta(seconds=_WAITS[tries - 1] * (1 - _SPREAD + 2 * _SPREAD * dice))


def address_of(text: str, *, trials: bool = False) -> str:
    """An address as it is kept. `trials` lets http pass, where networks of this machine's are allowed.

    Raises FieldsInvalid naming `url`. Where it leads is not looked at here.
    """
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname
    except ValueError:
        raise FieldsInvalid({"url": "webhook_address"}) from None
    if any(sign.isspace() or not sign.isprintable() for sign in text) or len(text) > WEBHOOK_ADDRESS_LENGTH:
        raise FieldsInvalid({"url": "webhook_address"})
    if parts.scheme.lower() not in (("https", "http") if trials else ("https",)):
        raise FieldsInvalid({"url": "webhook_https"})
    if not host or port == 0 or "\\" in parts.netloc:
        raise FieldsInvalid({"url": "webhook_address"})
    if parts.username is not None or parts.password is not None:
        raise FieldsInvalid({"url": "webhook_password"})
    return text.partition("#")[0]


def types_of(text: str) -> frozenset[LineType]:
    """As they stand in a form and in the store, one a line; all of them are none, so that later ones are among them."""
    known: Mapping[str, LineType] = {each.value: each for each in LineType}
    chosen = frozenset(known[word] for word in text.split() if word in known)
    return frozenset() if len(chosen) == len(known) else chosen


def types_text(types: frozenset[LineType]) -> str:
    return "\n".join(each.value for each in LineType if each in types or not types)
