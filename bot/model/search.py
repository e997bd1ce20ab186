"""The text by which a contact is found: made here once, kept by the store, asked by `matches`."""

import re

from bot.model.contacts import ContactValues, Coordinate, CoordinateKind
from bot.model.coordinates import national
from bot.model.folding import digits, fold, squeeze, words
from bot.model.tags import said as said_of

FRAGMENT = 3  # letters of a trigram, the shortest thing that both engines look for
WORD_LENGTH = 60  # a word of PostgreSQL's index has at most 2,046 bytes
NAME_LENGTH = 200  # and a row of its ordered indexes about 2,700
_PIECE_LENGTH = 300

# Thai to Khmer, kana and the Chinese signs: scripts without spaces, in which any sign may begin a word.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)


def search_words(values: ContactValues) -> str:
    """The folded words of everything that a person may type to find it, each once."""
    tags = [word for tag in values.tags for word in said_of(tag)]
    text = " ".join((_names(values), *_numbers(values), *map(_line, values.coordinates), *tags))
    said = words(text)
    if _UNSPACED.search(text):  # 王 and 伟 are written 王伟, or the other way round
        said += [squeeze(values.last_name + values.first_name), squeeze(values.first_name + values.last_name)]
    return " ".join(dict.fromkeys(word[:WORD_LENGTH] for word in said if word))


def search_grams(values: ContactValues, said: str | None = None) -> str:
    """Each field in one piece, then how each word begins; all behind two spaces, see `fragment`.

    `said` are its `search_words`, where they are known already.

    '  jeandupont  acmesarl  33628230455  0628230455  je  du  ac  sa  06'
    """
    pieces = [squeeze(_names(values)), squeeze(values.company), squeeze(values.last_name + values.first_name)]
    for coordinate in values.coordinates:
        pieces += _fragments(coordinate)
    pieces += [squeeze(number) for number in _numbers(values)]
    pieces += [squeeze(word) for tag in values.tags for word in said_of(tag)]
    pieces = [piece[:_PIECE_LENGTH] for piece in pieces if piece]
    beginnings = [word[: FRAGMENT - 1] for word in (said or search_words(values)).split()]
    return "".join(f"  {part}" for part in dict.fromkeys((*pieces, *beginnings, *_inside(pieces))))


def fragment(term: str) -> str:
    """What must stand in `search_grams`: a term anywhere, one of one or two letters where a word begins."""
    return term[:WORD_LENGTH].rjust(FRAGMENT)


def sort_name(name: str) -> str:
    """The words of a name by which lists are ordered and beginnings are found; its signs, where it has none."""
    said = " ".join(word[:WORD_LENGTH] for word in words(name))
    return (said or " ".join(fold(name).split()))[:NAME_LENGTH]


def _names(values: ContactValues) -> str:
    return f"{values.first_name} {values.last_name} {values.company} {values.nickname}".strip()


def _numbers(values: ContactValues) -> tuple[str, ...]:
    """What a document names it by."""
    return tuple(text for text in (values.reference, values.siren, values.siret, values.vat_number) if text)


def _line(coordinate: Coordinate) -> str:
    return coordinate.typed if coordinate.address is None else coordinate.address.line


def _fragments(coordinate: Coordinate) -> list[str]:
    whole = squeeze(_line(coordinate))
    if coordinate.kind is not CoordinateKind.PHONE:
        return [whole]
    writings = [whole, digits(coordinate.typed)]
    if coordinate.parsed is not None:
        writings += [digits(coordinate.parsed), national(coordinate.parsed)]
    return writings


def _inside(pieces: list[str]) -> list[str]:
    return [piece[at.start() : at.start() + FRAGMENT - 1] for piece in pieces for at in _UNSPACED.finditer(piece)]
