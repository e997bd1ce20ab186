"""The reminders of a contact that is deleted are closed, and reopened by the undo, however many they are."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from bot.crm import contacts, reminders
from bot.model.contacts import Contact
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.events import EventKind
from bot.model.ids import BatchId, ReminderId
from bot.model.reminders import Reminder
from bot.store._outbox import OutboxRow
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore
from tests.crm.test_contacts import acting, batch_of, created, taken_back
from tests.store._heard import heard


async def reminded(store: OpenStore, count: int) -> Contact:
    """A contact with so many reminders, all of them due in an hour, and the first of them already told."""
    contact = (await created(store)).contact
    async with acting(store) as work:
        wanted = make.wanted(
            due=make.due(work.now + timedelta(hours=1)), assignees=(make.CLAIRE, make.JOHN), contact=contact.id
        )
        planned = [await reminders.plan(work, replace(wanted, title=f"call {place}")) for place in range(count)]
    async with store.session() as session:
        sent = update(OutboxRow).where(OutboxRow.subject == planned[0].id)
        await session.execute(sent.values(state=DeliveryState.SENT.value, channel="D1", ts="1.5"))
    return contact


async def deleted(store: OpenStore, contact: Contact) -> BatchId:
    async with acting(store) as work:
        return batch_of(await contacts.delete(work, contact.id))


async def open_ones(store: OpenStore, contact: Contact) -> list[Reminder]:
    async with store.works.reading(make.viewer()) as work:
        return list(await work.reminders.of_contact(contact.id, limit=2000))


async def deliveries(store: OpenStore) -> Counter[tuple[str, str, int]]:
    async with store.looking() as session:
        rows = await session.execute(
            select(OutboxRow.op, OutboxRow.state, OutboxRow.occurrence).where(OutboxRow.matter == Matter.REMINDER.value)
        )
        return Counter((op, state, occurrence) for op, state, occurrence in rows)


async def test_deleting_a_contact_closes_all_its_reminders_and_the_undo_opens_them_again(store: OpenStore) -> None:
    contact = await reminded(store, 3)
    batch = await deleted(store, contact)
    assert await open_ones(store, contact) == []
    closed = {
        (Op.POST.value, DeliveryState.SENT.value, 1): 2,
        (Op.POST.value, DeliveryState.CANCELLED.value, 1): 4,
        (Op.UPDATE.value, DeliveryState.DUE.value, 1): 2,  # what was told says that it is done
    }
    assert await deliveries(store) == closed
    await taken_back(store, batch)
    assert [(each.occurrence, each.closed_at, len(each.assignees)) for each in await open_ones(store, contact)] == [
        (2, None, 2)
    ] * 3
    assert await deliveries(store) == closed | {
        (Op.UPDATE.value, DeliveryState.DUE.value, 1): 4,
        (Op.POST.value, DeliveryState.DUE.value, 2): 6,
    }
    async with store.works.reading(make.viewer()) as work:
        kinds = Counter(event.kind for event in await work.events.list(contact.id, limit=100))
    assert (kinds[EventKind.REMINDER_DONE], kinds[EventKind.REMINDER_REOPENED]) == (3, 3)


async def test_the_undo_leaves_a_reminder_that_somebody_settled_since(store: OpenStore) -> None:
    contact = await reminded(store, 2)
    batch = await deleted(store, contact)
    store.clock.advance(60)
    async with acting(store) as work:
        subjects = await work.events.subjects(batch, EventKind.REMINDER_DONE, after=0, limit=10)
        settled = ReminderId(subjects[0])
        await reminders.reopen(work, settled)
    async with acting(store) as work:
        await reminders.close(work, settled)
    await taken_back(store, batch)
    assert [each.id for each in await open_ones(store, contact)] == subjects[1:]


async def test_many_reminders_take_few_statements(store: OpenStore) -> None:
    first, few, many = await reminded(store, 1), await reminded(store, 2), await reminded(store, 60)
    await taken_back(store, await deleted(store, first))  # a team takes its first turn in more statements
    counts = []
    for contact in (few, many):
        with heard(store.database) as said:
            batch = await deleted(store, contact)
        with heard(store.database) as said_again:
            await taken_back(store, batch)
        counts.append((len(said), len(said_again)))
    assert counts[1] == counts[0]


async def test_more_reminders_than_fit_into_one_statement_are_all_closed_and_opened(store: OpenStore) -> None:
    contact = await reminded(store, 1)
    async with store.session() as session:
        for place in range(1, 1101):
            await Reminders(session).add(make.reminder(place, contact.id, number=1000 + place))
    batch = await deleted(store, contact)
    assert await open_ones(store, contact) == []
    assert (await taken_back(store, batch)).contact.deleted_at is None
    assert len(await open_ones(store, contact)) == 1101
