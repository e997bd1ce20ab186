"""Cuts a sentence into tokens that know where they stood, so that what is not time comes back unharmed."""

import re
import unicodedata
from dataclasses import dataclass, replace

from bot.parse.when._literals import Literal, literal_of

CHUNK = re.compile(r"\S+")
PIECE = re.compile(r"[^\W\d_]+|\d+|[\W_]")
DOMAIN = re.compile(r"[\w.-]{1,33}\.[a-z]{2,6}")
ROUND_THE_CLOCK = re.compile(r"24h?/(?:24|7)h?|7j/7j?")
WORD_PAIR = re.compile(r"([^\W\d]{1,15})([,;:])(\w{1,9})")
CLOCK_PAIR = re.compile(r"([^-–—/]{1,9})([-–—/])([^-–—/]{1,9})")

# Written in one with the figures beside them: "friday9am", "30nov", "15-Mar-2026", "lundi@9h".
GLUED = frozenset(
    re.findall(
        r"\w+",
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
        " lundi mardi mercredi jeudi vendredi samedi dimanche lun mer jeu ven sam dim demain tomorrow tmrw tmr auj"
        " january february march april may june july august september october november december jan feb mar apr jun"
        " jul aug sep sept oct nov dec janvier fevrier mars avril mai juin juillet aout septembre octobre novembre"
        " decembre janv fev fevr avr juil",
    )
)
PARTS = frozenset(re.findall(r"\w+", "matin midi soir morning evening afternoon noon tonight tonite"))
# One slip away from a day or a month, and words of their own.
NO_SLIPS = frozenset(re.findall(r"\w+", "marsh marks avail sundry tours ajout domain merch match atout"))
WORD_FIRST = re.compile(r"([^\W\d_]{2,10}?)(a|à|@|-|\.)?(\d[\w:.]{0,9})")
FIGURE_FIRST = re.compile(r"(\d{1,2}(?:er|st|nd|rd|th)?)[-.]?([^\W\d_]{2,10})(?:[-.](\d{4}|\d{2}))?")
LED_FIGURE = re.compile(r"([aà@])(\d[\w:]{0,6})|(h)(\d\d)")  # "à9h30", and the end of "9 h30"
SPELT_WITH_FIGURES = frozenset({"2moro", "2mro", "2mrw", "2morrow", "2day", "2nite", "2main"})

OPENING = "([{<«“„‘'\"*_~¿¡"
CLOSING = ")]}>»”’'\"*_~.,;:!?…"
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})

REACH = 1000  # characters
MOST = 60  # tokens
LONGEST_WORD = 40
LONG_WORD, SHORTEST_DAY = 5, 4  # letters of a slip, and of the day or month meant
DOTTED = {"a.m": "am", "p.m": "pm", "a.m.": "am", "p.m.": "pm"}


@dataclass(frozen=True, slots=True)
class Token:
    """`word` is folded: no accents, no capitals; empty for what can never be a word of time."""

    start: int
    end: int
    word: str
    literal: Literal | None = None
    mark: bool = False  # punctuation
    glued: bool = False  # joined to the token before by a hyphen or an apostrophe
    capital: bool = False


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def tokens(text: str) -> list[Token]:
    """All tokens of a sentence; of a very long one those at its two ends, where people say when."""
    if len(text) <= 2 * REACH:
        found = _tokens(text, 0)
        return found if len(found) <= 2 * MOST else _ends(found, found)
    head = text[:REACH].rpartition(" ")[0]
    tail = text[-REACH:].partition(" ")[2]
    return _ends(_tokens(head, 0), _tokens(tail, len(text) - len(tail)))


def _tokens(text: str, at: int) -> list[Token]:
    found: list[Token] = []
    for chunk in CHUNK.finditer(text):
        found.extend(_chunk(chunk.group(), at + chunk.start()))
    return found


def _ends(head: list[Token], tail: list[Token]) -> list[Token]:
    """The first and the last tokens, and between them one that means nothing."""
    first, last = head[:MOST], tail[-MOST:]
    start = first[-1].end if first else 0
    return [*first, Token(start, max(start, last[0].start if last else start), ""), *last]


def _chunk(chunk: str, at: int) -> list[Token]:
    left = 0
    while left < len(chunk) and (chunk[left] in OPENING or (chunk[left] in "@-" and chunk[left + 1 :][:1].isdigit())):
        left += 1
    right = len(chunk)
    while right > left and chunk[right - 1] in CLOSING:
        right -= 1
    if right < len(chunk) and chunk[right] == "." and chunk[right - 2 : right].lower() == ".m":
        right += 1  # 9 a.m.
    before = [_mark(chunk, i, at) for i in range(left)]
    after = [_mark(chunk, i, at) for i in range(right, len(chunk))]
    return before + _core(chunk[left:right], at + left) + after


def _mark(chunk: str, i: int, at: int) -> Token:
    return Token(at + i, at + i + 1, chunk[i], mark=True)


def _core(core: str, at: int) -> list[Token]:
    if not core:
        return []
    if core.isalpha() or core.lower() in DOTTED or core == "@":
        word = fold(core)
        return [Token(at, at + len(core), DOTTED.get(word, word), capital=core[0].isupper())]
    opaque = [Token(at, at + len(core), "")]
    if len(core) > LONGEST_WORD:
        return _pieces(core, at) if _only_words(core) else opaque
    if "@" in core or "://" in core or core.startswith(("www.", "#")):
        return _glued(core, at) or opaque
    return _figures(core, at) or (opaque if _is_opaque(core) else _pieces(core, at))


def _figures(core: str, at: int) -> list[Token]:
    folded = fold(core)
    literal = literal_of(folded)
    if literal:
        return [Token(at, at + len(core), folded, literal)]
    if folded in SPELT_WITH_FIGURES:
        return [Token(at, at + len(core), folded)]
    if not any(c.isdigit() for c in core):
        return []
    return _led(core, at) or _glued(core, at) or _clock_pair(core, at)


def _is_opaque(core: str) -> bool:
    """A domain, a reference, a price: never words of time."""
    return DOMAIN.fullmatch(core) is not None or any(c.isdigit() for c in core)


def _only_words(core: str) -> bool:
    return not any(c.isdigit() or c in "@/_" for c in core)


def _clock_pair(core: str, at: int) -> list[Token]:
    """`9h-11h`, `lundi-9h`, `lundi:9h`: two tokens around a mark, where both stand by themselves."""
    pair = CLOCK_PAIR.fullmatch(core) or WORD_PAIR.fullmatch(core)
    if not pair or ROUND_THE_CLOCK.fullmatch(fold(core)):
        return []
    halves: list[Token] = []
    for group in (1, 3):
        half, start = pair.group(group), at + pair.start(group)
        literal = literal_of(fold(half))
        if literal is None and not half.isalpha():
            return []
        halves.append(Token(start, start + len(half), fold(half), literal, capital=half[0].isupper()))
    dash = at + pair.start(2)
    return [halves[0], Token(dash, dash + 1, pair.group(2), mark=True), halves[1]]


def _led(core: str, at: int) -> list[Token]:
    pair = LED_FIGURE.fullmatch(core)
    if not pair:
        return []
    lead, figures = (part for part in pair.groups() if part)
    literal = literal_of(fold(figures))
    if literal is None or not (literal.clock or lead == "h"):
        return []
    return [Token(at, at + 1, fold(lead)), Token(at + 1, at + len(core), fold(figures), literal)]


def _glued(core: str, at: int) -> list[Token]:
    """A day or a month and its figures; capitals alone are a reference: "SEP2"."""
    pair = WORD_FIRST.fullmatch(core) or FIGURE_FIRST.fullmatch(core)
    if not pair or sum(c.isupper() for c in core) > 1:
        return []
    folded = [fold(part) for part in pair.groups() if part]
    if not any(part in GLUED for part in folded) and not _may_be_misspelt(folded):
        return []
    found: list[Token] = []
    for group, part in enumerate(pair.groups(), 1):
        if part:
            start, word = at + pair.start(group), fold(part)
            found.append(Token(start, start + len(part), word, literal_of(word), capital=part[0].isupper()))
    figures = all(token.literal for token in found if token.word[:1].isdigit())
    return [replace(token, mark=token.word in {"-", "."}) for token in found] if figures else []


def _may_be_misspelt(parts: list[str]) -> bool:
    """`lundii9h`, `16marss`: cut all the same, the word is looked at by itself; but not `salle12h`, `host10:30`."""
    word = next((part for part in parts if part.isalpha()), "")
    literals = [literal_of(part) for part in parts if part[:1].isdigit()]
    is_hour = any(literal and literal.clock for literal in literals)
    if parts[0].isdigit():
        return len(word) >= SHORTEST_DAY
    if not is_hour or any(":" in part for part in parts):
        return False
    return word in PARTS or (len(word) >= LONG_WORD and word not in NO_SLIPS and _is_near_a_day(word))


def _is_near_a_day(word: str) -> bool:
    return any(len(day) >= SHORTEST_DAY and day[0] == word[0] and one_apart(word, day) for day in GLUED)


def one_apart(a: str, b: str) -> bool:
    """Of two different words: a letter left out, put in, changed, or two that changed places."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    left, right = a[start:], b[start:]
    if len(left) == len(right):
        swapped = left[1:2] + left[:1] + left[2:]
        return left[1:] == right[1:] or swapped == right
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def _pieces(core: str, at: int) -> list[Token]:
    """A chunk of letters with marks between; a hyphen or an apostrophe glues, other marks separate."""
    found: list[Token] = []
    glued = False
    for piece in PIECE.finditer(core):
        text, start = piece.group(), at + piece.start()
        end = start + len(text)
        if text.isalpha():
            found.append(Token(start, end, fold(text), glued=glued, capital=text[0].isupper()))
            glued = False
        elif text.translate(APOSTROPHES) in "-'‐‑":
            glued = bool(found)
        else:
            found.append(Token(start, end, text, mark=True))
            glued = False
    return found
