"""Where the candidates of an answer come from: SQL that gives the ids of those who are `wanted`, and its values."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.model.ids import Tenant
from bot.model.query import Query
from bot.store._search._narrow import Groups, Narrowed, expression, framed, tsquery

Values = Mapping[str, Any]
_GRAMS = {"signs": "text", "pieces": "jsonb", "choices": "jsonb", "together": "text"}


def by_words(*, postgres: bool) -> str:
    """Those whose words are wanted."""
    if postgres:
        return _function("carnet_words", "CAST(:wanted AS text)")
    return _match("words", newest="ORDER BY rowid DESC ")


def words_asked(known: Narrowed, said: Groups, *, postgres: bool) -> Values:
    """The pieces of filters are in the other index: their conditions see to them."""
    ask = tsquery if postgres else expression
    return {"wanted": ask((*known.required, *said), known.banned)}


def by_grams(*, postgres: bool, plain: bool) -> str:
    """Those in whose text stands what is wanted."""
    if not postgres:
        return _match("grams")
    if plain:
        return _function("carnet_grams", "CAST(:wanted AS text[])")
    given = ", ".join(f"CAST(:wanted_{part} AS {kind})" for part, kind in _GRAMS.items())
    return _function("carnet_search", f"{given}, '', CAST(NULL AS bigint)")


def grams_asked(known: Narrowed, query: Query, *, postgres: bool, ending: str = "") -> Values:
    """With an `ending`: how a field ends."""
    pieces = (*known.pieces, (ending,)) if ending else known.pieces
    is_said = any(ending.startswith(part) for part in query.fragments)
    choices, together = ((), "") if is_said else (query.choices, query.together)
    if not postgres:
        either: list[Groups] = [each for each in (choices, ((together,),) if together else ()) if each]
        return {"wanted": expression((*known.required, *pieces), known.banned, either)}
    if is_plain(known, query):
        return {"wanted": [part for choice in (*pieces, *choices) for part in choice]}
    return {
        "wanted_signs": tsquery(known.required, known.banned),
        "wanted_pieces": json.dumps(pieces),
        "wanted_choices": json.dumps(choices),
        "wanted_together": together,
    }


def is_plain(known: Narrowed, query: Query) -> bool:
    """Whether some fragments, all of them, are the whole question."""
    return not (known.narrows or query.together) and len(query.fragments) == len(query.asked)


def in_shared_file(asked: Values, tenant: Tenant) -> Values:
    """An FTS5 expression with the tenant's term.

    In a file with one workspace every row has it, and to compare it would be most of the work.
    """
    before, behind = framed(tenant)
    return {"wanted": f"{before}{asked['wanted']}{behind}"}


def ids_of(some: Sequence[int], *, postgres: bool) -> Any:
    """A list of ids as the driver takes it, in one value."""
    return list(some) if postgres else json.dumps(list(some))


def ids_from(said: Any) -> Sequence[int]:
    """As the driver gives them."""
    ids: Sequence[int] = json.loads(said) if isinstance(said, str) else said
    return ids


def _function(name: str, given: str) -> str:
    return f"SELECT contact AS id FROM {name}(CAST(:tenant AS bigint), {given}, CAST(:most AS bigint))"


def _match(table: str, newest: str = "") -> str:
    return f"SELECT rowid AS id FROM contact_{table} WHERE contact_{table} MATCH :wanted {newest}LIMIT :most"
