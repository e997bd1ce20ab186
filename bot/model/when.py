"""What a sentence about time was found to say: a moment, a rule, or a question to ask back.

`bot.parse.when` makes these values; reminders, snoozes and the command line read them.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """The finest unit that was said: "tomorrow" is a day, "tomorrow at 9" an hour, "9:30" a minute."""

    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class AskCode(StrEnum):
    """Why a question goes back instead of a moment."""

    AMBIGUOUS = "ambiguous"
    PAST = "past"
    NO_SUCH_TIME = "no-such-time"
    NO_SUCH_DATE = "no-such-date"
    NO_TIME = "no-time"
    UNKNOWN = "unknown"
    NO_END = "no-end"  # a repetition until, or from, something that is no day
    TOO_OFTEN = "too-often"  # several times a day, or so many times a week on days that are not named


class Rolled(StrEnum):
    """What was moved on because it had already gone by, for the confirmation to say so."""

    DAY = "day"  # an hour already past today means tomorrow
    WEEK = "week"  # today's weekday, its hour already past, means next week's
    MONTH = "month"  # a day of the month already gone means next month's
    YEAR = "year"  # a date without a year, already gone, means next year's


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading to offer as a button; `at` is aware UTC, `label` is in the person's language.

    `wait` is set where a length of time is offered beside an hour of the day: "2h" may be either.
    """

    at: datetime | None
    rrule: str | None
    label: str
    wait: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """`part` are the words that `no-end` and `too-often` are about, as they were said."""

    code: AskCode
    choices: tuple[Choice, ...] = ()
    part: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """One sentence, read.

    `said` are the words of time, `text` is what is left of the sentence. `at` (aware UTC) is the first occurrence,
    also with `rrule`;
    `wall` is the same as it was said, naive, in `zone`: the two differ where daylight saving skips that
    hour. `rrule` is an RFC 5545 rule anchored at `wall` in `zone`, its UNTIL in UTC; `after` an ISO 8601
    duration counted from when the thing is done. With `ask` set, `at`, `wall` and `rrule` are None.
    """

    text: str
    at: datetime | None
    grain: Grain
    rrule: str | None
    after: str | None
    ask: Ask | None
    wall: datetime | None
    zone: str
    rolled: Rolled | None = None
    said: str = ""
