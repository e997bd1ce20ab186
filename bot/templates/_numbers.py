"""Numbers as people read them."""

from decimal import Decimal

from babel.numbers import format_decimal

from bot.templates._words import Raw, Reader


def number_name(text: str, reader: Reader) -> Raw:
    """'-1234.5' as '-1,234.5' or '-1 234,5'. Raises ArithmeticError for what is no number."""
    return Raw(format_decimal(Decimal(text), format="#,##0.##########", locale=reader.language))
