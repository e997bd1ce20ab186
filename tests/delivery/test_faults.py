"""What Slack and the network do to a delivery, and what a person sees: one message, in order, or a word why not."""

import asyncio
import time
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot.model.deliveries import Delivery, DeliveryState, Op
from bot.model.errors import GuestRefused
from bot.model.ids import ChannelId
from bot.model.messages import Message
from bot.store._outbox import PauseRow
from tests.delivery._stage import CHANNEL, TEAM, line, reminders, until
from tests.delivery.conftest import SETTLE, Post

SALES = "C0SALES0001"
LOST = ["reset_after", "close_after", "truncated", "garbage", "500_after", "error_after", "500", "reset_before"]


async def test_a_lost_answer_leaves_one_message(post: Post) -> None:
    for fault in LOST:
        post.fail(fault, times=1)
    await post.put(reminders(len(LOST)))
    await post.work()
    for sent in await post.are("sent"):
        assert await post.alive(sent) == [sent.ts]
    assert set(post.slack.posts().values()) == {1}


async def test_history_that_cannot_be_asked_leaves_the_doubt_and_sends_nothing(post: Post) -> None:
    post.fail("reset_before", times=1)
    post.fail("500_after", "conversations.history", times=1)
    post.fail("429", "conversations.history", retry_after="1")
    await post.put(reminders(1))
    await post.work()
    await asyncio.sleep(SETTLE * 2)
    assert [each.state for each in await post.rows()] == [DeliveryState.SENDING]
    assert not post.slack.posts()
    post.mend()
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}


async def test_slack_is_left_alone_for_as_long_as_it_asked(post: Post) -> None:
    for channel in (CHANNEL, SALES):  # in two channels at once: it is not one that is busy
        post.fail("429", times=1, channel=channel, retry_after="2.5")
        await post.gateway.enter(TEAM, ChannelId(channel))
    await post.put([line(1), line(2, channel=SALES)])
    begun = time.time()
    await post.work()
    await until(lambda: len(post.slack.calls("chat.postMessage")) == 2)
    await post.put(reminders(30, first=50))
    sent = await post.are("sent")
    assert min(map(_sent_at, sent)) > begun + 2.5
    assert len(post.slack.calls("chat.postMessage")) == 34
    assert set(post.slack.posts().values()) == {1}


async def test_one_busy_channel_is_left_alone_and_the_others_are_not(post: Post) -> None:
    post.fail("429", times=1, channel=CHANNEL, retry_after="5")
    await post.put([line(1)])
    begun = time.time()
    await post.work()
    await until(lambda: bool(post.slack.calls("chat.postMessage")))
    await post.put([line(2), *reminders(4, first=50)])
    first, second, *others = await post.are("sent")
    assert _sent_at(second) > _sent_at(first) > begun + 5
    assert max(map(_sent_at, others)) < _sent_at(first)
    assert len(post.slack.calls("chat.postMessage")) == 7


async def test_with_a_message_a_second_in_each_channel_nobody_waits_for_somebody_elses(post: Post) -> None:
    post.fail("rate_limit", per_second=1.0, burst=1.0)
    await post.put(reminders(4 * 3))
    await post.work()
    paused: set[str] = set()

    async def is_paused() -> bool:
        async with post.store.plain() as session:
            paused.update(await session.scalars(select(PauseRow.scope)))
        return bool(paused)

    await until(is_paused)
    assert all(scope.startswith("channel:") for scope in paused)
    await post.are("sent")
    assert set(post.slack.posts().values()) == {1}


def _sent_at(delivery: Delivery) -> float:
    """By the sandbox's clock, which is the machine's."""
    assert delivery.ts is not None
    return float(delivery.ts)


async def test_a_channel_gets_its_lines_in_order_whatever_fails(post: Post) -> None:
    post.fail("error", times=1, error="message_limit_exceeded")
    post.fail("reset_after", times=1)
    post.fail("429", times=1, retry_after="1")
    await post.put([line(number) for number in range(12)])
    await post.work()
    await post.are("sent")
    assert post.slack.texts() == [f"feed_line {number}" for number in range(12)]


async def test_a_slow_channel_does_not_hold_up_a_reminder(post: Post) -> None:
    post.fail("slow", channel=CHANNEL, delay=0.2)
    await post.put([line(number) for number in range(10)] + reminders(1, first=50))
    await post.work()
    await until(lambda: "reminder 50" in post.slack.texts())
    assert len(post.slack.texts()) < 11


async def test_a_reader_who_left_ends_the_reminder_and_its_author_is_told(post: Post) -> None:
    post.fail("error", "conversations.open", error="user_disabled")
    await post.put(reminders(1))
    await post.work()
    (dead,) = await post.are("dead")
    assert (dead.error, post.told) == ("user_disabled", [("undelivered", dead.id, "user_disabled")])


async def test_a_lost_conversation_is_opened_once_more(post: Post) -> None:
    post.fail("error", times=1, error="channel_not_found")
    await post.put(reminders(1))
    await post.work()
    (sent,) = await post.are("sent")
    assert len(post.slack.calls("conversations.open")) == 2
    assert await post.alive(sent) == [sent.ts]


async def test_a_conversation_that_stays_lost_ends_the_reminder(post: Post) -> None:
    post.fail("error", error="channel_not_found")
    await post.put(reminders(1))
    await post.work()
    (dead,) = await post.are("dead")
    assert post.told == [("undelivered", dead.id, "channel_not_found")]


async def test_a_channel_that_is_gone_ends_its_feed(post: Post) -> None:
    post.fail("error", error="is_archived")
    await post.put([line(1)])
    await post.work()
    (dead,) = await post.are("dead")
    assert post.told == [("channel_gone", dead.id, "is_archived")]


async def test_a_revoked_token_stops_all_calls_until_the_app_is_back(post: Post) -> None:
    post.fail("error", error="token_revoked")
    await post.put(reminders(3))
    await post.work()
    await until(lambda: bool(post.slack.calls("chat.postMessage")))
    await asyncio.sleep(0.5)
    before = len(post.slack.calls("chat.postMessage"))
    await post.put(reminders(3, first=3))
    await asyncio.sleep(1.2)
    assert len(post.slack.calls("chat.postMessage")) == before
    assert {each.state for each in await post.rows()} == {DeliveryState.DUE}
    post.mend()
    await post.rest()
    await post.work()  # with a token that holds
    await post.are("sent")


async def test_a_reader_who_may_not_see_it_ends_the_reminder_and_its_author_is_told(post: Post) -> None:
    post.refusing[0] = GuestRefused()
    await post.put(reminders(2))
    await post.work()

    async def ended() -> bool:
        return [each.state.value for each in await post.rows()] == ["dead", "sent"]

    await until(ended)
    assert [(kind, error) for kind, _, error in post.told] == [("undelivered", "user_not_visible")]


async def test_a_line_that_cannot_be_rendered_is_given_up_and_frees_its_channel(post: Post) -> None:
    post.refusing[1] = ValueError("a fault of ours")
    await post.put([line(1), line(2)])
    await post.work()

    async def tried() -> bool:
        return (await post.rows())[0].tries > 0

    await until(tried)
    await post.rest()
    await post.tried_for_a_day()
    await post.work()

    async def freed() -> bool:
        return [each.state.value for each in await post.rows()] == ["dead", "sent"]

    await until(freed)
    assert [(kind, error) for kind, _, error in post.told] == [("undelivered", "ValueError")]


async def test_a_change_of_what_is_just_leaving_waits_and_finds_its_message(post: Post) -> None:
    post.fail("slow", delay=0.5)
    (reminder,) = reminders(1)
    await post.put([reminder])
    await post.work()

    async def leaving() -> bool:
        return [each.state.value for each in await post.rows()] == ["sending"]

    await until(leaving)
    change = replace(reminder, op=Op.UPDATE, dedupe_key="update", channel=None, ts=None)
    await post.put([change])
    first, second = await post.are("sent")
    assert (second.channel, second.ts) == (first.channel, first.ts)
    assert len(post.slack.calls("chat.update")) == 1


async def test_blocks_that_slack_refuses_are_sent_as_plain_text(post: Post) -> None:
    post.fail("error", times=1, error="invalid_blocks")
    await post.put(reminders(1))
    await post.work()
    await post.are("sent")
    first, second = post.slack.calls("chat.postMessage")
    assert first["body"]["blocks"]
    assert not second["body"]["blocks"]


async def test_what_is_no_longer_wanted_or_worthless_late_is_not_sent(post: Post) -> None:
    post.unwanted.add(1)
    await post.put([line(1), line(2, expires_at=post.clock.now() - timedelta(seconds=1), channel="C0SALES0001")])
    await post.work()
    await post.are("cancelled")
    assert not post.slack.calls("chat.postMessage")


async def test_a_message_is_updated_and_deleted_in_its_lane(post: Post) -> None:
    await post.put([line(1)])
    await post.work()
    (sent,) = await post.are("sent")
    await post.put(
        [
            line(2, op=Op.UPDATE, dedupe_key="update", ts=sent.ts),
            line(3, op=Op.DELETE, dedupe_key="delete", ts=sent.ts),
            line(4, op=Op.UPDATE, dedupe_key="too late", ts=sent.ts),
        ]
    )

    async def done() -> bool:
        return [each.state.value for each in await post.rows()] == ["sent", "sent", "sent", "cancelled"]

    await until(done)
    assert await post.alive(sent) == []


async def test_a_second_copy_is_taken_back_ten_minutes_later(post: Post) -> None:
    post.fail("reset_after", times=1)
    await post.put(reminders(1))
    await post.work()
    (sent,) = await post.are("sent")
    assert sent.channel is not None
    await post.gateway.post(TEAM, sent.channel, Message("late"), delivery=sent.id)
    assert len(await post.alive(sent)) == 2
    post.clock.ahead += timedelta(minutes=11)

    async def one_left() -> bool:
        return await post.alive(sent) == [sent.ts]

    await until(one_left)


async def test_a_doubt_that_nobody_can_settle_is_shown_after_a_day(post: Post) -> None:
    post.fail("reset_before", times=1)
    post.fail("error", "conversations.history", error="missing_scope")
    await post.put(reminders(1))
    await post.work()
    await post.are("sending")
    await post.rest()
    await post.tried_for_a_day()
    await post.work()
    (dead,) = await post.are("dead")
    assert post.told == [("undelivered", dead.id, "missing_scope")]
    assert not post.slack.posts()


async def test_a_feed_line_in_doubt_counts_as_sent_where_history_may_not_be_read(post: Post) -> None:
    post.fail("reset_after", times=1)
    post.fail("error", "conversations.history", error="missing_scope")
    await post.put([line(1)])
    await post.work()
    (sent,) = await post.are("sent")
    assert sent.error == "unverified"
