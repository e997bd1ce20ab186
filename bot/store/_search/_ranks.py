"""The best first, of whom some words may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA

from bot.model.contacts import Found, Page
from bot.model.ids import MemberId
from bot.model.query import Query
from bot.store._search._best import BY_SLIP, Shape, Way, statement
from bot.store._search._conditions import Words, filters_hold, reads_text
from bot.store._search._hits import Asked, named
from bot.store._search._narrow import is_by_index, wordwise
from bot.store._search._orders import LISTED
from bot.store._search._sources import Values, frame, grams_asked, is_plain, words_asked
from bot.store._search._sql import found_of_row, holds
from bot.store._session import StoreSession

# Candidates looked at before ranking: past it a better question helps more than a better order.
CANDIDATES = 500
# Who has more contacts than these waits for no fragments where names and whole words fill the page.
FEW = 20_000
_EVERYBODY = 1 << 62
_MISSPELT = 200  # candidates, when some are found by a slip
BEYOND = "\U0010ffff"  # after every name that begins so


async def best(
    session: StoreSession,
    asked: Asked,
    *,
    limit: int,
    offset: int,
    mine: MemberId | None,
    strict: Sequence[Found] | None = None,
    whole: bool = False,
) -> Page:
    """One statement; with slips, `strict` are all who are found without them, where they are known.

    Where many contacts are searched, and names and whole words fill the page or somebody is called just so, others that
    may fit are neither looked for nor counted, unless the list is to be `whole`.
    """
    ranking = _Ranking(session, asked, mine, strict)
    few = _EVERYBODY if whole else FEW
    shown = {"few": few, "shown": limit + offset, "limit": limit, "offset": offset}
    if ranking.way is not Way.SLIPS:
        return ranking.page(await ranking.rows(shown))
    rows = await ranking.rows(shown | {"limit": _MISSPELT, "offset": 0})
    return ranking.page(rows, shown=_nearest_first(asked.query, rows)[offset : offset + limit])


@dataclass(frozen=True, slots=True)
class _Ranking:
    session: StoreSession
    asked: Asked
    mine: MemberId | None
    strict: Sequence[Found] | None

    @property
    def way(self) -> Way:
        query = self.asked.query
        if self.asked.given is not None:
            return Way.NAMED
        if query.typos:
            return Way.SLIPS
        if is_number(query):
            return Way.NUMBER
        return Way.WORDS if all(len(term) > 1 for term in query.asked) else Way.LETTERS

    @property
    def most(self) -> int:
        """Where the index does not answer a filter, the candidates that fit may be far apart."""
        return CANDIDATES if all(map(is_by_index, self.asked.filters)) else LISTED

    async def rows(self, shown: Mapping[str, int]) -> Sequence[Any]:
        words = Words(self.session, {"tenant": int(self.session.tenant)})
        shape = self._shape(words)
        values = {**words.values, **self._names(), **self._sought(), "most": self.most, **shown}
        return await self.session.fetch(statement(shape), values)

    def page(self, rows: Sequence[Any], *, shown: Sequence[Any] | None = None) -> Page:
        total, stopped = (rows[0].total, bool(rows[0].stopped)) if rows else (0, False)
        return Page(
            found=tuple(map(found_of_row, rows if shown is None else shown)),
            total=min(total, self.most),
            capped=total >= self.most or stopped,
        )

    def _shape(self, words: Words) -> Shape:
        asked, query, way = self.asked, self.asked.query, self.way
        again = way is Way.NAMED or bool(query.spellings)  # what the indexes have found needs a second look
        return Shape(
            postgres=words.postgres,
            way=way,
            forms=tuple(map(len, query.forms)),
            turned=query.reversed != query.whole,
            mine=bool(self.mine),
            plain=is_plain(asked.narrowed, query),
            held=holds(words, asked) if again else filters_hold(words, asked.filters),
            said=again or reads_text(asked.filters),
            given=self._given(words),
        )

    def _given(self, words: Words) -> str:
        if self.asked.given is not None:
            return named(words, self.asked.given)
        return "" if self.strict is None else named(words, [str(each.id) for each in self.strict])

    def _names(self) -> Values:
        query = self.asked.query
        terms = {f"term{at}_{n}": f" {form}" for at, forms in enumerate(query.forms) for n, form in enumerate(forms)}
        names = {**_edges("whole", query.whole), **_edges("turned", query.reversed)}
        return {**names, "me": self.mine, **terms}

    def _sought(self) -> Values:
        """What the sources are asked."""
        known, query, postgres = self.asked.narrowed, self.asked.query, self.session.is_postgres
        inside = {**frame(self.session.tenant), **grams_asked("inside", known, query, postgres=postgres)}
        match self.way:
            case Way.WORDS:
                wholes = words_asked("wholes", known, query.forms, postgres=postgres)
                begins = words_asked("begins", known, wordwise(query, {}), postgres=postgres)
                return {**inside, **wholes, **begins}
            case Way.NUMBER:
                return {**inside, **grams_asked("ends", known, query, postgres=postgres, ending=f"{query.whole} ")}
            case Way.SLIPS:
                said = wordwise(query, self.asked.meant)
                return {**inside, **words_asked("slips", known, said, postgres=postgres)}
        return inside


def _edges(name: str, said: str) -> Values:
    """What is compared with the whole of a name, with its beginning, and with its first and its last words."""
    return {
        name: said,
        f"{name}_end": said + BEYOND,
        f"{name}_head": f"{said} ",
        f"{name}_next": f"{said}!",  # the sign behind a space
        f"{name}_tail": f" {said}",
    }


def is_number(query: Query) -> bool:
    return len(query.asked) == 1 and query.asked[0].isdecimal()


def _nearest_first(query: Query, rows: Sequence[Any]) -> Sequence[Any]:
    return sorted(rows, key=lambda row: (row.place, _distance(query, row.sort_name) if row.place == BY_SLIP else 0))


def _distance(query: Query, name: str) -> float:
    """How far the terms are from the words of a name, each from its nearest."""
    said = name.split() or [""]
    return sum(min(OSA.normalized_distance(term, word) for word in said) for term in query.asked)
