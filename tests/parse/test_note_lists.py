"""Which notes a line asks for: a contact, a stretch of time, whose, open or closed, in any order people say it."""

from datetime import UTC, date, datetime

import pytest

from bot.parse.note_lists import AskedNotes, read_note_list
from bot.parse.period_signs import period_in
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
        ("les 7 derniers jours", "", "2026-11-16", "2026-11-23"),
        ("Dupont last 3 months", "Dupont", "2026-08-23", "2026-11-23"),
        ("Dupont en novembre", "Dupont", "2026-11-01", "2026-12-01"),
        ("#12 2026", "#12", "2026-01-01", "2027-01-01"),
        ("from Nov 1 to Nov 15", "", "2026-11-01", "2026-11-16"),
        ("Ann Martin November 1 to 15", "Ann Martin", "2026-11-01", "2026-11-16"),
        ("Nov 1-15 Ann", "Ann", "2026-11-01", "2026-11-16"),
        ("Dupont November 1–15, 2025", "Dupont", "2025-11-01", "2025-11-16"),
        ("1er au 15 novembre", "", "2026-11-01", "2026-11-16"),
        ("from November 1st to November 15th, 2025", "", "2025-11-01", "2025-11-16"),
        ("from Dec 15 to Jan 5, 2026", "", "2025-12-15", "2026-01-06"),
        ("from Nov 15 to Dec 15", "", "2026-11-15", "2026-12-16"),
        ("du 15 décembre au 5 janvier", "", "2025-12-15", "2026-01-06"),
        ("du 1/11 au 15/11", "", "2026-11-01", "2026-11-16"),
        ("from 11/1 to 11/15", "", "2026-11-01", "2026-11-16"),
        ("2026-11-01 - 2026-11-15", "", "2026-11-01", "2026-11-16"),
        ("15/11/2026 au 01/11/2026", "", "2026-11-01", "2026-11-16"),
        ("lundi à vendredi", "", "2026-11-16", "2026-11-21"),
        ("from Friday to Monday", "", "2026-11-13", "2026-11-17"),
        ("oct-nov", "", "2026-10-01", "2026-12-01"),
        ("this quarter", "", "2026-10-01", "2027-01-01"),
        ("Dupont ce trimestre", "Dupont", "2026-10-01", "2027-01-01"),
        ("last quarter Dupont", "Dupont", "2026-07-01", "2026-10-01"),
        ("au 3e trimestre 2025", "", "2025-07-01", "2025-10-01"),
        ("T4", "", "2026-10-01", "2027-01-01"),
        ("this year", "", "2026-01-01", "2027-01-01"),
        ("last 30 days", "", "2026-10-24", "2026-11-23"),
        ("Dupont 30 derniers jours", "Dupont", "2026-10-24", "2026-11-23"),
        ("sur les trente derniers jours", "", "2026-10-24", "2026-11-23"),
        ("depuis 2 semaines", "", "2026-11-08", None),
        ("3 days ago", "", "2026-11-19", "2026-11-20"),
        ("il y a 2 semaines", "", "2026-11-02", "2026-11-09"),
        ("since Nov 1", "", "2026-11-01", None),
        ("depuis le début de l'année", "", "2026-01-01", None),
        ("le mois passé", "", "2026-10-01", "2026-11-01"),
        ("Nov 15 2026 Ann", "Ann", "2026-11-15", "2026-11-16"),
        ("last weekend", "", "2026-11-14", "2026-11-16"),
        ("semaine 46", "", "2026-11-09", "2026-11-16"),
        ("fin novembre", "", "2026-11-21", "2026-12-01"),
        ("next week", "", "2026-11-23", "2026-11-30"),
        ("demain", "", "2026-11-23", "2026-11-24"),
        ("past 2 weeks", "", "2026-11-09", "2026-11-23"),
        ("les deux dernières semaines", "", "2026-11-09", "2026-11-23"),
        ("30 jours", "", "2026-10-24", "2026-11-23"),
        ("7d", "", "2026-11-16", "2026-11-23"),
        ("for a week", "", "2026-11-16", "2026-11-23"),
        ("last 24 hours", "", "2026-11-21", "2026-11-23"),
        ("from Nov 30 to Nov 1", "", "2026-11-01", "2026-12-01"),
        ("from Nov 30 to Nov 1, 2026", "", "2026-11-01", "2026-12-01"),
        ("du 30/11 au 1/11/2026", "", "2026-11-01", "2026-12-01"),
        ("Dupont du 30 au 1 novembre", "Dupont", "2026-10-30", "2026-11-02"),  # over the turn of the month
        ("du 30 au 1er janvier 2026", "", "2025-12-30", "2026-01-02"),
        ("du 31 au 2 octobre", "", "2026-10-02", "2026-11-01"),  # September has no 31st
        ("from Nov 30, 2025 to Nov 1, 2026", "", "2025-11-30", "2026-11-02"),
        ("the week of Nov 16", "", "2026-11-16", "2026-11-23"),
        ("Dupont la semaine du 18 novembre", "Dupont", "2026-11-16", "2026-11-23"),
        ("la semaine du 9 au 13 novembre", "", "2026-11-09", "2026-11-14"),
        ("this morning", "", "2026-11-22", "2026-11-23"),
        ("Dupont ce matin", "Dupont", "2026-11-22", "2026-11-23"),
        ("hier soir Dupont", "Dupont", "2026-11-21", "2026-11-22"),
        ("cet après-midi", "", "2026-11-22", "2026-11-23"),
        ("depuis une semaine", "", "2026-11-15", None),
        ("Ann since a week", "Ann", "2026-11-15", None),
        ("depuis deux mois", "", "2026-09-22", None),
        ("il y a une semaine", "", "2026-11-09", "2026-11-16"),
    ],
)
def test_a_stretch_of_time_stands_before_or_after_the_contact(
    line: str, contact: str, low: str | None, beyond: str | None
) -> None:
    found = asked(line)
    days = tuple(None if side is None else date.fromisoformat(side) for side in (low, beyond))
    assert (found.contact, found.days) == (contact, days)


@pytest.mark.parametrize(
    "name",
    [
        "Jan Dupont",
        "Avril Lavigne",
        "Marie du Pont",
        "La Ferme du Lac",
        "from Marie",
        "Moi et Toi",
        "Mai Linh",
        "Demars",
        "Lemay",
        "Anne-Marie Lundi-Dupré",
        "Q3 Conseil",
        "Jean-Mars",
        "#12",
        "3-5 Martin",
        "Matin",
        "Semaine",
        "Un An",
        "Avril Matin",
    ],
)
def test_a_name_that_sounds_like_a_time_is_a_name(name: str) -> None:
    assert asked(name) == AskedNotes(contact=name)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("from Nov 31 to Dec 2", "from Nov 31 to Dec 2"),
        ("Ann Martin du 30 au 31 février", "du 30 au 31 février"),
        ("last 3 moons of the year", "last 3 moons of the year"),
        ("depuis la saint-glinglin", "depuis la saint-glinglin"),
        ("Dupont 32/13/2026", "32/13/2026"),
        ("cet été", "cet été"),
        ("la semaine du 31 février", "semaine du 31 février"),
        ("le matin du 31 février", "matin du 31 février"),
        ("Marie du Pont", ""),
        ("Marie Day", ""),
        ("Last", ""),
    ],
)
def test_what_looks_like_a_period_is_told_from_a_name(words: str, period: str) -> None:
    assert asked(words).days == (None, None)
    assert period_in(asked(words).contact) == period


def test_figures_are_read_by_the_habit_of_the_reader() -> None:
    american = Asker(ASKER.now, ASKER.zone, "en-US", {})
    assert read_note_list("from 11/1 to 11/5", american).days == (date(2026, 11, 1), date(2026, 11, 6))
    assert read_note_list("from 1/11 to 15/11", american).days == (date(2026, 11, 1), date(2026, 11, 16))


def test_whose_which_and_what_kind_may_stand_anywhere_at_the_ends() -> None:
    assert asked("mine closed Dupont") == AskedNotes(contact="Dupont", mine=True, closed=True)
    assert asked("Dupont à moi clôturées") == AskedNotes(contact="Dupont", mine=True, closed=True)
    assert asked("fichiers de Dupont ouverts") == AskedNotes(contact="Dupont", closed=False, files=True)
    assert asked("mes notes") == AskedNotes(mine=True)
    assert asked("notes of Dupont") == AskedNotes(contact="Dupont", files=False)
