"""What happens reaches other programs: signed, at least once, and nothing that is not for everyone."""

import asyncio
import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from aiohttp import web
from sqlalchemy import update

from bot.crm import contacts, webhooks
from bot.crm._work import Work
from bot.model.deliveries import DeliveryState, Matter
from bot.model.errors import FieldsInvalid
from bot.model.members import Role
from bot.model.notes import Audience
from bot.model.webhooks import MOST_TRIES, SECRET_PREFIX, Off, SentState
from bot.store import Sweeps
from bot.store._outbox import OutboxRow
from bot.store._outbox_claims import Claims, Room
from bot.store.contacts import Contacts
from tests import make
from tests._receiver import Receiver, receiver
from tests._works import OpenStore
from tests.crm._notes import MARIE, added, edited, people
from tests.crm.test_contacts import acting
from tests.worker._webhooks import Hooked, failed, hooked, make_admin, noticed, settled, until


@pytest_asyncio.fixture
async def hearing() -> AsyncIterator[Receiver]:
    async with receiver() as hearing:
        yield hearing


@pytest_asyncio.fixture
async def stage(store: OpenStore) -> AsyncIterator[Hooked]:
    await people(store)
    async with store.session() as session:
        await Contacts(session).next_numbers(10)  # those of the people that are there
    async with hooked(store) as stage:
        yield stage


async def test_what_happens_is_told_with_who_did_it_and_what_changed(stage: Hooked, hearing: Receiver) -> None:
    made = await stage.made(hearing)
    await stage.work()
    note = await added(stage.store, "Prefers calls after 4pm")
    await stage.are("sent")
    (heard,) = hearing.heard
    assert heard.told == {
        "id": heard.id,
        "type": "note.added",
        "timestamp": "2026-11-20T09:00:00Z",
        "actor": {"id": make.CLAIRE, "name": "Claire"},
        "contact": {"id": str(MARIE), "number": 1, "name": "Marie Dupont"},
        "subject": str(note.id),
        "changes": [
            {"field": "text", "old": None, "new": "Prefers calls after 4pm"},
            {"field": "title", "old": None, "new": "Visit"},
        ],
    }
    key = base64.b64decode(made.secret.removeprefix(SECRET_PREFIX))
    signed = f"{heard.id}.{heard.headers['webhook-timestamp']}.".encode() + heard.body
    signature = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert heard.headers["webhook-signature"] == f"v1,{signature}"


async def test_each_webhook_is_told_of_the_types_it_takes(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing, name="All", path="/all")
    await stage.made(hearing, types="contact", name="Contacts", path="/contacts")
    await stage.made(hearing, types="reminder file", name="Others", path="/others")
    await stage.work()
    await added(stage.store, "x")
    async with acting(stage.store, make.CLAIRE, Role.MEMBER) as work:
        await contacts.create(work, make.contact_values("Zoé", "Blanc"))
    await stage.are("sent", "sent", "sent")
    told = sorted((each.path, each.told["type"]) for each in hearing.heard)
    assert told == [
        ("/hook/all", "contact.created"), ("/hook/all", "note.added"), ("/hook/contacts", "contact.created"),
    ]  # fmt: skip


async def test_what_is_for_some_is_told_to_no_program(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    await stage.work()
    await added(stage.store, "only mine", audience=Audience.PRIVATE)
    await added(stage.store, "for two", audience=Audience.MEMBERS, members=(make.JOHN,))
    assert await stage.rows() == []


async def test_what_became_private_before_it_was_sent_is_not_sent_then_nor_again(
    stage: Hooked, hearing: Receiver
) -> None:
    made = await stage.made(hearing)
    note = await added(stage.store, "a secret")
    await edited(stage.store, note, audience=Audience.PRIVATE)
    rows = await stage.rows()
    assert {each.state for each in rows} == {DeliveryState.CANCELLED}
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.send_again(work, rows[0].id)
    await stage.work()
    await stage.are(*["cancelled"] * len(rows))
    assert not hearing.heard
    assert {each.state for each in await stage.sendings(made.webhook.id)} == {SentState.LEFT}


async def test_an_act_that_is_rolled_back_tells_nobody(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    with pytest.raises(FieldsInvalid):
        async with acting(stage.store, make.CLAIRE, Role.MEMBER) as work:
            await _created_and_refused(work)
    assert await stage.rows() == []


async def _created_and_refused(work: Work) -> None:
    await contacts.create(work, make.contact_values("Zoé", "Blanc"))
    raise FieldsInvalid({})


async def test_what_fails_is_told_again_and_later_each_time_with_the_same_id(stage: Hooked, hearing: Receiver) -> None:
    made = await stage.made(hearing)
    hearing.answers += [web.Response(status=500), web.Response(status=404), web.Response(status=502)]
    await stage.work()
    await added(stage.store, "x")
    waits = []
    for tried in range(1, 4):
        (row,) = await failed(stage, tried)
        waits.append((row.next_try_at - stage.store.clock.now()).total_seconds())
        assert row.error == f"http_{[500, 404, 502][tried - 1]}"
        stage.advance(waits[-1] + 60)
    (row,) = await stage.are("sent")
    assert row.tries == 4
    assert len(set(hearing.ids)) == 1
    stamps = [int(each.headers["webhook-timestamp"]) for each in hearing.heard]
    assert stamps == sorted(set(stamps))  # of the try, not of the event
    assert waits == sorted(waits)
    assert 4 <= waits[0] <= 6
    held = await stage.held(made.webhook.id)
    assert held.failing_since is None


async def test_a_wait_that_the_receiver_asks_for_is_kept(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    hearing.answers.append(web.Response(status=429, headers={"Retry-After": "3000"}))
    await stage.work()
    await added(stage.store, "x")
    (row,) = await failed(stage, 1)
    assert row.next_try_at == stage.store.clock.now() + timedelta(seconds=3000)


async def test_a_redirect_is_no_arrival(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    hearing.answers.append(web.Response(status=307, headers={"Location": f"{hearing.url}/other"}))
    await stage.work()
    await added(stage.store, "x")
    (row,) = await failed(stage, 1)
    assert (row.error, row.ts) == ("redirect", "307")
    assert [each.path for each in hearing.heard] == ["/hook"]


async def test_who_is_gone_is_told_nothing_more_and_an_admin_hears_of_it(stage: Hooked, hearing: Receiver) -> None:
    await make_admin(stage.store)
    made = await stage.made(hearing)
    hearing.status = 410
    hearing.open.clear()
    await stage.work()
    await added(stage.store, "one")
    await until(lambda: len(hearing.heard) == 1)
    for _ in range(2):
        await added(stage.store, "of the same contact, and so after it")
    hearing.open.set()
    await stage.are("dead", "cancelled", "cancelled")
    held = await stage.held(made.webhook.id)
    assert held.off is Off.GONE
    await added(stage.store, "two")
    assert len(await stage.rows()) == 3
    assert await noticed(stage.store) == [make.CLAIRE]


async def test_one_that_failed_for_days_is_switched_off_and_an_admin_hears_of_it_once(
    stage: Hooked, hearing: Receiver
) -> None:
    await make_admin(stage.store)
    made = await stage.made(hearing)
    hearing.status = 500
    await stage.work()
    for day in range(4):
        await added(stage.store, f"day {day}")
        for _ in range(MOST_TRIES):
            stage.advance(9 * 3600)
            await settled(stage)
    held = await stage.held(made.webhook.id)
    assert held.off is Off.FAILING
    assert await noticed(stage.store) == [make.CLAIRE]
    assert all(each.tries <= MOST_TRIES for each in await stage.rows())
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.switch_on(work, made.webhook.id)
    hearing.status = 204
    stage.advance(120)
    dead = next(each for each in await stage.rows() if each.state is DeliveryState.DEAD)
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.send_again(work, dead.id)
    await settled(stage)
    assert next(each for each in await stage.rows() if each.id == dead.id).state is DeliveryState.SENT
    assert (await stage.held(made.webhook.id)).failing_since is None


async def test_what_leads_inward_by_now_is_not_called(store: OpenStore, hearing: Receiver) -> None:
    await people(store)
    async with hooked(store, trials="192.0.2.0/24") as stage:
        await stage.made(hearing)
        await stage.work()
        await added(store, "x")
        (row,) = await failed(stage, 1)
        assert row.error == "private"
    assert not hearing.heard


async def test_a_receiver_that_does_not_answer_keeps_no_other_waiting(stage: Hooked, hearing: Receiver) -> None:
    async with receiver() as slow:
        slow.open.clear()
        await stage.made(slow, name="Slow")
        await stage.made(hearing, name="Quick")
        await stage.work()
        for number in range(60):
            async with acting(stage.store, make.CLAIRE, Role.MEMBER) as work:
                await contacts.create(work, make.contact_values("Zoé", f"Blanc {number}"))
        await until(lambda: len(hearing.heard) == 60)
        assert slow.most_at_once <= 4
        assert len(slow.heard) <= 4


async def test_what_is_told_of_one_contact_keeps_its_order_while_all_goes_well(
    stage: Hooked, hearing: Receiver
) -> None:
    await stage.made(hearing)
    for number in range(12):
        await added(stage.store, f"note {number}")
    await stage.work()
    await stage.are(*["sent"] * 12)
    told = [each.told["changes"][0]["new"] for each in hearing.heard]
    assert told == [f"note {number}" for number in range(12)]
    assert hearing.most_at_once == 1


async def test_what_was_sent_when_the_process_died_is_sent_again_with_its_id(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    await added(stage.store, "x")
    stage.breaking["webhook_sent"] = asyncio.CancelledError()
    await stage.work()
    await until(lambda: len(hearing.heard) == 1)
    await stage.die()
    (row,) = await stage.rows()
    assert row.state is DeliveryState.CLAIMED
    database = stage.store.database
    if not database.is_sqlite:  # there its lease tells, by the database's own clock
        async with stage.store.session() as session:
            lapsed = stage.store.clock.now() - timedelta(days=3650)
            await session.execute(update(OutboxRow).values(lease=lapsed))
    claims = Claims(database, steady=stage.store.clock.steady, lease=15, settle=60)
    await claims.recover(stage.store.clock.now())
    await claims.outlook(stage.store.clock.now())
    await stage.work()
    await stage.are("sent")
    assert len(hearing.heard) == 2
    assert len(set(hearing.ids)) == 1
    assert hearing.heard[0].body == hearing.heard[1].body


async def test_a_test_is_tried_once_and_also_where_it_is_switched_off(stage: Hooked, hearing: Receiver) -> None:
    made = await stage.made(hearing)
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.switch_off(work, made.webhook.id)
        await webhooks.send_test(work, made.webhook.id)
    await stage.work()
    await stage.are("sent")
    assert hearing.heard[0].told["type"] == "webhook.test"
    hearing.status = 500
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.send_test(work, made.webhook.id)
    await stage.are("sent", "dead")
    assert len(hearing.heard) == 2


async def test_a_new_secret_signs_from_the_next_try_on_and_one_that_cannot_be_opened_is_said(
    stage: Hooked, hearing: Receiver
) -> None:
    made = await stage.made(hearing)
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        renewed = await webhooks.renew_secret(work, made.webhook.id)
    assert renewed.secret != made.secret
    assert renewed.secret.encode() not in renewed.webhook.secret
    async with hooked(stage.store) as other:  # with another key
        await added(stage.store, "x")
        await other.work()
        (row,) = await failed(other, 1)
        assert row.error == "secret"
    assert not hearing.heard


async def test_what_is_deleted_leaves_nothing(stage: Hooked, hearing: Receiver) -> None:
    made = await stage.made(hearing)
    await added(stage.store, "x")
    async with acting(stage.store, make.CLAIRE, Role.ADMIN) as work:
        await webhooks.delete(work, made.webhook.id)
    assert await stage.rows() == []


async def test_what_is_old_goes_from_the_lists(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    await stage.work()
    await added(stage.store, "x")
    await stage.are("sent")
    stage.advance(6 * 86400)
    await Sweeps(stage.store.database).sweep(stage.store.clock.now())
    assert len(await stage.rows()) == 1
    stage.advance(2 * 86400)
    await Sweeps(stage.store.database).sweep(stage.store.clock.now())
    assert await stage.rows() == []


async def test_the_worker_of_messages_leaves_webhooks_alone(stage: Hooked, hearing: Receiver) -> None:
    await stage.made(hearing)
    await added(stage.store, "x")
    claims = Claims(stage.store.database, steady=stage.store.clock.steady, lease=15, settle=60)
    now = stage.store.clock.now() + timedelta(hours=1)
    exchange = await claims.exchange([], [], opened={}, room=Room(100, 100), now=now)
    assert {each.delivery.matter for each in exchange.claimed} == {Matter.FEED_POST}
    outlook = await claims.outlook(now)
    assert outlook.due_at is None
