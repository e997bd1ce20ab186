"""What must be true of a contact, in SQL: exact, whatever the indexes have let pass.

`c` is the contact and `s` its search text; values are bound, lists of them as one value.
"""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from bot.model.filters import BEGINNING, CHOSEN, NOBODY, WITHIN, Filter, FilterKey
from bot.model.query import Query, may_stand_inside
from bot.model.span import Span
from bot.store._search import _lists
from bot.store._search._values import value_holds
from bot.store._search._words import Words

__all__ = ["Words", "filters_hold", "fragments_stand", "reads_text", "terms_hold"]


def filters_hold(words: Words, filters: Sequence[Filter]) -> str:
    """To be put behind a WHERE that is there already."""
    return "".join(f" AND {'NOT ' * each.excluded}({_holds(words, each)})" for each in filters)


def reads_text(filters: Sequence[Filter]) -> bool:
    """Whether `s` is needed for it."""
    return any(each.key in BEGINNING or each.key in WITHIN or each.key is FilterKey.WORD for each in filters)


def _holds(words: Words, each: Filter) -> str:
    if each.key is FilterKey.CREATED:
        return " OR ".join(_is_between(words, Span.read(value)) for value in each.values)
    sought = each.sought
    if not sought or each.key in _PUT_TO_IDS:
        return "1 = 0"
    exact = _EXACT.get(each.key)
    return exact(words, sought) if exact else _text_holds(words, each)


_PUT_TO_IDS = frozenset({FilterKey.SEARCH, FilterKey.UNDER})  # before they come here

_WEARS = """EXISTS (SELECT 1 FROM contact_tags w JOIN tags t ON t.tenant = w.tenant AND t.id = w.tag
    WHERE w.tenant = :tenant AND w.contact = c.id AND t.folded IN {sought})"""


def _is_assigned(words: Words, sought: Sequence[str]) -> str:
    assigned = "SELECT 1 FROM contact_assignees a WHERE a.tenant = :tenant AND a.contact = c.id"
    somebody = f"EXISTS ({assigned} AND a.member IN {words.texts(sought)})"
    return f"{somebody} OR NOT EXISTS ({assigned})" if NOBODY in sought else somebody


_EXACT: Mapping[FilterKey, Callable[[Words, Sequence[str]], str]] = {
    FilterKey.CONTACT: lambda words, sought: f"c.id IN {words.keys(sought)}",
    FilterKey.PARENT: _lists.is_below,
    FilterKey.EMPLOYER: _lists.is_employed,
    FilterKey.KIND: lambda words, sought: f"c.kind IN {words.texts(sought)}",
    FilterKey.OWNER: lambda words, sought: f"coalesce(nullif(c.owner, ''), '{NOBODY}') IN {words.texts(sought)}",
    FilterKey.ASSIGNED: _is_assigned,
    FilterKey.TAG: lambda words, sought: _WEARS.format(sought=words.texts(sought)),
    FilterKey.STATE: _lists.is_in_state,
    FilterKey.CONSENT: _lists.consents,
    FilterKey.BIRTHDAY: _lists.is_born_on,
    FilterKey.CUSTOM: value_holds,
    **{key: partial(_lists.has, key) for key in CHOSEN - {FilterKey.STATE}},
    FilterKey.WORD: lambda words, sought: " OR ".join(words.has("s.grams", words.bind(part)) for part in sought),
}


def _is_between(words: Words, span: Span) -> str:
    sides = [f"c.created_at >= {words.moment(span.low)}"] if span.low else []
    sides += [f"c.created_at < {words.moment(span.high)}"] if span.high else []
    return f"({' AND '.join(sides) or '1 = 1'})"


def _text_holds(words: Words, each: Filter) -> str:
    """`texts` of the model stand in `s.fields` by their key."""
    if words.postgres:
        held = f"jsonb_array_elements_text(s.fields -> '{each.key.value}') AS held(value)"
    else:
        held = f"json_each(s.fields, '$.{each.key.value}') AS held"
    parts = [words.bind(value) for value in each.sought]
    if each.key in WITHIN:
        hold = " OR ".join(words.has("held.value", part) for part in parts)
    else:
        hold = " OR ".join(f"substr(held.value, 1, length({part})) = {part}" for part in parts)
    return f"EXISTS (SELECT 1 FROM {held} WHERE {hold})"


def fragments_stand(words: Words, query: Query) -> str:
    """Whether the terms are in the search text as they were typed."""
    typed = replace(query, spellings=()) if query.spellings else query
    held = " AND ".join(_one_stands(words, choice) for choice in typed.choices)
    return f"({held}) OR {words.has('s.grams', words.bind(query.together))}" if query.together else held


def _one_stands(words: Words, choice: Sequence[str]) -> str:
    return f"({' OR '.join(words.has('s.grams', words.bind(part)) for part in choice)})"


def terms_hold(words: Words, query: Query, meant: Mapping[str, Sequence[str]]) -> str:
    """The whole of what the words of a question ask, slips and all."""
    if not query.asked:
        return "1 = 1"
    stand = fragments_stand(words, query)
    if not query.typos:
        return stand
    groups = [
        _one_stands(words, choice) if may_stand_inside(forms[0]) else _is_meant(words, forms, meant.get(forms[0], ()))
        for forms, choice in zip(query.forms, query.choices, strict=True)
    ]
    return f"({stand}) OR ({' AND '.join(groups)})"


def _is_meant(words: Words, forms: tuple[str, ...], meant: Sequence[str]) -> str:
    begin = [words.has("' ' || s.words", words.bind(f" {form}")) for form in forms]
    if meant:
        whole = words.has("' ' || s.words || ' '", "' ' || word || ' '")
        begin.append(f"EXISTS (SELECT 1 FROM {words.rows(meant)} AS known WHERE {whole})")
    return f"({' OR '.join(begin)})"
