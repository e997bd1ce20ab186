"""The words in which the table of limits is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Str:
    """A JSON string of `low` to `high` code points."""

    high: int
    low: int = 0
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A text object: plain_text, or mrkdwn too."""

    high: int
    is_plain: bool = False
    low: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Flag:
    pass


@dataclass(frozen=True, slots=True)
class Items:
    of: "Rule"
    high: int
    low: int = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """An object: the rule of each property it may have, and which it must have."""

    properties: Mapping[str, "Rule"]
    required: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """An element, a block or an object from the tables, told by its `type`."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nested:
    """Blocks inside a block."""

    high: int


@dataclass(frozen=True, slots=True)
class Anything:
    """Not checked here; only a real workspace knows."""


Rule: TypeAlias = Str | Text | Whole | Flag | Items | Shape | Named | Nested | Anything


@dataclass(frozen=True, slots=True)
class Block:
    shape: Shape
    surfaces: str = field(default="MVH")  # message, view (modal), home
