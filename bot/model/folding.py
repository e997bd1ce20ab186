"""The one folding of text for search and comparison, so that both engines and both sides of a match agree."""

import re
import unicodedata

from bot.model.errors import TextInvalid

_WORD = re.compile(r"[^\W_]+")
_NOT_DIGIT = re.compile(r"\D")
# ß, æ and the like have no decomposition but an accepted spelling.
_SPELLED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i"})
_SURROGATES = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """Case, accents and compatibility forms taken away: 'Éléonore ŒUF' becomes 'eleonore oeuf'."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFKD", bare).translate(_SPELLED)


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits, in order."""
    return _WORD.findall(fold(text))


def squeeze(text: str) -> str:
    """Folded, without spaces or punctuation: 'Saint-Étienne' and 'saint etienne' are the same."""
    return "".join(words(text))


def digits(text: str) -> str:
    return _NOT_DIGIT.sub("", unicodedata.normalize("NFKC", text))


def clean(text: str) -> str:
    """Text from outside as it is kept: NFC, line ends as \\n; NUL and lone surrogates are refused.

    Neither engine can keep those two: PostgreSQL refuses them, SQLite cuts text at a NUL.
    """
    if "\0" in text or _SURROGATES.search(text):
        raise TextInvalid
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


# Zero-width signs, bidirectional controls, byte order mark: invisible in a name, and used to fake one.
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_COMBINING_RUN = 8


def clean_name(text: str) -> str:
    """A name, label or tag: `clean`, on one line, without invisible signs or towers of combining marks."""
    visible = _INVISIBLE.sub("", clean(text))
    kept: list[str] = []
    run = 0
    for sign in unicodedata.normalize("NFD", visible):
        run = run + 1 if unicodedata.combining(sign) else 0
        if run <= _COMBINING_RUN:
            kept.append(sign)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
