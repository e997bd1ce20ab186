"""A stretch of time as the value of a filter: two moments in UTC, the later one left out, either of them open."""

from dataclasses import dataclass
from datetime import UTC, datetime

_MOST_MONTHS = 24
_MOST_YEARS = 40


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


def months(value: str) -> tuple[str, ...]:
    """The months or years in UTC that cover a span, '2026-11' or '2026'; none where they would be too many to name."""
    span = Span.read(value)
    if span.low is None or span.high is None or span.low >= span.high:
        return ()
    first, last = (side.year * 12 + side.month - 1 for side in (span.low, span.high))
    if last - first <= _MOST_MONTHS:
        return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in range(first, last + 1))
    years = range(span.low.year, span.high.year + 1)
    return tuple(f"{year:04}" for year in years) if len(years) <= _MOST_YEARS else ()


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None
