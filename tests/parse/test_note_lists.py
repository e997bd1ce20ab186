"""Which notes a line asks for: a contact, a stretch of time, whose, open or closed, in any order people say it."""

from datetime import UTC, date, datetime

import pytest

from bot.parse.note_lists import AskedNotes, read_note_list
from bot.parse.query import Asker

ASKER = Asker(datetime(2026, 11, 22, 18, tzinfo=UTC), "Europe/Paris", "fr-FR", {})  # a Sunday


def asked(line: str) -> AskedNotes:
    return read_note_list(line, ASKER)


@pytest.mark.parametrize(
    ("line", "contact", "low", "beyond"),
    [
        ("", "", None, None),
        ("Dupont", "Dupont", None, None),
        ("Dupont hier", "Dupont", "2026-11-21", "2026-11-22"),
        ("avant-hier", "", "2026-11-20", "2026-11-21"),
        ("la semaine dernière Dupont", "Dupont", "2026-11-09", "2026-11-16"),
        ("Ann Martin last week", "Ann Martin", "2026-11-09", "2026-11-16"),
        ("Ann Martin depuis lundi", "Ann Martin", "2026-11-16", None),
        ("Ann depuis le 3 novembre", "Ann", "2026-11-03", None),
        ("Ann until yesterday", "Ann", None, "2026-11-22"),
        ("Ann avant le 3 novembre 2026", "Ann", None, "2026-11-03"),
        ("après le 12/11/2026", "", "2026-11-13", None),
        ("du 1er au 15 novembre", "", "2026-11-01", "2026-11-16"),
        ("Dupont from 1 to 15 November 2026", "Dupont", "2026-11-01", "2026-11-16"),
        ("Dupont entre octobre 2026 et novembre 2026", "Dupont", "2026-10-01", "2026-12-01"),
        ("les 7 derniers jours", "", "2026-11-15", "2026-11-23"),
        ("Dupont last 3 months", "Dupont", "2026-08-22", "2026-11-23"),
        ("Dupont en novembre", "Dupont", "2026-11-01", "2026-12-01"),
        ("#12 2026", "#12", "2026-01-01", "2027-01-01"),
        ("next week", "", "2026-11-23", "2026-11-30"),
        ("demain", "", "2026-11-23", "2026-11-24"),
    ],
)
def test_a_stretch_of_time_stands_before_or_after_the_contact(
    line: str, contact: str, low: str | None, beyond: str | None
) -> None:
    found = asked(line)
    days = tuple(None if side is None else date.fromisoformat(side) for side in (low, beyond))
    assert (found.contact, found.days) == (contact, days)


@pytest.mark.parametrize(
    "name", ["Jan Dupont", "Avril Lavigne", "Marie du Pont", "La Ferme du Lac", "from Marie", "Moi et Toi", "Mai Linh"]
)
def test_a_name_that_sounds_like_a_time_is_a_name(name: str) -> None:
    assert asked(name) == AskedNotes(contact=name)


def test_whose_which_and_what_kind_may_stand_anywhere_at_the_ends() -> None:
    assert asked("mine closed Dupont") == AskedNotes(contact="Dupont", mine=True, closed=True)
    assert asked("Dupont à moi clôturées") == AskedNotes(contact="Dupont", mine=True, closed=True)
    assert asked("fichiers de Dupont ouverts") == AskedNotes(contact="Dupont", closed=False, files=True)
    assert asked("mes notes") == AskedNotes(mine=True)
    assert asked("notes of Dupont") == AskedNotes(contact="Dupont", files=False)
