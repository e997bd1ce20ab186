"""Numbers as people read them."""

from decimal import Decimal

from babel.numbers import format_decimal

from bot.templates._words import Raw, Reader

_MEBI = 1024 * 1024
_UNITS = {"en": ("KiB", "MiB"), "fr": ("Kio", "Mio")}


def size_name(size: int, reader: Reader) -> Raw:
    """Of so many bytes: '340 KiB', '1.2 MiB', '1,2 Mio'."""
    kibi, mebi = _UNITS[reader.language]
    if size < _MEBI:
        return Raw(f"{format_decimal(max(size // 1024, 1), locale=reader.language)} {kibi}")
    return Raw(f"{format_decimal(round(size / _MEBI, 1), locale=reader.language)} {mebi}")


def number_name(text: str, reader: Reader) -> Raw:
    """'-1234.5' as '-1,234.5' or '-1 234,5'. Raises ArithmeticError for what is no number."""
    return Raw(format_decimal(Decimal(text), format="#,##0.##########", locale=reader.language))
