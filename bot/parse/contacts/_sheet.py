"""A text of which one reader after the other takes what it understands; what nobody takes is the comment.

Each reader sees NUL in the place of what was taken, which `model.folding.clean` lets in nowhere else.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.model.changes import COORDINATE, coordinate_text
from bot.model.contacts import Coordinate, CoordinateKind
from bot.model.folding import clean, clean_name
from bot.model.tags import canonical, key_of
from bot.parse._form import Typed

TAKEN = "\0"
MOST = 50  # coordinates of a kind, and tags: as many as the form takes
_BARE = " \t\n.,:;|/•·–—-()[]<>\"'«»"
_PIECES = re.compile(r"\0+")

Span = tuple[int, int]


@dataclass(slots=True)
class Sheet:
    text: str
    country: str
    values: Typed = field(default_factory=dict)
    coordinates: list[Coordinate] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    left: str = ""

    def __post_init__(self) -> None:
        lines = clean(self.text).split("\n")
        self.text = self.left = "\n".join(map(clean_name, lines))

    def take(self, spans: Iterable[Span]) -> None:
        """What was understood; spans in order, none upon another."""
        pieces: list[str] = []
        place = 0
        for start, end in spans:
            pieces += [self.left[place:start], TAKEN * (end - start)]
            place = end
        self.left = "".join((*pieces, self.left[place:]))

    def fill(self, key: str, text: str, limit: int) -> bool:
        """Whether the field was free and the text fits it."""
        if key in self.values or not text or len(text) > limit:
            return False
        self.values[key] = text
        return True

    def add(self, coordinate: Coordinate) -> bool:
        """Whether there was room. The same one said again with a label has the label."""
        alike = [each for each in self.coordinates if each.kind is coordinate.kind]
        for each in alike:
            if each.typed == coordinate.typed:
                self.coordinates[self.coordinates.index(each)] = replace(each, label=each.label or coordinate.label)
                return True
        if len(alike) < MOST:
            self.coordinates.append(coordinate)
        return len(alike) < MOST

    def tag(self, name: str) -> bool:
        if len(self.tags) < MOST:
            self.tags[key_of(name)] = canonical(name)
        return len(self.tags) < MOST or key_of(name) in self.tags

    def rest(self) -> list[str]:
        """What nobody took, in order, without the punctuation around it, and what is a remark."""
        return self.remarks + [piece for piece in (each.strip(_BARE) for each in _PIECES.split(self.left)) if piece]

    def typed(self, next_id: Callable[[], int]) -> Typed:
        filled = dict(self.values)
        if self.tags:
            filled["tags"] = "\n".join(self.tags.values())
        ordered = sorted(self.coordinates, key=lambda each: list(CoordinateKind).index(each.kind))
        return filled | {f"{COORDINATE}{next_id()}": coordinate_text(each) for each in ordered}
