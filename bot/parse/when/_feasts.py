"""Feasts by their names: of one date, by Easter, or the nth weekday of a month where a country keeps it so."""

from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

from bot.model.when import AskCode
from bot.parse.when._facts import Feast, MonthDay, MovingFeast
from bot.parse.when._here import Here, Unsure

BY_EASTER = 5000  # and so many days after it, or before it
THANKSGIVING, LABOUR_DAY, MEMORIAL_DAY = 6000, 6001, 6002

# Feasts that a locale keeps on other days under the same names, or not at all.
NOT_OF = {"fr-CA": {(5, 1), (7, 14)}, "fr-BE": {(7, 14)}, "fr-CH": {(7, 14)}, "fr-LU": {(7, 14)}}
ONLY_OF = {(7, 4): {"en-US"}}
# Month, weekday, and which one of the month; elsewhere nobody knows which day is meant.
_AMERICAN = {THANKSGIVING: (11, 3, 4), LABOUR_DAY: (9, 0, 1), MEMORIAL_DAY: (5, 0, -1)}
_CANADIAN = {THANKSGIVING: (10, 0, 2), LABOUR_DAY: (9, 0, 1)}
CIVIC = {"en-US": _AMERICAN, "en-CA": _CANADIAN, "fr-CA": _CANADIAN}


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
    kept = CIVIC.get(here.locale, {}).get(said.which)
    if kept is None:
        raise Unsure(AskCode.UNKNOWN)
    month, weekday, nth = kept
    days = [date(year, month, n + 1) for n in range(monthrange(year, month)[1])]
    found = [day for day in days if day.weekday() == weekday]
    return found[nth - 1 if nth > 0 else nth]
