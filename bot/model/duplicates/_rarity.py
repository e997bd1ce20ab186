"""How often a name, a town or a street occurs: what two records share says the more, the fewer there are of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2

from bot.model.duplicates._traits import Traits

_USUAL_WEIGHT = 5000  # records of an ordinary address book that are thought beside those at hand
_LEAST = 5000  # a short list is part of a longer one
_EXPECTED = 0.1  # how many records of an ordinary list are there already


class Aspect(StrEnum):
    """What is counted. A FIRM is a company that is a contact itself, a COMPANY where people work."""

    GIVEN = "given"
    INITIAL = "initial"
    FAMILY = "family"
    COMPANY = "company"
    FIRM = "firm"
    DOMAIN = "domain"
    TOWN = "town"
    POSTCODE = "postcode"
    STREET = "street"
    DOOR = "door"
    PHONE = "phone"
    MAILBOX = "mailbox"
    NUMBER = "number"
    PAGE = "page"
    BIRTHDAY = "birthday"
    DAY = "day"


# The share of an ordinary list that has one certain value, not being among the commonest.
_USUAL = {
    Aspect.GIVEN: 1 / 3000, Aspect.INITIAL: 1 / 14, Aspect.FAMILY: 1 / 20_000, Aspect.COMPANY: 1 / 20_000,
    Aspect.FIRM: 1 / 20_000, Aspect.DOMAIN: 1 / 20_000, Aspect.TOWN: 1 / 500, Aspect.POSTCODE: 1 / 2000,
    Aspect.STREET: 1 / 2000, Aspect.DOOR: 1 / 100_000, Aspect.PHONE: 1e-6, Aspect.MAILBOX: 1e-6, Aspect.NUMBER: 1e-7,
    Aspect.PAGE: 1e-6, Aspect.BIRTHDAY: 1 / 20_000, Aspect.DAY: 1 / 365,
}  # fmt: skip
_IDENTIFIERS = frozenset((Aspect.PHONE, Aspect.MAILBOX, Aspect.NUMBER, Aspect.PAGE))
_ALONE = 0.6  # bearers of a name that is met once or twice
_COMMON_GIVEN = frozenset((
    "marie", "jean", "pierre", "michel", "andre", "philippe", "alain", "nathalie", "isabelle", "sylvie", "catherine",
    "nicolas", "christophe", "patrick", "david", "julien", "thomas", "francois", "laurent", "daniel", "christian",
    "anne", "stephane", "sebastien", "frederic", "eric", "pascal", "thierry", "olivier", "sophie", "julie", "celine",
    "sandrine", "camille", "claude", "martine", "christine", "valerie", "caroline", "emilie", "laura", "emma",
    "louis", "paul", "james", "john", "robert", "michael", "william", "richard", "joseph", "charles", "mary",
    "patricia", "jennifer", "linda", "elizabeth", "susan", "sarah", "karen", "christopher", "matthew", "daniel",
    "mark", "george", "andrew", "peter",
))  # fmt: skip
_COMMON_FAMILY = frozenset((
    "martin", "bernard", "dubois", "thomas", "robert", "richard", "petit", "durand", "leroy", "moreau", "simon",
    "laurent", "lefebvre", "michel", "garcia", "david", "bertrand", "roux", "vincent", "fournier", "morel", "girard",
    "andre", "lefevre", "mercier", "dupont", "lambert", "bonnet", "smith", "jones", "taylor", "brown", "williams",
    "wilson", "johnson", "davies", "evans", "thompson", "miller", "davis", "anderson", "moore", "white", "lee",
    "walker", "clark",
))  # fmt: skip
_COMMON_TOWNS = frozenset((
    "paris", "lyon", "marseille", "toulouse", "nice", "nantes", "bordeaux", "lille", "montpellier", "strasbourg",
    "london", "manchester", "birmingham", "newyork", "losangeles", "chicago", "sanfrancisco", "boston", "bruxelles",
    "geneve", "montreal", "toronto", "dublin",
))  # fmt: skip
_COMMON: Mapping[Aspect, tuple[frozenset[str], float]] = {
    Aspect.GIVEN: (_COMMON_GIVEN, 1 / 150),
    Aspect.FAMILY: (_COMMON_FAMILY, 1 / 400),
    Aspect.TOWN: (_COMMON_TOWNS, 1 / 25),
}


@dataclass(frozen=True, slots=True)
class Rarity:
    """Counts of a list; without any it is what an ordinary list of some thousand contacts would say."""

    size: int = 0
    counts: Mapping[Aspect, Mapping[str, int]] = field(default_factory=dict)
    _shares: dict[tuple[Aspect, str], float] = field(default_factory=dict, compare=False, repr=False)

    def share(self, aspect: Aspect, value: str) -> float:
        """Which part of all records has this value, besides the two that are compared."""
        known = self._shares.get((aspect, value))
        if known is None:
            others = _others(aspect, self.counts[aspect].get(value, 0) if self.size else 0)
            known = (others + _USUAL_WEIGHT * _usual(aspect, value)) / (self.size + _USUAL_WEIGHT)
            known = max(known, _USUAL[aspect]) if aspect in _IDENTIFIERS else known
            self._shares[aspect, value] = known
        return known

    @property
    def chance(self) -> float:
        """Bits for two records, taken at random, to be one contact."""
        return log2(2 * _EXPECTED / max(self.size, _LEAST))


def _others(aspect: Aspect, counted: int) -> float:
    """Besides two that are compared: what is nobody else's may be rarer still, or a double itself."""
    if aspect in _IDENTIFIERS:
        return max(counted - 2, 0)
    return counted - 1 if counted > 2 else _ALONE * min(counted, 1)


def _usual(aspect: Aspect, value: str) -> float:
    if aspect in _COMMON and value in _COMMON[aspect][0]:
        return _COMMON[aspect][1]
    return _USUAL[aspect]


ORDINARY = Rarity()


def rarity_of(records: Iterable[Traits]) -> Rarity:
    counts: dict[Aspect, Counter[str]] = {aspect: Counter() for aspect in Aspect}
    size = 0
    for record in records:
        size += 1
        for aspect, value in _said(record):
            counts[aspect][value] += 1
    return Rarity(size, counts)


def _said(record: Traits) -> set[tuple[Aspect, str]]:
    """Each once of a record, however often it says so."""
    said = {(Aspect.TOWN, place.town) for place in record.places}
    said |= {(Aspect.POSTCODE, place.postcode) for place in record.places}
    said |= {(Aspect.STREET, place.street) for place in record.places}
    said |= {(Aspect.DOOR, place.door) for place in record.places}
    said |= {(Aspect.PHONE, line) for line in record.phones}
    said |= {(Aspect.MAILBOX, "@".join(each)) for each in (*record.mailboxes, *record.shared)}
    said |= {(Aspect.DOMAIN, domain) for domain in record.domains}
    said |= {(Aspect.NUMBER, number) for _, number in record.numbers}
    said |= {(Aspect.PAGE, page) for page in record.pages}
    said |= {(Aspect.GIVEN, record.whole_given), (Aspect.FAMILY, record.whole_family)}
    said |= {(Aspect.GIVEN, record.given[0]), (Aspect.INITIAL, record.given[0][0])} if record.given else set()
    said |= {(Aspect.FIRM if record.is_company else Aspect.COMPANY, record.company)}
    if record.birthday:
        day = str(record.birthday)
        said |= {(Aspect.BIRTHDAY, day), (Aspect.DAY, day[-5:])}
    return {(aspect, value) for aspect, value in said if value}
