"""Webhooks as blocks: how each fares, what was sent, and their secret, in both languages."""

from dataclasses import replace
from typing import Any

import pytest

from bot.model.events import EventKind
from bot.model.ids import ContactId, DeliveryId, EventId, WebhookId
from bot.model.line_types import LineType
from bot.model.webhooks import MOST_WEBHOOKS, WEBHOOK_ADDRESS_LENGTH, Off, Sending, SentState, Webhook
from bot.templates import webhooks as show
from bot.templates._words import Reader
from tests import make
from tests.templates._shown import ENGLISH, FRENCH, READERS, checked_view

FAILURES = ("redirect", "private", "timeout", "unknown_name", "unreachable", "tls", "address", "secret", "unexpected")


def sending(id: int = 1, **chosen: Any) -> Sending:
    usual: dict[str, Any] = {"contact": None, "is_test": False, "state": SentState.ARRIVED, "tries": 1, "answer": "204"}
    return Sending(
        id=DeliveryId(id), webhook=WebhookId(1), event=EventId(9), **{"at": make.NOW} | usual | chosen
    )  # fmt: skip


def one(webhook: Webhook, *sent: Sending, reader: Reader = ENGLISH, total: int = 0) -> str:
    kinds, contacts = {EventId(9): EventKind.NOTE_ADDED}, {ContactId(3): "Ann *Martin*"}
    view = show.one_view(webhook, sent, reader, kinds=kinds, contacts=contacts, page=0, total=total or len(sent))
    return checked_view(view)


@pytest.mark.parametrize("reader", READERS)
def test_a_full_list_of_long_ones_fits(reader: Reader) -> None:
    long = {"name": "n" * 80, "url": "https://example.com/" + "u" * (WEBHOOK_ADDRESS_LENGTH - 20)}
    listed = [make.webhook(number, **long) for number in range(MOST_WEBHOOKS)]
    assert checked_view(show.list_view(listed, reader)).count("n" * 80) >= MOST_WEBHOOKS
    assert one(replace(listed[0], types=frozenset(LineType) - {LineType.NOTE}), reader=reader)


def test_how_it_fares_is_said() -> None:
    webhook = make.webhook(1)
    assert "everything · working" in one(webhook)
    assert "failing since Friday, November 20, 2026" in one(replace(webhook, failing_since=make.NOW))
    for why, words in ((Off.BY_HAND, "switched off, Friday"), (Off.GONE, "(410)"), (Off.FAILING, "for days")):
        off = one(replace(webhook, off=why, off_at=make.NOW))
        assert words in off
        assert "Switch on" in off
    assert "Contact changes, Notes · working" in one(
        replace(webhook, types=frozenset({LineType.NOTE, LineType.CONTACT}))
    )
    assert "désactivé le vendredi" in one(replace(webhook, off=Off.BY_HAND, off_at=make.NOW), reader=FRENCH)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("error", [*FAILURES, "http_500"])
def test_whatever_went_wrong_is_said_in_words(reader: Reader, error: str) -> None:
    said = {}
    for state in (SentState.FAILED, SentState.WAITING):
        shown = one(make.webhook(1), sending(state=state, error=error, answer="307"), reader=reader)
        assert "note.added" in shown
        said[state] = shown
    assert len(set(said.values())) == 2


def test_what_was_sent_says_of_whom_and_what_was_answered_and_is_sent_again_once_it_has_ended() -> None:
    shown = one(make.webhook(1), sending(contact=ContactId(3), tries=3))
    assert "note.added · Ann *Martin*" in shown
    assert "arrived (204), Friday, November 20, 2026" in shown
    assert "3 tries" in shown
    assert "Send again" in shown
    waiting = one(make.webhook(1), sending(state=SentState.WAITING, tries=0))
    assert "being sent" in waiting
    assert "Send again" not in waiting
    assert "not sent, Friday" in one(make.webhook(1), sending(state=SentState.LEFT, tries=0))
    assert "Page 1 of 3" in one(make.webhook(1), *(sending(number) for number in range(10)), total=25)


@pytest.mark.parametrize("reader", READERS)
def test_the_secret_stands_alone_so_that_it_can_be_copied(reader: Reader) -> None:
    view = show.made_view(make.webhook(5), "whsec_x", reader)
    (code,) = [part for block in view["blocks"] for part in block["elements"] if part["type"].endswith("preformatted")]
    assert code["elements"] == [{"type": "text", "text": "whsec_x"}]


def test_an_admin_is_told_which_one_was_switched_off_and_why() -> None:
    gone = show.switched_off(make.webhook(1, "My *site*", off=Off.GONE, off_at=make.NOW), ENGLISH)
    assert "(410)" in gone.text
    assert "n’y arrive plus" in show.switched_off(make.webhook(1, off=Off.FAILING, off_at=make.NOW), FRENCH).text
