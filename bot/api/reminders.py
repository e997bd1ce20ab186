"""Reminders over HTTP: listed, one, planned, changed, closed, reopened, deleted."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from bot.api._confirming import Confirmed, check_hold
from bot.api._refusals import ChangedMeanwhile, CursorInvalid, RequestInvalid, Wrong, said_at
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Actor, Id, Moment, Page, Paging, Person, Shape, Text, cursor_of, place_of
from bot.api._times import ZoneName, time_of
from bot.crm import reminders
from bot.crm._work import Work
from bot.model.errors import ContactNotFound, FieldsInvalid, TextMissing
from bot.model.fields import DELAYS, WHEN_LENGTH
from bot.model.folding import clean_name
from bot.model.ids import ContactId, MemberId, ReminderId
from bot.model.members import Standing
from bot.model.reminders import MOST_PEOPLE, TITLE_LENGTH, Reminder, ReminderState, Wanted, Which
from bot.model.rich_text import LETTERS, plain, written
from bot.model.tokens import Scope

_MOMENT = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00:00"
_PLACE = re.compile(rf"{_MOMENT} [1-9][0-9]{{0,18}}", re.ASCII)


class RemindersAsked(Paging):
    list: Annotated[
        Which,
        Field(description="Each open reminder is in one of the first three; today ends at the workspace's midnight."),
    ] = Which.COMING


Delay = Annotated[
    str,
    StringConstraints(pattern=f"^({'|'.join(DELAYS)})$"),
    Field(description="How long nobody does anything before another person is told.", examples=[*DELAYS]),
]
Words = Annotated[
    Text,
    StringConstraints(min_length=1, max_length=WHEN_LENGTH),
    Field(
        description="Instead of `due_at`: a time in words, French or English, as in Slack. What repeats is said so.",
        examples=["every monday at 9am", "tomorrow at 9, then 3 days after done", "le 1er du mois à 9h"],
    ),
]


class ReminderFields(Shape):
    """`due_at`, or `when` in words: of both the zone is the workspace's where none is given."""

    text: Text | None = Field(default=None, max_length=LETTERS)
    contact: Id | None = None
    due_at: Moment | None = None
    when: Words | None = None
    zone: ZoneName | None = None
    each_own: bool = Field(default=False, description="Everybody is told at that hour of their own clock.")
    escalate_to: Person | None = Field(default=None, description="Who is told where nobody does anything.")
    escalate_after: Delay | None = None


class NewReminder(ReminderFields):
    """One of `due_at` and `when` is needed."""

    title: Text = Field(min_length=1, max_length=TITLE_LENGTH)
    assignees: Annotated[list[Person], Field(min_length=1, max_length=MOST_PEOPLE)]
    confirmed: Confirmed = False


class ReminderChange(ReminderFields):
    """A merge patch (RFC 7396). Another time begins a series anew; null leaves a title, a time and whom it is for."""

    title: Text | None = Field(default=None, min_length=1, max_length=TITLE_LENGTH)
    assignees: Annotated[list[Person], Field(min_length=1, max_length=MOST_PEOPLE)] | None = None


class ReminderShape(Shape):
    """`due_at` is when it is due now; of one that repeats, `rrule` (RFC 5545) names its times, or `after` (an ISO
    duration) says how long after it is done it comes again."""

    id: Id
    number: int
    contact: Id | None
    title: str
    text: str
    author: Actor
    assignees: list[str]
    due_at: Moment
    zone: str
    each_own: bool
    escalate_to: str | None
    escalate_after: str | None
    state: ReminderState
    rrule: str | None
    after: str | None
    created_at: Moment
    closed_at: Moment | None
    closed_by: Actor | None


async def listed(asked: Asked, work: Work) -> Answered:
    said = asked.asked(RemindersAsked)
    place = _place_of(said.cursor)
    page = await reminders.listed(work, said.list, everyone=True, cursor=place, limit=said.limit)
    more = None if page.cursor is None else cursor_of(page.cursor)
    return Answered(body=Page[ReminderShape].model_construct(data=[shown(each) for each in page.reminders], next=more))


async def find(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown(await reminders.find(work, _id(asked))))


async def plan(asked: Asked, work: Work) -> Answered:
    given = asked.sent(NewReminder)
    timed = time_of(given, None, work)
    if timed is None:
        raise RequestInvalid(wrong=[Wrong("value_missing", pointer="/due_at")])
    bare = Wanted(title="", assignees=(), due=timed.due, rrule=timed.rrule, after=timed.after)
    wanted = _on_top(bare, given)
    await _check(work, wanted)
    if wanted.contact is not None:
        await check_hold(work, wanted.contact, confirmed=given.confirmed)
    with said_at("/contact", "contact_unknown", ContactNotFound), said_at("/title", "value_missing", TextMissing):
        planned = await reminders.plan(work, wanted)
    return Answered(body=shown(planned), location=f"/reminders/{planned.id}")


async def change(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    given, base = asked.sent(ReminderChange), held.wanted
    timed = time_of(given, base, work)
    wanted = _on_top(base, given)
    if timed is not None:
        wanted = replace(wanted, due=timed.due, rrule=timed.rrule, after=timed.after)
    await _check(work, wanted, held=base)
    with said_at("/contact", "contact_unknown", ContactNotFound), said_at("/title", "value_missing", TextMissing):
        settled = await reminders.edit(work, held.id, wanted, base=base)
    if isinstance(settled, reminders.Clash):
        raise ChangedMeanwhile
    return Answered(body=shown(settled.reminder))


async def close(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown((await reminders.close(work, (await _expected(asked, work)).id)).reminder))


async def reopen(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown((await reminders.reopen(work, (await _expected(asked, work)).id)).reminder))


async def delete(asked: Asked, work: Work) -> Answered:
    await reminders.delete(work, (await _expected(asked, work)).id)
    return Answered()


def _place_of(cursor: str) -> str | None:
    """Raises CursorInvalid."""
    place = place_of(cursor, _PLACE)
    try:
        datetime.fromisoformat("1970-01-01" if place is None else place.partition(" ")[0])
    except ValueError as error:
        raise CursorInvalid from error
    return place


def _id(asked: Asked) -> ReminderId:
    return ReminderId(asked.ids["reminder"])


async def _expected(asked: Asked, work: Work) -> Reminder:
    """Held until the commit. Raises ReminderNotFound, VersionOutdated."""
    held = await reminders.find(work, _id(asked), lock=True)
    asked.expect(shown(held))
    return held


def _on_top(base: Wanted, given: NewReminder | ReminderChange) -> Wanted:
    """All but its time."""
    said = given.model_fields_set
    wanted = base if given.title is None else replace(base, title=clean_name(given.title))
    if "text" in said:
        wanted = replace(wanted, text=written(given.text) if given.text else None)
    if "contact" in said:
        wanted = replace(wanted, contact=None if given.contact is None else ContactId(int(given.contact)))
    if given.assignees is not None:
        wanted = replace(wanted, assignees=tuple(MemberId(each) for each in dict.fromkeys(given.assignees)))
    if "each_own" in said:
        wanted = replace(wanted, each_own=given.each_own)
    if "escalate_to" in said:
        wanted = replace(wanted, escalate_to=None if given.escalate_to is None else MemberId(given.escalate_to))
    if "escalate_after" in said:
        wanted = replace(wanted, escalate_after=DELAYS.get(given.escalate_after or ""))
    return wanted


async def _check(work: Work, wanted: Wanted, *, held: Wanted | None = None) -> None:
    """As the form does: nobody new who has left, or who does not use Carnet. Raises FieldsInvalid."""
    known = set() if held is None else {*held.assignees, held.escalate_to}
    wrong = {}
    if wanted.escalate_to is not None and wanted.escalate_after is None:
        wrong["escalate_after"] = "escalation_delay_missing"
    if wanted.escalate_to is None and wanted.escalate_after is not None:
        wrong["escalate_to"] = "escalation_person_missing"
    for field, people in (("assignees", wanted.assignees), ("escalate_to", (wanted.escalate_to,))):
        fresh = [each for each in people if each is not None and each not in known]
        found = await work.members.find_many(fresh) if fresh else {}
        standings = {found[each].standing if each in found else Standing.GONE for each in fresh} - {Standing.FULL}
        if standings:
            is_guest = not standings & {Standing.GONE, Standing.BOT}
            wrong[field] = "member_is_guest" if is_guest else "member_not_found"
    if wrong:
        raise FieldsInvalid(wrong)


def shown(reminder: Reminder) -> ReminderShape:
    return ReminderShape.model_construct(
        id=str(reminder.id),
        number=reminder.number,
        contact=None if reminder.contact is None else str(reminder.contact),
        title=reminder.title,
        text="" if reminder.text is None else plain(reminder.text),
        author=reminder.author,
        assignees=sorted(reminder.assignees),
        due_at=reminder.due_at,
        zone=reminder.zone,
        each_own=reminder.each_own,
        escalate_to=reminder.escalate_to,
        escalate_after=next((key for key, each in DELAYS.items() if each == reminder.escalate_after), None),
        state=reminder.state,
        rrule=reminder.rrule,
        after=reminder.after,
        created_at=reminder.created_at,
        closed_at=reminder.closed_at,
        closed_by=reminder.closed_by,
    )


READ, WRITE = Scope.READ, Scope.WRITE
ALL, ONE = "/reminders", "/reminders/{reminder}"
# fmt: off
ROUTES = (
    Route(method="GET", path=ALL, does=listed, scope=READ, name="reminders.list",
          summary="List reminders", query=RemindersAsked, answer=Page[ReminderShape],
          about="Everybody's, the soonest first; of those that are done, the latest."),
    Route(method="POST", path=ALL, does=plan, scope=WRITE, name="reminders.create", status=201,
          summary="Plan a reminder", body=NewReminder, answer=ReminderShape, versioned=True,
          about="Those whom it is for are told in Slack at its time; at once where that has gone by."),
    Route(method="GET", path=ONE, does=find, scope=READ, name="reminders.read",
          summary="Read a reminder", answer=ReminderShape, versioned=True),
    Route(method="PATCH", path=ONE, does=change, scope=WRITE, name="reminders.change",
          summary="Change a reminder", body=ReminderChange, answer=ReminderShape, versioned=True,
          about="Another time is told anew; of one that repeats the time is said in words, with its repeat."),
    Route(method="POST", path=f"{ONE}/close", does=close, scope=WRITE, name="reminders.close",
          summary="Close a reminder", answer=ReminderShape, versioned=True,
          about="Done, for everyone it was for; one that repeats goes on to its next time."),
    Route(method="POST", path=f"{ONE}/reopen", does=reopen, scope=WRITE, name="reminders.reopen",
          summary="Reopen a reminder", answer=ReminderShape, versioned=True),
    Route(method="DELETE", path=ONE, does=delete, scope=WRITE, name="reminders.delete", status=204,
          summary="Delete a reminder", versioned=True),
)
# fmt: on
