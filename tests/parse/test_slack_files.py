"""Files as Slack describes them in the state of a form and in a message."""

from typing import Any

from bot.model.files import Given
from bot.model.ids import ChannelId
from bot.parse.slack_files import Held, chosen, held

C1 = ChannelId("C1")


def _state(*files: dict[str, Any]) -> dict[str, Any]:
    return {"files": {"value": {"type": "file_input", "files": list(files)}}}


def test_the_files_of_a_form_come_in_order_with_safe_names_and_sizes() -> None:
    state = _state({"id": "F1", "name": "a/b.pdf", "size": 7}, {"id": "F2", "name": None, "title": "Plan", "size": 0})
    assert chosen(state, "files") == (
        Given(origin="F1", name="a_b.pdf", size=7), Given(origin="F2", name="Plan", size=0),
    )  # fmt: skip


def test_an_empty_input_or_none_holds_no_files() -> None:
    assert chosen(_state(), "files") == chosen({}, "files") == ()
    assert chosen({"files": {"value": {"type": "file_input", "files": None}}}, "files") == ()


def test_a_message_holds_what_can_still_be_had_and_counts_what_cannot() -> None:
    files = [
        {"id": "F1", "name": "a.pdf", "size": 7, "mode": "hosted", "file_access": "visible"},
        {"id": "F2", "mode": "file_access", "file_access": "check_file_info", "created": 0, "user": ""},
        {"id": "F3", "mode": "tombstone"},
        {"id": "F4", "mode": "hidden_by_limit"},
        {"id": "F5", "file_access": "access_denied"},
        {"id": "F6", "name": "Budget", "size": 0, "mode": "external", "is_external": True},
    ]
    assert held({"files": files}, C1) == Held(
        (
            Given(origin="F1", name="a.pdf", size=7, channel=C1),
            Given(origin="F2", channel=C1),
            Given(origin="F6", name="Budget", channel=C1),
        ),
        gone=3,
    )


def test_a_message_without_files_holds_none() -> None:
    assert held({}, C1) == held({"files": "odd"}, C1) == Held()
