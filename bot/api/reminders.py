"""Reminders over HTTP: listed, one, planned, closed, reopened, deleted."""

import re
from datetime import datetime
from typing import Annotated

from pydantic import Field

from bot.api._refusals import CursorInvalid, said_at
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Actor, Id, Moment, Page, Paging, Person, Shape, Text, cursor_of, place_of
from bot.api._times import ZoneName, due_of
from bot.crm import reminders
from bot.crm._work import Work
from bot.model.errors import ContactNotFound, TextMissing
from bot.model.ids import ContactId, MemberId, ReminderId
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


class NewReminder(Shape):
    title: Text = Field(min_length=1, max_length=TITLE_LENGTH)
    text: Text | None = Field(default=None, max_length=LETTERS)
    contact: Id | None = None
    assignees: Annotated[list[Person], Field(min_length=1, max_length=MOST_PEOPLE)]
    due_at: Moment
    zone: ZoneName | None = None


class ReminderShape(Shape):
    """`due_at` is when it is due now; of one that repeats, `rrule` (RFC 5545) names its times."""

    id: Id
    number: int
    contact: Id | None
    title: str
    text: str
    author: Actor
    assignees: list[str]
    due_at: Moment
    zone: str
    state: ReminderState
    rrule: str | None
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
    due = due_of(given.due_at, given.zone, said=("due_at",), held=None, work=work)
    if due is None:
        raise TypeError("the model asks for a time")
    wanted = Wanted(
        title=given.title.strip(),
        text=written(given.text) if given.text else None,
        contact=None if given.contact is None else ContactId(int(given.contact)),
        assignees=tuple(MemberId(each) for each in dict.fromkeys(given.assignees)),
        due=due,
    )
    with said_at("/contact", "contact_unknown", ContactNotFound), said_at("/title", "value_missing", TextMissing):
        planned = await reminders.plan(work, wanted)
    return Answered(body=shown(planned), location=f"/reminders/{planned.id}")


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
        state=reminder.state,
        rrule=reminder.rrule,
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
    Route(method="POST", path=f"{ONE}/close", does=close, scope=WRITE, name="reminders.close",
          summary="Close a reminder", answer=ReminderShape, versioned=True,
          about="Done, for everyone it was for; one that repeats goes on to its next time."),
    Route(method="POST", path=f"{ONE}/reopen", does=reopen, scope=WRITE, name="reminders.reopen",
          summary="Reopen a reminder", answer=ReminderShape, versioned=True),
    Route(method="DELETE", path=ONE, does=delete, scope=WRITE, name="reminders.delete", status=204,
          summary="Delete a reminder", versioned=True),
)
# fmt: on
