"""One thing done to many contacts: whom it is about, what each is left with, the trace, and the way back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.crm import activities, bulk, contacts, drafts, follows, reminders, searches, undo
from bot.crm._progress import report_of
from bot.model.bulk import Act, BulkReport
from bot.model.changes import flat
from bot.model.deliveries import Matter
from bot.model.errors import AlreadyDone, FieldsInvalid, NothingToUndo, RoleRefused, UndoTooLate
from bot.model.events import EventKind
from bot.model.fields import MOST_TAGS
from bot.model.ids import BatchId, ChannelId, ContactId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.members import Role
from bot.model.reminders import Due
from bot.store._outbox import OutboxRow
from bot.store.events import EventRow
from tests import make
from tests._works import OpenStore
from tests.crm._lists import acting, added, carried_out, done, held, listed, people, reading, started


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


@pytest.mark.parametrize("chunk", [1, 2, 500])
async def test_those_that_were_ticked_are_deleted_and_no_others(store: OpenStore, chunk: int) -> None:
    first, second, third, _ = await people(store, 4)
    job = await done(store, Act.DELETE, [third, first, second], chunk=chunk)
    assert (job.state, job.done, job.total) == (JobState.DONE, 3, 3)
    assert report_of(job) == BulkReport(done=3)
    async with reading(store) as work:
        assert [each.name for each in (await contacts.search(work, "anna")).found] == ["Anna Nom003"]


async def test_all_results_are_those_that_were_there_and_still_fit(store: OpenStore) -> None:
    first, second, third = await people(store, 3)
    job = await started(store, Act.TAG, add="VIP")
    assert job.total == 3
    (late,) = await people(store, 1)
    await called(store, second, first_name="Berthe")
    async with acting(store, make.JOHN) as work:
        await contacts.archive(work, third)
    ended = await carried_out(store, job)
    assert report_of(ended) == BulkReport(done=1, gone=0)
    assert [(await held(store, each)).values.tags for each in (first, second, third, late)] == [("VIP",), (), (), ()]


async def test_who_is_changed_between_the_look_and_the_act_is_looked_at_again(store: OpenStore) -> None:
    first, second, third = await people(store, 3)
    job = await started(store, Act.DELETE)
    async with reading(store) as work:
        given = await bulk.task(work, job)
        ahead = await bulk.ahead(work, given, after=ContactId(0))
    await called(store, first, first_name="Berthe")
    async with acting(store, make.JOHN) as work:
        await contacts.delete(work, second)
    async with acting(store) as work:
        job = await bulk.advance(work, job, given, ahead)
    assert report_of(job) == BulkReport(done=1, gone=1)
    assert (await held(store, first)).deleted_at is None
    assert (await held(store, third)).deleted_at is not None


async def test_what_others_type_meanwhile_is_kept(store: OpenStore) -> None:
    (contact,) = await people(store, 1, tags=("Lyon",))
    job = await started(store, Act.TAG, [contact], add="VIP", remove="Lyon")
    await called(store, contact, comment="call after 4pm")
    await carried_out(store, job)
    values = (await held(store, contact)).values
    assert (values.comment, values.tags) == ("call after 4pm", ("VIP",))


async def test_a_tag_is_made_once_and_written_as_it_is(store: OpenStore) -> None:
    worn, bare, other = await added(
        store,
        make.contact_values("Anna", "A", tags=("Vernissage",)),
        make.contact_values("Anna", "B"),
        make.contact_values("Anna", "C", tags=("Lyon", "Paris")),
    )
    job = await done(store, Act.TAG, add="vernissage\nclient\nNew one", remove="LYON", chunk=1)
    assert report_of(job) == BulkReport(done=3)
    everything = ("Clients", "New one", "Vernissage")
    assert sorted((await held(store, worn)).values.tags) == list(everything)
    assert sorted((await held(store, bare)).values.tags) == list(everything)
    assert sorted((await held(store, other)).values.tags) == sorted((*everything, "Paris"))
    again = await done(store, Act.TAG, add="vernissage", remove="Lyon")
    assert report_of(again) == BulkReport(unchanged=3)
    assert await kinds(store, again.id) == []


async def test_nobody_wears_more_tags_than_there_may_be(store: OpenStore) -> None:
    full, _ = await added(
        store,
        make.contact_values("Anna", "A", tags=tuple(f"tag {place}" for place in range(MOST_TAGS))),
        make.contact_values("Anna", "B"),
    )
    job = await done(store, Act.TAG, add="one more")
    assert report_of(job) == BulkReport(done=1, refused=1)
    assert len((await held(store, full)).values.tags) == MOST_TAGS


async def test_an_owner_is_replaced_and_people_are_added(store: OpenStore) -> None:
    (contact,) = await people(store, 1, owner=make.CLAIRE, assigned=(make.CLAIRE,))
    job = await done(store, Act.ASSIGN, owner=make.JOHN, assigned=f"{make.JOHN}\n{make.CLAIRE}")
    values = (await held(store, contact)).values
    assert (values.owner, set(values.assigned)) == (make.JOHN, {make.CLAIRE, make.JOHN})
    assert report_of(await done(store, Act.ASSIGN, owner=make.JOHN)) == BulkReport(unchanged=1)
    await taken_back(store, job)
    values = (await held(store, contact)).values
    assert (values.owner, values.assigned) == (make.CLAIRE, (make.CLAIRE,))


async def test_only_members_are_assigned_and_something_must_be_chosen(store: OpenStore) -> None:
    await people(store, 1)
    with pytest.raises(FieldsInvalid) as refused:
        await started(store, Act.ASSIGN, owner="UNOBODY", assigned="UNOBODY")
    assert refused.value.fields == {"owner": "member_not_found", "assigned": "member_not_found"}
    with pytest.raises(FieldsInvalid):
        await started(store, Act.ASSIGN)
    with pytest.raises(FieldsInvalid):
        await started(store, Act.TAG)


async def test_a_list_is_acted_on_once_however_often_it_is_confirmed(store: OpenStore) -> None:
    await people(store, 2)
    async with acting(store) as work:
        draft = await listed(work)
        job = await bulk.start(work, draft, Act.DELETE)
    with pytest.raises(AlreadyDone):
        async with acting(store) as work:
            await bulk.start(work, draft, Act.DELETE)
    await carried_out(store, job)
    with pytest.raises(AlreadyDone):
        async with acting(store) as work:
            await bulk.start(work, draft, Act.DELETE)


async def test_before_anything_is_done_it_says_how_many_and_who(store: OpenStore) -> None:
    keys = await people(store, 12)
    async with acting(store) as work:
        everyone = await bulk.chosen(work, await drafts.find(work, await listed(work)))
        some = await bulk.chosen(work, await drafts.find(work, await listed(work, keys[:2])))
    assert (everyone.count, len(everyone.first)) == (12, contacts.PAGE)
    assert (some.count, [each.id for each in some.first]) == (2, keys[:2])


async def test_the_question_stays_what_it_was_when_it_was_confirmed(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    (other,) = await added(store, make.contact_values("Bob", "Ray"))
    async with acting(store) as work:
        saved = await searches.save(work, "mine", "anna", shared=False)
    job = await started(store, Act.DELETE, text="search:mine")
    async with acting(store) as work:
        await searches.change(work, saved.id, "mine", shared=False, text="bob")
    await carried_out(store, job)
    assert (await held(store, contact)).deleted_at is not None
    assert (await held(store, other)).deleted_at is None


async def test_readers_change_nothing(store: OpenStore) -> None:
    await people(store, 1)
    async with acting(store) as work:
        draft = await listed(work)
    with pytest.raises(RoleRefused):
        async with acting(store, role=Role.READER) as work:
            await bulk.start(work, draft, Act.TAG)


async def test_each_change_is_traced_and_no_channel_is_told(store: OpenStore) -> None:
    first, second = await people(store, 2)
    async with acting(store) as work:
        await follows.start(work, ChannelId("C0SALES"), first, name="Anna")
    job = await done(store, Act.TAG, add="VIP", chunk=1)
    assert await kinds(store, job.id) == [EventKind.CONTACT_CHANGED.value] * 2
    async with reading(store) as work:
        _, (line, *_) = await activities.of_contact(work, second)
    assert [(each.field, each.old, each.new) for each in line.event.changes] == [("tag:vip", None, "VIP")]
    async with store.looking() as session:
        matters = list(await session.scalars(select(OutboxRow.matter)))
    assert Matter.FEED_LINE.value not in matters


async def planned(store: OpenStore, contact: ContactId) -> None:
    due = store.clock.now() + timedelta(days=2)
    async with acting(store) as work:
        at = Due(due, due.strftime("%Y-%m-%dT%H:%M"), "UTC")
        await reminders.plan(work, "call", at, assignees=[make.CLAIRE], contact=contact)


async def open_reminders(store: OpenStore) -> int:
    async with reading(store) as work:
        return len(await reminders.list_own(work))


@pytest.mark.parametrize("chunk", [1, 500])
async def test_deletions_take_the_reminders_along_and_undo_brings_all_back(store: OpenStore, chunk: int) -> None:
    keys = await people(store, 3)
    for key in keys:
        await planned(store, key)
    job = await started(store, Act.DELETE)
    store.clock.advance(60)
    job = await carried_out(store, job, chunk=chunk)
    assert await open_reminders(store) == 0
    assert await taken_back(store, job) == BulkReport(done=3)
    assert await open_reminders(store) == 3
    assert [(await held(store, key)).deleted_at for key in keys] == [None] * 3


async def test_a_reminder_that_was_done_before_stays_done_after_the_undo(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    await planned(store, contact)
    async with acting(store) as work:
        (mine,) = await reminders.list_own(work)
        await reminders.close(work, mine.id)
    store.clock.advance(60)
    await taken_back(store, await done(store, Act.DELETE))
    assert await open_reminders(store) == 0


async def test_undo_leaves_what_was_changed_since(store: OpenStore) -> None:
    first, second, third, fourth = await people(store, 4)
    job = await done(store, Act.TAG, add="VIP\nLyon")
    async with acting(store, make.JOHN) as work:
        await contacts.tag(work, first, [], shown=["Lyon"])
        await contacts.delete(work, second)
    await called(store, third, comment="new")
    assert await taken_back(store, job) == BulkReport(done=3, gone=1)
    assert (await held(store, first)).values.tags == ()
    assert (await held(store, second)).values.tags == ("Lyon", "VIP")
    values = (await held(store, third)).values
    assert (values.comment, values.tags) == ("new", ())
    assert (await held(store, fourth)).version == 3


async def test_an_owner_given_since_stays(store: OpenStore) -> None:
    first, _ = await people(store, 2)
    job = await done(store, Act.ASSIGN, owner=make.JOHN)
    await called(store, first, owner=make.CLAIRE)
    assert await taken_back(store, job) == BulkReport(done=1, refused=1)
    assert (await held(store, first)).values.owner == make.CLAIRE


async def test_undone_twice_is_undone_once(store: OpenStore) -> None:
    (contact,) = await people(store, 1)
    job = await done(store, Act.TAG, add="VIP")
    await taken_back(store, job)
    assert await taken_back(store, job) == BulkReport(unchanged=1)
    assert (await held(store, contact)).version == 3


async def test_undo_has_its_time_and_waits_for_the_end(store: OpenStore) -> None:
    await people(store, 2)
    tagged, deleted = await done(store, Act.TAG, add="VIP"), await started(store, Act.DELETE)
    async with reading(store) as work:
        given = await bulk.task(work, deleted)
        ahead = await bulk.ahead(work, given, after=ContactId(0))
    async with acting(store) as work:
        deleted = await bulk.advance(work, deleted, given, ahead[:1])
    with pytest.raises(NothingToUndo):
        await taken_back(store, deleted)
    deleted = await carried_out(store, deleted)
    store.clock.advance(24 * 3600 + 1)
    with pytest.raises(UndoTooLate):
        await taken_back(store, tagged)
    assert await taken_back(store, deleted) == BulkReport(done=2)


async def test_a_large_one_is_taken_back_by_a_job(store: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "AT_ONCE", 2)
    keys = await people(store, 5)
    job = await done(store, Act.DELETE)
    async with acting(store) as work:
        back = await undo.take_back(work, BatchId(job.id))
    assert isinstance(back, Job)
    assert (back.kind, back.total) == (JobKind.UNDO, 5)
    while True:
        async with reading(store) as work:
            some = (await undo.ahead(work, back, after=ContactId(back.cursor)))[:2]
            given = await undo.look(work, back, some)
        async with acting(store) as work:
            if not some:
                back = await undo.finish(work, back)
                break
            back = await undo.advance(work, back, given)
    assert (back.state, report_of(back)) == (JobState.DONE, BulkReport(done=5))
    assert [(await held(store, key)).deleted_at for key in keys] == [None] * 5
    assert set(await kinds(store, back.id)) == {EventKind.CONTACT_RESTORED.value}


async def test_whoever_asked_is_told_how_it_goes_and_how_it_ended(store: OpenStore) -> None:
    await people(store, 3)
    job = await done(store, Act.TAG, add="VIP", chunk=2)
    async with store.looking() as session:
        rows = await session.execute(select(OutboxRow.matter, OutboxRow.subject, OutboxRow.reader, OutboxRow.state))
        told = [tuple(row) for row in rows]
    assert (Matter.BULK_REPORT.value, job.id, make.CLAIRE, "due") in told
    assert (Matter.BULK_PROGRESS.value, job.id, make.CLAIRE, "cancelled") in told
