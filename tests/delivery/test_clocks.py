"""The wall clock may jump and a process may freeze: what is due is sent once, and soon."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.model.deliveries import DeliveryState, Matter
from bot.store._outbox_claims import Claims, Room
from tests.conftest import Database
from tests.delivery import _stage
from tests.delivery._carrier import Orders
from tests.delivery._stage import Carriers, line, reminders, until
from tests.delivery.conftest import Post, post_office

LEASE, SETTLE = 0.6, 0.6
only_woken = pytest.mark.usefixtures("only_woken")


@only_woken
async def test_a_jump_ahead_sends_what_became_late_once_and_soon(post: Post) -> None:
    await post.put(reminders(5, due_at=post.clock.now() + timedelta(days=1)))
    await post.work()
    await asyncio.sleep(0.3)
    assert not post.slack.posts()
    post.clock.ahead += timedelta(days=1, seconds=1)
    await until(lambda: len(post.slack.posts()) == 5)
    post.clock.ahead -= timedelta(days=1)
    await asyncio.sleep(1.2)
    assert set(post.slack.posts().values()) == {1}


async def test_a_jump_back_sends_nothing_early(post: Post) -> None:
    await post.put(reminders(1, due_at=post.clock.now() + timedelta(seconds=1)))
    post.clock.ahead -= timedelta(hours=1)
    await post.work()
    await asyncio.sleep(1.5)
    assert not post.slack.posts()
    post.clock.ahead += timedelta(hours=1)
    await post.are("sent")


async def test_a_doubt_from_before_a_jump_back_is_found_in_history(post: Post) -> None:
    post.clock.ahead += timedelta(days=365)
    post.fail("reset_after", times=1)
    await post.put(reminders(1))
    await post.work()
    await until(lambda: len(post.slack.posts()) == 1)
    post.clock.ahead -= timedelta(days=365)
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}


async def test_what_was_to_be_tried_by_a_clock_that_was_wrong_is_tried_now(post: Post) -> None:
    post.clock.ahead += timedelta(days=365)
    post.fail("error", error="ratelimited")
    await post.put([*reminders(1), line(1), line(2)])
    await post.work()
    await until(lambda: len(post.slack.calls("chat.postMessage")) > 1)
    post.mend()
    post.clock.ahead -= timedelta(days=365)
    await post.are("sent")
    assert [text for text in post.slack.texts() if "line" in text] == ["feed_line 1", "feed_line 2"]


async def test_a_reminder_and_a_note_keep_their_time_when_the_clock_goes_back(post: Post) -> None:
    (reminder,) = reminders(1, due_at=post.clock.now() + timedelta(minutes=1))
    await post.put([reminder, replace(reminder, matter=Matter.NOTE, lane="note", dedupe_key="note")])
    await post.work()
    await asyncio.sleep(0.3)
    post.clock.ahead -= timedelta(hours=1)
    await asyncio.sleep(1.5)
    assert [each.next_try_at for each in await post.rows()] == [reminder.due_at] * 2
    assert not post.slack.posts()


@only_woken
async def test_a_reminder_tried_by_a_clock_that_was_ahead_gets_its_time_back(post: Post) -> None:
    due = post.clock.now() + timedelta(hours=1)
    post.clock.ahead += timedelta(hours=2)
    post.fail("reset_before", times=1)
    post.fail("error", error="ratelimited")  # until the end: it may be tried again before the clock is set
    await post.put(reminders(2, due_at=due))
    await post.work()

    async def tried() -> bool:
        return all(each.tries for each in await post.rows())

    await until(tried)
    post.clock.ahead -= timedelta(hours=2)

    async def waits() -> bool:
        return {(each.state, each.next_try_at) for each in await post.rows()} == {(DeliveryState.DUE, due)}

    await until(waits)
    assert not post.slack.posts()


@only_woken
async def test_what_falls_due_while_the_worker_waits_for_the_writer_is_sent_soon(post: Post) -> None:
    await post.put(reminders(1, due_at=post.clock.now() + timedelta(hours=1)))
    await post.work()
    await asyncio.sleep(0.3)
    async with _stage.full(post.store):
        post.wake()
        await asyncio.sleep(0.3)
        post.clock.ahead += timedelta(hours=2)
    await until(lambda: bool(post.slack.posts()))


async def test_a_pause_that_ends_just_after_a_claim_is_not_slept_over(post: Post) -> None:
    ran = [0.0]
    claims = Claims(post.store, steady=lambda: ran[0], lease=LEASE, settle=SETTLE)
    await claims.pause(post.tenant, "method:chat.postMessage", seconds=60, now=post.clock.now(), reason="ratelimited")
    await post.put(reminders(1))
    exchange = await claims.exchange([], [], opened={}, room=Room(1, 0), now=post.clock.now())
    assert not exchange.claimed
    ran[0] += 61
    assert (await claims.outlook(post.clock.now())).resumes_in == 0


@only_woken
@pytest.mark.parametrize("engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_leases_from_before_the_databases_clock_went_back_end_all_the_same(post: Post) -> None:
    await post.put(reminders(2))
    async with post.store.write.begin() as connection:
        for subject, state in enumerate(["claimed", "sending"]):
            row = "UPDATE outbox SET state = :state, owner = 'dead', lease = now() + interval '1 h' WHERE subject = :of"
            await connection.execute(text(row), {"state": state, "of": subject})
    await post.work()
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}


@only_woken
async def test_something_new_wakes_the_worker_at_once(post: Post) -> None:
    await post.work()
    await asyncio.sleep(0.3)
    await post.put(reminders(1))
    await until(lambda: bool(post.slack.posts()))


async def test_a_stop_leaves_nothing_claimed(post: Post) -> None:
    post.fail("slow", delay=0.05)
    await post.put(reminders(400))
    await post.work()
    await until(lambda: len(post.slack.posts()) > 20)
    await post.rest()
    states = {each.state for each in await post.rows()}
    assert states == {DeliveryState.SENT, DeliveryState.DUE}


@pytest.mark.parametrize("engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
async def test_a_worker_hears_what_another_process_wrote(
    database: Database, carriers: Carriers, tmp_path: Path
) -> None:
    async with _stage.slack(tmp_path) as slack, _stage.opened(database.url) as store:
        tenant = await _stage.furnish(store)
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        await carriers.start(replace(orders, only_woken=True))
        await asyncio.sleep(1)
        await _stage.put(store, tenant, reminders(1))
        await until(lambda: bool(slack.posts()))


# A SQLite file has one worker, and nobody takes over from it.
@pytest.mark.parametrize("engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])
@pytest.mark.parametrize("step", ["claimed", "before_send", "in_the_call"])
async def test_a_worker_that_was_frozen_past_its_lease_leaves_one_message(
    database: Database, carriers: Carriers, tmp_path: Path, step: str
) -> None:
    async with _stage.slack(tmp_path) as slack:
        async with _stage.opened(database.url) as store:
            tenant = await _stage.furnish(store)
            await _stage.put(store, tenant, reminders(1))
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        sleeper = await carriers.start(replace(orders, step=step, signal="SIGSTOP"))
        await carriers.frozen(sleeper)
        other = await carriers.start(orders)
        await until(lambda: len(slack.posts()) == 1)
        os.kill(sleeper, signal.SIGCONT)
        await asyncio.sleep(0.5)
        await carriers.stop(sleeper)
        await carriers.stop(other)
        # Between the last look at the lease and the socket nobody can help: there the sweeper does.
        assert set(slack.posts().values()) <= ({1, 2} if step == "in_the_call" else {1})
        async with post_office(database.url, slack, tenant=tenant) as post:
            post.clock.ahead += timedelta(minutes=11)
            await post.work()
            (sent,) = await post.are("sent")

            async def one_left() -> bool:
                return await post.alive(sent) == [sent.ts]

            await until(one_left)


@pytest.mark.parametrize("step", ["claimed", "before_send", "in_the_call"])
async def test_a_worker_that_was_frozen_alone_sends_once(
    database: Database, carriers: Carriers, tmp_path: Path, step: str
) -> None:
    async with _stage.slack(tmp_path) as slack:
        async with _stage.opened(database.url) as store:
            tenant = await _stage.furnish(store)
            await _stage.put(store, tenant, reminders(1))
        orders = Orders(database.url, slack.sandbox.api_url, slack.sandbox.bot_token, LEASE, SETTLE)
        sleeper = await carriers.start(replace(orders, step=step, signal="SIGSTOP"))
        await carriers.frozen(sleeper)
        await asyncio.sleep(max(LEASE, SETTLE) * 2)
        os.kill(sleeper, signal.SIGCONT)
        await until(lambda: bool(slack.posts()))
        await asyncio.sleep(max(LEASE, SETTLE) * 2)
        await carriers.stop(sleeper)
        assert set(slack.posts().values()) == {1}
