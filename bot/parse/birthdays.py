"""A birthday in words or figures, with its year or without. Called for the form of a contact, and for imports."""

from datetime import date

from bot.model import birthdays
from bot.model.birthdays import Birthday
from bot.parse._days import Day, read_day, written_day

_OLDEST = 1850


def read_birthday(text: str, locale: str, *, today: date | None = None) -> Birthday | None:
    """None for what is no day, lies in the future, or before anybody alive was born.

    Two figures of a year that would lie in the future are the last century's.
    """
    if (whole := birthdays.read(text)) is not None:
        return whole if _has_been(whole, today) else None
    said = read_day(text, locale)
    if said is None:
        return None
    born = _birthday(said)
    if born is not None and not _has_been(born, today) and not _says_century(text, born):
        born = _birthday(said._replace(year=(said.year or 0) - 100))
    return born if born is not None and _has_been(born, today) else None


def written_birthday(birthday: Birthday, locale: str, *, years: bool = True) -> str:
    """'12 mars 1980', 'March 12, 1980'; without its year where a workspace does not ask for it."""
    return written_day(Day(birthday.month, birthday.day, birthday.year if years else None), locale)


def _birthday(said: Day) -> Birthday | None:
    try:
        return Birthday(said.month, said.day, said.year)
    except ValueError:
        return None


def _has_been(birthday: Birthday, today: date | None) -> bool:
    if birthday.year is None:
        return True
    born = date(birthday.year, birthday.month, birthday.day)
    return birthday.year >= _OLDEST and (today is None or born <= today)


def _says_century(text: str, birthday: Birthday) -> bool:
    return str(birthday.year) in text
