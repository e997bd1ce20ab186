"""One process that freezes, one workspace, one history that cannot be read: the others get theirs all the same."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from bot.model.errors import StoreUnavailable
from bot.model.ids import ChannelId
from bot.model.messages import Message
from bot.store._engine import faults
from bot.store._outbox import OutboxRow
from tests._works import PATIENT
from tests.delivery import _stage
from tests.delivery._stage import CHANNEL, TEAM, line, reminders, until
from tests.delivery.conftest import LEASE, Post, post_office

OTHER = "T0OTHER0001"
SALES = ChannelId("C0SALES0001")
only_woken = pytest.mark.usefixtures("only_woken")
on_postgres = pytest.mark.parametrize("engine_kind", [pytest.param("postgres", marks=pytest.mark.postgres)])


async def lend(post: Post, state: str, lease: str, *, subject: int) -> None:
    """Another process has it, or had; the lease as SQL."""
    row = f"UPDATE outbox SET state = :state, owner = 'other', lease = {lease} WHERE subject = :subject"  # noqa: S608
    async with post.store.write.begin() as connection:
        await connection.execute(text(row), {"state": state, "subject": subject})


@only_woken
@on_postgres
async def test_a_row_whose_holder_froze_does_not_keep_the_others_from_their_turn(post: Post) -> None:
    await post.put(reminders(6))
    await lend(post, "claimed", "now() - interval '1 s'", subject=0)
    async with _stage.locked(post.store, "subject = 0"):
        await post.work()
        await until(lambda: len(post.slack.posts()) == 5)
        await post.put(reminders(5, first=10))
        await until(lambda: len(post.slack.posts()) == 10)
    await until(lambda: len(post.slack.posts()) == 11)


@only_woken
@on_postgres
async def test_a_clock_is_corrected_past_the_rows_that_a_frozen_process_holds(post: Post) -> None:
    await post.gateway.enter(TEAM, SALES)
    post.clock.ahead += timedelta(days=365)
    await post.work()
    await asyncio.sleep(0.3)
    later = post.clock.now() + timedelta(hours=1)
    await post.put([line(1, due_at=later), line(2, due_at=later, channel=SALES)])
    await asyncio.sleep(0.3)
    async with _stage.locked(post.store, "subject = 1"):
        post.clock.ahead -= timedelta(days=365)
        await until(lambda: post.slack.texts() == ["feed_line 2"])
    post.wake()
    await post.are("sent")


@on_postgres
@pytest.mark.parametrize("limits", [replace(PATIENT, silent=5)])
async def test_a_process_that_froze_while_it_wrote_is_cut_off_and_told_so(post: Post) -> None:
    post.halting["after_send"] = asyncio.Event()
    await post.put(reminders(1))
    await post.work()
    await post.are("sending")
    async with post.store.write.connect() as frozen:
        await frozen.execute(text("SELECT id FROM outbox FOR UPDATE"))
        post.halting["after_send"].set()
        await post.put(reminders(5, first=10))
        await post.are("sent")
        with pytest.raises(StoreUnavailable), faults():
            await frozen.execute(text("SELECT 1"))
    assert set(post.slack.posts().values()) == {1}


@on_postgres
async def test_a_doubt_that_is_still_being_asked_about_is_nobody_elses(post: Post) -> None:
    post.fail("reset_before", times=1)
    post.fail("slow", "conversations.history", delay=LEASE * 1.5)
    await post.put(reminders(1))
    async with post_office(post.store.url.render_as_string(), post.slack, tenant=post.tenant) as other:
        await post.work()
        await other.work()
        await post.are("sent")
    assert len(post.slack.calls("conversations.history")) == 1
    assert set(post.slack.posts().values()) == {1}


@only_woken
async def test_a_doubt_that_cannot_be_asked_about_does_not_keep_the_others_waiting(post: Post) -> None:
    other = await _stage.found(post.store, OTHER)
    post.locked_out.add(OTHER)
    post.fail("reset_before")
    await _stage.put(post.store, other, [line(1)])
    await post.put(reminders(1, first=50))
    await post.work()

    async def in_doubt() -> bool:
        return all(each.doubted for each in await post.rows())

    await until(in_doubt)
    await post.rest()
    post.mend()
    async with post.store.write.begin() as connection:  # so that both are asked about in one breath
        await connection.execute(update(OutboxRow).values(state="sending", lease=post.clock.now()))
    await post.work()

    async def told() -> bool:
        return [each.state.value for each in await post.rows()] == ["sending", "sent"]

    await until(told)
    post.locked_out.clear()
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}


@only_woken
async def test_copies_that_cannot_be_counted_do_not_keep_the_others_from_it(post: Post) -> None:
    other = await _stage.found(post.store, OTHER)
    post.fail("reset_after", channel=CHANNEL, times=1)
    await _stage.put(post.store, other, [line(1)])
    await post.work()
    await post.are("sent")
    post.fail("reset_after", times=1)
    await post.put(reminders(1, first=50))
    _, sent = await post.are("sent")
    assert sent.channel is not None
    await post.gateway.post(TEAM, sent.channel, Message("late"), delivery=sent.id)
    post.locked_out.add(OTHER)
    post.clock.ahead += timedelta(minutes=11)

    async def one_left() -> bool:
        return await post.alive(sent) == [sent.ts]

    await until(one_left)
