"""What a column holds when no header says so, read from its cells."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.formats._headers import Column, Meaning
from bot.model.folding import digits

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"[+(\d][\d\s().+/-]{6,24}")
_SITE = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d@_,;:/]{0,60}")
_MOST = 0.6  # of a column's cells that have something in them


def holds_values(cells: Sequence[str]) -> bool:
    """Whether a first row is a contact already and no header."""
    return any(_is(cell, kind) for cell in cells for kind in (_EMAIL, _PHONE, _SITE))


def by_content(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """Columns that no header explains: e-mails wherever they stand, phones and sites where the header is empty."""
    return tuple(_guessed(column, _cells(column, sample)) for column in columns)


def named_by_content(columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> tuple[Column, ...]:
    """For a file without any header: the first columns of words are taken for names.

    One such column is a whole name; of two or more the first is a first name, the second a last name.
    """
    texts = [each.place for each in columns if each.meaning is None and _mostly(_cells(each, sample), _NAME)]
    meanings = (Meaning.FIRST_NAME, Meaning.LAST_NAME) if len(texts) > 1 else (Meaning.NAME,)
    names = dict(zip(texts, meanings, strict=False))
    return tuple(replace(each, meaning=names.get(each.place, each.meaning)) for each in columns)


def _guessed(column: Column, cells: list[str]) -> Column:
    if column.meaning is not None:
        return column
    if _mostly(cells, _EMAIL):
        return replace(column, meaning=Meaning.EMAIL)
    if column.header:
        return column
    if _mostly(cells, _PHONE):
        return replace(column, meaning=Meaning.PHONE)
    return replace(column, meaning=Meaning.SITE if _mostly(cells, _SITE) else None)


def _cells(column: Column, sample: Sequence[Sequence[str]]) -> list[str]:
    return [row[column.place].strip() for row in sample if column.place < len(row) and row[column.place].strip()]


def _mostly(cells: list[str], kind: re.Pattern[str]) -> bool:
    return bool(cells) and sum(_is(cell, kind) for cell in cells) >= _MOST * len(cells)


def _is(cell: str, kind: re.Pattern[str]) -> bool:
    text = cell.strip()
    if len(text) > 1000 or not kind.fullmatch(text):
        return False
    return kind is not _PHONE or 8 <= len(digits(text)) <= 15
