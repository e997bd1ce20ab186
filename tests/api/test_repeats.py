"""`Idempotency-Key`: what is sent again is done once, and answered as the first time."""

import asyncio
from dataclasses import replace

from sqlalchemy import select

from bot.crm import notes
from bot.model.ids import ContactId
from bot.model.notes import Audience
from bot.model.rich_text import written
from bot.model.tokens import Scope
from bot.store import Sweeps
from bot.store._answers import AnswerRow
from tests import make
from tests._works import OpenStore
from tests.api._stage import Stage, on_stage

ANN = {"first_name": "Ann", "last_name": "Dupont"}


async def test_the_same_again_is_answered_again_and_done_once(stage: Stage) -> None:
    first = await stage.post("/contacts", ANN, idempotency_key="k1")
    assert (first.status, "Idempotent-Replayed" in first.headers) == (201, False)
    again = await stage.post("/contacts", ANN, idempotency_key="k1")
    quoted = await stage.post("/contacts", ANN, idempotency_key='"k1"')
    for got in (again, quoted):
        assert (got.status, got.text, got.etag) == (201, first.text, first.etag)
        assert got.headers["Idempotent-Replayed"] == "true"
        assert got.headers["Location"] == first.headers["Location"]
    assert len((await stage.get("/contacts")).body["data"]) == 1
    assert (await stage.post("/contacts", ANN, idempotency_key="k2")).body["id"] != first.body["id"]


async def test_a_key_is_of_one_request_alone(stage: Stage) -> None:
    contact = await stage.has()
    await stage.post("/contacts", ANN, idempotency_key="k1")
    other = await stage.post("/contacts", ANN | {"first_name": "Bea"}, idempotency_key="k1")
    assert (other.status, other.kind) == (422, "key_of_another")
    elsewhere = await stage.post(f"/contacts/{contact['id']}/archive", idempotency_key="k1")
    assert (elsewhere.status, elsewhere.kind) == (422, "key_of_another")
    for key in ("", " ", "x" * 256, "ü"):
        got = await stage.post("/contacts", ANN, idempotency_key=key)
        assert (got.status, got.kind) == (400, "header_invalid"), key


async def test_a_request_that_was_refused_leaves_its_key_free(stage: Stage) -> None:
    refused = await stage.post("/contacts", {"last_name": ""}, idempotency_key="k1")
    assert refused.status == 422
    assert (await stage.post("/contacts", ANN, idempotency_key="k1")).status == 201


async def test_of_many_at_once_one_is_done(stage: Stage) -> None:
    got = await asyncio.gather(*(stage.post("/contacts", ANN, idempotency_key="k1") for _ in range(8)))
    assert {each.status for each in got} <= {201, 409}
    assert len({each.text for each in got if each.status == 201}) == 1
    assert all(each.kind == "key_in_use" for each in got if each.status == 409)
    assert len((await stage.get("/contacts")).body["data"]) == 1


async def test_of_two_processes_one_does_it_and_both_answer_the_same(stage: Stage, store: OpenStore) -> None:
    async with on_stage(store, beside=stage) as other:
        got = await asyncio.gather(*(each.post("/contacts", ANN, idempotency_key="k1") for each in (stage, other) * 4))
    assert {each.status for each in got} <= {201, 409}
    assert len({each.text for each in got if each.status == 201}) == 1
    assert len((await stage.get("/contacts")).body["data"]) == 1


async def test_a_key_is_kept_for_a_day(stage: Stage) -> None:
    first = await stage.post("/contacts", ANN, idempotency_key="k1")
    stage.store.clock.advance(24 * 3600 - 1)
    assert (await stage.post("/contacts", ANN, idempotency_key="k1")).text == first.text
    stage.store.clock.advance(2)
    assert (await stage.post("/contacts", ANN, idempotency_key="k1")).body["id"] != first.body["id"]
    stage.store.clock.advance(24 * 3600 + 1)
    await Sweeps(stage.store.database).sweep(stage.store.clock.now())
    async with stage.store.looking() as session:
        from bot.store._answers import Answers

        since = stage.store.clock.now().replace(year=2020)
        assert await Answers(session).find(stage.ids[Scope.WRITE], "k1", since=since) is None


async def test_what_was_answered_of_a_note_that_is_hidden_since_is_erased_and_the_act_is_not_done_again(
    stage: Stage,
) -> None:
    contact = ContactId(int((await stage.has())["id"]))
    async with stage.store.works.writing(make.viewer()) as work:
        note = await notes.add(work, replace(make.wanted_note(contact, ""), body=written("only for me")))
    close, other = f"/notes/{note.id}/close", await stage.notes({"id": str(contact)})
    assert "only for me" in (await stage.post(close, idempotency_key="k1")).text
    kept = await stage.post(f"/notes/{other['id']}/close", idempotency_key="k2")
    async with stage.store.works.writing(make.viewer()) as work:
        held = await notes.find(work, note.id)
        private = replace(held.wanted, audience=Audience.PRIVATE)
        await notes.edit(work, note.id, private, base=held.wanted)
    again = await stage.post(close, idempotency_key="k1")
    assert (again.status, again.kind) == (410, "answer_erased")
    assert (await stage.post(f"/notes/{other['id']}/close", idempotency_key="k2")).text == kept.text
    assert "only for me" not in await _answers(stage)


async def test_what_is_gone_for_good_is_gone_from_the_answers_too(stage: Stage) -> None:
    where = f"/contacts/{(await stage.has())['id']}/notes"
    note = (await stage.post(where, {"text": "asked for a quote"}, idempotency_key="k1")).body
    assert (await stage.ask("DELETE", f"/notes/{note['id']}")).status == 204
    assert "asked for a quote" in await _answers(stage)
    stage.store.clock.advance(32 * 24 * 3600)
    await Sweeps(stage.store.database).sweep(stage.store.clock.now())
    assert await _answers(stage) == ""


async def _answers(stage: Stage) -> str:
    """All that is kept of what was answered."""
    async with stage.store.looking() as session:
        return "\n".join(await session.scalars(select(AnswerRow.body).order_by(AnswerRow.at)))
