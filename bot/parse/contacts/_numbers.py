"""The identifiers of a company found in a text."""

import re
from collections.abc import Iterator

from bot.model import identifiers
from bot.model.errors import FieldsInvalid
from bot.model.fields import CONTACT
from bot.model.folding import digits
from bot.model.identifiers import Identifiers
from bot.parse.contacts._sheet import Sheet, Span

_KEYWORD = re.compile(
    r"(?<!\w)(?:(?P<siret>siret)|(?P<siren>siren)|(?P<nic>nic)|(?P<iban>iban)"
    r"|(?P<vat_number>(?:n[°o]\.?[ ]?)?(?:de )?tva(?: intra\w{0,12})?|vat(?: (?:no|number|id|reg))?|ust-?id(?:-?nr)?))"
    r"[ \t]{0,3}(?:n[°o]\.?|no\.?|nr\.?)?[ \t.:=]{0,4}",
    re.IGNORECASE,
)
_VALUE = re.compile(r"[A-Z]{0,3} ?\d[A-Z\d]*+(?:[ .\u00a0]?[A-Z]{0,2}\d[A-Z\d]*+)*+", re.IGNORECASE)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z\d]*+(?:[ \u00a0][A-Z\d]{1,4}(?![A-Z\d]))*+")
_RCS = re.compile(
    r"(?<!\w)rcs(?:[ \t][^\W\d_][\w'’-]{0,30}){0,3}[ \t](?:[AB] )?(?=\d{3} ?\d{3} ?\d{3}(?!\w))", re.IGNORECASE
)
# What needs no word in front of it: each is checked, or else stays where it is.
_BARE = {
    "iban": re.compile(r"(?<!\w)(?=[A-Z]{2}\d{2} ?[A-Z\d])"),
    "vat_number": re.compile(r"(?<!\w)(?=[A-Z]{2}[A-Z\d]{0,2}\d|FR [A-Z\d]{2} \d)"),
    "siret": re.compile(r"(?<!\w)(?=\d{3} ?\d{3} ?\d{3} ?\d{5}(?!\w))"),
}
_LENGTHS = {"siret": 14, "siren": 9, "nic": 5, "iban": 34, "vat_number": 15}
_FEWEST_DIGITS = 8  # of an identifier that nothing announces
_MOST_TRIES = 100


def read_identifiers(sheet: Sheet) -> None:
    sheet.take(list(_registered(sheet)))
    sheet.take(list(_announced(sheet)))
    for field, pattern in _BARE.items():
        sheet.take(list(_bare(sheet, field, pattern)))


def _registered(sheet: Sheet) -> Iterator[Span]:
    """'RCS Paris B 732 829 320' holds a SIREN; where it is registered is a remark."""
    for found in _RCS.finditer(sheet.left):
        end, _ = _value(sheet.left, found.end(), "siren")
        if sheet.fill("siren", sheet.left[found.end() : end], CONTACT.field("siren").limit):
            sheet.remarks.append(found[0].strip())
            yield found.start(), end


def _announced(sheet: Sheet) -> Iterator[Span]:
    """A wrong one is taken too: the form says what is wrong with it."""
    place = 0
    for found in _KEYWORD.finditer(sheet.left):
        field = found.lastgroup or ""
        end, _ = _value(sheet.left, found.end(), field)
        key = "siret" if field == "nic" else field
        if found.start() >= place and sheet.fill(key, sheet.left[found.end() : end], CONTACT.field(key).limit):
            yield found.start(), end
            place = end


def _bare(sheet: Sheet, field: str, pattern: re.Pattern[str]) -> Iterator[Span]:
    for tries, found in enumerate(pattern.finditer(sheet.left)):
        end, is_right = _value(sheet.left, found.start(), field)
        typed = sheet.left[found.start() : end]
        if is_right and len(digits(typed)) >= _FEWEST_DIGITS and sheet.fill(field, typed, CONTACT.field(field).limit):
            yield found.start(), end
        if field in sheet.values or tries == _MOST_TRIES:
            return


def _value(text: str, start: int, field: str) -> tuple[int, bool]:
    """Where the value ends, and whether it keeps its rule: of the ends of its groups the last that does."""
    run = (_IBAN if field == "iban" else _VALUE).match(text, start)
    if run is None:
        return start, False
    last = min(run.end(), start + 2 * _LENGTHS[field])  # a space after every sign, at most
    ends = [end for end in range(start + 1, last + 1) if end == run.end() or not text[end].isalnum()]
    fitting = [end for end in ends if sum(map(str.isalnum, text[start:end])) <= _LENGTHS[field]]
    for end in reversed(fitting):
        if _keeps_its_rule(field, text[start:end]):
            return end, True
    return max(fitting, default=start), False


def _keeps_its_rule(field: str, text: str) -> bool:
    if field == "nic":
        return len(digits(text)) == identifiers.NIC_LENGTH
    try:
        identifiers.read(Identifiers(**{field: text}))
    except FieldsInvalid:
        return False
    return True
