"""Contacts as a French or English team has them, made of lists by their number alone: the same in every run.

Names follow Zipf with a long tail; hyphens, accents and particles are as common as in a real address book. Nobody of
them lives: whatever looks like somebody is a throw of the dice. Searches are measured and judged on them.
"""

import random
from bisect import bisect
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import accumulate
from typing import TypeVar

from bot.model.contacts import (
    Contact,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    PostalAddress,
    with_mains,
)
from bot.model.folding import squeeze
from bot.model.ids import MemberId
from tests import _names, make

COMPANIES = 60_000
_FRENCH = 0.55
_DAYS = 3 * 365

T = TypeVar("T")


class Dice:
    """Throws that depend on their seed alone; the generator underneath is the one that Python promises to keep."""

    def __init__(self, seed: int) -> None:
        self.throw = random.Random(seed).random  # noqa: S311  # no secret is made of it

    def chance(self, share: float) -> bool:
        return self.throw() < share

    def below(self, end: int) -> int:
        return int(self.throw() * end)

    def pick(self, among: Sequence[T]) -> T:
        return among[self.below(len(among))]

    def usual(self, among: Sequence[T]) -> T:
        """The first ones much more often than the last, by Zipf's law."""
        steps = _ZIPF[: len(among)]
        return among[bisect(steps, self.throw() * steps[-1])]

    def digits(self, count: int) -> str:
        return str(self.below(10**count)).zfill(count)


_ZIPF = list(accumulate(1 / (place + 2) for place in range(200)))


def contact(number: int, *, id: int | None = None, owners: Sequence[MemberId] = ()) -> Contact:
    """The contact of this number; in charge is one of `owners`, or nobody."""
    dice = Dice(number)
    made = company_values(number) if dice.chance(0.1) else _person(dice, number, owners)
    at = make.NOW - timedelta(days=dice.below(_DAYS), seconds=dice.below(86_400))
    return make.contact(id or number, made, number=number, created_at=at, updated_at=at)


def company_values(number: int) -> ContactValues:
    dice = Dice(-number)
    french = dice.chance(_FRENCH)
    name = company_name(dice.below(COMPANIES))
    return ContactValues(
        kind=ContactKind.COMPANY,
        company=name,
        coordinates=with_mains(
            (_phone(dice, french=french), _email(f"contact@{_domain(name)}"), _address(dice, french=french))
        ),
        tags=_tags(dice),
    )


def company_name(index: int) -> str:
    """The name of an employer: a trade, a place or an invented word; some are alike, as in life."""
    dice = Dice(10_000_000 + index)
    french = dice.chance(_FRENCH)
    if dice.chance(0.12):
        return f"{dice.pick(_names.FANCIES)} {dice.pick(('Conseil', 'Systems', 'Groupe', 'Labs'))} {index}"
    if not french:
        return f"{_surname(dice, french=False)} {dice.pick(_names.TRADES_EN)}{dice.pick(_names.LEGAL_EN)}"
    own = f"Saint-{dice.pick(_names.SAINTS)}" if dice.chance(0.15) else _surname(dice, french=True)
    return f"{dice.pick(_names.TRADES_FR)} {own}{dice.pick(_names.LEGAL_FR)}"


def _person(dice: Dice, number: int, owners: Sequence[MemberId]) -> ContactValues:
    french = dice.chance(_FRENCH)
    first, last = _first(dice, french=french), _surname(dice, french=french)
    company = company_name(int(COMPANIES * dice.throw() ** 2)) if dice.chance(0.8) else ""
    reach = [_phone(dice, french=french)] if dice.chance(0.9) else []
    reach += [_phone(dice, french=french)] if dice.chance(0.2) else []
    reach += [_email(_mailbox(dice, first, last, company))] if dice.chance(0.92) else []
    reach += [_address(dice, french=french)] if dice.chance(0.7) else []
    return ContactValues(
        first_name=first,
        last_name=last,
        company=company,
        reference=f"C{number:07}" if dice.chance(0.3) else "",
        owner=dice.pick(owners) if owners and dice.chance(0.85) else None,
        coordinates=with_mains(tuple(reach)),
        tags=_tags(dice),
    )


def _first(dice: Dice, *, french: bool) -> str:
    first = dice.usual(_names.FIRST_FR if french else _names.FIRST_EN)
    if french and dice.chance(0.08):
        return f"{first}-{dice.pick([name for name in _names.SECOND_FR if name != first])}"
    return first


def _surname(dice: Dice, *, french: bool) -> str:
    name = _plain_surname(dice, french=french)
    if dice.chance(0.05):
        particle = dice.pick(_names.PARTICLES_FR if french else _names.PARTICLES_EN)
        return f"{particle}{name}"
    if dice.chance(0.04):
        return f"{name}-{_plain_surname(dice, french=french)}"
    return name


def _plain_surname(dice: Dice, *, french: bool) -> str:
    if dice.chance(0.5):
        return dice.usual(_names.LAST_FR if french else _names.LAST_EN)
    if french:
        return dice.pick(_names.BEGINNINGS_FR) + dice.pick(_names.MIDDLES_FR) + dice.pick(_names.ENDINGS_FR)
    return dice.pick(_names.BEGINNINGS_EN) + dice.pick(_names.MIDDLES_EN) + dice.pick(_names.ENDINGS_EN)


def _mailbox(dice: Dice, first: str, last: str, company: str) -> str:
    first, last = squeeze(first), squeeze(last)
    if not company or dice.chance(0.3):
        return f"{first}.{last}{dice.digits(2)}@{dice.pick(('courriel', 'mailbox', 'poste'))}.example"
    local = dice.pick((f"{first}.{last}", f"{first[0]}{last}", f"{first[0]}.{last}", f"{last}.{first}"))
    return f"{local}@{_domain(company)}"


def _domain(company: str) -> str:
    return f"{'-'.join(map(squeeze, company.replace('-', ' ').replace('&', ' ').split()))}.example"


def _email(address: str) -> Coordinate:
    return Coordinate(kind=CoordinateKind.EMAIL, typed=address, parsed=address)


def _phone(dice: Dice, *, french: bool) -> Coordinate:
    """In one of the writings that are met; it is known already how it would be parsed."""
    if french:
        number = f"{dice.pick('66667712345')}{dice.digits(8)}"
        separator = dice.pick("   .-") if dice.chance(0.9) else ""
        pairs = separator.join((number[0], *(number[at : at + 2] for at in range(1, 9, 2))))
        return _number(f"+33{number}", f"+33 {pairs}" if dice.chance(0.2) else f"0{pairs}")
    if dice.chance(0.5):
        if dice.chance(0.6):
            code, rest = "7" + dice.digits(3), dice.digits(6)
            return _number(f"+44{code}{rest}", dice.pick((f"0{code} {rest}", f"+44 {code} {rest}")))
        area, office = dice.pick(("7946", "3011", "8123")), dice.digits(4)
        return _number(f"+4420{area}{office}", dice.pick((f"020 {area} {office}", f"+44 20 {area} {office}")))
    area, office = dice.pick(("212", "415", "312", "617", "503", "651", "512", "206", "303", "404")), dice.digits(4)
    return _number(f"+1{area}555{office}", dice.pick((f"+1 ({area}) 555-{office}", f"+1 {area}-555-{office}")))


def _number(e164: str, typed: str) -> Coordinate:
    return Coordinate(kind=CoordinateKind.PHONE, typed=typed, parsed=e164)


def _address(dice: Dice, *, french: bool) -> Coordinate:
    country = "France" if french else dice.pick(("United Kingdom", "United States"))
    cities, streets = _PLACES[country]
    city, postcode = dice.usual(cities)
    street = f"{dice.below(180) + 1} {dice.pick(streets)}"
    postal = PostalAddress(street=street, postcode=postcode, city=city, country=country)
    return Coordinate(kind=CoordinateKind.ADDRESS, typed=postal.line, address=postal)


_PLACES: Mapping[str, tuple[Sequence[tuple[str, str]], Sequence[str]]] = {
    "France": (_names.CITIES_FR, _names.STREETS_FR),
    "United Kingdom": (_names.CITIES_GB, _names.STREETS_GB),
    "United States": (_names.CITIES_US, _names.STREETS_US),
}


def _tags(dice: Dice) -> tuple[str, ...]:
    return tuple(sorted({dice.usual(_names.TAGS) for _ in range(dice.below(4))}))
