"""Sizes as they are, in the words of the reader."""

import pytest

from bot.templates._numbers import size_name
from tests.templates._shown import ENGLISH, FRENCH


@pytest.mark.parametrize(
    ("size", "english", "french"),
    [
        (1, "1 byte", "1 octet"),
        (12, "12 bytes", "12 octets"),
        (1023, "1,023 bytes", "1\N{NARROW NO-BREAK SPACE}023 octets"),
        (1024, "1 KiB", "1 Kio"),
        (1434, "1.4 KiB", "1,4 Kio"),
        (1024 * 1024 - 1, "1 MiB", "1 Mio"),
        (1_300_000, "1.2 MiB", "1,2 Mio"),
        (50 * 1024 * 1024, "50 MiB", "50 Mio"),
    ],
)
def test_a_size_is_neither_rounded_up_nor_said_in_a_unit_too_small(size: int, english: str, french: str) -> None:
    assert size_name(size, ENGLISH) == english
    assert size_name(size, FRENCH).replace("\N{NO-BREAK SPACE}", " ") == french
