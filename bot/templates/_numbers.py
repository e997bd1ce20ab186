"""Numbers as people read them."""

from decimal import Decimal

from babel.numbers import format_decimal
from babel.units import format_unit

from bot.templates._words import Raw, Reader

_STEP = 1024
_UNITS = {"en": ("KiB", "MiB"), "fr": ("Kio", "Mio")}  # as the limits are said
_SPACE = {"en": " ", "fr": "\N{NO-BREAK SPACE}"}


def size_name(size: int, reader: Reader) -> Raw:
    """Of so many bytes: '12 bytes', '1.4 KiB', '1,2 Mio'."""
    if size < _STEP:
        return Raw(format_unit(size, "digital-byte", "long", locale=reader.language))
    kibi, mebi = _UNITS[reader.language]
    many, unit = round(size / _STEP, 1), kibi
    if many >= _STEP:
        many, unit = round(size / _STEP**2, 1), mebi
    return Raw(f"{format_decimal(many, locale=reader.language)}{_SPACE[reader.language]}{unit}")


def number_name(text: str, reader: Reader) -> Raw:
    """'-1234.5' as '-1,234.5' or '-1 234,5'. Raises ArithmeticError for what is no number."""
    return Raw(format_decimal(Decimal(text), format="#,##0.##########", locale=reader.language))
