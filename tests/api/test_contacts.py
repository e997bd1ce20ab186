"""Contacts by the API: the same rules as in their form, and nothing that a token may not see."""

from typing import Any

import pytest

from bot.crm import choices, custom_fields
from bot.model.choices import ChoiceKind
from bot.model.custom_fields import Circle, CustomKind
from bot.model.members import Standing
from bot.model.tokens import Scope
from tests import make
from tests.api._stage import Stage, admin, member

FULL: dict[str, Any] = {
    "kind": "person",
    "civility": "mrs",
    "first_name": "Marie",
    "last_name": "Dupont",
    "nickname": "Mimi",
    "company": "Acme",
    "job_title": "Buyer",
    "department": "Purchases",
    "description": "Two lines\nof text",
    "comment": "x",
    "reference": "MD-1",
    "siret": "73282932000074",
    "iban": "FR1420041010050500013M02606",
    "owner": make.CLAIRE,
    "assigned": [make.CLAIRE, make.JOHN],
    "coordinates": [
        {"kind": "phone", "typed": "06 28 23 04 55", "label": "mobile"},
        {"kind": "email", "typed": "Marie@Acme.fr", "label": "work"},
        {"kind": "email", "typed": "m@home.fr", "label": "chalet", "main": True},
        {"kind": "site", "typed": "acme.fr"},
        {"kind": "address", "address": {"street": "12 rue des Lilas", "postcode": "75011", "city": "Paris"},
         "delivery": True},
    ],
    "tags": ["Clients", "vip"],
    "birthday": "--02-29",
    "hours": "Mo-Fr 09:00-12:00",
    "flag": "Pays late",
    "hold": {"reason": "Unpaid", "reach": "family"},
    "blocked": True,
    "consents": [{"channel": "email", "given": True, "on": "2026-01-02", "source": "fair"}],
    "mailing": False,
    "financial": True,
}  # fmt: skip


async def test_what_is_sent_is_what_is_read(stage: Stage) -> None:
    made = await stage.post("/contacts", FULL)
    assert made.status == 201, made.text
    assert made.headers["Location"] == f"/api/v1/contacts/{made.body['id']}"
    read = await stage.get(f"/contacts/{made.body['id']}")
    assert read.body == made.body
    assert read.etag == made.etag
    same = {name: read.body[name] for name in FULL if name not in ("coordinates",)}
    assert same == {name: value for name, value in FULL.items() if name != "coordinates"}
    assert read.body["siren"] == "732829320", "the SIREN is in the SIRET"
    assert read.body["name"] == "Marie Dupont"
    assert read.body["created_by"] == member(Scope.WRITE, stage)
    phone, work, home, site, address = read.body["coordinates"]
    assert (phone["parsed"], phone["main"]) == ("+33628230455", True)
    assert [each["main"] for each in (work, home)] == [False, True]
    assert (work["parsed"], home["label"], site["parsed"]) == ("marie@acme.fr", "chalet", "https://acme.fr")
    assert address["typed"] == "12 rue des Lilas, 75011 Paris"


async def test_sending_back_what_was_read_changes_nothing(stage: Stage) -> None:
    made = (await stage.post("/contacts", FULL)).body
    own = ("id", "number", "name", "version", "created_at", "updated_at", "created_by", "archived_at")
    again = await stage.patch(f"/contacts/{made['id']}", {key: made[key] for key in made if key not in own})
    assert again.status == 200, again.text
    assert again.body == made


async def test_only_what_is_named_changes(stage: Stage) -> None:
    made = (await stage.post("/contacts", FULL)).body
    kept = made["coordinates"][1] | {"typed": "marie.dupont@acme.fr"}
    changed = await stage.patch(
        f"/contacts/{made['id']}",
        {"last_name": "Martin", "comment": None, "tags": ["Suppliers"], "hold": None, "coordinates": [kept]},
        content_type="application/merge-patch+json",
    )
    assert changed.status == 200, changed.text
    now = changed.body
    assert (now["name"], now["comment"], now["tags"], now["hold"]) == ("Marie Martin", "", ["Suppliers"], None)
    assert [(each["id"], each["parsed"]) for each in now["coordinates"]] == [(kept["id"], "marie.dupont@acme.fr")]
    assert now["version"] == made["version"] + 1
    same = made.keys() - {"last_name", "name", "comment", "tags", "hold", "coordinates", "version", "updated_at"}
    assert {key: now[key] for key in same} == {key: made[key] for key in same}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"last_name": ""}, {"/last_name"}),
        ({"kind": "company", "last_name": ""}, {"/company"}),
        ({"siret": "1"}, {"/siret"}),
        ({"birthday": "2026-02-30"}, {"/birthday"}),
        ({"birthday": "soon"}, {"/birthday"}),
        ({"hours": "whenever"}, {"/hours"}),
        ({"owner": "U0NOBODY"}, {"/owner"}),
        ({"assigned": ["U0NOBODY", "U0GUEST"]}, {"/assigned"}),
        (
            {"coordinates": [{"kind": "phone", "typed": "1"}, {"kind": "email", "typed": "no"}]},
            {"/coordinates/1/typed"},
        ),
        ({"coordinates": [{"kind": "address", "address": {}}]}, {"/coordinates/0/address/street"}),
        ({"coordinates": [{"kind": "site", "typed": ""}]}, {"/coordinates/0/typed"}),
        ({"coordinates": [{"id": "5", "kind": "phone", "typed": "1"}]}, {"/coordinates/0/id"}),
        ({"states": ["5"], "category": "6"}, {"/states/0", "/category"}),
        ({"custom": {"5": "x"}}, {"/custom/5"}),
        ({"employer": "5"}, {"/employer"}),
        ({"parent": "5"}, {"/parent"}),
        ({"main_person": True}, {"/main_person"}),
        ({"tags": ["x" * 500]}, {"/tags/0"}),
        ({"consents": [{"channel": "email", "given": True, "on": "2999-01-01"}]}, {"/consents"}),
    ],
)
async def test_what_the_form_refuses_the_api_refuses(stage: Stage, fields: dict[str, Any], wrong: set[str]) -> None:
    async with stage.store.session() as session:
        from bot.store.members import Members

        await Members(session).add(make.member("U0GUEST", standing=Standing.STRANGER), at=make.NOW)
    got = await stage.post("/contacts", {"last_name": "Dupont", **fields})
    assert (got.status, set(got.wrong)) == (422, wrong), got.text
    assert all(got.wrong.values())
    assert (await stage.get("/contacts")).body["data"] == []


async def test_lists_and_custom_fields_are_named_by_their_ids(stage: Stage) -> None:
    async with stage.store.works.writing(admin()) as work:
        group = await choices.add(work, ChoiceKind.GROUP, "Bâtiment")
        seen = await custom_fields.add(work, make.typed_field("Secteur", kind=CustomKind.NUMBER))
        hidden = await custom_fields.add(work, make.typed_field("Marge", seen_by=Circle.MANAGERS))
    made = await stage.has(groups=[str(group.id)], custom={str(seen.id): "1234.5"})
    assert (made["groups"], made["custom"]) == ([str(group.id)], {str(seen.id): "1234.5"})
    changed = (await stage.patch(f"/contacts/{made['id']}", {"custom": {str(seen.id): ""}})).body
    assert (changed["groups"], changed["custom"]) == ([str(group.id)], {})
    wrong = await stage.patch(f"/contacts/{made['id']}", {"custom": {str(seen.id): "much"}})
    assert set(wrong.wrong) == {f"/custom/{seen.id}"}
    refused = await stage.patch(f"/contacts/{made['id']}", {"custom": {str(hidden.id): "x"}})
    assert refused.status == 422, "what only managers see is not there for a token"
    async with stage.store.works.writing(admin()) as work:
        held = await work.contacts.find(make.contact(int(made["id"])).id)
        assert held is not None


async def test_the_list_answers_the_grammar_of_the_search(stage: Stage) -> None:
    ann = await stage.has(first_name="Ann", tags=["Clients"])
    bea = await stage.has(first_name="Bea", last_name="Martin")
    await stage.patch(f"/contacts/{bea['id']}", {"company": "Acme"})
    gone = await stage.has(first_name="Cleo")
    assert (await stage.ask("DELETE", f"/contacts/{gone['id']}")).status == 204

    async def found(q: str) -> list[str]:
        got = await stage.ask("GET", f"/contacts?q={q}")
        assert got.status == 200, got.text
        return [each["first_name"] for each in got.body["data"]]

    assert await found("") == ["Ann", "Bea"]
    assert await found("dup") == ["Ann"]
    assert await found("tag:clients") == ["Ann"]
    assert await found("-tag:clients") == ["Bea"]
    assert await found("acme") == ["Bea"]
    assert await found(f"%23{ann['number']}") == ["Ann"]
    assert await found("%23999") == []
    wrong = await stage.get("/contacts?q=tga:clients")
    assert (wrong.status, wrong.kind, set(wrong.wrong)) == (422, "query_invalid", {"q"})


async def test_pages_are_stable_while_contacts_are_added_and_deleted(stage: Stage) -> None:
    made = [await stage.has(first_name=f"n{number}") for number in range(7)]
    first = (await stage.get("/contacts?limit=3")).body
    await stage.has(first_name="late")
    await stage.ask("DELETE", f"/contacts/{made[0]['id']}")
    second = (await stage.get(f"/contacts?limit=3&cursor={first['next']}")).body
    third = (await stage.get(f"/contacts?limit=3&cursor={second['next']}")).body
    names = [each["first_name"] for page in (first, second, third) for each in page["data"]]
    assert names == [f"n{number}" for number in range(7)] + ["late"]
    assert third["next"] is None
    for cursor in ("x", "AAAA", "OTk5OTk5OTk5OTk5OTk5OTk5OQ", "%00", "é"):
        got = await stage.get(f"/contacts?cursor={cursor}")
        assert got.status == 422, cursor


async def test_archived_restored_and_deleted(stage: Stage) -> None:
    made = await stage.has()
    where = f"/contacts/{made['id']}"
    archived = (await stage.post(f"{where}/archive")).body
    assert archived["archived_at"] == "2026-11-20T09:00:00.000Z"
    assert (await stage.get(where)).body == archived
    assert (await stage.get("/contacts")).body["data"] == []
    assert (await stage.post(f"{where}/restore")).body["archived_at"] is None
    deleted = await stage.ask("DELETE", where)
    assert (deleted.status, deleted.text) == (204, "")
    assert (await stage.get(where)).kind == "contact_not_found"
    assert (await stage.post(f"{where}/restore")).status == 200
    assert (await stage.get(where)).status == 200


async def test_another_workspace_is_not_there(stage: Stage) -> None:
    await stage.store.settle(make.member(make.CLAIRE), workspace=make.workspace(2))
    async with stage.store.works.writing(make.viewer(tenant=2)) as work:
        from bot.crm import contacts

        other = (await contacts.create(work, make.contact_values())).contact
    for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/archive"), ("GET", "/notes")):
        got = await stage.ask(method, f"/contacts/{other.id}{path}", {} if method == "PATCH" else None)
        assert (got.status, got.kind) == (404, "contact_not_found")
    assert (await stage.get("/contacts")).body["data"] == []
