"""The job that makes a contact's channel, whatever Slack answers or does not, on both engines."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import func, select, update

from bot.crm import channels, contacts
from bot.model.changes import flat
from bot.model.channels import ContactChannel, Stage, channel_name
from bot.model.contacts import ContactValues, Hold, Reach
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.ids import ChannelId, ContactId
from bot.model.jobs import Job, JobState
from bot.store._outbox import OutboxRow
from bot.worker import jobs
from tests import make
from tests.conftest import Database
from tests.worker._jobs import Bench, open_bench

NAME = "contact-marie-dupont"


@pytest_asyncio.fixture
async def bench(database: Database, tmp_path: Path) -> AsyncIterator[Bench]:
    async with open_bench(database.url, tmp_path / "shelf") as opened:
        yield opened


async def asked(bench: Bench) -> ContactId:
    async with bench.store.works.writing(bench.viewer) as work:
        saved = await contacts.create(work, make.contact_values())
    async with bench.store.works.writing(bench.viewer) as work:
        await channels.ask(work, await contacts.found(work, saved.contact.id))
    return saved.contact.id


async def made(bench: Bench, contact: ContactId) -> ContactChannel | None:
    async with bench.store.works.reading(bench.viewer) as work:
        return await work.channels.of_contact(contact)


async def ended(bench: Bench) -> Job:
    (job,) = await bench.all_ended()
    return job


async def test_the_channel_is_linked_and_whoever_asked_is_in_it(bench: Bench) -> None:
    contact = await asked(bench)
    assert (await ended(bench)).state is JobState.DONE
    held = await made(bench, contact)
    assert held is not None
    assert (held.channel, held.stage, held.name) == (ChannelId("C1"), Stage.READY, NAME)
    assert bench.rooms.members == {ChannelId("C1"): [bench.viewer.id]}


async def test_the_card_is_written_anew_where_the_employer_it_names_is_called_otherwise_or_held(bench: Bench) -> None:
    async with bench.store.works.writing(bench.viewer) as work:
        employer = (await contacts.create(work, make.company_values())).contact
        person = (await contacts.create(work, make.contact_values(employer=employer.id))).contact
    async with bench.store.works.writing(bench.viewer) as work:
        await channels.ask(work, await contacts.found(work, person.id))
    await ended(bench)
    held = Hold("unpaid", Reach.CHILDREN)
    for values in (make.company_values("Acme SAS"), make.company_values("Acme SAS", hold=held)):
        assert await rewritten_by(bench, employer.id, values) == 1
    assert await rewritten_by(bench, employer.id, replace(values, comment="closed on Mondays")) == 0


async def rewritten_by(bench: Bench, contact: ContactId, values: ContactValues) -> int:
    """How many rewritings of cards a change plans, where none waited before."""
    async with bench.store.session() as session:
        waiting = (OutboxRow.matter == Matter.CONTACT_CARD.value, OutboxRow.state == DeliveryState.DUE.value)
        await session.execute(update(OutboxRow).where(*waiting).values(state=DeliveryState.SENT.value))
    async with bench.store.works.writing(bench.viewer) as work:
        before = await work.contacts.find(contact)
        assert before is not None
        await contacts.change(work, contact, values, base=flat(before.values))
    async with bench.store.looking() as session:
        planned = select(func.count()).select_from(OutboxRow).where(*waiting, OutboxRow.op == Op.UPDATE.value)
        return int(await session.scalar(planned) or 0)


async def test_two_who_ask_get_one_channel(bench: Bench) -> None:
    contact = await asked(bench)
    async with bench.store.works.writing(bench.viewer) as work:
        again = await channels.ask(work, await contacts.found(work, contact))
    assert not again.begun
    await bench.all_ended()
    assert list(bench.rooms.channels) == [NAME]


@pytest.mark.parametrize(("lost", "unheard"), [(1, 0), (0, 1), (0, 2)])
async def test_a_lost_answer_makes_no_second_one(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, lost: int, unheard: int
) -> None:
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.001)
    bench.rooms.lost, bench.rooms.unheard = lost, unheard
    contact = await asked(bench)
    assert (await ended(bench)).state is JobState.DONE
    assert list(bench.rooms.channels) == [NAME]
    held = await made(bench, contact)
    assert held is not None
    assert held.channel == ChannelId("C1")


async def test_somebody_elses_channel_of_the_name_is_not_taken_for_ours(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.001)
    bench.rooms.channels[NAME] = ChannelId("C0THEIRS"), False
    bench.rooms.unheard = 1
    await asked(bench)
    await bench.all_ended()
    assert list(bench.rooms.channels) == [NAME, f"{NAME}-2"]


async def test_a_channel_of_ours_that_is_another_contacts_is_not_taken(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asked(bench)
    await bench.all_ended()
    monkeypatch.setattr(jobs, "_FIRST_WAIT", 0.001)
    bench.rooms.unheard = 1
    await asked(bench)
    await bench.all_ended()
    assert list(bench.rooms.channels) == [NAME, f"{NAME}-2"]


async def test_a_refusal_leaves_nothing_behind(bench: Bench) -> None:
    bench.rooms.refusal = "restricted_action"
    contact = await asked(bench)
    job = await ended(bench)
    assert (job.state, job.error, job.result["reason"]) == (
        JobState.FAILED, "channel_not_made", "restricted_action",
    )  # fmt: skip
    assert await made(bench, contact) is None


async def test_whoever_cannot_be_invited_has_the_channel_all_the_same(bench: Bench) -> None:
    bench.rooms.uninviting = "cant_invite"
    contact = await asked(bench)
    assert (await ended(bench)).result["uninvited"] == "cant_invite"
    assert await made(bench, contact) is not None


@pytest.mark.parametrize(
    ("name", "number", "called"),
    [
        ("Société Générale", 1, "contact-societe-generale"),
        ("O'Brien & Fils, S.A.", 2, "contact-o-brien-fils-s-a-2"),
        ("Łukasz Œuvrard ß", 1, None),
        ("李明", 3, "contact-3"),
        ("x" * 200, 12, "contact-" + "x" * 69 + "-12"),
        ("  --  ", 1, "contact"),
    ],
)
def test_a_channel_is_called_by_letters_that_slack_takes(name: str, number: int, called: str | None) -> None:
    given = channel_name(name, number)
    assert len(given) <= 80
    assert given == given.lower()
    assert called in (None, given)
