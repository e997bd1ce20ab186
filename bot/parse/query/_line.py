"""A line of search cut into its parts: words, and filters with their values as typed.

Signs of other keyboards are read as those of the grammar (a full-width colon, curly quotation marks, a minus), one for
one, so that a place in the line stays one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.model.custom_fields import CustomField, CustomKind
from bot.model.errors import QueryInvalid
from bot.model.filters import PEOPLE
from bot.model.folding import squeeze
from bot.model.ids import MemberId
from bot.parse.query._keys import Key, custom_keys, key_named, key_names, nearest_key

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
# A field that a team has added, whatever its name: 'champ.effectif-2026:', '"Chiffre d'affaires":'.
_CUSTOM_NAME = r"(?:field|champ|custom)\.([\w-]++)"
_CUSTOM_KEY = re.compile(rf"(-?){_CUSTOM_NAME}(\s*+):(\s*+)", re.IGNORECASE)
_QUOTED_KEY = re.compile(r'(-?)"((?:[^"]++|"")*+)"(\s*+):(\s*+)')
_SO_FAR = r'(?:"?[^\s,":]++"?\s*+,\s*+)*+"?\s*$'  # the values before the one that is awaited
_AWAITS = re.compile(rf"(?<![^\W_])({_LETTERS}(?:-{_LETTERS})*+)(\s*+):(\s*+){_SO_FAR}")
_CUSTOM_AWAITS = re.compile(rf'(?:"[^"]++"|(?<![^\W_]){_CUSTOM_NAME}):{_SO_FAR}', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_PAIR = re.compile(f"[{QUOTES}]{{2}}")
_COMMAS = re.compile(r"(?:,\s*+)*+")
_ENDS = re.compile(r"[\s,]|$")
_JOINING = frozenset({"OR", "AND", "NOT", "OU", "ET", "SAUF", "||", "&&"})
_SAYS = re.compile(r"[^\W_]")
_NAMED = re.compile(rf"({_LETTERS}(?:-{_LETTERS})*+)\s*+:")
# What may make of a part something else than words.
_SIGN = re.compile(rf'[:"#{"".join(map(chr, filter(lambda sign: SIGNS[sign] != "-", SIGNS)))}]|(?<!\S)[-−–—－‐‑]')


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

    @property
    def is_quoted(self) -> bool:
        return self.begins > self.at


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
    custom: Mapping[str, Key]
    is_lenient: bool

    def key_at(self, at: int) -> tuple[re.Match[str], Key] | None:
        """The key of a filter that begins here, with its match: the sign before it, its name, the spaces around ':'."""
        for own in (_QUOTED_KEY, _CUSTOM_KEY) if self.custom else ():
            if (said := own.match(self.plain, at)) and (key := self.custom.get(squeeze(said[2]))):
                return said, key
        if (said := _KEY.match(self.plain, at)) and (key := key_named(said[2]) or self.custom.get(squeeze(said[2]))):
            return said, key
        return None


def parts_of(
    text: str,
    *,
    language: str,
    people: Mapping[str, MemberId],
    custom: Iterable[CustomField] = (),
    is_lenient: bool = False,
) -> Iterator[Part]:
    """In the order of the line. Raises QueryInvalid at the first filter that means nothing; to a lenient reader a key
    that is not known is words."""
    line = Line(text, text.translate(SIGNS), people, language, custom_keys(custom), is_lenient)
    at = 0
    while (at := _past_spaces(line, at)) < len(text):
        part = _part(line, at)
        at = part.end
        yield part


def _part(line: Line, at: int) -> Part:
    known = line.key_at(at)
    if known is not None:
        return _asked(line, *known)
    quoted = _QUOTED.match(line.plain, at)
    if quoted:
        return Words(_unquoted(line, at, quoted.end()), at, quoted.end(), quoted=True)
    unknown = None if line.is_lenient else _unknown_key_at(line, at)
    if unknown is not None:
        raise _unknown(line, unknown)
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


def has_only_words(text: str) -> bool:
    """Whether it is nothing but words as they stand there, which most lines are."""
    return _SIGN.search(text) is None


def may_name_field(text: str) -> bool:
    """Whether one of its filters may be of a custom field: whatever stands before a colon and is no other key."""
    if has_only_words(text):
        return False
    plain = text.translate(SIGNS)
    known = sum(key_named(said[1]) is not None for said in _NAMED.finditer(plain))
    return plain.count(":") > known


def speaks_of_joining(text: str) -> bool:
    """Whether it has an OR or a NOT between its words, which other searches know and this one takes for words."""
    said = text.split()
    return any(word in _JOINING for word in said[:-1]) and not text.isupper()


def awaits_person(begun: str) -> bool:
    """Whether what comes behind this much of a line is the value of a filter of people, or may be of a custom field.

    'note : @claire' is no filter, and 'note:@claire' is one of a custom field or of none.
    """
    plain = begun.translate(SIGNS)
    said = _AWAITS.search(plain)
    key = None if said is None else key_named(said[1])
    if key is not None:
        return key.filter in PEOPLE
    may_be_custom = said is not None and not said[2] and not said[3]
    return may_be_custom or _CUSTOM_AWAITS.search(plain) is not None


def _unknown_key_at(line: Line, at: int) -> re.Match[str] | None:
    said = _CUSTOM_KEY.match(line.plain, at) or _KEY.match(line.plain, at)
    return said if said and _is_meant_as_key(line, said) else None


def _is_meant_as_key(line: Line, said: re.Match[str]) -> bool:
    """'foo:bar' is; 'Re: bar', 'https://acme.fr' and 'hello:)' are not."""
    rest = line.plain[said.end() : _end_of_word(line, said.start())]
    return not said[3] and not said[4] and not rest.startswith("//") and bool(_SAYS.search(rest))


def _unknown(line: Line, said: re.Match[str]) -> QueryInvalid:
    meant = nearest_key(said[2], line.custom)
    return QueryInvalid(
        "unknown_key",
        word=line.text[said.start(2) : said.end(2)],
        at=said.start(2),
        nearest="" if meant is None else meant.name(line.language),
        keys=", ".join(key_names(line.language)),
    )


def _asked(line: Line, said: re.Match[str], key: Key) -> Asked:
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
    if line.key_at(at) is not None or _unknown_key_at(line, at) is not None:
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
    mentioned = _mention(line, at) if key.filter in PEOPLE or _names_members(key) else 0
    found = None if mentioned else key.value.match(line.plain, at)
    end = at + mentioned if found is None else found.end()
    return Value(line.text[at:end].strip(), at, at), end


def _names_members(key: Key) -> bool:
    return any(field.kind is CustomKind.USER for field in key.custom)


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
