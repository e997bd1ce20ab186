"""What a search did not find fills the form where it belongs."""

import pytest

from bot.parse.contacts import typed_from_words


@pytest.mark.parametrize(
    ("words", "filled"),
    [
        ("Marie Dupont", {"kind": "person", "first_name": "Marie", "last_name": "Dupont"}),
        ("Dupont", {"kind": "person", "last_name": "Dupont"}),
        ("Jean-Luc de la Tour", {"kind": "company", "company": "Jean-Luc de la Tour"}),
        ("Acme Inc.", {"kind": "company", "company": "Acme Inc."}),
        ("Menuiserie Durand SARL", {"kind": "company", "company": "Menuiserie Durand SARL"}),
        ("ann@mail.example", {"kind": "person", "emails": "ann@mail.example"}),
        ("+33 6 99 88 77 66", {"kind": "person", "phones": "+33 6 99 88 77 66"}),
        ("06.99.88.77.66", {"kind": "person", "phones": "06.99.88.77.66"}),
        ("Studio 54", {"kind": "person", "first_name": "Studio", "last_name": "54"}),
        (": Foo", {"kind": "person", "last_name": "Foo"}),
        ("", {"kind": "person"}),
    ],
)
def test_words_fill_the_form(words: str, filled: dict[str, str]) -> None:
    assert {key: value for key, value in typed_from_words(words).items() if value} == filled
