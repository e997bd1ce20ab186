"""What is done to many contacts at once, and a copy of one, from their forms. Called by handlers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.model.changes import YES
from bot.model.consents import Channel, Consent
from bot.model.errors import FieldsInvalid
from bot.model.fields import BULK_CONSENT, COPY
from bot.model.folding import clean_name
from bot.model.ids import ChoiceId
from bot.model.tags import BuiltIn, built_in
from bot.parse._form import check_required, lines_of


def read_bulk_consent(typed: Mapping[str, str], *, today: date) -> Consent:
    """Without a day it is today's. Raises FieldsInvalid."""
    check_required(BULK_CONSENT, typed)
    wrong = {
        field.key: "field_missing"
        for field in BULK_CONSENT.fields
        if field.choices and typed[field.key] not in field.choices
    }
    on = _day(typed.get("on", ""), today)
    if on is None or on > today:
        wrong["on"] = "field_date_wrong" if on is None else "field_date_future"
    if on is None or wrong:
        raise FieldsInvalid(wrong)
    source = clean_name(typed.get("source", ""))
    return Consent(channel=Channel(typed["channel"]), given=typed["given"] == YES, on=on, source=source)


def _day(typed: str, today: date) -> date | None:
    """None for what is no date."""
    if not typed:
        return today
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class TypedCopy:
    """What the copy is: some of client, supplier and prospect, and in which group."""

    tags: tuple[BuiltIn, ...] = ()
    group: ChoiceId | None = None


def read_copy(typed: Mapping[str, str]) -> TypedCopy:
    """Raises FieldsInvalid where neither is said."""
    check_required(COPY, typed)
    said = (built_in(line) for line in lines_of(typed.get("as", "")))
    tags = tuple(each for each in said if each is not None)
    group = typed.get("group", "")
    if not tags and not (group.isascii() and group.isdigit()):
        raise FieldsInvalid({"as": "field_missing"})
    return TypedCopy(tags, ChoiceId(int(group)) if group else None)
