"""A whole contact typed on one line, in any order, with or without commas, in French or in English."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from bot.model.contacts import Civility, ContactKind
from bot.model.coordinates import PHONE_LENGTH, phone
from bot.model.fields import CONTACT, NAME_LENGTH
from bot.model.folding import clean_name, digits, squeeze
from bot.parse._form import Typed
from bot.parse.birthdays import read_birthday
from bot.parse.contacts._numbers import read_identifiers
from bot.parse.contacts._phones import read_phones
from bot.parse.contacts._postal import read_addresses
from bot.parse.contacts._reach import read_reach, read_senders, read_tags
from bot.parse.contacts._roles import read_roles
from bot.parse.contacts._sheet import Sheet
from bot.parse.contacts._words import CIVILITIES, COMMENTS, FIELDS, SENDERS

COMMENT_LENGTH = 3000
_LANGUAGES = ("en", "fr")  # whoever writes may use either
_FEWEST_DIGITS = 6  # of a line that is nothing but a number
_DIALLED = re.compile(r"(?:(?<=[\0\n,;|])|\A)[ \t]*([+(0]?[\d(][\d ().\-/\u00a0]{5,24}\d)[ \t]*(?=[\0\n,;|]|\Z)")
_MOST_WORDS = 4  # of a name
_SIGNS = re.compile(r"[^\s,;|]{1,20}")
_WORDED = re.compile(r"(?:(?<=[\0\n,;|])|\A)[^\0\n,;|]*[^\W_][^\0\n,;|]*")
_REMARK = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(COMMENTS))})[ \u00a0]?:(?=\s)", re.IGNORECASE)
_FIELD = re.compile(r"(?:(?<=[\n,;|\0])|\A)[ \t]*([^\W\d_][\w'’. -]{1,24}?)[ \t\u00a0]?[:=][ \t]+([^\n,;|\0]+)")


def typed_from_line(text: str, *, country: str, next_id: Callable[[], int]) -> Typed:
    """The draft's values. Every word ends somewhere: what is not understood is the comment.

    What is understood and is no value of its own goes: 'tél', 'chez', 'Mme', the words before what they announce.
    Raises TextInvalid.
    """
    sheet = Sheet(text.lstrip(":# \t"), country)
    _read_remark(sheet)
    read_senders(sheet)
    read_tags(sheet)
    read_all(sheet)
    read_fields(sheet)
    _read_number(sheet)
    read_roles(sheet)
    _read_other_numbers(sheet)
    _read_odd_name(sheet)
    return with_comment(sheet.typed(next_id), "\n".join(sheet.rest()))


def read_all(sheet: Sheet) -> None:
    """What is known by its look, wherever it stands; an identifier before a phone, which is any run of digits."""
    read_reach(sheet)
    read_identifiers(sheet)
    read_phones(sheet)
    read_addresses(sheet)


def with_comment(values: Typed, comment: str) -> Typed:
    """A text too long for one field goes on in the description, and ends there."""
    kind = {"kind": values.get("kind", ContactKind.PERSON.value)}
    filled = kind | values
    pieces = {"comment": comment[:COMMENT_LENGTH], "description": comment[COMMENT_LENGTH : 2 * COMMENT_LENGTH]}
    return filled | {key: piece.strip() for key, piece in pieces.items() if piece.strip()}


def _read_remark(sheet: Sheet) -> None:
    """Behind 'note :' nothing is looked at."""
    found = _REMARK.search(sheet.left)
    if found is not None:
        sheet.remarks += filter(None, [sheet.left[found.end() :].strip()])
        sheet.take([(found.start(), len(sheet.left))])


def read_fields(sheet: Sheet) -> None:
    """'Nom : Dupont', as a form or a signature has it."""
    spans = []
    for found in _FIELD.finditer(sheet.left):
        key = FIELDS.get(squeeze(found[1]), "")
        value = clean_name(found[2])
        if key == "civility":
            civility = CIVILITIES.get(squeeze(value))
            value = civility.value if isinstance(civility, Civility) else ""
        if key == "birthday" and not any(read_birthday(value, language) for language in _LANGUAGES):
            continue
        if squeeze(found[1]) in SENDERS or (key == "last_name" and len(value.split()) > 1):
            spans.append((found.start(), found.start(2)))  # a whole name behind it, which is read as such
        elif key and sheet.fill(key, value, CONTACT.field(key).limit):
            spans.append(found.span())
    sheet.take(spans)


def named_in(text: str) -> Iterator[str]:
    """The whole names that a form has behind 'Name:' or 'Contact:', where no sentence stands there."""
    for found in _FIELD.finditer(text):
        count = len(found[2].split())
        if FIELDS.get(squeeze(found[1])) == "last_name" and (count == 2 or (count > 2 and found[2][0].isupper())):
            yield found[2]


def _read_number(sheet: Sheet) -> None:
    """A line that is nothing but a number was a number looked for, whatever its form."""
    typed = clean_name(sheet.text)
    is_number = len(digits(typed)) >= _FEWEST_DIGITS and not any(map(str.isalpha, typed))
    if is_number and sheet.left == sheet.text and len(typed) <= PHONE_LENGTH:
        sheet.add(phone(typed, sheet.country))
        sheet.take([(0, len(sheet.left))])


def _read_other_numbers(sheet: Sheet) -> None:
    """A number that stands by itself and is written in groups is a phone of some country, kept as it is."""
    spans = []
    for found in _DIALLED.finditer(sheet.left):
        count = len(digits(found[1]))
        if _FEWEST_DIGITS <= count <= 15 and len(found[1]) > count and sheet.add(phone(found[1], sheet.country)):
            spans.append(found.span(1))
    sheet.take(spans)


def _read_odd_name(sheet: Sheet) -> None:
    """Who writes a line names somebody first: 'Studio 3bis' or '🔥' too, where nothing else was taken for a name."""
    if any(sheet.values.get(key) for key in ("first_name", "last_name", "company")):
        return
    first = _WORDED.search(sheet.left) or _drawn(sheet)
    if first is None or len(first[0].split()) > _MOST_WORDS:
        return
    *given, family = first[0].split()
    if sheet.fill("last_name", family, NAME_LENGTH):
        sheet.fill("first_name", " ".join(given), NAME_LENGTH)
        sheet.take([first.span()])


def _drawn(sheet: Sheet) -> re.Match[str] | None:
    """The line where it is one sign or a few that are no punctuation, and nothing beside them."""
    has_sign = any(unicodedata.category(sign) == "So" for sign in sheet.text)
    return _SIGNS.fullmatch(sheet.left) if has_sign and sheet.left == sheet.text else None
