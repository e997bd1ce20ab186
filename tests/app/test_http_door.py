"""The HTTP door: what is not Slack's is refused before anything is read, and what is odd breaks nothing."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.app._door import FORM, JSON, Answer, event, form, knock, signature
from tests.journeys._slack import Workspace, at_work

pytestmark = pytest.mark.asyncio(loop_scope="module")

CANARY = "Zuzana-Canary"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def slack(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workspace]:
    folder = tmp_path_factory.mktemp("door")
    file = shutil.copyfile(sqlite_template, folder / "carnet.db")
    async with at_work(f"sqlite+aiosqlite:///{file}", way="http", folder=folder) as workspace:
        yield workspace


class Door:
    """The bot's own address, knocked at by anybody."""

    def __init__(self, slack: Workspace) -> None:
        self.slack = slack
        self.url = slack.sandbox.slack.outbound.request_url

    async def stamp(self, *, off: float = 0) -> str:
        return str(int((await self.slack.now()).timestamp() + off))

    async def knock(self, body: bytes, **how: str) -> Answer:
        return await knock(self.slack.http, self.url, body, **{"stamp": await self.stamp(), **how})


@pytest.fixture
def door(slack: Workspace) -> Door:
    return Door(slack)


@pytest.fixture(autouse=True)
def quiet_log(capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Any:
    """Whatever happens at the door, the log has no word of the body and no traceback."""
    yield
    told = capfd.readouterr()
    log = told.out + told.err + caplog.text
    assert CANARY not in log
    assert "Traceback" not in log


def command(slack: Workspace, line: str) -> bytes:
    return form(**{name: str(value) for name, value in slack.command(line).items()})


async def test_slacks_own_request_is_answered(slack: Workspace, door: Door) -> None:
    answer = await door.knock(command(slack, "/crm help"))
    assert answer.status == 200
    assert "What you can type" in answer.text


async def test_an_address_is_verified_with_its_challenge(door: Door) -> None:
    answer = await door.knock(event(type="url_verification", challenge="abc", token="x"), kind=JSON)
    assert (answer.status, json.loads(answer.text)) == (200, {"challenge": "abc"})
    assert (await door.knock(event(type="url_verification", challenge="abc"), kind=JSON, signed="v0=no")).status == 401


@pytest.mark.parametrize(
    "signed",
    ["", "v0=", "v0=" + "0" * 64, "v1=" + "0" * 64, "v0=é", "v0=\udce9\udcff", "v0=" + "f" * 5000],
    ids=["none", "empty", "wrong", "other version", "not ascii", "not utf-8", "long"],
)  # fmt: skip
async def test_a_forged_signature_is_refused(slack: Workspace, door: Door, signed: str) -> None:
    assert (await door.knock(command(slack, f"/contact {CANARY}"), signed=signed)).status in {400, 401}


async def test_a_signature_of_another_body_or_secret_is_refused(slack: Workspace, door: Door) -> None:
    body, stamp = command(slack, f"/contact {CANARY}"), await door.stamp()
    for signed in (signature(b"other", stamp), signature(body, stamp, "other"), signature(body, stamp)[3:]):
        assert (await door.knock(body, stamp=stamp, signed=signed)).status == 401


@pytest.mark.parametrize("off", [-301, -86_400, 302, 10**9])
async def test_a_stale_request_is_refused(slack: Workspace, door: Door, off: int) -> None:
    assert (await door.knock(command(slack, "/crm help"), stamp=await door.stamp(off=off))).status == 401


@pytest.mark.parametrize("off", [-290, 0, 290])
async def test_a_request_of_the_last_five_minutes_is_taken(slack: Workspace, door: Door, off: int) -> None:
    assert (await door.knock(command(slack, "/crm help"), stamp=await door.stamp(off=off))).status == 200


@pytest.mark.parametrize("stamp", ["", "abc", "nan", "inf", "-1", "1e9", "1.5", "٣٣٣", " 1 ", "9" * 5000, "0x10", "+5"])
async def test_a_time_that_is_none_is_refused(slack: Workspace, door: Door, stamp: str) -> None:
    body = command(slack, f"/contact {CANARY}")
    assert (await door.knock(body, stamp=stamp, signed=signature(body, stamp))).status in {400, 401}


async def test_a_request_without_any_headers_is_refused(slack: Workspace, door: Door) -> None:
    async with slack.http.post(door.url, data=b"x=1") as answer:
        assert answer.status == 401


async def test_a_body_past_one_mebibyte_is_refused(slack: Workspace, door: Door) -> None:
    assert (await door.knock(b"text=" + b"x" * (1024 * 1024))).status == 413


async def test_a_body_that_says_it_is_endless_is_cut_off(slack: Workspace, door: Door) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(64):
            yield b"x" * 65_536

    try:
        async with slack.http.post(door.url, data=endless()) as answer:
            assert answer.status in {401, 413}
    except aiohttp.ClientError:
        pass  # hung up while we were still talking


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "multipart/form-data; boundary=x", "application/xml", "a/b/c", "json"]
)
async def test_a_content_type_that_slack_never_sends_is_refused(slack: Workspace, door: Door, kind: str) -> None:
    assert (await door.knock(command(slack, "/crm help"), kind=kind)).status in {400, 415}


@pytest.mark.parametrize("kind", [FORM, FORM + "; charset=utf-8", FORM.upper()])
async def test_slacks_content_type_is_known_however_it_is_written(slack: Workspace, door: Door, kind: str) -> None:
    assert (await door.knock(command(slack, "/crm help"), kind=kind)).status == 200


MALFORMED = {
    "nothing": (b"", FORM), "no pairs": (b"just words", FORM), "not utf-8": (b"text=\xff\xfe", FORM),
    "percent": (b"text=%zz%ff", FORM), "1,000 fields": (b"&".join(b"f%d=1" % n for n in range(1000)), FORM),
    "payload is no JSON": (form(payload="notjson " + CANARY), FORM), "payload is a list": (form(payload="[1]"), FORM),
    "payload is a number": (form(payload="NaN"), FORM), "JSON nothing": (b"", JSON), "JSON half": (b'{"a":', JSON),
    "JSON list": (b"[]", JSON), "JSON text": (b'"x"', JSON), "JSON deep": (b"[" * 200_000, JSON),
    "JSON deep object": (b'{"a":' * 100_000, JSON), "JSON not utf-8": (b'{"a":"\xff"}', JSON),
    "JSON huge number": (b'{"a":' + b"9" * 100_000 + b"}", JSON),
}  # fmt: skip


@pytest.mark.parametrize(("body", "kind"), MALFORMED.values(), ids=MALFORMED)
async def test_a_malformed_body_is_refused_even_when_it_is_signed(door: Door, body: bytes, kind: str) -> None:
    assert 400 <= (await door.knock(body, kind=kind)).status < 500


UNKNOWN = {
    "an empty object": {}, "an unknown type": {"type": "surprise"}, "a form without one": {"type": "view_submission"},
    "a click on nothing": {"type": "block_actions", "actions": []},
    "an event without one": {"type": "event_callback", "team_id": "T1"},
    "people who are none": {"type": "block_actions", "user": "x", "team": 5, "actions": [{"action_id": "a"}]},
    "an odd view": {"type": "view_submission", "view": {"callback_id": 5, "blocks": "x"}, "user": {"id": CANARY}},
    "a view of no type": {"type": "view_submission", "view": {"callback_id": "contacts.save", "blocks": []}},
    "addresses that are none": {"type": "view_closed", "view": {"type": "modal"}, "response_urls": None},
    "a profile of nobody": {"type": "event_callback", "event": {"type": "user_change", "user": "U1"}},
    "options": {"type": "block_suggestion", "action_id": "x", "value": CANARY},
    "a shortcut": {"type": "shortcut", "callback_id": CANARY},
    "a shortcut on no message": {"type": "message_action", "callback_id": "contact_from_message", "message": "x"},
    "a message by a number": {"type": "message_action", "callback_id": "x", "message": {"user": 5, "text": ["x"]}},
    "a choice of nothing": {
        "type": "block_actions", "user": {"id": CANARY},
        "actions": [{"type": "overflow", "action_id": "contacts.more", "selected_options": ["x"]}],
    },
    "the Home of nobody": {"type": "event_callback", "event": {"type": "app_home_opened", "tab": "home"}},
    "the Home of a number": {"type": "event_callback", "event": {"type": "app_home_opened", "tab": "home", "user": 5}},
    "an odd Home": {
        "type": "event_callback", "event": {"type": "app_home_opened", "tab": "home", "user": CANARY, "view": "x"},
    },
}  # fmt: skip


@pytest.mark.parametrize("payload", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("kind", [FORM, JSON])
async def test_what_slack_never_sends_breaks_nothing_though_it_is_signed(
    door: Door, payload: dict[str, object], kind: str
) -> None:
    body = event(**payload) if kind == JSON else form(payload=json.dumps(payload))
    assert (await door.knock(body, kind=kind)).status < 500


@pytest.mark.parametrize(
    "missing", ["user_id", "team_id", "command", "text", "channel_id", "trigger_id", "response_url"]
)
async def test_a_command_that_lacks_a_field_breaks_nothing(slack: Workspace, door: Door, missing: str) -> None:
    fields = {name: str(value) for name, value in slack.command("/contact dupont").items() if name != missing}
    assert (await door.knock(form(**fields))).status < 500


async def test_the_word_payload_in_a_command_is_just_a_word(slack: Workspace, door: Door) -> None:
    for line in ("/contact payload", "/note send the payload spec: x", "/contact payload=1&payload={}"):
        answer = await door.knock(command(slack, line))
        assert answer.status == 200
        assert "payload" in answer.text


async def test_half_an_emoji_is_refused_in_a_sentence(slack: Workspace, door: Door) -> None:
    person = slack.sandbox.slack.world.people["U0NATHAN001"]
    view = {
        "id": "V1", "callback_id": "imports.start", "private_metadata": "1", "blocks": [], "type": "modal",
        "state": {"values": {"file": {"value": {"type": "plain_text_input", "value": "HALF"}}}},
    }  # fmt: skip
    payload = {
        "type": "view_submission", "team": {"id": person.team}, "user": {"id": person.id}, "view": view,
        "trigger_id": "1.2.half",
    }  # fmt: skip
    answer = await door.knock(form(payload=json.dumps(payload).replace("HALF", "\\ud83d")))
    assert answer.status == 200
    assert "characters that cannot be kept" in answer.text


async def test_the_same_request_replayed_makes_one_change_and_says_the_same(slack: Workspace, door: Door) -> None:
    nathan = slack.people["nathan"]
    await nathan.has("Replayson")
    body, stamp = command(slack, "/note Replayson: only once"), await door.stamp()
    answers = [await door.knock(body, stamp=stamp) for _ in range(3)]
    answers += await asyncio.gather(*(door.knock(body, stamp=stamp) for _ in range(3)))
    assert {(answer.status, answer.text) for answer in answers} == {(200, answers[0].text)}
    assert (await nathan.types("/contact Replayson")).says.count("only once") == 1


async def test_a_request_signed_just_after_the_clock_jumped_is_taken(slack: Workspace, door: Door) -> None:
    before = await door.stamp()
    await slack.passes(hours=30)
    assert (await door.knock(command(slack, "/crm help"))).status == 200
    assert (await door.knock(command(slack, "/crm help"), stamp=before)).status == 401


async def test_slacks_retry_is_no_reason_to_drop_an_event(slack: Workspace, door: Door) -> None:
    user = {"id": "U0NATHAN001"}
    body = event(type="event_callback", team_id="T0DEMO00001", event={"type": "user_change", "user": user})
    assert (await door.knock(body, kind=JSON)).status == 200
    await slack.fails("500", "users.info", times=1)
    assert (await door.knock(body, kind=JSON)).status == 503
    assert (await door.knock(body, kind=JSON)).status == 200


async def test_other_methods_and_places_are_not_there(slack: Workspace, door: Door) -> None:
    async with slack.http.get(door.url) as answer:
        assert answer.status == 405
    async with slack.http.post(door.url + "/more", data=b"x") as answer:
        assert answer.status == 404


async def test_health_readiness_and_figures_are_told(slack: Workspace, door: Door) -> None:
    base = door.url.removesuffix("/slack/events")
    await door.knock(command(slack, f"/contact {CANARY}"))
    told = {}
    for place in ("healthz", "readyz", "metrics"):
        async with slack.http.get(f"{base}/{place}") as answer:
            assert answer.status == 200
            told[place] = await answer.text()
    assert 'carnet_requests_total{kind="command",outcome="done",route="/contact"}' in told["metrics"]
    assert CANARY not in told["metrics"]
