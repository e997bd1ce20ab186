"""Saved searches, and the choices that lists of contacts offer."""

import pytest

from bot.model.columns import DEFAULT_COLUMNS, Column
from bot.model.fields import COLUMNS, FORMS, SEARCH
from bot.model.filters import MOST_FILTERS, FilterKey
from bot.model.members import Preferences
from bot.model.query import Sort
from bot.model.searches import search_key


@pytest.mark.parametrize("name", ["Mes Clients", " mes  clients ", "MES CLIENTS", "Més clients"])
def test_a_saved_search_is_known_whatever_its_case_accents_and_spaces(name: str) -> None:
    assert search_key(name) == search_key("mes clients")


def test_a_name_of_signs_alone_is_one_too() -> None:
    assert search_key("🔥") != search_key("❄") != ""


def test_whoever_has_chosen_nothing_sees_columns_and_an_order_that_there_are() -> None:
    usual = Preferences()
    assert usual.columns == DEFAULT_COLUMNS
    assert {*usual.columns} <= {*Column} == {*COLUMNS.field("columns").choices}
    assert usual.sort in {*COLUMNS.field("sort").choices} == {*Sort}


def test_the_advanced_form_full_to_the_brim_is_a_line_that_may_be_asked() -> None:
    dates = {"created_after", "created_before"}
    once = {field.key for field in SEARCH.fields} - dates - {"words", "tags"}
    assert once - {"without"} <= {*FilterKey}
    assert len(once) + len(dates) + SEARCH.field("tags").many <= MOST_FILTERS


def test_forms_have_nouns_of_their_own() -> None:
    nouns = [form.noun for form in FORMS if form.noun != "coordinates"]
    assert len(nouns) == len(set(nouns))
