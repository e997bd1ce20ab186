"""dateparser's opinion of what our grammar does not understand: offered as a button, never taken."""

from datetime import datetime

from bot.model.when import Grain
from bot.parse.when._here import Here, Reading

LONGEST = 60  # a whole sentence is not worth its milliseconds


def readings(text: str, here: Here) -> list[Reading]:
    if len(text) > LONGEST:
        return []
    wall = _parsed(text, here)
    return [Reading(wall, Grain.MINUTE)] if wall and here.ahead(wall) else []


def _parsed(text: str, here: Here) -> datetime | None:
    # Loaded on first use: it costs tens of megabytes.
    import dateparser

    order = "MDY" if here.locale == "en-US" else "DMY"
    found = dateparser.parse(
        text,
        languages=[here.language],
        settings={"RELATIVE_BASE": here.wall, "PREFER_DATES_FROM": "future", "DATE_ORDER": order},
    )
    return found.replace(tzinfo=None, second=0, microsecond=0) if found else None
