"""The statement that finds the best, by the shape of a question: its text is made once for all questions of a shape."""

# ruff: noqa: S608 - statements are put together here, of words of ours and names of parameters

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from sqlalchemy import TextClause, text

from bot.store._search._sources import ALWAYS, NEVER, by_grams, by_words, facts
from bot.store._search._sql import FOUND, SAID, SHOWN

# Places in the order, behind that of the whole name.
EDGE, WHOLE, FIRST, BEGUN, BESIDE, WITHIN, BY_SLIP = 1, 2, 3, 4, 5, 6, 7


class Way(Enum):
    """How candidates are looked for."""

    WORDS = auto()  # by words that begin so, then by fragments
    NUMBER = auto()  # by last digits, then by those inside: that is how numbers are asked for
    LETTERS = auto()  # by fragments alone: one letter begins too many words
    SLIPS = auto()  # by fragments, and by words that may have been meant
    NAMED = auto()  # the question names them


@dataclass(frozen=True, slots=True)
class Shape:
    """What the text of a statement depends on.

    `forms` says of each term how many there are of it, `turned` whether the name may be asked for the other way
    round, `mine` whether somebody's own come first, `plain` whether fragments are the whole question. `held` are the
    conditions of filters; for them the search text is needed where they read `said`.
    """

    postgres: bool
    way: Way
    forms: tuple[int, ...]
    turned: bool
    mine: bool
    plain: bool
    held: str = ""
    said: bool = False
    given: str = ""  # whom the question names; with slips, who is found without them

    @property
    def names(self) -> Sequence[str]:
        return ("whole", "turned") if self.turned else ("whole",)


@lru_cache(maxsize=512)  # people write any filters in any order
def statement(shape: Shape) -> TextClause:
    """One row a contact of the page: what is shown, its place, how many were found, whether more was not looked for."""
    parts = ", ".join(f"{name} AS ({said})" for name, said in _PARTS[shape.way](shape).items())
    return text(f"""WITH facts AS ({facts(postgres=shape.postgres)}), {parts}
        SELECT {SHOWN}, c.sort_name, {_place(shape)} AS place,
            (SELECT total FROM found) AS total, (SELECT so FROM stopped) AS stopped
        FROM hits {_join(shape)} contacts c ON c.tenant = :tenant AND c.id = hits.id WHERE {FOUND}
        ORDER BY place, {_others_last(shape)}c.updated_at DESC, c.sort_name, c.id LIMIT :limit OFFSET :offset""")


def _by_words(shape: Shape) -> Mapping[str, str]:
    """Where the contacts are many, whole words are enough if somebody is called just so, and words if they fill the
    page."""
    wholes = by_words("wholes", "(SELECT so FROM ended)", postgres=shape.postgres)
    begins = by_words("begins", "(SELECT NOT so FROM ended)", postgres=shape.postgres)
    # Those that are cut off, or only begin so, may have the better names.
    is_cut = "((SELECT so FROM ended) OR (SELECT n FROM sized) >= :most)"
    return {
        "ended": f"SELECT many AND {_called_so(shape)} AS so FROM facts",
        "first": f"{_checked(shape, wholes)} UNION ALL {_checked(shape, begins)}",
        "sized": "SELECT count(*) AS n FROM first",
        "named": _but_for(("first",), _names(shape), where=is_cut),
        "counted": _COUNTED,
        "stopped": "SELECT (SELECT so FROM ended) OR (many AND (SELECT n FROM counted) >= :shown) AS so FROM facts",
        "inside": _inside(shape),
        "hits": _hits(others="(SELECT n FROM counted) < :shown"),
        "found": _LARGER,
    }


def _called_so(shape: Shape) -> str:
    """By both names at least: a first name alone says too little."""
    if len(shape.forms) == 1 or shape.held:
        return NEVER
    names = ", ".join(f":{name}" for name in shape.names)
    return f"EXISTS (SELECT 1 FROM contacts c WHERE {FOUND} AND c.sort_name IN ({names}))"


def _by_number(shape: Shape) -> Mapping[str, str]:
    ends = by_grams("ends", ALWAYS, postgres=shape.postgres, plain=shape.plain)
    return {
        "first": _checked(shape, ends),
        "sized": "SELECT count(*) AS n FROM first",
        "named": _but_for(("first",), _names(shape)),
        "counted": _COUNTED,
        "stopped": "SELECT many AND (SELECT n FROM counted) >= :shown AS so FROM facts",
        "inside": _inside(shape),
        "hits": _hits(),
        "found": _LARGER,
    }


def _by_letters(shape: Shape) -> Mapping[str, str]:
    return {
        "named": _names(shape),
        "counted": "SELECT count(*) AS n FROM named",
        "stopped": f"SELECT {NEVER} AS so",
        "inside": _inside(shape),
        "hits": f"SELECT id, {BESIDE} AS behind FROM named UNION ALL {_others(('named',))}",
        "found": _LARGER,
    }


def _by_slips(shape: Shape) -> Mapping[str, str]:
    slips = by_words("slips", ALWAYS, postgres=shape.postgres)
    return {
        "stopped": f"SELECT {NEVER} AS so",
        "inside": shape.given or _inside(shape),
        "meant": _but_for(("inside",), _checked(shape, slips)),
        "hits": f"SELECT id, {WITHIN} AS behind FROM inside UNION ALL SELECT id, {BY_SLIP} AS behind FROM meant",
        "found": "SELECT count(*) AS total FROM hits",
    }


def _by_id(shape: Shape) -> Mapping[str, str]:
    return {
        "stopped": f"SELECT {NEVER} AS so",
        "hits": f"SELECT id, {WITHIN} AS behind FROM ({_checked(shape, shape.given)}) AS checked",
        "found": "SELECT count(*) AS total FROM hits",
    }


_PARTS: Mapping[Way, Callable[[Shape], Mapping[str, str]]] = {
    Way.WORDS: _by_words,
    Way.NUMBER: _by_number,
    Way.LETTERS: _by_letters,
    Way.SLIPS: _by_slips,
    Way.NAMED: _by_id,
}
_COUNTED = "SELECT n + (SELECT count(*) FROM named) AS n FROM sized"
# What is found by words is found by fragments too, but for what either cuts off.
_LARGER = """SELECT CASE WHEN n > inner_n THEN n ELSE inner_n END AS total
    FROM (SELECT (SELECT n FROM counted) AS n, (SELECT count(*) FROM inside) AS inner_n) AS sizes"""


def _hits(others: str = ALWAYS) -> str:
    """With the place of each, where its name gives it no better one."""
    said = [f"SELECT id, {BESIDE} AS behind FROM {each}" for each in ("first", "named")]
    return " UNION ALL ".join((*said, _others(("first", "named"), others)))


def _inside(shape: Shape) -> str:
    goes_on = "(SELECT NOT so FROM stopped)"
    return _checked(shape, by_grams("inside", goes_on, postgres=shape.postgres, plain=shape.plain))


def _others(known: Sequence[str], where: str = ALWAYS) -> str:
    return f"SELECT id, {WITHIN} AS behind FROM ({_but_for(known, 'SELECT id FROM inside', where)}) AS others"


def _but_for(known: Sequence[str], source: str, where: str = ALWAYS) -> str:
    fresh = " AND ".join(f"id NOT IN (SELECT id FROM {each})" for each in known)
    return f"SELECT id FROM ({source}) AS more WHERE {where} AND {fresh}"


def _names(shape: Shape) -> str:
    """The candidates may be many and are cut, so those whose name begins as asked are always looked at as well."""
    each = [
        f"""SELECT id FROM (SELECT c.id FROM contacts c WHERE {FOUND}{whose} AND c.sort_name >= :{name}
            AND c.sort_name < :{name}_end ORDER BY c.sort_name LIMIT :shown) AS named{at}{number}"""
        for at, name in enumerate(shape.names)
        for number, whose in enumerate(("", " AND c.owner = :me") if shape.mine else ("",))
    ]
    return _checked(shape, " UNION ".join(each))


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

    To put a name between spaces takes longer than to compare it: whole words are looked for where they begin.
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
    starts = " AND ".join(_any(f"{has}(' ' || c.sort_name, {form}) > 0" for form in forms) for forms in terms)
    wholes = " AND ".join(
        _any(f"{has}(' ' || c.sort_name || ' ', {form} || ' ') > 0" for form in forms) for forms in terms
    )
    return f"""CASE WHEN {whole} THEN 0 WHEN NOT ({starts}) THEN hits.behind
        WHEN {edges} THEN {EDGE} WHEN {wholes} THEN {WHOLE} WHEN {begins} THEN {FIRST} ELSE {BEGUN} END"""


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def _others_last(shape: Shape) -> str:
    """Who looks after nobody is not looked for beside each contact."""
    if not shape.mine:
        return ""
    mine = "SELECT 1 FROM contact_assignees a WHERE a.tenant = :tenant AND a.member = :me"
    return (
        f"CASE WHEN c.owner = :me OR ((EXISTS ({mine})) AND EXISTS ({mine} AND a.contact = c.id)) THEN 0 ELSE 1 END, "
    )
