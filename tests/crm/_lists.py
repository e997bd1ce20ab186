"""Contacts of a small workspace, lists of them with something chosen as a door leaves them, what is done to them."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.crm import bulk, contacts, drafts, undo
from bot.crm._work import Work
from bot.model.bulk import Act, BulkReport
from bot.model.changes import flat
from bot.model.contacts import Contact, ContactValues
from bot.model.ids import BatchId, ContactId, DraftId
from bot.model.jobs import Job
from bot.model.members import Role
from bot.store.events import EventRow
from tests import make
from tests._works import OpenStore


@asynccontextmanager
async def acting(store: OpenStore, who: str = make.CLAIRE, role: Role = Role.MEMBER) -> AsyncIterator[Work]:
    async with store.works.writing(make.viewer(who, role=role)) as work:
        yield work


@asynccontextmanager
async def reading(store: OpenStore, who: str = make.CLAIRE, role: Role = Role.MEMBER) -> AsyncIterator[Work]:
    async with store.works.reading(make.viewer(who, role=role)) as work:
        yield work


async def added(store: OpenStore, *values: ContactValues) -> list[ContactId]:
    async with acting(store) as work:
        return [(await contacts.create(work, each)).contact.id for each in values]


async def people(store: OpenStore, count: int, **chosen: Any) -> list[ContactId]:
    """So many who are called Anna."""
    values = [make.contact_values("Anna", f"Nom{place:03}", **chosen) for place in range(count)]
    return await added(store, *values)


async def held(store: OpenStore, contact: ContactId) -> Contact:
    async with reading(store) as work:
        found = await work.contacts.find(contact, deleted=True)
    assert found is not None
    return found


async def listed(work: Work, chosen: Sequence[ContactId] | None = None, text: str = "anna", **typed: str) -> DraftId:
    """A list in which these are ticked, or all that it finds, with what was typed into the act's own form."""
    draft = await drafts.browse(work, bulk.NOUN, {bulk.TEXT: text} | typed)
    if chosen is None:
        return (await bulk.choose_all(work, draft)).id
    ticked = [str(contact) for contact in chosen]
    return (await drafts.write(work, replace(draft, selection=ticked))).id


async def started(
    store: OpenStore, act: Act, chosen: Sequence[ContactId] | None = None, text: str = "anna", **typed: str
) -> Job:
    async with acting(store) as work:
        return await bulk.start(work, await listed(work, chosen, text, **typed), act)


async def carried_out(store: OpenStore, job: Job, *, chunk: int = 500) -> Job:
    """By hand, in chunks of so many."""
    async with reading(store) as work:
        given = await bulk.task(work, job)
    while True:
        async with reading(store) as work:
            some = (await bulk.ahead(work, given, after=ContactId(job.cursor)))[:chunk]
        async with acting(store) as work:
            if not some:
                return await bulk.finish(work, job)
            job = await bulk.advance(work, job, given, some)


async def done(
    store: OpenStore,
    act: Act,
    chosen: Sequence[ContactId] | None = None,
    text: str = "anna",
    *,
    chunk: int = 500,
    **typed: str,
) -> Job:
    return await carried_out(store, await started(store, act, chosen, text, **typed), chunk=chunk)


async def taken_back(store: OpenStore, job: Job) -> BulkReport:
    async with acting(store) as work:
        answer = await undo.take_back(work, BatchId(job.id))
    assert isinstance(answer, BulkReport)
    return answer


async def kinds(store: OpenStore, batch: int) -> list[str]:
    async with store.looking() as session:
        rows = await session.scalars(select(EventRow.kind).where(EventRow.batch == batch).order_by(EventRow.id))
        return list(rows)


async def called(store: OpenStore, contact: ContactId, **chosen: str) -> None:
    """John types something else into a contact."""
    async with acting(store, make.JOHN) as work:
        found = await work.contacts.find(contact)
        assert found is not None
        values = replace(found.values, **chosen)  # type: ignore[arg-type]  # fields of the values
        await contacts.change(work, contact, values, base=flat(found.values))
