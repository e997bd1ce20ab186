"""How well the names of two people agree, in bits: over 0 where they are rather one person's than two's."""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import log2

from bot.model.duplicates._given_names import are_two, formal, is_short_of
from bot.model.duplicates._rarity import Aspect, Rarity
from bot.model.duplicates._traits import Traits
from bot.model.duplicates._writing import slips

_SLIPPED = 0.1 / 50  # how often a letter goes wrong, by the ways in which it is likely to
_LEFT_OUT = 0.1  # a second first name, one half of a double name, a name instead of its short form
_CROSSED = 0.06  # first and last name under each other's heading
_OTHER_GIVEN, _OTHER_FAMILY = -6.0, -4.5
_MOST = 18.0


class Agreement(Enum):
    """How two names meet; UNKNOWN where one of them is missing."""

    SAME = "same"
    SHORT = "short"
    PART = "part"
    INITIAL = "initial"
    NEAR = "near"
    UNKNOWN = "unknown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Met:
    given: Agreement
    family: Agreement
    bits: float
    crossed: bool = False

    @property
    def is_other(self) -> bool:
        return Agreement.OTHER in {self.given, self.family}


def meet(a: Traits, b: Traits, rarity: Rarity) -> Met:
    """The better of both readings: as they stand, or the first name of one for the last of the other."""
    given = _given(a.given, b.given, a.initials or b.initials)
    family = _family(a.family, b.family, a.whole_family == b.whole_family)
    if Agreement.OTHER in {given, family} or not (a.given and b.given):
        turned = _turned(a, b, rarity)
        if turned is not None:
            return turned
    if given is Agreement.OTHER and _is_called(a, b):
        given = Agreement.SHORT
    bits_given = _bits(given, Aspect.GIVEN, (a.whole_given, b.whole_given), rarity)
    if given is Agreement.NEAR and (bits_given < 0 or are_two(a.whole_given, b.whole_given)):
        given, bits_given = Agreement.OTHER, _OTHER_GIVEN  # both are names that people have
    bits_family = _bits(family, Aspect.FAMILY, (a.whole_family, b.whole_family), rarity)
    return Met(given, family, bits_given + bits_family)


def _given(one: tuple[str, ...], other: tuple[str, ...], letters: bool) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    return _compared_given(one, other, letters)


@lru_cache(maxsize=1 << 18)
def _compared_given(one: tuple[str, ...], other: tuple[str, ...], letters: bool) -> Agreement:
    whole, there = "".join(one), "".join(other)
    if whole == there:
        return Agreement.SAME
    if is_short_of(whole, there):
        return Agreement.SHORT
    if letters:
        return Agreement.INITIAL if _abbreviates(one, other) else Agreement.OTHER
    return _nearly_given(one, other)


def _nearly_given(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement:
    if set(one) < set(other) or set(other) < set(one):
        return Agreement.PART
    if slips("".join(one), "".join(other)) < 9:
        return Agreement.NEAR
    first, again = one[0], other[0]
    if len(one) != len(other) and (is_short_of(first, again) or slips(first, again) < 9):
        return Agreement.PART
    return Agreement.INITIAL if _abbreviates(one, other) else Agreement.OTHER


def _abbreviates(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """'J', 'J P' and 'JP' of 'Jean Pierre', 'Jean P' too; the letters of one begin the words of the other."""
    short, long = sorted((one, other), key=lambda words: len("".join(words)))
    if len(short) == 1 and len(long) == len(short[0]) > 1:
        return [word[0] for word in long] == list(short[0])
    pairs = list(zip(short, long, strict=False))
    letters = any(len(word) == 1 for word in short)
    return letters and all(word == there or (len(word) == 1 and there[0] == word) for word, there in pairs)


@lru_cache(maxsize=1 << 18)
def _family(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    whole, there = "".join(one), "".join(other)
    if same:
        return Agreement.SAME
    if _is_half(one, other):
        return Agreement.PART
    if slips(whole, there) < 9:
        return Agreement.NEAR
    return Agreement.INITIAL if min(len(whole), len(there)) == 1 and whole[0] == there[0] else Agreement.OTHER


def _is_half(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """One has a particle more, or is one half of a double name, perhaps with a slip."""
    if set(one) <= set(other) or set(other) <= set(one):
        return True
    return len(one) != len(other) and any(len(word) > 3 and slips(word, each) < 2 for word in one for each in other)


def _is_called(a: Traits, b: Traits) -> bool:
    """A nickname of one is the first name of the other."""
    called = {name for name in (a.nickname, b.nickname) if name}
    return bool(called) and bool(called & {a.whole_given, b.whole_given} or (a.nickname == b.nickname and called))


def _bits(met: Agreement, aspect: Aspect, names: tuple[str, str], rarity: Rarity) -> float:
    shares = [rarity.share(aspect, name) for name in names]
    match met:
        case Agreement.SAME:
            found = log2(0.9 / max(shares))
        case Agreement.SHORT | Agreement.PART:
            found = log2(_LEFT_OUT / max(shares))
        case Agreement.INITIAL:
            found = log2(0.5 / rarity.share(Aspect.INITIAL, names[0][0]))
        case Agreement.NEAR:
            found = _slipped(names, shares)
        case Agreement.UNKNOWN:
            found = 0.0
        case Agreement.OTHER:
            found = _OTHER_GIVEN if aspect is Aspect.GIVEN else _OTHER_FAMILY
    return min(found, _MOST)


def _slipped(names: tuple[str, str], shares: list[float]) -> float:
    """One who slips writes a name that nobody has; where both are common, they are two people's names."""
    wrong = slips(*names)
    found = log2(_SLIPPED * sum(1 / share for share in shares)) - 3.0 * (wrong - 1)
    return max(min(found, log2(0.2 / max(shares))), -6.0)


def _turned(a: Traits, b: Traits, rarity: Rarity) -> Met | None:
    """Both names under each other's heading, or all of them under one; None where they do not meet so either."""
    if not (a.given and b.given):
        return _in_one(a, b, rarity)
    if not (a.family and b.family):
        return None
    if a.given[0][0] != b.family[0][0] and a.family[0][0] != b.given[0][0]:
        return None  # at most one of the names is wrong
    given = _either(a.given, b.family, a.whole_given == b.whole_family)
    family = _either(a.family, b.given, a.whole_family == b.whole_given)
    if Agreement.OTHER in {given, family} or (given is not Agreement.SAME and family is not Agreement.SAME):
        return None
    bits = _headless(given, (a.whole_given, b.whole_family), rarity)
    bits += _headless(family, (a.whole_family, b.whole_given), rarity)
    return Met(given, family, bits + log2(_CROSSED), crossed=True)


def _headless(met: Agreement, names: tuple[str, str], rarity: Rarity) -> float:
    """A name under either heading is as common as it is under the usual one of both."""
    usual = max((Aspect.GIVEN, Aspect.FAMILY), key=lambda aspect: max(rarity.share(aspect, name) for name in names))
    return _bits(met, usual, names, rarity)


def _either(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> Agreement:
    """A first name and a last one, of which the heading is in doubt."""
    met = _family(one, other, same)
    short = met is Agreement.OTHER and not formal("".join(one)).isdisjoint(formal("".join(other)))
    return Agreement.SHORT if short else met


def _in_one(a: Traits, b: Traits, rarity: Rarity) -> Met | None:
    """'Jean Martin' as a last name, and beside it Jean and Martin."""
    whole, parted = (a, b) if b.given else (b, a)
    if whole.given or not parted.given or sorted(whole.family) != sorted((*parted.given, *parted.family)):
        return None
    given = _bits(Agreement.SAME, Aspect.GIVEN, (parted.whole_given,) * 2, rarity)
    family = _bits(Agreement.SAME, Aspect.FAMILY, (parted.whole_family,) * 2, rarity)
    return Met(Agreement.SAME, Agreement.SAME, given + family - 1, crossed=True)
