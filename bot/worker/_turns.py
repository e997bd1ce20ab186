"""Whose turn it is to be told: in each lane of a channel or a person one message a second."""

from datetime import datetime, timedelta

from bot.model.deliveries import Delivery, Matter
from bot.model.ids import Tenant
from bot.worker._ports import Clock, Later

_APART = timedelta(seconds=1)  # Slack takes about one message a second in a channel
_IN_TURN = frozenset({Matter.FEED_POST, Matter.FEED_DIGEST, Matter.CONTACT_CARD})


class Turns:
    """What comes sooner waits at the head of its lane."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._told_at: dict[tuple[Tenant, str], datetime] = {}

    def later(self, delivery: Delivery) -> Later | None:
        """When it may be told; None where that is now."""
        now = self._clock.now()
        self._told_at = {lane: at for lane, at in self._told_at.items() if now - _APART < at <= now}
        last = self._told_at.get((delivery.tenant, delivery.lane))
        return None if last is None else Later(last + _APART)

    def left(self, delivery: Delivery) -> None:
        """It was sent just now, some time after it was composed: the next of its lane waits from here."""
        if delivery.matter in _IN_TURN:
            self.took(delivery)

    def took(self, delivery: Delivery) -> None:
        self._told_at[delivery.tenant, delivery.lane] = self._clock.now()
