"""Where the contacts of an answer come from, as SQL that gives their ids: the indexes, names, the people in charge.

SQLite: two FTS5 tables over `contact_search`, of trigrams and of whole words. PostgreSQL: trigrams and a tsvector
behind functions of the owner, since row-level security would switch those indexes off.
"""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.model.filters import Filter, FilterKey
from bot.model.ids import ContactId, MemberId
from bot.model.query import Query
from bot.store._search._conditions import Words
from bot.store._search._narrow import Groups, Narrowed, essential, fts, narrowed, tsquery, wordwise

BEYOND = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: its filters that filter, what of them the indexes know, what misspelt terms meant."""

    query: Query
    filters: tuple[Filter, ...]
    narrowed: Narrowed
    meant: Mapping[str, Sequence[str]]

    @property
    def given(self) -> tuple[str, ...] | None:
        """The contacts that are named, where the question names some."""
        named = [each for each in self.filters if each.key is FilterKey.CONTACT and not each.excluded]
        return named[0].sought if named else None

    @property
    def narrows(self) -> bool:
        """Whether an index knows anything of it; else everybody has to be looked at."""
        return bool(self.query.asked or self.narrowed.narrows)


def asked_of(query: Query, meant: Mapping[str, Sequence[str]]) -> Asked:
    filters = essential(query)
    return Asked(query, filters, narrowed(filters), meant)


def by_index(words: Words, asked: Asked, *, most: str = "", after: ContactId | None = None) -> str:
    """All hits of the indexes; `most` is a parameter. From behind `after` on they come in the order of their ids."""
    query, known = asked.query, asked.narrowed
    slips = wordwise(query, asked.meant) if query.typos else ()
    if words.postgres:
        signs = tsquery(known.required, known.banned)
        return _postgres(words, known, signs, query=query, slips=tsquery(slips), most=most, after=after)
    either: list[Groups] = [query.choices] if query.asked else []
    if query.together:
        either.append(((query.together,),))
    tenant = words.session.tenant
    grams = fts(tenant, (*known.required, *known.pieces), known.banned, either)
    parts = [_match(words, "grams", grams, most=most, after=after)]
    if slips:
        # A filter's pieces are in the other index; its condition sees to it.
        said = fts(tenant, (*known.required, *slips), known.banned)
        parts.append(_match(words, "words", said, most=most, after=after))
    return " UNION ".join(f"SELECT id FROM ({part})" for part in parts)


def by_beginnings(words: Words, asked: Asked, *, most: str) -> str:
    """Hits of which every term begins a word, the newest first where there may be too many."""
    return _by_words(words, asked.narrowed, wordwise(asked.query, {}), most=most)


def by_wholes(words: Words, asked: Asked, *, most: str) -> str:
    """Hits of which every term is a word: found sooner, for a beginning may be that of many words."""
    return _by_words(words, asked.narrowed, asked.query.forms, most=most)


def _by_words(words: Words, known: Narrowed, said: Groups, *, most: str) -> str:
    required = (*known.required, *said)
    if words.postgres:
        return _postgres(words, known, tsquery(required, known.banned), most=most)
    expression = fts(words.session.tenant, required, known.banned)
    return f"{_match(words, 'words', expression)} ORDER BY rowid DESC LIMIT {most}"


def _match(words: Words, table: str, expression: str, *, most: str = "", after: ContactId | None = None) -> str:
    hits = f"SELECT rowid AS id FROM contact_{table} WHERE contact_{table} MATCH {words.bind(expression)}"
    if after is not None:
        hits += f" AND rowid > {words.bind(int(after))} ORDER BY rowid"
    return f"{hits} LIMIT {most}" if most else hits


def _postgres(
    words: Words,
    known: Narrowed,
    signs: str,
    *,
    most: str,
    query: Query | None = None,
    slips: str = "",
    after: ContactId | None = None,
) -> str:
    """`query` is asked by its fragments, where it is given."""
    said = (
        words.bind(signs),
        words.bind(json.dumps(known.pieces)),
        words.bind(json.dumps(query.choices if query else ())),
        words.bind(query.together if query else ""),
        words.bind(slips),
        words.bind(None if after is None else int(after)),
        most or "NULL",
    )
    kinds = ("text", "jsonb", "jsonb", "text", "text", "bigint", "bigint")
    given = ", ".join(f"CAST({each} AS {kind})" for each, kind in zip(said, kinds, strict=True))
    return f"SELECT contact AS id FROM carnet_search(CAST(:tenant AS bigint), {given})"


def by_name(words: Words, query: Query, mine: MemberId | None, *, most: str) -> Sequence[str]:
    """The candidates may be many and are cut, so those whose name begins as asked are always looked at as well."""
    names = dict.fromkeys((query.whole, query.reversed))
    own = ["", f" AND owner = {words.bind(mine)}"] if mine else [""]
    return [
        f"SELECT id FROM contacts WHERE tenant = :tenant{whose} AND sort_name >= {words.bind(name)}"
        f" AND sort_name < {words.bind(name + BEYOND)} ORDER BY sort_name LIMIT {most}"
        for name in names
        for whose in own
    ]


def by_ending(words: Words, asked: Asked, *, most: str) -> str:
    """A number is asked for by its last digits more often than by those inside."""
    ends = replace(asked.narrowed, pieces=(*asked.narrowed.pieces, (ending(asked.query),)))
    return by_index(words, replace(asked, narrowed=ends), most=most)


def is_number(query: Query) -> bool:
    return len(query.asked) == 1 and query.asked[0].isdecimal()


def ending(query: Query) -> str:
    return f"{query.asked[0]} "


def named(words: Words, contacts: Sequence[str]) -> str:
    return f"SELECT id FROM contacts WHERE tenant = :tenant AND id IN {words.keys(contacts)}"
