"""A reminder said in one line: for whom, what, and when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.model.changes import YES
from bot.model.errors import FieldsInvalid, MemberNotFound
from bot.model.fields import DELAYS, REMINDER
from bot.model.files import Given
from bot.model.folding import clean_name, fold
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.members import Member
from bot.model.recurrence import wall_of
from bot.model.reminders import MOST_PEOPLE, Due, Wanted, Which
from bot.model.rich_text import kept_tree, to_json
from bot.model.when import When
from bot.parse._form import check_required, lines_of
from bot.parse.slack_text import Said
from bot.parse.when import read_when

_SELF = re.compile(r"^(?:me|myself|moi)(?:\s+(?:to|de|d['’])|(?=\s))\s*", re.IGNORECASE)
_TO = re.compile(r"^(?:to\s+|de\s+|d['’]\s*)", re.IGNORECASE)
_HEADLINE, _EXCERPT = 150, 1500
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
    when = read_time(text, member=author, now=now)
    return AskedReminder(people or (author.id,), when.text.strip(" ,:;-"), when)


def read_time(text: str, *, member: Member, now: datetime) -> When:
    """A time alone, in a form: in the words of this person, on their clock."""
    chosen = member.preferences
    return read_when(text, now=now, zone=member.zone, locale=member.locale, default_hour=chosen.default_hour)


def read_wanted(typed: Mapping[str, str], when: When | Wanted, *, files: Sequence[Given] = ()) -> Wanted:
    """What the form says; `when` is its time as it was read, or what was stored where nobody touched it. `files` are
    those that were just given.

    Raises FieldsInvalid.
    """
    check_required(REMINDER, typed)
    wrong = _half_escalated(typed)
    assignees = tuple(MemberId(line) for line in lines_of(typed["assignees"]))
    if len(assignees) > MOST_PEOPLE:
        wrong["assignees"] = "too_many_assignees"
    if wrong:
        raise FieldsInvalid(wrong)
    text, contact = kept_tree(typed["text"]), typed["contact"]
    return Wanted(
        title=clean_name(typed["title"]),
        text=text if text.parts else None,
        due=when.due if isinstance(when, Wanted) else due_of(when),
        rrule=when.rrule,
        after=when.after,
        assignees=assignees,
        contact=ContactId(int(contact)) if contact.isdigit() else None,
        each_own=typed["each_own"] == YES,
        escalate_to=MemberId(typed["escalate_to"]) if typed["escalate_to"] else None,
        escalate_after=DELAYS.get(typed["escalate_after"]),
        files=tuple(files),
        kept=tuple(FileId(int(each)) for each in lines_of(typed.get("kept", "")) if each.isascii() and each.isdigit()),
    )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A message as a reminder about it: its first line in short, and as much of it as is good to read again."""

    title: str
    text: str


def excerpt_of(message: str) -> Excerpt:
    title = clean_name(next(filter(str.strip, message.splitlines()), ""))
    return Excerpt(_cut(title, _HEADLINE), _cut(message.strip(), _EXCERPT))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _half_escalated(typed: Mapping[str, str]) -> dict[str, str]:
    """A person without a delay, or a delay without a person."""
    if bool(typed["escalate_to"]) == bool(typed["escalate_after"]):
        return {}
    if typed["escalate_to"]:
        return {"escalate_after": "escalation_delay_missing"}
    return {"escalate_to": "escalation_person_missing"}


def typed_of(wanted: Wanted) -> dict[str, str]:
    """What the form shows of a reminder, but for its time, which is said in the reader's words."""
    delay = next((key for key, each in DELAYS.items() if each == wanted.escalate_after), "")
    return {
        "title": wanted.title,
        "text": "" if wanted.text is None else to_json(wanted.text),
        "assignees": "\n".join(wanted.assignees),
        "each_own": YES if wanted.each_own else "",
        "contact": "" if wanted.contact is None else str(wanted.contact),
        "escalate_to": wanted.escalate_to or "",
        "escalate_after": delay,
        "kept": "\n".join(map(str, wanted.kept)),
    }


_LISTS = {
    Which.OVERDUE: ("overdue", "late", "en retard"),
    Which.TODAY: ("today", "aujourd'hui", "aujourd’hui", "du jour"),
    Which.COMING: ("coming", "next", "à venir"),
    Which.DONE: ("done", "finished", "faits", "fait", "terminés"),
}
_EVERYONE = ("all", "everyone", "tous", "toutes", "tout")
LIST_WORDS = frozenset(word for said in (*_LISTS.values(), _EVERYONE) for each in said for word in fold(each).split())


def read_list(words: str) -> tuple[Which | None, bool]:
    """Which list is asked for, None for all that is open, and whether everyone's."""
    said = f" {fold(words)} "
    which = next((which for which, names in _LISTS.items() if any(f" {fold(name)} " in said for name in names)), None)
    return which, any(f" {each} " in said for each in _EVERYONE)


def due_of(when: When) -> Due:
    """Of a moment that was understood."""
    if when.at is None or when.wall is None:
        raise ValueError("a question, not a moment")
    return Due(when.at, when.wall.isoformat(), when.zone)


def due_of_choice(at: str, *, zone: str, wall: str | None = None) -> Due:
    """Of an instant kept as ISO text; its wall time is that of `zone` where none was kept."""
    moment = datetime.fromisoformat(at)
    return Due(moment, wall or wall_of(moment, zone).isoformat(), zone)
