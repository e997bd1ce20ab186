"""From the fields of the advanced search to a line of grammar; `_typed` goes the other way.

The form's `parent` and `under` hold here what stands in the line, a name or '#12', and what is chosen from lists its
names: handlers turn a record or a choice into it and back. Custom fields are under `custom:<id>`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.model.consents import Channel
from bot.model.contacts import ContactKind
from bot.model.custom_fields import ANSWERED, CustomField
from bot.model.fields import CUSTOM_KEY
from bot.model.filters import NOBODY, FilterKey
from bot.parse._form import lines_of
from bot.parse.query._keys import key_for
from bot.parse.query._line import in_quotes
from bot.parse.query._values import consent_name, kind_name, none_name

_SIMPLE = re.compile(r"(?:>=|<)?[\w@#+][\w@#+./'’=-]*")
SEVERAL = {"assigned": FilterKey.ASSIGNED, "groups": FilterKey.GROUP, "states": FilterKey.STATE}  # any of them
TEXTS = {
    "city": FilterKey.CITY,
    "address": FilterKey.ADDRESS,
    "phone": FilterKey.PHONE,
    "email": FilterKey.EMAIL,
    "company": FilterKey.COMPANY,
    "parent": FilterKey.PARENT,
    "under": FilterKey.UNDER,
    "category": FilterKey.CATEGORY,
    "stage": FilterKey.STAGE,
    "origin": FilterKey.ORIGIN,
    "role": FilterKey.ROLE,
    "birthday": FilterKey.BIRTHDAY,
    "account": FilterKey.ACCOUNT,
    "analytic": FilterKey.ANALYTIC,
    "reference": FilterKey.REFERENCE,
}
DATES = {"created_after": ">=", "created_before": "<"}
# What the form calls a consent, and what the line does.
CONSENTED = {
    **{channel.value: channel.value for channel in Channel},
    **{f"no_{channel.value}": f"{channel.value}=no" for channel in Channel},
    NOBODY: NOBODY,
}


def written(typed: Mapping[str, str], language: str, *, custom: Sequence[CustomField] = ()) -> str:
    """The filters, then the words as they were typed: whatever is wrong with these swallows none of those."""
    filters = (*_filters(typed, language), *_custom_filters(typed, custom))
    return " ".join([*filters, *typed.get("words", "").split()])


def _filters(typed: Mapping[str, str], language: str) -> Iterator[str]:
    for tag in lines_of(typed.get("tags", "")):
        yield _filter(FilterKey.TAG, (tag,), language)
    if without := lines_of(typed.get("without", "")):
        yield "-" + _filter(FilterKey.TAG, without, language)
    for filter, values in _asked(typed, language):
        if any(values):
            yield _filter(filter, values, language)


def _asked(typed: Mapping[str, str], language: str) -> Iterator[tuple[FilterKey, Sequence[str]]]:
    """The other filters in their order, with what stands in their fields."""
    kind, consent = typed.get("kind", ""), CONSENTED.get(typed.get("consent", ""), "")
    yield FilterKey.KIND, [kind_name(ContactKind(kind), language)] if kind else []
    yield FilterKey.OWNER, [typed.get("owner", "")]
    yield from ((filter, lines_of(typed.get(field, ""))) for field, filter in SEVERAL.items())
    yield from ((filter, [typed.get(field, "").strip()]) for field, filter in TEXTS.items())
    yield FilterKey.PARENT, [none_name(language)] if typed.get("below") else []
    yield FilterKey.CONSENT, [consent_name(consent, language)] if consent else []
    for field, operator in DATES.items():
        day = typed.get(field, "").strip()
        yield FilterKey.CREATED, [operator + day] if day else []


def _custom_filters(typed: Mapping[str, str], custom: Sequence[CustomField]) -> Iterator[str]:
    for field in custom:
        typed_here = typed.get(f"{CUSTOM_KEY}{field.id}", "")
        lines = lines_of(typed_here) if field.kind in ANSWERED else [" ".join(typed_here.split())]
        if any(lines):
            said = ",".join(_quoted(line, FilterKey.CUSTOM) for line in lines)
            yield f"{in_quotes(field.name)}:{said}"


def _filter(filter: FilterKey, values: Iterable[str], language: str) -> str:
    said = ",".join(_quoted(value, filter) for value in values)
    return f"{key_for(filter).name(language)}:{said}"


def _quoted(value: str, filter: FilterKey) -> str:
    if _SIMPLE.fullmatch(value) and filter is not FilterKey.PHONE:  # figures behind it might be read as more of it
        return value
    return in_quotes(value)
