"""A frozen record with some of its fields changed, in half the time of `dataclasses.replace`: for lists of contacts."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def altered(record: T, **changes: Any) -> T:
    """As `replace` does it; of records with several fields, all of which are given at their making."""
    kind = type(record)
    names, held = _parts(kind)  # type: ignore[arg-type]  # mypy looks for the hash of what the class makes
    return kind(**{**dict(zip(names, held(record), strict=True)), **changes})


@cache
def _parts(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)
