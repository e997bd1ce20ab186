"""A line of search cut into its parts: words, and filters with their values as typed.

Signs of other keyboards are read as those of the grammar (a full-width colon, curly quotation marks, a minus), one for
one, so that a place in the line stays one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.model.errors import QueryInvalid
from bot.model.filters import PEOPLE
from bot.model.ids import MemberId
from bot.parse.query._keys import Key, key_named, key_names, nearest_key

QUOTES = '"“”„‟«»″＂〝〞'
SIGNS = str.maketrans(
    {
        **dict.fromkeys("：﹕", ":"),
        **dict.fromkeys(QUOTES, '"'),
        **dict.fromkeys("，、", ","),
        **dict.fromkeys("−–—－‐‑", "-"),
        "＞": ">",
        "＜": "<",
        # Invisible, and left by whatever the line was copied from.
        **dict.fromkeys("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff", " "),
    }
)
_SPACES = re.compile(r"\s*")
_WORD = re.compile(r"\S+")
_LETTERS = r"(?:[^\W\d_]|[\u0300-\u036f])++"
_KEY = re.compile(rf"(-?)({_LETTERS}(?:-{_LETTERS})*+)(\s*+):(\s*+)")
_AWAITS = re.compile(rf'(?<![^\W_])({_LETTERS}(?:-{_LETTERS})*+)\s*+:\s*+(?:"?[^\s,":]++"?\s*+,\s*+)*+"?\s*$')
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_PAIR = re.compile(f"[{QUOTES}]{{2}}")
_COMMAS = re.compile(r"(?:,\s*+)*+")
_ENDS = re.compile(r"[\s,]|$")
_SAYS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Words:
    """What is no filter; `text` is without its quotation marks, and `excluded` says that a minus stood before it."""

    text: str
    start: int
    end: int
    excluded: bool = False
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """`at` is where it begins with its quotation mark, `begins` without."""

    text: str
    at: int
    begins: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter; any of its values, of which there is at least one."""

    key: Key
    excluded: bool
    values: tuple[Value, ...]
    start: int
    end: int


Part = Words | Asked


@dataclass(frozen=True, slots=True)
class Line:
    """`plain` is `text` in the signs of the grammar, as long; `people` are those mentioned."""

    text: str
    plain: str
    people: Mapping[str, MemberId]
    language: str


def parts_of(text: str, *, language: str, people: Mapping[str, MemberId]) -> Iterator[Part]:
    """In the order of the line. Raises QueryInvalid at the first filter that means nothing."""
    line = Line(text, text.translate(SIGNS), people, language)
    at = 0
    while (at := _past_spaces(line, at)) < len(text):
        part = _part(line, at)
        at = part.end
        yield part


def _part(line: Line, at: int) -> Part:
    quoted = _QUOTED.match(line.plain, at)
    if quoted:
        return Words(_unquoted(line, at, quoted.end()), at, quoted.end(), quoted=True)
    said = _KEY.match(line.plain, at)
    if said:
        key = key_named(said[2])
        if key is not None:
            return _asked(line, key, said)
        if _is_meant_as_key(line, said):
            raise _unknown(line, said)
    return _without(line, at) or Words(line.text[at : (end := _end_of_word(line, at))], at, end)


def _without(line: Line, at: int) -> Words | None:
    """'-dupont', '-"marie dupont"': a minus before letters; before figures it is a part of a number."""
    if not line.plain.startswith("-", at):
        return None
    quoted = _QUOTED.match(line.plain, at + 1)
    if quoted:
        return Words(_unquoted(line, at + 1, quoted.end()), at, quoted.end(), excluded=True, quoted=True)
    end = _end_of_word(line, at)
    return Words(line.text[at + 1 : end], at, end, excluded=True) if line.text[at + 1 : at + 2].isalpha() else None


def awaits_person(begun: str) -> bool:
    """Whether what comes behind this much of a line is the value of a filter of people."""
    said = _AWAITS.search(begun.translate(SIGNS))
    key = None if said is None else key_named(said[1])
    return key is not None and key.filter in PEOPLE


def _is_meant_as_key(line: Line, said: re.Match[str]) -> bool:
    """'foo:bar' is; 'Re: bar', 'https://acme.fr' and 'hello:)' are not."""
    rest = line.plain[said.end() : _end_of_word(line, said.start())]
    return not said[3] and not said[4] and not rest.startswith("//") and bool(_SAYS.search(rest))


def _unknown(line: Line, said: re.Match[str]) -> QueryInvalid:
    meant = nearest_key(said[2])
    return QueryInvalid(
        "unknown_key",
        word=line.text[said.start(2) : said.end(2)],
        at=said.start(2),
        nearest="" if meant is None else meant.name(line.language),
        keys=", ".join(key_names(line.language)),
    )


def _asked(line: Line, key: Key, said: re.Match[str]) -> Asked:
    values: list[Value] = []
    end = said.end()
    at = _next_value(line, end)
    while at is not None:
        value, end = _value(line, key, at)
        values.append(value)
        at = _next_value(line, end) if line.plain.startswith(",", end) else None
    kept = tuple(value for value in values if value.text)
    if not kept:
        raise QueryInvalid("empty_value", word=line.text[said.start() : said.end()].strip(), at=said.start())
    return Asked(key, said[1] == "-", kept, said.start(), end)


def _next_value(line: Line, at: int) -> int | None:
    """Where one begins behind commas and spaces; 'city: tag:vip' gives no city, and 'city:a, -b' only one."""
    commas = _COMMAS.match(line.plain, at)
    start = at if commas is None else commas.end()
    if start == len(line.plain) or line.plain[start].isspace():
        return None
    return None if line.plain[start - 1].isspace() and _begins_a_part(line, start) else start


def _begins_a_part(line: Line, at: int) -> bool:
    """Whether something else than a value stands there."""
    said = _KEY.match(line.plain, at)
    if said is not None and (key_named(said[2]) is not None or _is_meant_as_key(line, said)):
        return True
    return _without(line, at) is not None


def _value(line: Line, key: Key, at: int) -> tuple[Value, int]:
    """One value, and where it ends."""
    if line.plain[at] == '"':
        quoted = _QUOTED.match(line.plain, at)
        if quoted is None:
            raise QueryInvalid("open_quote", word=line.text[at : _end_of_word(line, at)], at=at)
        text = _unquoted(line, at, quoted.end())
        return Value(text.strip(), at, at + 1 + len(text) - len(text.lstrip())), quoted.end()
    mentioned = _mention(line, at) if key.filter in PEOPLE else 0
    found = None if mentioned else key.value.match(line.plain, at)
    end = at + mentioned if found is None else found.end()
    return Value(line.text[at:end].strip(), at, at), end


def _mention(line: Line, at: int) -> int:
    """How long the mention is that stands here; a name may have spaces."""
    fitting = (len(name) for name in line.people if name and line.text.startswith(name, at))
    return max((length for length in fitting if _ENDS.match(line.plain, at + length)), default=0)


def in_quotes(value: str) -> str:
    """A value of its own, whatever stands in it."""
    return '"{}"'.format("".join(sign * 2 if sign in QUOTES else sign for sign in value))


def _unquoted(line: Line, start: int, end: int) -> str:
    """What stands between the marks; two of them in a row are one."""
    return _PAIR.sub(lambda pair: pair[0][0], line.text[start + 1 : end - 1])


def _end_of_word(line: Line, at: int) -> int:
    word = _WORD.match(line.plain, at)
    return at if word is None else word.end()


def _past_spaces(line: Line, at: int) -> int:
    spaces = _SPACES.match(line.plain, at)
    return at if spaces is None else spaces.end()
