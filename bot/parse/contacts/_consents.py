"""Consents and warnings: between a draft and a contact."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.model.changes import CONSENT, Flat, consent_of
from bot.model.consents import SOURCE_LENGTH, Channel, Consent
from bot.model.contacts import Hold, Reach
from bot.model.custom_fields import NO, YES
from bot.model.folding import clean_name
from bot.model.warnings import REASON_LENGTH
from bot.parse.contacts._asking import Asking
from bot.parse.custom_values import read_date


def shown_consents(fields: Flat) -> Iterator[tuple[str, str]]:
    """What the draft of a contact holds of its consents."""
    for channel in Channel:
        if text := fields.get(f"{CONSENT}{channel.value}"):
            held = consent_of(channel, text)
            key = _key(channel)
            yield key, YES if held.given else NO
            yield f"{key}_on", held.on.isoformat()
            yield f"{key}_source", held.source


def read_consents(values: Mapping[str, str], base: Flat, wrong: dict[str, str], asking: Asking) -> tuple[Consent, ...]:
    """One for each channel that has an answer; without a day it is today's."""
    held = dict(shown_consents(base))
    given = (
        consent_of(channel, base[f"{CONSENT}{channel.value}"])
        if _is_same(channel, values, held)
        else _read(channel, values, wrong, asking)
        for channel in Channel
    )
    return tuple(each for each in given if each is not None)


def _is_same(channel: Channel, values: Mapping[str, str], held: Mapping[str, str]) -> bool:
    key = _key(channel)
    return key in held and all(values.get(each, "") == held[each] for each in (key, f"{key}_on", f"{key}_source"))


def _read(channel: Channel, values: Mapping[str, str], wrong: dict[str, str], asking: Asking) -> Consent | None:
    key = _key(channel)
    answer = values.get(key, "")
    if answer not in {YES, NO}:
        return None
    source = clean_name(values.get(f"{key}_source", ""))
    if len(source) > SOURCE_LENGTH:
        wrong[f"{key}_source"] = "field_too_long"
    on = _day(f"{key}_on", values, wrong, asking)
    return None if on is None else Consent(channel=channel, given=answer == YES, on=on, source=source)


def _day(key: str, values: Mapping[str, str], wrong: dict[str, str], asking: Asking) -> date | None:
    typed = values.get(key, "").strip()
    if not typed and asking.today is not None:
        return asking.today
    read = read_date(typed, asking.locale) if typed else None
    on = None if read is None else date.fromisoformat(read)
    if on is None:
        wrong[key] = "field_date_wrong" if typed else "field_missing"
    elif asking.today is not None and on > asking.today:
        wrong[key] = "field_date_future"
    return on


def _key(channel: Channel) -> str:
    return f"consent_{channel.value}"


def read_hold(values: Mapping[str, str], base: Flat, wrong: dict[str, str]) -> Hold | None:
    """The reason makes it one; for the contact alone where nothing else is said."""
    reason, reach = values.get("hold", "").strip(), values.get("hold_reach", "")
    if not reason:
        if reach and reach != base.get("hold_reach", ""):
            wrong["hold"] = "field_reason_missing"
        return None
    if len(reason) > REASON_LENGTH and reason != base.get("hold", ""):
        wrong["hold"] = "field_too_long"
    return Hold(reason, Reach(reach) if reach in set(Reach) else Reach.SELF)
