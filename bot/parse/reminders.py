"""A reminder said in one line: for whom, what, and when."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.model.errors import MemberNotFound
from bot.model.ids import MemberId
from bot.model.members import Member
from bot.model.recurrence import wall_of
from bot.model.reminders import Due
from bot.model.when import When
from bot.parse.slack_text import Said
from bot.parse.when import read_when

_SELF = re.compile(r"^(?:me|myself|moi)(?:\s+(?:to|de|d['’])|(?=\s))\s*", re.IGNORECASE)
_TO = re.compile(r"^(?:to\s+|de\s+|d['’]\s*)", re.IGNORECASE)
_NAMED = re.compile(r"@[\w.-]*\w")


@dataclass(frozen=True, slots=True)
class AskedReminder:
    assignees: tuple[MemberId, ...]
    title: str
    when: When


def read_reminder(said: Said, *, author: Member, now: datetime) -> AskedReminder:
    """'@ann call Dupont tomorrow at 9' is for Ann; with nobody named it is for its author.

    The time is read in the author's zone and language; its `ask` is left for the caller. Raises MemberNotFound
    where somebody is named whom Slack does not know: left in the title, it would remind the author instead.
    """
    people, text = said.without_leading_people()
    if stranger := _NAMED.match(text):
        raise MemberNotFound(name=stranger[0])
    text = _TO.sub("", text) if people else _SELF.sub("", text)
    when = read_when(
        text, now=now, zone=author.zone, locale=author.locale, default_hour=author.preferences.default_hour
    )
    return AskedReminder(people or (author.id,), when.text.strip(" ,:;-"), when)


def due_of(when: When) -> Due:
    """Of a moment that was understood."""
    if when.at is None or when.wall is None:
        raise ValueError("a question, not a moment")
    return Due(when.at, when.wall.isoformat(), when.zone)


def due_of_choice(at: str, *, zone: str, wall: str | None = None) -> Due:
    """Of an instant kept as ISO text; its wall time is that of `zone` where none was kept."""
    moment = datetime.fromisoformat(at)
    return Due(moment, wall or wall_of(moment, zone).isoformat(), zone)
