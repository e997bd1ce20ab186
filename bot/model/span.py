"""A stretch of time as the value of a filter: two moments in UTC, the later one left out, either of them open."""

from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Span:
    low: datetime | None = None
    high: datetime | None = None

    @classmethod
    def read(cls, value: str) -> "Span":
        """Raises ValueError for what `str` of a span never says."""
        low, between, high = value.partition("/")
        if not between:
            raise ValueError(value)
        return cls(_moment(low), _moment(high))

    def has(self, moment: datetime) -> bool:
        return (self.low is None or self.low <= moment) and (self.high is None or moment < self.high)

    def __str__(self) -> str:
        return "/".join("" if side is None else side.astimezone(UTC).isoformat() for side in (self.low, self.high))


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
