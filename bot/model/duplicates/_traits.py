"""What tells one contact from another, in one writing: made once of a record, compared many times."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.model.birthdays import Birthday
from bot.model.contacts import Civility, ContactKind, ContactValues, Coordinate, CoordinateKind, PostalAddress
from bot.model.duplicates import _writing as w
from bot.model.folding import fold, squeeze, words
from bot.model.identifiers import NIC_LENGTH

_MANY_IN_ONE = frozenset(("switchboard", "fax"))
_TITLES = frozenset((
    "m", "mr", "mister", "monsieur", "mme", "madame", "mrs", "mlle", "mademoiselle", "ms", "miss", "mx", "dr",
    "docteur", "doctor", "prof", "me", "maitre", "sir", "herr", "frau",
))  # fmt: skip
_GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "2", "iii": "3", "iv": "4",
                "fils": "jr", "pere": "sr"}  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){2,3}|[A-Z]-[A-Z]")
_SEXES = {Civility.MR: "m", Civility.MRS: "f", Civility.MS: "f"}
_VAT_COUNTRY = re.compile(r"fr\d\d(\d{9})")
_HOMES = frozenset(("linkedin", "facebook", "instagram", "x", "twitter", "youtube", "tiktok"))


@dataclass(frozen=True, slots=True)
class Place:
    number: str = ""
    street: str = ""
    postcode: str = ""
    town: str = ""

    @property
    def door(self) -> str:
        """The house; '' where the street or its number is not known."""
        return f"{self.number} {self.street}" if self.number and self.street else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """Folded and normalised.

    `given` and `family` are words, the whole ones written together; `initials` says that the given ones are but
    letters. `form` is a company's legal form. `mailboxes` are (local part, domain), `shared` those that nobody owns.
    `numbers` are those by which authorities, banks or we know the record, each under its kind; `pages` addresses in
    the web that are one's own.
    """

    is_company: bool = False
    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    whole_given: str = ""
    whole_family: str = ""
    nickname: str = ""
    initials: bool = False
    generation: str = ""
    sex: str = ""
    company: str = ""
    form: str = ""
    mailboxes: tuple[tuple[str, str], ...] = ()
    shared: tuple[tuple[str, str], ...] = ()
    domains: frozenset[str] = frozenset()
    phones: tuple[str, ...] = ()
    switchboards: frozenset[str] = frozenset()
    places: tuple[Place, ...] = ()
    pages: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, str], ...] = ()
    birthday: Birthday | None = None


def traits_of(
    values: ContactValues, birthday: Birthday | None = None, *, numbers: tuple[tuple[str, str], ...] = ()
) -> Traits:
    """`numbers` are further ones by which one contact alone is known: (kind, number)."""
    given, family, generation = _person(values)
    company = w.firm(values.company)
    is_company = values.kind is ContactKind.COMPANY
    if not is_company and not values.company and _is_firm(values):
        is_company, company, given, family = True, w.firm(values.name), (), ()
    own = [w.mailbox(each.parsed or each.typed) for each in values.emails]
    phones = [(w.line_of(each.typed, each.parsed), each.label) for each in values.phones]
    pages, hosts = _pages(values)
    domains = {w.own_domain(domain) for _, domain in own}
    return Traits(
        is_company=is_company,
        given=given,
        family=family,
        whole_given="".join(given),
        whole_family=_whole(family, values.last_name),
        nickname=squeeze(values.nickname),
        initials=_is_initials(given, values.first_name),
        generation=generation,
        sex=_SEXES.get(values.civility, "") if values.civility else "",
        company=company,
        form=w.legal_form(values.company or values.name) if company else "",
        mailboxes=tuple(dict.fromkeys(each for each in own if not w.is_shared(each[0]))),
        shared=tuple(dict.fromkeys(each for each in own if w.is_shared(each[0]))),
        domains=frozenset((domains | hosts) - {""}),
        phones=tuple(dict.fromkeys(line for line, _ in phones if line)),
        switchboards=frozenset(line for line, label in phones if label in _MANY_IN_ONE and line),
        places=tuple(dict.fromkeys(_place(each) for each in values.of_kind(CoordinateKind.ADDRESS))),
        pages=frozenset(pages),
        numbers=(*_numbers(values), *((kind, squeeze(number)) for kind, number in numbers)),
        birthday=birthday,
    )


def _person(values: ContactValues) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Given and family names and the generation, without titles and particles."""
    first = [word for word in words(values.first_name) if word not in _TITLES]
    last = words(values.last_name)
    generations = [_GENERATIONS[word] for word in (*first[1:], *last[1:]) if word in _GENERATIONS]
    first = [word for at, word in enumerate(first) if not at or word not in _GENERATIONS]
    last = [word for at, word in enumerate(last) if not at or word not in _GENERATIONS]
    family = [{"saint": "st", "sainte": "ste"}.get(word, word) for word in last if word not in w.PARTICLES]
    return tuple(first), tuple(family or last), generations[0] if generations else ""


def _whole(family: tuple[str, ...], typed: str) -> str:
    """With its particles, written together: 'de la Tour' and 'Delatour' are the same."""
    said = words(typed)
    return "".join(word for word in said if word in w.PARTICLES or word in family) if len(said) > 1 else "".join(family)


def _is_initials(given: tuple[str, ...], typed: str) -> bool:
    """'J.', 'J.-P.', 'JP' and 'j p'."""
    return bool(given) and (all(len(word) == 1 for word in given) or bool(_INITIALS.fullmatch(typed.strip())))


def _is_firm(values: ContactValues) -> bool:
    """A legal form at either end of what is said to be a person's name."""
    said = words(values.name)
    return len(said) > 1 and not {said[0], said[-1]}.isdisjoint(w.FIRMS)


def _pages(values: ContactValues) -> tuple[set[str], set[str]]:
    """One's own pages in social networks, and the hosts of one's sites."""
    pages, hosts = set(), set()
    for each in (*values.of_kind(CoordinateKind.SOCIAL), *values.of_kind(CoordinateKind.SITE)):
        try:
            parts = urlsplit(fold(each.parsed or f"https://{each.typed}"))
        except ValueError:
            continue
        host = (parts.hostname or "").removeprefix("www.")
        if {part for part in host.split(".")} & _HOMES or each.kind is CoordinateKind.SOCIAL:
            if path := parts.path.strip("/"):
                pages.add(f"{host.split('.')[-2] if '.' in host else host}/{path}")
        else:
            hosts.add(w.own_domain(host))
    return pages, hosts


def _place(coordinate: Coordinate) -> Place:
    address = coordinate.address or PostalAddress(street=coordinate.typed)
    number, street = w.street(address.street)
    if not number and address.complement:
        other = w.street(address.complement)
        number, street = (other[0], other[1] or street) if other[0] else (number, street or other[1])
    postcode, town = squeeze(address.postcode), w.town(address.city)
    if not town and not postcode:
        postcode, town = w.town_in(coordinate.typed)
        if town or postcode:
            number, street = w.street(address.street.split(",")[0])
    return Place(number, street, postcode.zfill(5) if postcode.isdecimal() and len(postcode) == 4 else postcode, town)


def _numbers(values: ContactValues) -> tuple[tuple[str, str], ...]:
    vat = squeeze(values.vat_number)
    siret = squeeze(values.siret)
    siren = squeeze(values.siren) or siret[:-NIC_LENGTH]
    if not siren and (french := _VAT_COUNTRY.fullmatch(vat)):
        siren = french[1]
    said = {"siret": siret, "siren": siren, "vat_number": vat, "iban": squeeze(values.iban),
            "reference": squeeze(values.reference)}  # fmt: skip
    return tuple((kind, number) for kind, number in said.items() if number)
