"""Saved searches, and the choices that lists of contacts offer."""

import pytest

from bot.model.columns import DEFAULT_COLUMNS, Column
from bot.model.fields import COLUMNS, FORMS, MOST_CUSTOM, PREFERENCES, SEARCH, search_form
from bot.model.filters import MOST_FILTERS, FilterKey
from bot.model.members import Preferences
from bot.model.query import Sort
from bot.model.records import Tab
from bot.model.searches import search_key
from tests import make


@pytest.mark.parametrize("name", ["Mes Clients", " mes  clients ", "MES CLIENTS", "Més clients"])
def test_a_saved_search_is_known_whatever_its_case_accents_and_spaces(name: str) -> None:
    assert search_key(name) == search_key("mes clients")


def test_a_name_of_signs_alone_is_one_too() -> None:
    assert search_key("🔥") != search_key("❄") != ""


def test_a_record_opens_on_a_tab_that_there_is() -> None:
    assert Preferences().landing in {*PREFERENCES.field("landing").choices} == {*Tab}


def test_whoever_has_chosen_nothing_sees_columns_and_an_order_that_there_are() -> None:
    usual = Preferences()
    assert usual.columns == DEFAULT_COLUMNS
    assert {*usual.columns} <= {*Column} == {*COLUMNS.field("columns").choices}
    assert usual.sort in {*COLUMNS.field("sort").choices} == {*Sort}


def test_the_advanced_form_full_to_the_brim_is_a_line_that_may_be_asked() -> None:
    dates = {"created_after", "created_before"}
    once = {field.key for field in SEARCH.fields} - dates - {"words", "tags"}
    assert {field.removesuffix("s") for field in once} - {"without", "addres", "below"} <= {*FilterKey}
    assert len(once) + len(dates) + SEARCH.field("tags").many + MOST_CUSTOM <= MOST_FILTERS


def test_the_advanced_form_asks_once_for_fields_that_are_called_alike_and_for_no_more_than_fit() -> None:
    alike = [make.custom_field(1, "Secteur"), make.custom_field(2, "Taille"), make.custom_field(3, "secteur")]
    many = [make.custom_field(id, f"Champ {id}") for id in range(10, 10 + 2 * MOST_CUSTOM)]
    asked = [field.key for field in search_form([*alike, *many]).fields[len(SEARCH.fields) :]]
    assert asked[:3] == ["custom:1", "custom:2", "custom:10"]
    assert len(asked) == MOST_CUSTOM


def test_forms_have_nouns_of_their_own() -> None:
    nouns = [form.noun for form in FORMS if form.noun != "coordinates"]
    assert len(nouns) == len(set(nouns))
