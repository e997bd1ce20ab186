"""What asks first, by the API: whoever may be there already, a contact on hold. Nothing is done unconfirmed."""

import pytest

from bot.model.choices import ChoiceKind
from tests import make
from tests.api._stage import Json, Stage

ANN = {
    "first_name": "Ann",
    "last_name": "Martin",
    "coordinates": [{"kind": "email", "typed": "ann.martin@example.org"}],
}


async def test_whoever_may_be_there_already_is_told_before_a_contact_is_created(stage: Stage) -> None:
    there = await stage.has(**ANN)
    got = await stage.post("/contacts", ANN, idempotency_key="k1")
    assert (got.status, got.kind) == (409, "contact_likely")
    (candidate,) = got.body["candidates"]
    assert (candidate["contact"], candidate["name"]) == (there["id"], "Ann Martin")
    assert candidate["reasons"][0] == "same_email"
    assert 0.5 < candidate["score"] <= 1
    assert len((await stage.get("/contacts")).body["data"]) == 1
    french = await stage.post("/contacts", ANN, accept_language="fr")
    assert "peut-être" in french.body["detail"]
    made = await stage.post("/contacts", ANN | {"confirmed": True}, idempotency_key="k1")
    assert made.status == 201, "what was refused left its key free"
    assert "confirmed" not in made.body


async def test_a_name_alone_is_nobody_who_may_be_the_same(stage: Stage) -> None:
    await stage.has(first_name="Ann", last_name="Martin")
    await stage.has(first_name="Ann", last_name="Martin")


@pytest.mark.parametrize("what", ["note", "reminder", "activity", "person"])
async def test_nothing_is_started_for_a_contact_on_hold_until_it_is_confirmed(stage: Stage, what: str) -> None:
    async with stage.store.works.writing(make.viewer()) as work:
        await work.choices.add(make.choice(work.next_id(), ChoiceKind.ACTIVITY, "appel"))
    held = await stage.has(kind="company", company="Dupont SA", hold={"reason": "in dispute", "reach": "children"})
    path, sent = _start(what, held)
    got = await stage.post(path, sent)
    assert (got.status, got.kind) == (409, "on_hold"), got.text
    assert got.body["detail"].startswith("Dupont SA is on hold")
    (warning,) = got.body["warnings"]
    assert (warning["kind"], warning["contact"], warning["text"]) == ("hold", held["id"], "in dispute")
    assert (await stage.post(path, sent | {"confirmed": True})).status == 201


def _start(what: str, held: Json) -> tuple[str, Json]:
    contact = {"contact": held["id"]}
    return {
        "note": (f"/contacts/{held['id']}/notes", {"text": "x"}),
        "reminder": ("/reminders", contact | {"title": "x", "assignees": [make.CLAIRE], "due_at": DUE}),
        "activity": ("/activities", contact | {"type": "call"}),
        "person": ("/contacts", {"last_name": "Martin", "parent": held["id"]}),
    }[what]


DUE = "2026-11-24T09:00:00Z"


async def test_a_warning_informs_and_stops_nothing(stage: Stage) -> None:
    await stage.notes(await stage.has(flag="rude on the phone", blocked=True))
