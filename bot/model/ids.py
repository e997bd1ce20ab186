"""Time-ordered identifiers, one maker per process; every store takes its new ids from here."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import NewType

Tenant = NewType("Tenant", int)
MemberId = NewType("MemberId", str)  # Slack's own user id, U… or W…
ChannelId = NewType("ChannelId", str)
ContactId = NewType("ContactId", int)
CoordinateId = NewType("CoordinateId", int)
TagId = NewType("TagId", int)
ChoiceId = NewType("ChoiceId", int)
CustomFieldId = NewType("CustomFieldId", int)
RelationId = NewType("RelationId", int)
FileId = NewType("FileId", int)
NoteId = NewType("NoteId", int)
ReminderId = NewType("ReminderId", int)
ActivityId = NewType("ActivityId", int)
FollowId = NewType("FollowId", int)
PlaceId = NewType("PlaceId", str)  # where the feed is told: a channel, or a person in private
PostId = NewType("PostId", int)
ContactChannelId = NewType("ContactChannelId", int)
EventId = NewType("EventId", int)
BatchId = NewType("BatchId", int)
AudienceId = NewType("AudienceId", int)
DraftId = NewType("DraftId", int)
SearchId = NewType("SearchId", int)
JobId = NewType("JobId", int)
DeliveryId = NewType("DeliveryId", int)
TokenId = NewType("TokenId", int)
WebhookId = NewType("WebhookId", int)

_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)
_PROCESS_BITS = 10
_SEQUENCE_BITS = 12
_SEQUENCE_END = 1 << _SEQUENCE_BITS

_LARGEST = 2**63 - 1
PROCESS_NUMBERS = 1 << _PROCESS_BITS


def born(key: int) -> datetime:
    """The millisecond in which an id was made, as its process saw the wall clock."""
    return _EPOCH + timedelta(milliseconds=key >> (_PROCESS_BITS + _SEQUENCE_BITS))


def first_of(moment: datetime) -> int:
    """Below every id that is made from that millisecond on, and above all that were made before; 0 before there were
    any, and the largest of all for a moment that ids of 63 bits do not reach."""
    return min(max(_ticks_of(moment), 0) << (_PROCESS_BITS + _SEQUENCE_BITS), _LARGEST)


def _ticks_of(moment: datetime) -> int:
    """In whole milliseconds, which a float does not count exactly."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


class IdMaker:
    """Makes 63-bit ids: 41 bits of milliseconds since 2024, 10 of process number, 12 of sequence.

    Ids of one process always grow, and from above `after`: where the wall clock stands still or goes back,
    the last millisecond is kept, and a full sequence borrows the next one.
    """

    def __init__(self, process: int, wall: Callable[[], datetime], *, after: int = 0) -> None:
        self._process = process % PROCESS_NUMBERS
        self._wall = wall
        self._last = (after >> (_PROCESS_BITS + _SEQUENCE_BITS)) + 1
        self._sequence = 0
        self._turn = Lock()

    def next(self) -> int:
        with self._turn:  # a bulk reader in a thread takes ids too
            return self._next(self._ticks())

    def some(self, count: int) -> list[int]:
        """As many, one after another: the clock is looked at once."""
        with self._turn:
            ticks = self._ticks()
            return [self._next(ticks) for _ in range(count)]

    def _ticks(self) -> int:
        return _ticks_of(self._wall())

    def _next(self, ticks: int) -> int:
        ticks = max(ticks, self._last)
        if ticks > self._last:
            self._last, self._sequence = ticks, 0
        else:
            self._sequence += 1
            if self._sequence == _SEQUENCE_END:
                self._last, self._sequence = ticks + 1, 0
        moment = self._last << (_PROCESS_BITS + _SEQUENCE_BITS)
        return moment | self._process << _SEQUENCE_BITS | self._sequence
