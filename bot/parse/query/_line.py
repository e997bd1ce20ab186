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
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_PAIR = re.compile(f"[{QUOTES}]{{2}}")
_ENDS = re.compile(r"[\s,]|$")
_SAYS = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Words:
    """What is no filter; `text` is without its quotation marks."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Value:
    text: str
    at: int


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
        return Words(_unquoted(line, at, quoted.end()), at, quoted.end())
    said = _KEY.match(line.plain, at)
    if said:
        key = key_named(said[2])
        if key is not None:
            return _asked(line, key, said)
        if _is_meant_as_key(line, said):
            raise _unknown(line, said)
    end = _end_of_word(line, at)
    return Words(line.text[at:end], at, end)


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
    at = said.end()
    values: list[Value] = []
    following = _KEY.match(line.plain, at) if said[4] else None  # 'city: tag:vip' gives no city
    if following is None or key_named(following[2]) is None:
        while at < len(line.plain) and not line.plain[at].isspace():
            if line.plain[at] == ",":
                at += 1
                continue
            value, at = _value(line, key, at)
            values.append(value)
            if not line.plain.startswith(",", at):
                break
    kept = tuple(value for value in values if value.text)
    if not kept:
        raise QueryInvalid("empty_value", word=line.text[said.start() : said.end()].strip(), at=said.start())
    return Asked(key, said[1] == "-", kept, said.start(), at)


def _value(line: Line, key: Key, at: int) -> tuple[Value, int]:
    """One value, and where it ends."""
    if line.plain[at] == '"':
        quoted = _QUOTED.match(line.plain, at)
        if quoted is None:
            raise QueryInvalid("open_quote", word=line.text[at : _end_of_word(line, at)], at=at)
        return Value(_unquoted(line, at, quoted.end()).strip(), at), quoted.end()
    mentioned = _mention(line, at) if key.filter in PEOPLE else 0
    found = None if mentioned else key.value.match(line.plain, at)
    end = at + mentioned if found is None else found.end()
    return Value(line.text[at:end].strip(), at), end


def _mention(line: Line, at: int) -> int:
    """How long the mention is that stands here; a name may have spaces."""
    fitting = (len(name) for name in line.people if name and line.text.startswith(name, at))
    return max((length for length in fitting if _ENDS.match(line.plain, at + length)), default=0)


def _unquoted(line: Line, start: int, end: int) -> str:
    """What stands between the marks; two of them in a row are one."""
    return _PAIR.sub(lambda pair: pair[0][0], line.text[start + 1 : end - 1])


def _end_of_word(line: Line, at: int) -> int:
    word = _WORD.match(line.plain, at)
    return at if word is None else word.end()


def _past_spaces(line: Line, at: int) -> int:
    spaces = _SPACES.match(line.plain, at)
    return at if spaces is None else spaces.end()
