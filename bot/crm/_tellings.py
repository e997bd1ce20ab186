"""Messages that tell people of something kept, a reminder or a note: by which keys, when, and how they change later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.crm._work import Work
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.ids import MemberId
from bot.model.members import Member
from bot.model.quiet import reachable_at


@dataclass(frozen=True, slots=True)
class About:
    """What is told: one of the times at which the subject was to be told."""

    matter: Matter
    subject: int
    occurrence: int


def heard_at(moment: datetime, member: Member | None) -> datetime:
    """The moment itself, or once this person wants to hear of anything."""
    return moment if member is None else reachable_at(moment, member)


def tellings(
    work: Work, about: About, reader: MemberId, member: Member | None, *, due: datetime, cause: str = ""
) -> Iterator[NewDelivery]:
    """One message a reader and occurrence, and one by e-mail; the unique key makes planning it twice one row.

    `cause` makes it another message to the same reader; `due` is when they hear of it.
    """
    yield message(about, reader, due, cause=cause)
    if work.mails and member is not None and member.preferences.email:
        yield mail(about, reader, due, cause=cause)


def message(about: About, reader: MemberId, due: datetime, *, cause: str = "") -> NewDelivery:
    matter = about.matter
    return NewDelivery(
        matter=matter,
        subject=about.subject,
        lane=lane(matter, about.subject, reader),
        dedupe_key=f"{matter.value}:{about.subject}:{about.occurrence}:{reader}{cause}",
        due_at=due,
        reader=reader,
        occurrence=about.occurrence,
    )


def mail(about: About, reader: MemberId, due: datetime, *, cause: str = "") -> NewDelivery:
    return NewDelivery(
        op=Op.EMAIL,
        matter=about.matter,
        subject=about.subject,
        lane=f"email:{about.subject}:{reader}",
        dedupe_key=f"{about.matter.value}-email:{about.subject}:{about.occurrence}:{reader}{cause}",
        due_at=due,
        reader=reader,
        occurrence=about.occurrence,
    )


def again(work: Work, sent: Delivery) -> NewDelivery:
    """What was sent is written anew, behind whatever is on its way in its lane."""
    return NewDelivery(
        op=Op.UPDATE,
        matter=sent.matter,
        subject=sent.subject,
        lane=sent.lane,
        dedupe_key=f"{sent.matter.value}-update:{work.next_id()}:{sent.reader}",
        due_at=work.now,
        reader=sent.reader,
        occurrence=sent.occurrence,
        channel=sent.channel,
        ts=sent.ts,
    )


def lane(matter: Matter, subject: int, reader: str | None) -> str:
    """The subject and its reader: one that is in doubt holds back nothing else of that person's."""
    return f"{matter.value}:{subject}:{reader}"
