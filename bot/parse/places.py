"""How a place wants to be told, from its form. Called by handlers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from bot.model.errors import FieldsInvalid
from bot.model.fields import PLACE, Field, FieldKind
from bot.model.follows import Cadence, Place
from bot.parse._form import check_required, lines_of


def read_place(typed: Mapping[str, str], place: Place) -> Place:
    """As somebody wants it now. Raises FieldsInvalid."""
    check_required(PLACE, typed)
    wrong = {each.key: "field_missing" for each in PLACE.fields if each.choices and not _is_offered(each, typed)}
    if wrong:
        raise FieldsInvalid(wrong)
    return replace(
        place,
        cadence=Cadence(typed["cadence"]),
        threads=typed["threads"] == "contact",
        window=timedelta(minutes=int(typed["window"])),
        budget=int(typed["budget"]),
        weekday=int(typed["weekday"]),
        at=time.fromisoformat(typed["at"]),
        own="own" in lines_of(typed.get("mine", "")),
    )


def _is_offered(field: Field, typed: Mapping[str, str]) -> bool:
    return field.kind is FieldKind.TICKS or typed[field.key] in field.choices


def typed_place(place: Place) -> dict[str, str]:
    """What the form shows."""
    return {
        "cadence": place.cadence.value,
        "threads": "contact" if place.threads else "flat",
        "window": str(int(place.window.total_seconds()) // 60),
        "budget": str(place.budget),
        "weekday": str(place.weekday),
        "at": f"{place.at:%H:%M}",
        "mine": "own" if place.own else "",
    }
