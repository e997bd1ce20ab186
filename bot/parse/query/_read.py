"""The grammar of a line: words, -words, "words in quotes", key:value, -key:value, key:"two words", key:a,b, #12, and
"Own field":a."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.model.custom_fields import CustomField, CustomKind
from bot.model.errors import QueryInvalid
from bot.model.filters import MOST_FILTERS, Filter, FilterKey
from bot.model.folding import squeeze, words
from bot.model.ids import MemberId
from bot.model.query import Query, terms_of
from bot.model.short_forms import full_forms
from bot.parse.query._custom import NO_VALUE, WRONG, may_be_several, wanted
from bot.parse.query._line import Asked, Part, Value, Words, has_only_words, parts_of
from bot.parse.query._values import NO_PEOPLE, Asker

MOST_VALUES = 50  # of one filter
_COMPARED = frozenset({"not_a_date", "not_a_number"})  # what is wrong with values that may have a sign
_OPERATOR = re.compile(r"[<>=≤≥＞＜]+\s*")
_NUMBER = re.compile(r"#[0-9]{1,9}")


def read_query(
    text: str,
    *,
    now: datetime,
    zone: str,
    language: str,
    people: Mapping[str, MemberId] = NO_PEOPLE,
    custom: Sequence[CustomField] = (),
) -> Query:
    """The question that a line asks of `zone` at `now`. Words never fail; a filter that means nothing is QueryInvalid.

    `language` may be a locale: 01/02/2026 is the first of February but for American readers. `people` gives for the
    text of each mention whom it names, `custom` are the fields that the reader may ask about. What is chosen from
    lists, a parent, who is above and a saved search stay names and a contact a number, '#12', which `crm` looks up.
    """
    if has_only_words(text):
        return Query(text=text, terms=terms_of(" ".join(text.split())))
    asker = Asker(now, zone, language, people)
    plain: list[str] = []
    filters: list[Filter] = []
    for part in parts_of(text, language=language, people=people, custom=custom):
        filter = _filter_of_words(part) if isinstance(part, Words) else _filter(part, asker)
        if filter is None:
            plain += [part.text] if isinstance(part, Words) else []
        elif len(filters) == MOST_FILTERS:
            raise QueryInvalid("too_many", word=_typed(text, part), at=part.start, limit=MOST_FILTERS)
        else:
            filters.append(filter)
    return Query(text=text, terms=terms_of(" ".join(plain)), filters=tuple(filters))


def _filter_of_words(part: Words) -> Filter | None:
    """A word that may not stand there, or a contact's number; other words are terms."""
    if part.excluded and squeeze(part.text):
        said = words(part.text)
        return Filter(FilterKey.WORD, part.text, excluded=True, more=full_forms(said[0]) if len(said) == 1 else ())
    if not part.quoted and _NUMBER.fullmatch(part.text):
        return Filter(FilterKey.CONTACT, part.text)
    return None


def _filter(asked: Asked, asker: Asker) -> Filter:
    if len(asked.values) > MOST_VALUES:
        beyond = asked.values[MOST_VALUES]
        raise QueryInvalid("too_many", word=beyond.text, at=beyond.at, limit=MOST_VALUES)
    read = [meant for each in asked.values for meant in _read(asked, each, asker)]
    value, *more = dict.fromkeys(read)
    return Filter(asked.key.filter, value, asked.excluded, tuple(more))


def _read(asked: Asked, value: Value, asker: Asker) -> list[str]:
    if asked.key.custom:
        return _read_custom(asked.key.custom, value, asker)
    meant = asked.key.read(value.text, asker)
    if meant is None:
        raise _wrong(asked.key.wrong, value, lambda text: asked.key.read(text, asker) is not None)
    return [meant]


def _read_custom(fields: Sequence[CustomField], value: Value, asker: Asker) -> list[str]:
    """Of several fields that are called alike, those to which the value means something."""
    if _is_number_or_several(fields, value, asker):
        raise QueryInvalid("number_comma", word=value.text, at=value.at)
    meant = _meant(fields, value.text, asker)
    if not meant:
        code = WRONG.get(fields[0].kind, NO_VALUE)
        raise _wrong(code, value, lambda text: bool(_meant(fields, text, asker)))
    return meant


def _is_number_or_several(fields: Sequence[CustomField], value: Value, asker: Asker) -> bool:
    is_number = any(field.kind is CustomKind.NUMBER for field in fields)
    return is_number and not value.is_quoted and may_be_several(value.text, asker.locale)


def _meant(fields: Sequence[CustomField], text: str, asker: Asker) -> list[str]:
    return [str(each) for each in (wanted(field, text, asker) for field in fields) if each is not None]


def _wrong(code: str, value: Value, is_understood: Callable[[str], bool]) -> QueryInvalid:
    """At the value behind its sign, where that is what is not understood."""
    sign = _OPERATOR.match(value.text) if code in _COMPARED else None
    if sign is None or not value.text[sign.end() :] or is_understood(value.text[sign.end() :]):
        return QueryInvalid(code, word=value.text, at=value.at)
    return QueryInvalid(code, word=value.text[sign.end() :], at=value.begins + sign.end())


def _typed(text: str, part: Part) -> str:
    return text[part.start : part.end]
