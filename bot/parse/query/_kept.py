"""A line as it is kept under a name: it means the same to whoever reads it, and after what it names is called anew."""

from collections.abc import Callable

from bot.model.filters import FilterKey
from bot.model.searches import search_key
from bot.parse.query._created import FIGURES, in_iso
from bot.parse.query._line import Asked, in_quotes, parts_of
from bot.parse.query._values import NO_PEOPLE


def lasting(text: str, locale: str) -> str:
    """Days in figures as 2026-01-31: 01/02/2026 is another day to an American. Raises QueryInvalid."""
    return _rewritten(text, FilterKey.CREATED, lambda said, _: FIGURES.sub(lambda day: in_iso(day, locale), said))


def searches_in(text: str) -> frozenset[str]:
    """The keys of the saved searches that a line names. Raises QueryInvalid."""
    parts = parts_of(text, language="en", people=NO_PEOPLE)
    asked = [part for part in parts if isinstance(part, Asked) and part.key.filter is FilterKey.SEARCH]
    return frozenset(search_key(value.text) for part in asked for value in part.values)


def renamed(text: str, before: str, name: str) -> str:
    """With another name for the saved search that has the key `before`. Raises QueryInvalid."""

    def again(said: str, part: Asked) -> str:
        values = [value.text for value in part.values]
        named = [name if search_key(each) == before else each for each in values]
        begun = text[part.start : part.values[0].at]
        return said if named == values else begun + ",".join(in_quotes(each) for each in named)

    return _rewritten(text, FilterKey.SEARCH, again)


def _rewritten(text: str, key: FilterKey, again: Callable[[str, Asked], str]) -> str:
    pieces: list[str] = []
    at = 0
    for part in parts_of(text, language="en", people=NO_PEOPLE):
        if isinstance(part, Asked) and part.key.filter is key:
            pieces += [text[at : part.start], again(text[part.start : part.end], part)]
            at = part.end
    return "".join([*pieces, text[at:]])
