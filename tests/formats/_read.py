"""What the tests of lists of contacts ask of a text: its rows, its one contact, or why it is refused."""

import pytest

from bot.formats import REFUSALS
from bot.formats.contacts_csv import ContactsFile, ImportedRow, read_contacts
from bot.model.contacts import ContactValues, CoordinateKind, PostalAddress
from bot.model.errors import FileRefused


def read(text: str | bytes) -> ContactsFile:
    return read_contacts(text.encode() if isinstance(text, str) else text)


def rows(text: str | bytes, country: str = "FR") -> list[ImportedRow]:
    return list(read(text).rows(country))


def one(text: str, country: str = "FR") -> ContactValues:
    (row,) = rows(text, country)
    assert row.values is not None, row.reason
    return row.values


def phones(values: ContactValues) -> list[tuple[str, str | None]]:
    return [(each.label, each.parsed) for each in values.phones]


def emails(values: ContactValues) -> list[str]:
    return [each.typed for each in values.emails]


def address(values: ContactValues) -> PostalAddress:
    (found,) = values.of_kind(CoordinateKind.ADDRESS)
    assert found.address is not None
    return found.address


def refused(content: str | bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read(content)
    reason = str(caught.value.values["reason"])
    assert reason in REFUSALS
    return reason
