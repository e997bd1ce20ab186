"""Faults on demand: rules that make the next calls fail in one of Slack's or the network's ways."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field

from .clock import steady
from .errors import SlackError
from .wire import Json

BEFORE = frozenset({"429", "500", "reset_before", "error"})
AFTER = frozenset({"500_after", "error_after", "reset_after", "close_after", "truncated", "garbage"})
KINDS = BEFORE | AFTER | {"slow", "lag", "rate_limit", "duplicate"}
_ANY = "*"


@dataclass(slots=True)
class Fault:
    """`times` counts down to nothing; without it the rule holds until it is removed."""

    kind: str
    method: str = _ANY
    channel: str = ""
    times: int | None = None
    probability: float = 1.0
    retry_after: str | None = None
    error: str = ""
    delay: float = 0.0
    seconds: float = 0.0
    per_second: float = 1.0
    burst: float = 1.0
    needed: str = ""
    buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def shown(self) -> Json:
        return {name: getattr(self, name) for name in self.__slots__ if name != "buckets"}


class Faults:
    def __init__(self, seed: int = 0) -> None:
        self.rules: list[Fault] = []
        # A fixed seed, so that a run with faults can be repeated.
        self._dice = random.Random(seed)  # noqa: S311

    def add(self, row: Json) -> Fault:
        """Raises ValueError for a rule that says what there is not."""
        allowed = set(Fault.__slots__) - {"buckets"}
        unknown = set(row) - allowed
        if unknown:
            raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
        rule = Fault(**{**row, "kind": str(row.get("kind", ""))})
        if rule.kind not in KINDS:
            raise ValueError(f"kind must be one of: {', '.join(sorted(KINDS))}")
        if rule.retry_after is not None:
            rule.retry_after = str(rule.retry_after)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def strike(self, method: str, channel: str, kinds: Iterable[str]) -> Fault | None:
        """The first rule of these kinds that hits this call; it counts as used."""
        if not self.rules:
            return None
        for rule in self.rules:
            if rule.kind in kinds and self._hits(rule, method, channel):
                if rule.times is not None:
                    rule.times -= 1
                return rule
        return None

    def history_lag(self, method: str, channel: str) -> float:
        lag = self.strike(method, channel, ("lag",))
        return lag.seconds if lag else 0.0

    def over_rate(self, method: str, channel: str) -> Fault | None:
        """A token bucket for each channel, on the steady clock."""
        for rule in self.rules:
            if rule.kind == "rate_limit" and self._hits(rule, method, channel) and not _drop(rule, channel):
                return rule
        return None

    def _hits(self, rule: Fault, method: str, channel: str) -> bool:
        if rule.times is not None and rule.times <= 0:
            return False
        if rule.method not in (_ANY, method) or (rule.channel and rule.channel != channel):
            return False
        return rule.probability >= 1 or self._dice.random() < rule.probability


def _drop(rule: Fault, channel: str) -> bool:
    now = steady()
    level, at = rule.buckets.get(channel, (rule.burst, now))
    level = min(rule.burst, level + (now - at) * rule.per_second)
    rule.buckets[channel] = (level - 1 if level >= 1 else level, now)
    return level >= 1


def refusal(rule: Fault) -> SlackError:
    details = {"needed": rule.needed, "provided": ""} if rule.error == "missing_scope" else {}
    return SlackError(rule.error or "internal_error", **details)
