"""Activities by the API: logged, changed, deleted by the token's name; the feed read by the filters of `/activity`."""

import asyncio

import pytest

from bot.crm import activities, contacts, feed
from bot.model.activities import WantedActivity
from bot.model.choices import ChoiceKind
from bot.model.feed import FeedList
from bot.model.ids import ContactId
from bot.model.rich_text import written
from bot.model.tokens import Scope
from tests import make
from tests.api._stage import Json, Stage, member

TYPES = ("appel", "rendez-vous", "e-mail", "visite")


@pytest.fixture(autouse=True)
async def types(stage: Stage) -> None:
    """With which every workspace begins."""
    async with stage.store.works.writing(make.viewer()) as work:
        for place, name in enumerate(TYPES):
            await work.choices.add(make.choice(work.next_id(), ChoiceKind.ACTIVITY, name, position=place))


async def _logs(stage: Stage, contact: Json, **fields: object) -> Json:
    made = await stage.post("/activities", {"contact": contact["id"], "type": "call", **fields})
    assert made.status == 201, made.text
    return made.body


async def test_an_activity_is_logged_read_changed_and_deleted(stage: Stage) -> None:
    contact, other = await stage.has(), await stage.has(last_name="Martin")
    made = await stage.post(
        "/activities",
        {"contact": contact["id"], "type": "Call", "text": "asked for\na quote", "at": "2026-11-19T15:30:00+01:00"},
    )
    assert made.status == 201, made.text
    logged = made.body
    where = f"/activities/{logged['id']}"
    assert made.headers["Location"] == f"/api/v1{where}"
    assert (logged["contact"], logged["author"]) == (contact["id"], member(Scope.WRITE, stage))
    assert (logged["type_name"], logged["text"]) == ("appel", "asked for\na quote")
    assert (logged["at"], logged["created_at"]) == ("2026-11-19T14:30:00.000Z", "2026-11-20T09:00:00.000Z")
    got = await stage.get(where)
    assert (got.body, got.etag) == (logged, made.etag)
    assert (await stage.get(where, if_none_match=got.etag)).status == 304
    changed = await stage.patch(where, {"type": "visit", "text": None, "contact": other["id"]}, if_match=got.etag)
    assert changed.status == 200, changed.text
    assert (changed.body["type_name"], changed.body["text"]) == ("visite", "")
    assert (changed.body["contact"], changed.body["at"]) == (other["id"], logged["at"])
    assert (await stage.get(where)).body == changed.body
    assert (await stage.patch(where, {"text": "late"}, if_match=got.etag)).status == 412
    assert (await stage.ask("DELETE", where, if_match=got.etag)).status == 412
    assert (await stage.ask("DELETE", where, if_match=changed.etag)).status == 204
    assert (await stage.get(where)).kind == "activity_not_found"


async def test_it_stands_in_the_feed_as_made_by_the_name_of_the_token(stage: Stage) -> None:
    contact = await stage.has()
    logged = await _logs(stage, contact, text="prefers calls")
    async with stage.store.works.reading(make.viewer()) as work:
        shown = await feed.page(work, FeedList(contact=ContactId(int(contact["id"]))))
    assert (shown.lines[0].actor, shown.lines[0].event.kind) == ("Website", "activity.logged")
    line = (await stage.get("/activities", scope=Scope.READ)).body["data"][0]
    assert (line["kind"], line["type"]) == ("activity.logged", "activity")
    assert (line["actor"], line["actor_name"]) == (member(Scope.WRITE, stage), "Website")
    assert (line["contact"], line["contact_name"]) == (contact["id"], "Dupont")
    assert line["activity"] == logged
    assert {each["field"]: each["new"] for each in line["changes"]}["text"] == "prefers calls"


async def test_now_and_no_words_are_enough(stage: Stage) -> None:
    logged = await _logs(stage, await stage.has())
    assert (logged["at"], logged["text"]) == ("2026-11-20T09:00:00.000Z", "")


async def test_what_an_activity_needs(stage: Stage) -> None:
    contact = await stage.has()
    fine = {"contact": contact["id"], "type": "call"}
    assert set((await stage.post("/activities", {})).wrong) == {"/contact", "/type"}
    assert set((await stage.post("/activities", fine | {"contact": "5"})).wrong) == {"/contact"}
    for type in ("5", "dance", " "):
        assert set((await stage.post("/activities", fine | {"type": type})).wrong) == {"/type"}
    to_come = await stage.post("/activities", fine | {"at": "2026-11-21T09:00:00Z"})
    assert (to_come.status, set(to_come.wrong)) == (422, {"/at"})
    assert set((await stage.post("/activities", fine | {"text": "x" * 3001})).wrong) == {"/text"}
    assert set((await stage.post("/activities", fine | {"link": "https://example.org"})).wrong) == {"/link"}
    assert (await stage.ask("POST", "/activities", fine, scope=Scope.READ)).kind == "scope_missing"
    assert (await stage.get("/activities")).body["data"][0]["kind"] == "contact.created"


async def test_what_somebody_else_logged_is_read_and_not_changed(stage: Stage) -> None:
    contact = ContactId(int((await stage.has())["id"]))
    async with stage.store.works.writing(make.viewer()) as work:
        (call, *_) = await activities.types(work)
        wanted = WantedActivity(contact=contact, type=call.id, at=work.now, body=written("asked for a quote"))
        theirs = await activities.log(work, wanted)
    where = f"/activities/{theirs.id}"
    assert (await stage.get(where)).body["author"] == make.CLAIRE
    for method, sent in (("PATCH", {"text": "mine"}), ("DELETE", None)):
        got = await stage.ask(method, where, sent)
        assert (got.status, got.kind) == (403, "activity_not_yours")
    assert (await stage.get(where)).body["text"] == "asked for a quote"


async def test_the_types_are_those_of_the_list(stage: Stage) -> None:
    types = (await stage.get("/activities/types", scope=Scope.READ)).body["data"]
    assert [each["name"] for each in types] == [*TYPES]
    contact = await stage.has()
    logged = await _logs(stage, contact, type=types[3]["id"])
    assert (logged["type"], logged["type_name"]) == (types[3]["id"], "visite")


async def _kinds(stage: Stage, query: str) -> list[str]:
    got = await stage.get(f"/activities{query}")
    assert got.status == 200, got.text
    return [each["kind"] for each in got.body["data"] if each["contact"] is not None]


async def test_the_feed_is_asked_by_contact_type_person_period_and_words(stage: Stage) -> None:
    ann, bea = await stage.has(last_name="Ann"), await stage.has(last_name="Bea")
    await stage.notes(ann, text="price list")
    await _logs(stage, bea, text="wants the price", type="visit")
    async with stage.store.works.writing(make.viewer()) as work:
        await contacts.archive(work, ContactId(int(ann["id"])))
    everything = ["contact.archived", "activity.logged", "note.added", "contact.created", "contact.created"]
    assert await _kinds(stage, "") == everything
    assert await _kinds(stage, f"?contact={bea['id']}") == ["activity.logged", "contact.created"]
    assert await _kinds(stage, "?type=note") == ["note.added"]
    assert await _kinds(stage, "?type=rendez-vous") == []
    assert await _kinds(stage, "?type=visite") == await _kinds(stage, "?type=hand") == ["activity.logged"]
    assert await _kinds(stage, "?type=api") == everything[1:]
    assert await _kinds(stage, f"?by={make.CLAIRE}") == ["contact.archived"]
    assert await _kinds(stage, f"?by={member(Scope.WRITE, stage)}&type=contact") == ["contact.created"] * 2
    assert await _kinds(stage, "?q=price") == ["activity.logged", "note.added"]
    assert await _kinds(stage, f"?q=price&contact={ann['id']}&type=note") == ["note.added"]
    assert await _kinds(stage, "?since=2026-11-20") == everything
    assert await _kinds(stage, "?since=2026-11-20T08:00:00Z&before=2026-11-20T10:00:00Z") == everything
    assert await _kinds(stage, "?since=2026-11-20T09:00:00+01:00") == everything, "a plus that is read as a space"
    assert await _kinds(stage, "?since=2026-11-21") == await _kinds(stage, "?before=2026-11-20") == []


async def test_a_question_that_cannot_be_understood_says_where(stage: Stage) -> None:
    for query, where in (
        ("type=dance", "type"), ("by=claire", "by"), ("since=yesterday", "since"), ("before=2026-02-30", "before"),
        ("since=0001-01-01", "since"), ("contact=5", "contact"), ("contact=x", "contact"), ("limit=0", "limit"),
        ("since=2026-11-20T09:00:00", "since"), ("before=20261120", "before"), ("before=1700000000", "before"),
        ("since=2026-11-20T25:00:00Z", "since"), ("person=x", "person"),
        ("since=2199-12-31T23:59:59-23:59", "since"),
    ):  # fmt: skip
        got = await stage.get(f"/activities?{query}")
        assert (got.status, set(got.wrong)) == (422, {where}), got.text
    assert (await stage.get("/activities?cursor=junk")).kind == "cursor_invalid"


async def test_what_no_clock_has_reached_is_a_question_like_any_other(stage: Stage) -> None:
    contact = await stage.has()
    for query, found in (("since=2150-01-01", 0), ("before=2150-01-01", 1), ("since=2199-12-31T23:59:59Z", 0)):
        got = await stage.get(f"/activities?contact={contact['id']}&{query}")
        assert (got.status, len(got.body["data"])) == (200, found), got.text


async def test_the_pages_of_the_feed_join_whatever_happens_meanwhile(stage: Stage) -> None:
    contact = await stage.has()
    for number in range(5):
        await _logs(stage, contact, text=f"n{number}")
    said, cursor = [], ""
    while True:
        page = (await stage.get(f"/activities?type=hand&limit=2&cursor={cursor}")).body
        said += [each["activity"]["text"] for each in page["data"]]
        await _logs(stage, contact, text="later")
        if page["next"] is None:
            break
        cursor = page["next"]
    assert said == ["n4", "n3", "n2", "n1", "n0"]


async def test_what_is_deleted_or_private_is_not_told(stage: Stage) -> None:
    contact = await stage.has()
    logged = await _logs(stage, contact, text="gone")
    await stage.ask("DELETE", f"/activities/{logged['id']}")
    lines = (await stage.get("/activities?limit=2")).body["data"]
    assert [(each["kind"], each["activity"]) for each in lines] == [
        ("activity.deleted", None),
        ("activity.logged", None),
    ]


async def test_the_same_sent_again_is_logged_once(stage: Stage) -> None:
    contact = await stage.has()
    asked = {"contact": contact["id"], "type": "call"}
    first, *others = await asyncio.gather(*(stage.post("/activities", asked, idempotency_key="k1") for _ in range(4)))
    assert {each.status for each in (first, *others)} <= {201, 409}
    again = await stage.post("/activities", asked, idempotency_key="k1")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert await _kinds(stage, "?type=hand") == ["activity.logged"]
