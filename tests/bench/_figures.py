"""What is printed: a figure beside its floor, measured in the same run, as one JSON line."""

import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`floor` is what the same costs without us, or the limit where there is one; None where nothing compares."""

    name: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.floor if self.floor else None


def show(figure: Figure) -> None:
    """At once: a run takes minutes."""
    line = {
        "figure": figure.name,
        "value": _short(figure.value),
        "unit": figure.unit,
        "floor": _short(figure.floor),
        "ratio": _short(figure.ratio),
    }
    print(json.dumps(line), flush=True)  # noqa: T201  # the one output of this program


def remark(sentence: str) -> None:
    """What was left out, and why; not among the figures."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # for the person who waits


def quantile(measured: Sequence[float], share: float) -> float:
    """The smallest of the measured values that `share` of them do not exceed."""
    ordered = sorted(measured)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def middle(measured: Sequence[float]) -> float:
    return statistics.median(measured)


def _short(number: float | None) -> float | None:
    """Three digits that mean something: machines differ by more than the fourth."""
    return None if number is None else float(f"{number:.3g}")
