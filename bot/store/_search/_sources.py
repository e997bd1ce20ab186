"""Where the candidates of an answer come from: SQL with named parameters that gives their ids, and its values.

Each source is asked only `where` a condition holds, which reads no more than what others have found: so one statement
asks the quick sources first and the slow ones only where these were not enough.
"""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

import json
from collections.abc import Mapping
from typing import Any

from bot.model.ids import Tenant
from bot.model.query import Query
from bot.store._search._narrow import NOTHING, Groups, Narrowed, expression, framed, tsquery

Values = Mapping[str, Any]
ALWAYS, NEVER = "1 = 1", "1 = 0"


def by_words(of: str, where: str, *, postgres: bool) -> str:
    """Those whose words the parameter `of` asks for."""
    if postgres:
        return _function("carnet_words", f"CAST(:{of} AS text)", where)
    return _match("words", of, where, newest="ORDER BY f.rowid DESC ")


def words_asked(of: str, known: Narrowed, said: Groups, *, postgres: bool) -> Values:
    """The pieces of filters are in the other index: their conditions see to them."""
    ask = tsquery if postgres else expression
    return {of: ask((*known.required, *said), known.banned)}


def by_grams(of: str, where: str, *, postgres: bool, plain: bool) -> str:
    """Those in whose text stands what the parameter `of` asks for."""
    if not postgres:
        return _match("grams", of, where)
    if plain:
        return _function("carnet_grams", f"CAST(:{of} AS text[])", where)
    kinds = {"signs": "text", "pieces": "jsonb", "choices": "jsonb", "together": "text"}
    given = ", ".join(f"CAST(:{of}_{part} AS {kind})" for part, kind in kinds.items())
    return _function("carnet_search", f"{given}, '', CAST(NULL AS bigint)", where)


def grams_asked(of: str, known: Narrowed, query: Query, *, postgres: bool, ending: str = "") -> Values:
    """With an `ending`: how a field ends."""
    pieces = (*known.pieces, (ending,)) if ending else known.pieces
    is_said = any(ending.startswith(part) for part in query.fragments)
    choices, together = ((), "") if is_said else (query.choices, query.together)
    if not postgres:
        either: list[Groups] = [each for each in (choices, ((together,),) if together else ()) if each]
        return {of: expression((*known.required, *pieces), known.banned, either)}
    if is_plain(known, query):
        return {of: [part for choice in (*pieces, *choices) for part in choice]}
    return {
        f"{of}_signs": tsquery(known.required, known.banned),
        f"{of}_pieces": json.dumps(pieces),
        f"{of}_choices": json.dumps(choices),
        f"{of}_together": together,
    }


def is_plain(known: Narrowed, query: Query) -> bool:
    """Whether some fragments, all of them, are the whole question."""
    return not (known.narrows or query.together) and len(query.fragments) == len(query.asked)


def facts(*, postgres: bool) -> str:
    """Of the team: whether its contacts are many; and on SQLite what an expression is put between.

    In a file with one workspace every row has the term of its tenant, and to compare it would be most of the work.
    """
    many = "coalesce((SELECT max(number) FROM contacts WHERE tenant = :tenant), 0) > :few AS many"
    if postgres:
        return f"SELECT {many}"
    others = "SELECT count(*) > 1 AS others FROM (SELECT 1 FROM workspaces LIMIT 2) AS known"
    framed = ", ".join(f"CASE WHEN others THEN :{side} ELSE '' END AS {side}" for side in ("before", "behind"))
    return f"SELECT {many}, {framed} FROM ({others}) AS counted"


def frame(tenant: Tenant) -> Values:
    before, behind = framed(tenant)
    return {"before": before, "behind": behind, "nothing": NOTHING}


def _function(name: str, given: str, where: str) -> str:
    found = f"{name}(CAST(:tenant AS bigint), {given}, CAST(:most AS bigint))"
    return f"SELECT contact AS id FROM {found} AS found WHERE {where}"


def _match(table: str, of: str, where: str, newest: str = "") -> str:
    """What is not asked is asked for the signs that no row has: that costs no more than to look them up."""
    wanted = f"coalesce((SELECT before || :{of} || behind FROM facts WHERE {where}), :nothing)"
    return f"""SELECT id FROM (SELECT f.rowid AS id FROM contact_{table} f WHERE f.contact_{table} MATCH {wanted}
        {newest}LIMIT :most) AS matched"""
