"""A tag that many wear is renamed and deleted chunk by chunk, on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import update

from bot.crm import contacts, tags
from bot.model.ids import ContactId
from bot.model.jobs import JobKind, JobState
from bot.model.members import Role, Standing, Viewer
from bot.model.tags import Tag, TagColour, TagScope
from bot.store._jobs import JobRow
from bot.store.members import MemberRow, Members
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, open_bench

WEARERS = 2 * tags.CHUNK + 7  # the first chunk goes with the change, two are the job's


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        admin = make.member(role=Role.ADMIN)
        async with opened.store.session() as session:
            await Members(session).save(admin, at=make.NOW)
        opened.viewer = Viewer(member=admin, workspace=opened.viewer.workspace)
        yield opened


async def _worn(bench: Bench) -> Tag:
    """A tag that many wear."""
    lines = "\n".join(f"Anna;Nom{n:04};Vernissage" for n in range(WEARERS))
    await bench.ended(await bench.given(f"Prénom;Nom;Tags\n{lines}\n".encode()))
    async with bench.store.works.reading(bench.viewer) as work:
        (tag,) = await work.tags.list("vernissage", limit=1)
    return tag


async def _found(bench: Bench, words: str) -> int:
    async with bench.store.works.reading(bench.viewer) as work:
        return (await contacts.search(work, words)).total


async def test_all_who_wear_a_renamed_tag_are_found_by_its_new_name(bench: Bench) -> None:
    tag = await _worn(bench)
    async with bench.store.works.writing(bench.viewer) as work:
        await tags.change(work, tag.id, "Exposition", colour=TagColour.RED, scope=TagScope.BOTH)
    (job,) = [job for job in await bench.all_ended() if job.kind is JobKind.RETAG]
    assert job.state is JobState.DONE
    assert [await _found(bench, f"exposition nom{n:04}") for n in (0, tags.CHUNK, WEARERS - 1)] == [1, 1, 1]
    assert await _found(bench, "vernissage") == 0


async def test_a_deleted_tag_is_taken_off_all_who_wear_it(bench: Bench) -> None:
    tag = await _worn(bench)
    async with bench.store.works.writing(bench.viewer) as work:
        await tags.delete(work, tag.id)
    await bench.all_ended()
    assert await _found(bench, "vernissage") == 0
    async with bench.store.works.reading(bench.viewer) as work:
        assert await work.tags.find(tag.id) is None
        assert await work.tags.contacts(tag.id, after=ContactId(0), limit=1) == []


async def test_a_tag_with_few_wearers_needs_no_job(bench: Bench) -> None:
    async with bench.store.works.writing(bench.viewer) as work:
        await contacts.create(work, make.contact_values(tags=("Vernissage",)))
        (tag,) = await work.tags.list("vernissage", limit=1)
        await tags.change(work, tag.id, "Exposition", colour=TagColour.RED, scope=TagScope.BOTH)
    assert await bench.all_ended() == []
    assert await _found(bench, "exposition") == 1


BY_THEN = {
    "a reader": update(MemberRow).values(role=Role.READER.value),
    "gone": update(MemberRow).values(standing=Standing.GONE.value),
    "not known any more": update(JobRow).where(JobRow.kind == JobKind.RETAG.value).values(member=make.JOHN),
}


@pytest.mark.parametrize("become", BY_THEN)
async def test_what_a_manager_began_is_ended_whoever_they_are_by_then(bench: Bench, become: str) -> None:
    tag = await _worn(bench)
    async with bench.store.works.writing(bench.viewer) as work:
        await tags.delete(work, tag.id)
    async with bench.store.session() as session:
        await session.execute(BY_THEN[become])
    await _retagged(bench)
    assert await _found(bench, "vernissage") == 0


async def test_a_contact_that_the_job_has_passed_may_wear_a_new_tag_of_the_name(bench: Bench) -> None:
    tag = await _worn(bench)
    async with bench.store.works.writing(bench.viewer) as work:
        await tags.delete(work, tag.id)
        (passed,) = (await contacts.search(work, "nom0000")).found
        await tags.put_on(work, passed.id, ["Vernissage"], shown=[])
    await _retagged(bench)
    assert await _found(bench, "vernissage") == 1
    async with bench.store.works.reading(bench.viewer) as work:
        assert [each.worn for each in await work.tags.list("vernissage", limit=10)] == [1]


async def _retagged(bench: Bench) -> None:
    (job,) = [job for job in await bench.all_ended() if job.kind is JobKind.RETAG]
    assert job.state is JobState.DONE
