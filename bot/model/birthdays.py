"""A birthday, of which the year may be unknown; kept and exchanged as ISO 8601 and vCard write it."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

_LEAP_YEAR = 2000  # in which every day that can be a birthday exists
_WHOLE = re.compile(r"(?P<year>\d{4})(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)", re.ASCII)
_WITHOUT_YEAR = re.compile(r"--(?P<month>\d\d)-?(?P<day>\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Birthday:
    """`str` writes '1980-02-29', or '--02-29' without a year. Raises ValueError for a day that never was."""

    month: int
    day: int
    year: int | None = None

    def __post_init__(self) -> None:
        date(_LEAP_YEAR if self.year is None else self.year, self.month, self.day)

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04}"
        return f"{year}-{self.month:02}-{self.day:02}"

    def falls_on(self, year: int) -> date:
        """The day on which it is told; 29 February on the 28th where the year has none.

        Who is born on the last day of February stays in February, and a wish the evening before is kinder than one
        that comes a day late.
        """
        if (self.month, self.day) == (2, 29) and not isleap(year):
            return date(year, 2, 28)
        return date(year, self.month, self.day)

    def next_after(self, day: date) -> date:
        """The first one on that day or after it."""
        this_year = self.falls_on(day.year)
        return this_year if this_year >= day else self.falls_on(day.year + 1)


def read(text: str) -> Birthday | None:
    """What `str` writes, and the same without dashes ('19800229', '--0229'); None for anything else."""
    found = _WHOLE.fullmatch(text.strip()) or _WITHOUT_YEAR.fullmatch(text.strip())
    if found is None:
        return None
    said = found.groupdict()
    try:
        return Birthday(int(said["month"]), int(said["day"]), int(said["year"]) if said.get("year") else None)
    except ValueError:
        return None
