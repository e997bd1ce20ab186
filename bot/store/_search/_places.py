"""Where a candidate stands in the order of an answer, as SQL over its contact `c` and its hit."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Places in the order, behind that of the whole name.
EDGE, WHOLE, FIRST, BEGUN, BESIDE, WITHIN, BY_SLIP = 1, 2, 3, 4, 5, 6, 7


class Shape(NamedTuple):
    """What the texts of the statements depend on.

    `forms` says of each term how many there are of it, `turned` whether the name may be asked for the other way
    round, `mine` whether somebody's own come first, `plain` whether fragments are the whole question. `held` are the
    conditions of filters; for them the search text is needed where they read `said`. `stands` is with them all that is
    asked, where those whom the filters' words find may be few. `shared` says that the file has other teams, and that
    this one has few contacts in it, `without` that one contact is left out, `joined` that all terms as one will
    do as well. Of each term one of some `patterns` must stand in the text, where the index leaves that open.
    """

    postgres: bool
    forms: tuple[int, ...]
    turned: bool
    mine: bool
    plain: bool
    held: str = ""
    said: bool = False
    stands: str = ""
    shared: bool = False
    without: bool = False
    joined: bool = False
    patterns: tuple[int, ...] = ()

    @property
    def names(self) -> Sequence[str]:
        return ("whole", "turned") if self.turned else ("whole",)


def patterns_stand(shape: Shape) -> str:
    """Whether the terms are in the text `s`; LIKE is three times as quick as instr."""
    each = [_any(f"s.grams LIKE :part{at}_{n}" for n in range(some)) for at, some in enumerate(shape.patterns)]
    said = " AND ".join(each)
    return f"({said}) OR s.grams LIKE :together" if shape.joined else said


def place(shape: Shape) -> str:
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
    return f"""CASE WHEN {whole} THEN 0 WHEN NOT ({starts}) THEN hits.behind
        WHEN {edges} THEN {EDGE} WHEN {_wholes(terms, has)} THEN {WHOLE} WHEN {begins} THEN {FIRST} ELSE {BEGUN} END"""


def _starts(form: str, has: str) -> str:
    """The name or a word behind a space; `form` begins with one."""
    return f"(c.sort_name >= {form}_bare AND c.sort_name < {form}_end) OR {has}(c.sort_name, {form}) > 0"


def _wholes(terms: Sequence[Sequence[str]], has: str) -> str:
    """Each term is a word. One alone, at neither edge of the name, stands between two others."""
    name = "c.sort_name" if len(terms) == 1 else "' ' || c.sort_name || ' '"
    return " AND ".join(_any(f"{has}({name}, {form} || ' ') > 0" for form in forms) for forms in terms)


def _any(conditions: Iterable[str]) -> str:
    return f"({' OR '.join(conditions)})"


def others(shape: Shape) -> str:
    """1 behind one's own. Who looks after nobody is not looked for beside each contact."""
    if not shape.mine:
        return "0"
    mine = "SELECT 1 FROM contact_assignees a WHERE a.tenant = :tenant AND a.member = :me"
    return f"CASE WHEN c.owner = :me OR ((EXISTS ({mine})) AND EXISTS ({mine} AND a.contact = c.id)) THEN 0 ELSE 1 END"
