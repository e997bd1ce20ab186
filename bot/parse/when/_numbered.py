"""Weeks and quarters by their numbers, and weeks by a date in them: "S50", "week 50", "Q1 2027", "w/c 7 December"."""

from bot.parse.when._facts import Day, NumberedQuarter, NumberedWeek, Unit
from bot.parse.when._lexicon import Kind, Lexeme, Sentence
from bot.parse.when._spans import Found, number

YEARS = range(1900, 2200)
WEEK_LETTERS = {"fr": "s", "en": "w"}
HALVES = 2  # of a year, which in French have the letter of its weeks
QUARTER_LETTERS = {"fr": "qt", "en": "q"}


def numbered(s: Sentence, i: int) -> Found[Day] | None:
    """Led by "in", with its year, or the whole of what was said: alone it may be a reference or a product."""
    lead = s.take(i, Kind.IN_MONTH, Kind.IN)
    if lead:
        return led(s, s.past(lead.end, Kind.THE), opens=i == 0)
    alone = week(s, i) or quarter(s, i)
    if alone is None:
        return None
    whole = i == 0 and (alone.end >= len(s) or s.take(alone.end, Kind.WEEKDAY) is not None)
    in_words = s.tokens[i].literal is None and isinstance(alone.value, NumberedWeek)
    return led(s, i) if whole or in_words or alone.value.year else None


def led(s: Sentence, i: int, *, opens: bool = False) -> Found[Day] | None:
    """After "in" or "on"; but not "in Q2 reports" nor "week 2 of the trial"."""
    found = week(s, i) or quarter(s, i)
    if found is None or s.take(found.end, Kind.OF):
        return None
    end = found.end
    ends = opens or i <= 1 or end >= len(s) or s.tokens[end].mark or s.meanings[end] or s.tokens[end].literal
    return Found(found.value, end) if ends else None


def week(s: Sentence, i: int) -> Found[NumberedWeek] | None:
    """`S50`, `semaine 50`, `week 50 of 2027`"""
    letter = n = _figure(s, i, WEEK_LETTERS)
    unit = s.take(i, Kind.UNIT)
    if unit and unit.value == Unit.WEEK:
        n = number(s, _past_number_sign(s, unit.end))
        n = n if n and s.tokens[n.end - 1].literal else None
    if not n or not 1 <= n.value <= 53:
        return None
    said = _year(s, n.end)
    or_half = letter is not None and s.language == "fr" and n.value <= HALVES
    return Found(NumberedWeek(n.value, said.value if said else None, or_half=or_half), said.end if said else n.end)


def quarter(s: Sentence, i: int) -> Found[NumberedQuarter] | None:
    """`Q1`, `T1 2027`, `first quarter of 2027`, `1er trimestre`"""
    n = _figure(s, i, QUARTER_LETTERS) or _ordinal_quarter(s, i)
    if not n or not 1 <= n.value <= 4:
        return None
    said = _year(s, n.end)
    return Found(NumberedQuarter(n.value, said.value if said else None), said.end if said else n.end)


def _figure(s: Sentence, i: int, letters: dict[str, str]) -> Found[int] | None:
    literal = s.tokens[i].literal if i < len(s) else None
    if not literal or not literal.numbered or literal.numbered[0] not in letters[s.language]:
        return None
    return Found(literal.numbered[1], i + 1)


def _ordinal_quarter(s: Sentence, i: int) -> Found[int] | None:
    literal = s.tokens[i].literal if i < len(s) else None
    word = Lexeme(literal.ordinal, i + 1) if literal and literal.ordinal else s.take(i, Kind.ORD)
    unit = s.take(word.end, Kind.UNIT) if word else None
    if not word or not unit or unit.value != Unit.QUARTER:
        return None
    return Found(word.value, unit.end)


def _past_number_sign(s: Sentence, i: int) -> int:
    """And past the dot of "sem."."""
    return i + 1 if i < len(s) and s.tokens[i].word in {"n", "no", "n°", "#", "."} else i


def _year(s: Sentence, i: int) -> Found[int] | None:
    joined = i < len(s) and s.tokens[i].mark and s.tokens[i].word in {"-", "/", ","}
    said = number(s, i + 1 if joined else s.past(i, Kind.OF_YEAR))
    return said if said and said.value in YEARS else None
