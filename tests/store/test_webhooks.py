"""What waits for webhooks: found by lane however much waits in one, and never in the way of what else is due."""

from datetime import timedelta

from sqlalchemy import text

from bot.model.deliveries import DeliveryState, Matter, NewDelivery, Op
from bot.model.ids import WebhookId
from bot.model.webhooks import lane_of
from bot.store import Outbox
from bot.store._outbox_claims import Claims, Queue, Room, WebhookClaims
from bot.store._outbox_claims._webhooks import _QUEUES
from tests import make
from tests._works import OpenStore


def told(webhook: int, event: int, *, contact: int = 0, minutes: int = 0) -> NewDelivery:
    lane = lane_of(WebhookId(webhook))
    return NewDelivery(
        op=Op.WEBHOOK, matter=Matter.WEBHOOK, subject=event, occurrence=contact, lane=lane,
        dedupe_key=f"{lane}:{event}", due_at=make.NOW + timedelta(minutes=minutes),
    )  # fmt: skip


async def put(store: OpenStore, *deliveries: NewDelivery) -> None:
    async with store.session() as session:
        await Outbox(session).add_many(deliveries)


async def test_each_queue_says_when_its_first_is_due(store: OpenStore) -> None:
    claims = WebhookClaims(store.database, lease=30)
    assert list(await claims.queues()) == []
    await put(store, told(7, 1, minutes=5), told(7, 2, minutes=3), told(30, 3), told(4, 4, minutes=9), told(4, 5))
    assert sorted(await claims.queues(), key=lambda each: each.lane) == [
        Queue("webhook:30", make.NOW),
        Queue("webhook:4", make.NOW),
        Queue("webhook:7", make.NOW + timedelta(minutes=3)),
    ]


async def test_of_one_contact_one_is_claimed_at_a_time_and_others_pass(store: OpenStore) -> None:
    claims = WebhookClaims(store.database, lease=30)
    await put(store, *(told(7, number, contact=1) for number in range(1, 4)), told(7, 4, contact=2), told(7, 5))
    wanted = {"webhook:7": 4}
    first = await claims.exchange([], wanted, in_hand=(), now=make.NOW)
    assert [each.delivery.subject for each in first] == [1, 4, 5]
    held = {(each.delivery.lane, each.delivery.occurrence) for each in first}
    assert list(await claims.exchange([], wanted, in_hand=held, now=make.NOW)) == []
    assert [each.delivery.subject for each in await claims.exchange([], wanted, in_hand=(), now=make.NOW)] == [2]


async def test_what_was_claimed_by_who_died_waits_again_for_the_worker_of_webhooks(store: OpenStore) -> None:
    if not store.database.is_sqlite:
        return  # there a lease tells: see the tests of the worker
    claims = WebhookClaims(store.database, lease=30)
    await put(store, told(7, 1), make.delivery(50))
    await claims.exchange([], {"webhook:7": 4}, in_hand=(), now=make.NOW)
    main = Claims(store.database, steady=store.clock.steady, lease=15, settle=60)
    await main.recover(make.NOW)
    exchange = await main.exchange([], [], opened={}, room=Room(10, 10), now=make.NOW)
    assert [each.delivery.op for each in exchange.claimed] == [Op.POST]
    (again,) = await claims.exchange([], {"webhook:7": 4}, in_hand=(), now=make.NOW)
    assert again.delivery.state is DeliveryState.WAITING


async def test_the_queues_are_found_by_the_index_and_not_by_reading_all_that_waits(store: OpenStore) -> None:
    """A receiver that is dead for days leaves a hundred thousand rows: read one by one that takes seconds."""
    if not store.database.is_sqlite:
        return  # PostgreSQL chooses by what is there
    async with store.database.write.connect() as connection:
        statement = _QUEUES.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        plan = [str(row[-1]) for row in await connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))]
    searches = [line for line in plan if "outbox" in line]
    assert len(searches) == 2
    assert all("ix_outbox_webhook_due (op=? AND lane" in line for line in searches)
    assert not [line for line in plan if "TEMP B-TREE" in line]
