"""The settings of a workspace, and a person's own preferences, from their forms. Called by handlers."""

from collections.abc import Mapping
from dataclasses import dataclass

from phonenumbers import SUPPORTED_REGIONS

from bot.model.changes import YES
from bot.model.errors import FieldsInvalid
from bot.model.fields import PREFERENCES, SETTINGS
from bot.model.records import Tab
from bot.model.references import Pattern, read_pattern
from bot.parse._form import check_required


@dataclass(frozen=True, slots=True)
class TypedSettings:
    """`country` is ISO 3166, one with telephones of its own."""

    country: str
    pattern: Pattern
    birthday_years: bool


def read_settings(typed: Mapping[str, str]) -> TypedSettings:
    """Raises FieldsInvalid."""
    check_required(SETTINGS, typed)
    wrong: dict[str, str] = {}
    if typed["country"] not in SUPPORTED_REGIONS:
        wrong["country"] = "field_missing"
    try:
        pattern = read_pattern(typed["pattern"])
    except FieldsInvalid as refused:
        raise FieldsInvalid(wrong | refused.fields) from refused
    if wrong:
        raise FieldsInvalid(wrong)
    return TypedSettings(typed["country"], pattern, typed.get("birthday_years") == YES)


def read_landing(typed: Mapping[str, str]) -> Tab:
    """The tab that records open on. Raises FieldsInvalid."""
    check_required(PREFERENCES, typed)
    if typed["landing"] not in set(Tab):
        raise FieldsInvalid({"landing": "field_missing"})
    return Tab(typed["landing"])
