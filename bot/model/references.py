"""The reference of a contact: made from an admin's pattern, editable, unique whatever its case (row C11)."""

import re
from dataclasses import dataclass
from datetime import date

from bot.model.errors import FieldsInvalid
from bot.model.folding import clean_name

REFERENCE_LENGTH = 50
PATTERN_LENGTH = 40
DEFAULT = "C-{00000}"
_PLACE = re.compile(r"\{([^{}]*)\}")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text with places in braces: {0000} is the contact's number in at least so many digits, {year} and {month}."""

    text: str = DEFAULT

    def reference(self, number: int, day: date) -> str:
        return _PLACE.sub(lambda place: _filled(place[1], number, day), self.text)


def read_pattern(text: str) -> Pattern:
    """Raises FieldsInvalid: `pattern_without_number`, or `pattern_wrong` for a place that means nothing."""
    cleaned = clean_name(text)
    places = _PLACE.findall(cleaned)
    rest = _PLACE.sub("", cleaned)
    known = all(_is_number(place) or place in {"year", "month"} for place in places)
    if not known or "{" in rest or "}" in rest or len(cleaned) > PATTERN_LENGTH:
        raise FieldsInvalid({"pattern": "pattern_wrong"})
    if not any(_is_number(place) for place in places):
        raise FieldsInvalid({"pattern": "pattern_without_number"})
    return Pattern(cleaned)


def reference_key(reference: str) -> str:
    """By which two references are the same: without regard to case or to spaces at the ends."""
    return " ".join(reference.casefold().split())


def _is_number(place: str) -> bool:
    return place == "number" or (0 < len(place) <= _DIGITS and set(place) == {"0"})


def _filled(place: str, number: int, day: date) -> str:
    if place == "year":
        return f"{day.year:04}"
    if place == "month":
        return f"{day.month:02}"
    return str(number) if place == "number" else f"{number:0{len(place)}}"
