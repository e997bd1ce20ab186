"""Phones in the usual writings, read as `phonenumbers` reads them but in a tenth of the time; for `coordinates`.

What a country's plan does not settle at a glance is answered by None, and is for `phonenumbers` itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from phonenumbers import (
    COUNTRY_CODE_TO_REGION_CODE,
    NumberFormat,
    PhoneMetadata,
)

_AS_DIALLED = re.compile(r"\+?[0-9](?:[ .-]?[0-9]){4,19}")  # nothing that could be an extension or a second number
_SEPARATORS = str.maketrans("", "", "+ .-")
_GROUPS_ALONE = re.compile(r"(?:\((?!\?)[^()]+\))+")
_GROUP = re.compile(r"\\(\d)")


@dataclass(frozen=True, slots=True)
class _Shape:
    """How numbers of some beginning are written at home: with `lead` before all their digits, in their order.

    None where digits change places or stand between.
    """

    begins: re.Pattern[str]
    whole: re.Pattern[str]
    lead: str | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """How a country dials. `is_plain` says that its trunk prefix is left out abroad, with nothing in its place."""

    code: str
    trunk: re.Pattern[str]
    is_plain: bool
    abroad: re.Pattern[str]
    numbers: re.Pattern[str]
    lengths: frozenset[int]
    shapes: tuple[_Shape, ...]


def e164(typed: str, country: str) -> str | None:
    """What `phonenumbers` makes of a number that it thinks possible; `country` is where it is dialled without a +."""
    if _AS_DIALLED.fullmatch(typed) is None:
        return None
    number = typed.translate(_SEPARATORS)
    if typed.startswith("+"):
        code, rest = split(number)
        return _from_abroad(_plan_of_code(code), rest) if code else None
    plan = _plan(country)
    return None if plan is None else _at_home(plan, number)


def at_home(number: str) -> str | None:
    """The digits of a number in E.164 as they are dialled inside its country."""
    code, rest = split(number[1:])
    plan = _plan_of_code(code) if code else None
    if plan is None or rest.startswith("0"):  # a zero may be a trunk's or an Italian's
        return None
    for shape in plan.shapes:
        if shape.begins.match(rest) and shape.whole.fullmatch(rest):
            return None if shape.lead is None else shape.lead + rest
    return rest


def split(number: str) -> tuple[str, str]:
    """The country code at the beginning of a number's digits, with which no other begins; '' where there is none."""
    for length in (1, 2, 3):
        if number[:length] in _CODES:
            return number[:length], number[length:]
    return "", number


_CODES = frozenset(map(str, COUNTRY_CODE_TO_REGION_CODE))


def _from_abroad(plan: _Plan | None, rest: str) -> str | None:
    if plan is None or not plan.is_plain or plan.trunk.match(rest):
        return None
    return _possible(plan, rest)


def _at_home(plan: _Plan, number: str) -> str | None:
    if not plan.is_plain or plan.abroad.match(number) or number.startswith(plan.code):
        return None
    trunk = plan.trunk.match(number)
    if trunk is None:
        return _possible(plan, number)
    rest = number[trunk.end() :]
    return _possible(plan, rest) if plan.numbers.fullmatch(rest) else None


def _possible(plan: _Plan, rest: str) -> str | None:
    return f"+{plan.code}{rest}" if len(rest) in plan.lengths and not rest.startswith("0") else None


@lru_cache(maxsize=300)
def _plan_of_code(code: str) -> _Plan | None:
    """That of the country whose the code is first of all."""
    return _plan(COUNTRY_CODE_TO_REGION_CODE[int(code)][0])


@lru_cache(maxsize=300)
def _plan(country: str) -> _Plan | None:
    """None where there is no such country."""
    known = PhoneMetadata.metadata_for_region(country, None)
    if known is None or known.general_desc is None:
        return None
    code, general = str(known.country_code), known.general_desc
    lengths = frozenset(general.possible_length) - frozenset(general.possible_length_local_only)
    first = COUNTRY_CODE_TO_REGION_CODE[int(code)][0]
    if first != country:  # who shares a code is held to what is possible behind it
        shared = _plan(first)
        lengths &= frozenset() if shared is None else shared.lengths
    return _Plan(
        code=code,
        trunk=re.compile(known.national_prefix_for_parsing or _NOTHING),
        is_plain=not known.national_prefix_transform_rule,
        abroad=re.compile(known.international_prefix or _NOTHING),
        numbers=re.compile(general.national_number_pattern or _NOTHING),
        lengths=lengths,
        shapes=tuple(_shape(each) for each in known.number_format),
    )


_NOTHING = "(?!)"


def _shape(written: NumberFormat) -> _Shape:
    begins = written.leading_digits_pattern[-1] if written.leading_digits_pattern else ""  # the last is the narrowest
    whole = re.compile(written.pattern or _NOTHING)
    return _Shape(
        re.compile(begins), whole, _lead(whole, written.format or "", written.national_prefix_formatting_rule)
    )


def _lead(whole: re.Pattern[str], written: str, rule: str | None) -> str | None:
    said = _GROUP.sub(lambda first: rule.replace(r"\1", first[0]), written, count=1) if rule else written
    before, *between = _GROUP.split(said)[::2]
    in_order = _GROUP.findall(said) == [str(place) for place in range(1, whole.groups + 1)]
    if not in_order or not _GROUPS_ALONE.fullmatch(whole.pattern) or any(map(_has_digits, between)):
        return None
    return "".join(filter(str.isdecimal, before))


def _has_digits(text: str) -> bool:
    return any(sign.isdecimal() for sign in text)
