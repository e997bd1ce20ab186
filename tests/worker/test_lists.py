"""A choice that many have is deleted, a field that many have filled in changes: chunk by chunk, on both engines."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
import pytest_asyncio

from bot.crm import choices, custom_fields
from bot.model.changes import CUSTOM, GROUP
from bot.model.choices import Choice, ChoiceKind
from bot.model.contacts import CustomValue
from bot.model.custom_fields import CustomField, CustomKind
from bot.model.ids import ContactId
from bot.model.jobs import JobKind, JobState
from bot.model.members import Role, Viewer
from bot.store.members import Members
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, open_bench
from tests.worker.test_retags import BY_THEN

WEARERS = 2 * choices.CHUNK + 7  # the first chunk goes with the change, two are the job's


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        admin = make.member(role=Role.ADMIN)
        async with opened.store.session() as session:
            await Members(session).save(admin, at=make.NOW)
        opened.viewer = Viewer(member=admin, workspace=opened.viewer.workspace)
        yield opened


async def _people(bench: Bench, **values: object) -> Sequence[ContactId]:
    async with bench.store.works.writing(bench.viewer) as work:
        first = await work.contacts.next_numbers(WEARERS)
        people = [
            make.contact(work.next_id(), make.contact_values("Anna", f"Nom{n:04}", **values), number=first + n)
            for n in range(WEARERS)
        ]
        await work.contacts.add_many([(each, None) for each in people])
    return [each.id for each in people]


async def _groups(bench: Bench) -> tuple[Choice, Choice]:
    async with bench.store.works.writing(bench.viewer) as work:
        return await choices.add(work, ChoiceKind.GROUP, "Press"), await choices.add(work, ChoiceKind.GROUP, "Media")


async def _ended(bench: Bench, kind: JobKind) -> None:
    (job,) = [job for job in await bench.all_ended() if job.kind is kind]
    assert job.state is JobState.DONE


async def test_all_who_have_a_deleted_group_are_given_the_other_one(bench: Bench) -> None:
    press, media = await _groups(bench)
    people = await _people(bench, groups=(press.id,))
    async with bench.store.works.writing(bench.viewer) as work:
        await choices.delete(work, press.id, to=media.id)
        batch = work.batch
    await _ended(bench, JobKind.MOVE_CHOICE)
    async with bench.store.works.reading(bench.viewer) as work:
        assert (await choices.find(work, media.id)).worn == WEARERS
        (last,) = await work.events.list(people[-1], limit=1)
        assert await work.choices.contacts(press.id, after=ContactId(0), limit=1) == []
    assert last.batch == batch, "one act, however many steps it took"
    assert {change.field for change in last.changes} == {f"{GROUP}{press.id}", f"{GROUP}{media.id}"}


@pytest.mark.parametrize("become", ["a reader", "gone"])
async def test_what_an_admin_began_is_ended_whoever_they_are_by_then(bench: Bench, become: str) -> None:
    press, media = await _groups(bench)
    await _people(bench, groups=(press.id,))
    async with bench.store.works.writing(bench.viewer) as work:
        await choices.delete(work, press.id, to=media.id)
    async with bench.store.session() as session:
        await session.execute(BY_THEN[become])
    await _ended(bench, JobKind.MOVE_CHOICE)


async def _sector(bench: Bench) -> CustomField:
    typed = make.typed_field("Sector", kind=CustomKind.CHOICE, answers=("BTP", "Health"))
    async with bench.store.works.writing(bench.viewer) as work:
        return await custom_fields.add(work, typed)


async def test_all_the_values_of_a_changed_field_become_what_it_asks(bench: Bench) -> None:
    field = await _sector(bench)
    people = await _people(bench, custom=(CustomValue(field.id, "BTP"),))
    typed = make.typed_field("Sector", kind=CustomKind.CHOICES, answers=("Works", "Health"))
    async with bench.store.works.writing(bench.viewer) as work:
        await custom_fields.change(work, field.id, typed)
    await _ended(bench, JobKind.REFIT)
    async with bench.store.works.reading(bench.viewer) as work:
        texts = await work.custom_fields.texts(field.id, limit=9)
        (last,) = await work.events.list(people[-1], limit=1)
    assert list(texts) == [("Works", WEARERS)]
    assert [(each.field, each.old, each.new) for each in last.changes] == [(f"{CUSTOM}{field.id}", "BTP", "Works")]


async def test_all_the_values_of_a_deleted_field_go(bench: Bench) -> None:
    field = await _sector(bench)
    people = await _people(bench, custom=(CustomValue(field.id, "BTP"),))
    async with bench.store.works.writing(bench.viewer) as work:
        await custom_fields.delete(work, field.id)
    await _ended(bench, JobKind.REFIT)
    async with bench.store.works.reading(bench.viewer) as work:
        assert await work.custom_fields.values(field.id, after=ContactId(0), limit=1) == {}
        (last,) = await work.events.list(people[-1], limit=1)
    assert [(each.field, each.old, each.new) for each in last.changes] == [(f"{CUSTOM}{field.id}", "BTP", None)]
