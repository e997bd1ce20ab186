"""The settings: countries by name in both languages, an example of the next reference."""

from dataclasses import replace

import pytest

from bot.model.members import ToOutsiders
from bot.templates import settings as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH


def test_the_form_shows_the_country_and_what_the_pattern_makes() -> None:
    view = show.form_view({"country": "FR", "pattern": "C-{0000}"}, ENGLISH, draft=7, example="C-*0012*")
    lines = shown.checked_view(view)
    assert "The next contact will be C-*0012*." in lines
    (country,) = [block for block in view["blocks"] if block.get("block_id") == "country"]
    assert country["element"]["initial_option"]["text"]["text"] == "France"
    assert (view["callback_id"], view["private_metadata"]) == ("settings.save", "7")


def test_the_lists_and_the_custom_fields_are_a_click_away() -> None:
    elsewhere = show.form_view({"country": "FR", "pattern": "C-{0000}"}, FRENCH, draft=7, example="C-12")["blocks"][0]
    assert [(each["text"]["text"], each["action_id"]) for each in elsewhere["elements"]] == [
        ("Listes…", "choices.open"), ("Champs personnalisés…", "custom_fields.open"),
    ]  # fmt: skip


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
    workspace = make.workspace(country="BE", pattern="C-{0000}")
    settings, birthdays, kinds, outsiders = shown.checked_view(show.saved_view(workspace, FRENCH)).splitlines()
    assert settings == "Les réglages sont enregistrés. Pays : Belgique. Références : C-{0000}."
    assert birthdays == "Les anniversaires sont affichés avec l’année, si elle est connue."
    assert kinds.startswith("Fichiers refusés : app bat cmd")
    assert outsiders == "Les canaux avec des invités ou des personnes d’une autre entreprise n’ont que les noms."
    other = replace(workspace, birthday_years=False, excluded_kinds=(), outsiders=ToOutsiders.NOTHING)
    assert shown.checked_view(show.saved_view(other, ENGLISH)).splitlines()[1:] == [
        "Birthdays are shown with the day and the month alone.",
        "Files of every kind are taken.",
        "Channels with guests or people of another company are told nothing.",
    ]
