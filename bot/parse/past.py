"""When something took place, in words, as the fields of forms and lines ask for it: 'hier à 15h', 'monday at 10'.

`parse.when` reads what is to come. Here its reading is asked from some time back on, and what comes out last before
now is meant; what was called past by its very words, yesterday and so many days ago, is counted back first.
"""

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model.folding import fold
from bot.model.members import Member
from bot.model.recurrence import instant_of
from bot.model.when import AskCode, Choice, When
from bot.parse.when import read_when

_NOW = frozenset({"now", "just now", "right now", "maintenant", "a l'instant", "tout de suite", "a present"})
_BACK = (
    (2, r"(?:the\s+)?day\s+before\s+yesterday|avant[\s-]?hier"),
    (1, r"yesterday|last\s+night|hier"),
)
_NIGHT = {"last night": "tonight"}
_PART = {
    "morning": "this morning", "afternoon": "this afternoon", "evening": "this evening", "night": "tonight",
    "matin": "ce matin", "apres-midi": "cet après-midi", "apres midi": "cet après-midi", "soir": "ce soir",
}  # fmt: skip
_AGO = re.compile(
    r"(?:il\s+y\s+a\s+(?P<n>une?|\d{1,3})\s*(?P<unit>[a-z]+)"
    r"|(?P<m>an?|one|\d{1,3})\s*(?P<other>[a-z]+)\s+ago)(?P<rest>.*)"
)
_HALF = re.compile(r"(?:a\s+)?half\s+an\s+hour\s+ago|il\s+y\s+a\s+une\s+demi[\s-]heure")
_SHORT = {
    **dict.fromkeys(("min", "mn", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours", "heure", "heures"), timedelta(hours=1)),
}
_LONG = {
    **dict.fromkeys(("d", "j", "day", "days", "jour", "jours"), 1),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), 7),
}
_LAST = re.compile(r"\b(?:last|derni(?:er|ere)|passee?)\b")
_TO_COME = re.compile(r"\b(?:tomorrow|next|in|demain|prochaine?|dans)\b")
_TODAY = re.compile(r"\b(?:today|tonight|this|aujourd['’]?hui|ce|cet|cette)\b")
_MOST_WORDS = 8
# From where on the reading is asked, one after the other: today, yesterday, within a week, a month, a year.
_DAYS_BACK = (0, 1, 7, 31, 366)


@dataclass(frozen=True, slots=True)
class Past:
    """A moment that was, or why it is not known: what is to be asked, with readings to choose from."""

    at: datetime | None = None
    ask: AskCode | None = None
    choices: tuple[Choice, ...] = ()


def read_past(text: str, *, member: Member, now: datetime) -> Past:
    """All of the text is about time; none is now. What is to come is later than `now`, for the caller to refuse."""
    said = fold(text).strip(" .,")
    if not said or said in _NOW:
        return Past(now)
    if _HALF.fullmatch(said):
        return Past(now - timedelta(minutes=30))
    if (ago := _AGO.fullmatch(said)) is not None:
        return _ago(ago, member, now)
    for days, words in _BACK:
        if (gone := re.fullmatch(rf"(?P<first>.*?)\b(?P<day>{words})\b(?P<rest>.*)", said)) is not None:
            rest = " ".join(f"{gone['first']} {_NIGHT.get(gone['day'], '')} {gone['rest']}".split())
            return _on_day(rest, days, member, now)
    if _TO_COME.search(said):
        return _moment(_read(said, member, now))
    return _latest(" ".join(_LAST.sub(" ", said).split()), member, now)


def split_past(text: str, *, member: Member, now: datetime) -> tuple[str, datetime | None]:
    """The words in front of a moment, and the moment: of 'Ann Martin hier à 15h'. None where no words at the end speak
    of one. What is said to be to come, as in 'demain à 9h', is later than `now`, for the caller to refuse."""
    words = text.split()
    for start in range(max(1, len(words) - _MOST_WORDS), len(words)):
        said = " ".join(words[start:])
        past = read_past(said, member=member, now=now)
        if past.at is not None and (past.at <= now or _TO_COME.match(fold(said))):
            return " ".join(words[:start]).rstrip(" ,"), past.at
    return text, None


def _ago(ago: re.Match[str], member: Member, now: datetime) -> Past:
    count, unit = ago["n"] or ago["m"], ago["unit"] or ago["other"]
    number = int(count) if count.isdigit() else 1
    if unit in _SHORT and not ago["rest"].strip():
        return Past(now - number * _SHORT[unit])
    if unit in _LONG:
        return _on_day(ago["rest"].strip(), number * _LONG[unit], member, now)
    return Past(ask=AskCode.UNKNOWN)


def _on_day(rest: str, days: int, member: Member, now: datetime) -> Past:
    """So many days back, at the hour that the rest says."""
    zone = ZoneInfo(member.zone)
    day = now.astimezone(zone).date() - timedelta(days=days)
    midnight = instant_of(datetime.combine(day, time()), member.zone)
    if not rest:
        return Past(instant_of(datetime.combine(day, member.preferences.default_hour), member.zone))
    past = _moment(_read(_PART.get(rest, rest), member, midnight))
    is_there = past.at is None or past.at.astimezone(zone).date() == day
    return past if is_there else Past(ask=AskCode.UNKNOWN)


def _moment(when: When) -> Past:
    if when.ask is not None:
        return Past(ask=when.ask.code, choices=when.ask.choices)
    if when.at is None or when.text or when.rrule or when.after:
        return Past(ask=AskCode.UNKNOWN)
    return Past(when.at)


def _latest(said: str, member: Member, now: datetime) -> Past:
    zone = ZoneInfo(member.zone)
    today = now.astimezone(zone).date()
    outcomes: list[Past] = []
    for days in (0,) if _TODAY.search(said) else _DAYS_BACK:
        midnight = instant_of(datetime.combine(today - timedelta(days=days), time()), member.zone)
        past = _moment(_read(said, member, midnight))
        gone = [each.at for each in past.choices if each.at is not None and each.at <= now]
        if len(gone) == 1 and len({each.at.astimezone(zone).date() for each in past.choices if each.at}) > 1:
            return Past(gone[0])
        if past.at is not None and past.at <= now:
            return past
        outcomes.append(past)
        if past.ask in (AskCode.UNKNOWN, AskCode.NO_TIME):
            break
    return next((each for each in outcomes if each.at is not None), outcomes[0])


def _read(said: str, member: Member, since: datetime) -> When:
    chosen = member.preferences
    return read_when(said, now=since, zone=member.zone, locale=member.locale, default_hour=chosen.default_hour)
