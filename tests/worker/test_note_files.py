"""Files of notes are fetched, kept, refused, sent and dropped, whatever Slack says and whenever the process ends."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.crm import contacts, files, notes
from bot.gateway._arrival import FolderArrival
from bot.model.deliveries import Matter
from bot.model.errors import FieldsInvalid, FileGone
from bot.model.files import FILE_SIZE, File, FileState, Given, Reason
from bot.model.ids import ChannelId, ContactId
from bot.model.jobs import Job, JobState
from bot.model.members import Viewer
from bot.model.notes import Audience, Note, NoteKind, NoteList, Wanted
from bot.store._jobs_claims import JobClaims
from bot.store.notes import Notes
from bot.worker._jobs_file import FetchSteps
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, killed_while_fetching, open_bench

SALES = ChannelId("C0SALES0001")
PAPER = b"%PDF-1.7 an offer"


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        async with opened.store.works.writing(opened.viewer) as work:
            await work.members.add(_john(opened).member, at=make.NOW)
        yield opened


async def _noted(bench: Bench, *given: Given, **chosen: Any) -> Note:
    async with bench.store.works.writing(bench.viewer) as work:
        saved = await contacts.create(work, make.contact_values("Marie"))
        wanted = Wanted(contact=ContactId(saved.contact.id), on=make.NOW.date(), title="Offer", files=given)
        return await notes.add(work, replace(wanted, **chosen))


def _in_slack(bench: Bench, content: bytes = PAPER, name: str = "offer.pdf", **said: Any) -> Given:
    """As a form gives it: Slack has told its name and size."""
    origin = f"F{len(bench.slack.files) + 1}"
    bench.slack.files[origin] = content
    bench.slack.said[origin] = {"name": name, "kind": "application/pdf"} | said
    return Given(origin=origin, name=name, size=said.get("size", len(content)))


async def _files(bench: Bench, note: Note) -> list[File]:
    async with bench.store.works.reading(bench.viewer) as work:
        return list(await work.files.list([note.id]))


async def _sole(bench: Bench, note: Note) -> File:
    (file,) = await _files(bench, note)
    return file


async def test_the_files_of_a_note_are_kept_sealed_each_under_its_own_name(bench: Bench) -> None:
    note = await _noted(bench, _in_slack(bench), _in_slack(bench, b"a,b", "list.csv", kind="text/csv"))
    await bench.all_ended()
    kept = await _files(bench, note)
    assert [(file.state, file.name, file.kind, file.size) for file in kept] == [
        (FileState.KEPT, "offer.pdf", "application/pdf", len(PAPER)), (FileState.KEPT, "list.csv", "text/csv", 3),
    ]  # fmt: skip
    assert bench.kept() == sorted(file.shelf or "" for file in kept)
    assert PAPER not in (bench.folder / (kept[0].shelf or "")).read_bytes()


async def test_two_that_take_the_files_of_one_note_at_once_take_both(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = await _noted(bench, *(Given(origin=_in_slack(bench, name=name).origin) for name in ("offer", "plan")))
    claims, reindex = JobClaims(bench.store.database, lease=15), Notes.reindex

    async def lingering(notes: Notes, note: Note) -> None:
        await reindex(notes, note)
        await asyncio.sleep(0.1)

    monkeypatch.setattr(Notes, "reindex", lingering)
    jobs = [await claims.claim(), await claims.claim()]
    steps = FetchSteps(bench.store.works, bench.shelf, bench.slack)
    await asyncio.gather(*(steps.step(job, bench.viewer) for job in jobs if job is not None))
    assert [(file.name, file.state) for file in await _files(bench, note)] == [
        ("offer", FileState.KEPT), ("plan", FileState.KEPT)
    ]  # fmt: skip
    async with bench.store.works.reading(bench.viewer) as work:
        page = await notes.listed(work, NoteList(words="offer plan"))
    assert [each.id for each in page.notes] == [note.id]


@pytest.mark.parametrize(
    ("content", "said", "reason"),
    [
        (b"", {"size": 7}, Reason.EMPTY),
        (b"x" * 70_000, {"size": FILE_SIZE + 1}, Reason.TOO_LARGE),
        (PAPER, {"name": "offer.pdf.EXE. "}, Reason.EXCLUDED_KIND),
        (PAPER, {"kind": "application/x-msdownload"}, Reason.EXCLUDED_KIND),
        (b"", {"link": "https://docs.example.com/run.exe?dl=1", "size": 0}, Reason.EXCLUDED_KIND),
    ],
)
async def test_what_only_slack_or_the_stream_shows_is_left_and_told(
    bench: Bench, content: bytes, said: dict[str, Any], reason: Reason
) -> None:
    """In a channel that is shared with another company the message had told neither name nor size."""
    given = _in_slack(bench, content, **said)
    note = await _noted(bench, Given(origin=given.origin))
    (job,) = await bench.all_ended()
    file = await _sole(bench, note)
    assert (job.state, file.state, file.error) == (JobState.FAILED, FileState.FAILED, reason.value)
    assert file.name == str(said.get("name", "offer.pdf")).rstrip(". ")
    assert (bench.kept(), file.shelf) == ([], None)
    assert await bench.told(Matter.FILE_LEFT) == [(job.id, make.CLAIRE)]


async def test_a_file_that_the_form_shows_to_be_refused_is_never_asked_for(bench: Bench) -> None:
    for given, wrong in (
        (Given(origin="F1", name="run.bat", size=5), "excluded_kind"),
        (Given(origin="F1", name="film.mov", size=FILE_SIZE + 1), "too_large"),
        (Given(origin="F1", name="nothing.txt", size=0), "empty"),
    ):
        with pytest.raises(FieldsInvalid) as refused:
            await _noted(bench, Given(origin="F0", name="fine.pdf", size=3), given)
        assert (refused.value.fields, refused.value.values[wrong]) == ({"files": "files_refused"}, [given.name])
    assert await bench.all_ended() == []


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({"user": make.CLAIRE}, FileState.KEPT),
        ({"user": make.JOHN, "places": frozenset({SALES})}, FileState.KEPT),
        ({"user": make.JOHN, "places": frozenset({ChannelId("C0OTHER0001")})}, FileState.FAILED),
        ({"user": make.JOHN}, FileState.FAILED),
    ],
    ids=["her own", "shared there", "shared elsewhere", "shared nowhere"],
)
async def test_a_file_of_a_message_is_copied_where_its_saver_sees_it(
    bench: Bench, said: dict[str, Any], state: FileState
) -> None:
    note = await _noted(bench, replace(_in_slack(bench, **said), channel=SALES))
    await bench.all_ended()
    file = await _sole(bench, note)
    assert (file.state, file.error) == (state, None if state is FileState.KEPT else "not_seen")
    assert len(bench.kept()) == (state is FileState.KEPT)


async def test_what_lies_with_another_company_is_kept_as_a_link_and_never_fetched(bench: Bench) -> None:
    far = _in_slack(bench, b"", "Budget", link="https://docs.example.com/d/1", size=0)
    bad = _in_slack(bench, b"", "Trap", link="javascript:alert(1)", size=0)
    note = await _noted(bench, *(replace(each, size=None) for each in (far, bad)))
    await bench.all_ended()
    linked, refused = await _files(bench, note)
    assert (linked.state, linked.url, linked.name) == (FileState.LINKED, "https://docs.example.com/d/1", "Budget")
    assert (refused.state, refused.error, refused.url) == (FileState.FAILED, "elsewhere", "")
    assert bench.kept() == []


async def test_whoever_opens_a_file_is_sent_it_under_its_own_name(bench: Bench) -> None:
    note = await _noted(bench, _in_slack(bench, name="Été <!channel>/..\u202egpj.pdf"), kind=NoteKind.FILE)
    await bench.all_ended()
    file = await _sole(bench, note)
    async with bench.store.works.writing(_john(bench)) as work:
        await files.send(work, file.id)
    await bench.all_ended()
    (sent,) = bench.slack.shared
    assert (sent.channel, sent.name, sent.title) == (f"D{make.JOHN}", "Été _!channel__..gpj.pdf", "Offer")
    assert sent.content == PAPER


async def test_a_file_is_sent_to_nobody_who_does_not_see_its_note_any_more(bench: Bench) -> None:
    note = await _noted(bench, _in_slack(bench), audience=Audience.MEMBERS, members=(make.JOHN,))
    await bench.all_ended()
    file, john = await _sole(bench, note), _john(bench)
    async with bench.store.works.writing(john) as work:
        await files.send(work, file.id)
    async with bench.store.works.writing(bench.viewer) as work:
        await notes.edit(work, note.id, replace(note.wanted, audience=Audience.PRIVATE, members=()), base=note.wanted)
    job = (await bench.all_ended())[-1]
    assert (job.error, bench.slack.shared) == ("file_gone", [])
    with pytest.raises(FileGone):
        async with bench.store.works.writing(john) as work:
            await files.send(work, file.id)


async def test_a_file_of_a_deleted_note_is_sent_to_nobody_and_its_bytes_go_with_the_note(bench: Bench) -> None:
    note = await _noted(bench, _in_slack(bench), _in_slack(bench))
    await bench.all_ended()
    file = (await _files(bench, note))[0]
    async with bench.store.works.writing(bench.viewer) as work:
        await notes.delete(work, note.id)
    with pytest.raises(FileGone):
        async with bench.store.works.writing(bench.viewer) as work:
            await files.send(work, file.id)
    assert len(bench.kept()) == 2
    await _purge(bench, note)
    await bench.all_ended()
    assert (bench.kept(), await _files(bench, note)) == ([], [])


async def test_a_note_that_goes_while_its_file_comes_leaves_no_bytes(bench: Bench) -> None:
    note = await _noted(bench, _in_slack(bench))
    await _cut_off(bench, "placed")
    await _purge(bench, note)
    (job, *_) = await bench.all_ended()
    assert (job.state, bench.kept()) == (JobState.DONE, [])


POINTS = ("described", "half", "named", "placed")


@pytest.mark.parametrize("fails", [False, True], ids=["goes on", "never ends well"])
async def test_wherever_a_fetch_is_cut_off_one_copy_is_kept_or_none(bench: Bench, *, fails: bool) -> None:
    for point in POINTS:
        note = await _noted(bench, _in_slack(bench))
        before = bench.kept()
        job = await _cut_off(bench, point)
        if fails:
            await JobClaims(bench.store.database, lease=15).abandon(job, "member_not_found")
        await bench.all_ended()
        file = await _sole(bench, note)
        fresh = [key for key in bench.kept() if key not in before]
        assert fresh == ([] if fails else [file.shelf]), point
        assert file.state is (FileState.DUE if fails else FileState.KEPT), point


async def test_processes_that_are_killed_while_they_fetch_leave_it_to_the_next(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "shelf"
    lease = 0 if database.kind == "sqlite" else 1.2
    async with open_bench(database.url, folder) as bench:
        note = await _noted(bench, _in_slack(bench))
    for count, act in enumerate(("add", "place"), start=1):
        await asyncio.to_thread(killed_while_fetching, act, database.url, folder, {"F1": PAPER})
        await asyncio.sleep(lease)
        assert len(list(folder.iterdir())) == count  # half a file that nobody names, a whole one that the job does
    async with open_bench(database.url, folder, again=True) as bench:
        bench.slack.files["F1"] = PAPER
        await bench.all_ended()
        file = await _sole(bench, note)
        assert await bench.shelf.get(file.shelf or "") == PAPER
        assert [key for key in bench.kept() if not key.startswith(".new-")] == [file.shelf]


async def test_a_file_that_was_changed_in_slack_between_two_tries_leaves_one_copy(bench: Bench) -> None:
    given = _in_slack(bench)
    note = await _noted(bench, given)
    await _cut_off(bench, "placed")
    bench.slack.files[given.origin] = PAPER + b", revised"
    await bench.all_ended()
    assert bench.kept() == [(await _sole(bench, note)).shelf]


async def _cut_off(bench: Bench, point: str) -> Job:
    """The process that has the job ends there, and nobody waits for its lease."""
    claims = JobClaims(bench.store.database, lease=0)
    job = await claims.claim()
    assert job is not None
    with pytest.MonkeyPatch.context() as ending:
        _end_at(point, bench, ending)
        with pytest.raises(asyncio.CancelledError):
            await FetchSteps(bench.store.works, bench.shelf, bench.slack).step(job, bench.viewer)
    return job


def _end_at(point: str, bench: Bench, ending: pytest.MonkeyPatch) -> None:
    place, add, describe = FolderArrival.place, FolderArrival.add, bench.slack.describe

    async def ends_described(team: str, file: str) -> None:
        await describe(team, file)
        raise asyncio.CancelledError

    async def ends_half(arrival: FolderArrival, chunk: bytes) -> None:
        await add(arrival, chunk)
        raise asyncio.CancelledError

    async def ends_named(arrival: FolderArrival, key: str) -> None:
        raise asyncio.CancelledError

    async def ends_placed(arrival: FolderArrival, key: str) -> None:
        await place(arrival, key)
        raise asyncio.CancelledError

    if point == "described":
        ending.setattr(bench.slack, "describe", ends_described)
    elif point == "half":
        ending.setattr(FolderArrival, "add", ends_half)
    else:
        ending.setattr(FolderArrival, "place", ends_named if point == "named" else ends_placed)


async def _purge(bench: Bench, note: Note) -> None:
    async with bench.store.works.writing(bench.viewer, everything=True) as work:
        await work.files.purge([note.id], now=make.NOW)


def _john(bench: Bench) -> Viewer:
    return replace(bench.viewer, member=make.member(id=make.JOHN, name="John"))
