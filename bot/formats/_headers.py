"""What the columns of a list of contacts mean, read from its first row."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from bot.formats import _vocabulary as v
from bot.model.folding import fold


class Meaning(StrEnum):
    FIRST_NAME = "first_name"
    MIDDLE_NAME = "middle_name"
    LAST_NAME = "last_name"
    NAME = "name"
    LAST_THEN_FIRST = "last_then_first"
    COMPANY = "company"
    PHONE = "phone"
    EMAIL = "email"
    SITE = "site"
    SOCIAL = "social"
    STREET = "street"
    COMPLEMENT = "complement"
    POSTCODE = "postcode"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    TAGS = "tags"
    COMMENT = "comment"
    # Settled once all columns are known.
    NAME_OR_LAST = "name_or_last"
    COUNTY = "county"


ADDRESS_PARTS = {
    Meaning.STREET,
    Meaning.COMPLEMENT,
    Meaning.POSTCODE,
    Meaning.CITY,
    Meaning.REGION,
    Meaning.COUNTRY,
    Meaning.COUNTY,
}
_WHOLE = {
    Meaning.FIRST_NAME: v.FIRST_NAME,
    Meaning.MIDDLE_NAME: v.MIDDLE_NAME,
    Meaning.LAST_NAME: v.LAST_NAME,
    Meaning.NAME_OR_LAST: v.NAME_OR_LAST,
    Meaning.NAME: v.NAME,
    Meaning.LAST_THEN_FIRST: v.LAST_THEN_FIRST,
    Meaning.COMPANY: v.COMPANY,
    Meaning.TAGS: v.TAGS,
    Meaning.COMMENT: v.COMMENT,
}
_BY_WHOLE = {word: meaning for meaning, headers in _WHOLE.items() for word in headers}
_BY_WORD = (
    (Meaning.EMAIL, v.EMAIL),
    (Meaning.PHONE, v.PHONE),
    (Meaning.SOCIAL, v.SOCIAL),
    (Meaning.SITE, v.SITE),
)
# Country before region: "Country/Region" is a country.
_PARTS = (
    (Meaning.COUNTRY, v.COUNTRY),
    (Meaning.COMPLEMENT, v.COMPLEMENT),
    (Meaning.POSTCODE, v.POSTCODE),
    (Meaning.CITY, v.CITY),
    (Meaning.REGION, v.REGION),
    (Meaning.COUNTY, v.COUNTY),
    (Meaning.STREET, v.STREET),
)
# FirstName is two words, LinkedIn and YouTube are one.
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])(?<!Linked)(?<!You)(?<!Tik)")
_SCOPED = re.compile(r"^\W*\w+\s*(?:[:.>/|]|-\s|\s-)")  # "Person - Name", "contact.email": a field of a thing
_PIECES = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Column:
    """`label` names a phone or an address (mobile, bureau); columns of one `group` make one address."""

    place: int
    header: str
    meaning: Meaning | None = None
    label: str = ""
    group: str = ""

    @property
    def name(self) -> str:
        """The header, or the column's number where it has none."""
        return self.header or str(self.place + 1)


def columns_of(cells: Sequence[str]) -> tuple[Column, ...]:
    """Each cell of a first row as a column; `meaning` is None where its words are not known."""
    columns = [_column(place, " ".join(cell.replace("\ufeff", "").split())) for place, cell in enumerate(cells)]
    return _settle_addresses(_settle_names(columns))


def known(cells: Sequence[str]) -> int:
    """How many cells of a first row name a known column."""
    return sum(column.meaning is not None for column in columns_of(cells))


def _column(place: int, header: str) -> Column:
    pieces = _PIECES.findall(_HUMP.sub(" ", header))
    words = [fold(piece) for piece in pieces]
    if len(words) > 1 and words[0] in v.SCOPE and _SCOPED.search(header):
        pieces, words = pieces[1:], words[1:]
    meaning = _meaning(words)
    if meaning is not None and meaning in ADDRESS_PARTS:
        group = _group(words, meaning)
        return Column(place, header, meaning, label=group if not group.isdecimal() else "", group=group)
    return Column(place, header, meaning, label=_label(pieces, meaning))


def _label(pieces: list[str], meaning: Meaning | None) -> str:
    """What a header says beside its field, in its own words: "Téléphone mobile" is a mobile."""
    letters = [piece.lower() for piece in pieces if not piece.isdecimal()]
    if meaning is Meaning.SOCIAL:
        return next(piece for piece in letters if piece in v.SOCIAL)
    if meaning in {Meaning.PHONE, Meaning.EMAIL}:
        return " ".join(piece for piece in letters if fold(piece) not in v.FILLING)
    return ""


def _meaning(words: list[str]) -> Meaning | None:
    bare = [word for word in words if not word.isdecimal()]
    whole = _BY_WHOLE.get("".join(bare))
    if whole is not None or not bare:
        return whole
    said = set(bare)
    for meaning, names in _BY_WORD:
        if said & names:
            return None if said & v.ABOUT else meaning
    return _address_part(words, said)


def _address_part(words: list[str], said: set[str]) -> Meaning | None:
    if said & v.NOT_ADDRESS:
        return None
    if {"po", "box"} <= said or {"boite", "postale"} <= said:
        return Meaning.COMPLEMENT
    if {"postal", "code"} <= said or {"post", "code"} <= said:
        return Meaning.POSTCODE
    for meaning, names in _PARTS:
        if said & names:
            return Meaning.COMPLEMENT if meaning is Meaning.STREET and _second(words, v.STREET) else meaning
    if said & v.ADDRESS:
        return Meaning.COMPLEMENT if _second(words, v.ADDRESS | v.LINE) else Meaning.STREET
    return None


def _second(words: list[str], names: frozenset[str]) -> bool:
    """Whether a number over one follows one of the names: "Street 2", "Address line 3"."""
    return any(word in names and after.isdecimal() and int(after) > 1 for word, after in pairwise(words))


def _group(words: list[str], meaning: Meaning) -> str:
    """Which address of several: "Address 2 - City" is of 2, "Business City" of business, "Street 2" of the first."""
    named = " ".join(word for word in words if not word.isdecimal() and word not in v.FILLING)
    numbers = [word for word in words if word.isdecimal()]
    second_line = meaning is Meaning.COMPLEMENT and not v.COMPLEMENT & set(words)
    if named or not numbers or second_line:
        return named
    return "" if numbers[0] == "1" else numbers[0]


def _settle_names(columns: list[Column]) -> list[Column]:
    """ "Nom" beside "Prénom" is a last name, alone it is the whole name."""
    meanings = {column.meaning for column in columns}
    last = Meaning.FIRST_NAME in meanings and Meaning.LAST_NAME not in meanings
    settled = Meaning.LAST_NAME if last else Meaning.NAME
    return [replace(each, meaning=settled) if each.meaning is Meaning.NAME_OR_LAST else each for each in columns]


def _settle_addresses(columns: list[Column]) -> tuple[Column, ...]:
    """A county is the region where no state is; a street under a name of its own takes the nameless town beside it."""
    with_region = {column.group for column in columns if column.meaning is Meaning.REGION}
    columns = [_county(column, with_region) for column in columns]
    groups = {column.group for column in columns if column.meaning in ADDRESS_PARTS}
    streets = {column.group for column in columns if column.meaning is Meaning.STREET}
    named = streets - {""}
    if "" in groups and "" not in streets and len(named) == 1:
        own = named.pop()
        parts = {column.meaning for column in columns if column.group == own and column.meaning in ADDRESS_PARTS}
        if parts <= {Meaning.STREET, Meaning.COMPLEMENT}:
            columns = [replace(each, group="") if each.group == own else each for each in columns]
    return tuple(columns)


def _county(column: Column, with_region: set[str]) -> Column:
    if column.meaning is not Meaning.COUNTY:
        return column
    return replace(column, meaning=None if column.group in with_region else Meaning.REGION)
