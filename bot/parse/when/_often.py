"""What no reminder can repeat by: several times a day, or so many times a week on days that were not named."""

import re

from bot.parse.when._tokens import Token

_FEW = r"(?:\d{1,4}|a few|few|couple of|two|three|four|five|six|eight|ten|twelve|fifteen|twenty|thirty|forty|sixty)"
_PEU = r"(?:\d{1,4}|quelques|deux|trois|quatre|cinq|six|huit|dix|douze|quinze|vingt|trente|quarante|soixante)"
_EACH = r"(?:every|each)"
_TOUS = r"(?:tou(?:te)?s les|chaque|tte?s les|ts les)"
_UNITS = r"(?:hour|hr|day|week|wk|month|quarter|year|fortnight)"
_UNITES = r"(?:heure|jour|semaine|sem|mois|trimestre|annee|an|h|j)s?"

# Matched against folded words with one space between.
OFTEN = re.compile(
    rf"\b(?:{_EACH} (?:{_FEW} (?:hour|hr|h|minute|min|mn|second|sec)s?"
    rf"|(?:half (?:an )?|quarter (?:of an )?)?(?:hour|minute))"
    rf"|hourly$|{_EACH} (?:second|other|third) (?:hour|minute)"
    rf"|once (?:an|per|each|every) (?:hour|minute)"
    rf"|(?:twice|thrice|\d+x|{_FEW} times|several times)(?: (?:an?|per|each|every|/|in a))? {_UNITS}"
    rf"|(?:twice|thrice) (?:daily|weekly|monthly|quarterly|yearly|annually)"
    rf"|\d+x?/(?:day|week|wk|month|year|jour|semaine|sem|mois|an)"
    rf"|{_TOUS} (?:{_PEU} (?:heure|h|minute|min|mn|seconde|sec)s?|(?:demi[e]?s? |quarts? d )?(?:heure|minute)s?)"
    rf"|{_TOUS} \d{{1,3}}(?:h|min|mn)"
    rf"|(?:une|1) fois (?:par|chaque|toutes les) (?:heure|minute)s?"
    rf"|(?:{_PEU}|plusieurs)(?: ?x| fois) (?:par|/|chaque|tous les|toutes les|dans la|dans le) (?:\d+ )?{_UNITES})\b"
    rf"(?! (?:prochaine?|qui|pro|suivante?|[0-9]))"
)
SIGNS = frozenset(
    "fois hourly twice thrice times once every each chaque tous toutes tte ttes tt ts".split()  # noqa: SIM905
)


def too_often(tokens: list[Token]) -> tuple[int, int] | None:
    """The tokens that say so, from the first to past the last."""
    if not any(token.word in SIGNS or "/" in token.word or token.word.endswith("x") for token in tokens):
        return None
    words = [token.word or "_" for token in tokens]
    line = " ".join(words)
    found = OFTEN.search(line)
    if found is None:
        return None
    return line.count(" ", 0, found.start()), line.count(" ", 0, found.end()) + 1
