"""What looks like a stretch of time without being one that is understood, so that it is taken for no name.

Called by `note_lists` for the words around a stretch, and by handlers where no contact has those that are left.
"""

import re

from bot.model.folding import fold
from bot.parse._days import month_of
from bot.parse.note_periods import MONTH_NAMES, WEEKDAYS

_BEFORE_MORE = frozenset(
    ["to", "till", "until", "from", "since", "between", "and", "au", "a", "du", "depuis", "entre", "et", "-"]
)
_AFTER_MORE = frozenset(["to", "till", "until", "and", "au", "et", "-"])
_LAST_DAY = 31


def goes_on_before(word: str, following: str) -> bool:
    """Whether what begins with `following` is the rest of a stretch: of '30 au 31 février' no part is one."""
    return fold(word) in _BEFORE_MORE or _is_one_day(word, following)


def goes_on_after(word: str, following: str) -> bool:
    """Whether what ends with `word` is the beginning of one."""
    return fold(following) in _AFTER_MORE or _is_one_day(word, following)


def _is_one_day(word: str, following: str) -> bool:
    one, other = fold(word).strip(",."), fold(following).strip(",.")
    return (_is_month(one) and other[:1].isdigit()) or (one.isdigit() and int(one) <= _LAST_DAY and _is_month(other))


def _is_month(word: str) -> bool:
    return word.isalpha() and month_of(word) is not None


_OPENERS = frozenset(
    [
        "since",
        "from",
        "between",
        "until",
        "till",
        "before",
        "after",
        "during",
        "last",
        "past",
        "previous",
        "this",
        "next",
        "depuis",
        "du",
        "entre",
        "avant",
        "apres",
        "pendant",
        "dernier",
        "derniers",
        "derniere",
        "dernieres",
        "ce",
        "cet",
        "cette",
        "prochain",
        "prochaine",
        "passe",
        "passee",
        "precedent",
        "precedente",
        "jusqu'a",
        "jusqu'au",
        "jusqu’a",
        "jusqu’au",
    ]
)
_UNITS = frozenset(
    [
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "quarter",
        "quarters",
        "year",
        "years",
        "fortnight",
        "weekend",
        "jour",
        "jours",
        "semaine",
        "semaines",
        "mois",
        "trimestre",
        "trimestres",
        "semestre",
        "semester",
        "an",
        "ans",
        "annee",
        "annees",
        "quinzaine",
        "week-end",
        "morning",
        "afternoon",
        "evening",
        "night",
        "matin",
        "apres-midi",
        "soir",
        "nuit",
        "hour",
        "hours",
        "heure",
        "heures",
        "spring",
        "summer",
        "autumn",
        "fall",
        "winter",
        "printemps",
        "ete",
        "automne",
        "hiver",
        "christmas",
        "noel",
        "easter",
        "paques",
    ]
)
_NO_NAMES = frozenset({"since", "until", "depuis"})  # nobody's name begins so
_ABOUT_DATES = re.compile(r"\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?")


def period_in(words: str) -> str:
    """The last words that look like a stretch of time, of those that were not understood; '' where none do."""
    said = words.split()
    plain = [fold(word).strip(",.") for word in said]
    begin = next((at for at, word in enumerate(plain) if word in _OPENERS or _is_of_time(word)), len(said))
    rest = plain[begin:]
    speaks = any(_is_of_time(word) for word in rest)
    is_named = any(word in MONTH_NAMES or word in WEEKDAYS or _ABOUT_DATES.fullmatch(word) for word in rest)
    is_counted = any(word in _OPENERS or word[:1].isdigit() for word in rest)
    is_begun = bool(plain) and plain[0] in _NO_NAMES and len(plain) > 1
    return " ".join(said[begin:]) if (speaks and (is_named or is_counted)) or is_begun else ""


def _is_of_time(word: str) -> bool:
    return word in _UNITS or word in WEEKDAYS or _is_month(word) or _ABOUT_DATES.fullmatch(word) is not None
