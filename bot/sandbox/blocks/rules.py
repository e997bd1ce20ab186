"""The words in which the table of limits is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Form:
    """How a string has to be written."""

    name: str
    example: str
    fits: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Str:
    """A JSON string of `low` to `high` code points; no `high` where Slack names none."""

    high: int | None = None
    low: int = 0
    one_of: tuple[str, ...] = ()
    form: Form | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A text object of 1 to `high` code points: plain_text, or mrkdwn too."""

    high: int
    is_plain: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A JSON number, whole or not; greater than `above` where that is given."""

    above: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    pass


@dataclass(frozen=True, slots=True)
class Items:
    of: "Rule"
    high: int | None = None
    low: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: the rule of each property it may have, and how they depend on each other.

    `source` is the page of Slack's reference that says so. Of each tuple in `either` one must be there, of each in
    `alone` only one may be; the first of a pair in `ordered` is not greater than the second.
    """

    source: str
    properties: Mapping[str, "Rule"]
    required: tuple[str, ...] = ()
    either: tuple[tuple[str, ...], ...] = ()
    alone: tuple[tuple[str, ...], ...] = ()
    ordered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Anything:
    """An object that is not looked into: docs/reference/sandbox-not-checked.md says why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a `type` stands for, and on which surfaces: message, view (a modal), home."""

    shape: Shape | Anything
    surfaces: str = "MVH"


@dataclass(frozen=True, slots=True)
class OneOf:
    """A block, an element or an object that its `type` tells apart."""

    kinds: Mapping[str, Kind]


@dataclass(frozen=True, slots=True)
class Nullable:
    """Where a list may hold null in the place of a value."""

    of: "Rule"


Rule: TypeAlias = Str | Text | Whole | Number | Flag | Items | Shape | OneOf | Nullable | Anything
