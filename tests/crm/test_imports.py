"""An import in chunks: contacts, their trace, the search and how far it has come, all in one transaction each."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.crm import contacts, imports, undo
from bot.crm.imports import Reading
from bot.model.bulk import BulkReport
from bot.model.deliveries import Matter
from bot.model.errors import FileRefused, GuestRefused, RoleRefused
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId
from bot.model.jobs import Job, JobState, Refusal, Report, report_of
from bot.model.members import Role, Viewer
from bot.store._outbox import OutboxRow
from bot.store.events import EventRow, Events
from tests import make
from tests._works import OpenStore, open_works
from tests.conftest import Database

US_500 = Path(__file__).parents[3] / "shared" / "data" / "us-500.csv"
LIST = b"First name;Last name;Phone;Tags\nAnn;Lee;06 28 23 04 55;Clients\nBob;Ray;;\n\n;;;\n;;;Clients\n"


@pytest_asyncio.fixture
async def store(database: Database) -> AsyncIterator[OpenStore]:
    async with open_works(database.url) as opened:
        await opened.settle()
        yield opened


async def started(store: OpenStore, viewer: Viewer) -> Job:
    async with store.works.writing(viewer) as work:
        return await imports.start(work, shelf="0" * 64, owner="here")


async def imported(store: OpenStore, content: bytes, *, chunk: int = 500, viewer: Viewer | None = None) -> Job:
    """A whole import, in chunks of so many rows."""
    asker = viewer or make.viewer()
    job = await started(store, asker)
    reading = await Reading.begin(content, country="FR")
    while rows := await reading.take(chunk):
        async with store.works.writing(asker) as work:
            job = await imports.advance(work, job, rows, total=reading.file.total)
    async with store.works.writing(asker) as work:
        return await imports.finish(work, job, left_out=reading.file.left_out)


async def found(store: OpenStore, words: str) -> list[str]:
    async with store.works.reading(make.viewer()) as work:
        return [each.name for each in (await contacts.search(work, words)).found]


async def test_every_row_is_accounted_for(store: OpenStore) -> None:
    job = await imported(store, LIST)
    assert report_of(job) == Report(rows=5, created=2, skipped=2, refusals=(Refusal(5, "nothing_to_call_it"),))
    assert (job.state, job.cursor, job.done, job.total) == (JobState.DONE, 5, 5, 5)


@pytest.mark.parametrize("chunk", [1, 2, 500])
async def test_the_size_of_the_chunks_changes_nothing(store: OpenStore, chunk: int) -> None:
    job = await imported(store, LIST + LIST.split(b"\n", 1)[1], chunk=chunk)
    report = report_of(job)
    assert (report.rows, report.created, report.skipped, report.refused) == (10, 2, 6, 2)
    assert [each.row for each in report.refusals] == [5, 10]


async def test_what_was_imported_is_found_and_numbered_like_any_other(store: OpenStore) -> None:
    async with store.works.writing(make.viewer()) as work:
        await contacts.create(work, make.contact_values())
    await imported(store, LIST)
    assert await found(store, "0628230455") == ["Ann Lee"]
    assert await found(store, "clients") == ["Ann Lee"]
    assert await found(store, "#3") == ["Bob Ray"]


async def test_the_trace_of_an_import_is_one_batch_and_no_channel_hears_of_it(store: OpenStore) -> None:
    job = await imported(store, LIST, chunk=1)
    async with store.looking() as session:
        told = (await session.scalars(select(EventRow).order_by(EventRow.id))).all()
        lines = await session.scalars(select(OutboxRow.id).where(OutboxRow.matter == Matter.FEED_LINE.value))
        assert lines.all() == []
        finished = await Events(session).find(told[-1].id)  # type: ignore[arg-type]  # a row's plain integer
    assert [event.kind for event in told] == [*[EventKind.CONTACT_CREATED] * 2, EventKind.IMPORT_FINISHED]
    assert {event.batch for event in told} == {job.id}
    assert finished is not None
    assert [finished.value(name) for name in ("rows", "created", "skipped", "refused")] == ["5", "2", "2", "1"]


async def test_an_import_is_taken_back_but_for_who_was_changed_since(store: OpenStore) -> None:
    job = await imported(store, LIST)
    async with store.works.writing(make.viewer()) as work:
        (ann,) = (await contacts.search(work, "ann lee")).found
        await contacts.tag(work, ann.id, ["Lyon"], shown=[])
    async with store.works.writing(make.viewer()) as work:
        assert await undo.take_back(work, BatchId(job.id)) == BulkReport(done=1, refused=1)
    assert await found(store, "clients") == ["Ann Lee"]
    assert await found(store, "bob ray") == []


async def test_columns_that_no_field_takes_are_told(store: OpenStore) -> None:
    job = await imported(store, b"Name,Score,Shoe size\nAnn Lee,1,38\n")
    async with store.looking() as session:
        finished = (await session.scalars(select(EventRow).where(EventRow.subject == job.id))).one()
        event = await Events(session).find(finished.id)  # type: ignore[arg-type]  # a row's plain integer
    assert event is not None
    assert event.value("left_out") == "Score, Shoe size"


async def test_the_report_goes_to_whoever_asked(store: OpenStore) -> None:
    job = await imported(store, LIST)
    async with store.looking() as session:
        (row,) = (await session.scalars(select(OutboxRow))).all()
    assert (row.matter, row.subject, row.reader) == (Matter.IMPORT_REPORT.value, job.id, make.CLAIRE)


async def test_the_same_rows_in_another_order_and_encoding_create_nothing(store: OpenStore) -> None:
    header, *lines = ["Nom;E-mail", "Éloïse Lefèvre;e@x.org", "Zoé Noël;z@x.org"]
    await imported(store, "\n".join([header, *lines]).encode())
    again = await imported(store, "\n".join([header, *reversed(lines)]).encode("cp1252"))
    assert report_of(again) == Report(rows=2, skipped=2)


async def test_another_workspace_imports_the_same_file_for_itself(store: OpenStore) -> None:
    await store.settle(make.member())
    first = await imported(store, LIST)
    second = await imported(store, LIST, viewer=make.viewer(tenant=2))
    assert report_of(first).created == report_of(second).created == 2


async def test_readers_and_guests_may_not_import(store: OpenStore) -> None:
    with pytest.raises(RoleRefused):
        await started(store, make.viewer(role=Role.READER))
    guest = Viewer(member=make.guest(), workspace=make.workspace())
    with pytest.raises(GuestRefused):
        await started(store, guest)


async def test_a_file_that_is_no_list_is_refused_before_anything_begins() -> None:
    with pytest.raises(FileRefused):
        await Reading.begin(b"\x89PNG\r\n\x1a\n\x00", country="FR")


async def test_many_refused_rows_are_kept_in_little_room(store: OpenStore) -> None:
    job = await imported(store, b"Last name;City\n" + b";Lyon\n" * 2000)
    assert job.result["refusals"] == {"nothing_to_call_it": [1, 2000]}
    assert [each.row for each in report_of(job).refusals] == list(range(1, 2001))


@pytest.mark.skipif(not US_500.exists(), reason="the shared list is not here")
async def test_the_american_list_gives_500_contacts_and_nothing_the_second_time(store: OpenStore) -> None:
    content = US_500.read_bytes()
    assert report_of(await imported(store, content)) == Report(rows=500, created=500)
    assert report_of(await imported(store, content)) == Report(rows=500, skipped=500)
    assert await found(store, "jbutt@gmail.com") == ["James Butt"]
    async with store.works.reading(make.viewer()) as work:
        (hit,) = (await contacts.search(work, "504-845-1427")).found
        contact = await work.contacts.find(ContactId(hit.id))
    assert contact is not None
    assert (contact.values.company, len(contact.values.coordinates)) == ("Benton, John B Jr", 5)
