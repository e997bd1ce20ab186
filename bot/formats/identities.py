"""The rows of a list of contacts with all that tells who they are: what an import takes, and birthdays and numbers
besides, for which it has no field. Read by `carnet duplicates`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.formats._dates import birthday_in, is_month_first
from bot.formats._headers import Column
from bot.formats.contacts_csv import ContactsFile
from bot.model.birthdays import Birthday
from bot.model.contacts import Civility, ContactValues, Coordinate, CoordinateKind, PostalAddress
from bot.model.folding import clean_name, squeeze

# Squeezed headers of the columns that an import leaves out, and what they hold.
_HEADERS = {
    header: detail
    for detail, headers in {
        "birthday": (
            "birthday", "birthdate", "dateofbirth", "dob", "born", "bornon", "birth", "datedenaissance",
            "datenaissance", "naissance", "neele", "nele", "anniversaire", "dateanniversaire", "ddn", "geburtstag",
            "geburtsdatum",
        ),
        "siren": ("siren", "numerosiren", "nsiren", "sirennumber"),
        "siret": ("siret", "numerosiret", "nsiret", "siretnumber", "sirensiret"),
        "vat_number": (
            "vat", "vatnumber", "vatno", "vatid", "tva", "numerotva", "ntva", "numerodetva", "tvaintracommunautaire",
            "tvaintra", "numerotvaintracommunautaire", "ntvaintracommunautaire", "codetva", "eoritva",
        ),
        "iban": ("iban", "rib", "bankaccount", "comptebancaire", "numeroiban"),
        "number": (
            "ssn", "socsecid", "socialsecurity", "socialsecuritynumber", "socialsecurityid", "nir", "numerosecu",
            "numerodesecuritesociale", "securitesociale", "nationalid", "nationalidnumber", "nhsnumber", "passport",
            "passportnumber", "numeropasseport", "taxid", "ein", "companynumber", "registrationnumber", "rpps",
            "adeli",
        ),
        "reference": (
            "reference", "ref", "customernumber", "customerno", "customerid", "customercode", "clientnumber",
            "clientid", "clientcode", "clientno", "accountnumber", "accountno", "codeclient", "numeroclient",
            "nclient", "referenceclient", "refclient", "identifiantclient", "codetiers", "numerodeclient",
            "matricule", "membernumber", "membershipnumber", "numeroadherent", "numerodadherent", "employeeid",
            "employeenumber",
        ),
        "civility": ("civilite", "civility", "salutation", "title", "titre", "gender", "sex", "sexe", "genre"),
        "nickname": ("nickname", "surnom", "aka", "knownas", "alias"),
        "town": ("suburb", "locality", "localite"),
    }.items()
    for header in headers
}  # fmt: skip
_CIVILITIES = {
    word: civility
    for civility, words in {
        Civility.MR: ("m", "mr", "monsieur", "mister", "male", "homme", "h", "masculin", "herr"),
        Civility.MRS: ("mme", "mrs", "madame", "f", "female", "femme", "feminin", "frau"),
        Civility.MS: ("ms", "miss", "mlle", "mademoiselle"),
    }.items()
    for word in words
}
_SHORTEST = 4  # signs of a number that is one contact's alone
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_SAMPLE = 1000  # rows by which the order of day and month is found


@dataclass(frozen=True, slots=True)
class Identity:
    """A row counted from 1 after the header; `numbers` are those without a field: (kind, number)."""

    row: int
    values: ContactValues
    birthday: Birthday | None = None
    numbers: tuple[tuple[str, str], ...] = ()


def identities(file: ContactsFile, country: str) -> Iterator[Identity]:
    """The rows that can be read, in their order; `country` is where phones without a + are dialled."""
    columns = {column.place: _HEADERS[said] for column in file.columns if (said := _said(column)) in _HEADERS}
    reader = _Details(columns, month_first=_is_month_first(file, columns, country))
    for imported, row in zip(file.rows(country), _rows(file), strict=True):
        if imported.values is not None:
            yield reader.read(imported.number, imported.values, row)


def _said(column: Column) -> str:
    """'' for a column that an import takes."""
    return squeeze(column.header) if column.meaning is None else ""


def _rows(file: ContactsFile) -> Iterator[tuple[str, ...]]:
    return (row.cells for row in islice(file.sheet.rows(), file.before, file.before + file.total))


def _is_month_first(file: ContactsFile, columns: Mapping[int, str], country: str) -> bool:
    places = [place for place, detail in columns.items() if detail == "birthday"]
    sample = (row[place] for row in islice(_rows(file), _SAMPLE) for place in places if place < len(row))
    told = is_month_first(sample)
    return country == "US" if told is None else told


class _Details:
    def __init__(self, columns: Mapping[int, str], *, month_first: bool) -> None:
        self._columns = columns
        self._month_first = month_first

    def read(self, number: int, values: ContactValues, cells: Sequence[str]) -> Identity:
        said: dict[str, str] = {}
        numbers: list[tuple[str, str]] = []
        for place, detail in self._columns.items():
            text = cells[place].strip() if place < len(cells) else ""
            if detail == "number" and len(squeeze(text)) >= _SHORTEST:
                numbers.append((str(place), text))
            elif text:
                said.setdefault(detail, text)
        birthday = birthday_in(said["birthday"], month_first=self._month_first) if "birthday" in said else None
        return Identity(number, _with(values, said), birthday, tuple(numbers))


def _with(values: ContactValues, said: Mapping[str, str]) -> ContactValues:
    if not said:
        return values
    return replace(
        values,
        nickname=said.get("nickname", ""),
        reference=_number(said, "reference"),
        civility=_CIVILITIES.get(squeeze(said.get("civility", ""))),
        siren=_number(said, "siren"),
        siret=_number(said, "siret"),
        vat_number=_number(said, "vat_number"),
        iban=_number(said, "iban"),
        coordinates=_in_town(values.coordinates, clean_name(said.get("town", ""))),
    )


def _number(said: Mapping[str, str], kind: str) -> str:
    """Also one that breaks its rule, if only the same is wrong twice; not what a spreadsheet has rounded."""
    text = said.get(kind, "")
    return "" if _ROUNDED.fullmatch(text) or len(squeeze(text)) < _SHORTEST else text


def _in_town(coordinates: tuple[Coordinate, ...], town: str) -> tuple[Coordinate, ...]:
    """A suburb is the town of an address that has none."""
    if not town:
        return coordinates
    homes = [each for each in coordinates if each.kind is CoordinateKind.ADDRESS]
    if not homes:
        address = PostalAddress(city=town)
        return (*coordinates, Coordinate(kind=CoordinateKind.ADDRESS, typed=town, address=address))
    return tuple(_moved(each, town) if each is homes[0] else each for each in coordinates)


def _moved(home: Coordinate, town: str) -> Coordinate:
    if home.address is None or home.address.city:
        return home
    address = replace(home.address, city=town)
    return replace(home, address=address, typed=address.line)
