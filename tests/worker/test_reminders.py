"""What the messages about a reminder say once it has gone on, been handed over or been deleted."""

from dataclasses import replace
from datetime import time, timedelta

from sqlalchemy import update

from bot.crm import members, reminders
from bot.crm._door import Door
from bot.crm._work import Works
from bot.model.deliveries import Delivery, Matter, Op
from bot.model.ids import DeliveryId
from bot.model.members import Hours
from bot.model.messages import Mail, Message
from bot.model.reminders import Snooze
from bot.store._outbox import OutboxRow
from bot.worker._messages import Messages
from tests import make
from tests._works import OpenStore
from tests.crm._reminders import DAILY, DAY, act, kept, passed, planned

BUTTON = "reminders.close"


async def said(store: OpenStore, delivery: Delivery) -> str:
    """The message as it is written now; '' where it is no longer wanted."""
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    messages = Messages(store.works, door, store.clock)
    message = await messages(delivery)
    if isinstance(message, Mail):
        return message.text
    return str(message.blocks) if isinstance(message, Message) else ""


async def rewrites(store: OpenStore) -> list[Delivery]:
    return [each for each in await kept(store) if each.op is Op.UPDATE]


async def test_a_message_about_an_earlier_time_of_a_series_says_what_became_of_it(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    (post,) = [each for each in await kept(store) if each.op is Op.POST]
    assert BUTTON in await said(store, post)
    await passed(store, daily.due_at)
    await act(store, reminders.snooze, daily.id, Snooze.HOUR, occurrence=1)
    await act(store, reminders.close, daily.id, occurrence=2)
    *_, rewrite = await rewrites(store)
    assert (rewrite.occurrence, BUTTON in await said(store, rewrite)) == (1, False)
    assert "21 novembre" in await said(store, rewrite)  # when it comes next


async def test_a_time_of_a_series_that_is_over_is_not_told_any_more(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY)
    (post,) = [each for each in await kept(store) if each.op is Op.POST]
    store.clock.set(daily.due_at + DAY - timedelta(seconds=1))
    assert BUTTON in await said(store, post)
    store.clock.advance(1)
    assert await said(store, post) == ""  # the next is about to be told in its place


async def test_who_handed_it_over_and_who_had_it_deleted_read_so(store: OpenStore) -> None:
    mine = await planned(store)
    await passed(store, mine.due_at)
    await act(store, reminders.hand_over, mine.id, make.JOHN)
    (rewrite,) = await rewrites(store)
    assert BUTTON not in await said(store, rewrite)
    assert make.JOHN in await said(store, rewrite)
    (fresh,) = [each for each in await kept(store) if each.reader == make.JOHN]
    assert BUTTON in await said(store, fresh)
    await act(store, reminders.delete, mine.id)
    assert await said(store, fresh) == ""
    assert BUTTON not in await said(store, replace(fresh, op=Op.UPDATE))
    assert "call back" in await said(store, replace(fresh, op=Op.UPDATE))


async def test_no_mail_goes_to_whoever_turned_it_off_since_it_was_planned(store: OpenStore) -> None:
    store.works = Works(store.database, store.clock.now, lambda: None, mails=True)
    await planned(store)
    (mail,) = [each for each in await kept(store) if each.op is Op.EMAIL]
    assert "call back" in await said(store, mail)
    off = Hours(default=time(9), quiet_from=None, quiet_until=None, weekends=True, email=False)
    await act(store, members.prefer, hours=off)
    assert await said(store, mail) == ""


async def test_who_is_told_that_it_stays_open_is_told_however_often_it_was_put_off(store: OpenStore) -> None:
    mine = await planned(store, escalate_to=make.JOHN, escalate_after=timedelta(hours=1))
    (word,) = [each for each in await kept(store) if each.matter is Matter.ESCALATION]
    await passed(store, mine.due_at)
    await act(store, reminders.snooze, mine.id, Snooze.TOMORROW, occurrence=1)
    assert "call back" in await said(store, word)
    await act(store, reminders.close, mine.id)
    assert await said(store, word) == ""


async def test_many_late_ones_are_one_mail_of_what_is_still_to_be_done_and_none_where_it_was_turned_off(
    store: OpenStore,
) -> None:
    store.works = Works(store.database, store.clock.now, lambda: None, mails=True)
    three = [await planned(store, title=f"call {number}") for number in range(3)]
    mails = [each for each in await kept(store) if each.op is Op.EMAIL]
    into = DeliveryId(max(each.id for each in await kept(store)) + 1)
    one = replace(mails[0], id=into, matter=Matter.LATE_REMINDERS, subject=mails[0].id, occurrence=0)
    async with store.session() as session:
        await session.execute(update(OutboxRow).where(OutboxRow.op == Op.EMAIL.value).values(folded_into=into))
    store.clock.set(three[0].due_at + timedelta(hours=1))
    await act(store, reminders.close, three[1].id)
    told = await said(store, one)
    assert [f"call {number}" in told for number in range(3)] == [True, False, True]
    off = Hours(default=time(9), quiet_from=None, quiet_until=None, weekends=True, email=False)
    await act(store, members.prefer, hours=off)
    assert await said(store, one) == ""
