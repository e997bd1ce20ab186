"""Jobs are carried out once, whatever stops them: imports from the shelf and from Slack, on both engines."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.crm import imports
from bot.model.errors import FileRefused, SlackRefused, SlackUnavailable
from bot.model.jobs import JobState, Refusal, Report, report_of
from bot.model.members import Role
from bot.store._jobs_claims import JobClaims
from bot.store.members import Members
from bot.worker import jobs
from bot.worker._jobs_import import ImportSteps
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, killed_after, open_bench, people


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        yield opened


async def test_a_list_on_the_shelf_becomes_contacts_and_a_report(bench: Bench) -> None:
    job = await bench.ended(await bench.given(people(500)))
    assert (job.state, job.done, job.total) == (JobState.DONE, 500, 500)
    assert report_of(job) == Report(rows=500, created=500)
    assert await bench.contacts() == 500
    assert await bench.reports() == [(job.id, make.CLAIRE)]


async def test_the_file_is_dropped_at_the_end(bench: Bench) -> None:
    job = await bench.given(people(3))
    assert len(bench.kept()) == 1
    ended = await bench.ended(job)
    assert bench.kept() == []
    assert "shelf" not in (await bench.find(ended)).input


async def test_a_file_in_slack_is_fetched_by_the_job(bench: Bench) -> None:
    bench.slack.files["F1"] = people(30)
    job = await bench.ended(await bench.in_slack("F1"))
    assert report_of(job).created == 30
    assert bench.kept() == []


async def test_the_same_file_again_creates_nothing(bench: Bench) -> None:
    await bench.ended(await bench.given(people(40)))
    again = await bench.ended(await bench.given(people(40)))
    assert report_of(again) == Report(rows=40, skipped=40)
    assert await bench.contacts() == 40


async def test_the_same_file_given_twice_at_once_is_kept_until_both_have_ended(bench: Bench) -> None:
    first, second = await bench.given(people(20)), await bench.given(people(20))
    await bench.ended(second)
    assert report_of(await bench.find(first)).created == 20
    assert report_of(await bench.find(second)).skipped == 20
    assert bench.kept() == []


async def test_two_runners_at_once_create_each_contact_once(bench: Bench) -> None:
    asked = [await bench.given(people(300)), await bench.given(people(300))]
    runners = [bench.runner(), bench.runner()]
    running = [asyncio.create_task(runner.run()) for runner in runners]
    await bench.until(lambda job: job.has_ended, *asked)
    await asyncio.gather(*(runner.stop() for runner in runners), *running)
    reports = [report_of(await bench.find(job)) for job in asked]
    assert sum(report.created for report in reports) == 300
    assert sum(report.skipped for report in reports) == 300
    assert await bench.contacts() == 300


async def test_a_file_that_is_no_list_fails_with_its_reason_and_the_person_is_told(bench: Bench) -> None:
    job = await bench.ended(await bench.given(b"%PDF-1.7\n\xff\xfe\xfd"))
    assert (job.state, job.error, job.result["reason"]) == (JobState.FAILED, "file_refused", "not_csv")
    assert await bench.reports() == [(job.id, make.CLAIRE)]
    assert bench.kept() == []


async def test_a_file_that_slack_does_not_give_fails_at_once(bench: Bench) -> None:
    bench.slack.error = SlackRefused(error="file_not_found")
    job = await bench.ended(await bench.in_slack("F1"))
    assert (job.state, job.error) == (JobState.FAILED, "slack_refused")
    assert bench.slack.asked == 1


async def test_a_file_over_the_limit_is_not_read(bench: Bench) -> None:
    bench.slack.error = FileRefused(reason="too_large")
    job = await bench.ended(await bench.in_slack("F1"))
    assert (job.error, job.result["reason"]) == ("file_refused", "too_large")


async def test_slack_may_be_away_for_a_while(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.01)
    bench.slack.files["F1"] = people(5)
    bench.slack.error, bench.slack.times = SlackUnavailable(error="timeout"), 3
    job = await bench.ended(await bench.in_slack("F1"))
    assert (job.state, bench.slack.asked) == (JobState.DONE, 4)


async def test_slack_may_not_be_away_for_ever(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.001)
    bench.slack.error = SlackUnavailable(error="timeout")
    job = await bench.ended(await bench.in_slack("F1"))
    assert (job.state, job.error) == (JobState.FAILED, "slack_unavailable")


async def test_an_error_nobody_thought_of_fails_the_job_and_the_next_one_runs(bench: Bench) -> None:
    broken = await bench.in_slack("F-unknown")  # KeyError in the double
    fine = await bench.given(people(2))
    assert (await bench.ended(fine)).state is JobState.DONE
    assert ((await bench.find(broken)).state, (await bench.find(broken)).error) == (JobState.FAILED, "unexpected")


async def test_a_file_that_left_the_shelf_is_said_to_be_gone(bench: Bench) -> None:
    job = await bench.given(people(2))
    await bench.shelf.drop(job.input["shelf"])
    ended = await bench.ended(job)
    assert (ended.error, ended.result["reason"]) == ("file_refused", "gone")


async def test_whoever_may_no_longer_import_gets_nothing_imported(bench: Bench) -> None:
    job = await bench.given(people(2))
    async with bench.store.session() as session:
        await Members(session).save(make.member(role=Role.READER), at=make.NOW)
    ended = await bench.ended(job)
    assert (ended.state, ended.error) == (JobState.FAILED, "role_refused")
    assert await bench.contacts() == 0


async def test_a_cancelled_job_stops_before_its_next_chunk_and_reports_what_it_did(bench: Bench) -> None:
    claims = JobClaims(bench.store.database, lease=15)
    job = await bench.given(people(500), owner=claims.owner)
    runner = bench.runner(claims)
    asked: list[asyncio.Task[None]] = []

    async def cancel() -> None:
        async with bench.store.works.writing(bench.viewer) as work:
            await imports.cancel(work, job.id)

    ended = await runner.carry_out(job, told=lambda job: asked.append(asyncio.create_task(cancel())))
    await asyncio.gather(*asked)
    assert ended.state is JobState.CANCELLED
    assert 0 < report_of(ended).created < 500
    assert await bench.contacts() == report_of(ended).created
    assert await bench.reports() == [(job.id, make.CLAIRE)]


async def test_a_stopped_runner_gives_its_job_back_and_the_next_goes_on(bench: Bench) -> None:
    job = await bench.given(people(2000))
    runner = bench.runner()
    running = asyncio.create_task(runner.run())
    await bench.until(lambda job: job.done > 0, job)
    await runner.stop()
    await running
    assert (await bench.find(job)).state is JobState.DUE
    assert 0 < (await bench.find(job)).done < 2000
    assert report_of(await bench.ended(job)) == Report(rows=2000, created=2000)
    assert await bench.contacts() == 2000


async def test_a_job_that_another_took_over_is_let_go_of(bench: Bench) -> None:
    mine, other = JobClaims(bench.store.database, lease=15), JobClaims(bench.store.database, lease=15)
    job = await bench.given(people(10), owner=mine.owner)
    await mine.release(job)
    taken = await other.claim()
    assert taken is not None
    runner = bench.runner(mine)
    await runner.carry_out(job)
    assert await bench.contacts() == 0
    assert (await bench.find(job)).owner == other.owner


async def test_a_job_taken_up_from_an_old_look_goes_on_where_it_stands(bench: Bench) -> None:
    mine = JobClaims(bench.store.database, lease=15)
    await bench.given(people(300))
    stale = await mine.claim()
    assert stale is not None
    steps = ImportSteps(bench.store.works, bench.shelf, bench.slack)
    await steps.step(stale, bench.viewer)  # its outcome was never heard of: the store went away
    runner = bench.runner(mine)
    await runner.carry_out(stale)
    assert report_of(await bench.ended(stale)) == Report(rows=300, created=300)
    assert await bench.contacts() == 300


@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_a_job_added_by_a_process_whose_clock_is_slow_is_still_that_process_s(bench: Bench) -> None:
    bench.store.clock.advance(-3600)
    await bench.given(people(2), owner="another process")
    assert await JobClaims(bench.store.database, lease=15).claim() is None


async def test_a_job_given_back_is_the_next_runners(bench: Bench) -> None:
    runner = bench.runner()
    job = await bench.given(people(2), owner=runner.owner)
    await runner.give_back(job)
    assert (await bench.ended(job)).state is JobState.DONE


async def test_refused_rows_are_named_and_everything_adds_up(bench: Bench) -> None:
    content = b"First name;Last name;Email\nAnn;Lee;ann@x.org\n;;not@an@address\nBob;Ray;;;\n\nCy;Fox;;surplus\n"
    report = report_of(await bench.ended(await bench.given(content)))
    assert report.refusals == (Refusal(2, "email_unreadable"), Refusal(5, "too_many_cells"))
    assert (report.rows, report.created, report.skipped, report.refused) == (5, 2, 1, 2)


@pytest.mark.parametrize("after", [1, 2, 3])
async def test_killed_in_the_middle_and_started_again_all_contacts_are_there_once(
    database: Database, tmp_path: Path, after: int
) -> None:
    folder = tmp_path / "shelf"
    async with open_bench(database.url, folder) as bench:
        job = await bench.given(people(500))
    await asyncio.to_thread(killed_after, after, database.url, folder)
    async with open_bench(database.url, folder, again=True) as bench:
        await asyncio.sleep(0 if database.kind == "sqlite" else 1.2)  # PostgreSQL: until the lease is over
        assert (await bench.find(job)).state is JobState.RUNNING
        ended = await bench.ended(job)
        assert report_of(ended) == Report(rows=500, created=500)
        assert await bench.contacts() == 500
        assert await bench.reports() == [(job.id, make.CLAIRE)]
        assert bench.kept() == []


async def test_a_file_left_by_a_process_that_died_at_the_very_end_is_dropped_at_the_next_start(bench: Bench) -> None:
    claims = JobClaims(bench.store.database, lease=15)
    job = await bench.given(people(2), owner=claims.owner)
    async with bench.store.works.writing(bench.viewer) as work:
        await imports.finish(work, job)
    assert len(bench.kept()) == 1
    await bench.ended(await bench.given(b"Name\nAnn Lee\n"))
    assert bench.kept() == []


async def test_whoever_waits_for_the_writer_waits_for_one_chunk_of_an_import(bench: Bench) -> None:
    job = await bench.given(people(1500))
    runner = bench.runner()
    running = asyncio.create_task(runner.run())
    meanwhile: list[int] = []
    while not (before := await bench.find(job)).has_ended:
        async with bench.store.works.writing(bench.viewer) as work:
            now = await work.jobs.find(job.id)
            assert now is not None
            meanwhile.append(now.done - before.done)
    await runner.stop()
    await running
    # One chunk may have ended between the look and the asking.
    assert len(meanwhile) > 3
    assert max(meanwhile) <= 2 * imports.CHUNK
    assert sum(meanwhile) > 0


async def test_a_job_of_somebody_who_is_not_known_any_more_ends(bench: Bench) -> None:
    job = make.job(7, member=make.JOHN)
    async with bench.store.works.writing(bench.viewer) as work:
        await work.jobs.add(job)
    assert (await bench.ended(job)).error == "member_not_found"
