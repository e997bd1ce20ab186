"""Whom a message did not reach is told to somebody: its author, or an admin where that is the one not reached."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.crm._door import Door
from bot.model.deliveries import Delivery, Matter, NewDelivery
from bot.model.ids import BatchId, EventId, MemberId
from bot.model.members import Member, Role, Standing
from bot.store import Outbox
from bot.store._outbox import OutboxRow, record
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.follows import Follows
from bot.store.members import Members
from bot.store.reminders import Reminders
from bot.worker._messages import Messages
from tests import make
from tests._works import OpenStore

ADMIN = make.member("UADMIN", role=Role.ADMIN, locale="en-US")


async def told(store: OpenStore, dead: NewDelivery) -> list[tuple[MemberId | None, str]]:
    """Who is told what, after the delivery was given up."""
    messages = Messages(store.works, Door(store.database, store.clock.now, steady=store.clock.steady))
    async with store.session() as session:
        await Outbox(session).add_many([dead])
    (first,) = await deliveries(store)
    await messages.undelivered(first, "user_not_visible")
    await messages.undelivered(first, "user_not_visible")
    notices = [each for each in await deliveries(store) if each.matter is Matter.UNDELIVERED]
    said = [(each.reader, await messages(each)) for each in notices]
    return [(reader, message.text) for reader, message in said if message is not None]


async def deliveries(store: OpenStore) -> Sequence[Delivery]:
    async with store.looking() as session:
        return [record(row) for row in await session.scalars(select(OutboxRow).order_by(OutboxRow.seq))]


async def of_reminder(store: OpenStore, *others: Member) -> list[tuple[MemberId | None, str]]:
    """Claire's reminder to herself; the others are there beside her."""
    async with store.session() as session:
        for other in others:
            await Members(session).add(other, at=store.clock.now())
        await Reminders(session).add(make.reminder(7))
    return await told(store, make.delivery(7))


async def test_the_author_is_told_whom_a_reminder_did_not_reach(store: OpenStore) -> None:
    async with store.session() as session:
        await Reminders(session).add(make.reminder(7, assignees=(make.JOHN,)))
    ((reader, text),) = await told(store, make.delivery(7, reader=make.JOHN))
    assert reader == make.CLAIRE
    assert "call back" in text
    assert f"<@{make.JOHN}>" in text


async def test_of_a_reminder_to_oneself_an_admin_is_told_and_not_what_it_says(store: OpenStore) -> None:
    ((reader, text),) = await of_reminder(store, ADMIN)
    assert reader == ADMIN.id
    assert f"<@{make.CLAIRE}>" in text
    assert "call back" not in text


async def test_an_admin_who_left_is_not_written_to(store: OpenStore) -> None:
    gone = make.member("UABSENT", role=Role.ADMIN, standing=Standing.GONE)
    ((reader, _),) = await of_reminder(store, gone, ADMIN)
    assert reader == ADMIN.id


async def test_of_a_lost_line_whoever_made_the_channel_follow_is_told(store: OpenStore) -> None:
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(3), None)])
        await Follows(session).add(make.follow(4, 3))
        await Events(session).add_many(
            [(EventId(5), make.happening(9, 3))], actor=make.CLAIRE, at=store.clock.now(), batch=BatchId(1)
        )
    line = make.delivery(5, matter=Matter.FEED_LINE, reader=None, channel="C0SALES", lane="channel:C0SALES")
    ((reader, text),) = await told(store, line)
    assert reader == make.CLAIRE
    assert "<#C0SALES>" in text
