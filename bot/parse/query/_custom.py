"""What a value says of a custom field: an answer, how a text begins, some numbers or days, or that there is none."""

import re
from collections.abc import Mapping
from datetime import timedelta

from bot.model.custom_fields import CustomField, CustomKind, value_key
from bot.model.filters import ME, NOBODY
from bot.model.members import language_of
from bot.model.wanted import How, Wanted
from bot.parse.custom_values import read_number, read_value
from bot.parse.query._created import read_days
from bot.parse.query._values import Asker, is_none, legible, person

WRONG: Mapping[CustomKind, str] = {
    CustomKind.NUMBER: "not_a_number",
    CustomKind.DATE: "not_a_date",
    CustomKind.USER: "unknown_person",
}
NO_VALUE = "not_a_value"
_OPERATOR = re.compile(r"(>=|<=|>|<|=)?\s*(.+)", re.DOTALL)
_COMMA = re.compile(r"[0-9],[0-9]")
# Numbers with a comma that nobody means as two: the decimal one of the French, and that of thousands of the English.
_WITH_COMMA = {
    "en": re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?"),
    "fr": re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:[.\u00a0\u202f'’][0-9]{3})+),[0-9]+"),
}


def wanted(field: CustomField, text: str, asker: Asker) -> Wanted | None:
    """None where the field has no such values."""
    if is_none(text):
        return Wanted(field=field.id, how=How.NONE)
    match field.kind:
        case CustomKind.NUMBER:
            return _numbers(field, text, asker)
        case CustomKind.DATE:
            return _days(field, text, asker)
        case CustomKind.USER:
            return _member(field, text, asker)
        case CustomKind.TEXT | CustomKind.LINK:
            key = value_key(text)
            return Wanted(field=field.id, how=How.BEGINS, text=key) if key else None
    answer = read_value(field, legible(text), asker.locale)
    return Wanted(field=field.id, text=value_key(answer)) if answer else None


def _numbers(field: CustomField, text: str, asker: Asker) -> Wanted | None:
    plain = text.replace("≥", ">=").replace("≤", "<=").replace("…", "..").strip()
    if ".." in plain:
        return _from_to(field, *plain.split("..", 1), asker=asker)
    said = _OPERATOR.fullmatch(plain)
    number = None if said is None else read_number(said[2], asker.locale)
    if said is None or number is None:
        return None
    match said[1]:
        case ">" | ">=":
            return Wanted(field=field.id, how=How.BETWEEN, low=number, without_low=said[1] == ">")
        case "<" | "<=":
            return Wanted(field=field.id, how=How.BETWEEN, high=number, without_high=said[1] == "<")
    return Wanted(field=field.id, text=value_key(number))


def may_be_several(text: str, locale: str) -> bool:
    """Whether '10,20' that stands without quotation marks may as well be two numbers as one."""
    sides = re.split(r"\.\.|…", text)
    return any(_COMMA.search(side) and not _WITH_COMMA[language_of(locale)].fullmatch(_bare(side)) for side in sides)


def _bare(side: str) -> str:
    return side.strip("<>=≤≥+−- ")


def _from_to(field: CustomField, first: str, last: str, *, asker: Asker) -> Wanted | None:
    """Both of them included, either left open."""
    low, high = (read_number(side, asker.locale) if side.strip() else "" for side in (first, last))
    if low is None or high is None or not (low or high):
        return None
    return Wanted(field=field.id, how=How.BETWEEN, low=low, high=high, without_high=False)


def _days(field: CustomField, text: str, asker: Asker) -> Wanted | None:
    days = read_days(text, asker)
    if days is None:
        return None
    low, beyond = days
    if low is not None and beyond == low + timedelta(days=1):
        return Wanted(field=field.id, text=value_key(low.isoformat()))
    first, last = ("" if side is None else side.isoformat() for side in days)
    return Wanted(field=field.id, how=How.BETWEEN, low=first, high=last)


def _member(field: CustomField, text: str, asker: Asker) -> Wanted | None:
    who = person(text, asker)
    if who is None or who == NOBODY:
        return None if who is None else Wanted(field=field.id, how=How.NONE)
    return Wanted(field=field.id, text=ME if who == ME else value_key(who))
