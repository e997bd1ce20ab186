"""Time said in words, in English and French: called by handlers, `crm` and `carnet when`.

`read_when` takes one sentence and gives back the moment, or the question to ask, and the sentence without the
words of time. It never guesses: what has two readings is asked with both, what is not understood is asked, and
so is what stands beside a word of time that was not understood. What people mean, where it is not obvious:

- An hour already past today means tomorrow; a date without a year, already gone, next year's; "le 15", already
  gone, next month's. `rolled` says so. With a day that was named, an hour already past is `past`.
- A bare weekday is the next one. On that very weekday it is asked (today, or in a week), unless its hour is past.
- "next friday" is taken where the coming Friday is that of next week, and is not tomorrow; else it is asked.
- A day without an hour is at `default_hour`. "today" said after that hour is `past`, with later hours to choose.
- "in 3 days" is a day, at `default_hour`; "in 3 hours" is counted from now.
- "at 9" is the morning's; "at 3" in English is asked; "3h" in French is the 24-hour clock's.
- "tomorrow at 9 Paris time" is read there, and asked where it is another day there than here.
- A word one slip away from a word of time is that word; where it may be a name, it is asked.
- Midnight ends the day of "tonight" and "today"; with any other day it is asked.
- "next week" is its Monday, "next month" its first day; the end of a month is its last day, of a week its Friday.
- "dans huit jours" and "dans quinze jours" are asked: a week or eight days, two weeks or fifteen days.
- "every 2 weeks" counts from the day it is said; a rule that names its days begins at the next of them.
- "week 50" and "S50" are the ISO week's Monday, "Q1" its first day; one that is over is next year's, the present
  one is asked. Alone in a sentence such a figure is a reference.
- "samedi de Pâques", "easter saturday" are asked: the coming one, or the one next to Easter?
- "easter monday", "Toussaint" and other feasts are the next one ahead; "thanksgiving" where the locale keeps it;
  seasons, "the 2nd week of january" (whole weeks, or from the 1st?) and "S1" (a week, or half a year) are asked.
- "first and third monday of the month" and "le 1er et le 15 du mois" are rules: two days can be nothing else.
- "the quarterly report" is a title; beside a day that it could repeat by ("weekly sync monday"), both are asked.
- "the monthly report" alone is no repetition, and asked without offering one.
- A beginning or an end of a repetition that names no day ("until summer", "tant que") is never left out: it is asked.
- "until march", "until 2027", "until week 50" are asked: up to it, or with all of it?
- "every hour", "twice a week" cannot be planned, and the question says what can.
- "3-5 Dec", "du 3 au 5 décembre" are asked: its first day, or its last?
- "every third monday" and "monday to friday" are asked; "every day except sunday" is a rule of weekdays.
- The person's language is tried first, then the other; where both find something different, it is asked.
- Of a very long sentence only the two ends are read.
"""

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.model.when import Ask, Choice, Grain, When
from bot.parse.when._here import Here, Reading, Unsure
from bot.parse.when._labels import label
from bot.parse.when._lines import moment_of, run_lines, to_json
from bot.parse.when._resolve import CHOICES
from bot.parse.when._rest import rest
from bot.parse.when._sentence import Verdict, verdict

__all__ = ["moment_of", "read_when", "run_lines", "to_json"]

NINE = time(9)


def read_when(text: str, *, now: datetime, zone: str, locale: str, default_hour: time = NINE) -> When:
    """`now` is aware; `zone` an IANA name, else ZoneInfoNotFoundError; `locale` fr, fr-CA, en, en-US, en-GB…"""
    here = Here(now, ZoneInfo(zone), locale.replace("_", "-"), default_hour)
    found = verdict(text, here)
    if isinstance(found.outcome, Unsure):
        return _asked(text, found, found.outcome, here)
    return _read(text, found, found.outcome, here)


def _read(text: str, found: Verdict, reading: Reading, here: Here) -> When:
    return When(
        text=rest(text, found.start, found.end),
        at=_instant(reading, here),
        grain=reading.grain,
        rrule=reading.rrule,
        after=reading.after,
        ask=None,
        wall=reading.wall,
        zone=reading.zone or here.zone.key,
        rolled=reading.rolled,
        said=text[found.start : found.end],
    )


def _asked(text: str, found: Verdict, unsure: Unsure, here: Here) -> When:
    choices = _distinct(_choice(reading, here) for reading in unsure.readings)
    grain = unsure.readings[0].grain if unsure.readings else Grain.DAY
    left = rest(text, found.start, found.end) if found.end else text.strip()
    ask = Ask(unsure.code, choices, found.part)
    said = text[found.start : found.end]
    return When(left, None, grain, None, None, ask, wall=None, zone=here.zone.key, said=said)


def _distinct(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """Two readings that come to the same moment are one choice."""
    return tuple({(choice.at, choice.rrule): choice for choice in choices}.values())[:CHOICES]


def _choice(reading: Reading, here: Here) -> Choice:
    return Choice(_instant(reading, here), reading.rrule, label(reading, here), reading.wait)


def _instant(reading: Reading, here: Here) -> datetime | None:
    if reading.at or reading.wall is None:
        return reading.at
    return here.instant(reading.wall)
