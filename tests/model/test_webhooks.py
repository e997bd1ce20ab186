"""How patiently a webhook is told, what is an address, and what becomes of a try."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.deliveries import Delivery, DeliveryState, Matter, Op
from bot.model.errors import FieldsInvalid
from bot.model.ids import DeliveryId, Tenant, WebhookId
from bot.model.line_types import LineType
from bot.model.webhooks import (
    GIVEN_UP_AFTER,
    MOST_TRIES,
    Off,
    SentState,
    Told,
    address_of,
    after,
    lane_of,
    sending_of,
    types_of,
    types_text,
    wait_before,
)
from tests import make

FRESH = Delivery(
    id=DeliveryId(7), tenant=Tenant(1), op=Op.WEBHOOK, matter=Matter.WEBHOOK, subject=5, occurrence=3, reader=None,
    lane=lane_of(WebhookId(9)), due_at=make.NOW, expires_at=None, state=DeliveryState.CLAIMED, tries=0,
    first_try_at=None, next_try_at=make.NOW, doubted=False, channel=None, ts=None,
)  # fmt: skip


def test_the_tries_are_spread_over_nearly_a_day() -> None:
    waits = [wait_before(tries, 0.5) for tries in range(1, MOST_TRIES)]
    known = [wait for wait in waits if wait is not None]
    assert len(known) == MOST_TRIES - 1
    assert known == sorted(known)
    assert timedelta(hours=20) < sum(known, timedelta()) < GIVEN_UP_AFTER
    assert wait_before(MOST_TRIES, 0.5) is None
    longest = sum((wait_before(tries, 1.0) or timedelta() for tries in range(1, MOST_TRIES - 1)), timedelta())
    assert longest < GIVEN_UP_AFTER  # the last try comes before it is given up, whatever the dice say


def test_a_wait_is_different_each_time() -> None:
    assert wait_before(1, 0.0) == timedelta(seconds=4)
    assert wait_before(1, 1.0) == timedelta(seconds=6)


def test_what_arrived_has_its_answer() -> None:
    sent = after(FRESH, Told(202), make.NOW, 0.5)
    assert (sent.state, sent.ts, sent.tries, sent.error) == (DeliveryState.SENT, "202", 1, None)
    sending = sending_of(sent)
    assert (sending.state, sending.webhook, sending.answer) == (SentState.ARRIVED, 9, "202")


def test_what_failed_waits_and_is_given_up_after_the_last_try_or_a_day() -> None:
    refused = Told(500, "http_500")
    again = after(FRESH, refused, make.NOW, 0.5)
    assert (again.state, again.tries) == (DeliveryState.WAITING, 1)
    assert again.next_try_at == make.NOW + timedelta(seconds=5)
    last = replace(again, tries=MOST_TRIES - 1)
    assert after(last, refused, make.NOW, 0.5).state is DeliveryState.DEAD
    assert after(again, refused, make.NOW + timedelta(hours=25), 0.5).state is DeliveryState.DEAD


def test_who_is_gone_and_what_is_a_test_are_tried_once() -> None:
    assert after(FRESH, Told(410, "http_410"), make.NOW, 0.5).state is DeliveryState.DEAD
    test = replace(FRESH, matter=Matter.WEBHOOK_TEST)
    assert after(test, Told(error="timeout"), make.NOW, 0.5).state is DeliveryState.DEAD


def test_a_wait_that_is_asked_for_is_no_shorter_than_our_own() -> None:
    busy = Told(503, "http_503", wait=1.0)
    assert after(FRESH, busy, make.NOW, 0.5).next_try_at == make.NOW + timedelta(seconds=5)
    assert after(FRESH, replace(busy, wait=900.0), make.NOW, 0.5).next_try_at == make.NOW + timedelta(minutes=15)


def test_a_fault_of_what_is_told_is_no_trouble_of_the_receiver() -> None:
    assert not Told(400, "http_400").is_in_trouble
    assert not Told(204).is_in_trouble
    assert all(Told(status, "x").is_in_trouble for status in (0, 429, 500, 503))


def test_all_types_are_none_so_that_later_ones_are_among_them() -> None:
    assert types_of(types_text(frozenset())) == frozenset()
    assert types_of("note\nfile") == {LineType.NOTE, LineType.FILE}
    assert types_text(frozenset({LineType.FILE, LineType.NOTE})) == "note\nfile"


def test_one_that_is_off_takes_nothing_and_what_is_of_no_type_is_nobodys() -> None:
    webhook = make.webhook(1)
    assert webhook.takes(LineType.NOTE)
    assert not webhook.takes(None)
    assert not replace(webhook, off=Off.BY_HAND).takes(LineType.NOTE)
    assert not replace(webhook, types=frozenset({LineType.FILE})).takes(LineType.NOTE)


@pytest.mark.parametrize("url", [
    "https://example.com", "HTTPS://Example.com:8443/a?b=c", "https://exämple.com/é", "https://[2606:4700::1]/x",
])  # fmt: skip
def test_addresses_stay_as_they_are_typed(url: str) -> None:
    assert address_of(url) == url


def test_what_is_behind_a_number_sign_is_not_sent() -> None:
    assert address_of("https://example.com/a#b") == "https://example.com/a"


@pytest.mark.parametrize(("url", "fault"), [
    ("http://example.com", "webhook_https"), ("example.com", "webhook_https"), ("https://", "webhook_address"),
    ("https://a:b@example.com", "webhook_password"), ("https://@example.com", "webhook_password"),
    ("https://example.com:0", "webhook_address"), ("https://example.com:abc", "webhook_address"),
    ("https://exam ple.com", "webhook_address"), ("https://example.com/\u202e", "webhook_address"),
    ("https://example.com/" + "x" * 1000, "webhook_address"), ("https://[::1", "webhook_address"),
])  # fmt: skip
def test_what_is_none_is_said_to_be_none(url: str, fault: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        address_of(url)
    assert refused.value.fields == {"url": fault}
