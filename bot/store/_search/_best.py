"""The statements that find the best, by the shape of a question: a text is made once for all questions of a shape."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import TextClause, text

from bot.store._search._sources import by_grams, by_words
from bot.store._search._sql import FOUND, SAID, SHOWN

# Places in the order, behind that of the whole name.
EDGE, WHOLE, FIRST, BEGUN, BESIDE, WITHIN, BY_SLIP = 1, 2, 3, 4, 5, 6, 7


@dataclass(frozen=True, slots=True)
class Shape:
    """What the texts of the statements depend on.

    `forms` says of each term how many there are of it, `turned` whether the name may be asked for the other way
    round, `mine` whether somebody's own come first, `plain` whether fragments are the whole question. `held` are the
    conditions of filters; for them the search text is needed where they read `said`.
    """

    postgres: bool
    forms: tuple[int, ...]
    turned: bool
    mine: bool
    plain: bool
    held: str = ""
    said: bool = False

    @property
    def names(self) -> Sequence[str]:
        return ("whole", "turned") if self.turned else ("whole",)


@lru_cache(maxsize=8)
def of_team(asked: Sequence[str], *, postgres: bool) -> TextClause:
    """Whether its contacts are many, whether others share the file, whether somebody is called just so."""
    many = "coalesce((SELECT max(number) FROM contacts WHERE tenant = :tenant), 0) > :few AS many"
    others = "true" if postgres else "(SELECT count(*) FROM (SELECT 1 FROM workspaces LIMIT 2) AS known) > 1"
    names = ", ".join(f":{name}" for name in asked)
    called = f"EXISTS (SELECT 1 FROM contacts c WHERE {FOUND} AND c.sort_name IN ({names}))"
    return text(f"SELECT {many}, {others} AS others, {called} AS called")


# People write any filters in any order.
@lru_cache(maxsize=512)
def words(shape: Shape) -> TextClause:
    """Those whose words are as `wanted`, the youngest first."""
    return _ids(shape, _checked(shape, by_words(postgres=shape.postgres)))


@lru_cache(maxsize=512)
def grams(shape: Shape) -> TextClause:
    """Those in whose text stands what is `wanted`."""
    return _ids(shape, _checked(shape, by_grams(postgres=shape.postgres, plain=shape.plain)))


@lru_cache(maxsize=512)
def names(shape: Shape) -> TextClause:
    """Those whose name begins as asked: others may be many and are cut before they are put in order."""
    return _ids(shape, _checked(shape, _names(shape)))


@lru_cache(maxsize=512)
def words_and_names(shape: Shape) -> TextClause:
    return _ids(
        shape, _checked(shape, f"SELECT id FROM ({by_words(postgres=shape.postgres)}) AS said UNION {_names(shape)}")
    )


@lru_cache(maxsize=512)
def grams_and_names(shape: Shape) -> TextClause:
    by = by_grams(postgres=shape.postgres, plain=shape.plain)
    return _ids(shape, _checked(shape, f"SELECT id FROM ({by}) AS said UNION {_names(shape)}"))


@lru_cache(maxsize=512)
def checked(shape: Shape) -> TextClause:
    """Which of those that are `given` fit."""
    return _ids(shape, _checked(shape, _listed(shape, "given")))


@lru_cache(maxsize=512)
def ranked(shape: Shape, near: int, far: int) -> TextClause:
    """A page of the `nearer` and the `farther`; `near` and `far` are their places, where names give them no better."""
    each = (_listed(shape, "nearer", f", {near} AS behind"), _listed(shape, "farther", f", {far} AS behind"))
    first = f"""SELECT c.id, c.sort_name, c.updated_at, {_place(shape)} AS place, {_others(shape)} AS others
        FROM ({" UNION ALL ".join(each)}) AS hits {_join(shape)} contacts c {_by_order(shape)}
        ON c.tenant = :tenant AND c.id = hits.id WHERE {FOUND}
        ORDER BY place, others, c.updated_at DESC, c.sort_name, c.id LIMIT :limit OFFSET :offset"""
    return text(f"""SELECT {SHOWN}, c.sort_name, first.place
        FROM ({first}) AS first {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = first.id
        ORDER BY first.place, first.others, first.updated_at DESC, first.sort_name, first.id""")


def _names(shape: Shape) -> str:
    each = [
        f"""SELECT id FROM (SELECT c.id FROM contacts c WHERE {FOUND}{whose} AND c.sort_name >= :{name}
            AND c.sort_name < :{name}_end ORDER BY c.sort_name LIMIT :shown) AS named{at}{number}"""
        for at, name in enumerate(shape.names)
        for number, whose in enumerate(("", " AND c.owner = :me") if shape.mine else ("",))
    ]
    return " UNION ".join(each)


def _ids(shape: Shape, source: str) -> TextClause:
    """In one value: hundreds of rows take longer to read than to find."""
    every = "coalesce(array_agg(id), '{}')" if shape.postgres else "json_group_array(id)"
    return text(f"SELECT {every} AS ids FROM ({source}) AS hits")


def _listed(shape: Shape, name: str, more: str = "") -> str:
    """A list of ids is one value."""
    if shape.postgres:
        return f"SELECT id{more} FROM unnest(CAST(:{name} AS bigint[])) AS id"
    return f"SELECT value AS id{more} FROM json_each(:{name})"


def _checked(shape: Shape, source: str) -> str:
    """With what filters ask: the index lets some pass that do not fit, and they would be counted."""
    if not shape.held:
        return source
    return f"""SELECT c.id FROM ({source}) AS hits {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = hits.id
        {SAID if shape.said else ""} WHERE {FOUND}{shape.held}"""


def _join(shape: Shape) -> str:
    """In SQLite CROSS JOIN keeps this order: from the few hits to their contacts."""
    return "JOIN" if shape.postgres else "CROSS JOIN"


def _place(shape: Shape) -> str:
    """The whole name, its first or last words, other whole words, what begins so, the beginnings of words, words beside
    the name, fragments, slips.

    To put a name between spaces takes longer than to compare it: words are looked for where they begin.
    """
    has = "strpos" if shape.postgres else "instr"
    whole = " OR ".join(f"c.sort_name = :{name}" for name in shape.names)
    tail = "right(c.sort_name, length({0})) = {0}" if shape.postgres else "substr(c.sort_name, -length({0})) = {0}"
    edges = " OR ".join(
        f"(c.sort_name >= :{name}_head AND c.sort_name < :{name}_next) OR {tail.format(f':{name}_tail')}"
        for name in shape.names
    )
    begins = " OR ".join(f"(c.sort_name >= :{name} AND c.sort_name < :{name}_end)" for name in shape.names)
    terms = [[f":term{at}_{form}" for form in range(some)] for at, some in enumerate(shape.forms)]
    starts = " AND ".join(_any(_starts(form, has) for form in forms) for forms in terms)
    wholes = " AND ".join(
        _any(f"{has}(' ' || c.sort_name || ' ', {form} || ' ') > 0" for form in forms) for forms in terms
    )
    return f"""CASE WHEN {whole} THEN 0 WHEN NOT ({starts}) THEN hits.behind
        WHEN {edges} THEN {EDGE} WHEN {wholes} THEN {WHOLE} WHEN {begins} THEN {FIRST} ELSE {BEGUN} END"""


def _starts(form: str, has: str) -> str:
    """The name or a word behind a space; `form` begins with one."""
    return f"(c.sort_name >= {form}_bare AND c.sort_name < {form}_end) OR {has}(c.sort_name, {form}) > 0"


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _others(shape: Shape) -> str:
    """1 behind one's own. Who looks after nobody is not looked for beside each contact."""
    if not shape.mine:
        return "0"
    mine = "SELECT 1 FROM contact_assignees a WHERE a.tenant = :tenant AND a.member = :me"
    return f"CASE WHEN c.owner = :me OR ((EXISTS ({mine})) AND EXISTS ({mine} AND a.contact = c.id)) THEN 0 ELSE 1 END"


def _by_order(shape: Shape) -> str:
    """SQLite would read each contact whole, which takes twice as long, though the index has all that is needed."""
    return "" if shape.postgres else "INDEXED BY ix_contacts_in_use"
