"""What is done to many contacts goes on after any end of the process, touches each once and can be taken back."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select

from bot.crm import bulk, contacts, undo
from bot.crm._door import Door
from bot.crm._progress import report_of
from bot.model.bulk import Act, BulkReport
from bot.model.changes import flat
from bot.model.deliveries import Delivery, Matter
from bot.model.ids import BatchId, ContactId, DeliveryId
from bot.model.jobs import Job, JobKind, JobState
from bot.model.members import Role
from bot.model.messages import Message
from bot.store._contacts import ContactRow
from bot.store._jobs_claims import JobClaims
from bot.store._outbox import OutboxRow
from bot.store.contacts import Contacts
from bot.store.events import EventRow
from bot.store.members import Members
from bot.worker._jobs_bulk import BulkSteps
from bot.worker._messages import Messages
from tests import make
from tests.conftest import Database
from tests.crm._lists import listed
from tests.worker._jobs import Bench, killed_after, open_bench

MANY = 300  # three chunks at least


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        await _peopled(opened)
        yield opened


async def _peopled(bench: Bench) -> None:
    many = [make.contact(place, make.contact_values("Anna", f"Nom{place:04}")) for place in range(1, MANY + 1)]
    async with bench.store.session() as session:
        await Contacts(session).add_many([(each, None) for each in many])


async def _started(bench: Bench, act: Act = Act.TAG, **typed: str) -> Job:
    chosen = {"add": "VIP"} if act is Act.TAG and not typed else typed
    async with bench.store.works.writing(bench.viewer) as work:
        return await bulk.start(work, await listed(work, None, **chosen), act)


async def _taken_back(bench: Bench, job: Job) -> Job:
    async with bench.store.works.writing(bench.viewer) as work:
        answer = await undo.take_back(work, BatchId(job.id))
    assert isinstance(answer, Job)
    return answer


async def _versions(bench: Bench) -> Counter[int]:
    """How many contacts were changed how often."""
    async with bench.store.looking() as session:
        return Counter(await session.scalars(select(ContactRow.version)))


async def _events(bench: Bench, job: Job) -> Counter[int]:
    """How many contacts have how many events of a job's batch."""
    counted = select(func.count(EventRow.id)).where(EventRow.batch == job.id).group_by(EventRow.contact)
    async with bench.store.looking() as session:
        return Counter(await session.scalars(counted))


async def _found(bench: Bench, words: str) -> int:
    async with bench.store.works.reading(bench.viewer) as work:
        return (await contacts.search(work, words)).total


async def test_all_are_seen_to_and_whoever_asked_is_told(bench: Bench) -> None:
    job = await bench.ended(await _started(bench))
    assert (job.state, job.done, job.total) == (JobState.DONE, MANY, MANY)
    assert report_of(job) == BulkReport(done=MANY)
    assert await _found(bench, "tag:vip") == MANY
    assert await bench.told(Matter.BULK_REPORT) == [(job.id, make.CLAIRE)]
    assert (job.id, make.CLAIRE) in await bench.told(Matter.BULK_PROGRESS)


async def test_what_was_deleted_by_a_job_is_brought_back_by_a_job(bench: Bench) -> None:
    job = await bench.ended(await _started(bench, Act.DELETE))
    assert await _found(bench, "anna") == 0
    back = await bench.ended(await _taken_back(bench, job))
    assert (back.kind, back.state, report_of(back)) == (JobKind.UNDO, JobState.DONE, BulkReport(done=MANY))
    assert await _found(bench, "anna") == MANY
    again = await bench.ended(await _taken_back(bench, job))
    assert report_of(again) == BulkReport(unchanged=MANY)
    assert await _versions(bench) == {3: MANY}


@pytest.mark.parametrize("after", [1, 2])
async def test_killed_in_the_middle_it_goes_on_and_touches_each_once(
    database: Database, tmp_path: Path, after: int
) -> None:
    folder = tmp_path / "shelf"
    async with open_bench(database.url, folder) as bench:
        await _peopled(bench)
        job = await _started(bench)
    await asyncio.to_thread(killed_after, after, database.url, folder)
    async with open_bench(database.url, folder, again=True) as bench:
        await asyncio.sleep(0 if database.kind == "sqlite" else 1.2)  # PostgreSQL: until the lease is over
        assert (await bench.find(job)).state is JobState.RUNNING
        ended = await bench.ended(job)
        assert report_of(ended) == BulkReport(done=MANY)
        assert await _versions(bench) == {2: MANY}
        assert await _events(bench, ended) == {1: MANY}
        assert await bench.told(Matter.BULK_REPORT) == [(job.id, make.CLAIRE)]


@pytest.mark.parametrize("after", [1, 2])
async def test_an_undo_killed_in_the_middle_goes_on(database: Database, tmp_path: Path, after: int) -> None:
    folder = tmp_path / "shelf"
    async with open_bench(database.url, folder) as bench:
        await _peopled(bench)
        back = await _taken_back(bench, await bench.ended(await _started(bench)))
    await asyncio.to_thread(killed_after, after, database.url, folder)
    async with open_bench(database.url, folder, again=True) as bench:
        await asyncio.sleep(0 if database.kind == "sqlite" else 1.2)  # PostgreSQL: until the lease is over
        ended = await bench.ended(back)
        assert report_of(ended) == BulkReport(done=MANY)
        assert await _versions(bench) == {3: MANY}
        assert await _events(bench, ended) == {1: MANY}


async def test_a_step_whose_outcome_was_never_heard_of_is_not_taken_twice(bench: Bench) -> None:
    claims = JobClaims(bench.store.database, lease=15)
    await _started(bench)
    stale = await claims.claim()
    assert stale is not None
    await BulkSteps(bench.store.works).step(stale, bench.viewer)
    await bench.runner(claims).carry_out(stale)
    assert report_of(await bench.ended(stale)) == BulkReport(done=MANY)
    assert await _versions(bench) == {2: MANY}


async def test_a_stopped_one_leaves_the_rest_and_what_was_done_can_be_undone(bench: Bench) -> None:
    claims = JobClaims(bench.store.database, lease=15)
    job = await _started(bench)
    claimed = await claims.claim()
    assert claimed is not None
    later = await BulkSteps(bench.store.works).step(claimed, bench.viewer)
    under_way = await _said(bench, later, Matter.BULK_PROGRESS)
    async with bench.store.works.writing(bench.viewer) as work:
        assert await bulk.cancel(work, job.id) == later
    stopping = await _said(bench, later, Matter.BULK_PROGRESS)
    assert under_way is not None
    assert stopping is not None
    assert ("bulk.stop" in str(under_way.blocks), "bulk.stop" in str(stopping.blocks)) == (True, False)
    ended = await bench.runner(claims).carry_out(later)
    assert ended.state is JobState.CANCELLED
    done = report_of(ended).done
    assert 0 < done < MANY
    told = await _said(bench, ended, Matter.BULK_REPORT)
    assert told is not None
    assert f"les étiquettes de *{done} contacts* avaient déjà été modifiées." in told.text
    assert f"{MANY - done} n’ont pas été traités" in str(told.blocks)
    assert await _found(bench, "tag:vip") == done
    async with bench.store.works.writing(bench.viewer) as work:
        assert await undo.take_back(work, BatchId(job.id)) == BulkReport(done=done)
    assert await _found(bench, "tag:vip") == 0


async def test_one_that_is_stopped_before_its_turn_does_nothing(bench: Bench) -> None:
    job = await _started(bench)
    async with bench.store.works.writing(make.viewer(make.JOHN)) as work:
        assert await bulk.cancel(work, job.id) is None, "it is not theirs"
    async with bench.store.works.writing(bench.viewer) as work:
        await bulk.cancel(work, job.id)
    ended = await bench.ended(job)
    assert (ended.state, report_of(ended)) == (JobState.CANCELLED, BulkReport())
    told = await _said(bench, ended, Matter.BULK_REPORT)
    assert told is not None
    assert told.text == "Arrêté à votre demande. Rien n’avait encore été modifié."
    assert "'action_id'" not in str(told.blocks), "there is nothing to undo"


async def test_whoever_types_meanwhile_is_served_between_two_chunks_and_loses_nothing(bench: Bench) -> None:
    job = await _started(bench)
    runner = bench.runner()
    running = asyncio.create_task(runner.run())
    typed, moved = 0, set[int]()
    while not (now := await bench.find(job)).has_ended:
        moved.add(now.done)
        typed += 1
        async with bench.store.works.writing(bench.viewer) as work:
            held = await work.contacts.find(ContactId(MANY + 1 - typed))
            assert held is not None
            wanted = replace(held.values, comment="call after 4pm")
            await contacts.change(work, held.id, wanted, base=flat(held.values))
    await runner.stop()
    await running
    async with bench.store.works.reading(bench.viewer) as work:
        kept = [await work.contacts.find(ContactId(MANY + 1 - place)) for place in range(1, typed + 1)]
    assert len(moved) > 1
    assert [(each.values.comment, each.values.tags) for each in kept if each] == [("call after 4pm", ("VIP",))] * typed


async def test_whoever_may_no_longer_delete_is_told_that_it_stopped(bench: Bench) -> None:
    job = await _started(bench, Act.DELETE)
    async with bench.store.session() as session:
        await Members(session).save(make.member(role=Role.READER), at=make.NOW)
    ended = await bench.ended(job)
    assert (ended.state, ended.error) == (JobState.FAILED, "role_refused")
    assert await _found(bench, "anna") == MANY
    told = await _said(bench, ended, Matter.BULK_REPORT)
    assert told is not None
    assert told.text.startswith("Tout s’est arrêté, car votre rôle dans Carnet ne permet plus cela. *0 contact* avait")
    assert f"{MANY} n’ont pas été traités" in str(told.blocks)


async def test_what_cannot_be_undone_any_more_is_not_said_to_be_undone(bench: Bench) -> None:
    back = await _taken_back(bench, await bench.ended(await _started(bench, Act.DELETE)))
    async with bench.store.session() as session:
        await Members(session).save(make.member(role=Role.READER), at=make.NOW)
    ended = await bench.ended(back)
    assert (ended.state, ended.error) == (JobState.FAILED, "role_refused")
    told = await _said(bench, ended, Matter.BULK_REPORT)
    assert told is not None
    assert told.text.startswith("L’annulation s’est arrêtée, car votre rôle dans Carnet ne la permet plus. *0 contact*")
    assert f"'value': '{back.input['batch']}'" in str(told.blocks), "it can be tried again"


async def test_an_undo_tells_who_was_deleted_since(bench: Bench) -> None:
    job = await bench.ended(await _started(bench))
    async with bench.store.works.writing(bench.viewer) as work:
        await contacts.delete(work, ContactId(1))
    told = await _said(bench, await bench.ended(await _taken_back(bench, job)), Matter.BULK_REPORT)
    assert told is not None
    assert told.text == f"Annulé\N{NO-BREAK SPACE}: *{MANY - 1} contacts* sont comme avant."
    assert "1 a été supprimé depuis et le reste." in str(told.blocks)


async def test_two_runners_at_once_touch_each_contact_once(bench: Bench) -> None:
    jobs = [await _started(bench, add="VIP"), await _started(bench, add="Lyon")]
    runners = [bench.runner(), bench.runner()]
    running = [asyncio.create_task(runner.run()) for runner in runners]
    await bench.until(lambda job: job.has_ended, *jobs)
    await asyncio.gather(*(runner.stop() for runner in runners), *running)
    assert [report_of(await bench.find(job)) for job in jobs] == [BulkReport(done=MANY)] * 2
    assert await _versions(bench) == {3: MANY}
    assert await _found(bench, "tag:vip tag:lyon") == MANY


async def _said(bench: Bench, job: Job, matter: Matter) -> Message | None:
    """What the delivery of a job would say now."""
    messages = Messages(
        bench.store.works, Door(bench.store.database, bench.store.clock.now, steady=lambda: 0.0), bench.store.clock
    )
    async with bench.store.works.reading(bench.viewer) as work:
        wanted = select(OutboxRow.id).where(OutboxRow.matter == matter.value, OutboxRow.subject == job.id)
        async with bench.store.looking() as session:
            key = (await session.scalars(wanted.limit(1))).one()
        delivery: Delivery | None = await work.outbox.find(DeliveryId(key))
    assert delivery is not None
    said = await messages(delivery)
    assert said is None or isinstance(said, Message)
    return said


async def test_the_report_has_a_button_that_takes_it_back_and_the_progress_ends_with_it(bench: Bench) -> None:
    claims = JobClaims(bench.store.database, lease=15)
    await _started(bench)
    claimed = await claims.claim()
    assert claimed is not None
    later = await BulkSteps(bench.store.works).step(claimed, bench.viewer)
    under_way = await _said(bench, later, Matter.BULK_PROGRESS)
    assert under_way is not None
    assert str(MANY) in under_way.text
    ended = await bench.runner(claims).carry_out(later)
    assert await _said(bench, ended, Matter.BULK_PROGRESS) is None
    report = await _said(bench, ended, Matter.BULK_REPORT)
    assert report is not None
    assert f"'value': '{ended.id}'" in str(report.blocks)
    back = await bench.ended(await _taken_back(bench, ended))
    taken = await _said(bench, back, Matter.BULK_REPORT)
    assert taken is not None
    assert str(MANY) in taken.text
