"""The countries of the world by their ISO 3166 codes, in the reader's language; forms and settings offer them."""

from functools import cache

from babel import Locale

from bot.model.folding import fold
from bot.templates._words import Raw, Reader

_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})  # CLDR's groups and its test codes


def country_name(code: str, reader: Reader) -> Raw:
    """The code itself where no country has it."""
    return Raw(_names(reader.language).get(code, code))


def countries(words: str, reader: Reader) -> list[tuple[str, Raw]]:
    """Code and name of those that the words begin, then of those that they are in, in alphabetical order."""
    wanted = fold(words).strip()
    found = [
        (not fold(name).startswith(wanted), fold(name), code, name)
        for code, name in _names(reader.language).items()
        if wanted in fold(name) or wanted == code.lower()
    ]
    return [(code, Raw(name)) for *_, code, name in sorted(found)]


@cache
def _names(language: str) -> dict[str, str]:
    territories = Locale(language).territories
    return {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }
