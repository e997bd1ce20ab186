"""Filters by custom fields: what the word index knows of them, and what must be true of a value, in SQL.

`v` is the value.
"""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Iterator, Sequence

from bot.model.custom_fields import sort_number, value_key
from bot.model.filters import Filter, FilterKey
from bot.model.search import filter_token
from bot.model.wanted import How, Wanted
from bot.store._search._words import Words

# Of each group one token must be there, and none of the others may.
Signs = tuple[tuple[tuple[str, ...], ...], tuple[str, ...]]

_BEYOND = "\U0010ffff"
_RANGED = frozenset({How.BEGINS, How.BETWEEN})


def custom_signs(each: Filter) -> Signs:
    wanted = [Wanted.read(value) for value in each.sought]
    none = [one for one in wanted if one.how is How.NONE]
    if each.excluded:
        return tuple((_filled(one),) for one in none), tuple(_token(one) for one in wanted if one.has_token)
    if not none:
        return (tuple(map(_token, wanted)),), ()
    return (), (_filled(none[0]),) if len(wanted) == 1 else ()


def _token(wanted: Wanted) -> str:
    """Whoever has the value has it; others may."""
    return filter_token(FilterKey.CUSTOM, str(wanted)) if wanted.has_token else _filled(wanted)


def _filled(wanted: Wanted) -> str:
    return filter_token(FilterKey.CUSTOM, str(wanted.field))


def by_values(words: Words, filters: Sequence[Filter]) -> Iterator[str]:
    """For each filter that an index of the values answers better than the words do, whom it lets pass."""
    for each in filters:
        if is_ranged(each):
            found = (f"SELECT v.contact AS id FROM custom_values v WHERE {_is(words, value)}" for value in each.sought)
            yield " UNION ".join(found)


def is_ranged(each: Filter) -> bool:
    return (
        each.key is FilterKey.CUSTOM
        and not each.excluded
        and all(Wanted.read(value).how in _RANGED for value in each.sought)
    )


def value_holds(words: Words, sought: Sequence[str]) -> str:
    return " OR ".join(_holds(words, value) for value in sought)


def _holds(words: Words, value: str) -> str:
    wanted = Wanted.read(value)
    none = "NOT " * (wanted.how is How.NONE)
    return f"{none}EXISTS (SELECT 1 FROM custom_values v WHERE {_is(words, value)} AND v.contact = c.id)"


def _is(words: Words, value: str) -> str:
    """A value of a field that is no more is none."""
    wanted = Wanted.read(value)
    kept = f"""v.field = (SELECT f.id FROM custom_fields f WHERE f.tenant = :tenant
        AND f.id IN {words.keys([str(wanted.field)])} AND substr(f.folded, 1, 1) <> ' ')"""
    return " AND ".join((f"v.tenant = :tenant AND {kept}", *_conditions(words, wanted)))


def _conditions(words: Words, wanted: Wanted) -> Iterator[str]:
    match wanted.how:
        case How.IS:
            line = words.has("v.answers", words.bind(f"\n{wanted.text}\n"))
            yield f"(v.sort_text = {words.bind(wanted.text)} OR (v.answers IS NOT NULL AND {line}))"
        case How.BEGINS:
            yield f"v.sort_text >= {words.bind(wanted.text)}"
            yield f"v.sort_text < {words.bind(wanted.text + _BEYOND)}"
        case How.BETWEEN if wanted.compares_numbers:
            yield "v.sort_number IS NOT NULL"
            lowest, highest = sort_number(wanted.low), sort_number(wanted.high)
            yield from _sides(words, wanted, "v.sort_number", low=lowest, high=highest)
        case How.BETWEEN:
            low, high = value_key(wanted.low) or None, value_key(wanted.high) or None
            yield from _sides(words, wanted, "v.sort_text", low=low, high=high)


def _sides(
    words: Words, wanted: Wanted, column: str, *, low: float | str | None, high: float | str | None
) -> Iterator[str]:
    if low is not None:
        yield f"{column} {'>' if wanted.without_low else '>='} {words.bind(low)}"
    if high is not None:
        yield f"{column} {'<' if wanted.without_high else '<='} {words.bind(high)}"
