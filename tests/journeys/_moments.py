"""Dates as the bot's people read them, written out here a second time so that the tests do not believe the bot."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

PARIS, NEW_YORK, KOLKATA = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")

_DAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS_FR = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_french(moment: datetime) -> str:
    """'mardi 12 janvier 2027 à 09:00'"""
    return f"{_DAYS_FR[moment.weekday()]} {date_in_french(moment)} à {moment:%H:%M}"


def date_in_french(moment: datetime) -> str:
    day = "1er" if moment.day == 1 else str(moment.day)
    return f"{day} {_MONTHS_FR[moment.month - 1]} {moment.year}"


def in_english(moment: datetime) -> str:
    """'Tuesday, January 12, 2027 at 9:00 AM', as in the United States."""
    hour = f"{moment.hour % 12 or 12}:{moment:%M} {'AM' if moment.hour < 12 else 'PM'}"
    return f"{_DAYS_EN[moment.weekday()]}, {month_in_english(moment)} {moment.day}, {moment.year} at {hour}"


def month_in_english(moment: datetime) -> str:
    return _MONTHS_EN[moment.month - 1]


def day_ahead(moment: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    """That many days later, at an hour of the clock on the wall."""
    return (moment + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)


def next_weekday(moment: datetime, weekday: int) -> int:
    """Days until the next such weekday (Monday is 0), which is never today."""
    return (weekday - moment.weekday() - 1) % 7 + 1
