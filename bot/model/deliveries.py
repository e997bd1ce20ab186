"""One thing to be sent, and the state of its sending; the rows of the outbox as values."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.model.ids import DeliveryId, MemberId, Tenant

GIVE_UP_AFTER = timedelta(hours=24)
GIVE_UP_TRIES = 20  # a day of which most was down time, or a jump of the clock, is not a day of trying
SWEEP_AFTER = timedelta(minutes=10)  # by then a copy that came late stands in Slack's history
LATE_AFTER = timedelta(minutes=10)  # then nobody was there to send, and late reminders may be told together
FOLD_OVER = 5  # so many of one person come one by one
FOLDED_AT_MOST = 40  # in one message; Slack takes 50 blocks
_READDRESSED = "readdressed:"
_UNTHREADED = "unthreaded:"


class Op(StrEnum):
    POST = "post"
    UPDATE = "update"
    DELETE = "delete"
    PIN = "pin"
    EMAIL = "email"
    WEBHOOK = "webhook"
    ADVANCE = "advance"  # nothing leaves: a series comes to its next occurrence


# They change a message that is there, or its place; doing so twice does no harm.
REWRITES = frozenset({Op.UPDATE, Op.DELETE, Op.PIN})


class Matter(StrEnum):
    """What the message is about, and so which layout renders it, late, from its subject."""

    REMINDER = "reminder"  # subject: the reminder
    ESCALATION = "escalation"  # subject: the reminder; to whoever is told when nobody has done it
    NOTE = "note"  # subject: the note
    LATE_REMINDERS = "late_reminders"  # subject: the oldest of the deliveries that were folded into it
    BIRTHDAY = "birthday"  # subject: the contact
    FEED_LINE = "feed_line"  # subject: the event; before posts took in several
    FEED_POST = "feed_post"  # subject: the post, of what happened to one contact
    FEED_DIGEST = "feed_digest"  # subject: the post, of what was held back until its time
    CONTACT_CARD = "contact_card"  # subject: the contact's channel; pinned there and kept up to date
    CHANNEL_MADE = "channel_made"  # subject: the job that made a contact's channel, or could not
    IMPORT_REPORT = "import_report"  # subject: the job
    IMPORT_PROGRESS = "import_progress"  # subject: the job; taken away when the report comes
    BULK_REPORT = "bulk_report"  # subject: the job
    BULK_PROGRESS = "bulk_progress"  # subject: the job; taken away when the report comes
    FILE_LOST = "file_lost"  # subject: the job that could not send it
    FILE_LEFT = "file_left"  # subject: the job that could not take it
    UNDELIVERED = "undelivered"  # subject: the delivery that died; to its author
    WEBHOOK = "webhook"  # subject: the event; to a program
    WEBHOOK_TEST = "webhook_test"  # subject: an id of no event; to a program
    WEBHOOK_OFF = "webhook_off"  # subject: the webhook that was switched off; to an admin
    FOLLOW_STOPPED = "follow_stopped"  # subject: the delivery that died of its channel; to who followed there


FEED = frozenset({Matter.FEED_LINE, Matter.FEED_POST, Matter.FEED_DIGEST})


class DeliveryState(StrEnum):
    DUE = "due"
    WAITING = "waiting"  # due to a webhook: whoever looks for what else is due passes however many there are
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"
    CANCELLED = "cancelled"
    FOLDED = "folded"  # told together with others, by the delivery that it was folded into


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDelivery:
    """What a transaction puts in the outbox.

    `lane` keeps order: one row of a lane is in flight at a time (a channel for lines of the feed, a reminder and
    its reader for direct messages). `dedupe_key` makes the same cause one row.
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
    """A row of the outbox. `doubted`: it was once unknown whether Slack had taken it; `tries` counts failures."""

    id: DeliveryId
    tenant: Tenant
    op: Op
    matter: Matter
    subject: int
    occurrence: int
    reader: MemberId | None
    lane: str
    due_at: datetime
    expires_at: datetime | None
    state: DeliveryState
    tries: int
    first_try_at: datetime | None
    next_try_at: datetime
    doubted: bool
    channel: str | None
    ts: str | None
    thread: str | None = None  # the ts of the message under which it stands
    error: str | None = None

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= now

    def is_given_up(self, now: datetime) -> bool:
        """Tried often, and for a day: it is time to tell a person. A series is never left standing."""
        return self.op is not Op.ADVANCE and self.tries >= GIVE_UP_TRIES and self.is_day_old(now)

    def is_day_old(self, now: datetime) -> bool:
        """Counted from the first try, not from the due time."""
        return self.first_try_at is not None and now - self.first_try_at >= GIVE_UP_AFTER

    def done(self) -> "Delivery":
        """What leaves no message that could be looked for: a mail, a step of a series."""
        return replace(self, state=DeliveryState.SENT, doubted=False, error=None)

    def sent(self, *, channel: str, ts: str, at: datetime) -> "Delivery":
        """One that was ever in doubt is looked at again later: the sweeper counts its copies from `next_try_at`."""
        later = at + SWEEP_AFTER if self.doubted else self.next_try_at
        return replace(self, state=DeliveryState.SENT, channel=channel, ts=ts, next_try_at=later, error=None)

    def refused(self, error: str, *, now: datetime, again_at: datetime) -> "Delivery":
        """Certainly not sent, this time."""
        first, tries = self.first_try_at or now, self.tries + 1
        return replace(
            self, state=DeliveryState.DUE, tries=tries, first_try_at=first, next_try_at=again_at, error=error
        )

    def going(self, channel: str | None, *, now: datetime, thread: str | None = None) -> "Delivery":
        """About to be sent there."""
        first = self.first_try_at or now
        return replace(self, state=DeliveryState.SENDING, channel=channel, thread=thread, first_try_at=first)

    def held(self, *, until: datetime | None = None) -> "Delivery":
        """Put back without a try having been made: a pause is no failure and does not count towards giving up."""
        first = self.first_try_at if self.doubted or self.tries else None
        return replace(self, state=DeliveryState.DUE, first_try_at=first, next_try_at=until or self.next_try_at)

    def in_doubt(self, error: str) -> "Delivery":
        """A try of which nobody knows what became."""
        return replace(self.doubtful(), tries=self.tries + 1, error=error)

    def doubtful(self) -> "Delivery":
        return replace(self, state=DeliveryState.SENDING, doubted=True)

    def missed(self, now: datetime) -> "Delivery":
        """Was in doubt, and Slack has certainly not got it."""
        return replace(self, state=DeliveryState.DUE, tries=self.tries + 1, next_try_at=now, doubted=True)

    def unverified(self) -> "Delivery":
        """Counts as sent because nobody can look; where it lies is not known."""
        return replace(self, state=DeliveryState.SENT, error="unverified")

    def lying_at(self, ts: str) -> "Delivery":
        return replace(self, ts=ts)

    def readdressed(self, error: str, *, now: datetime) -> "Delivery":
        """Its direct conversation is gone: another is opened before the next try, which is the last."""
        return replace(self.refused(_READDRESSED + error, now=now, again_at=now), channel=None)

    @property
    def is_readdressed(self) -> bool:
        return (self.error or "").startswith(_READDRESSED)

    def unthreaded(self, error: str) -> "Delivery":
        """What it was to stand under is gone, or takes no answers: it is told in another message instead."""
        return self.dead(_UNTHREADED + error)

    @property
    def is_unthreaded(self) -> bool:
        return (self.error or "").startswith(_UNTHREADED)

    def dead(self, error: str) -> "Delivery":
        return replace(self, state=DeliveryState.DEAD, error=error)

    def cancelled(self) -> "Delivery":
        return replace(self, state=DeliveryState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery in the hands of one worker; `owner` is new with each claim, so that a claim once lost grants nothing.

    `team` is the Slack workspace of its tenant.
    """

    delivery: Delivery
    team: str
    owner: str


@dataclass(frozen=True, slots=True)
class Intent:
    """About to be sent: written before the call, so that a crash leaves a doubt and not a loss."""

    claimed: Claimed
    going: Delivery


@dataclass(frozen=True, slots=True)
class Mark:
    """What the row is to become; it counts only while the claim is still held."""

    claimed: Claimed
    after: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """When to look at the outbox again: moments of the wall clock, and waits in steady seconds."""

    due_at: datetime | None = None
    sweep_at: datetime | None = None
    settled_in: float | None = None
    resumes_in: float | None = None
