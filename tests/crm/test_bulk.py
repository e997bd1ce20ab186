"""One thing done to many contacts: whom it is about, what each is left with, the trace, and the way back."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bot.crm import bulk, contacts, drafts, feed, follows, searches
from bot.crm._progress import report_of
from bot.model.bulk import Act, BulkReport
from bot.model.consents import Channel, Consent
from bot.model.contacts import Hold
from bot.model.deliveries import Matter
from bot.model.errors import AlreadyDone, FieldsInvalid, RoleRefused
from bot.model.events import EventKind
from bot.model.feed import FeedList
from bot.model.fields import MOST_TAGS
from bot.model.follows import Only
from bot.model.ids import ContactId, PlaceId
from bot.model.jobs import JobState
from bot.model.members import Role
from bot.model.query import Sort
from bot.store._outbox import OutboxRow
from tests import make
from tests._works import OpenStore
from tests.crm._lists import (
    acting,
    added,
    called,
    carried_out,
    done,
    held,
    kinds,
    listed,
    people,
    reading,
    started,
    taken_back,
)


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
    assert report_of(ended) == BulkReport(done=1, left_out=2)
    assert report_of(ended).looked_at == ended.total
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
    assert report_of(job) == BulkReport(done=1, gone=1, left_out=1)
    assert (await held(store, first)).deleted_at is None
    assert (await held(store, third)).deleted_at is not None


async def test_who_was_archived_before_its_turn_is_accounted_for(store: OpenStore) -> None:
    first, second, third = await people(store, 3)
    ticked, all_of_them = await started(store, Act.TAG, [first, second], add="VIP"), await started(store, Act.DELETE)
    async with acting(store, make.JOHN) as work:
        await contacts.archive(work, second)
    assert report_of(await carried_out(store, ticked)) == BulkReport(done=1, gone=1)
    ended = await carried_out(store, all_of_them, chunk=1)
    assert report_of(ended) == BulkReport(done=2, left_out=1)
    assert (await held(store, third)).deleted_at is not None


async def test_whoever_is_put_away_is_in_no_list_that_is_acted_on(store: OpenStore) -> None:
    _, archived = await people(store, 2)
    async with acting(store) as work:
        await contacts.archive(work, archived)
    async with acting(store) as work:
        for line in ("2", "#2"):
            assert (await contacts.results(work, line)).page.found, "whoever asks for it sees that it is archived"
            assert (await contacts.listed(work, line, page=0, sort=Sort.RELEVANCE)).total == 0
            chosen = await bulk.chosen(work, await drafts.find(work, await listed(work, text=line)))
            assert (chosen.count, chosen.first) == (0, ())


async def test_all_results_of_a_number_are_whoever_has_it_and_whoever_it_finds(store: OpenStore) -> None:
    (named,) = await people(store, 1)
    (found,) = await added(store, make.contact_values("Bob", "Ray", tags=("1st",)))
    job = await done(store, Act.TAG, text="1", add="VIP")
    assert (job.total, report_of(job)) == (2, BulkReport(done=2))
    assert [(await held(store, key)).values.tags for key in (named, found)] == [("VIP",), ("1st", "VIP")]


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


async def test_where_more_are_on_hold_than_are_looked_at_it_says_so(
    store: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = await people(store, 3, hold=Hold("owes us"))
    async with acting(store) as work:
        lists = [await drafts.find(work, await listed(work, some)) for some in (keys, None)]
        for most, told in ((3, (3, False)), (2, (2, True))):
            monkeypatch.setattr(bulk, "_MOST_HELD", most)
            for draft in lists:
                found = await bulk.chosen(work, draft)
                assert (found.on_hold, found.more_on_hold) == told


async def test_who_is_created_after_all_were_chosen_is_not_counted(store: OpenStore) -> None:
    keys = await people(store, 3)
    async with acting(store) as work:
        draft = await listed(work)
    await people(store, 2)
    async with acting(store) as work:
        chosen = await bulk.chosen(work, await drafts.find(work, draft))
        job = await bulk.start(work, draft, Act.DELETE)
    assert (chosen.count, {each.id for each in chosen.first}) == (3, set(keys))
    assert (job.total, report_of(await carried_out(store, job))) == (3, BulkReport(done=3))


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
        await follows.start(work, PlaceId("C0SALES"), follows.of_contact(first, "Anna", Only()))
    job = await done(store, Act.TAG, add="VIP", chunk=1)
    assert await kinds(store, job.id) == [EventKind.CONTACT_CHANGED.value] * 2
    async with reading(store) as work:
        line, *_ = (await feed.page(work, FeedList(contact=second))).lines
    assert [(each.field, each.old, each.new) for each in line.event.changes] == [("tag:vip", None, "VIP")]
    async with store.looking() as session:
        matters = list(await session.scalars(select(OutboxRow.matter)))
    assert Matter.FEED_POST.value not in matters


async def test_whoever_asked_is_told_how_it_goes_and_how_it_ended(store: OpenStore) -> None:
    await people(store, 3)
    job = await done(store, Act.TAG, add="VIP", chunk=2)
    async with store.looking() as session:
        rows = await session.execute(select(OutboxRow.matter, OutboxRow.subject, OutboxRow.reader, OutboxRow.state))
        told = [tuple(row) for row in rows]
    assert (Matter.BULK_REPORT.value, job.id, make.CLAIRE, "due") in told
    assert (Matter.BULK_PROGRESS.value, job.id, make.CLAIRE, "cancelled") in told


async def test_an_answer_takes_the_place_of_the_one_for_its_channel_and_the_same_one_keeps_its_day(
    store: OpenStore,
) -> None:
    fresh = Consent(channel=Channel.EMAIL, given=True, on=date(2026, 3, 12), source="fair")
    older, refused = replace(fresh, on=date(2020, 1, 1)), replace(fresh, given=False)
    other = replace(fresh, channel=Channel.SMS)
    (nobody,) = await people(store, 1)
    (same,) = await people(store, 1, consents=(older,))
    (changed_mind,) = await people(store, 1, consents=(refused, other))
    values = bulk.consent_values(fresh)
    job = await done(store, Act.CONSENT, channel=values["channel"], consent=values["consent"])
    assert report_of(job) == BulkReport(done=2, unchanged=1)
    said = [(await held(store, each)).values.consents for each in (nobody, same, changed_mind)]
    assert said == [(fresh,), (older,), (fresh, other)]
    await taken_back(store, job)
    said = [(await held(store, each)).values.consents for each in (nobody, same, changed_mind)]
    assert said == [(), (older,), (refused, other)]


async def test_consent_without_an_answer_is_refused_before_it_begins(store: OpenStore) -> None:
    await people(store, 1)
    with pytest.raises(FieldsInvalid) as refused:
        await started(store, Act.CONSENT)
    assert refused.value.fields == {"channel": "field_missing"}
