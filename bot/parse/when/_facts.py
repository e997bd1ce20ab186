"""What the words of a time expression say, before any clock or calendar is looked at."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum, auto


class Unit(IntEnum):
    SECOND = auto()
    MINUTE = auto()
    HOUR = auto()
    DAY = auto()
    WORKDAY = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()


class Part(IntEnum):
    """A part of the day. `_resolve.PART_HOURS` is the one table of the hours they stand for."""

    EARLY = auto()
    MORNING = auto()
    LATE_MORNING = auto()
    NOON = auto()
    AFTERNOON = auto()
    LATE_AFTERNOON = auto()
    END_OF_DAY = auto()
    EVENING = auto()
    NIGHT = auto()


class Edge(IntEnum):
    START = auto()
    MIDDLE = auto()
    END = auto()


class Which(Enum):
    """Which one of the coming Mondays is meant."""

    COMING = auto()  # "monday"
    THIS = auto()  # "this monday"
    NEXT = auto()  # "next monday", "lundi prochain"
    IN_WEEK = auto()  # "monday next week": `weeks` after the present week
    AFTER = auto()  # "lundi en huit", "monday week": `weeks` after the coming one
    UNSURE = auto()  # "monday in 2 weeks", "the monday after next": asked


class Style(Enum):
    """How surely an hour names one of the 24."""

    FULL = auto()  # 9h, 16:30, 09:00, noon
    HALVED = auto()  # 4 pm: am and pm already counted in
    MIDNIGHT = auto()  # the word, which begins or ends the day said with it
    BARE = auto()  # at 9, nine o'clock, 9:30 in English


@dataclass(frozen=True, slots=True)
class Clock:
    """As said: `hour` and `minute` may not exist (25:00)."""

    hour: int
    minute: int = 0
    style: Style = Style.FULL
    to_the_minute: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time; `loose` marks "quinze jours", which may mean 14 or 15."""

    seconds: int = 0
    days: int = 0
    workdays: int = 0
    months: int = 0
    finest: Unit = Unit.DAY
    loose: bool = False

    def __neg__(self) -> "Span":
        days, months = -self.days, -self.months
        return Span(-self.seconds, days, -self.workdays, months, self.finest, self.loose)

    def __add__(self, other: "Span") -> "Span":
        return Span(
            self.seconds + other.seconds,
            self.days + other.days,
            self.workdays + other.workdays,
            self.months + other.months,
            min(self.finest, other.finest),
            self.loose or other.loose,
        )


@dataclass(frozen=True, slots=True)
class Offset:
    """Days from today."""

    days: int


@dataclass(frozen=True, slots=True)
class Weekday:
    day: int  # Monday is 0
    which: Which = Which.COMING
    weeks: int = 0


@dataclass(frozen=True, slots=True)
class MonthDay:
    day: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class NumericDate:
    """`3/12`: which one is the month is for the locale to say."""

    first: int
    second: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """`months` after the present one; None is the next time that there is such a day."""

    day: int
    months: int | None = None
    maybe_each: bool = False  # "the 15th of the month": once, or every month?


@dataclass(frozen=True, slots=True)
class Period:
    """A whole week, month, quarter or year, `ahead` of the present one."""

    unit: Unit
    ahead: int


@dataclass(frozen=True, slots=True)
class Weekend:
    ahead: int


@dataclass(frozen=True, slots=True)
class NamedMonth:
    month: int
    year: int | None = None
    following: bool = False  # "next december": the coming one, or the one after?


@dataclass(frozen=True, slots=True)
class WholeYear:
    year: int


@dataclass(frozen=True, slots=True)
class NumberedWeek:
    """A week by its ISO number; `day` where a weekday of it is named."""

    week: int
    year: int | None = None
    day: int | None = None
    or_half: bool = False  # "S1", which is the first half of a year too


@dataclass(frozen=True, slots=True)
class NumberedQuarter:
    quarter: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week that a date falls in, said by its Monday or any other day."""

    on: "MonthDay | NumericDate | DayOfMonth"


@dataclass(frozen=True, slots=True)
class EdgeOf:
    edge: Edge
    period: Period | NamedMonth | NumberedQuarter | WholeYear


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth (-1: the last) of a kind of day in a month: `weekday` None is any day, `work` a business day."""

    n: int
    weekday: int | None
    period: Period | NamedMonth
    work: bool = False
    maybe_each: bool = False  # "the first monday of the month": once, or every month?


class PartKind(Enum):
    """What a month is divided into: "the 2nd week of January", "la première quinzaine de décembre"."""

    WEEK = auto()
    HALF = auto()


@dataclass(frozen=True, slots=True)
class PartOfMonth:
    """The nth (-1: the last) week or half of a month."""

    n: int
    kind: PartKind
    period: Period | NamedMonth


@dataclass(frozen=True, slots=True)
class DaysOfMonth:
    """From one day to another of a month: "3-5 Dec"."""

    first: int
    last: int
    month: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast of fixed date; `ahead` where the year was said from the present one: "christmas next year"."""

    month: int
    day: int
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class MovingFeast:
    """One of another date each year, a number in `_feasts.py`."""

    which: int
    year: int | None = None
    ahead: int | None = None


@dataclass(frozen=True, slots=True)
class Gone:
    """Something past by its very words: yesterday, last week, 3 days ago."""


Day = (
    Offset
    | Weekday
    | MonthDay
    | NumericDate
    | DayOfMonth
    | Period
    | Weekend
    | NamedMonth
    | WholeYear
    | NumberedWeek
    | NumberedQuarter
    | WeekOf
    | EdgeOf
    | Nth
    | PartOfMonth
    | DaysOfMonth
    | Feast
    | MovingFeast
    | Gone
)


@dataclass(frozen=True, slots=True)
class Every:
    """A repetition in the terms of RFC 5545. `unit` is DAY, WEEK, MONTH or YEAR."""

    unit: Unit
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None  # with weekdays: the nth of the month; without: the nth day
    month: int | None = None
    also: tuple[int, ...] = ()  # more days of the month, or more places of the weekday in it, beside `nth`
    loose: bool = False  # "tous les quinze jours", "every third monday": each may be another rule too


@dataclass(frozen=True, slots=True)
class ZoneSaid:
    """`key` is None where no such zone is known; `short` as said (est); `asked` where most mistake it."""

    key: str | None
    short: str | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """All that one expression says; the empty fields were not said."""

    day: Day | None = None
    weekday: Weekday | None = None  # beside a date: "lundi 23 novembre"
    clock: Clock | None = None
    part: Part | None = None
    span: Span | None = None
    since: Day | None = None  # what `span` counts from: "2 weeks from monday"
    every: Every | None = None
    but: tuple[int, ...] | None = None  # the weekdays left out: "every day except sunday"
    until: Day | None = None
    lasting: Span | None = None  # "for 3 weeks"
    times: int | None = None
    start: Day | None = None
    after: Span | None = None
    zone: ZoneSaid | None = None  # beside a clock
    perhaps: Day | None = None  # what may be meant in the place of `day`, where that is doubted
    doubts: frozenset["Doubt"] = field(default=frozenset())


class Doubt(Enum):
    """Why an expression that was read whole is asked back all the same."""

    BEFORE = auto()  # "before friday": that day, or the one before?
    HABIT = auto()  # "le lundi": the coming one, or each of them?
    ALONE = auto()  # "le matin" with nothing beside it: the next one, or every morning?
    RANGE = auto()  # "from 2 to 4 pm"
    TOPIC = auto()  # "the meeting of 3 december": what it is about, or when?
    PLACE = auto()  # in the middle of the sentence, with nothing that says it is a time
    CUT = auto()  # a word of time stands next to it and was not understood
    LENGTH = auto()  # "2h": two hours, or two o'clock at night?
    OTHER = auto()  # "9.30", "24.12 at 9", "voir Noël à 9h": an hour or a day, or a number, a name?
    SPREAD = auto()  # "monday to friday at 9": that week, or every week?
    BARE_SPAN = auto()  # "20 min" at the end, without "in"
    TITLE = auto()  # "the monthly report": what it is called, or how often?
    AM = auto()  # "demain am": the morning to some, "après-midi" to others
