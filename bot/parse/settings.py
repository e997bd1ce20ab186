"""The settings of a workspace, and a person's own preferences, from their forms. Called by handlers."""

from collections.abc import Mapping
from datetime import time

from phonenumbers import SUPPORTED_REGIONS

from bot.model.changes import YES
from bot.model.errors import FieldsInvalid
from bot.model.fields import PREFERENCES, SETTINGS
from bot.model.files import are_kinds, kinds_of
from bot.model.members import Hours, Preferences, ToOutsiders
from bot.model.records import Tab
from bot.model.references import read_pattern
from bot.model.settings import Settings
from bot.parse._form import check_required, lines_of


def read_settings(typed: Mapping[str, str]) -> Settings:
    """Raises FieldsInvalid."""
    check_required(SETTINGS, typed)
    wrong: dict[str, str] = {}
    if typed["country"] not in SUPPORTED_REGIONS:
        wrong["country"] = "field_missing"
    try:
        pattern = read_pattern(typed["pattern"])
    except FieldsInvalid as refused:
        wrong |= refused.fields
    kinds = kinds_of(typed.get("excluded_kinds", ""))
    if not are_kinds(kinds):
        wrong["excluded_kinds"] = "kinds_wrong"
    outsiders = typed.get("outsiders") or ToOutsiders.NAMES.value
    if outsiders not in set(ToOutsiders):
        wrong["outsiders"] = "field_missing"
    if wrong:
        raise FieldsInvalid(wrong)
    return Settings(typed["country"], pattern, typed.get("birthday_years") == YES, kinds, ToOutsiders(outsiders))


def read_hours(typed: Mapping[str, str]) -> Hours:
    """Raises FieldsInvalid: quiet hours have a beginning and an end."""
    check_required(PREFERENCES, typed)
    ends = [typed["quiet_from"], typed["quiet_until"]]
    if any(ends) and not all(ends):
        raise FieldsInvalid({"quiet_until" if ends[0] else "quiet_from": "field_missing"})
    told = lines_of(typed["told"])
    begin, end = (time.fromisoformat(each) if each else None for each in ends)
    return Hours(
        default=time.fromisoformat(typed["default_hour"]),
        quiet_from=begin,
        quiet_until=end,
        weekends="weekends" in told,
        email="email" in told,
    )


def typed_preferences(chosen: Preferences) -> dict[str, str]:
    """What the form shows."""
    told = {"weekends": chosen.weekends, "email": chosen.email}
    return {
        "landing": chosen.landing,
        "default_hour": f"{chosen.default_hour:%H:%M}",
        "quiet_from": "" if chosen.quiet_from is None else f"{chosen.quiet_from:%H:%M}",
        "quiet_until": "" if chosen.quiet_until is None else f"{chosen.quiet_until:%H:%M}",
        "told": "\n".join(name for name, on in told.items() if on),
    }


def read_landing(typed: Mapping[str, str]) -> Tab:
    """The tab that records open on. Raises FieldsInvalid."""
    check_required(PREFERENCES, typed)
    if typed["landing"] not in set(Tab):
        raise FieldsInvalid({"landing": "field_missing"})
    return Tab(typed["landing"])
