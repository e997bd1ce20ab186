"""The settings: countries by name in both languages, an example of the next reference."""

import pytest

from bot.templates import settings as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH


def test_the_form_shows_the_country_and_what_the_pattern_makes() -> None:
    view = show.form_view({"country": "FR", "pattern": "C-{0000}"}, ENGLISH, draft=7, example="C-*0012*")
    lines = shown.checked_view(view)
    assert "The next contact will be C-*0012*." in lines
    assert view["blocks"][0]["element"]["initial_option"]["text"]["text"] == "France"
    assert (view["callback_id"], view["private_metadata"]) == ("settings.save", "7")


@pytest.mark.parametrize(
    ("words", "reader", "first"),
    [
        ("alle", FRENCH, "Allemagne"),
        ("germ", ENGLISH, "Germany"),
        ("etats", FRENCH, "États-Unis"),
        ("BE", ENGLISH, "Belarus"),
    ],
)
def test_a_country_is_found_by_how_its_name_begins(words: str, reader: Reader, first: str) -> None:
    assert show.country_options(words, reader)[0]["text"]["text"] == first


def test_a_country_is_found_by_its_code_too() -> None:
    assert "CH" in [option["value"] for option in show.country_options("ch", FRENCH)]
    assert len(show.country_options("", FRENCH)) == 100
    assert show.country_options("atlantis", ENGLISH) == []


def test_what_was_saved_is_said() -> None:
    saved = shown.checked_view(show.saved_view(make.workspace(country="BE", pattern="C-{0000}"), FRENCH))
    assert saved == "Les réglages sont enregistrés. Pays : Belgique. Références : C-{0000}."
