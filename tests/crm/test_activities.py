"""Activities that people log by hand: what is kept, who may change it, what is told, and what can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.crm import activities, choices, contacts, feed, undo
from bot.crm._work import Work
from bot.model.activities import ACTIVITY_LENGTH, Activity, WantedActivity
from bot.model.choices import ChoiceKind
from bot.model.errors import (
    ActivityNotFound,
    ActivityNotYours,
    ChoiceNotFound,
    ContactNotFound,
    FieldsInvalid,
    NothingToUndo,
    RoleRefused,
    TextMissing,
    TextTooLong,
    UndoTooLate,
)
from bot.model.events import EventKind
from bot.model.feed import FeedList
from bot.model.ids import ActivityId, BatchId, ChoiceId, ContactId
from bot.model.members import Role
from bot.model.rich_text import written
from tests import make
from tests._works import OpenStore

MARIE = ContactId(1)


@pytest.fixture
async def filled(store: OpenStore) -> OpenStore:
    """Marie, the next id 1, and the types call and visit."""
    await store.settle(make.member(), make.member(make.JOHN))
    return store


async def begun(work: Work) -> tuple[ContactId, ChoiceId, ChoiceId]:
    saved = await contacts.create(work, make.contact_values())
    call, visit = [await choices.add(work, ChoiceKind.ACTIVITY, name) for name in ("phone", "site visit")]
    return saved.contact.id, call.id, visit.id


async def logged(store: OpenStore, text: str = "rang") -> tuple[Activity, ChoiceId]:
    async with store.works.writing(make.viewer(role=Role.ADMIN)) as work:
        marie, call, visit = await begun(work)
    async with store.works.writing(make.viewer()) as work:
        return await activities.jot(work, marie, text, type=call), visit


async def kinds(store: OpenStore, contact: ContactId) -> list[EventKind]:
    async with store.works.reading(make.viewer()) as work:
        shown = await feed.page(work, FeedList(contact=contact))
    return [line.event.kind for line in shown.lines]


async def test_a_line_says_who_logged_what_with_whom_and_when(filled: OpenStore) -> None:
    activity, _ = await logged(filled, "asked for a quote")
    async with filled.works.reading(make.viewer(make.JOHN)) as work:
        shown = await feed.page(work, FeedList(contact=activity.contact))
    line = shown.lines[0]
    assert (line.event.kind, line.actor, line.contact) == (EventKind.ACTIVITY_LOGGED, "Claire", "Marie Dupont")
    assert {change.field: change.new for change in line.event.changes} == {
        "at": make.NOW.isoformat(), "text": "asked for a quote", "type": "phone",
    }  # fmt: skip
    assert shown.page.logged[activity.id] == activity
    assert activity.told == line.event.id


async def test_what_cannot_be_kept_is_refused(filled: OpenStore) -> None:
    activity, _ = await logged(filled)
    wanted = activity.wanted
    wrong: list[tuple[type[Exception], WantedActivity]] = [
        (ContactNotFound, replace(wanted, contact=ContactId(99))),
        (ChoiceNotFound, replace(wanted, type=ChoiceId(99))),
        (FieldsInvalid, replace(wanted, at=make.NOW + timedelta(hours=1))),
        (TextTooLong, replace(wanted, body=written("x" * 20_000))),
    ]
    for error, each in wrong:
        with pytest.raises(error):
            async with filled.works.writing(make.viewer()) as work:
                await activities.log(work, each)
    async with filled.works.writing(make.viewer()) as work:
        with pytest.raises(TextMissing):
            await activities.jot(work, wanted.contact, "", type=wanted.type)
        with pytest.raises(TextTooLong):
            await activities.jot(work, wanted.contact, "x" * (ACTIVITY_LENGTH + 1), type=wanted.type)
    with pytest.raises(RoleRefused):
        async with filled.works.writing(make.viewer(role=Role.READER)) as work:
            await activities.jot(work, wanted.contact, "hello", type=None)


async def test_its_author_and_managers_change_it_and_nobody_else(filled: OpenStore) -> None:
    activity, visit = await logged(filled)
    wanted = replace(activity.wanted, type=visit)
    async with filled.works.writing(make.viewer(make.JOHN)) as work:
        with pytest.raises(ActivityNotYours):
            await activities.change(work, activity.id, wanted, base=activity.wanted)
        with pytest.raises(ActivityNotYours):
            await activities.delete(work, activity.id)
    async with filled.works.writing(make.viewer(make.JOHN, role=Role.MANAGER)) as work:
        settled = await activities.change(work, activity.id, wanted, base=activity.wanted)
    assert isinstance(settled, activities.Settled)
    assert (settled.changed, settled.activity.type, settled.activity.text) == (True, visit, "rang")
    async with filled.works.writing(make.viewer()) as work:
        same = await activities.change(work, activity.id, wanted, base=wanted)
        assert isinstance(same, activities.Settled)
        assert not same.changed
        with pytest.raises(ActivityNotFound):
            await activities.delete(work, ActivityId(99))
    assert (await kinds(filled, activity.contact))[0] is EventKind.ACTIVITY_CHANGED


async def test_two_who_change_the_same_field_are_told_of_each_other(filled: OpenStore) -> None:
    activity, visit = await logged(filled)
    base = activity.wanted
    async with filled.works.writing(make.viewer()) as work:
        await activities.change(work, activity.id, replace(base, body=written("first")), base=base)
    async with filled.works.writing(make.viewer(make.JOHN, role=Role.MANAGER)) as work:
        clash = await activities.change(work, activity.id, replace(base, body=written("second")), base=base)
        assert isinstance(clash, activities.Clash)
        assert [each.field for each in clash.conflicts] == ["body"]
        other = await activities.change(work, activity.id, replace(base, type=visit), base=base)
        assert isinstance(other, activities.Settled)
        assert (other.activity.text, other.activity.type) == ("first", visit)


async def test_a_change_and_a_deletion_are_taken_back(filled: OpenStore) -> None:
    activity, visit = await logged(filled)
    async with filled.works.writing(make.viewer()) as work:
        wanted = replace(activity.wanted, type=visit, body=written("other"))
        settled = await activities.change(work, activity.id, wanted, base=activity.wanted)
        assert isinstance(settled, activities.Settled)
        assert settled.batch is not None
    async with filled.works.writing(make.viewer()) as work:
        gone = await activities.delete(work, activity.id)
    async with filled.works.writing(make.viewer()) as work:
        undone = await undo.take_back_activity(work, gone)
        assert undone.activity.deleted_at is None
    async with filled.works.writing(make.viewer()) as work:
        undone = await undo.take_back_activity(work, settled.batch)
        assert (undone.activity.type, undone.activity.text, undone.left) == (activity.type, "rang", ())
        with pytest.raises(NothingToUndo):
            await undo.take_back_activity(work, BatchId(99))
    told = await kinds(filled, activity.contact)
    assert told[:4] == [
        EventKind.ACTIVITY_CHANGED, EventKind.ACTIVITY_RESTORED, EventKind.ACTIVITY_DELETED, EventKind.ACTIVITY_CHANGED,
    ]  # fmt: skip


async def test_a_deletion_can_be_taken_back_for_thirty_days(filled: OpenStore) -> None:
    activity, _ = await logged(filled)
    async with filled.works.writing(make.viewer()) as work:
        gone = await activities.delete(work, activity.id)
    filled.clock.advance(31 * 86_400)
    with pytest.raises(UndoTooLate):
        async with filled.works.writing(make.viewer()) as work:
            await undo.take_back_activity(work, gone)


async def test_what_was_of_a_type_that_is_deleted_is_of_another_or_of_none(filled: OpenStore) -> None:
    activity, visit = await logged(filled)
    assert activity.type is not None
    admin = make.viewer(role=Role.ADMIN)
    async with filled.works.writing(admin) as work:
        assert (await choices.find(work, activity.type)).worn == 1
        await choices.delete(work, activity.type, to=visit)
    async with filled.works.reading(make.viewer()) as work:
        assert (await activities.find(work, activity.id)).type == visit
    async with filled.works.writing(admin) as work:
        await choices.delete(work, visit, to=None)
    async with filled.works.reading(make.viewer()) as work:
        assert (await activities.find(work, activity.id)).type is None
        assert await activities.types(work) == []
    assert (await kinds(filled, activity.contact))[:2] == [EventKind.ACTIVITY_CHANGED] * 2


async def test_many_of_a_type_are_moved_by_a_job(filled: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.crm.choices._moves.CHUNK", 2)
    activity, visit = await logged(filled)
    assert activity.type is not None
    async with filled.works.writing(make.viewer()) as work:
        for _ in range(4):
            await activities.jot(work, activity.contact, "again", type=activity.type)
    admin = make.viewer(role=Role.ADMIN)
    async with filled.works.writing(admin) as work:
        await choices.delete(work, activity.type, to=visit)
        assert len(await work.activities.of_type(activity.type, limit=10)) == 3
    done = False
    while not done:
        async with filled.works.writing(admin) as work:
            done = await choices.pass_on(work, activity.type, visit, batch=BatchId(work.batch), limit=2)
    async with filled.works.writing(admin) as work:
        assert len(await work.activities.of_type(visit, limit=10)) == 5
