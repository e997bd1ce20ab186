"""Where the contacts of an answer come from, as SQL that gives their ids: the indexes, names, the people in charge.

SQLite: two FTS5 tables over `contact_search`, of trigrams and of whole words. PostgreSQL: trigrams and a tsvector
behind functions of the owner, since row-level security would switch those indexes off.
"""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.filters import Filter, FilterKey
from bot.model.ids import ContactId
from bot.model.query import Query
from bot.store._search._conditions import Words
from bot.store._search._narrow import Groups, Narrowed, essential, fts, narrowed, tsquery, wordwise
from bot.store._search._values import by_values, is_ranged


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
    def means_more(self) -> bool:
        """Whether a term may have been a word that does not begin with it."""
        return any(not word.startswith(term) for term, words in self.meant.items() for word in words)

    @property
    def narrows(self) -> bool:
        """Whether an index knows anything of it; else everybody has to be looked at."""
        return bool(self.query.asked or self.narrowed.narrows)


def asked_of(query: Query, meant: Mapping[str, Sequence[str]]) -> Asked:
    filters = essential(query)
    return Asked(query, filters, narrowed(filters), meant)


def by_index(words: Words, asked: Asked, *, most: str = "", after: ContactId | None = None) -> str:
    """All hits of the indexes; `most` is a parameter. From behind `after` on they come in the order of their ids."""
    if any(map(is_ranged, asked.filters)):
        return _by_values(words, asked, most=most, after=after)
    query, known, tenant = asked.query, asked.narrowed, words.session.tenant
    slips = wordwise(query, asked.meant) if query.typos else ()
    if words.postgres:
        signs, meant = tsquery(tenant, known.required, known.banned), tsquery(tenant, slips)
        return _postgres(words, known, signs, query=query, slips=meant, most=most, after=after)
    either: list[Groups] = [query.choices] if query.asked else []
    if query.together:
        either.append(((query.together,),))
    grams = fts(tenant, (*known.required, *known.pieces), known.banned, either)
    parts = [_match(words, "grams", grams, most=most, after=after)]
    if slips:
        # A filter's pieces are in the other index; its condition sees to it.
        said = fts(tenant, (*known.required, *slips), known.banned)
        parts.append(_match(words, "words", said, most=most, after=after))
    return " UNION ".join(f"SELECT id FROM ({part})" for part in parts)


def _match(words: Words, table: str, expression: str, *, most: str = "", after: ContactId | None = None) -> str:
    hits = f"SELECT rowid AS id FROM contact_{table} WHERE contact_{table} MATCH {words.bind(expression)}"
    if after is not None:
        hits += f" AND rowid > {words.bind(int(after))} ORDER BY rowid"
    return f"{hits} LIMIT {most}" if most else hits


def _by_values(words: Words, asked: Asked, *, most: str, after: ContactId | None) -> str:
    """The index of the values finds them all, so that of many who have one none is left out for want of room."""
    others = tuple(each for each in asked.filters if not is_ranged(each))
    rest = Asked(asked.query, others, narrowed(others), asked.meant)
    first, *more = by_values(words, asked.filters)
    within = [*more, *([by_index(words, rest)] if rest.narrows else ())]
    behind = [] if after is None else [f"id > {words.bind(int(after))}"]
    held = " AND ".join((*(f"id IN (SELECT id FROM ({each}) AS also)" for each in within), *behind))
    hits = f"SELECT id FROM ({first}) AS valued{f' WHERE {held}' if held else ''}"
    ordered = "" if after is None else " ORDER BY id"
    return f"{hits}{ordered}{f' LIMIT {most}' if most else ''}"


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


def named(words: Words, contacts: Sequence[str]) -> str:
    return f"SELECT id FROM contacts WHERE tenant = :tenant AND id IN {words.keys(contacts)}"
