"""What is looked for in words as people type them: folded words, phones and pieces of e-mails, a contact's number."""

import re

from bot.model.filters import DIALLED, dialled
from bot.model.folding import digits, fold, squeeze, words

_PHONE_DIGITS = range(8, 16)  # E.164
_QUOTES = "\"'«»“”„"
# '#12', 'n° 2', '12', '2.': the digits behind a sign are that number and nothing else.
_NUMBERED = re.compile(
    rf"[{_QUOTES}\s]*+(?P<sign>#|n[°ºo]\.?|№)?\s*+(?P<digits>[0-9]++)\.?[{_QUOTES}\s]*+", re.IGNORECASE
)
_NUMBER_DIGITS = 9
# How a text may end that is dialled by one phone of several: it stands on nobody's card but its own.
_EXTENSION = re.compile(r"\s*(?:poste|ext(?:ension)?|x)\.?\s*\d{1,6}(?!\w)", re.IGNORECASE)
_PAIRS = re.compile(r"\s*\d\d(?:[\s./-]\d\d)+\s*")  # how the last digits of a phone are read out
# An e-mail, or a part that shows it; read from where it may begin, or a long word is read from each of its letters.
_ADDRESS = re.compile(r"(?<![^\s,;:<>()\"|/])[^\s,;:<>()\"|/@＠]*+[@＠][^\s,;:<>()\"|/]*+")
_SCHEME = re.compile(r"(?<![\w.])(?:https?://(?:www\.)?|www\.)(?=\w)", re.IGNORECASE)


def terms_of(text: str) -> tuple[str, ...]:
    """The folded words. One of them is a phone in any writing, by its digits, and a piece of an e-mail, with its @."""
    text = _SCHEME.sub("", text)
    if _is_of_phone(text):
        return (dialled(text),)
    found: list[str] = []
    at = 0
    for address in _ADDRESS.finditer(text):
        found += _terms_without_address(text[at : address.start()])
        found += [fold(address[0])] if squeeze(address[0]) else []
        at = address.end()
    return (*found, *_terms_without_address(text[at:]))


def _is_of_phone(text: str) -> bool:
    """Whether the whole of it is a phone or a part of one; '12, 75011' are two numbers."""
    if any(sign.isalpha() for sign in text) or len(dialled(text)) < 4:
        return False
    return bool(_PAIRS.fullmatch(text) or DIALLED.fullmatch(text.strip()) or len(words(text)) == 1)


def _terms_without_address(text: str) -> list[str]:
    found: list[str] = []
    at = 0
    for run in DIALLED.finditer(text):
        if run.start() >= at and len(digits(run[0])) in _PHONE_DIGITS:
            extension = _EXTENSION.match(text, run.end())
            found += (*words(text[at : run.start()]), dialled(run[0]))
            at = run.end() if extension is None else extension.end()
    return [*found, *words(text[at:])]


def is_number(text: str) -> bool:
    """'#12' means that contact and no other: one with a 12 in its phone is not it."""
    said = _NUMBERED.fullmatch(text)
    return said is not None and said["sign"] is not None


def number_of(text: str) -> int | None:
    """The number by which a contact is called: 12 of '#12', '12' and 'n° 12'. '0455' is the end of a phone."""
    said = _NUMBERED.fullmatch(text)
    if said is None or len(said["digits"]) > _NUMBER_DIGITS or (said["digits"][0] == "0" and not said["sign"]):
        return None
    return int(said["digits"])
