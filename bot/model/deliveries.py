"""One thing to be sent, and the state of its sending; the rows of the outbox as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.ids import DeliveryId, MemberId, Tenant


class Op(StrEnum):
    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    EMAIL = "email"
    WEBHOOK = "webhook"


class Matter(StrEnum):
    """What the message is about, and so which layout renders it, late, from its subject."""

    REMINDER = "reminder"  # subject: the reminder
    FEED_LINE = "feed_line"  # subject: the event
    IMPORT_REPORT = "import_report"  # subject: the job
    UNDELIVERED = "undelivered"  # subject: the delivery that died; to its author
    FOLLOW_STOPPED = "follow_stopped"  # subject: the follow whose channel cannot be reached


class DeliveryState(StrEnum):
    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """What a transaction puts in the outbox.

    `lane` keeps order: one row of a lane is in flight at a time. `dedupe_key` makes the same cause one row.
    A DM names its `reader` and no channel; a feed line its `channel`.
    """

    matter: Matter
    subject: int
    lane: str
    dedupe_key: str
    due_at: datetime
    op: Op = Op.POST
    reader: MemberId | None = None
    channel: str | None = None
    occurrence: int = 0
    ts: str | None = None  # the message to update or delete
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    id: DeliveryId
    tenant: Tenant
    op: Op
    matter: Matter
    subject: int
    occurrence: int
    reader: MemberId | None
    lane: str
    due_at: datetime
    state: DeliveryState
    tries: int
    first_try_at: datetime | None
    channel: str | None
    ts: str | None
    error: str | None = None
