"""The value of a custom field as people write it, turned into the text that is kept, and back.

Called for the form of a contact, for searches by such a field, and for imports.
"""

import re

from bot.model.custom_fields import (
    NO,
    TEXT_LENGTH,
    YES,
    CustomField,
    CustomKind,
    answers_of,
    number_text,
    refitted,
)
from bot.model.folding import clean, fold, squeeze
from bot.model.members import language_of
from bot.parse._days import read_day

WRONG = {
    CustomKind.TEXT: "field_too_long",
    CustomKind.NUMBER: "field_number_wrong",
    CustomKind.DATE: "field_date_wrong",
    CustomKind.CHOICE: "field_answer_wrong",
    CustomKind.CHOICES: "field_answer_wrong",
    CustomKind.YES_NO: "field_answer_wrong",
    CustomKind.LINK: "field_link_wrong",
    CustomKind.USER: "field_user_wrong",
}
_YES = frozenset({"yes", "oui", "true", "vrai", "y", "o", "1", "x"})
_NO = frozenset({"no", "non", "false", "faux", "n", "0"})
_SPACES = re.compile(r"[\s'’_]")
_DIGITS = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
_GROUPED = {sign: re.compile(rf"[+-]?\d{{1,3}}(?:\{sign}\d{{3}})+", re.ASCII) for sign in ".,"}
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


def read_value(field: CustomField, typed: str, locale: str) -> str | None:
    """'' where nothing is said; None for what the field does not take, see WRONG."""
    text = clean(typed).strip()
    if not text:
        return ""
    match field.kind:
        case CustomKind.NUMBER:
            return read_number(text, locale)
        case CustomKind.DATE:
            return read_date(text, locale)
        case CustomKind.YES_NO:
            return read_yes_no(text)
        case CustomKind.TEXT if len(text) > TEXT_LENGTH:
            return None
    plain = _MENTION.sub(r"\1", text) if field.kind is CustomKind.USER else text
    meant = refitted(plain, field.kind, field.answers)
    is_whole = field.kind is not CustomKind.CHOICES or len(answers_of(meant)) == len(answers_of(text))
    return meant if meant and is_whole else None


def written_value(field: CustomField, text: str, locale: str) -> str:
    """As the form shows it to somebody who reads by this locale; `read_value` gives it back."""
    if field.kind is CustomKind.NUMBER and language_of(locale) == "fr":
        return text.replace(".", ",")
    return text


def read_number(typed: str, locale: str) -> str | None:
    """'1 234,5', '1,234.50', '-3': of two kinds of signs the last is the decimal one; by the habit of the locale where
    there is one alone."""
    plain = _SPACES.sub("", fold(typed).replace("−", "-"))
    if "," in plain and "." in plain:
        last = max(".,", key=plain.rindex)
        plain = plain.replace("." if last == "," else ",", "").replace(",", ".")
    elif "," in plain:
        is_grouped = plain.count(",") > 1 or language_of(locale) == "en"
        plain = plain.replace(",", "" if is_grouped and _GROUPED[","].fullmatch(plain) else ".")
    elif plain.count(".") > 1 and _GROUPED["."].fullmatch(plain):
        plain = plain.replace(".", "")
    if not _DIGITS.fullmatch(plain):
        return None
    return number_text(plain)


def read_date(typed: str, locale: str) -> str | None:
    """A day with its year, as ISO 8601."""
    day = read_day(typed, locale)
    whole = None if day is None else day.date
    return None if whole is None else whole.isoformat()


def read_yes_no(typed: str) -> str | None:
    said = squeeze(typed)
    if said in _YES:
        return YES
    return NO if said in _NO else None
