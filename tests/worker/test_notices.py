"""Whom a message did not reach is told to somebody: its author, or an admin where that is the one not reached."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.crm._door import Door
from bot.model.deliveries import Delivery, Matter, NewDelivery, Op
from bot.model.ids import BatchId, EventId, MemberId
from bot.model.members import Member, Role, Standing
from bot.model.messages import Message
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

NOBODY = MemberId("UNOBODY")
ADMIN = make.member("UADMIN", role=Role.ADMIN, locale="en-US")


async def told(
    store: OpenStore, dead: NewDelivery, *, of: Matter = Matter.UNDELIVERED
) -> list[tuple[MemberId | None, str]]:
    """Who is told what, after the delivery was given up."""
    async with store.session() as session:
        await Outbox(session).add_many([dead])
    (failed,) = [each for each in await deliveries(store) if each.reader == dead.reader and each.lane == dead.lane]
    for _ in range(2):
        await _messages(store).undelivered(failed, "user_not_visible")
    return [(each.reader, message.text) for each, message in await _said(store, of) if each.id != failed.id]


async def shown(store: OpenStore, matter: Matter) -> list[tuple[MemberId | None, str]]:
    """What the author's messages of a matter hold."""
    said = await _said(store, matter)
    return [(each.reader, str(message.blocks)) for each, message in said if each.reader == make.CLAIRE]


async def _said(store: OpenStore, matter: Matter) -> list[tuple[Delivery, Message]]:
    """To who can be reached."""
    rows = [
        each for each in await deliveries(store) if each.matter is matter and each.reader in {make.CLAIRE, ADMIN.id}
    ]
    said = [(each, await _messages(store)(each)) for each in rows if each.op is Op.POST]
    return [(each, message) for each, message in said if isinstance(message, Message)]


def _messages(store: OpenStore) -> Messages:
    return Messages(store.works, Door(store.database, store.clock.now, steady=store.clock.steady), store.clock)


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


@pytest.mark.parametrize(
    ("standing", "why"),
    [(Standing.GONE, "quitté"), (Standing.MULTI_CHANNEL_GUEST, "invité"), (Standing.FULL, "laissé")],
)
async def test_a_reminder_that_does_not_reach_somebody_comes_to_its_author_who_is_told_why(
    store: OpenStore, standing: Standing, why: str
) -> None:
    async with store.session() as session:
        for other in (make.JOHN, NOBODY):
            await Members(session).add(make.member(other), at=store.clock.now())
            await Members(session).save(make.member(other, standing=standing), at=store.clock.now())
        await Reminders(session).add(make.reminder(7, assignees=(make.JOHN, NOBODY)))
    lost = make.delivery(7, reader=make.JOHN, dedupe_key="john", lane="john")
    ((reader, text),) = await told(store, lost, of=Matter.REMINDER)
    assert reader == make.CLAIRE
    assert "call back" in text
    ((_, blocks),) = await shown(store, Matter.REMINDER)
    assert why in blocks
    assert f"<@{make.JOHN}>" in blocks
    assert "reminders.close" in blocks
    lost = make.delivery(7, reader=NOBODY, dedupe_key="nobody", lane="nobody")
    assert not await told(store, lost)
    ((_, blocks),) = await shown(store, Matter.REMINDER)  # it is still the one message, and names both
    assert f"<@{make.JOHN}>" in blocks
    assert f"<@{NOBODY}>" in blocks


async def test_who_has_the_reminder_anyway_is_told_whom_it_did_not_reach(store: OpenStore) -> None:
    async with store.session() as session:
        await Reminders(session).add(make.reminder(7, assignees=(make.CLAIRE, make.JOHN)))
    ((reader, text),) = await told(store, make.delivery(7, reader=make.JOHN))
    assert reader == make.CLAIRE
    assert "call back" in text
    assert f"<@{make.JOHN}>" in text


async def test_whose_mail_is_refused_hears_of_it_once_a_day(store: OpenStore) -> None:
    async with store.session() as session:
        await Members(session).save(make.member(email="claire@demo.example"), at=store.clock.now())
        await Reminders(session).add(make.reminder(7))
    mail = make.delivery(7, op=Op.EMAIL)
    ((reader, text),) = await told(store, mail)
    assert reader == make.CLAIRE
    assert "claire@demo.example" in text
    await told(store, replace(mail, dedupe_key="another", lane="another"))
    assert len(await shown(store, Matter.UNDELIVERED)) == 1


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
