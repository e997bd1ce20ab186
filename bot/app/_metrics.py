"""Figures for Prometheus: how many requests of each kind, how they ended, how long they took. No ids, no names."""

from functools import cache

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)


class Metrics:
    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "carnet_requests",
            "Requests by kind, route and outcome",
            ("kind", "route", "outcome"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "carnet_request_seconds", "From payload to reply", ("kind",), buckets=_BUCKETS, registry=self._registry
        )
        # Finding a child by its labels takes longer than counting with it; there are as many as there are series.
        self._counted = cache(self._requests.labels)
        self._timed = cache(self._seconds.labels)

    def observe(self, kind: str, route: str, outcome: str, seconds: float) -> None:
        self._counted(kind, route, outcome).inc()
        self._timed(kind).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)
