"""The picture of a contact is fetched, kept and sent, whatever Slack and the disk do, on both engines."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.crm import contacts, files
from bot.gateway._arrival import FolderArrival
from bot.model.deliveries import Matter
from bot.model.errors import FileGone, SlackRefused, SlackUnavailable
from bot.model.files import PHOTO_SIZE, File, FileState
from bot.model.ids import ContactId, JobId
from bot.model.jobs import Job, JobState
from bot.store._jobs_claims import JobClaims
from bot.worker import jobs
from bot.worker._jobs_file import FetchSteps
from bot.worker._jobs_held import JobTaken
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, open_bench

PNG = b"\x89PNG\r\n\x1a\n and the rest"
JPEG = b"\xff\xd8\xff\xe0 and the rest"
GIF = b"GIF89a and the rest"


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        yield opened


async def _given(bench: Bench, content: bytes, *, name: str = "Marie") -> ContactId:
    """A contact with a picture that lies in Slack; a job is due that fetches it."""
    origin = f"F{len(bench.slack.files) + 1}"
    bench.slack.files[origin] = content
    async with bench.store.works.writing(bench.viewer) as work:
        saved = await contacts.create(work, make.contact_values(name), photo=origin)
    return saved.contact.id


async def _file(bench: Bench, contact: ContactId) -> File:
    async with bench.store.works.reading(bench.viewer) as work:
        held = await work.contacts.find(contact)
        assert held is not None
        assert held.values.photo is not None
        found = await work.files.find(held.values.photo)
    assert found is not None
    return found


async def _asked_for(bench: Bench, contact: ContactId) -> None:
    async with bench.store.works.writing(bench.viewer) as work:
        await files.send_photo(work, contact)


@pytest.mark.parametrize(
    ("content", "kind"), [(PNG, "image/png"), (JPEG, "image/jpeg"), (GIF, "image/gif")], ids=["png", "jpeg", "gif"]
)
async def test_a_picture_is_kept_encrypted_and_told_by_its_first_bytes(bench: Bench, content: bytes, kind: str) -> None:
    contact = await _given(bench, content)
    await bench.all_ended()
    file = await _file(bench, contact)
    assert (file.state, file.kind, file.size, file.error) == (FileState.KEPT, kind, len(content), None)
    assert bench.kept() == [file.shelf]
    assert await bench.shelf.get(file.shelf or "") == content
    assert content not in (bench.folder / (file.shelf or "")).read_bytes()


async def test_what_only_calls_itself_a_picture_is_not_kept(bench: Bench) -> None:
    contact = await _given(bench, b"<svg><script/></svg>")
    (job,) = await bench.all_ended()
    assert (job.state, job.error, job.result["reason"]) == (JobState.FAILED, "file_refused", "no_picture")
    file = await _file(bench, contact)
    assert (file.state, file.error) == (FileState.FAILED, "no_picture")
    assert bench.kept() == []


async def test_a_picture_over_the_limit_is_not_read(bench: Bench) -> None:
    contact = await _given(bench, PNG + b"\0" * PHOTO_SIZE)
    await bench.all_ended()
    assert (await _file(bench, contact)).state is FileState.FAILED


async def test_a_picture_that_slack_no_longer_has_is_said_to_have_failed(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    bench.slack.error = SlackRefused(error="file_deleted")
    await bench.all_ended()
    file = await _file(bench, contact)
    assert (file.state, file.error) == (FileState.FAILED, "slack_refused")
    assert await bench.told(Matter.IMPORT_REPORT) == []


async def test_a_job_carried_out_twice_keeps_one_copy(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    claims = JobClaims(bench.store.database, lease=15)
    job = await claims.claim()
    assert job is not None
    steps = FetchSteps(bench.store.works, bench.shelf, bench.slack)
    await steps.step(job, bench.viewer)  # its outcome was never heard of: the process ended
    with pytest.raises(JobTaken):
        await steps.step(job, bench.viewer)
    assert (await bench.find(job)).state is JobState.DONE
    assert (await _file(bench, contact)).shelf in bench.kept()


async def test_a_job_cut_off_before_its_commit_leaves_one_copy(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    contact = await _given(bench, PNG)
    steps, job = await _cut_off(bench, monkeypatch)
    assert len(bench.kept()) == 1
    await steps.step(await bench.find(job), bench.viewer)
    assert bench.kept() == [(await _file(bench, contact)).shelf]


async def test_a_job_cut_off_that_never_ends_well_leaves_no_copy(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await _given(bench, PNG)
    _, job = await _cut_off(bench, monkeypatch)
    await JobClaims(bench.store.database, lease=15).abandon(job, "member_not_found")
    assert len(bench.kept()) == 1
    await bench.ended(await bench.given(b"Name\nAnn Lee\n"))
    assert bench.kept() == []


async def _cut_off(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> tuple[FetchSteps, Job]:
    """The process ends when the copy lies on the shelf and nothing says so yet."""
    job = await JobClaims(bench.store.database, lease=15).claim()
    assert job is not None
    place = FolderArrival.place

    async def place_and_end(arrival: FolderArrival, key: str) -> None:
        await place(arrival, key)
        raise asyncio.CancelledError

    steps = FetchSteps(bench.store.works, bench.shelf, bench.slack)
    with monkeypatch.context() as ending:
        ending.setattr(FolderArrival, "place", place_and_end)
        with pytest.raises(asyncio.CancelledError):
            await steps.step(job, bench.viewer)
    return steps, job


async def test_a_picture_that_was_fetched_already_keeps_its_copy(bench: Bench) -> None:
    """The job was given back before its end was heard of, and another runner begins it anew."""
    contact = await _given(bench, PNG)
    (done,) = await bench.all_ended()
    first = await _file(bench, contact)
    async with bench.store.works.writing(bench.viewer) as work:
        await work.jobs.add(make.job(id=JobId(work.next_id()), kind=done.kind, input=done.input))
    await bench.all_ended()
    assert await _file(bench, contact) == first
    assert bench.kept() == [first.shelf]


async def test_a_picture_is_sent_to_whoever_asks_for_it(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    await bench.all_ended()
    await _asked_for(bench, contact)
    await bench.all_ended()
    (sent,) = bench.slack.shared
    assert (sent.channel, sent.content) == (f"D{make.CLAIRE}", PNG)
    assert sent.name.endswith(".png")
    assert "Marie Dupont" in sent.title


async def test_a_picture_is_asked_for_again_until_slack_answers(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.01)
    contact = await _given(bench, PNG)
    await bench.all_ended()
    await _asked_for(bench, contact)
    bench.slack.error, bench.slack.times = SlackUnavailable(error="timeout"), bench.slack.asked + 2
    await bench.all_ended()
    assert len(bench.slack.shared) == 1


async def test_whoever_cannot_be_sent_a_picture_is_told(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    await bench.all_ended()
    await _asked_for(bench, contact)
    bench.slack.error = SlackRefused(error="missing_scope")
    job = next(job for job in await bench.all_ended() if job.state is JobState.FAILED)
    assert await bench.told(Matter.FILE_LOST) == [(job.id, make.CLAIRE)]


async def test_a_picture_that_is_not_there_is_not_promised(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    with pytest.raises(FileGone):  # its bytes are still on their way
        await _asked_for(bench, contact)
    async with bench.store.works.writing(bench.viewer) as work:
        bare = await contacts.create(work, make.contact_values("Anna"))
    with pytest.raises(FileGone):
        await _asked_for(bench, bare.contact.id)


async def test_a_copy_that_left_the_shelf_is_told_as_lost(bench: Bench) -> None:
    contact = await _given(bench, PNG)
    await bench.all_ended()
    await bench.shelf.drop((await _file(bench, contact)).shelf or "")
    await _asked_for(bench, contact)
    ended: list[Job] = await bench.all_ended()
    assert [job.error for job in ended] == [None, "file_gone"]
