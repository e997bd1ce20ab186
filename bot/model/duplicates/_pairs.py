"""Which records are compared at all: those that meet in a small block, so that a list of twice the length takes twice
the time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, groupby

from bot.model.duplicates._given_names import formal
from bot.model.duplicates._likeness import Likeness, likeness
from bot.model.duplicates._rarity import Rarity, rarity_of
from bot.model.duplicates._traits import Traits
from bot.model.duplicates._writing import sound

BLOCK = 40  # records; whoever meets in a larger one meets by something rarer too, or cannot be told apart
_PLACE_BITS = 24  # of a record's place in the list, behind the digest of a key
_BEGINNING = 7  # letters of a company's name, before what branches add to it


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places in a list, the first before the second."""

    first: int
    second: int
    likeness: Likeness


def keys(traits: Traits) -> frozenset[str]:
    """By which two records that may be one contact meet: one key in common is enough."""
    return frozenset(_telling(traits) | _crossed(traits))


def pairs(records: Sequence[Traits], rarity: Rarity | None = None) -> Iterator[Pair]:
    """Each likely pair once, by the place of its second record, then of its first."""
    rarity = rarity or rarity_of(records)
    blocks = _blocks(records)
    for second, record in enumerate(records):
        met = {first for block in blocks[second] for first in block if first < second}
        for first in sorted(met):
            found = likeness(records[first], record, rarity)
            if found.is_likely:
                yield Pair(first, second, found)


def _blocks(records: Sequence[Traits]) -> list[list[list[int]]]:
    """Of each record the blocks in which it meets others that stand before it."""
    blocks: list[list[list[int]]] = [[] for _ in records]
    small = (block for block in _meetings(records, _crossed) if len(block) <= BLOCK)
    split = (part for block in _meetings(records, _telling) for part in _parts(block, records))
    for block in chain(small, split):
        for place in block[1:]:
            blocks[place].append(block)
    return blocks


def _meetings(records: Sequence[Traits], keys_of: Callable[[Traits], set[str]]) -> Iterator[list[int]]:
    """The places of those that share a key, in their order. Sorted numbers take a fifth of the room of a dictionary."""
    said = sorted(_digest(key) | place for place, record in enumerate(records) for key in keys_of(record))
    mask = (1 << _PLACE_BITS) - 1
    for _, same in groupby(said, key=lambda each: each >> _PLACE_BITS):
        block = [each & mask for each in same]
        if len(block) > 1:
            yield block


def _parts(block: list[int], records: Sequence[Traits]) -> Iterator[list[int]]:
    """A switchboard of hundreds, by name: each meets those whose names stand near, from two parts that overlap."""
    if len(block) <= BLOCK:
        yield block
        return
    named = sorted(block, key=lambda place: (records[place].whole_family, records[place].whole_given, place))
    for start in range(0, len(named) - BLOCK // 2, BLOCK // 2):
        yield sorted(named[start : start + BLOCK])


def _digest(key: str) -> int:
    """The same in every run, unlike Python's own."""
    return int.from_bytes(blake2b(key.encode(), digest_size=6).digest()) << _PLACE_BITS


def _telling(traits: Traits) -> set[str]:
    """What few share."""
    found = {f"phone {line}" for line in traits.phones}
    found |= {f"mail {local}@{domain}" for local, domain in (*traits.mailboxes, *traits.shared)}
    found |= {f"number {kind} {number}" for kind, number in traits.numbers}
    found |= {f"page {page}" for page in traits.pages}
    found |= {f"door {place.door}" for place in traits.places if place.door}
    return found | ({f"born {traits.birthday}"} if traits.birthday else set())


def _crossed(traits: Traits) -> set[str]:
    """Names, what is around them, and each of one with each of the other."""
    both, ends = _names(traits)
    near = _around(traits)
    day = {f"day {traits.birthday.month} {traits.birthday.day}"} if traits.birthday else set()
    found = near | both | {f"{name} {each}" for name in both | ends for each in near | day}
    return found | {f"local {local}" for local, _ in traits.mailboxes}


def _names(traits: Traits) -> tuple[set[str], set[str]]:
    """Both names, whichever comes first; and each with how the other begins and ends."""
    if traits.is_company:
        return ({f"firm {sound(traits.company)}"}, set()) if traits.company else (set(), set())
    family = {sound(name) for name in (traits.whole_family, "".join(traits.family), *traits.family[-1:]) if name}
    given = {sound(name) for first in {traits.whole_given, *traits.given[:1]} if first for name in formal(first)}
    met = [(one, other) for one in given for other in family if one and other]
    both = {"+".join(sorted(each)) for each in met}
    ends = {f"{one} {other[0]}" for each in met for one, other in (each, each[::-1])}
    return both, ends | {f"{one} .{other[-1]}" for each in met for one, other in (each, each[::-1])}


def _around(traits: Traits) -> set[str]:
    found = {f"town {place.town}" for place in traits.places if place.town}
    found |= {f"postcode {place.postcode}" for place in traits.places if place.postcode}
    found |= {f"domain {domain}" for domain in traits.domains}
    return found | {f"company {traits.company[:_BEGINNING]}"} if traits.company else found
