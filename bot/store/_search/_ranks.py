"""The best first, of whom some words may mean."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from weakref import WeakKeyDictionary

from rapidfuzz.distance import OSA

from bot.model.contacts import Page
from bot.model.ids import MemberId, Tenant
from bot.model.query import Query
from bot.model.search import FRAGMENT
from bot.store._search._conditions import Words, filters_hold, fragments_stand, reads_text
from bot.store._search._hits import (
    Asked,
    by_beginnings,
    by_ending,
    by_index,
    by_name,
    by_wholes,
    is_number,
    named,
)
from bot.store._search._narrow import is_by_index
from bot.store._search._orders import LISTED
from bot.store._search._sql import FOUND, SAID, SHOWN, found_of_row, holds, joined, statement
from bot.store._session import StoreSession

# Candidates looked at before ranking: past it a better question helps more than a better order.
CANDIDATES = 500
# Who has more contacts than these waits for no fragments where names and whole words fill the page.
FEW = 20_000
# Who is known to have as many, by database: teams grow, and a first question asked the long way tells.
_MANY: WeakKeyDictionary[object, set[Tenant]] = WeakKeyDictionary()
_MISSPELT = 200  # candidates, when some are found by a slip
_WHOLE, _BEGUN, _WITHIN, _BY_SLIP = 2, 4, 5, 6  # the places behind those of whole names and their beginnings


class _Hits(Protocol):
    def __call__(self, words: Words, asked: Asked, *, most: str) -> str: ...


@dataclass(frozen=True, slots=True)
class _Step:
    """Sources of candidates; whoever is not among them stands behind `last`."""

    sources: tuple[_Hits, ...]
    last: int = _BY_SLIP


async def best(session: StoreSession, asked: Asked, *, limit: int, offset: int, mine: MemberId | None) -> Page:
    """One statement, or a few where many contacts are searched by the quickest way first.

    Where names and whole words fill the page, or somebody is called just so, others that may fit are neither looked
    for nor counted.
    """
    ranking = _Ranking(session, asked, limit=limit, offset=offset, mine=mine)
    *quick, whole = _steps(asked)
    many = _MANY.setdefault(session.dialect, set())
    if session.tenant not in many:
        rows = await ranking.rows(whole)
        if rows and rows[0].newest > FEW:
            many.add(session.tenant)
        return ranking.page(rows)
    for step in quick:
        rows = await ranking.rows(step)
        if rows and rows[0].newest <= FEW:
            break
        if _is_called_so(asked.query, rows) or (len(rows) == limit and rows[-1].place <= step.last):
            return ranking.page(rows, stopped=True)
    return ranking.page(await ranking.rows(whole))


def _steps(asked: Asked) -> Sequence[_Step]:
    query = asked.query
    if query.typos or asked.given is not None:
        return (_Step((by_index,)),)
    if is_number(query):  # asked for by its last digits more often than by those inside
        return _Step((by_ending,), _BEGUN), _Step((by_ending, by_index))
    steps = [_Step((by_index,))]
    if all(len(term) > 1 for term in query.asked):  # one letter begins too many words
        steps = [_Step((by_beginnings,), _BEGUN), _Step((by_beginnings, by_index))]
    if any(len(term) > FRAGMENT for term in query.asked):
        steps.insert(0, _Step((by_wholes,), _WHOLE))
    return steps


def _is_called_so(query: Query, rows: Sequence[Any]) -> bool:
    """By both names at least: a first name alone says too little."""
    return len(query.asked) > 1 and bool(rows) and rows[0].place == 0


@dataclass(frozen=True, slots=True)
class _Ranking:
    session: StoreSession
    asked: Asked
    limit: int
    offset: int
    mine: MemberId | None

    @property
    def most(self) -> int:
        """Where the index does not answer a filter, the candidates that fit may be far apart."""
        return CANDIDATES if all(map(is_by_index, self.asked.filters)) else LISTED

    @property
    def slips(self) -> bool:
        return self.asked.query.typos and bool(self.asked.meant)

    async def rows(self, step: _Step) -> Sequence[Any]:
        words = Words(self.session, {"tenant": int(self.session.tenant), "candidates": self.most})
        words.values |= {"beginnings": self.limit + self.offset}
        words.values |= (
            {"limit": _MISSPELT, "offset": 0} if self.slips else {"limit": self.limit, "offset": self.offset}
        )
        rows = await self.session.fetch(statement(self._said(words, step)), words.values)
        return _nearest_first(self.asked.query, rows)[self.offset :][: self.limit] if self.slips else rows

    def page(self, rows: Sequence[Any], *, stopped: bool = False) -> Page:
        total = rows[0].total if rows else 0
        return Page(
            found=tuple(map(found_of_row, rows)),
            total=min(total, self.most),
            capped=total >= self.most or stopped,
        )

    def _said(self, words: Words, step: _Step) -> str:
        query, asked = self.asked.query, self.asked
        # What the indexes have found by plain terms needs no second look.
        again = query.typos or asked.given is not None
        held = holds(words, asked) if again else filters_hold(words, asked.filters)
        said = SAID if again or reads_text(asked.filters) else ""
        return f"""SELECT {SHOWN}, c.sort_name, {_place(words, query)} AS place, count(*) OVER () AS total,
            (SELECT max(number) FROM contacts WHERE tenant = :tenant) AS newest
            FROM {joined(words, f"({self._hits(words, step)})")}{said} WHERE {FOUND}{held}
            ORDER BY place, {_others_last(words, self.mine)}c.updated_at DESC, c.sort_name, c.id
            LIMIT :limit OFFSET :offset"""

    def _hits(self, words: Words, step: _Step) -> str:
        """The candidates with the place of each, where its name does not give it a better one."""
        if self.asked.given is not None:
            return f"SELECT id, {_WITHIN} AS behind FROM ({named(words, self.asked.given)}) AS hits0"
        begin = by_name(words, self.asked.query, self.mine, most=":beginnings")
        hits = [(each, _BEGUN) for each in begin]
        for source in step.sources:
            place = _WITHIN if source is by_index else _BEGUN
            hits.append((source(words, self.asked, most=":candidates"), place))
        each = [f"SELECT id, {place} AS behind FROM ({said}) AS hits{at}" for at, (said, place) in enumerate(hits)]
        return f"SELECT id, min(behind) AS behind FROM ({' UNION ALL '.join(each)}) AS candidates GROUP BY id"


def _place(words: Words, query: Query) -> str:
    """The whole name, what begins so, whole words, their beginnings, words beside the name, fragments, slips."""
    names = [words.bind(name) for name in dict.fromkeys((query.whole, query.reversed))]
    whole = " OR ".join(f"c.sort_name = {name}" for name in names)
    begins = " OR ".join(f"substr(c.sort_name, 1, length({name})) = {name}" for name in names)
    own = "' ' || c.sort_name || ' '"
    groups = [[words.bind(f" {form}") for form in forms] for forms in query.forms]
    words_whole = " AND ".join(_any(words.has(own, f"{form} || ' '") for form in forms) for forms in groups)
    words_begin = " AND ".join(_any(words.has(own, form) for form in forms) for forms in groups)
    slip = f"WHEN NOT ({fragments_stand(words, query)}) THEN {_BY_SLIP}" if query.typos else ""
    return f"""CASE WHEN {whole} THEN 0 WHEN {begins} THEN 1 WHEN {words_whole} THEN {_WHOLE}
        WHEN {words_begin} THEN 3 {slip} ELSE hits.behind END"""


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _others_last(words: Words, mine: MemberId | None) -> str:
    if not mine:
        return ""
    me = words.bind(mine)
    return f"""CASE WHEN c.owner = {me} OR EXISTS (SELECT 1 FROM contact_assignees a WHERE a.tenant = :tenant
        AND a.contact = c.id AND a.member = {me}) THEN 0 ELSE 1 END, """


def _nearest_first(query: Query, rows: Sequence[Any]) -> Sequence[Any]:
    return sorted(rows, key=lambda row: (row.place, _distance(query, row.sort_name) if row.place == _BY_SLIP else 0))


def _distance(query: Query, name: str) -> float:
    """How far the terms are from the words of a name, each from its nearest."""
    said = name.split() or [""]
    return sum(min(OSA.normalized_distance(term, word) for word in said) for term in query.asked)
