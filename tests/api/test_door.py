"""Who gets in, what is read of a request, and what is refused with which words."""

import gzip
from contextlib import AsyncExitStack
from datetime import datetime, timedelta

import pytest

from bot.api._rates import Rate
from bot.crm import tokens
from bot.model.tokens import Scope
from bot.store import Limits
from bot.store._engine import POSTGRES_WRITERS
from tests import make
from tests._works import OpenStore
from tests.api._stage import Stage, admin, on_stage


async def test_without_a_token_nothing_is_told(stage: Stage) -> None:
    for said in ({}, {"authorization": "Basic eDp5"}, {"authorization": "Bearer"}, {"authorization": "Bearer a b"}):
        got = await stage.get("/contacts", scope=None, **said)
        assert (got.status, got.kind) == (401, "token_missing")
        assert got.headers["WWW-Authenticate"] == 'Bearer realm="carnet"'
        assert got.headers["Content-Type"] == "application/problem+json"


async def test_a_token_that_is_unknown_or_revoked_is_refused_alike(stage: Stage) -> None:
    unknown = await stage.get("/contacts", scope=None, authorization=f"Bearer carnet_live_{'x' * 43}")
    async with stage.store.works.writing(admin()) as work:
        await tokens.revoke(work, stage.ids[Scope.WRITE])
    revoked = await stage.get("/contacts")
    for got in (unknown, revoked):
        assert (got.status, got.kind) == (401, "token_unknown")
        assert 'error="invalid_token"' in got.headers["WWW-Authenticate"]
    assert unknown.body == revoked.body


async def test_a_token_that_reads_cannot_write(stage: Stage) -> None:
    got = await stage.ask("POST", "/contacts", {"last_name": "Dupont"}, scope=Scope.READ)
    assert (got.status, got.kind) == (403, "scope_missing")
    assert (await stage.get("/contacts", scope=Scope.READ)).body == {"data": [], "next": None}


async def test_unknown_addresses_and_methods(stage: Stage) -> None:
    for path in ("", "/", "/nothing", "/contacts/", "/contacts/0", "/contacts/x", "/contacts/9999999999999999999"):
        assert (await stage.get(path)).kind == "path_unknown", path
    got = await stage.ask("PUT", "/contacts", {})
    assert (got.status, got.kind, got.headers["Allow"]) == (405, "method_refused", "GET, HEAD, POST")
    assert (await stage.get("/contacts/5")).kind == "contact_not_found"


@pytest.mark.parametrize(
    ("body", "headers", "kind"),
    [
        (b"{", {}, "body_unreadable"),
        (b"", {}, "body_unreadable"),
        (b"\xff", {}, "body_unreadable"),
        (b'{"last_name": "\\ud800"}', {}, "body_unreadable"),
        (b"[" * 100_000, {}, "body_unreadable"),
        (b'{"last_name": NaN}', {}, "request_invalid"),
        (b"[]", {}, "request_invalid"),
        (b"null", {}, "request_invalid"),
        (b'{"last_name": "\\u0000"}', {}, "text_invalid"),
        (b'{"last_name": 5}', {}, "request_invalid"),
        (b"{}", {"content_type": "text/plain"}, "body_of_other_type"),
        (b"a=b", {"content_type": "application/x-www-form-urlencoded"}, "body_of_other_type"),
        (b"x" * 2_000_000, {}, "body_too_large"),
        (b"junk", {"content_encoding": "gzip"}, "body_unreadable"),
    ],
)
async def test_bodies_that_nobody_should_send(stage: Stage, body: bytes, headers: dict[str, str], kind: str) -> None:
    got = await stage.post("/contacts", body, **headers)
    assert got.kind == kind, got.text
    assert (await stage.get("/contacts")).body["data"] == []


async def test_a_body_may_be_packed(stage: Stage) -> None:
    packed = gzip.compress(b'{"last_name": "Dupont"}')
    assert (await stage.post("/contacts", packed, content_encoding="gzip")).status == 201


async def test_what_is_wrong_is_said_where_it_is(stage: Stage) -> None:
    got = await stage.post("/contacts", {"first": "Ann", "kind": "robot", "coordinates": [{"kind": "fax"}]})
    assert got.status == 422
    assert got.wrong["/first"] == "Nothing of this name is known here."
    assert got.wrong["/kind"] == "This must be one of: 'person' or 'company'."
    assert "/coordinates/0/kind" in got.wrong
    got = await stage.get("/contacts?limit=1000&limit=2&page=3")
    assert got.wrong == {"limit": "This stands here more than once."}
    assert set((await stage.get("/contacts?limit=1000&page=3")).wrong) == {"limit", "page"}
    assert set((await stage.get("/contacts/5?x=1")).wrong) == {"x"}


async def test_problems_are_told_in_the_language_that_is_asked_for(stage: Stage) -> None:
    for asked, language, said in (
        ("fr-FR,en;q=0.5", "fr", "Ce contact"),
        ("de, en;q=0.2, fr;q=0.9", "fr", "Ce contact"),
        ("fr;q=0, en", "en", "This contact"),
        ("de", "en", "This contact"),
        ("", "en", "This contact"),
    ):
        got = await stage.get("/contacts/5/notes", accept_language=asked)
        assert (got.status, got.headers["Content-Language"]) == (404, language), asked
        assert said in got.body["detail"]
    got = await stage.post("/reminders", {"title": "x", "contact": "5", "due_at": "2026-12-01T09:00:00Z",
                                          "assignees": ["UCLAIRE"]}, accept_language="fr")  # fmt: skip
    assert got.wrong == {"/contact": "Aucun contact n’a cet identifiant."}
    assert got.body["title"] == "Request invalid", "the same for everybody"


async def test_too_many_requests_are_refused_until_there_is_room_again(store: OpenStore) -> None:
    async with on_stage(store, rate=Rate(burst=3, per_second=0.5)) as stage:
        left = [(await stage.get("/contacts")).headers["RateLimit"] for _ in range(3)]
        assert left == ['"token";r=2;t=2', '"token";r=1;t=4', '"token";r=0;t=6']
        got = await stage.get("/contacts")
        assert (got.status, got.kind, got.headers["Retry-After"]) == (429, "too_many_requests", "2")
        assert got.headers["RateLimit-Policy"] == '"token";q=3;w=6'
        assert (await stage.get("/contacts", scope=Scope.READ)).status == 200, "each token has its own"
        store.clock.advance(2)
        assert (await stage.get("/contacts")).status == 200
        assert (await stage.get("/contacts")).status == 429


async def test_the_list_of_tokens_says_when_one_was_used_last(stage: Stage) -> None:
    async def used(scope: Scope) -> datetime | None:
        async with stage.store.works.reading(admin()) as work:
            held = await work.tokens.find(stage.ids[scope])
        return None if held is None else held.last_used_at

    assert await used(Scope.WRITE) is None
    await stage.has()
    first = await used(Scope.WRITE)
    assert first == stage.store.clock.now()
    stage.store.clock.advance(30)
    await stage.has()
    assert await used(Scope.WRITE) == first, "at most once a minute"
    stage.store.clock.advance(31)
    await stage.has()
    assert await used(Scope.WRITE) == make.NOW + timedelta(seconds=61)


async def test_a_request_is_one_line_of_the_log_without_names_or_secrets(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    await stage.has(last_name="Canaryman", iban="")
    await stage.get("/contacts?q=canaryman")
    await stage.get("/contacts", scope=None, authorization="Bearer carnet_live_canary")
    out, err = capsys.readouterr()
    said = out + err
    lines = [line for line in said.splitlines() if "kind=api" in line]
    assert len(lines) == 3, said
    assert f"member=token:{stage.ids[Scope.WRITE]}" in lines[0]
    assert "verb='POST /contacts'" in lines[0]
    for canary in ("anaryman", stage.secrets[Scope.WRITE], "carnet_live"):
        assert canary not in said


@pytest.mark.parametrize("limits", [Limits(turn=0.05)])
async def test_whoever_comes_while_the_writer_is_busy_may_come_again(stage: Stage) -> None:
    contact = await stage.has()
    async with AsyncExitStack() as held:
        for _ in range(POSTGRES_WRITERS if not stage.store.database.is_sqlite else 1):
            await held.enter_async_context(stage.store.database.turn())
        got = await stage.post("/contacts", {"last_name": "Martin"}, idempotency_key="k1")
        assert (got.status, got.kind, got.headers["Retry-After"]) == (503, "busy", "1")
        assert (await stage.get(f"/contacts/{contact['id']}")).status == 200, "reading waits for nobody"
    assert (await stage.post("/contacts", {"last_name": "Martin"}, idempotency_key="k1")).status == 201


async def test_a_head_is_a_get_without_its_body(stage: Stage) -> None:
    contact = await stage.has()
    where = f"/contacts/{contact['id']}"
    read, head = await stage.get(where), await stage.ask("HEAD", where)
    assert (head.status, head.text, head.etag) == (200, "", read.etag)
    assert head.headers["Content-Length"] == read.headers["Content-Length"]


async def test_a_token_that_is_revoked_opens_nothing_in_any_process_from_then_on(
    stage: Stage, store: OpenStore
) -> None:
    contact = await stage.has()
    asked = [("GET", f"/contacts/{contact['id']}", None), ("POST", "/contacts", {"last_name": "Martin"}),
             ("PATCH", f"/contacts/{contact['id']}", {"last_name": "x"})]  # fmt: skip
    async with on_stage(store, beside=stage) as other:
        assert (await other.get("/contacts")).status == 200, "it is known there"
        async with store.works.writing(admin()) as work:
            await tokens.revoke(work, stage.ids[Scope.WRITE])
        for each in (stage, other):
            for method, path, body in asked:
                assert (await each.ask(method, path, body)).kind == "token_unknown", method
                assert (await each.ask(method, path, body, idempotency_key="k")).kind == "token_unknown", method
        assert len((await other.get("/contacts", scope=Scope.READ)).body["data"]) == 1
