"""What is asked of a custom field, as the value of a filter: '12=btp', '12^bat', '12!', '12[10;20['."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from bot.model.custom_fields import ANSWER_LENGTH, MOST_ANSWERS, answers_of, sort_number, value_key
from bot.model.ids import CustomFieldId

_WRITTEN = re.compile(r"([0-9]+)(?:([=^])(.*)|(!)|([\[\]])([^;]*);([^;]*)([\[\]]))", re.DOTALL)


class How(StrEnum):
    IS = "="  # the value, or one of several answers
    BEGINS = "^"
    NONE = "!"  # nothing is recorded
    BETWEEN = "["


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`text` is a `value_key`. `low` and `high` are canonical numbers or days, '' where a side is open; a side may be
    left out of what it bounds: ']10;20[' is more than ten and less than twenty."""

    field: CustomFieldId
    how: How = How.IS
    text: str = ""
    low: str = ""
    high: str = ""
    without_low: bool = False
    without_high: bool = True

    @classmethod
    def read(cls, value: str) -> "Wanted":
        """Raises ValueError for what `str` of it never says."""
        said = _WRITTEN.fullmatch(value)
        if said is None:
            raise ValueError(value)
        field = CustomFieldId(int(said[1]))
        if said[2] or said[4]:
            return cls(field=field, how=How(said[2] or said[4]), text=said[3] or "")
        return cls(
            field=field,
            how=How.BETWEEN,
            low=said[6],
            high=said[7],
            without_low=said[5] == "]",
            without_high=said[8] == "[",
        )

    def __str__(self) -> str:
        if self.how is not How.BETWEEN:
            return f"{self.field}{self.how.value}{self.text}"
        opening, closing = "]" if self.without_low else "[", "[" if self.without_high else "]"
        return f"{self.field}{opening}{self.low};{self.high}{closing}"

    @property
    def has_token(self) -> bool:
        """Whether the word index says who has it: a long text is no answer, and stands there by its field alone."""
        return self.how is How.IS and len(self.text) <= ANSWER_LENGTH

    @property
    def compares_numbers(self) -> bool:
        """By size, and days and all else by their `value_key`."""
        return all(sort_number(side) is not None for side in (self.low, self.high) if side)

    def holds(self, text: str) -> bool:
        """Of a value as it is kept; '' where there is none."""
        match self.how:
            case How.NONE:
                return not text
            case How.IS:
                return bool(text) and self.text in value_keys(text)
            case How.BEGINS:
                return bool(text) and value_key(text).startswith(self.text)
            case How.BETWEEN:
                return bool(text) and self._is_between(text)

    def _is_between(self, text: str) -> bool:
        if self.compares_numbers:
            number = sort_number(text)
            return number is not None and self._compares(_sides(number, sort_number(self.low), sort_number(self.high)))
        return self._compares(_sides(value_key(text), value_key(self.low) or None, value_key(self.high) or None))

    def _compares(self, sides: "_Sides") -> bool:
        """How the value lies to the lower side and to the upper one: -1 below it, 0 on it, 1 above it."""
        to_low, to_high = sides
        return to_low >= (1 if self.without_low else 0) and to_high <= (-1 if self.without_high else 0)


_Sides = tuple[int, int]
_Ordered = TypeVar("_Ordered", float, str)


def _sides(value: _Ordered, low: _Ordered | None, high: _Ordered | None) -> _Sides:
    to_low = 1 if low is None else (value > low) - (value < low)
    to_high = -1 if high is None else (value > high) - (value < high)
    return to_low, to_high


def value_keys(text: str) -> frozenset[str]:
    """A value as it is found by all of it: in one piece, and each of its answers."""
    answers = answers_of(text)
    return frozenset(map(value_key, (text, *(answers if len(answers) <= MOST_ANSWERS else ()))))
