"""The check of payloads finds what it looks for: a wrong one is refused where it is wrong, a right one is not."""

import json
from pathlib import Path

from bot.sandbox.wire import Json
from tests.node import _payloads, _typescript
from tests.node._payloads import Payload, Received

_TEXT: Json = {"type": "plain_text", "text": "words"}
_SECTION: Json = {"type": "section", "text": _TEXT}
_MODAL: Json = {"type": "modal", "title": _TEXT, "blocks": [_SECTION]}
_OPTION: Json = {"text": _TEXT, "value": "one"}
_BUTTON: Json = {"type": "button", "action_id": "go", "text": _TEXT}
_SHORTCUT: Json = {
    "type": "shortcut",
    "callback_id": "everywhere",
    "trigger_id": "1.2",
    "user": {"id": "U1", "username": "claire", "team_id": "T1"},
    "team": {"id": "T1", "domain": "demo"},
    "enterprise": None,
    "token": "old",
    "action_ts": "1.2",
}


def posted(*blocks: Json, **more: object) -> Payload:
    return Payload("chat.postMessage", {"channel": "C1", "text": "words", "blocks": list(blocks), **more})


def opened(**more: object) -> Payload:
    return Payload("views.open", {"trigger_id": "1.2", "view": {**_MODAL, **more}})


RIGHT = [
    posted(_SECTION, {"type": "actions", "elements": [_BUTTON]}),
    opened(),
    Payload("conversations.history", {"channel": "C1", "limit": 200, "inclusive": True}),
    Payload("response_url", {"text": "words", "response_type": "ephemeral", "replace_original": True}),
    Payload("ack:command", {"text": "words", "blocks": [_SECTION]}),
    Payload("ack:view_submission", {"response_action": "update", "view": _MODAL}),
    Payload("ack:block_suggestion", {"options": [_OPTION]}),
    Received("shortcut", _SHORTCUT),
    Received("shortcut", {**_SHORTCUT, "new_of_slack": 1}),
]
WRONG = {
    '"colour"': posted({**_SECTION, "colour": "red"}),
    '"sektion"': posted({"type": "sektion"}),
    '"blue"': posted({"type": "actions", "elements": [{**_BUTTON, "style": "blue"}]}),
    "'elements' is missing": posted({"type": "actions"}),
    '"mrkdwn"': posted({"type": "header", "text": {"type": "mrkdwn", "text": "words"}}),
    "unfurl_links": posted(unfurl_links="no"),
    '"titel"': opened(titel=_TEXT),
    '"accessory"': opened(blocks=[{"type": "divider", "accessory": _BUTTON}]),
    "'trigger_id' is missing": Payload("views.open", {"view": _MODAL}),
    '"limit"': Payload("conversations.history", {"channel": "C1", "limit": "200"}),
    "never": Payload("chat.shout", {"text": "words"}),
    '"everybody"': Payload("response_url", {"text": "words", "response_type": "everybody"}),
    '"replace"': Payload("ack:command", {"text": "words", "replace": True}),
    "'errors' is missing": Payload("ack:view_submission", {"response_action": "errors"}),
    "'text' is missing": Payload("ack:block_suggestion", {"options": [{"value": "one"}]}),
    "'block_actions' does not exist": Payload("ack:block_actions", {"text": "words"}),
    "'action_ts' is missing": Received("shortcut", {key: _SHORTCUT[key] for key in _SHORTCUT if key != "action_ts"}),
    '"shortkut"': Received("shortcut", {**_SHORTCUT, "type": "shortkut"}),
}


def test_a_wrong_payload_is_refused_where_it_is_wrong(node: Path, tmp_path: Path) -> None:
    problems = _typescript.problems([*RIGHT, *WRONG.values()], node=node, folder=tmp_path)
    assert [problem.payload for problem in problems] == list(WRONG.values())
    for words, problem in zip(WRONG, problems, strict=True):
        assert words in str(problem)


def test_each_shape_is_read_once_and_the_values_of_a_form_as_they_were_meant(tmp_path: Path) -> None:
    rows = [
        {"method": "chat.postMessage", "body": {"text": "One"}},
        {"method": "chat.postMessage", "body": {"text": "200"}},
        {"method": "ack:block_actions", "body": None},
        {"method": "conversations.history", "body": {"channel": "C1", "limit": "200", "inclusive": "true"}},
    ]
    (tmp_path / "calls.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    assert _payloads.read(tmp_path) == [
        Payload("chat.postMessage", {"text": "One"}),
        Payload("conversations.history", {"channel": "C1", "limit": 200, "inclusive": True}),
    ]
