"""The statements that find the best, by the shape of a question: a text is made once for all questions of a shape."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from functools import lru_cache

from sqlalchemy import TextClause, text

from bot.store._search._places import BESIDE, WITHIN, Shape, others, patterns_stand, place
from bot.store._search._sources import by_grams, by_signs, by_words
from bot.store._search._sql import FOUND, SAID, SHOWN


class Near(Enum):
    """Who the nearer candidates are."""

    BEGUN = auto()  # by words that begin so; where these are cut off, those called so as well, who may be the better
    CALLED = auto()  # by words, or by a name that begins so
    ENDING = auto()  # by how a field ends, or by a name that begins so
    LAST = auto()  # the same, of fragments that are few: read from the text of the farther, in SQLite
    NAMED = auto()  # by a name that begins so
    INSIDE = auto()  # by fragments
    LISTED = auto()  # by their ids
    FITTING = auto()  # by their ids, those of them that fit


# Of as many the text is read in less time than their words and fragments are looked for.
FEW = 100


class Far(Enum):
    """Who stands behind them."""

    INSIDE = auto()  # by fragments
    MEANT = auto()  # by words


@lru_cache(maxsize=16)
def of_team(asked: Sequence[str], *, postgres: bool, numbered: bool) -> TextClause:
    """Whether it has had many contacts, whether others share the file, whether somebody is called just so; where
    that is asked, who has the `number`."""
    shared = "true" if postgres else _SHARED
    said = f"SELECT {_SIZE} > :few AS many, {shared} AS shared, {_is_called(asked)} AS called"
    if not numbered:
        return text(said)
    return text(f"""SELECT team.*, {SHOWN}, c.archived_at, c.deleted_at FROM ({said}) AS team
        LEFT JOIN contacts c ON c.tenant = :tenant AND c.number = :number""")


_SHARED = "(SELECT count(*) FROM (SELECT 1 FROM workspaces LIMIT 2) AS known) > 1"
_SIZE = "coalesce((SELECT max(number) FROM contacts WHERE tenant = :tenant), 0)"


def _is_called(asked: Sequence[str]) -> str:
    names = ", ".join(f":{name}" for name in asked)
    return f"EXISTS (SELECT 1 FROM contacts c WHERE {FOUND} AND c.sort_name IN ({names}))"


# People write any filters in any order.
@lru_cache(maxsize=512)
def nearest(shape: Shape, near: Near, behind: int) -> TextClause:
    """A page of the nearer alone; `behind` is their place, where names give them no better.

    Each row, of which there is at least one, has with it how many they are and, where they do not reach to the end of
    the page, their `ids`.
    """
    sources = _nearer(shape, near)
    each = " UNION ALL ".join(f"SELECT id FROM {name}" for name in sources)
    hits = " UNION ALL ".join(f"SELECT id, {behind} AS behind FROM {name}" for name in sources)
    every = "coalesce(array_agg(id), '{}')" if shape.postgres else "json_group_array(id)"
    sums = f"""SELECT near, CASE WHEN near < :shown THEN (SELECT {every} FROM ({each}) AS few) END AS ids
        FROM counted"""
    return _page(shape, {**sources, "counted": f"SELECT {_counts(sources)} AS near"}, hits=hits, sums=sums)


@lru_cache(maxsize=512)
def with_farther(shape: Shape, near: Near, far: Far, places: tuple[int, int], *, filling: bool = False) -> TextClause:
    """A page of both, with how many there are of each, and of the farther that are not among the nearer.

    Where they are only `filling` what the nearer leave free of the page, they are counted and not put in order.
    """
    nearer = _nearer(shape, near)
    free = f" AND ({_counts(nearer)}) < :shown" if filling else ""
    new = "".join(f" AND id NOT IN (SELECT id FROM {name})" for name in nearer)
    sources = {"far": _farther(shape, far), **nearer, "fresh": f"SELECT id FROM far WHERE true{free}{new}"}
    named = [*((name, places[0]) for name in nearer), ("fresh", places[1])]
    hits = " UNION ALL ".join(f"SELECT id, {behind} AS behind FROM {name}" for name, behind in named)
    counts = {"far": _counts(["far"]), "near": _counts(nearer), "fresh": _counts(["fresh"])}
    return _page(shape, sources, hits=hits, sums=f"SELECT {', '.join(f'{n} AS {name}' for name, n in counts.items())}")


@lru_cache(maxsize=512)
def at_once(shape: Shape, *, named: bool) -> TextClause:
    """All that is asked by words, for an engine to which a trip costs more than most statements.

    Where somebody is called just so, `named` asks for it, those of whole words and such names alone; else those whose
    words begin so and, where the contacts are few or these fill no page, by fragments. `stopped` is whether fragments
    were not looked for.
    """
    called = _is_called(shape.names) if named else "false"
    # Where the nearer are cut off, those called so may be the better.
    also = "(SELECT called FROM team) OR (SELECT count(*) FROM near) >= CAST(:most AS bigint)"
    count = _counts(("near", "named"))
    stopped = f"SELECT called OR (many AND {count} >= :shown) AS stopped FROM team"
    nearer = "SELECT id FROM near UNION ALL SELECT id FROM named"
    sources = {
        "team": f"SELECT {_SIZE} > :few AS many, {called} AS called",
        "near": _checked(shape, by_words(postgres=shape.postgres, shared=shape.shared, said=_BY_TEAM)),
        "named": f"""SELECT id FROM (SELECT id FROM ({_checked(shape, _names(shape))}) AS called
            LIMIT CASE WHEN {also} THEN 4 * CAST(:shown AS bigint) ELSE 0 END) AS more
            WHERE id NOT IN (SELECT id FROM near)""",
        "ended": stopped,
        "far": f"SELECT id FROM ({_inside(shape)}) AS inside WHERE NOT (SELECT stopped FROM ended)",
        "fresh": f"SELECT id FROM far WHERE {count} < :shown AND id NOT IN ({nearer})",
    }
    hits = f"""SELECT id, {BESIDE} AS behind FROM ({nearer}) AS nearer
        UNION ALL SELECT id, {WITHIN} AS behind FROM fresh"""
    sums = f"SELECT {_counts(['far'])} AS far, {count} AS near, (SELECT stopped FROM ended) AS stopped"
    return _page(shape, sources, hits=hits, sums=sums)


@lru_cache(maxsize=16)
def with_numbered(shape: Shape) -> TextClause:
    """`at_once` of a number: who has it comes with each row, and is neither on the page nor counted."""
    count = _counts(("near",))
    sources = {
        "team": f"SELECT {_SIZE} > :few AS many",
        "numbered": f"""SELECT {SHOWN}, c.archived_at FROM contacts c
            WHERE c.tenant = :tenant AND c.number = :number AND c.deleted_at IS NULL""",
        "near": f"SELECT id FROM ({_near(shape, Near.ENDING)}) AS ending WHERE id NOT IN (SELECT id FROM numbered)",
        "ended": f"SELECT many AND {count} >= :shown - (SELECT count(*) FROM numbered) AS stopped FROM team",
        "far": f"""SELECT id FROM ({_inside(shape)}) AS inside
            WHERE NOT (SELECT stopped FROM ended) AND id NOT IN (SELECT id FROM numbered)""",
        "fresh": "SELECT id FROM far WHERE id NOT IN (SELECT id FROM near)",
    }
    hits = f"SELECT id, {BESIDE} AS behind FROM near UNION ALL SELECT id, {WITHIN} AS behind FROM fresh"
    above = ", ".join(f"n.{column} AS n_{column}" for column in _NUMBERED)
    sums = f"""SELECT {_counts(["far"])} AS far, {count} AS near, e.stopped, {above}
        FROM ended e LEFT JOIN numbered n ON true"""
    turned = "(SELECT count(*) FROM numbered)"
    limit = f"CASE WHEN CAST(:offset AS bigint) > 0 THEN CAST(:limit AS bigint) ELSE :limit - {turned} END"
    offset = f"greatest(:offset - {turned}, 0)"
    return _page(shape, sources, hits=hits, sums=sums, limit=limit, offset=offset)


_NUMBERED = ("id", "number", "kind", "name", "company", "city", "archived_at")
_BY_TEAM = ", ".join(
    f"CASE WHEN (SELECT called FROM team) THEN CAST(:whole_said AS text) ELSE CAST(:{name} AS text) END"
    for name in ("said_leads", "said")
)


@lru_cache(maxsize=512)
def of_few(shape: Shape, beside: str) -> TextClause:
    """A page of those whom the words of filters let pass and who fit, where these words find few.

    Each row has with it how many they find, `marked`, FEW and one more at most, how many of them fit, and in SQLite
    what is to be known of the team. Nobody stands on the page where more are marked. Who fits is BESIDE where `beside`
    holds of their text.
    """
    place = f"CASE WHEN {beside} THEN {BESIDE} ELSE {WITHIN} END" if beside else str(WITHIN)
    few = f"SELECT id FROM marked WHERE {_counts(['marked'])} <= {FEW}"
    fitting = f"""SELECT c.id, {place} AS behind FROM ({few}) AS hits
        {_join(shape)} contact_search s ON s.tenant = :tenant AND s.contact = hits.id
        {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = hits.id WHERE {FOUND}{shape.stands}"""
    team = {} if shape.postgres else {"team": f"SELECT {_SIZE} > :few AS many, {_SHARED} AS shared"}
    sources = {**team, "marked": by_signs(FEW + 1, postgres=shape.postgres), "near": fitting}
    sums = f"SELECT {_counts(['marked'])} AS marked, {_counts(['near'])} AS near"
    sums += "".join(f", {name}.* FROM {name}" for name in team)
    return _page(shape, sources, hits="SELECT id, behind FROM near", sums=sums)


def _counts(sources: Iterable[str]) -> str:
    return " + ".join(f"(SELECT count(*) FROM {name})" for name in sources)


def _page(
    shape: Shape, sources: Mapping[str, str], *, hits: str, sums: str, limit: str = ":limit", offset: str = ":offset"
) -> TextClause:
    """In order, `sums` with each row: where nobody stands on the page, with one that is empty."""
    found = ", ".join(f"{name} AS MATERIALIZED ({source})" for name, source in sources.items())
    first = f"""SELECT c.id, c.sort_name, c.updated_at, {place(shape)} AS place, {others(shape)} AS others
        FROM ({hits}) AS hits {_join(shape)} contacts c {_by_order(shape)}
        ON c.tenant = :tenant AND c.id = hits.id WHERE {FOUND}
        ORDER BY place, others, c.updated_at DESC, c.sort_name, c.id LIMIT {limit} OFFSET {offset}"""
    page = f"""SELECT {SHOWN}, c.sort_name, first.place, first.others, first.updated_at
        FROM ({first}) AS first {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = first.id"""
    return text(f"""WITH {found} SELECT page.*, sums.* FROM ({sums}) AS sums LEFT JOIN ({page}) AS page ON true
        ORDER BY page.place, page.others, page.updated_at DESC, page.sort_name, page.id""")


def _nearer(shape: Shape, near: Near) -> Mapping[str, str]:
    if near is Near.BEGUN:
        cut = "(SELECT count(*) FROM near) >= CAST(:most AS bigint)"
        called = f"""SELECT id FROM ({_checked(shape, _names(shape))}) AS called
            LIMIT CASE WHEN {cut} THEN 4 * CAST(:shown AS bigint) ELSE 0 END"""
        # In SQLite the nearer are the youngest of all whose words begin so, as a name that begins so does.
        others = "NOT IN (SELECT id FROM near)" if shape.postgres else "< (SELECT min(id) FROM near)"
        words = _checked(shape, _words(shape))
        return {"near": words, "named": f"SELECT id FROM ({called}) AS more WHERE id {others}"}
    return {"near": _near(shape, near)}


def _near(shape: Shape, near: Near) -> str:
    match near:
        case Near.INSIDE:
            return _inside(shape)
        case Near.LISTED:
            return _listed(shape)
        case Near.FITTING:
            return _checked(shape, _listed(shape))
        case Near.NAMED:
            return _checked(shape, _names(shape))
        case Near.ENDING:
            said = by_grams("ending", postgres=shape.postgres, plain=shape.plain)
        case Near.LAST:
            said = _last(shape)
        case _:
            said = _words(shape)
    return _checked(shape, f"SELECT id FROM ({said}) AS said UNION {_names(shape)}")


def _farther(shape: Shape, far: Far) -> str:
    return _inside(shape) if far is Far.INSIDE else _checked(shape, _words(shape))


def _last(shape: Shape) -> str:
    few = f"(SELECT count(*) FROM far) <= {FEW}"
    read = f"""SELECT far.id FROM far CROSS JOIN contact_search s ON s.tenant = :tenant AND s.contact = far.id
        WHERE {few} AND instr(s.grams, :last) > 0"""
    most = f"CASE WHEN {few} THEN 0 ELSE :most END"
    ending = by_grams("ending", postgres=shape.postgres, plain=shape.plain, most=most)
    return f"{read} UNION ALL SELECT id FROM ({ending}) AS ending"


def _inside(shape: Shape) -> str:
    """By the fragments; where these are put as trigrams, asked of the text as well."""
    if not shape.patterns:
        return _checked(shape, by_grams("inside", postgres=shape.postgres, plain=shape.plain, joined=shape.joined))
    hits = by_grams("inside", postgres=False, plain=False, most=":few")
    return _checked(
        shape,
        f"""SELECT hits.id FROM ({hits}) AS hits CROSS JOIN contact_search s ON s.tenant = :tenant
            AND s.contact = hits.id WHERE {patterns_stand(shape)} LIMIT :most""",
    )


def _words(shape: Shape) -> str:
    return by_words(postgres=shape.postgres, shared=shape.shared)


def _names(shape: Shape) -> str:
    """Those whose name begins as asked: others may be many and are cut before they are put in order."""
    each = [
        f"""SELECT id FROM (SELECT c.id FROM contacts c WHERE {FOUND}{whose} AND c.sort_name >= :{name}
            AND c.sort_name < :{name}_end ORDER BY c.sort_name LIMIT :shown) AS named{at}{number}"""
        for at, name in enumerate(shape.names)
        for number, whose in enumerate(("", " AND c.owner = :me") if shape.mine else ("",))
    ]
    return " UNION ".join(each)


def _listed(shape: Shape) -> str:
    """A list of ids is one value."""
    if shape.postgres:
        return "SELECT id FROM unnest(CAST(:listed AS bigint[])) AS id"
    return "SELECT value AS id FROM json_each(:listed)"


def _checked(shape: Shape, source: str) -> str:
    """With what filters ask: the index lets some pass that do not fit, and they would be counted."""
    if not shape.held:
        return f"SELECT id FROM ({source}) AS hits WHERE id <> :without" if shape.without else source
    return f"""SELECT c.id FROM ({source}) AS hits {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = hits.id
        {SAID if shape.said else ""} WHERE {FOUND}{shape.held}"""


def _join(shape: Shape) -> str:
    """In SQLite CROSS JOIN keeps this order: from the few hits to their contacts."""
    return "JOIN" if shape.postgres else "CROSS JOIN"


def _by_order(shape: Shape) -> str:
    """SQLite would read each contact whole, which takes twice as long, though the index has all that is needed."""
    return "" if shape.postgres else "INDEXED BY ix_contacts_in_use"
