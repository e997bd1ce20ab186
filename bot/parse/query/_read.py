"""The grammar of a line: words, "words in quotes", key:value, -key:value, key:"two words", key:a,b."""

from collections.abc import Mapping
from datetime import datetime

from bot.model.errors import QueryInvalid
from bot.model.filters import MOST_FILTERS, Filter
from bot.model.ids import MemberId
from bot.model.query import Query, terms_of
from bot.parse.query._line import Asked, Part, Value, Words, parts_of
from bot.parse.query._values import NO_PEOPLE, Asker

MOST_VALUES = 50  # of one filter


def read_query(
    text: str, *, now: datetime, zone: str, language: str, people: Mapping[str, MemberId] = NO_PEOPLE
) -> Query:
    """The question that a line asks of `zone` at `now`. Words never fail; a filter that means nothing is QueryInvalid.

    `language` may be a locale: 01/02/2026 is the first of February but for American readers. `people` gives for the
    text of each mention whom it names. A parent and a saved search stay names, which `crm` looks up.
    """
    asker = Asker(now, zone, language, people)
    words: list[str] = []
    filters: list[Filter] = []
    for part in parts_of(text, language=language, people=people):
        if isinstance(part, Words):
            words.append(part.text)
            continue
        if len(filters) == MOST_FILTERS:
            raise QueryInvalid("too_many", word=_typed(text, part), at=part.start, limit=MOST_FILTERS)
        filters.append(_filter(part, asker))
    return Query(text=text, terms=terms_of(" ".join(words)), filters=tuple(filters))


def _filter(asked: Asked, asker: Asker) -> Filter:
    if len(asked.values) > MOST_VALUES:
        beyond = asked.values[MOST_VALUES]
        raise QueryInvalid("too_many", word=beyond.text, at=beyond.at, limit=MOST_VALUES)
    value, *more = dict.fromkeys(_read(asked, each, asker) for each in asked.values)
    return Filter(asked.key.filter, value, asked.excluded, tuple(more))


def _read(asked: Asked, value: Value, asker: Asker) -> str:
    meant = asked.key.read(value.text, asker)
    if meant is None:
        raise QueryInvalid(asked.key.wrong, word=value.text, at=value.at)
    return meant


def _typed(text: str, part: Part) -> str:
    return text[part.start : part.end]
