"""A reminder that is handed over, that escalates, that reaches people when they want to hear of it, that is listed."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.crm import members, reminders
from bot.crm._door import Door
from bot.crm._work import Works
from bot.crm.reminders import Settled
from bot.model.deliveries import DeliveryState, Matter
from bot.model.errors import EscalationToNobody, MemberIsGuest, MemberNotFound, TextMissing, TextTooLong, TooManyPeople
from bot.model.ids import AudienceId, MemberId, ReminderId
from bot.model.members import Hours, Preferences, Standing
from bot.model.ports import SlackPerson
from bot.model.reminders import Snooze, Which
from bot.model.rich_text import written
from bot.store.audiences import AudienceMemberRow, AudienceSetRow
from bot.store.members import Members
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore
from tests.crm._reminders import CANCELLED, DAILY, DAY, act, advanced, outbox, passed, planned, posts, rewritten, stored
from tests.crm.test_contacts import acting
from tests.crm.test_people_at_once import while_the_first_is_at_it
from tests.store._heard import heard

ANN = MemberId("UANN")
AWAY = MemberId("UAWAY")
HOUR = timedelta(hours=1)
TO_JOHN = {"escalate_to": make.JOHN, "escalate_after": 4 * HOUR}


async def joined(store: OpenStore, member: MemberId = ANN, **chosen: object) -> None:
    async with store.session() as session:
        await Members(session).add(make.member(member, **chosen), at=store.clock.now())


async def escalations(store: OpenStore, state: DeliveryState = DeliveryState.DUE) -> list[tuple[str, str | None, str]]:
    """(op, reader, due)"""
    rows = await outbox(store, state)
    return [(op, reader, due) for op, matter, _, reader, due in rows if matter == Matter.ESCALATION.value]


async def test_one_s_own_is_handed_over_and_only_one_s_own_place(store: OpenStore) -> None:
    await joined(store)
    both = await planned(store, assignees=(make.CLAIRE, make.JOHN))
    settled = await act(store, reminders.hand_over, both.id, ANN, who=make.JOHN)
    assert (settled.reminder.assignees, settled.reminder.handed_by) == ((make.CLAIRE, ANN), make.JOHN)
    assert await posts(store) == [(1, make.CLAIRE, "11-20 10:00"), (1, ANN, "11-20 10:00")]
    assert await posts(store, CANCELLED) == [(1, make.JOHN, "11-20 10:00")]


async def test_somebody_else_s_is_handed_over_whole(store: OpenStore) -> None:
    await joined(store)
    both = await planned(store, assignees=(make.CLAIRE, ANN))
    settled = await act(store, reminders.hand_over, both.id, make.JOHN, who=make.JOHN)
    assert settled.reminder.assignees == (make.JOHN,)


async def test_what_is_overdue_is_told_at_once_to_whom_it_is_handed(store: OpenStore) -> None:
    mine = await planned(store)
    await passed(store, mine.due_at + 2 * HOUR)
    await act(store, reminders.hand_over, mine.id, make.JOHN)
    assert await posts(store) == [(1, make.JOHN, "11-20 12:00")]
    assert await rewritten(store) == [(1, make.CLAIRE)]
    await passed(store, mine.due_at + 3 * HOUR)
    await act(store, reminders.hand_over, mine.id, make.CLAIRE, who=make.JOHN)  # and told anew
    assert await posts(store) == [(1, make.CLAIRE, "11-20 13:00")]


async def test_it_is_handed_to_nobody_who_cannot_do_it_nor_twice(store: OpenStore) -> None:
    async with store.session() as session:
        await Members(session).add(make.guest(), at=store.clock.now())
    mine = await planned(store)
    for stranger, refusal in (("UGUEST", MemberIsGuest), ("UNOBODY", MemberNotFound)):
        with pytest.raises(refusal):
            await act(store, reminders.hand_over, mine.id, stranger)
    for changed in (True, False):
        assert (await act(store, reminders.hand_over, mine.id, make.JOHN)).changed is changed
    await act(store, reminders.close, mine.id)
    assert not (await act(store, reminders.hand_over, mine.id, make.CLAIRE)).changed


async def test_what_stays_open_is_told_to_whoever_was_named(store: OpenStore) -> None:
    mine = await planned(store, **TO_JOHN)
    assert await escalations(store) == [("post", make.JOHN, "11-20 14:00")]
    await act(store, reminders.close, mine.id)
    assert await escalations(store) == []


async def test_putting_it_off_does_not_put_off_who_hears_of_it(store: OpenStore) -> None:
    mine = await planned(store, **TO_JOHN)
    await passed(store, mine.due_at)
    await act(store, reminders.snooze, mine.id, Snooze.TOMORROW, occurrence=1)
    assert await escalations(store) == [("post", make.JOHN, "11-20 14:00")]
    await passed(store, mine.due_at + 5 * HOUR)
    await act(store, reminders.close, mine.id)
    assert await escalations(store) == [("update", make.JOHN, "11-20 15:00")]


async def test_what_is_opened_again_has_all_its_time_again(store: OpenStore) -> None:
    mine = await planned(store, **TO_JOHN)
    await passed(store, mine.due_at + HOUR)
    await act(store, reminders.close, mine.id)
    await passed(store, mine.due_at + 6 * HOUR)
    await act(store, reminders.reopen, mine.id)
    assert await escalations(store) == [("post", make.JOHN, "11-20 20:00")]


async def test_each_time_of_a_series_escalates_by_itself(store: OpenStore) -> None:
    daily = await planned(store, rrule=DAILY, **TO_JOHN)
    await passed(store, daily.due_at + 5 * HOUR)
    await act(store, reminders.close, daily.id)
    assert await escalations(store) == [("update", make.JOHN, "11-20 15:00"), ("post", make.JOHN, "11-21 14:00")]
    await passed(store, daily.due_at + DAY + 5 * HOUR)
    await act(store, reminders.close, daily.id)
    updates = [due for op, _, due in await escalations(store) if op == "update"]
    assert updates == ["11-20 15:00", "11-21 15:00"]  # the word of the day before is left as it is


async def test_people_are_told_when_they_want_to_hear_of_it(store: OpenStore) -> None:
    evening = Preferences(quiet_from=time(11), quiet_until=time(14))
    await joined(store, preferences=evening)
    await joined(store, AWAY, zone="America/New_York", preferences=Preferences(email=False))
    store.works = Works(store.database, store.clock.now, lambda: None, mails=True)
    mine = await planned(store, assignees=(make.CLAIRE, ANN, AWAY), each_own=True)
    told = [(op, reader, due) for op, _, _, reader, due in await outbox(store)]
    assert told == [
        ("post", make.CLAIRE, "11-20 10:00"), ("email", make.CLAIRE, "11-20 10:00"),
        ("post", ANN, "11-20 13:00"), ("email", ANN, "11-20 13:00"),
        ("post", AWAY, "11-20 16:00"),
    ]  # fmt: skip
    await act(store, reminders.close, mine.id)
    assert len(await outbox(store, CANCELLED)) == 5


async def test_what_cannot_be_planned_is_refused(store: OpenStore) -> None:
    refused = (
        (TextMissing, {"title": ""}), (TextTooLong, {"title": "a" * 2001}),
        (TextTooLong, {"text": written("a" * 3001)}),
        (TooManyPeople, {"assignees": (make.CLAIRE,) * 21}), (MemberNotFound, {"assignees": (MemberId("UNOBODY"),)}),
        (EscalationToNobody, {"escalate_after": HOUR}), (EscalationToNobody, {"escalate_to": make.JOHN}),
        (MemberNotFound, {"escalate_to": MemberId("UNOBODY"), "escalate_after": HOUR}),
    )  # fmt: skip
    for error, chosen in refused:
        with pytest.raises(error):
            await planned(store, **chosen)
    assert await outbox(store) == []


async def test_a_formatted_text_is_kept(store: OpenStore) -> None:
    mine = await planned(store, text=written("see <https://acme.test>"), **TO_JOHN)
    assert await stored(store, mine.id) == mine


async def test_two_who_put_off_and_hand_over_at_once_both_do(store: OpenStore) -> None:
    mine = await planned(store)
    settled = await while_the_first_is_at_it(
        store,
        lambda work: reminders.snooze(work, mine.id, Snooze.TOMORROW, occurrence=1),
        lambda work: reminders.hand_over(work, mine.id, make.JOHN),
    )
    assert [isinstance(each, Settled) and each.changed for each in settled] == [True, True]
    held = await stored(store, mine.id)
    assert (held.occurrence, held.assignees) == (2, (make.JOHN,))
    assert await posts(store) == [(2, make.JOHN, "11-21 08:00")]


async def listed(store: OpenStore, which: Which, who: str = make.CLAIRE, *, everyone: bool = False) -> list[str]:
    async with store.works.reading(make.viewer(who)) as work:
        page = await reminders.listed(work, which, everyone=everyone)
    assert page.total == len(page.reminders)
    return [each.title for each in page.reminders]


async def test_each_is_in_one_list_and_everyone_s_are_those_one_may_see(store: OpenStore) -> None:
    now = store.clock.now()
    at = {"late": now - HOUR, "now": now, "later": now + 5 * HOUR, "night": now + 15 * HOUR, "next": now + 3 * DAY}
    for title, due in at.items():
        await planned(store, title=title, due=make.due(due))
    theirs = await planned(store, title="John's", due=make.due(now - DAY), assignees=(make.JOHN,))
    async with store.session() as session:
        await session.add_many(AudienceSetRow, [{"id": 9}])
        await session.add_many(AudienceMemberRow, [{"audience": 9, "member": make.JOHN}])
        secret = make.reminder(5, number=50, title="secret", due_at=now - HOUR - HOUR, audience=AudienceId(9))
        await Reminders(session).add(secret)
    lists = [await listed(store, which) for which in Which]
    assert lists == [["late"], ["now", "later"], ["night", "next"], []]
    assert await listed(store, Which.OVERDUE, everyone=True) == ["John's", "late"]
    assert await listed(store, Which.OVERDUE, make.JOHN, everyone=True) == ["John's", "secret", "late"]
    await act(store, reminders.close, theirs.id)
    assert await listed(store, Which.DONE, everyone=True) == ["John's"]
    assert await listed(store, Which.DONE) == []


@pytest.mark.parametrize("which", [Which.OVERDUE, Which.DONE])
async def test_a_long_list_is_read_page_by_page(store: OpenStore, which: Which) -> None:
    async with store.session() as session:
        for place in range(1, 24):
            await Reminders(session).add(
                make.reminder(place, title=str(place), due_at=store.clock.now() - place * HOUR)
            )
    if which is Which.DONE:
        async with acting(store) as work:
            for page in (range(1, 12), range(12, 24)):
                await work.reminders.close_many(
                    [ReminderId(key) for key in page], by=make.CLAIRE, at=work.now + len(page) * HOUR
                )
    pages: list[list[int]] = []
    cursor = None
    async with store.works.reading(make.viewer()) as work:
        while not pages or cursor is not None:
            page_read = await reminders.listed(work, which, cursor=cursor)
            cursor = page_read.cursor
            pages.append([int(each.title) for each in page_read.reminders])
            assert page_read.total == 23
    assert [len(each) for each in pages] == [10, 10, 3]
    assert [title for each in pages for title in each] == list(range(23, 0, -1))


def test_when_somebody_is_told_can_be_said_beforehand() -> None:
    quiet = make.member(preferences=Preferences(quiet_from=time(10), quiet_until=time(12, 30)))
    mine = make.reminder(1)
    assert reminders.told_at(mine, quiet) == datetime.fromisoformat("2026-11-20T11:30+00:00")
    assert reminders.told_at(mine, replace(quiet, preferences=Preferences())) == mine.due_at


async def test_whoever_moves_takes_along_what_comes_at_each_one_s_own_hour(store: OpenStore) -> None:
    people = (make.CLAIRE, make.JOHN)
    await planned(store, rrule=DAILY, each_own=True, assignees=people)
    await planned(store, assignees=(make.JOHN,))
    for zone, his, first in (
        ("Asia/Tokyo", "11-20 09:00", "11-21 02:00"), ("America/New_York", "11-20 16:00", "11-21 10:00"),
    ):  # fmt: skip
        await moves(store, make.JOHN, zone)
        rows = [(op, reader, due) for op, _, _, reader, due in await outbox(store)]
        assert set(rows) == {
            ("post", make.CLAIRE, "11-20 10:00"), ("post", make.JOHN, "11-20 10:00"), ("post", make.JOHN, his),
            ("advance", None, first),
        }  # fmt: skip
        assert len(rows) == 4


async def test_what_fell_due_while_it_was_closed_is_told_once_it_is_open_again(store: OpenStore) -> None:
    mine = await planned(store)
    await act(store, reminders.close, mine.id)
    store.clock.set(mine.due_at + HOUR)
    await act(store, reminders.reopen, mine.id)
    assert await posts(store) == [(2, make.CLAIRE, "11-20 10:00")]


async def test_whoever_chooses_other_quiet_hours_is_told_accordingly_of_what_is_planned(store: OpenStore) -> None:
    await planned(store, assignees=(make.CLAIRE, make.JOHN))
    await chooses(store, quiet_from=time(11), quiet_until=time(14))
    assert await posts(store) == [(1, make.CLAIRE, "11-20 10:00"), (1, make.JOHN, "11-20 13:00")]
    await passed(store, datetime.fromisoformat("2026-11-20T12:00+00:00"))
    await chooses(store)
    assert await posts(store) == [(1, make.JOHN, "11-20 12:00")]


async def test_whoever_wants_mail_again_gets_it_of_what_is_planned(store: OpenStore) -> None:
    store.works = Works(store.database, store.clock.now, lambda: None, mails=True)
    await chooses(store, email=False)
    await planned(store, assignees=(make.JOHN,))
    for _ in range(2):
        await chooses(store, email=True)
    assert [op for op, *_ in await outbox(store)] == ["post", "email"]


async def chooses(store: OpenStore, **chosen: Any) -> None:
    """John: all else is as it is at the beginning."""
    at_first = {"default": time(9), "quiet_from": None, "quiet_until": None, "weekends": True, "email": True}
    await act(store, members.prefer, who=make.JOHN, hours=Hours(**at_first | chosen))


async def test_with_somebody_further_east_the_next_time_begins_with_them(store: OpenStore) -> None:
    await joined(store, ANN, zone="Asia/Tokyo")
    daily = await planned(store, rrule=DAILY, each_own=True)
    await act(store, reminders.hand_over, daily.id, ANN)
    assert [due for op, *_, due in await outbox(store) if op == "advance"] == ["11-21 02:00"]
    store.clock.set(datetime.fromisoformat("2026-11-21T02:00+00:00"))
    assert await act(store, advanced, daily.id, 1)
    assert await posts(store) == [(2, ANN, "11-21 02:00")]


async def moves(store: OpenStore, who: MemberId, zone: str) -> None:
    person = SlackPerson(
        id=who, team="T001", name="John", locale="en-US", zone=zone, standing=Standing.FULL, is_admin=False
    )
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    await door.admit(person, enterprise="", team="T001", team_name="Team 1")


async def test_whoever_was_not_told_before_it_was_closed_is_told_once_it_is_open_again(store: OpenStore) -> None:
    await joined(store, preferences=Preferences(quiet_from=time(11), quiet_until=time(14)))
    mine = await planned(store, assignees=(make.CLAIRE, ANN))
    await passed(store, mine.due_at)
    await act(store, reminders.close, mine.id)
    await act(store, reminders.reopen, mine.id)
    assert await posts(store) == [(1, ANN, "11-20 13:00")]


async def test_whoever_wants_mail_again_gets_none_twice_and_none_of_what_was_told(store: OpenStore) -> None:
    store.works = Works(store.database, store.clock.now, lambda: None, mails=True)
    mine = await planned(store)
    await act(store, reminders.hand_over, mine.id, make.JOHN)
    for wanted in (False, True):
        await chooses(store, email=wanted)
    assert [(op, reader) for op, _, _, reader, _ in await outbox(store)] == [("post", make.JOHN), ("email", make.JOHN)]
    await chooses(store, email=False)
    told = await planned(store, assignees=(make.JOHN,))
    await passed(store, told.due_at)
    await chooses(store, email=True)
    assert [op for op, *_ in await outbox(store)] == ["email"]


async def test_other_quiet_hours_take_as_few_statements_for_many_reminders_as_for_one(store: OpenStore) -> None:
    counts = []
    for more, quiet in ((1, 11), (5, 12)):
        for _ in range(more):
            await planned(store, assignees=(make.JOHN,))
        with heard(store.database) as said:
            await chooses(store, quiet_from=time(10), quiet_until=time(quiet, 30))
        counts.append(len(said))
    assert counts[0] == counts[1]
    assert await posts(store) == [(1, make.JOHN, "11-20 11:30")] * 6
