"""Birthdays told in the morning to whoever looks after the contact: planned a day ahead, looked at again when told."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.crm._guard import needs
from bot.crm._work import Work
from bot.model.birthdays import Birthday
from bot.model.contacts import Contact
from bot.model.deliveries import Delivery, Matter, NewDelivery
from bot.model.ids import ContactId, MemberId
from bot.model.members import Member, Standing
from bot.model.policy import Can
from bot.model.recurrence import instant_of, wall_of

_AT_ONCE = 200
_DAY = timedelta(days=1)
_LEAP_DAY, _DAY_BEFORE = "0229", "0228"


@dataclass(frozen=True, slots=True)
class Told:
    """Whose birthday it is on that day; the year, and with it `age`, where it is known and the team records it."""

    contact: Contact
    birthday: Birthday
    day: date
    age: int | None


@needs(Can.WRITE)
async def plan(work: Work, *, after: ContactId) -> ContactId | None:
    """Plans those of today and tomorrow among the next contacts; the last one looked at, None at the end.

    Planning again adds what is new: a birthday just written down, somebody else in charge.
    """
    keys = await work.contacts.born_on(_days(work.now), after=after, limit=_AT_ONCE)
    if not keys:
        return None
    born = await work.contacts.many(keys, lock=False)
    members = await work.members.find_many(sorted({each for contact in born for each in _named(contact)}))
    planned = [each for contact in born for each in _deliveries(work, contact, members)]
    if planned:
        await work.outbox.add_many(planned)
    return keys[-1]


@needs(Can.READ)
async def told(work: Work, delivery: Delivery) -> Told | None:
    """None where it is not for this person to be told any more: other people in charge, another day, no contact."""
    contact = await work.contacts.find(ContactId(delivery.subject))
    if contact is None or contact.archived_at is not None or contact.values.birthday is None:
        return None
    members = await work.members.find_many(sorted(_named(contact)))
    if work.viewer.id not in {each.id for each in _in_charge(contact, members)}:
        return None
    birthday = contact.values.birthday
    day = _day_of(delivery)
    if birthday.falls_on(day.year) != day:
        return None
    if not work.viewer.workspace.birthday_years:
        birthday = replace(birthday, year=None)
    age = None if birthday.year is None else day.year - birthday.year
    return Told(contact, birthday, day, age or None)


def _days(now: datetime) -> Sequence[str]:
    """Today and tomorrow wherever somebody may be, as month and day; the 28th stands for a leap day as well."""
    days = [(now + offset * _DAY).strftime("%m%d") for offset in range(-1, 3)]
    return [*days, _LEAP_DAY] if _DAY_BEFORE in days and _LEAP_DAY not in days else days


def _deliveries(work: Work, contact: Contact, members: Mapping[MemberId, Member]) -> list[NewDelivery]:
    birthday = contact.values.birthday
    if birthday is None:
        return []
    planned = []
    for member in _in_charge(contact, members):
        today = wall_of(work.now, member.zone).date()
        planned += [
            _delivery(contact.id, member, day) for day in (today, today + _DAY) if birthday.falls_on(day.year) == day
        ]
    return planned


def _delivery(contact: ContactId, member: Member, day: date) -> NewDelivery:
    """At this person's morning hour, or later on that day where nothing could be sent until then."""
    return NewDelivery(
        matter=Matter.BIRTHDAY,
        subject=contact,
        lane=f"birthday:{contact}:{member.id}",
        dedupe_key=f"birthday:{contact}:{day.isoformat()}:{member.id}",
        due_at=instant_of(datetime.combine(day, member.preferences.default_hour), member.zone),
        reader=member.id,
        occurrence=day.toordinal(),
        expires_at=instant_of(datetime.combine(day + _DAY, time()), member.zone),
    )


def _day_of(delivery: Delivery) -> date:
    return date.fromordinal(delivery.occurrence)


def _named(contact: Contact) -> Collection[MemberId]:
    owner = contact.values.owner
    return {*contact.values.assigned, *([] if owner is None else [owner])}


def _in_charge(contact: Contact, members: Mapping[MemberId, Member]) -> list[Member]:
    """The salesperson in charge, or those assigned; who has left is not told."""
    values = contact.values
    owner = [] if values.owner is None else [values.owner]
    for several in (owner, values.assigned):
        there = [members[each] for each in several if each in members and members[each].standing is Standing.FULL]
        if there:
            return there
    return []
