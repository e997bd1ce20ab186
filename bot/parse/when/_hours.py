"""Which hour of the day is meant: the table of the parts of the day, and the twelve-hour readings."""

from datetime import time

from bot.model.when import AskCode, Grain
from bot.parse.when._facts import Clock, Part, Said, Style
from bot.parse.when._here import Unsure

# The one table of what a part of the day means where no hour is said.
PART_HOURS = {
    Part.EARLY: time(8),
    Part.MORNING: time(9),
    Part.LATE_MORNING: time(11),
    Part.NOON: time(12),
    Part.AFTERNOON: time(14),
    Part.LATE_AFTERNOON: time(17),
    Part.END_OF_DAY: time(17),
    Part.EVENING: time(19),
    Part.NIGHT: time(20),
}

# The hours that each part of the day contains; a smaller number said with it is counted from noon.
PART_RANGES = {
    Part.EARLY: range(4, 10),
    Part.MORNING: range(12),
    Part.LATE_MORNING: range(9, 13),
    Part.NOON: range(11, 15),
    Part.AFTERNOON: range(12, 19),
    Part.LATE_AFTERNOON: range(15, 20),
    Part.END_OF_DAY: range(16, 21),
    Part.EVENING: range(16, 24),
    Part.NIGHT: range(18, 24),
}

# "at 3" may be the night's or the afternoon's; "at 8" is the morning's.
UNSURE_HOURS = range(1, 7)


def hours(said: Said) -> tuple[time, ...]:
    """The readings of the hour, the likelier first; none where no hour was said."""
    if said.clock is None:
        return (PART_HOURS[said.part],) if said.part else ()
    said_clock = said.clock
    if said_clock.hour > 23 or said_clock.minute > 59:
        raise Unsure(AskCode.NO_SUCH_TIME)
    if said.part and said_clock.style is not Style.MIDNIGHT:
        return (_within(said_clock, said.part),)
    at = time(said_clock.hour, said_clock.minute)
    if said_clock.style is Style.BARE and said_clock.hour in UNSURE_HOURS:
        return (at.replace(hour=at.hour + 12), at)
    return (at,)


def _within(said: Clock, part: Part) -> time:
    """ "8 in the evening" is 20:00; "10 in the afternoon" is asked."""
    span = PART_RANGES[part]
    if said.hour in span and not (said.hour == 0 and part is Part.MORNING):
        return time(said.hour, said.minute)
    if said.style is not Style.HALVED and said.hour < 12 and said.hour + 12 in span:
        return time(said.hour + 12, said.minute)
    raise Unsure(AskCode.AMBIGUOUS)


def grain_of(said: Said, otherwise: Grain) -> Grain:
    if said.clock:
        return Grain.MINUTE if said.clock.to_the_minute else Grain.HOUR
    return Grain.HOUR if said.part else otherwise
