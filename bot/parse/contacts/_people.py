"""What a person is for in their company, the birthday, the opening hours: between a draft and a contact."""

from collections.abc import Iterator, Mapping

from bot.model.birthdays import Birthday
from bot.model.birthdays import read as read_iso
from bot.model.changes import NO_RANK, ROLE, Flat
from bot.model.contacts import Role
from bot.model.fields import RANK
from bot.model.hours import OpeningHours
from bot.model.ids import ChoiceId
from bot.parse._form import lines_of
from bot.parse.birthdays import read_birthday, written_birthday
from bot.parse.contacts._asking import Asking
from bot.parse.hours import read_hours


def shown_people(fields: Flat, asking: Asking) -> Iterator[tuple[str, str]]:
    """What the draft of a contact holds of these fields."""
    roles = {field.removeprefix(ROLE): rank for field, rank in fields.items() if field.startswith(ROLE)}
    yield "roles", "\n".join(roles)
    yield from ((f"{RANK}{role}", rank) for role, rank in roles.items() if rank != NO_RANK)
    if (birthday := read_iso(fields.get("birthday", ""))) is not None:
        yield "birthday", _written(birthday, asking)
    if hours := fields.get("hours"):
        yield "hours", _said(hours, asking)


def read_roles(values: Mapping[str, str], wrong: dict[str, str]) -> tuple[Role, ...]:
    roles: list[Role] = []
    for role in lines_of(values.get("roles", "")):
        typed = values.get(f"{RANK}{role}", "").strip()
        if not role.isascii() or not role.isdigit():
            continue
        if typed and not (typed.isascii() and typed.isdigit() and int(typed) > 0):
            wrong[f"{RANK}{role}"] = "field_rank_wrong"
        else:
            roles.append(Role(ChoiceId(int(role)), int(typed) if typed else None))
    return tuple(roles)


def read_born(values: Mapping[str, str], base: Flat, wrong: dict[str, str], asking: Asking) -> Birthday | None:
    """A year that is not asked for is kept as long as the day is the same."""
    typed = values.get("birthday", "").strip()
    held = read_iso(base.get("birthday", ""))
    if not typed or (held is not None and typed == _written(held, asking)):
        return held if typed else None
    read = read_birthday(typed, asking.locale, today=asking.today)
    if read is None:
        wrong["birthday"] = "field_birthday_wrong"
        return None
    if asking.birthday_years:
        return read
    is_same_day = held is not None and (held.month, held.day) == (read.month, read.day)
    return held if is_same_day else Birthday(read.month, read.day)


def read_opening(values: Mapping[str, str], base: Flat, wrong: dict[str, str], asking: Asking) -> OpeningHours | None:
    typed = values.get("hours", "").strip()
    held = base.get("hours", "")
    if held and typed == _said(held, asking):
        return OpeningHours.read(held)
    try:
        return read_hours(typed)
    except ValueError:
        wrong["hours"] = "field_hours_wrong"
        return None


def _written(birthday: Birthday, asking: Asking) -> str:
    return written_birthday(birthday, asking.locale, years=asking.birthday_years)


def _said(hours: str, asking: Asking) -> str:
    return OpeningHours.read(hours).said(asking.language)
