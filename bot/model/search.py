"""The text by which a contact is found: made here once, kept by the store, asked by `matches`."""

from bot.model.contacts import ContactValues, Coordinate, CoordinateKind
from bot.model.coordinates import national
from bot.model.folding import digits, squeeze, words


def search_words(values: ContactValues) -> str:
    """The folded words of everything that a person may type to find it, each once."""
    text = " ".join((_names(values), " ".join(_reach(values)), " ".join(values.tags)))
    return " ".join(dict.fromkeys(words(text)))


def search_grams(values: ContactValues) -> str:
    """The same without spaces inside a field, for fragments: 'jeandupont acmesarl 33628230455 0628230455'."""
    pieces = [squeeze(_names(values)), squeeze(values.company), squeeze(values.last_name + values.first_name)]
    for coordinate in values.coordinates:
        pieces += _fragments(coordinate)
    pieces += [squeeze(tag) for tag in values.tags]
    return " ".join(dict.fromkeys(piece for piece in pieces if piece))


def _names(values: ContactValues) -> str:
    return f"{values.first_name} {values.last_name} {values.company}"


def _reach(values: ContactValues) -> list[str]:
    return [_line(coordinate) for coordinate in values.coordinates]


def _line(coordinate: Coordinate) -> str:
    if coordinate.address is not None:
        return coordinate.address.line
    return coordinate.typed


def _fragments(coordinate: Coordinate) -> list[str]:
    if coordinate.kind is not CoordinateKind.PHONE:
        return [squeeze(_line(coordinate))]
    writings = [digits(coordinate.typed)]
    if coordinate.parsed is not None:
        writings += [digits(coordinate.parsed), national(coordinate.parsed)]
    return writings
