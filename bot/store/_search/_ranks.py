"""The best first, of whom some words may mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import OSA

from bot.model.contacts import Found, Page
from bot.model.ids import MemberId
from bot.model.query import Query
from bot.model.search import FRAGMENT
from bot.store._search import _best as ask
from bot.store._search._best import Far, Near
from bot.store._search._conditions import Words
from bot.store._search._hits import Asked
from bot.store._search._narrow import RARE, Groups, is_by_index, wordwise
from bot.store._search._orders import LISTED
from bot.store._search._own_words import in_own_words
from bot.store._search._places import BESIDE, BY_SLIP, WITHIN
from bot.store._search._shapes import is_number, names_of, only_without, shape_of
from bot.store._search._sources import (
    Values,
    grams_asked,
    ids_from,
    ids_of,
    in_shared_file,
    signs_asked,
    words_asked,
)
from bot.store._search._sql import found_of_row, numbered_beside, numbered_of_row
from bot.store._search._words import ids_among
from bot.store._session import Inquiry, StoreSession

# Candidates looked at before ranking: past it a better question helps more than a better order.
CANDIDATES = 500
# Who has more contacts than these waits for no fragments where names and whole words fill the page.
FEW = 20_000
_EVERYBODY = 1 << 62
_MISSPELT = 200  # candidates, when some are found by a slip


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
    """With slips, `strict` are all who are found without them, where they are known.

    Where somebody is called just so, others in whose text the words stand somewhere are neither looked for nor counted;
    where many contacts are searched they are not either if names and whole words fill the page. A `whole` list has all.
    """
    return await session.converse(
        ranking(session, asked, limit=limit, offset=offset, mine=mine, strict=strict, whole=whole)
    )


def ranking(
    session: StoreSession,
    asked: Asked,
    *,
    limit: int,
    offset: int,
    mine: MemberId | None,
    strict: Sequence[Found] | None = None,
    whole: bool = False,
    number: int | None = None,
) -> Inquiry[Page]:
    """What `best` asks. Whoever has the `number` stands above a page that is as much shorter."""
    few = _EVERYBODY if whole else FEW
    shown = {"few": few, "shown": limit + offset, "limit": limit, "offset": offset}
    known = None if strict is None else [int(each.id) for each in strict]
    return _Ranking(session, asked, shown, mine=mine, strict=known, whole=whole, number=number).page()


@dataclass(frozen=True, slots=True)
class _Team:
    """`many` contacts, a file `shared` with other teams, somebody who is `called` just as asked."""

    many: bool = False
    shared: bool = True
    called: bool = False


class _Ranking:
    """One question, put in small statements: the quick ones first, the slow ones where these were not enough."""

    def __init__(
        self,
        session: StoreSession,
        asked: Asked,
        shown: Mapping[str, int],
        *,
        mine: MemberId | None,
        strict: Sequence[int] | None,
        whole: bool,
        number: int | None,
    ) -> None:
        self._asked, self._query, self._tenant = asked, asked.query, session.tenant
        self._strict, self._postgres = strict, session.is_postgres
        self._number = number
        self._numbered: Found | None = None
        # One begins too many words.
        self._has_letters = any(len(term) == 1 for term in asked.query.asked)
        words = Words(session, {"tenant": int(session.tenant)})
        without = only_without(asked.filters)
        self._shape = shape_of(words, asked if without is None else replace(asked, filters=()), mine)
        # By both names at least: a first name alone says too little.
        self._is_named = len(self._shape.forms) > 1 and not self._shape.held and not whole
        # Where the index does not answer a filter, the candidates that fit may be far apart.
        self._most = CANDIDATES if without is not None or all(map(is_by_index, asked.filters)) else LISTED
        self._values = {**words.values, **names_of(self._query), "me": mine, "most": self._most, **shown}
        self._shown = shown["shown"]
        if without is not None:
            self._leave_out(without)

    def page(self) -> Inquiry[Page]:
        given = self._asked.given
        if given is not None:
            rows = yield from self._nearest(Near.FITTING, WITHIN, self._listed(ids_among(given)))
            return self._of(rows, total=rows[0].near)
        if self._postgres and self._number is not None:
            return (yield from self._number_at_once(self._number))
        team = None
        if self._shape.stands:
            rows = yield from self._few()
            if rows[0].marked <= ask.FEW:
                return self._of(rows, total=rows[0].near)
            team = None if self._postgres else _Team(many=bool(rows[0].many), shared=bool(rows[0].shared))
        # To PostgreSQL each statement is a trip; what it would ask of the team is asked with the rest.
        asks_team = not self._postgres or is_number(self._query) or (self._has_letters and not self._query.typos)
        if team is None:
            team = (yield from self._team()) if asks_team else _Team()
        if not (asks_team or self._query.typos):
            return (yield from self._at_once())
        page = yield from self._in_steps(team)
        return page if self._numbered is None else replace(page, numbered=self._numbered)

    def _in_steps(self, team: _Team) -> Inquiry[Page]:
        if team.shared and not (team.many or self._postgres):
            self._share()
        if self._query.typos:
            said = self._by_slips(team)
        elif is_number(self._query):
            said = self._by_number(team)
        elif team.called:
            said = self._by_name(team)
        else:
            said = self._by_letters(team) if self._has_letters else self._by_words(team)
        return (yield from said)

    def _share(self) -> None:
        """Asks in a file that has other teams, of which this one has few contacts."""
        choices, together = self._query.choices, self._query.together
        parts = {f"part{at}_{n}": f"%{part}%" for at, some in enumerate(choices) for n, part in enumerate(some)}
        is_open = any(len(part) >= RARE for some in (*choices, (together,)) for part in some)
        self._shape = self._shape._replace(shared=True, patterns=tuple(map(len, choices)) if is_open else ())
        self._values = {**self._values, **parts, "together": f"%{together}%"}

    def _leave_out(self, contact: int) -> None:
        self._shape = self._shape._replace(without=True)
        self._values = {**self._values, "without": contact}

    def _few(self) -> Inquiry[Sequence[Any]]:
        """By the text of those whom filters leave, where these are few."""
        signs = signs_asked(self._asked.narrowed, self._tenant, postgres=self._postgres)
        values = {**self._values, **signs, "last": f"{self._query.whole} "}
        return (yield ask.of_few(self._shape, self._beside()), values)

    def _beside(self) -> str:
        """What holds of the text of those that are nearer, as words or fragments would find them."""
        has = "strpos" if self._postgres else "instr"
        if is_number(self._query):
            return f"{has}(s.grams, :last) > 0"
        if self._has_letters:
            return ""
        forms = [[f":term{at}_{n}" for n in range(some)] for at, some in enumerate(self._shape.forms)]
        begun = [" OR ".join(f"{has}(' ' || s.words, {form}) > 0" for form in each) for each in forms]
        return " AND ".join(f"({each})" for each in begun)

    def _at_once(self) -> Inquiry[Page]:
        """By name or by words, whichever it is."""
        known, postgres = self._asked.narrowed, self._postgres
        said = words_asked(known, wordwise(self._query, {}), self._tenant, postgres=postgres)
        whole = words_asked(known, self._query.forms, self._tenant, postgres=postgres)["said"]
        asked = {**self._values, **self._grams_asked("inside"), **said, "whole_said": whole}
        rows = yield ask.at_once(self._shape, named=self._is_named), asked
        return self._of(rows, total=max(rows[0].near, rows[0].far), stopped=rows[0].stopped)

    def _number_at_once(self, number: int) -> Inquiry[Page]:
        last = f"{self._query.whole} "
        said = {**self._grams_asked("ending", ending=last), **self._grams_asked("inside"), "number": number}
        rows = yield ask.with_numbered(self._shape), {**self._values, **said}
        page = self._of(rows, total=max(rows[0].near, rows[0].far), stopped=rows[0].stopped)
        return replace(page, numbered=numbered_beside(rows[0]))

    def _by_name(self, team: _Team) -> Inquiry[Page]:
        """By the words of a name that somebody has, and by names that begin so."""
        rows = yield from self._nearest(Near.CALLED, BESIDE, (yield from self._said(self._query.forms, team)))
        return self._of(rows, total=rows[0].near, stopped=True)

    def _by_words(self, team: _Team) -> Inquiry[Page]:
        """By words that begin so, then by fragments."""
        said = yield from self._said(wordwise(self._query, {}), team)
        return (yield from self._nearer_first(Near.BEGUN, said, team))

    def _by_number(self, team: _Team) -> Inquiry[Page]:
        """By last digits, then by those inside: that is how numbers are asked for."""
        last = f"{self._query.whole} "
        ending = {**self._framed(self._grams_asked("ending", ending=last), team), "last": last}
        if team.many:
            return (yield from self._nearer_first(Near.ENDING, ending, team))
        near = Near.ENDING if self._postgres or len(self._query.whole) < FRAGMENT else Near.LAST
        return (yield from self._both(near, {**ending, **self._inside(team)}))

    def _by_letters(self, team: _Team) -> Inquiry[Page]:
        """By fragments alone: one letter begins too many words."""
        return (yield from self._both(Near.NAMED, self._inside(team)))

    def _nearer_first(self, near: Near, asked: Values, team: _Team) -> Inquiry[Page]:
        """The farther are looked for where the nearer do not fill the page; among few contacts they are counted."""
        inside = self._inside(team)
        if not team.many:
            return (yield from self._both(near, {**asked, **inside}, filling=True))
        rows = yield from self._nearest(near, BESIDE, asked)
        if rows[0].near >= self._shown:
            return self._of(rows, total=rows[0].near, stopped=True)
        return (yield from self._both(Near.LISTED, {**inside, **self._listed(ids_from(rows[0].ids))}))

    def _both(self, near: Near, asked: Values, *, filling: bool = False) -> Inquiry[Page]:
        statement = ask.with_farther(self._shape, near, Far.INSIDE, (BESIDE, WITHIN), filling=filling)
        rows = yield statement, {**self._values, **asked}
        # What is found by words is found by fragments too, but for what either cuts off.
        return self._of(rows, total=max(rows[0].near, rows[0].far))

    def _by_slips(self, team: _Team) -> Inquiry[Page]:
        """By fragments, and by words that may have been meant."""
        near = Near.INSIDE if self._strict is None else Near.LISTED
        asked = self._inside(team) if self._strict is None else self._listed(self._strict)
        asked = {**asked, "limit": _MISSPELT, "offset": 0}
        # One letter begins too many words: whether it begins one is seen with what the others have found.
        said = tuple(each for each in wordwise(self._query, self._asked.meant) if len(each[0]) > len("a*"))
        if said:
            statement = ask.with_farther(self._shape, near, Far.MEANT, (WITHIN, BY_SLIP))
            rows = yield statement, {**self._values, **asked, **(yield from self._said(said, team))}
            total = rows[0].near + rows[0].fresh
        else:
            rows = yield from self._nearest(near, WITHIN, asked)
            total = rows[0].near
        first = self._values["offset"]
        return self._of(_nearest_first(self._query, rows)[first : self._shown], total=total)

    def _of(self, rows: Sequence[Any], *, total: int, stopped: bool = False) -> Page:
        """`stopped` where others were not looked for."""
        return Page(
            found=tuple([found_of_row(row) for row in rows if row.id is not None]),
            total=min(total, self._most),
            capped=total >= self._most or stopped,
        )

    def _team(self) -> Inquiry[_Team]:
        is_asked = self._number is not None
        statement = ask.of_team(self._shape.names, postgres=self._postgres, numbered=is_asked)
        (team,) = yield statement, {**self._values, "number": self._number}
        if is_asked and (numbered := numbered_of_row(team)) is not None:
            self._put_above(numbered)
        return _Team(many=bool(team.many), shared=bool(team.shared), called=self._is_named and bool(team.called))

    def _put_above(self, numbered: Found) -> None:
        self._numbered = numbered
        self._leave_out(int(numbered.id))
        self._shown -= 1
        turned = "offset" if self._values["offset"] else "limit"
        self._values = {**self._values, "shown": self._shown, turned: self._values[turned] - 1}

    def _nearest(self, near: Near, behind: int, more: Values) -> Inquiry[Sequence[Any]]:
        return (yield ask.nearest(self._shape, near, behind), {**self._values, **more})

    def _framed(self, asked: Values, team: _Team) -> Values:
        if self._postgres or not team.shared:
            return asked
        return in_shared_file(asked, self._tenant, many=team.many)

    def _listed(self, some: Sequence[int]) -> Values:
        return {"listed": ids_of(some, postgres=self._postgres)}

    def _inside(self, team: _Team) -> Values:
        return self._framed(self._grams_asked("inside", shared=self._shape.shared), team)

    def _said(self, said: Groups, team: _Team) -> Inquiry[Values]:
        own = (yield from in_own_words(said, self._tenant)) if team.shared and not self._postgres else said
        return self._framed(words_asked(self._asked.narrowed, own, self._tenant, postgres=self._postgres), team)

    def _grams_asked(self, name: str, ending: str = "", *, shared: bool = False) -> Values:
        known, postgres = self._asked.narrowed, self._postgres
        return grams_asked(name, known, self._query, self._tenant, postgres=postgres, ending=ending, shared=shared)


def _nearest_first(query: Query, rows: Sequence[Any]) -> Sequence[Any]:
    return sorted(rows, key=lambda row: (row.place, _distance(query, row.sort_name) if row.place == BY_SLIP else 0))


def _distance(query: Query, name: str) -> float:
    """How far the terms are from the words of a name, each from its nearest."""
    said = name.split() or [""]
    return sum(min(OSA.normalized_distance(term, word) for word in said) for term in query.asked)
