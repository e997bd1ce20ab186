"""What is left of a line once numbers and addresses are taken: pieces that are a name, a firm, a title, or a remark."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.model.contacts import Civility
from bot.model.folding import squeeze
from bot.model.legal_forms import LEGAL_FORMS
from bot.parse.contacts._words import (
    CIVILITIES,
    COUNTRIES,
    COUPLES,
    GIVEN,
    HEADS,
    PARTICLES,
    QUALIFIERS,
    TITLES,
    TOWNS,
    TRADES,
)

_PAUSE = re.compile(
    r"[,;\n\t|•·\0()<>\"«»]|(?<=\s)[-–—/]+(?=\s)|:(?=\s)|(?<=[^\W\d_]{4})(?<![Pp]rof)\.(?=\s)"
    r"|(?<!\S)@[\w.-]{2,}"  # a handle is part of no name
)
_EMPLOYED = re.compile(
    r"(?<!\S)(?:(?:de|travaille|works|working|employ[ée]e?)[ ])?(?:chez|at|@|c/o|de la soci[ée]t[ée]|from)(?=[ ]\S)",
    re.IGNORECASE,
)
_FIRM = re.compile(r"(?:la )?(?:soci[ée]t[ée]|company|entreprise)[ ](?=\S)")  # with a capital it is part of a name
_WORD = re.compile(r"\S+")
_AROUND = " .,:;|/•·–—-\"'«»=*_\ufe0f\u200d"  # and symbols: a sign of a telephone, a star
_ARTICLES = frozenset(("Le", "La", "Les", "Au", "Aux", "The"))  # 'Le Petit Bistrot'
_PERSON_WORDS = 3  # besides particles; a given name at the head allows one more
_FIRM_WORDS = 8


_OF = frozenset(("de", "du", "des", "d", "of", "for"))


class Sort(StrEnum):
    PERSON = "person"
    FIRM = "firm"
    TITLE = "title"
    TOWN = "town"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Segment:
    """`start` to `end` is what is taken where the segment is used, `text` its value; `sure` needs no further proof."""

    sort: Sort
    start: int
    end: int
    text: str
    civility: Civility | None = None
    sure: bool = False

    @property
    def words(self) -> list[str]:
        return self.text.split()


def parted(part: Segment, firms: set[str]) -> Iterator[Segment]:
    """'Initech Peter Gibbs' and 'Peter Gibbs Initech', where Initech is known to be a firm."""
    words = list(_WORD.finditer(part.text))
    if part.sort is not Sort.PERSON or part.civility is not None or len(words) < 3:
        yield part
        return
    for firm, person in ((words[:1], words[1:]), (words[-1:], words[:-1])):
        if _bare(firm[0]) in firms:
            for sort, some in ((Sort.FIRM, firm), (Sort.PERSON, person)):
                start, end = some[0].start(), some[-1].end()
                span = (part.start + start, part.start + end)
                yield Segment(sort, *span, part.text[start:end], sure=sort is Sort.FIRM)
            return
    yield part


def segments(text: str) -> list[Segment]:
    return [part for start, end in _between_pauses(text) for part in _parts(text, start, end)]


def _between_pauses(text: str) -> Iterator[tuple[int, int]]:
    place = 0
    for pause in (*_PAUSE.finditer(text), None):
        end = len(text) if pause is None else pause.start()
        start, stop = _trimmed(text, place, end)
        if start < stop:
            yield start, stop
        place = len(text) if pause is None else pause.end()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_around(text[start]):
        start += 1
    while start < end and _is_around(text[end - 1]) and not _is_abbreviated(text, start, end):
        end -= 1
    return start, end


def _is_around(sign: str) -> bool:
    return sign in _AROUND or unicodedata.category(sign) == "So"


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """'Acme Inc.' keeps its point."""
    last = text[start:end].rsplit(maxsplit=1)[-1]
    return last.count(".") == 1 and last.endswith(".") and squeeze(last) in LEGAL_FORMS


def _parts(text: str, start: int, end: int) -> Iterator[Segment]:
    """A piece between two pauses, parted again at 'chez', at a title behind a name, at a firm behind a name."""
    employed = _EMPLOYED.search(text, start, end)
    if employed is not None and _is_firm_like(text[employed.end() : end]):
        before = _trimmed(text, start, employed.start())
        if before[0] < before[1]:
            yield from _plain(text, *before)
        firm_start, firm_end = _trimmed(text, employed.end(), end)
        yield Segment(Sort.FIRM, employed.start(), firm_end, text[firm_start:firm_end], sure=True)
        return
    yield from _plain(text, start, end)


def _is_firm_like(text: str) -> bool:
    words = text.split()
    return 0 < len(words) <= _FIRM_WORDS and (not words[0].islower() or len(words) <= 2)


def _plain(text: str, start: int, end: int) -> Iterator[Segment]:
    firm = _FIRM.match(text, start, end)
    if firm is not None and _is_firm_like(text[firm.end() : end]):
        yield Segment(Sort.FIRM, start, end, text[firm.end() : end], sure=True)
        return
    words = list(_WORD.finditer(text, start, end))
    title = _title_at(words)
    if title == 0:
        yield from _titled(text, words)
    elif title:
        yield _whole(text, words[:title])
        yield from _titled(text, words[title:])
    else:
        cut = min(_firm_at(words), _remark_at(words))
        yield _whole(text, words[:cut])
        if cut < len(words):
            yield _whole(text, words[cut:])


def _title_at(words: list[re.Match[str]]) -> int | None:
    """Where a job title begins: at the head of the piece, or behind a name."""
    said = {_bare(word) for word in words}
    if said & TITLES and said <= TITLES | QUALIFIERS:
        return 0
    for place, word in enumerate(words[: _PERSON_WORDS + 2]):
        squeezed = _bare(word)
        if squeezed not in TITLES or (place and squeezed in CIVILITIES):
            continue
        is_small = word[0][0].islower() or (word[0].isupper() and len(squeezed) <= 4)
        followed = place + 1 < len(words) and _bare(words[place + 1]) in TITLES | QUALIFIERS
        if place == 0 or is_small or place > 1 or followed:
            return place
    return None


def _titled(text: str, words: list[re.Match[str]]) -> Iterator[Segment]:
    """'Gérante de Menuiserie Martin': the title, and the firm of which it is one."""
    length = 1
    while length < len(words) and (_bare(words[length]) in TITLES | QUALIFIERS or words[length][0][0].islower()):
        length += 1
    rest = words[length:]
    linked = length > 1 and _bare(words[length - 1]) in _OF
    if rest and (_is_firm([word[0] for word in rest]) or (linked and _bare(words[0]) in HEADS)):
        title = words[: length - 1 if linked else length]
        yield _segment(Sort.TITLE, text, title)
        end = rest[-1].end()
        yield Segment(Sort.FIRM, title[-1].end(), end, text[rest[0].start() : end], sure=True)
        return
    yield _segment(Sort.TITLE, text, words)


def _firm_at(words: list[re.Match[str]]) -> int:
    """Where a firm begins behind a person's two names: 'Jean Dupont Acme SARL', 'Marie Martin Boulangerie du Port'."""
    typed = [word[0] for word in words]
    held_together = COUPLES | PARTICLES | {""}
    named = len(words) > 3 and squeeze(typed[0]) in GIVEN and not {squeeze(word) for word in typed[1:3]} & held_together
    return 2 if named and _is_firm(typed) else len(words)


def _remark_at(words: list[re.Match[str]]) -> int:
    """Where a remark begins behind a name: 'Jean Dupont anniversaire en mars'."""
    typed = [word[0] for word in words]
    capitals = 0
    while capitals < len(typed) and _is_name_word(typed[capitals]) and typed[capitals][0].isupper():
        capitals += 1
    small = typed[capitals:][:1]
    follows = any(
        not word[0].isupper() and squeeze(word) not in PARTICLES | COUPLES for word in small if word[0].isalnum()
    )
    return capitals if 1 < capitals <= _PERSON_WORDS and follows and not _is_firm(typed) else len(words)


def _whole(text: str, words: list[re.Match[str]]) -> Segment:
    civility, skipped = _civility(words)
    named = words[skipped:]
    if civility is not None or (skipped and named):
        segment = _segment(Sort.PERSON, text, named)
        start = words[0].start() if civility is not None else segment.start
        return replace(segment, start=start, civility=civility, sure=True)
    typed = [word[0] for word in words]
    return _segment(_sort(typed), text, words)


def _sort(typed: list[str]) -> Sort:
    if squeeze(" ".join(typed)) in TOWNS | COUNTRIES:
        return Sort.TOWN
    if _is_firm(typed) and len(typed) <= _FIRM_WORDS:
        return Sort.FIRM
    if not all(_is_name_word(word) for word in typed):
        return Sort.REMARK
    if len(typed) > 1 and typed[0] in _ARTICLES and squeeze(typed[-1]) not in GIVEN:
        return Sort.FIRM
    own = [word for word in typed if squeeze(word) not in PARTICLES]
    most = _PERSON_WORDS + (squeeze(typed[0]) in GIVEN)
    if 0 < len(own) <= most:
        return Sort.PERSON
    return Sort.FIRM if len(own) <= _FIRM_WORDS and not any(word[0].islower() for word in own) else Sort.REMARK


def _civility(words: list[re.Match[str]]) -> tuple[Civility | None, int]:
    """The civility at the head of a name and how many words it has; None with a count where it is a couple's."""
    if len(words) < 2 or not _is_civility(words[0][0], words[1][0]):
        return None, 0
    if len(words) > 3 and words[1][0].lower() in COUPLES and _is_civility(words[2][0], words[3][0]):
        return None, 3
    return CIVILITIES[_bare(words[0])], 1


def _is_civility(word: str, following: str) -> bool:
    squeezed = squeeze(word)
    if squeezed not in CIVILITIES:
        return False
    if len(squeezed) < 3 and not following[0].isupper() and following.lower() not in COUPLES:
        return squeezed in {"mr", "ms", "dr"} and word.islower()
    return len(squeezed) > 2 or word[0].isupper()


def _is_firm(typed: list[str]) -> bool:
    squeezed = [squeeze(word) for word in typed]
    trades = [word for word in typed if squeeze(word) in TRADES]
    if any(not word[0].islower() or len(typed) <= _PERSON_WORDS for word in trades) or "&" in typed[1:-1]:
        return True
    ends = {0, len(typed) - 1} if len(typed) > 1 else set()
    return any(squeezed[end] in LEGAL_FORMS and (len(squeezed[end]) > 2 or typed[end].isupper()) for end in ends)


def _is_name_word(word: str) -> bool:
    letters = [sign for sign in word if sign not in "-'’."]
    return any(map(str.isalpha, letters)) and all(unicodedata.category(sign)[0] in "LM" for sign in letters)


def _segment(sort: Sort, text: str, words: list[re.Match[str]]) -> Segment:
    start, end = words[0].start(), words[-1].end()
    return Segment(sort, start, end, text[start:end])


def _bare(word: re.Match[str]) -> str:
    return squeeze(word[0])
