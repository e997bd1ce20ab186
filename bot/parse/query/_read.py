"""The grammar of a line: words, -words, "words in quotes", key:value, -key:value, key:"two words", key:a,b, #12."""

import re
from collections.abc import Mapping
from datetime import datetime

from bot.model.errors import QueryInvalid
from bot.model.filters import MOST_FILTERS, Filter, FilterKey
from bot.model.folding import squeeze, words
from bot.model.ids import MemberId
from bot.model.query import Query, terms_of
from bot.model.short_forms import full_forms
from bot.parse.query._line import Asked, Part, Value, Words, parts_of
from bot.parse.query._values import NO_PEOPLE, Asker

MOST_VALUES = 50  # of one filter
_OPERATOR = re.compile(r"[<>=≤≥＞＜]+\s*")
_NUMBER = re.compile(r"#[0-9]{1,9}")


def read_query(
    text: str, *, now: datetime, zone: str, language: str, people: Mapping[str, MemberId] = NO_PEOPLE
) -> Query:
    """The question that a line asks of `zone` at `now`. Words never fail; a filter that means nothing is QueryInvalid.

    `language` may be a locale: 01/02/2026 is the first of February but for American readers. `people` gives for the
    text of each mention whom it names. A parent and a saved search stay names and a contact a number, '#12', which
    `crm` looks up.
    """
    asker = Asker(now, zone, language, people)
    plain: list[str] = []
    filters: list[Filter] = []
    for part in parts_of(text, language=language, people=people):
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
    value, *more = dict.fromkeys(_read(asked, each, asker) for each in asked.values)
    return Filter(asked.key.filter, value, asked.excluded, tuple(more))


def _read(asked: Asked, value: Value, asker: Asker) -> str:
    meant = asked.key.read(value.text, asker)
    if meant is None:
        raise _wrong(asked, value, asker)
    return meant


def _wrong(asked: Asked, value: Value, asker: Asker) -> QueryInvalid:
    """At the value behind its sign, where that is what is not understood."""
    sign = _OPERATOR.match(value.text) if asked.key.filter is FilterKey.CREATED else None
    if sign is None or not value.text[sign.end() :] or asked.key.read(value.text[sign.end() :], asker) is not None:
        return QueryInvalid(asked.key.wrong, word=value.text, at=value.at)
    return QueryInvalid(asked.key.wrong, word=value.text[sign.end() :], at=value.begins + sign.end())


def _typed(text: str, part: Part) -> str:
    return text[part.start : part.end]
