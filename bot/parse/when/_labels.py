"""A reading in a few words, for a button: "ven. 27 novembre 2026 à 09:00"."""

from datetime import UTC, datetime, timedelta

from bot.parse.when._here import Here, Reading
from bot.parse.when._lexicon import listed

DAYS = {"fr": listed("lun. mar. mer. jeu. ven. sam. dim."), "en": listed("Mon Tue Wed Thu Fri Sat Sun")}
MONTHS = {
    "fr": listed("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    "en": listed("January February March April May June July August September October November December"),
}
IN = {"fr": "dans", "en": "in"}
AT = {"fr": "à", "en": "at"}
UNTIL = {"fr": "jusqu’au", "en": "until"}
# By the FREQ of the rule: the templates print a rule in full, a label tells it from the single date, and by its end.
EVERY = {
    "fr": {"DAILY": "chaque jour", "WEEKLY": "chaque semaine", "MONTHLY": "chaque mois", "YEARLY": "chaque année"},
    "en": {"DAILY": "every day", "WEEKLY": "every week", "MONTHLY": "every month", "YEARLY": "every year"},
}


def label(reading: Reading, here: Here) -> str:
    language = here.language if here.language in DAYS else "en"
    if reading.wall is None:
        return reading.after or ""
    moment = _moment(reading.wall, language)
    if reading.wait is not None:
        return f"{IN[language]} {_length(reading.wait)}, {moment}"
    if reading.rrule is None:
        return moment
    frequency = reading.rrule.removeprefix("FREQ=").partition(";")[0]
    return f"{EVERY[language][frequency]}{_end(reading.rrule, language, here)}, {moment}"


def _end(rrule: str, language: str, here: Here) -> str:
    """Two readings of a series may differ by its end alone."""
    end = rrule.partition(";UNTIL=")[2].partition(";")[0]
    if not end:
        return ""
    last = datetime.strptime(end, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).astimezone(here.zone)
    return f" {UNTIL[language]} {_day(last, language)}"


def _moment(wall: datetime, language: str) -> str:
    return f"{DAYS[language][wall.weekday()]} {_day(wall, language)} {AT[language]} {wall:%H:%M}"


def _day(wall: datetime, language: str) -> str:
    number = "1er" if language == "fr" and wall.day == 1 else wall.day
    return f"{number} {MONTHS[language][wall.month - 1]} {wall.year}"


def _length(wait: timedelta) -> str:
    hours, minutes = divmod(int(wait.total_seconds()) // 60, 60)
    return f"{hours} h {minutes:02}" if minutes else f"{hours} h"
