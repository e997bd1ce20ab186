"""The form of the workspace's settings."""

from datetime import time

import pytest

from bot.model.errors import FieldsInvalid
from bot.model.members import Preferences, ToOutsiders
from bot.model.records import Tab
from bot.model.references import Pattern
from bot.model.settings import Settings
from bot.parse.settings import read_hours, read_landing, read_settings, typed_preferences


def test_a_country_and_a_pattern_are_read() -> None:
    assert read_settings({"country": "FR", "pattern": " CL-{year}-{0000} "}) == Settings(
        "FR", Pattern("CL-{year}-{0000}"), birthday_years=False
    )


def test_birthdays_are_asked_with_their_year_where_that_is_ticked() -> None:
    assert read_settings({"country": "FR", "pattern": "{0}", "birthday_years": "yes"}).birthday_years


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("", ()),
        ("exe bat", ("exe", "bat")),
        (" EXE, .bat;*.cmd\n.exe ", ("exe", "bat", "cmd")),
        ("7z c++", ("7z", "c++")),
    ],
)
def test_kinds_of_files_are_read_however_they_are_parted(typed: str, kinds: tuple[str, ...]) -> None:
    assert read_settings({"country": "FR", "pattern": "{0}", "excluded_kinds": typed}).excluded_kinds == kinds


@pytest.mark.parametrize("chosen", list(ToOutsiders))
def test_what_people_from_outside_are_told_is_one_of_two(chosen: ToOutsiders) -> None:
    typed = {"country": "FR", "pattern": "{0}"}
    assert read_settings(typed | {"outsiders": chosen.value}).outsiders is chosen
    assert read_settings(typed).outsiders is ToOutsiders.NAMES
    with pytest.raises(FieldsInvalid) as refused:
        read_settings(typed | {"outsiders": "everything"})
    assert refused.value.fields == {"outsiders": "field_missing"}


def test_a_landing_tab_is_one_of_those_there_are() -> None:
    chosen = typed_preferences(Preferences())
    assert read_landing(chosen | {"landing": "people"}) is Tab.PEOPLE
    for landing in ("", "elsewhere"):
        with pytest.raises(FieldsInvalid) as refused:
            read_landing(chosen | {"landing": landing})
        assert refused.value.fields == {"landing": "field_missing"}


def test_hours_are_read_as_they_are_shown() -> None:
    kept = Preferences(default_hour=time(8, 30), quiet_from=time(19), quiet_until=time(7), weekends=False)
    read = read_hours(typed_preferences(kept))
    assert (read.default, read.quiet_from, read.quiet_until) == (time(8, 30), time(19), time(7))
    assert (read.weekends, read.email) == (False, True)
    with pytest.raises(FieldsInvalid) as refused:
        read_hours(typed_preferences(kept) | {"quiet_from": ""})
    assert refused.value.fields == {"quiet_from": "field_missing"}


@pytest.mark.parametrize(
    ("country", "pattern", "wrong"),
    [
        ("", "", {"country": "field_missing", "pattern": "field_missing"}),
        ("XX", "C-{0}", {"country": "field_missing", "excluded_kinds": "kinds_wrong"}),
        ("FR", "C-", {"pattern": "pattern_without_number", "excluded_kinds": "kinds_wrong"}),
        ("XX", "C-{day}", {"country": "field_missing", "pattern": "pattern_wrong", "excluded_kinds": "kinds_wrong"}),
    ],
)
def test_everything_wrong_is_named_at_once(country: str, pattern: str, wrong: dict[str, str]) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read_settings({"country": country, "pattern": pattern, "excluded_kinds": "exe <b>"})
    assert refused.value.fields == wrong
