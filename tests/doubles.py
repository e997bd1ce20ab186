"""Lists of contacts in which some stand twice, and which: the same in every run. Finding doubles is judged on them.

The contacts are those of `tests/people.py`, so namesakes are as common as in life: of a hundred thousand some hundreds
are called Marie Martin. Half have a birthday; some share a home, a switchboard or a mailbox with others of their name
or their firm.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from bot.model.birthdays import Birthday
from bot.model.contacts import ContactKind, ContactValues, Coordinate, CoordinateKind, PostalAddress, with_mains
from bot.model.duplicates import Traits, traits_of
from bot.model.folding import fold, squeeze
from tests import people
from tests.damage import with_typo
from tests.people import Dice

_SHORT = {
    "Thomas": "Tom", "Frédéric": "Fred", "Stéphane": "Steph", "Isabelle": "Isa", "Nicolas": "Nico", "Sébastien": "Seb",
    "Christophe": "Chris", "Catherine": "Cathy", "James": "Jim", "Robert": "Bob", "Michael": "Mike", "William": "Bill",
    "Richard": "Dick", "Daniel": "Dan", "Matthew": "Matt", "Andrew": "Andy", "Joshua": "Josh", "Rebecca": "Becky",
    "Edward": "Ted", "Katherine": "Kate", "Samuel": "Sam", "Patrick": "Pat", "Abigail": "Abby",
}  # fmt: skip
_WAYS = {
    "rue": "R.", "avenue": "av", "av.": "avenue", "bd": "boulevard", "boulevard": "Bd", "place": "pl.", "chemin": "ch.",
    "Street": "St", "Road": "Rd", "Rd": "Road", "Avenue": "Ave", "St": "Street", "Boulevard": "Blvd",
    "Saint-Antoine": "St Antoine", "Lane": "Ln",
}  # fmt: skip
_HEADER = (
    "Prénom", "Nom", "Société", "Téléphone", "E-mail", "Rue", "Code postal", "Ville", "Pays", "Date de naissance",
)  # fmt: skip
_LEGAL = (" SARL", " SAS", " SA", " Ltd", " Inc.", " LLP")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list; whoever is the same has the same `who`."""

    values: ContactValues
    birthday: Birthday | None
    who: int

    @property
    def traits(self) -> Traits:
        return traits_of(self.values, self.birthday)


@dataclass(frozen=True, slots=True)
class Found:
    """Of the likely pairs, how many are doubles; of the doubles, how many are found."""

    precision: float
    recall: float
    wrong: Sequence[tuple[int, int]] = field(default=(), repr=False)
    missed: Sequence[tuple[int, int]] = field(default=(), repr=False)


def listed(seed: int, size: int, *, identified: bool = False, share: float = 0.1) -> list[Listed]:
    """`size` lines, of which `share` are doubles; these have an e-mail or a phone in common with the first only where
    they are `identified`."""
    dice = Dice(seed)
    lines: list[Listed] = []
    given_out: set[str] = set()
    for number in range(round(size * (1 - share))):
        neighbour = lines[-1] if lines and dice.chance(0.05) else None
        line = _line(dice, seed * 10_000_000 + number, given_out)
        lines.append(line if neighbour is None else _beside(dice, line, neighbour))
    decidable = [line for line in lines if _circumstances(line)]
    chosen = sorted((dice.throw(), place) for place in range(len(decidable)))[: size - len(lines)]
    doubles = [_double(dice, decidable[place], identified=identified) for _, place in chosen]
    mixed = [(dice.throw(), line) for line in (*lines, *doubles)]
    return [line for _, line in sorted(mixed, key=lambda each: each[0])]


def judged(lines: Sequence[Listed], found: Iterable[tuple[int, int]]) -> Found:
    """`found` are pairs of places in the list, the first before the second."""
    told = set(found)
    places: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        places.setdefault(line.who, []).append(place)
    true = {(one, other) for same in places.values() for at, one in enumerate(same) for other in same[at + 1 :]}
    right = len(told & true)
    return Found(right / max(len(told), 1), right / max(len(true), 1), sorted(told - true), sorted(true - told))


def as_csv(lines: Sequence[Listed]) -> str:
    """As a French program would export it."""
    file = io.StringIO()
    csv.writer(file).writerows([_HEADER, *map(_cells, lines)])
    return file.getvalue()


def _cells(line: Listed) -> list[str]:
    values = line.values
    home = next((each.address for each in values.coordinates if each.address), None)
    parts = [home.street, home.postcode, home.city, home.country] if home else [""] * 4
    phones = ";".join(each.parsed or each.typed for each in values.phones)
    emails = ";".join(each.typed for each in values.emails)
    birthday = f"{line.birthday.day:02}/{line.birthday.month:02}/{line.birthday.year}" if line.birthday else ""
    return [values.first_name, values.last_name, values.company, phones, emails, *parts, birthday]


def _line(dice: Dice, number: int, given_out: set[str]) -> Listed:
    values = people.contact(number).values
    birthday = _birthday(dice) if values.kind is ContactKind.PERSON and dice.chance(0.5) else None
    # Two namesakes are not given the same mailbox.
    reach = tuple(each for each in values.coordinates if each.typed not in given_out)
    given_out |= {each.typed for each in values.emails}
    return Listed(replace(values, coordinates=with_mains(reach)), birthday, number)


def _beside(dice: Dice, line: Listed, neighbour: Listed) -> Listed:
    if not (line.values.last_name and neighbour.values.last_name):
        return line
    near = _relative if dice.chance(0.5) else _colleague
    return replace(line, values=near(line.values, neighbour.values))


def _birthday(dice: Dice) -> Birthday:
    return Birthday(dice.below(12) + 1, dice.below(28) + 1, 1940 + dice.below(65))


def _relative(values: ContactValues, other: ContactValues) -> ContactValues:
    """Another first name, the same last one, home and telephone at home."""
    home = [each for each in other.coordinates if each.kind in {CoordinateKind.ADDRESS, CoordinateKind.PHONE}]
    own = [each for each in values.coordinates if each.kind is CoordinateKind.EMAIL]
    first = values.first_name if values.first_name != other.first_name else "Prudence"
    return replace(values, first_name=first, last_name=other.last_name, coordinates=with_mains((*own, *home)))


def _colleague(values: ContactValues, other: ContactValues) -> ContactValues:
    """Another name, the same firm, its address and switchboard, and a mailbox that both read."""
    shared = [each for each in other.coordinates if each.kind in {CoordinateKind.ADDRESS, CoordinateKind.PHONE}]
    firm = replace(values, last_name=values.last_name, company=other.company or "Acme SARL")
    address = f"contact@{squeeze(firm.company)}.example"
    mailbox = Coordinate(kind=CoordinateKind.EMAIL, typed=address, parsed=address)
    return replace(firm, coordinates=with_mains((*shared, mailbox)))


def _circumstances(line: Listed) -> list[str]:
    """By which somebody of that name may be known again, even where nothing else is left."""
    values = line.values
    found = ["home"] if values.of_kind(CoordinateKind.ADDRESS) else []
    found += ["work"] if values.kind is ContactKind.PERSON and values.company else []
    return [*found, "birthday"] if line.birthday else found


def _double(dice: Dice, line: Listed, *, identified: bool) -> Listed:
    """One thing that tells is kept as it is meant; each of the others may be missing, wrong or, an address, moved."""
    kept = dice.pick(_circumstances(line))
    values = line.values
    made = replace(
        values,
        reference="",
        tags=(),
        company=values.company if kept == "work" or not values.last_name else _dropped(dice, values.company),
        coordinates=with_mains((*_reach(dice, line, identified), *_home(dice, values, stays=kept == "home"))),
    )
    birthday = line.birthday if kept == "birthday" or dice.chance(0.7) else None
    if birthday and kept != "birthday" and dice.chance(0.1):
        birthday = _slipped(dice, birthday)
    for wrong in _chosen(dice, values):
        made = wrong(made, dice)
    return Listed(made, birthday, line.who)


def _dropped(dice: Dice, text: str) -> str:
    return "" if dice.chance(0.25) else text


def _reach(dice: Dice, line: Listed, identified: bool) -> tuple[Coordinate, ...]:
    """New phones and mailboxes; of those `identified` one of the old ones, perhaps written otherwise."""
    old = [each for each in line.values.coordinates if each.kind in {CoordinateKind.EMAIL, CoordinateKind.PHONE}]
    other = people.contact(dice.below(1 << 40)).values
    phones = other.phones if dice.chance(0.7) else ()
    emails = (_mail(dice, line.values),) if dice.chance(0.6) else ()
    return (*phones, *emails, *([dice.pick(old)] if identified and old else []))


def _mail(dice: Dice, values: ContactValues) -> Coordinate:
    local = fold(f"{values.first_name}.{values.last_name}" if values.last_name else "bonjour").replace(" ", "")
    address = f"{local}{dice.digits(3)}@{dice.pick(('gmail', 'orange', 'icloud', 'outlook'))}.example"
    return Coordinate(kind=CoordinateKind.EMAIL, typed=address, parsed=address)


def _home(dice: Dice, values: ContactValues, *, stays: bool) -> tuple[Coordinate, ...]:
    homes = values.of_kind(CoordinateKind.ADDRESS)
    if not homes or not homes[0].address or (not stays and dice.chance(0.3)):
        return ()
    if not stays and dice.chance(0.5):
        moved = next(each for number in range(1000) if (each := _address_of(dice.below(1 << 40))) is not None)
        return (moved,)
    return (_addressed(_rewritten(dice, homes[0].address)),)


def _address_of(number: int) -> Coordinate | None:
    homes = people.contact(number).values.of_kind(CoordinateKind.ADDRESS)
    return homes[0] if homes else None


def _rewritten(dice: Dice, address: PostalAddress) -> PostalAddress:
    street = address.street
    if dice.chance(0.4):
        street = " ".join(_WAYS.get(word, word) for word in street.split())
    if dice.chance(0.15):
        street = with_typo(street, dice) or street
    city = (
        address.city.upper()
        if dice.chance(0.2)
        else address.city.replace("Saint", "St" if dice.chance(0.3) else "Saint")
    )
    return replace(address, street=street, city=city, postcode=_dropped(dice, address.postcode))


def _addressed(address: PostalAddress) -> Coordinate:
    return Coordinate(kind=CoordinateKind.ADDRESS, typed=address.line, address=address)


def _slipped(dice: Dice, birthday: Birthday) -> Birthday:
    if birthday.day <= 12 and dice.chance(0.5):
        return Birthday(birthday.day, birthday.month, birthday.year)
    return replace(birthday, day=birthday.day % 9 + 1 if birthday.day < 10 else 10 + birthday.day % 10)


Wrong = Callable[[ContactValues, Dice], ContactValues]


def _chosen(dice: Dice, values: ContactValues) -> list[Wrong]:
    if values.kind is ContactKind.COMPANY:
        return [dice.pick((_legal, _loud, _plain, _nothing))]
    return [dice.pick((_typo_first, _typo_last, _swap, _short, _plain, _loud, _one_first, _hyphens, _nothing)), _legal]


def _typo_first(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, first_name=with_typo(values.first_name, dice) or values.first_name)


def _typo_last(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, last_name=with_typo(values.last_name, dice) or values.last_name)


def _swap(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, first_name=values.last_name, last_name=values.first_name)


def _short(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, first_name=_SHORT.get(values.first_name, values.first_name))


def _plain(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(
        values, first_name=fold(values.first_name), last_name=fold(values.last_name), company=fold(values.company)
    )


def _loud(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, last_name=values.last_name.upper(), company=values.company.upper())


def _one_first(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, first_name=values.first_name.split("-")[0])


def _hyphens(values: ContactValues, dice: Dice) -> ContactValues:
    return replace(values, first_name=values.first_name.replace("-", " "), last_name=values.last_name.replace("-", " "))


def _legal(values: ContactValues, dice: Dice) -> ContactValues:
    """The legal form left out, or written where it was not."""
    bare = values.company
    for form in _LEGAL:
        bare = bare.removesuffix(form)
    if bare != values.company:
        return replace(values, company=bare if dice.chance(0.5) else values.company)
    return replace(values, company=f"{bare} {dice.pick(_LEGAL).strip()}" if bare and dice.chance(0.1) else bare)


def _nothing(values: ContactValues, dice: Dice) -> ContactValues:
    return values
