"""`carnet duplicates`: the likely pairs of a file of contacts; no database, no settings."""

import asyncio
from pathlib import Path
from typing import Any

from phonenumbers import SUPPORTED_REGIONS

from bot.formats.contacts_csv import SIZE, read_contacts
from bot.formats.identities import identities
from bot.model.duplicates import pairs, traits_of
from bot.model.errors import FileRefused


class CannotCompare(RuntimeError):
    """The file cannot be opened, or there is no such country; the message is the sentence for the command line."""


async def duplicates(file: Path, *, country: str) -> list[dict[str, Any]]:
    """The likeliest pair first, then by row; `country` is an ISO 3166 code. Raises CannotCompare, FileRefused."""
    if country not in SUPPORTED_REGIONS:
        raise CannotCompare(f"There is no country {country}: give two letters, as in FR, GB or US.")
    return await asyncio.to_thread(_duplicates, file, country)


def _duplicates(file: Path, country: str) -> list[dict[str, Any]]:
    read = list(identities(read_contacts(_content(file)), country))
    rows = [each.row for each in read]
    records = [traits_of(each.values, each.birthday, numbers=each.numbers) for each in read]
    del read
    found = sorted(pairs(records), key=lambda pair: (-pair.likeness.score, pair.first, pair.second))
    return [
        {
            "rows": [rows[pair.first], rows[pair.second]],
            "score": round(pair.likeness.score, 4),
            "reasons": list(pair.likeness.reasons),
        }
        for pair in found
    ]


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > SIZE:
            raise FileRefused(reason="too_large")
        return file.read_bytes()
    except OSError as error:
        raise CannotCompare(f"{file} cannot be read: {error.strerror}.") from error
