"""What the screens of reminders share: the names of their actions, the values of their buttons, lines about a time."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from markupsafe import Markup

from bot.model.fields import DELAYS
from bot.model.members import Member, Standing
from bot.model.recurrence import occurrences
from bot.model.reminders import Reminder, Wanted
from bot.templates import _blocks as b
from bot.templates._dates import hour_name, length, when
from bot.templates._repeats import after_done, is_moved, repeats
from bot.templates._words import Mrkdwn, Raw, Reader, mrkdwn, raw, reader_of

NOUN = "reminders"
NEW = "reminders.new"
DONE = "reminders.close"
DONE_LISTED = "reminders.close_listed"
REOPEN = "reminders.reopen"
REOPEN_LISTED = "reminders.reopen_listed"
SNOOZE = "reminders.snooze"  # followed by a dot and the choice, in messages of earlier versions
PUT_OFF = "reminders.put_off"  # a menu of 'choice:reminder:occurrence'
MORE = "reminders.more"  # a menu of 'act:reminder:occurrence'
CHOOSE_TIME = "reminders.choose_time"
CHOOSE_CONTACT = "reminders.choose_contact"
CONFIRM = "reminders.confirm"
LIST = "reminders.list"  # followed by a dot and the list; the value says whose
PAGE = "reminders.page"
SHOW_ALL = "reminders.all"  # followed as LIST is, and over Home
UNDO = "undo.reminder"
SEND = "reminders.send"  # the value is a file
FORM = "reminders.save"
FORM_CONTACT = "reminders.form_contact"
RESUME = "reminders.resume"
AFRESH = "reminders.afresh"
FORM_SNOOZE = "reminders.put_off_until"
FORM_HAND = "reminders.hand_over"
FORM_DELETE = "reminders.delete"
FORM_STOP = "reminders.stop"
_NEXT = 3
_AND_THEN = {"en": "; ", "fr": "\u00a0; "}


def value_of(reminder: Reminder) -> str:
    return f"{reminder.id}:{reminder.occurrence}"


def more(reminder: Reminder, reader: Reader) -> b.Element:
    """All that one may do beside closing and putting off."""
    value, acts = value_of(reminder), _acts(reader, is_series=reminder.repeats and reminder.is_open)
    return b.overflow(*[b.option(name, f"{act}:{value}") for act, name in acts], action=MORE)


@lru_cache(maxsize=1000)
def _acts(reader: Reader, *, is_series: bool) -> Sequence[tuple[str, Raw]]:
    acts = ("edit", "hand", *(("skip", "stop") if is_series else ()), "delete")
    return tuple((act, raw(reader, NOUN, f"more_{act}")) for act in acts)


def rule_of(wanted: Wanted, reader: Reader) -> Raw:
    """'every Monday', where the hour is said beside it; '' of what does not repeat."""
    return repeated(wanted, reader) if wanted.rrule is None else repeats(wanted.rrule, reader, zone=wanted.due.zone)


def repeated(wanted: Wanted, reader: Reader, *, place: str | None = None) -> Raw:
    """'every Monday at 9:00 AM'; '' of what does not repeat. `place` is where that is the hour, if it is to be said."""
    if wanted.after is not None:
        return after_done(wanted.after, reader)
    if wanted.rrule is None:
        return Raw("")
    wall = datetime.fromisoformat(wanted.due.wall)
    return repeats(wanted.rrule, reader, wall=wall, zone=wanted.due.zone, place=place)


def in_short(wanted: Wanted, reader: Reader) -> str:
    """'call Ann — Tuesday, 24 November 2026 at 9:00 AM · every Tuesday', while it is not planned yet."""
    rule = rule_of(wanted, reader)
    return f"{wanted.title} — {when(wanted.due.at, reader)}{f' · {rule}' if rule else ''}"


def series(reminder: Reminder, reader: Reader) -> list[Mrkdwn]:
    """How it repeats, and when it comes the next three times."""
    wanted = reminder.wanted
    if wanted.after is not None:
        return [mrkdwn(reader, NOUN, "repeats_after", after=repeated(wanted, reader))]
    if wanted.rrule is None:
        return []
    told = [mrkdwn(reader, NOUN, "repeats", every=repeated(wanted, reader))]
    anchor, first = datetime.fromisoformat(reminder.anchor or wanted.due.wall), datetime.fromisoformat(wanted.due.wall)
    coming = occurrences(wanted.rrule, anchor, reminder.zone, count=_NEXT - 1, after=first)
    times = [wanted.due.at, *(slot.at for slot in coming)]
    listed = _AND_THEN[reader.language].join(when(at, reader, zone=reminder.zone) for at in times)
    told.append(mrkdwn(reader, NOUN, "next_three" if len(times) > 1 else "next_one", times=listed))
    return told + ([mrkdwn(reader, NOUN, "last_day_instead")] if is_moved(wanted.rrule) else [])


def delay_name(delay: timedelta, reader: Reader) -> Raw:
    """One of those that the form offers."""
    key = next((key for key, each in DELAYS.items() if each == delay), None)
    return length(delay, reader) if key is None else raw(reader, NOUN, f"escalate_after_{key}")


def unreached_note(person: Member, reader: Reader) -> Mrkdwn:
    """Of somebody whom it was for before they left or became a guest."""
    block = "has_left" if person.standing is Standing.GONE else "is_guest"
    return mrkdwn(reader, NOUN, block, person=b.mention(person.id))


def mentions(people: Sequence[str]) -> Markup:
    return Markup(", ").join([b.mention(person) for person in people])


def morning_of(member: Member) -> Raw:
    return hour_name(member.preferences.default_hour, reader_of(member))
