"""From the fields of the advanced search to a line of grammar, and back.

The form's `parent` holds here what stands in the line, a name or '#12': handlers turn a record into it and back.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from bot.model.contacts import ContactKind
from bot.model.errors import QueryInvalid
from bot.model.fields import SEARCH
from bot.model.filters import FilterKey
from bot.model.ids import MemberId
from bot.parse._form import lines_of
from bot.parse.query._keys import key_for
from bot.parse.query._line import SIGNS, Asked, in_quotes, parts_of
from bot.parse.query._values import NO_PEOPLE, kind_name, kind_of, member_of

_SIMPLE = re.compile(r"(?:>=|<)?[\w@#+][\w@#+./'’-]*")
_TEXTS = {
    "city": FilterKey.CITY,
    "address": FilterKey.ADDRESS,
    "phone": FilterKey.PHONE,
    "email": FilterKey.EMAIL,
    "company": FilterKey.COMPANY,
    "parent": FilterKey.PARENT,
    "account": FilterKey.ACCOUNT,
    "analytic": FilterKey.ANALYTIC,
    "reference": FilterKey.REFERENCE,
}
_DATES = {"created_after": ">=", "created_before": "<"}
_BY_FILTER = {filter: field for field, filter in _TEXTS.items()}


def written(typed: Mapping[str, str], language: str) -> str:
    """The filters, then the words as they were typed: whatever is wrong with these swallows none of those."""
    return " ".join([*_filters(typed, language), *typed.get("words", "").split()])


def _filters(typed: Mapping[str, str], language: str) -> Iterator[str]:
    for tag in lines_of(typed.get("tags", "")):
        yield _filter(FilterKey.TAG, (tag,), language)
    if without := lines_of(typed.get("without", "")):
        yield "-" + _filter(FilterKey.TAG, without, language)
    if chosen := typed.get("kind", ""):
        yield _filter(FilterKey.KIND, (kind_name(ContactKind(chosen), language),), language)
    if owner := typed.get("owner", ""):
        yield _filter(FilterKey.OWNER, (owner,), language)
    if assigned := lines_of(typed.get("assigned", "")):
        yield _filter(FilterKey.ASSIGNED, assigned, language)
    for field, filter in _TEXTS.items():
        if text := typed.get(field, "").strip():
            yield _filter(filter, (text,), language)
    for field, operator in _DATES.items():
        if text := typed.get(field, "").strip():
            yield _filter(FilterKey.CREATED, (operator + text,), language)


def _filter(filter: FilterKey, values: Iterable[str], language: str) -> str:
    said = ",".join(_quoted(value, filter) for value in values)
    return f"{key_for(filter).name(language)}:{said}"


def _quoted(value: str, filter: FilterKey) -> str:
    if _SIMPLE.fullmatch(value) and filter is not FilterKey.PHONE:  # figures behind it might be read as more of it
        return value
    return in_quotes(value)


def typed_query(text: str, *, people: Mapping[str, MemberId] = NO_PEOPLE) -> dict[str, str]:
    """The form that a line fills; what has no field, or a field that is filled, stays in `words`.

    `people` are those mentioned, and ME for whoever asks. A line that means nothing is all words.
    """
    try:
        parts = tuple(parts_of(text, language="en", people=people))
    except QueryInvalid:
        return {"words": text}
    typed: dict[str, str] = {}
    words: list[str] = []
    taken = False
    for part in parts:
        behind, taken = taken, isinstance(part, Asked) and _fills(part, typed, people)
        if not taken:
            said = text[part.start : part.end]
            words.append(_apart(said) if behind else said)
    return typed | {"words": " ".join(words)}


def _apart(said: str) -> str:
    """A colon that now comes to stand behind another word would make a filter of it."""
    return f";{said[1:]}" if said.translate(SIGNS).startswith(":") else said


def _fills(asked: Asked, typed: dict[str, str], people: Mapping[str, MemberId]) -> bool:
    """Puts a filter into its field, where there is one that says the same and is free."""
    match asked.key.filter:
        case FilterKey.TAG:
            return _fills_tags(asked, typed)
        case FilterKey.OWNER | FilterKey.ASSIGNED:
            return _fills_people(asked, typed, people)
    if asked.excluded or len(asked.values) > 1:
        return False
    field, value = _field_of(asked)
    if not field or not value or field in typed:
        return False
    typed[field] = value
    return True


def _field_of(asked: Asked) -> tuple[str, str]:
    """The field of a filter with one value, and what stands in it."""
    text = asked.values[0].text
    match asked.key.filter:
        case FilterKey.KIND:
            meant = kind_of(text)
            return "kind", "" if meant is None else meant.value
        case FilterKey.CREATED:
            for field, operator in _DATES.items():
                rest = text.replace("≥", ">=").removeprefix(operator)
                if rest != text and not rest.startswith("="):
                    return field, rest.strip()
            return "", ""
    return _BY_FILTER.get(asked.key.filter, ""), " ".join(text.split())


def _fills_tags(asked: Asked, typed: dict[str, str]) -> bool:
    field = "without" if asked.excluded else "tags"
    if len(asked.values) > 1 and not asked.excluded:  # any of them; the field asks for all
        return False
    held = lines_of(typed.get(field, ""))
    said = [" ".join(value.text.split()) for value in asked.values]
    if len({*held, *said}) > SEARCH.field(field).many:
        return False
    typed[field] = "\n".join(dict.fromkeys((*held, *said)))
    return True


def _fills_people(asked: Asked, typed: dict[str, str], people: Mapping[str, MemberId]) -> bool:
    field = asked.key.filter.value
    named = [member_of(value.text, people) for value in asked.values]
    many = SEARCH.field(field).many if asked.key.filter is FilterKey.ASSIGNED else 1
    if asked.excluded or field in typed or None in named or len(named) > many:
        return False
    typed[field] = "\n".join(dict.fromkeys(str(member) for member in named))
    return True
