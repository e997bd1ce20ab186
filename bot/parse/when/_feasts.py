"""Feasts by their names: of one date, by Easter, or the nth weekday of a month where a country keeps it so."""

from datetime import date, timedelta

from dateutil.easter import easter

from bot.model.when import AskCode
from bot.parse.when._facts import Feast, MonthDay, MovingFeast
from bot.parse.when._here import Here, Unsure

BY_EASTER = 5000  # and so many days after it, or before it
THANKSGIVING, LABOUR_DAY, MEMORIAL_DAY, KING_DAY, PRESIDENTS_DAY, COLUMBUS_DAY, VICTORIA_DAY = range(6000, 6007)
MOTHERS_DAY, FATHERS_DAY, GRANDMOTHERS_DAY, REMEMBRANCE_SUNDAY, EARLY_MAY, SPRING_HOLIDAY, BEAUJOLAIS = range(
    6007, 6014
)

# Feasts that a locale keeps on other days under the same names, or not at all.
NOT_OF = {"fr-CA": {(5, 1), (7, 14)}, "fr-BE": {(7, 14)}, "fr-CH": {(7, 14)}, "fr-LU": {(7, 14)}}
ONLY_OF = {(7, 4): {"en-US"}}
# The first such weekday on or after a day of the year; elsewhere nobody knows which day is meant.
Rule = tuple[int, int, int]
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
_AMERICAN: dict[int, Rule] = {
    THANKSGIVING: (11, 22, THURSDAY),
    LABOUR_DAY: (9, 1, MONDAY),
    MEMORIAL_DAY: (5, 25, MONDAY),
    KING_DAY: (1, 15, MONDAY),
    PRESIDENTS_DAY: (2, 15, MONDAY),
    COLUMBUS_DAY: (10, 8, MONDAY),
    MOTHERS_DAY: (5, 8, SUNDAY),
    FATHERS_DAY: (6, 15, SUNDAY),
}
_CANADIAN: dict[int, Rule] = {
    THANKSGIVING: (10, 8, MONDAY),
    LABOUR_DAY: (9, 1, MONDAY),
    VICTORIA_DAY: (5, 18, MONDAY),
    MOTHERS_DAY: (5, 8, SUNDAY),
    FATHERS_DAY: (6, 15, SUNDAY),
}
_BRITISH: dict[int, Rule] = {
    EARLY_MAY: (5, 1, MONDAY),
    SPRING_HOLIDAY: (5, 25, MONDAY),
    FATHERS_DAY: (6, 15, SUNDAY),
}
_FRENCH: dict[int, Rule] = {
    MOTHERS_DAY: (5, 25, SUNDAY),
    FATHERS_DAY: (6, 15, SUNDAY),
    GRANDMOTHERS_DAY: (3, 1, SUNDAY),
}
_SOUTHERN: dict[int, Rule] = {MOTHERS_DAY: (5, 8, SUNDAY), FATHERS_DAY: (9, 1, SUNDAY)}
CIVIC = {
    "en-US": _AMERICAN,
    "en-CA": _CANADIAN,
    "fr-CA": _CANADIAN,
    "en-GB": _BRITISH,
    "fr-FR": _FRENCH,
    "fr": _FRENCH,
    "fr-BE": {MOTHERS_DAY: (5, 8, SUNDAY), FATHERS_DAY: (6, 8, SUNDAY)},
    "fr-CH": {MOTHERS_DAY: (5, 8, SUNDAY), FATHERS_DAY: (6, 1, SUNDAY)},
    "en-AU": _SOUTHERN,
    "en-NZ": _SOUTHERN,
}
EVERYWHERE: dict[int, Rule] = {REMEMBRANCE_SUNDAY: (11, 8, SUNDAY), BEAUJOLAIS: (11, 15, THURSDAY)}
MOTHERING = -21  # days from Easter, in Britain and Ireland


def feast(value: int, year: int | None) -> Feast | MovingFeast | MonthDay:
    """The number of the lexicon: month and day, or one of those above."""
    if value >= BY_EASTER - 100:
        return MovingFeast(value, year)
    month, day = divmod(value, 100)
    return Feast(month, day) if year is None else MonthDay(day, month, year)


def check(said: Feast, here: Here) -> None:
    """Raises Unsure where the locale does not keep it on that day."""
    on = (said.month, said.day)
    if on in NOT_OF.get(here.locale, ()) or here.locale not in ONLY_OF.get(on, {here.locale}):
        raise Unsure(AskCode.UNKNOWN)


def year_of(said: Feast | MovingFeast, here: Here) -> int | None:
    """The year that was said with it."""
    if said.ahead is not None:
        return here.today.year + said.ahead
    return said.year if isinstance(said, MovingFeast) else None


def next_of(said: MovingFeast, here: Here) -> date:
    """This year's, or next year's where this year's is over."""
    year = year_of(said, here)
    this = _in_year(said, year or here.today.year, here)
    return this if year or this >= here.today else _in_year(said, here.today.year + 1, here)


def _in_year(said: MovingFeast, year: int, here: Here) -> date:
    if said.which < THANKSGIVING:
        return easter(year) + timedelta(days=said.which - BY_EASTER)
    if said.which == MOTHERS_DAY and here.locale in {"en-GB", "en-IE"}:
        return easter(year) + timedelta(days=MOTHERING)
    kept = EVERYWHERE.get(said.which) or CIVIC.get(here.locale, {}).get(said.which)
    if kept is None:
        raise Unsure(AskCode.UNKNOWN)
    month, day, weekday = kept
    first = date(year, month, day)
    found = first + timedelta(days=(weekday - first.weekday()) % 7)
    # Code de l'action sociale et des familles D215-1: not on Pentecost, but a week after it.
    moved = said.which == MOTHERS_DAY and kept == _FRENCH[MOTHERS_DAY] and found == easter(year) + timedelta(days=49)
    return found + timedelta(days=7) if moved else found
