"""The rules: which calls and deliveries fail, how, how often."""

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..wire import Json
from .rates import Buckets, wait_for, wait_of_one

# The call is refused and changes nothing.
BEFORE = frozenset({"429", "500", "reset_before", "error"})
# The call takes effect; its answer is lost or spoilt.
AFTER = frozenset({"500_after", "error_after", "reset_after", "close_after", "truncated", "garbage"})
# What goes to the app. late: after `delay` seconds; lost: never arrives; ack_lost: arrives, and the app's answer does
# not; cut: the connection breaks between the two; duplicate: comes twice.
DELIVERY = frozenset({"late", "lost", "ack_lost", "cut", "duplicate"})
# rate_limit is a bucket of one's own choice; slack_rates are the limits that Slack documents; app_rate_limited
# withholds an event, as if too many had happened.
_LIMITS = frozenset({"rate_limit", "slack_rates"})
KINDS = BEFORE | AFTER | DELIVERY | _LIMITS | {"slow", "lag", "app_rate_limited"}
ANY = "*"
_SMALLEST_RATE = 1e-6
# Without it they would do nothing.
_WANTED = {"slow": "delay", "late": "delay", "lag": "seconds"}
# What a number may be, from and to.
_NUMBERS = {
    "times": (0, math.inf),
    "probability": (0, 1),
    "delay": (0, math.inf),
    "seconds": (0, math.inf),
    "per_second": (_SMALLEST_RATE, math.inf),
    "burst": (0, math.inf),
    "status": (100, 599),
}


@dataclass(slots=True)
class Fault:
    """`times` counts down to nothing; without it the rule holds until it is removed.

    `method` is a Web API method, `response_url`, or for deliveries what is delivered: `command`, `block_actions`,
    `view_submission`, the type of an event.
    """

    kind: str
    method: str = ANY
    channel: str = ""
    times: int | None = None
    probability: float = 1.0
    retry_after: str | None = None
    error: str = ""
    status: int = 500
    delay: float = 0.0
    seconds: float = 0.0
    per_second: float = 1.0
    burst: float = 1.0
    needed: str = ""
    buckets: Buckets = field(default_factory=dict)

    def shown(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__ if name != "buckets"}


class Faults:
    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Fault] = []
        # A fixed seed, so that a run with faults can be repeated.
        self._dice = random.Random(seed)  # noqa: S311

    def add(self, row: Json) -> Fault:
        """Raises ValueError for a rule that says what there is not."""
        unknown = set(row) - (set(Fault.__slots__) - {"buckets"})
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        rule = Fault(**{**row, "kind": str(row.get("kind", ""))})
        if rule.kind not in KINDS:
            raise ValueError(f"kind must be one of: {', '.join(sorted(KINDS))}")
        for name, (least, most) in _NUMBERS.items():
            if rule.times is not None or name != "times":
                _refuse_number(name, getattr(rule, name), least, most)
        if (wanted := _WANTED.get(rule.kind)) and not getattr(rule, wanted):
            raise ValueError(f"{rule.kind} wants {wanted}: a number of seconds")
        if rule.retry_after is not None:
            rule.retry_after = str(rule.retry_after)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def strike(self, method: str, channel: str, kinds: Iterable[str]) -> Fault | None:
        """The first rule of these kinds that hits this call; it counts as used."""
        for rule in self.rules:
            if rule.kind in kinds and self._hits(rule, method, channel):
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None

    def history_lag(self, method: str, channel: str) -> float:
        lag = self.strike(method, channel, ("lag",))
        return lag.seconds if lag else 0.0

    def over_rate(self, method: str, channel: str, team: str) -> Fault | None:
        """A rule whose limit this call is over, with the seconds to wait in `retry_after`."""
        for rule in self.rules:
            if rule.kind in _LIMITS and self._hits(rule, method, channel):
                if rule.kind == "rate_limit":
                    seconds = wait_of_one(rule.buckets, channel, per_second=rule.per_second, burst=rule.burst)
                else:
                    seconds = wait_for(rule.buckets, method, channel, team=team)
                if seconds:
                    return replace(rule, retry_after=rule.retry_after or str(seconds))
        return None

    def _hits(self, rule: Fault, method: str, channel: str) -> bool:
        if rule.times is not None and rule.times <= 0:
            return False
        if rule.method not in (ANY, method) or (rule.channel and rule.channel != channel):
            return False
        return rule.probability >= 1 or self._dice.random() < rule.probability


def _refuse_number(name: str, value: object, least: float, most: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{name} must be a number")
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least} to {most}")
    if name == "status" and value != int(value):
        raise ValueError("status must be whole")
