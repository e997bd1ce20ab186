"""Importing ten thousand rows: through checks, events and index, and by the same checks around one executemany."""

import asyncio
import csv
import gc
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import phonenumbers
from email_validator import validate_email

from tests.bench._figures import Figure, middle
from tests.bench._homes import CONTACTS, Home, contacts_file, imported
from tests.bench._machine import in_its_place

_ROUNDS = 3
_TABLE = """CREATE TABLE bare_contacts (
    first TEXT, last TEXT, company TEXT, phone TEXT, e164 TEXT, email TEXT, checked TEXT, city TEXT, comment TEXT)"""


def of_contacts(home: Home) -> Iterator[Figure]:
    file = contacts_file(home.folder / "contacts.csv")
    rates = []
    gc.freeze()  # as the server and the command line do
    with in_its_place():
        for number in range(_ROUNDS):
            floor = _rate(lambda: _bare(file, home.folder / f"bare{number}.db"))  # noqa: B023  # called in this turn
            copy = home.copied()
            rates.append((floor, _rate(lambda: asyncio.run(imported(copy, file)))))  # noqa: B023  # called in this turn
    yield Figure(
        f"import of {CONTACTS} rows, {home.engine}",
        middle([ours for _, ours in rates]),
        "rows/s",
        middle([floor for floor, _ in rates]),
    )


def _rate(import_all: object) -> float:
    assert callable(import_all)
    begun = time.perf_counter()
    import_all()
    return CONTACTS / (time.perf_counter() - begun)


def _bare(file: Path, database: Path) -> None:
    connection = sqlite3.connect(database)
    for pragma in ("journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(_TABLE)
    for column in ("last", "checked"):
        connection.execute(f"CREATE INDEX by_{column} ON bare_contacts({column})")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [_checked(row) for row in list(csv.reader(lines))[1:]]
    connection.executemany("INSERT INTO bare_contacts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.commit()
    connection.close()


def _checked(row: list[str]) -> tuple[str, ...]:
    """The checks that ours makes of a phone and an e-mail."""
    first, last, company, phone, email, city, comment = row
    number = phonenumbers.parse(phone, "FR")
    possible = phonenumbers.is_possible_number(number)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if possible else ""
    checked = validate_email(email, check_deliverability=False, test_environment=True).normalized.lower()
    return first, last, company, phone, e164, email, checked, city, comment
