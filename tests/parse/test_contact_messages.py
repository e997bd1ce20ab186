"""A contact taken out of a message: who signs it, how they are reached, and the text itself."""

from itertools import count

import pytest

from bot.model.changes import COORDINATE, coordinate_of
from bot.parse._form import Typed
from bot.parse.contacts import typed_from_message

CALL_ME = """Bonjour,

Je suis Marie Lenoir de chez Atelier du Port, pouvez-vous me rappeler au 06 39 98 12 34 ?
Merci d'avance
Marie"""

FORWARDED = """From: Peter Gibbs <peter.gibbs@initech.example>
Subject: Quote

Hi team, can we talk tomorrow?

Best regards,
Peter Gibbs
Purchasing Manager
Initech LLC
M: (212) 555-0147 | www.initech.example"""

SIGNED = """Le devis est parti hier, on attend.

--
Sophie BERNARD
Responsable des achats
Durand & Fils
12 rue des Lilas
75011 Paris
Tél. : 01 99 00 45 67 / Port. : 06 39 98 45 67
sophie.bernard@durand.example"""

SEVERAL = "Hi, I'm Priya Nair from Globex Inc. Write to priya@globex.example or p.nair@mail.example, or 212-555-0111"


def filled(text: str) -> Typed:
    keys = count(1)
    return typed_from_message(text, country="FR", next_id=lambda: next(keys))


def fields_of(text: str) -> Typed:
    return {key: value for key, value in filled(text).items() if not key.startswith(COORDINATE) and key != "comment"}


def reached(text: str) -> list[str]:
    return [coordinate_of(value).typed for key, value in filled(text).items() if key.startswith(COORDINATE)]


@pytest.mark.parametrize(
    ("text", "fields", "coordinates"),
    [
        (
            CALL_ME,
            {"first_name": "Marie", "last_name": "Lenoir", "company": "Atelier du Port"},
            ["06 39 98 12 34"],
        ),
        (
            FORWARDED,
            {
                "first_name": "Peter",
                "last_name": "Gibbs",
                "job_title": "Purchasing Manager",
                "company": "Initech LLC",
            },
            ["peter.gibbs@initech.example", "www.initech.example", "(212) 555-0147"],
        ),
        (
            SIGNED,
            {
                "first_name": "Sophie",
                "last_name": "BERNARD",
                "job_title": "Responsable des achats",
                "company": "Durand & Fils",
            },
            ["sophie.bernard@durand.example", "01 99 00 45 67", "06 39 98 45 67", "12 rue des Lilas, 75011 Paris"],
        ),
        (
            SEVERAL,
            {"first_name": "Priya", "last_name": "Nair", "company": "Globex Inc"},
            ["priya@globex.example", "p.nair@mail.example", "212-555-0111"],
        ),
        (
            "New lead: jean.dupont@acme.example wants a quote",
            {"first_name": "Jean", "last_name": "Dupont"},
            ["jean.dupont@acme.example"],
        ),
        (
            "De : Anne Faure <afaure@mail.example>\nObjet : devis\n\nMerci de rappeler au plus vite",
            {"first_name": "Anne", "last_name": "Faure"},
            ["afaure@mail.example"],
        ),
        (
            "New lead\nName: Jane Roe\nCompany: Globex\nEmail: jroe@globex.example",
            {"first_name": "Jane", "last_name": "Roe", "company": "Globex"},
            ["jroe@globex.example"],
        ),
        ("nom : jane roe\ntel : 06 39 98 12 34", {"first_name": "jane", "last_name": "roe"}, ["06 39 98 12 34"]),
        ("contact: please ask the front desk", {}, []),
        ("info@acme.example: please call", {}, ["info@acme.example"]),
        ("je suis en retard, appelez le standard", {}, []),
        ("I'm late, lunch at noon tomorrow?", {}, []),
        ("", {}, []),
    ],
)
def test_a_message_fills_the_form(text: str, fields: Typed, coordinates: list[str]) -> None:
    assert fields_of(text) == {"kind": "person"} | fields
    assert sorted(reached(text)) == sorted(coordinates)


@pytest.mark.parametrize("text", [CALL_ME, FORWARDED, SIGNED, SEVERAL])
def test_the_text_itself_is_the_comment(text: str) -> None:
    assert filled(text)["comment"] == text


def test_a_long_message_is_cut_and_what_was_found_in_it_is_not() -> None:
    read = filled("bla " * 1000 + CALL_ME)
    assert len(read["comment"]) == 3000
    assert read["comment"].endswith("…")
    assert read["last_name"] == "Lenoir"
    assert reached("bla " * 1000 + CALL_ME) == ["06 39 98 12 34"]


@pytest.mark.parametrize("piece", ["From: a\n", "I'm A ", "Cordialement\n", "a b\n\n", "1 ", "<a@", "\n"])
def test_a_message_of_hostile_length_is_read(piece: str) -> None:
    assert filled((piece * 3000)[:3000])["kind"] in {"person", "company"}
