"""How many requests a token may make: a bucket that fills steadily, and from which each request takes one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from bot.api._refusals import TooManyRequests
from bot.model.ids import TokenId

_MOST = 10_000  # buckets: those that are full again are forgotten first


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, `per_second` from then on."""

    burst: int = 100
    per_second: float = 10.0


@dataclass(slots=True)
class _Bucket:
    left: float
    at: float


class Rates:
    """By the steady clock, in this process."""

    def __init__(self, rate: Rate, steady: Callable[[], float]) -> None:
        self._rate = rate
        self._steady = steady
        self._buckets: dict[TokenId, _Bucket] = {}

    def take(self, token: TokenId) -> Mapping[str, str]:
        """The headers that tell how much is left. Raises TooManyRequests."""
        bucket = self._filled(token)
        if bucket.left < 1:
            wait = max(1, ceil((1 - bucket.left) / self._rate.per_second))
            raise TooManyRequests(headers={"Retry-After": str(wait), **self._told(bucket)}, seconds=wait)
        bucket.left -= 1
        return self._told(bucket)

    def _filled(self, token: TokenId) -> _Bucket:
        now = self._steady()
        bucket = self._buckets.get(token)
        if bucket is None:
            self._make_room(now)
            bucket = self._buckets[token] = _Bucket(self._rate.burst, now)
        bucket.left = min(self._rate.burst, bucket.left + (now - bucket.at) * self._rate.per_second)
        bucket.at = now
        return bucket

    def _make_room(self, now: float) -> None:
        if len(self._buckets) >= _MOST:
            filling = self._rate.burst / self._rate.per_second
            self._buckets = {key: each for key, each in self._buckets.items() if now - each.at < filling}

    def _told(self, bucket: _Bucket) -> dict[str, str]:
        """As the IETF's draft of RateLimit header fields says it."""
        window = ceil(self._rate.burst / self._rate.per_second)
        full = ceil((self._rate.burst - bucket.left) / self._rate.per_second)
        return {
            "RateLimit-Policy": f'"token";q={self._rate.burst};w={window}',
            "RateLimit": f'"token";r={int(bucket.left)};t={full}',
        }
