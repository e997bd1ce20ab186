"""Slack's payloads as the shell reads them: what makes a form a repeat of one sent before, what a message is."""

import pytest

from bot.handlers._payloads import Payload, ask_of_shortcut, draft_key


def submitted(metadata: str, *, user: str = "U1", callback: str = "contacts.save") -> Payload:
    return {
        "type": "view_submission",
        "team": {"id": "T1"},
        "user": {"id": user},
        "view": {"callback_id": callback, "private_metadata": metadata},
    }


def test_a_repeat_of_a_form_is_known_by_its_draft() -> None:
    assert draft_key(submitted("7")) == draft_key(submitted("7"))
    assert draft_key(submitted("7")) != draft_key(submitted("8"))
    assert draft_key(submitted("7")) != draft_key(submitted("7", callback="contacts.resolve"))


def test_nobody_s_form_is_a_repeat_of_somebody_else_s() -> None:
    assert draft_key(submitted("7", user="U1")) != draft_key(submitted("7", user="U2"))


def test_a_form_without_a_draft_is_no_repeat() -> None:
    for metadata in ("", "tags:0", "tags:7", "7 ", "-7", "٧"):
        assert draft_key(submitted(metadata)) == "", metadata


@pytest.mark.parametrize(
    ("channel", "is_public"),
    [
        ({"id": "C1", "name": "sales"}, True),
        ({"id": "C1", "name": "privategroup"}, False),
        ({"id": "C1", "name": "mpdm-ann--bea--carl-1"}, False),
        ({"id": "C1", "name": "sales", "is_private": True}, False),
        ({"id": "C1"}, False),
        ({"id": "D1", "name": "directmessage"}, False),
        ({"id": "G1", "name": "sales"}, False),
    ],
)
def test_a_message_is_known_to_be_public_by_its_channel(channel: Payload, is_public: bool) -> None:
    message = ask_of_shortcut({"channel": channel, "message": {"ts": "1.2", "text": "hello"}}).message
    assert message is not None
    assert message.is_public is is_public
