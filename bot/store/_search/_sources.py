"""Where the candidates of an answer come from: SQL that gives the ids of those who are wanted, and its values."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.model.ids import Tenant
from bot.model.query import Query
from bot.model.search import FRAGMENT
from bot.store._search._narrow import Groups, Narrowed, beside, expression, framed, tsquery

Values = Mapping[str, Any]
_GRAMS = {"signs": "text", "pieces": "jsonb", "choices": "jsonb", "together": "text"}


_SAID = "CAST(:said_leads AS text), CAST(:said AS text)"


def by_words(*, postgres: bool, shared: bool, said: str = _SAID) -> str:
    """Those whose words are as `said`, the youngest first.

    In a file that others share FTS5 would come to a team's few from the youngest of all; it is quick from the oldest.
    """
    if postgres:
        return _function("carnet_words", said)
    if shared:
        return f"SELECT id FROM ({_match('words', 'said', most=':few')}) AS oldest ORDER BY id DESC LIMIT :most"
    return _match("words", "said", newest="ORDER BY rowid DESC ")


def words_asked(known: Narrowed, said: Groups, tenant: Tenant, *, postgres: bool) -> Values:
    """The pieces of filters are in the other index: their conditions see to them."""
    wanted = (*known.required, *said)
    if not postgres:
        return {"said": expression(wanted, known.banned)}
    leads = tuple(each for each in wanted if not any(map(_begins_many, each)))
    return {
        "said": tsquery(tenant, wanted, known.banned),
        "said_leads": tsquery(tenant, leads or wanted, () if leads else known.banned),
    }


def _begins_many(part: str) -> bool:
    """Whether as good as every contact may have a word that begins so."""
    return part.endswith("*") and len(part) < FRAGMENT + len("*")


def by_grams(name: str, *, postgres: bool, plain: bool, joined: bool = False, most: str = ":most") -> str:
    """Those in whose text stands what is wanted under this `name`, or all terms together where they are `joined`."""
    if not postgres:
        return _match("grams", name, most=most)
    if plain:
        names = (name, f"{name}_joined") if joined else (name,)
        return " UNION ".join(_function("carnet_grams", f"CAST(:{each} AS text[])") for each in names)
    given = ", ".join(f"CAST(:{name}_{part} AS {kind})" for part, kind in _GRAMS.items())
    return _function("carnet_search", f"{given}, '', CAST(NULL AS bigint)")


def grams_asked(
    name: str, known: Narrowed, query: Query, tenant: Tenant, *, postgres: bool, ending: str = "", shared: bool = False
) -> Values:
    """With an `ending`: how a field ends."""
    pieces = (*known.pieces, (ending,)) if ending else known.pieces
    is_said = any(ending.startswith(part) for part in query.fragments)
    choices, together = ((), "") if is_said else (query.choices, query.together)
    if not postgres:
        either: list[Groups] = [each for each in (choices, ((together,),) if together else ()) if each]
        among = tenant if shared else None
        return {name: expression((*known.required, *pieces), known.banned, either, among=among)}
    if is_plain(known, query):
        fragments = [part for choice in (*pieces, *choices) for part in choice]
        return {name: fragments, f"{name}_joined": [query.together]} if query.together else {name: fragments}
    return {
        f"{name}_signs": tsquery(tenant, known.required, known.banned),
        f"{name}_pieces": json.dumps(pieces),
        f"{name}_choices": json.dumps(choices),
        f"{name}_together": together,
    }


def is_plain(known: Narrowed, query: Query) -> bool:
    """Whether some fragments, all of them, are the whole question, or all terms as one."""
    return not known.narrows and len(query.fragments) == len(query.asked)


def in_shared_file(asked: Values, tenant: Tenant, *, many: bool) -> Values:
    """FTS5 expressions with the tenant's term.

    In a file with one workspace every row has it, and to compare it would be most of the work.
    """
    before, behind = framed(tenant) if many else beside(tenant)
    return {name: f"{before}{wanted}{behind}" for name, wanted in asked.items()}


def ids_of(some: Sequence[int], *, postgres: bool) -> Any:
    """A list of ids as the driver takes it, in one value."""
    return list(some) if postgres else json.dumps(list(some))


def ids_from(said: Any) -> Sequence[int]:
    """As the driver gives them."""
    ids: Sequence[int] = json.loads(said) if isinstance(said, str) else said
    return ids


def _function(name: str, given: str) -> str:
    return f"SELECT contact AS id FROM {name}(CAST(:tenant AS bigint), {given}, CAST(:most AS bigint))"


def by_signs(most: int, *, postgres: bool) -> str:
    """Those whom the words of filters find; in SQLite `team` says how its term is to be put beside them."""
    if postgres:
        signs = "CAST(:signs AS text)"
        return f"SELECT contact AS id FROM carnet_words(CAST(:tenant AS bigint), {signs}, {signs}, {most})"
    said = "(SELECT CASE WHEN NOT shared THEN :signs WHEN many THEN :signs_of_many ELSE :signs_of_few END FROM team)"
    return f"SELECT rowid AS id FROM contact_words WHERE contact_words MATCH {said} LIMIT {most}"


def signs_asked(known: Narrowed, tenant: Tenant, *, postgres: bool) -> Values:
    if postgres:
        return {"signs": tsquery(tenant, known.required, known.banned)}
    signs = expression(known.required, known.banned)
    framed = {f"signs_of_{name}": in_shared_file({"signs": signs}, tenant, many=many)["signs"] for name, many in _SIZES}
    return {"signs": signs, **framed}


_SIZES = (("many", True), ("few", False))


def _match(table: str, name: str, *, newest: str = "", most: str = ":most") -> str:
    return f"SELECT rowid AS id FROM contact_{table} WHERE contact_{table} MATCH :{name} {newest}LIMIT {most}"
