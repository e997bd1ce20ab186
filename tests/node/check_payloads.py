"""Slack's own types on what the journeys sent. `make test` runs it after them, for it reads the logs that they leave.

By hand: `PAYLOADS=/tmp/payloads pytest tests/journeys`, then the same with this file.
"""

import os
from pathlib import Path

import pytest

from tests.node import _payloads, _typescript
from tests.node._payloads import Payload

# A journey sends each of these: where one is missing, the logs are not those of the journeys.
_SENT = {"chat.postMessage", "chat.update", "views.open", "views.update", "response_url", "users.info"} | {
    "ack:command",
    "ack:view_submission",
}


@pytest.fixture(scope="module")
def payloads() -> list[Payload]:
    folder = os.environ.get("PAYLOADS")
    assert folder, "Run `make test`, or say in PAYLOADS in which folder the journeys have left their logs."
    return _payloads.read(Path(folder))


def test_the_journeys_have_sent_of_everything(payloads: list[Payload]) -> None:
    missing = _SENT - {payload.name for payload in payloads}
    assert not missing, f"nothing was sent of {sorted(missing)}"


def test_slacks_types_accept_every_payload(payloads: list[Payload], node: Path, tmp_path: Path) -> None:
    problems = _typescript.problems(payloads, node=node, folder=tmp_path)
    refused = "\n  ".join(str(problem) for problem in problems)
    assert not problems, f"Slack's types refuse {len(problems)} places in {len(payloads)} payloads:\n  {refused}"
