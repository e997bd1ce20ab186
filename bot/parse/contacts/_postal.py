"""Postal addresses found in a text, as written in France, its neighbours and the English-speaking countries."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace

from bot.model.contacts import Coordinate, CoordinateKind, PostalAddress
from bot.model.fields import ADDRESS_LENGTH
from bot.model.folding import squeeze
from bot.model.legal_forms import LEGAL_FORMS
from bot.parse.contacts._marks import before
from bot.parse.contacts._sheet import TAKEN, Sheet, Span
from bot.parse.contacts._words import CIVILITIES, COUNTRIES, EMPLOYED, GIVEN, TRADES

_STREET = re.compile(
    r"""(?<![\w/-])(?:
      \d{1,4}(?:[ ]?(?:bis|ter|quater|[A-D])\b)?(?:[ ]?[-/][ ]?\d{1,4})?,?[ ]   # 12 bis, rue …
        (?:rue|avenue|av|ave|boulevard|bd|bld|blvd|place|pl|chemin|ch|all[ée]es?|impasse|imp|quai|route|rte|cours
          |square|sq|passage|faubourg|fbg|esplanade|promenade|sentier|ruelle|hameau|r[ée]sidence|lotissement|parvis
          |mont[ée]e|traverse|voie|venelle|cit[ée]|villa|lieu-dit|zone|za|zac|zi)\.?(?!\w)
    | (?:rue|avenue|boulevard|place|quai|chemin|route|impasse|all[ée]e|za|zac|zi)[ ](?:d[eu]s?[ ]|d['’])(?:la[ ])?(?=\w)
    | \d{1,5}[A-Z]?[ ](?:[^\W\d_][\w'’.-]{0,30}+[ ]){1,4}?                      # 221 Baker Street
        (?:street|st|road|rd|avenue|ave|lane|ln|drive|boulevard|blvd|way|court|square|terrace|close|crescent|parkway
          |highway|row|alley|wharf|gardens|mews)(?!\w)
    | [^\W\d_][\w-]{1,30}(?:stra(?:ß|ss)e|str\.|gasse|allee|platz)[ ]\d{1,4}[a-z]?(?!\w)   # Hauptstraße 5
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_POSTCODE = re.compile(r"(?<![\w.+-])(?:[A-Z]{1,2}-)?(?:\d{5}|\d{4}(?: [A-Z]{2}(?= ))?)(?= {1,3}['’\w])")
_LONE_POSTCODE = re.compile(r"(?<![\w.+-])(?:[A-Z]{1,2}-\d{4,5}|\d{5})(?= [^\W\d_])")
_BEHIND_TOWN = re.compile(
    r"(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|([A-Z]{2}) (\d{5}(?:-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d))(?!\w)"
)
_BREAK = re.compile(r"[,;\n|()<>•]| [-–—/] ")
_WORD = re.compile(r"[^\s,;|\0()<>•]+")
_TWO_WORDS = re.compile(r"[ ,\n(–-]{1,4}([^\W\d_]{2,12}[ -][^\W\d_]{2,12})(?!\w)")
_ONE_WORD = re.compile(r"[ ,\n(–-]{1,4}([^\W\d_]{2,20})(?!\w)")
_REACH = 160  # signs from a street to its town
_COMPOUND = frozenset((
    "le", "la", "les", "l", "los", "las", "el", "saint", "sainte", "st", "ste", "new", "san", "santa", "bad", "mont",
    "fort", "port", "north", "south", "east", "west",
))  # fmt: skip
_INSIDE = frozenset(("sur", "en", "de", "du", "des", "la", "le", "les", "lez", "sous", "aux", "upon", "on", "am"))
_NO_TOWN = GIVEN | LEGAL_FORMS | TRADES | CIVILITIES.keys() | EMPLOYED | COUNTRIES
_PARTS = tuple(part.name for part in fields(PostalAddress))


def read_addresses(sheet: Sheet) -> None:
    sheet.take(list(_streets(sheet)))
    sheet.take(list(_towns(sheet)))


def _streets(sheet: Sheet) -> Iterator[Span]:
    text, place = sheet.left, 0
    for street in _STREET.finditer(text):
        if street.start() < place:
            continue
        address, end = _from(text, street.start(), street.end())
        yield from _added(sheet, address, street.start(), end)
        place = end


def _towns(sheet: Sheet) -> Iterator[Span]:
    """A postcode and its town without a street."""
    text, place = sheet.left, 0
    for postcode in _LONE_POSTCODE.finditer(text):
        if postcode.start() >= place:
            town = _town(text, postcode.end())
            address, end = _with_country(
                text, town, PostalAddress(postcode=postcode[0], city=text[postcode.end() : town])
            )
            yield from _added(sheet, address, postcode.start(), end)
            place = end


def _added(sheet: Sheet, address: PostalAddress, start: int, end: int) -> Iterator[Span]:
    parts = {part: " ".join(getattr(address, part).split()).strip(" ,.;-") for part in _PARTS}
    mark = before(sheet.left, start, CoordinateKind.ADDRESS)
    cleaned = PostalAddress(**parts)
    coordinate = Coordinate(kind=CoordinateKind.ADDRESS, typed=cleaned.line, label=mark.label, address=cleaned)
    if max(map(len, parts.values())) <= ADDRESS_LENGTH and sheet.add(coordinate):
        yield mark.start, end


def _from(text: str, start: int, named: int) -> tuple[PostalAddress, int]:
    """The address whose street begins at `start` and has said its kind at `named`, and where it ends."""
    stop = _stop(text, start)
    postcode = next((each for each in _POSTCODE.finditer(text, named, stop) if _begins_town(text, each.end())), None)
    if postcode is not None:
        street, complement = _halves(text, start, named, postcode.start())
        town = _town(text, postcode.end(), others=any(map(str.isalpha, text[:start])))
        city = text[postcode.end() : town]
        address = PostalAddress(street=street, complement=complement, postcode=postcode[0], city=city)
        return _with_country(text, town, address)
    behind = _BEHIND_TOWN.search(text, named, stop)
    if behind is not None:
        return _with_country(text, behind.end(), _town_first(text, start, named, behind))
    pause = _BREAK.search(text, named, stop)
    end = pause.start() if pause else max(named, _last_space(text, start, stop))
    return PostalAddress(street=text[start:end]), end


def _stop(text: str, start: int) -> int:
    ends = (text.find(TAKEN, start), text.find("\n\n", start), start + _REACH, len(text))
    return min(end for end in ends if end >= 0)


def _last_space(text: str, start: int, stop: int) -> int:
    """No word is cut where the look ahead ends."""
    return text.rfind(" ", start, stop) if stop == start + _REACH and stop < len(text) else stop


def _halves(text: str, start: int, named: int, stop: int) -> tuple[str, str]:
    """The street, and what stands behind its first pause."""
    pause = _BREAK.search(text, named, stop)
    if pause is None:
        return text[start:stop], ""
    return text[start : pause.start()], ", ".join(_BREAK.sub(",", text[pause.end() : stop]).split(","))


def _town_first(text: str, start: int, named: int, behind: re.Match[str]) -> PostalAddress:
    """'221 Baker Street, London NW1 6XE', '1 Main Street Springfield, IL 62701'."""
    region, postcode = (behind[1], behind[2]) if behind[1] else ("", behind[0])
    head = text[: behind.start()].rstrip(" ,")
    pauses = list(_BREAK.finditer(head, named))
    if not pauses:
        return PostalAddress(street=text[start:named], city=head[named:], region=region, postcode=postcode)
    street, complement = _halves(text, start, named, pauses[-1].start())
    city = head[pauses[-1].end() :]
    return PostalAddress(street=street, complement=complement, city=city, region=region, postcode=postcode)


def _begins_town(text: str, place: int) -> bool:
    word = _WORD.match(text, place + 1)
    return word is not None and word[0][0].isalpha()


def _town(text: str, place: int, *, others: bool = True) -> int:
    """Where the town behind a postcode ends: one word, or several held together as in 'Le Havre' and 'Aix en Provence'.

    Further capitalised words belong to it too, as in 'Boulogne Billancourt', if the name stands elsewhere (`others`).
    """
    end, wanting = place, True
    for word in _words(text, place):
        squeezed = squeeze(word[0])
        capital = not word[0][0].islower()
        if squeezed == "cedex" or (word[0].isdecimal() and text[:end].lower().endswith("cedex")):
            end, wanting = word.end(), False
        elif wanting:
            end, wanting = word.end(), squeezed in _COMPOUND
        elif squeezed in _INSIDE and _capital_follows(text, word.end()):
            end, wanting = word.end(), True
        elif others and capital and squeezed.isalpha() and squeezed not in _NO_TOWN:
            end = word.end()
        else:
            break
        if word[0][-1] in ".:!?" and squeezed not in _COMPOUND:
            break
    return end


def _words(text: str, place: int) -> Iterator[re.Match[str]]:
    """The words of one line, up to the first pause, with single spaces between."""
    while (word := _WORD.match(text, place + 1)) is not None and text[place : place + 1] == " ":
        yield word
        place = word.end()


def _capital_follows(text: str, place: int) -> bool:
    word = _WORD.match(text, place + 1)
    if word is not None and squeeze(word[0]) in _INSIDE and not word[0][0].isupper():
        word = _WORD.match(text, word.end() + 1)
    return word is not None and word[0][0].isupper()


def _with_country(text: str, end: int, address: PostalAddress) -> tuple[PostalAddress, int]:
    """With the country behind it, in two words or in one."""
    for country in (_TWO_WORDS.match(text, end), _ONE_WORD.match(text, end)):
        if country is not None and squeeze(country[1]) in COUNTRIES:
            return replace(address, country=country[1]), country.end()
    return address, end
