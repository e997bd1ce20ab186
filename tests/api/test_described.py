"""The description at /api/v1/openapi.json says what the API does; schemathesis tries it as anybody might."""

import asyncio
import base64
import hashlib
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS as KNOWN
from schemathesis.checks import load_all_checks

from bot.api._problems import STATUS
from bot.api.table import table
from bot.model.choices import ChoiceKind
from bot.model.tokens import Scope
from tests import make
from tests._works import open_works
from tests.api._stage import Stage, on_stage
from tests.conftest import Database

EXAMPLES = {"sqlite": 4, "postgres": 2}  # of each operation and way of asking
# What the description cannot say (a person who is not there, a day that never was) is refused: no check for that.
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance",
    "response_headers_conformance", "negative_data_rejection", "missing_required_header",
]  # fmt: skip
PATHS = {"activity": "activities", "reminder": "reminders", "follow": "follows"}
HEALTH = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


async def test_the_description_is_there_for_everybody_and_valid(stage: Stage) -> None:
    got = await stage.get("/openapi.json", scope=None)
    assert (got.status, got.headers["Content-Type"], got.body["openapi"]) == (200, "application/json", "3.1.0")
    assert (await stage.get("/openapi.json", scope=None, if_none_match=got.etag)).status == 304
    for schema in got.body["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    told = {(method.upper(), path) for path, methods in got.body["paths"].items() for method in methods}
    assert told == {(route.method, route.path) for route in table().all}
    named = re.findall(r'"#/components/schemas/(\w+)"', got.text)
    assert set(named) <= got.body["components"]["schemas"].keys()


async def test_answers_are_as_the_description_says(stage: Stage) -> None:
    described = (await stage.get("/openapi.json", scope=None)).body
    contact = await stage.has(tags=["vip"], coordinates=[{"kind": "address", "address": {"city": "Lyon"}}])
    note = await stage.notes(contact)
    ids = await _one_of_each(stage)
    others = [(await stage.get(f"/{path}/{ids[name]}")).body for name, path in PATHS.items()]
    named = ("Contact", "Note", "Activity", "Reminder", "Follow")
    for name, shown in zip(named, (contact, note, *others), strict=True):
        whole = {"$ref": f"#/components/schemas/{name}", "components": described["components"]}
        Draft202012Validator(whole).validate(shown)


async def test_the_page_loads_nothing_and_runs_nothing(stage: Stage) -> None:
    got = await stage.get("/docs", scope=None)
    assert (got.status, got.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    policy = got.headers["Content-Security-Policy"]
    style = re.findall(r"<style>(.*?)</style>", got.text, re.DOTALL)[0]
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{mark}'" in policy
    assert not re.search(r"<script|<link|<img|style=| on\w+=|https?://", got.text)
    for route in table().all:
        assert f'id="{route.name}"' in got.text
    anchors = re.findall(r'href="#([^"]+)"', got.text)
    assert set(anchors) <= set(re.findall(r'id="([^"]+)"', got.text))


async def test_every_problem_is_explained_on_the_page(stage: Stage) -> None:
    page = (await stage.get("/docs", scope=None)).text
    for got in (await stage.get("/contacts/5"), await stage.get("/x"), await stage.post("/contacts", b"{")):
        assert f'id="{got.kind}"' in page
    assert all(200 < status < 600 for status in STATUS.values())


@contextmanager
def serving(database: Database) -> Iterator[tuple[str, str, dict[str, str]]]:
    """In a thread of its own, for a client that waits: where, the token that writes, and one thing of each kind."""
    began, ended = threading.Event(), asyncio.Event()
    told: list[tuple[str, str, dict[str, str]]] = []
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with open_works(database.url) as store:
            await store.settle(make.member(make.CLAIRE), make.member(make.JOHN))
            async with on_stage(store) as stage:
                told.append((stage.url, stage.secrets[Scope.WRITE], await _one_of_each(stage)))
                began.set()
                await ended.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert began.wait(60), "the API did not start"
        yield told[0]
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join(60)
        loop.close()


async def _one_of_each(stage: Stage) -> dict[str, str]:
    """Their ids, by what stands for them in a path."""
    contact = await stage.has()
    async with stage.store.works.writing(make.viewer()) as work:
        await work.choices.add(make.choice(work.next_id(), ChoiceKind.ACTIVITY, "appel"))
    reminder = {"title": "Call back", "assignees": [make.CLAIRE], "due_at": "2026-11-24T09:00:00Z"}
    made = {
        "activity": await stage.post("/activities", {"contact": contact["id"], "type": "call"}),
        "reminder": await stage.post("/reminders", reminder),
        "follow": await stage.post("/follows", {"channel": "C0SALES001"}),
    }
    ids = {name: str(got.body["id"]) for name, got in made.items()}
    return ids | {"contact": contact["id"], "note": (await stage.notes(contact))["id"]}


def test_whatever_the_description_allows_or_not_is_answered_as_it_says(database: Database) -> None:
    load_all_checks()
    with serving(database) as (url, secret, ids):
        schema = schemathesis.openapi.from_url(f"{url}/api/v1/openapi.json")
        answered: Counter[int] = Counter()
        found: list[Any] = [each.ok() for each in schema.get_all_operations()]  # type: ignore[union-attr]  # it is valid
        for operation in sorted(found, key=lambda each: each.method == "delete"):  # what is there is used first
            known = {name: id for name, id in ids.items() if f"{{{name}}}" in operation.path} or None
            trial = Trial(operation, f"{url}/api/v1", secret, EXAMPLES[database.kind], answered)
            trial.runs(GenerationMode.POSITIVE, known)
            if operation.body or operation.query:
                trial.runs(GenerationMode.NEGATIVE, known)
    assert {200, 404, 422} <= answered.keys(), f"something was never met: {answered}"


@dataclass
class Trial:
    """Of one operation: so many requests as it may be asked, or as it may not."""

    operation: Any
    url: str
    secret: str
    examples: int
    answered: Counter[int]

    def runs(self, mode: GenerationMode, known: dict[str, str] | None) -> None:
        """`known` are ids of what is there; no other would be met by chance."""
        checks = KNOWN.get_by_names(CHECKS)
        headers = {"Authorization": f"Bearer {self.secret}"}

        @settings(
            max_examples=self.examples, deadline=None, database=None, derandomize=True, suppress_health_check=HEALTH
        )
        @given(case=self.operation.as_strategy(generation_mode=mode, path_parameters=known))
        def ask(case: Any) -> None:
            answer = case.call(base_url=self.url, headers=headers)
            assume(not _is_of_the_server(answer))
            case.validate_response(answer, checks=checks)
            self.answered[answer.status_code] += 1

        ask()


def _is_of_the_server(answer: Any) -> bool:
    """An address longer than any, which no door of ours ever sees."""
    return bool(answer.status_code == 400 and answer.text.startswith("Got more than 8190 bytes"))
