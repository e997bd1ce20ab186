"""The one folding of text for search and comparison, so that both engines and both sides of a match agree."""

import re
import unicodedata

from bot.model.errors import TextInvalid

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
# ß, æ and the like have no decomposition but an accepted spelling.
_SPELLED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "ı": "i"})
_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]+")  # U+034F joins and marks nothing
_SURROGATES = re.compile("[\ud800-\udfff]")


def fold(text: str) -> str:
    """Case, accents and compatibility forms taken away: 'Éléonore ŒUF ٤٢' becomes 'eleonore oeuf 42'."""
    if text.isascii():
        return text.lower()
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).casefold())
    if plain.isascii():
        return plain  # all of French, without looking at each sign
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return "".join(map(_western, unicodedata.normalize("NFKD", bare).translate(_SPELLED)))


def words(text: str) -> list[str]:
    """The folded words of a text: runs of letters and digits, in order."""
    if not text:
        return []
    return _WORD.findall(fold(text))


def squeeze(text: str) -> str:
    """Folded, without spaces or punctuation: 'Saint-Étienne' and 'saint etienne' are the same."""
    return "".join(words(text))


def digits(text: str) -> str:
    """The digits alone, as 0 to 9 whatever the script."""
    return "".join(_DIGITS.findall(fold(text)))


def tag_key(name: str) -> str:
    """By which a tag is known again: its letters and digits; of one that has none ('🔥'), its signs."""
    return (squeeze(name) or "".join(fold(name).split()))[:TAG_KEY]


TAG_KEY = 200  # an index of PostgreSQL holds no more than about 2,700 bytes a row


def _western(sign: str) -> str:
    return sign if sign.isascii() or not sign.isdecimal() else str(unicodedata.decimal(sign))


def clean(text: str) -> str:
    """Text from outside as it is kept: NFC, line ends as \\n; NUL and lone surrogates are refused.

    Neither engine can keep those two: PostgreSQL refuses them, SQLite cuts text at a NUL.
    """
    if "\0" in text or _SURROGATES.search(text):
        raise TextInvalid
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")


# Control signs, soft hyphens, zero-width signs, bidirectional controls, byte order mark: invisible in a
# name, and used to fake one. Those that separate words (tab, line ends) are left to become a space.
_INVISIBLE = re.compile(
    "[\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_COMBINING_RUN = 8
_FIRST_COMBINING = "\u0300"  # a sign before it is a letter with two marks at most


def clean_name(text: str) -> str:
    """A name, label or tag: `clean`, on one line, without invisible signs or towers of combining marks."""
    if text.isascii() and text.isprintable():  # as most are: there is nothing to clean but spaces
        return " ".join(text.split())
    visible = _INVISIBLE.sub("", clean(text))
    if max(visible, default="") < _FIRST_COMBINING:
        return " ".join(visible.split())
    kept: list[str] = []
    run = 0
    for sign in unicodedata.normalize("NFD", visible):
        run = run + 1 if unicodedata.combining(sign) else 0
        if run <= _COMBINING_RUN:
            kept.append(sign)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())
