"""Notes over HTTP: of a contact, one, written, changed, closed, deleted. All are for everyone who uses Carnet."""

import re
from dataclasses import replace
from datetime import date
from typing import Annotated

from pydantic import Field

from bot.api._confirming import Confirmed, check_hold
from bot.api._refusals import ChangedMeanwhile, said_at
from bot.api._routes import Answered, Asked, Route
from bot.api._shapes import Actor, Id, Moment, Page, Paging, Person, Shape, Text, cursor_of, place_of
from bot.api._times import ZoneName, due_of
from bot.crm import contacts, notes
from bot.crm._work import Work
from bot.model.errors import TextMissing
from bot.model.ids import ContactId, MemberId, NoteId
from bot.model.notes import TITLE_LENGTH, URL_LENGTH, Note, NoteKind, NoteList, Wanted
from bot.model.recurrence import wall_of
from bot.model.reminders import MOST_PEOPLE
from bot.model.rich_text import LETTERS, written
from bot.model.tokens import Scope

_PLACE = re.compile(r"\d{4}-\d{2}-\d{2} [1-9][0-9]{0,18}", re.ASCII)


class NoteFields(Shape):
    """`text` is plain; where a note was written with styles, changing it takes them off."""

    title: Text | None = Field(default=None, max_length=TITLE_LENGTH)
    text: Text | None = Field(default=None, max_length=LETTERS)
    on: date | None = Field(default=None, description="The day that it is of; today where none is given.")
    assignees: Annotated[list[Person], Field(max_length=MOST_PEOPLE)] | None = None
    due_at: Moment | None = Field(default=None, description="When those whom it is for are told.")
    zone: ZoneName | None = None


class NewNote(NoteFields):
    """A note says something: a title or a text."""

    confirmed: Confirmed = False


class NoteChange(NoteFields):
    """A merge patch (RFC 7396)."""


class NoteShape(Shape):
    id: Id
    number: int
    contact: Id
    kind: NoteKind
    title: str
    text: str
    url: str = Field(max_length=URL_LENGTH)
    on: date
    author: Actor
    assignees: list[str]
    due_at: Moment | None
    zone: str | None
    created_at: Moment
    closed_at: Moment | None
    closed_by: Actor | None


async def of_contact(asked: Asked, work: Work) -> Answered:
    said = asked.asked(Paging)
    contact = (await contacts.found(work, ContactId(asked.ids["contact"]))).id
    place = place_of(said.cursor, _PLACE)
    page = await notes.listed(work, NoteList(contact=contact, closed=None), place, limit=said.limit)
    more = None if page.cursor is None else cursor_of(page.cursor)
    return Answered(body=Page[NoteShape].model_construct(data=[shown(each) for each in page.notes], next=more))


async def find(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown(await notes.find(work, _id(asked))))


async def add(asked: Asked, work: Work) -> Answered:
    given = asked.sent(NewNote)
    contact = ContactId(asked.ids["contact"])
    today = wall_of(work.now, work.viewer.workspace.zone).date()
    wanted = _on_top(Wanted(contact=contact, on=today), given, work)
    await check_hold(work, contact, confirmed=given.confirmed)
    with said_at("/text", "value_missing", TextMissing):
        note = await notes.add(work, wanted)
    return Answered(body=shown(note), location=f"/notes/{note.id}")


async def change(asked: Asked, work: Work) -> Answered:
    held = await _expected(asked, work)
    base = held.wanted
    wanted = _on_top(base, asked.sent(NoteChange), work)
    with said_at("/text", "value_missing", TextMissing):
        settled = await notes.edit(work, held.id, wanted, base=base)
    if isinstance(settled, notes.Clash):
        raise ChangedMeanwhile
    return Answered(body=shown(settled.note))


async def close(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown((await notes.close(work, (await _expected(asked, work)).id)).note))


async def reopen(asked: Asked, work: Work) -> Answered:
    return Answered(body=shown((await notes.reopen(work, (await _expected(asked, work)).id)).note))


async def delete(asked: Asked, work: Work) -> Answered:
    await notes.delete(work, (await _expected(asked, work)).id)
    return Answered()


def _id(asked: Asked) -> NoteId:
    return NoteId(asked.ids["note"])


async def _expected(asked: Asked, work: Work) -> Note:
    """Held until the commit. Raises NoteNotFound, VersionOutdated."""
    held = await notes.find(work, _id(asked), lock=True)
    asked.expect(shown(held))
    return held


def _on_top(base: Wanted, given: NoteFields, work: Work) -> Wanted:
    said = given.model_fields_set
    wanted = replace(base, title=given.title or "") if "title" in said else base
    if "text" in said:
        wanted = replace(wanted, body=written(given.text) if given.text else None)
    if given.on is not None:
        wanted = replace(wanted, on=given.on)
    if "assignees" in said:
        wanted = replace(wanted, assignees=tuple(MemberId(each) for each in dict.fromkeys(given.assignees or ())))
    if {"due_at", "zone"} & said:
        wanted = replace(wanted, due=due_of(given.due_at, given.zone, said=said, held=base.due, work=work))
    return wanted


def shown(note: Note) -> NoteShape:
    return NoteShape.model_construct(
        id=str(note.id),
        number=note.number,
        contact=str(note.contact),
        kind=note.kind,
        title=note.title,
        text=note.text,
        url=note.url,
        on=note.on,
        author=note.author,
        assignees=sorted(note.assignees),
        due_at=None if note.due is None else note.due.at,
        zone=None if note.due is None else note.due.zone,
        created_at=note.created_at,
        closed_at=note.closed_at,
        closed_by=note.closed_by,
    )


READ, WRITE = Scope.READ, Scope.WRITE
OF_CONTACT, ONE = "/contacts/{contact}/notes", "/notes/{note}"
# fmt: off
ROUTES = (
    Route(method="GET", path=OF_CONTACT, does=of_contact, scope=READ, name="notes.list",
          summary="List the notes of a contact", query=Paging, answer=Page[NoteShape],
          about="Those that everyone may see, the newest day first."),
    Route(method="POST", path=OF_CONTACT, does=add, scope=WRITE, name="notes.create", status=201,
          summary="Write a note", body=NewNote, answer=NoteShape, versioned=True),
    Route(method="GET", path=ONE, does=find, scope=READ, name="notes.read",
          summary="Read a note", answer=NoteShape, versioned=True),
    Route(method="PATCH", path=ONE, does=change, scope=WRITE, name="notes.change",
          summary="Change a note", body=NoteChange, answer=NoteShape, versioned=True),
    Route(method="DELETE", path=ONE, does=delete, scope=WRITE, name="notes.delete", status=204,
          summary="Delete a note", versioned=True),
    Route(method="POST", path=f"{ONE}/close", does=close, scope=WRITE, name="notes.close",
          summary="Close a note", answer=NoteShape, versioned=True),
    Route(method="POST", path=f"{ONE}/reopen", does=reopen, scope=WRITE, name="notes.reopen",
          summary="Reopen a note", answer=NoteShape, versioned=True),
)
# fmt: on
