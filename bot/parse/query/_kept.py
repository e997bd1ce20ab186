"""A line as it is kept under a name: it means the same to whoever reads it, and after what it names is called anew.

A key that is not known here may be one of a custom field that another person sees: it is left as it is.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from bot.model.choices import ChoiceKind, choice_key
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.errors import QueryInvalid
from bot.model.filters import FilterKey
from bot.model.folding import tag_key
from bot.model.searches import search_key
from bot.model.tags import key_of
from bot.parse.custom_values import read_number
from bot.parse.query._created import FIGURES, in_iso
from bot.parse.query._line import Asked, Part, Value, in_quotes, parts_of
from bot.parse.query._values import NO_PEOPLE, day_of_year, is_none

_DAY_OF_YEAR = re.compile(r"\d{1,2}[/.-]\d{1,2}(?:[/.-](?:\d{4}|\d\d))?")
_NUMBER = re.compile(r"\d(?:[\s'’_.,]?\d)*")


def lasting(text: str, locale: str, *, custom: Iterable[CustomField] = ()) -> str:
    """Days and numbers in figures as every reader reads them: 01/02/2026 is another day to an American, 1,234 another
    number to the French. `custom` are the fields that the writer may ask about. Raises QueryInvalid."""

    def again(said: str, part: Asked) -> str:
        if part.key.filter is FilterKey.CREATED:
            return FIGURES.sub(lambda day: in_iso(day, locale), said)
        return _with_values(said, part, lambda value: _lasting_value(value.text, part, locale))

    return _rewritten(text, again, custom)


def searches_in(text: str) -> frozenset[str]:
    """The keys of the saved searches that a line names. Raises QueryInvalid."""
    asked = [part for part in _parts(text) if isinstance(part, Asked) and part.key.filter is FilterKey.SEARCH]
    return frozenset(search_key(value.text) for part in asked for value in part.values)


def asks_about(text: str, fields: Iterable[CustomField]) -> bool:
    """Whether a line asks about one of these custom fields; one that is not understood any more asks nothing."""
    try:
        return any(isinstance(part, Asked) and part.key.custom for part in _parts(text, fields))
    except QueryInvalid:
        return False


def renamed(text: str, before: str, name: str) -> str:
    """With another name for the saved search that has the key `before`. Raises QueryInvalid."""

    def again(said: str, part: Asked) -> str:
        if part.key.filter is not FilterKey.SEARCH:
            return said
        return _with_values(said, part, lambda value: name if search_key(value.text) == before else value.text)

    return _rewritten(text, again)


def with_choice(text: str, kind: ChoiceKind, before: Collection[str], name: str) -> str:
    """With another name for the choice of that list that has one of these keys; a line that is not understood any more
    stays as it is."""

    def again(said: str, part: Asked) -> str:
        if part.key.filter.value != kind.value:
            return said
        return _with_values(said, part, lambda value: name if choice_key(value.text) in before else value.text)

    return _followed(text, again)


def with_tag(text: str, before: str, name: str) -> str:
    """With another name for the tag that has the key `before`; as it is where it is not understood any more."""

    def again(said: str, part: Asked) -> str:
        if part.key.filter is not FilterKey.TAG:
            return said
        return _with_values(said, part, lambda value: name if key_of(value.text) == before else value.text)

    return _followed(text, again)


def with_field(text: str, field: CustomField, *, name: str, answers: Mapping[str, str]) -> str:
    """With another name for a custom field, '' for the one it has, and the new names of its answers by the old ones; as
    it is where it is not understood any more."""
    called = {tag_key(was): now for was, now in answers.items()}

    def answer(value: Value) -> str:
        return value.text if is_none(value.text) else called.get(tag_key(value.text), value.text)

    def again(said: str, part: Asked) -> str:
        if not part.key.custom:
            return said
        said = _with_values(said, part, answer)
        if not name:
            return said
        sign = "-" if part.excluded else ""
        return f"{sign}{in_quotes(name)}:{said[part.values[0].at - part.start :]}"

    return _followed(text, again, (field,))


def _followed(text: str, again: Callable[[str, Asked], str], custom: Iterable[CustomField] = ()) -> str:
    try:
        return _rewritten(text, again, custom)
    except QueryInvalid:
        return text


def _lasting_value(text: str, part: Asked, locale: str) -> str:
    if part.key.filter is FilterKey.BIRTHDAY and _DAY_OF_YEAR.fullmatch(text):
        return day_of_year(text, locale) or text
    kinds = {field.kind for field in part.key.custom}
    if CustomKind.DATE in kinds:
        text = FIGURES.sub(lambda day: in_iso(day, locale), text)
    if CustomKind.NUMBER in kinds:
        text = _NUMBER.sub(lambda number: read_number(number[0], locale) or number[0], text)
    return text


def _with_values(said: str, part: Asked, again: Callable[[Value], str]) -> str:
    """As it stands where no value is another one."""
    values = [again(value) for value in part.values]
    if values == [value.text for value in part.values]:
        return said
    begun = said[: part.values[0].at - part.start]
    return begun + ",".join(in_quotes(each) for each in values)


def _rewritten(text: str, again: Callable[[str, Asked], str], custom: Iterable[CustomField] = ()) -> str:
    pieces: list[str] = []
    at = 0
    for part in _parts(text, custom):
        if isinstance(part, Asked):
            pieces += [text[at : part.start], again(text[part.start : part.end], part)]
            at = part.end
    return "".join([*pieces, text[at:]])


def _parts(text: str, custom: Iterable[CustomField] = ()) -> Iterator[Part]:
    return parts_of(text, language="en", people=NO_PEOPLE, custom=custom, is_lenient=True)
