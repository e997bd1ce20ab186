"""What becomes of a delivery after each answer, as a table."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.gateway import Doubtful, Failure, Paused, Reach, Refused, Sent
from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.ids import DeliveryId, MemberId, Tenant
from bot.worker._verdicts import Consequence, Judge, Pause
from tests.make import NOW

JUDGE = Judge(lambda: 1.0)
REMINDER = Delivery(
    id=DeliveryId(7),
    tenant=Tenant(1),
    op=Op.POST,
    matter=Matter.REMINDER,
    subject=1,
    occurrence=1,
    reader=MemberId("UCLAIRE"),
    lane="reminder:1:UCLAIRE",
    due_at=NOW,
    expires_at=None,
    state=DeliveryState.SENDING,
    tries=0,
    first_try_at=NOW,
    next_try_at=NOW,
    doubted=False,
    channel="D1",
    ts=None,
)
LINE = replace(REMINDER, matter=Matter.FEED_LINE, reader=None, channel="C1", lane="channel:C1")
TAKEN_OUT = replace(LINE, op=Op.DELETE, ts="1.2")
UPDATE = replace(REMINDER, op=Op.UPDATE, ts="1.2")
SENT, DUE, DEAD = DeliveryState.SENT, DeliveryState.DUE, DeliveryState.DEAD
CANCELLED, SENDING = DeliveryState.CANCELLED, DeliveryState.SENDING


@pytest.mark.parametrize(
    ("delivery", "answer", "state", "told"),
    [
        (REMINDER, Doubtful("timeout"), SENDING, None),
        (UPDATE, Doubtful("timeout"), DUE, None),
        (REMINDER, Refused("ratelimited", Reach.PASSING), DUE, None),
        (REMINDER, Refused("user_disabled", Reach.READER), DEAD, Consequence.UNDELIVERED),
        (REMINDER, Refused("channel_not_found", Reach.CHANNEL), DUE, None),
        (LINE, Refused("channel_not_found", Reach.CHANNEL), DEAD, Consequence.CHANNEL_GONE),
        (UPDATE, Refused("message_not_found", Reach.MESSAGE), CANCELLED, None),
        (UPDATE, Refused("channel_not_found", Reach.CHANNEL), CANCELLED, None),
        (TAKEN_OUT, Refused("message_not_found", Reach.MESSAGE), CANCELLED, None),
        (TAKEN_OUT, Refused("not_in_channel", Reach.CHANNEL), DEAD, Consequence.UNDELIVERED),
        (REMINDER, Refused("msg_too_long", Reach.SHAPE), DUE, None),
        (REMINDER, Refused("token_revoked", Reach.WORKSPACE), DUE, None),
        (REMINDER, Refused("missing_scope", Reach.FEATURE, "chat:write"), DUE, None),
        (REMINDER, Paused("method:chat.postMessage", 3.0), DUE, None),
    ],
)
def test_an_answer_decides_what_becomes_of_a_delivery(
    delivery: Delivery, answer: Failure, state: DeliveryState, told: Consequence | None
) -> None:
    verdict = JUDGE.verdict(delivery, answer, NOW)
    assert (verdict.after.state, verdict.consequence) == (state, told)


def test_a_sent_delivery_remembers_where_it_lies() -> None:
    after = JUDGE.verdict(REMINDER, Sent("D1", "1.2"), NOW).after
    assert (after.state, after.channel, after.ts) == (SENT, "D1", "1.2")


def test_tries_come_later_and_later_up_to_five_minutes() -> None:
    waits, delivery = [], REMINDER
    for _ in range(12):
        delivery = JUDGE.again(delivery, "ratelimited", NOW).after
        waits.append((delivery.next_try_at - NOW).total_seconds())
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]


def test_after_a_day_of_tries_it_is_dead_and_its_author_is_told() -> None:
    tomorrow, often = NOW + timedelta(hours=24), replace(REMINDER, tries=20)
    for answer in (Refused("ratelimited", Reach.PASSING), Doubtful("timeout")):
        verdict = JUDGE.verdict(often, answer, tomorrow)
        assert (verdict.after.state, verdict.consequence) == (DEAD, Consequence.UNDELIVERED)


def test_a_day_that_was_mostly_down_time_does_not_end_a_delivery() -> None:
    tomorrow = NOW + timedelta(hours=24)
    delivery = REMINDER
    for _ in range(20):
        assert JUDGE.again(delivery, "unreachable", tomorrow).after.state is DUE
        delivery = JUDGE.verdict(delivery, Doubtful("timeout"), tomorrow).after
    assert JUDGE.again(delivery, "unreachable", tomorrow).after.state is DEAD


def test_a_busy_channel_is_paused_alone() -> None:
    verdict = JUDGE.verdict(LINE, Paused("channel:C1", 10.0), NOW)
    assert verdict.pause == Pause("channel:C1", 11.0, "ratelimited")
    assert verdict.after.next_try_at == NOW  # the claim passes it over until then


def test_where_no_conversation_may_be_opened_channels_still_get_their_lines() -> None:
    refused = Refused("missing_scope", Reach.FEATURE, needed="im:write", method="conversations.open")
    verdict = JUDGE.verdict(REMINDER, refused, NOW)
    assert verdict.pause == Pause("method:conversations.open", 600.0, "missing_scope:im:write")


def test_of_a_notice_that_does_not_arrive_nobody_is_told() -> None:
    notice = replace(REMINDER, matter=Matter.UNDELIVERED)
    verdict = JUDGE.verdict(notice, Refused("user_disabled", Reach.READER), NOW)
    assert (verdict.after.state, verdict.consequence) == (DEAD, None)


def test_a_pause_is_no_failed_try_and_does_not_count_towards_the_day() -> None:
    verdict = JUDGE.verdict(REMINDER, Paused("method:chat.postMessage", 10.0), NOW + timedelta(days=2))
    assert verdict.pause == Pause("method:chat.postMessage", 11.0, "ratelimited")
    assert (verdict.after.state, verdict.after.tries, verdict.after.first_try_at) == (DUE, 0, None)


def test_a_revoked_token_pauses_the_workspace_until_the_app_is_back() -> None:
    verdict = JUDGE.verdict(REMINDER, Refused("token_revoked", Reach.WORKSPACE), NOW)
    assert verdict.pause == Pause("workspace", None, "token_revoked")


def test_a_conversation_is_opened_anew_once() -> None:
    first = JUDGE.verdict(REMINDER, Refused("channel_not_found", Reach.CHANNEL), NOW).after
    assert (first.channel, first.is_readdressed) == (None, True)
    second = JUDGE.verdict(first, Refused("channel_not_found", Reach.CHANNEL), NOW)
    assert (second.after.state, second.consequence) == (DEAD, Consequence.UNDELIVERED)
