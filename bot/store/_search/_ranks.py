"""The best first, of whom some words may mean."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import OSA
from sqlalchemy import TextClause

from bot.model.contacts import Found, Page
from bot.model.ids import MemberId
from bot.model.query import Query
from bot.store._search import _best as ask
from bot.store._search._best import BESIDE, BY_SLIP, WITHIN, Shape
from bot.store._search._conditions import Words, filters_hold, reads_text
from bot.store._search._hits import Asked
from bot.store._search._narrow import Groups, is_by_index, wordwise
from bot.store._search._orders import LISTED
from bot.store._search._sources import Values, grams_asked, ids_from, ids_of, in_shared_file, is_plain, words_asked
from bot.store._search._sql import found_of_row, holds
from bot.store._search._words import ids_among
from bot.store._session import Inquiry, StoreSession

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
    """With slips, `strict` are all who are found without them, where they are known.

    Where somebody is called just so, others in whose text the words stand somewhere are neither looked for nor counted;
    where many contacts are searched they are not either if names and whole words fill the page. A `whole` list has all.
    """
    few = _EVERYBODY if whole else FEW
    shown = {"few": few, "shown": limit + offset, "limit": limit, "offset": offset}
    known = None if strict is None else [int(each.id) for each in strict]
    return await session.converse(_Ranking(session, asked, shown, mine=mine, strict=known, whole=whole).page())


@dataclass(frozen=True, slots=True)
class _Team:
    """`many` contacts, `others` in the same file, somebody who is `called` just as asked."""

    many: bool
    others: bool
    called: bool


@dataclass(frozen=True, slots=True)
class _Hits:
    """Ids of candidates and the places of those whose names give them no better one; how many were found, and whether
    others were not looked for."""

    nearer: Sequence[int]
    near: int
    farther: Sequence[int]
    far: int
    total: int
    stopped: bool = False


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
    ) -> None:
        self._asked, self._query, self._tenant = asked, asked.query, session.tenant
        self._strict, self._whole, self._postgres = strict, whole, session.is_postgres
        words = Words(session, {"tenant": int(session.tenant)})
        self._shape = _shape(words, asked, mine)
        # Where the index does not answer a filter, the candidates that fit may be far apart.
        self._most = CANDIDATES if all(map(is_by_index, asked.filters)) else LISTED
        self._values = {**words.values, **_names(self._query), "me": mine, "most": self._most, **shown}
        self._shown = shown["shown"]

    def page(self) -> Inquiry[Page]:
        hits = yield from self._hits()
        rows = (yield from self._ranked(hits)) if hits.total else ()
        return Page(
            found=tuple(map(found_of_row, rows)),
            total=min(hits.total, self._most),
            capped=hits.total >= self._most or hits.stopped,
        )

    def _hits(self) -> Inquiry[_Hits]:
        given = self._asked.given
        if given is not None:
            return (yield from self._given(ids_among(given)))
        team = yield from self._team()
        if self._query.typos:
            return (yield from self._by_slips(team))
        if is_number(self._query):
            return (yield from self._by_number(team))
        if any(len(term) == 1 for term in self._query.asked):
            return (yield from self._by_letters(team))
        return (yield from self._by_words(team))

    def _by_words(self, team: _Team) -> Inquiry[_Hits]:
        """By words that begin so, then by fragments, unless somebody is called just so: then whole words are enough
        where the contacts are many."""
        said = wordwise(self._query, {})
        if team.called:
            asked = self._words_asked(self._query.forms if team.many else said)
            called = yield from self._found(ask.words_and_names, asked, team)
            return _Hits(called, BESIDE, (), WITHIN, len(called), stopped=True)
        begun = yield from self._found(ask.words, self._words_asked(said), team)
        # Those that are cut off may have the better names.
        named = (yield from self._named(begun)) if len(begun) >= self._most else ()
        near = (*begun, *named)
        if team.many and len(near) >= self._shown:
            return _Hits(near, BESIDE, (), WITHIN, len(near), stopped=True)
        inside = yield from self._found(ask.grams, self._grams_asked(), team)
        others = _fresh(inside, near) if len(near) < self._shown else ()
        # What is found by words is found by fragments too, but for what either cuts off.
        return _Hits(near, BESIDE, others, WITHIN, max(len(near), len(inside)))

    def _by_number(self, team: _Team) -> Inquiry[_Hits]:
        """By last digits, then by those inside: that is how numbers are asked for."""
        near = yield from self._found(ask.grams_and_names, self._grams_asked(ending=f"{self._query.whole} "), team)
        if team.many and len(near) >= self._shown:
            return _Hits(near, BESIDE, (), WITHIN, len(near), stopped=True)
        inside = yield from self._found(ask.grams, self._grams_asked(), team)
        return _Hits(near, BESIDE, _fresh(inside, near), WITHIN, max(len(near), len(inside)))

    def _by_letters(self, team: _Team) -> Inquiry[_Hits]:
        """By fragments alone: one letter begins too many words."""
        named = yield from self._named(())
        inside = yield from self._found(ask.grams, self._grams_asked(), team)
        return _Hits(named, BESIDE, _fresh(inside, named), WITHIN, max(len(named), len(inside)))

    def _by_slips(self, team: _Team) -> Inquiry[_Hits]:
        """By fragments, and by words that may have been meant."""
        strict = self._strict
        if strict is None:
            strict = yield from self._found(ask.grams, self._grams_asked(), team)
        # One letter begins too many words: whether it begins one is seen with what the others have found.
        said = tuple(each for each in wordwise(self._query, self._asked.meant) if len(each[0]) > len("a*"))
        words = (yield from self._found(ask.words, self._words_asked(said), team)) if said else ()
        meant = _fresh(words, strict)
        return _Hits(strict, WITHIN, meant, BY_SLIP, len(strict) + len(meant))

    def _given(self, known: Sequence[int]) -> Inquiry[_Hits]:
        """Whom the question names."""
        given = ids_of(known, postgres=self._postgres)
        fitting = yield from self._ids(ask.checked(self._shape), {"given": given})
        return _Hits(fitting, WITHIN, (), WITHIN, len(fitting))

    def _ranked(self, hits: _Hits) -> Inquiry[Sequence[Any]]:
        nearer, farther = (ids_of(some, postgres=self._postgres) for some in (hits.nearer, hits.farther))
        values = {**self._values, "nearer": nearer, "farther": farther}
        statement = ask.ranked(self._shape, hits.near, hits.far)
        if hits.far != BY_SLIP:
            return (yield statement, values)
        rows = yield statement, {**values, "limit": _MISSPELT, "offset": 0}
        first = self._values["offset"]
        return _nearest_first(self._query, rows)[first : self._shown]

    def _team(self) -> Inquiry[_Team]:
        statement = ask.of_team(self._shape.names, postgres=self._postgres)
        (team,) = yield statement, self._values
        # By both names at least: a first name alone says too little.
        is_named = len(self._shape.forms) > 1 and not self._shape.held and not self._whole
        return _Team(many=bool(team.many), others=bool(team.others), called=is_named and bool(team.called))

    def _found(self, source: Callable[[Shape], TextClause], asked: Values, team: _Team) -> Inquiry[Sequence[int]]:
        framed = in_shared_file(asked, self._tenant) if team.others and not self._postgres else asked
        return (yield from self._ids(source(self._shape), framed))

    def _named(self, known: Sequence[int]) -> Inquiry[Sequence[int]]:
        return _fresh((yield from self._ids(ask.names(self._shape), {})), known)

    def _ids(self, statement: TextClause, more: Values) -> Inquiry[Sequence[int]]:
        (row,) = yield statement, {**self._values, **more}
        return ids_from(row.ids)

    def _words_asked(self, said: Groups) -> Values:
        return words_asked(self._asked.narrowed, said, postgres=self._postgres)

    def _grams_asked(self, ending: str = "") -> Values:
        return grams_asked(self._asked.narrowed, self._query, postgres=self._postgres, ending=ending)


def _shape(words: Words, asked: Asked, mine: MemberId | None) -> Shape:
    query = asked.query
    # What the indexes have found needs a second look.
    again = asked.given is not None or bool(query.spellings) or (query.typos and min(map(len, query.asked)) == 1)
    return Shape(
        postgres=words.postgres,
        forms=tuple(map(len, query.forms)),
        turned=query.reversed != query.whole,
        mine=bool(mine),
        plain=is_plain(asked.narrowed, query),
        held=holds(words, asked) if again else filters_hold(words, asked.filters),
        said=again or reads_text(asked.filters),
    )


def _names(query: Query) -> Values:
    terms = {f"term{at}_{n}": form for at, forms in enumerate(query.forms) for n, form in enumerate(forms)}
    parts = [_edges("whole", query.whole), _edges("turned", query.reversed), *map(_begins, terms, terms.values())]
    return {name: value for part in parts for name, value in part.items()}


def _begins(name: str, form: str) -> Values:
    """What is compared with the words of a name: behind a space, or the first."""
    return {name: f" {form}", f"{name}_bare": form, f"{name}_end": form + BEYOND}


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


def _fresh(some: Sequence[int], known: Sequence[int]) -> Sequence[int]:
    seen = set(known)
    return [each for each in some if each not in seen]


def _nearest_first(query: Query, rows: Sequence[Any]) -> Sequence[Any]:
    return sorted(rows, key=lambda row: (row.place, _distance(query, row.sort_name) if row.place == BY_SLIP else 0))


def _distance(query: Query, name: str) -> float:
    """How far the terms are from the words of a name, each from its nearest."""
    said = name.split() or [""]
    return sum(min(OSA.normalized_distance(term, word) for word in said) for term in query.asked)
