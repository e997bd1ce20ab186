"""Follows by the API: which channels are told what happens to whom, as `/activity follow` has it."""

from bot.crm import choices, contacts, follows
from bot.model.choices import ChoiceKind
from bot.model.follows import Only
from bot.model.ids import ContactId, PlaceId
from bot.model.line_types import LineType
from bot.model.tokens import Scope
from bot.parse.follows import AskedFollow
from tests import make
from tests.api._stage import CLOSED, Json, Stage, admin, member

SALES, FRONT = "C0SALES001", "C0FRONT001"


async def _follows(stage: Stage, **asked: object) -> Json:
    made = await stage.post("/follows", {"channel": SALES, **asked})
    assert made.status == 201, made.text
    return made.body


async def test_a_channel_follows_a_contact_from_when_it_is_asked_until_it_ends(stage: Stage) -> None:
    contact = await stage.has()
    made = await stage.post("/follows", {"channel": SALES, "contact": contact["id"], "types": ["note"]})
    assert made.status == 201, made.text
    follow = made.body
    where = f"/follows/{follow['id']}"
    assert made.headers["Location"] == f"/api/v1{where}"
    assert stage.entered == [SALES]
    assert (follow["channel"], follow["contact"], follow["contact_name"]) == (SALES, contact["id"], "Dupont")
    assert (follow["types"], follow["not_types"], follow["q"]) == (["note"], [], "")
    assert (follow["created_by"], follow["created_by_name"]) == (member(Scope.WRITE, stage), "Website")
    assert ((await stage.get(where)).body, (await stage.get(where)).etag) == (follow, made.etag)
    async with stage.store.works.reading(make.viewer()) as work:
        (seen,) = await follows.of_place(work, PlaceId(SALES))
    assert (seen.wish.name, seen.wish.only, seen.maker) == ("Dupont", Only(types=frozenset({LineType.NOTE})), "Website")
    assert (await stage.ask("DELETE", where)).status == 204
    assert (await stage.get(where)).kind == "follow_not_found"
    assert (await stage.ask("DELETE", where)).kind == "follow_not_found"


async def test_the_same_asked_twice_is_followed_once(stage: Stage) -> None:
    contact = await stage.has()
    first = await _follows(stage, contact=contact["id"])
    assert await _follows(stage, contact=contact["id"]) == first
    assert (await stage.get("/follows")).body["data"] == [first]


async def test_everybody_or_whoever_a_line_of_search_finds(stage: Stage) -> None:
    everybody = await _follows(stage)
    clients = await _follows(stage, q="tag:clients city:lyon", people=[member(Scope.WRITE, stage)])
    assert (everybody["contact"], everybody["q"]) == (None, "")
    assert (clients["contact"], clients["q"]) == (None, "tag:clients city:lyon")
    assert clients["people"] == [member(Scope.WRITE, stage)]
    contact = await stage.has(last_name="Martin")
    assert (await _follows(stage, q="martin"))["contact"] == contact["id"]


async def test_each_channel_has_its_list_page_by_page_and_private_ones_are_not_there(stage: Stage) -> None:
    contact = await stage.has()
    async with stage.store.works.writing(make.viewer()) as work:
        place = PlaceId(make.CLAIRE)
        wish = await follows.to_follow(work, AskedFollow(words="", is_all=True), place=place)
        await follows.start(work, place, wish)
        private = await follows.same(work, place, wish)
    here = [await _follows(stage, contact=contact["id"]), await _follows(stage), await _follows(stage, types=["note"])]
    there = await _follows(stage, channel=FRONT)
    assert (await stage.get("/follows", scope=Scope.READ)).body["data"] == [*here, there]
    assert (await stage.get(f"/follows?channel={FRONT}")).body["data"] == [there]
    first = (await stage.get(f"/follows?channel={SALES}&limit=2")).body
    rest = (await stage.get(f"/follows?channel={SALES}&limit=2&cursor={first['next']}")).body
    assert ([*first["data"], *rest["data"]], rest["next"]) == (here, None)
    assert private is not None
    for method in ("GET", "DELETE"):
        assert (await stage.ask(method, f"/follows/{private.id}")).kind == "follow_not_found"


async def test_which_lines_are_told_is_changed_and_the_follow_stays(stage: Stage) -> None:
    contact = await stage.has()
    follow = await _follows(stage, contact=contact["id"], types=["note"], not_people=[make.CLAIRE])
    where = f"/follows/{follow['id']}"
    etag = (await stage.get(where)).etag
    changed = await stage.patch(where, {"types": None, "not_types": ["file"]}, if_match=etag)
    assert changed.status == 200, changed.text
    assert changed.body == follow | {"types": [], "not_types": ["file"]}
    assert (await stage.patch(where, {"types": ["note"]}, if_match=etag)).status == 412
    other = await _follows(stage, contact=contact["id"])
    same = await stage.patch(f"/follows/{other['id']}", {"not_types": ["file"], "not_people": [make.CLAIRE]})
    assert (same.status, same.kind) == (409, "followed_already")
    assert (await stage.get(f"/follows/{other['id']}")).body == other


async def test_types_of_what_is_logged_by_hand_are_named_and_read_by_their_ids(stage: Stage) -> None:
    async with stage.store.works.writing(admin()) as work:
        made = [await choices.add(work, ChoiceKind.ACTIVITY, name) for name in ("phone", "site visit")]
    call, visit = [str(each.id) for each in made]
    follow = await _follows(stage, types=["note"], activity_types=["Phone"], not_activity_types=[visit])
    assert (follow["types"], follow["activity_types"], follow["not_activity_types"]) == (["note"], [call], [visit])
    where = f"/follows/{follow['id']}"
    async with stage.store.works.writing(admin()) as work:
        await choices.delete(work, made[0].id, to=None)
    changed = await stage.patch(where, {"activity_types": [call, "site visit"], "not_activity_types": None})
    assert (changed.status, changed.body["activity_types"]) == (200, [call, visit]), changed.text
    assert changed.body["not_activity_types"] == []
    alone = await stage.patch(where, {"types": [], "activity_types": [call]})
    assert (alone.body["types"], alone.body["activity_types"]) == ([], [call]), "it is not one of everything now"
    for asked in ({"activity_types": ["dance"]}, {"activity_types": [visit, "1"]}):
        got = await stage.patch(where, asked)
        assert (got.status, set(got.wrong)) == (422, {f"/activity_types/{len(asked['activity_types']) - 1}"}), got.text
    fresh = await stage.post("/follows", {"channel": SALES, "activity_types": [call]})
    assert (fresh.status, set(fresh.wrong)) == (422, {"/activity_types/0"}), "nobody begins to follow what is gone"


async def test_what_a_follow_needs(stage: Stage) -> None:
    contact = await stage.has()
    for asked, where in (
        ({}, "/channel"), ({"channel": "U0CLAIRE"}, "/channel"), ({"channel": CLOSED}, "/channel"),
        ({"channel": SALES, "contact": "5"}, "/contact"),
        ({"channel": SALES, "contact": contact["id"], "q": "martin"}, "/q"),
        ({"channel": SALES, "q": "nobody at all"}, "/q"), ({"channel": SALES, "q": "city:"}, "/q"),
        ({"channel": SALES, "types": ["dance"]}, "/types/0"), ({"channel": SALES, "people": ["claire"]}, "/people/0"),
        ({"channel": SALES, "private": True}, "/private"),
    ):  # fmt: skip
        got = await stage.post("/follows", asked)
        assert (got.status, set(got.wrong)) == (422, {where}), got.text
    assert (await stage.post("/follows", {"channel": SALES, "people": ["U0NOBODY"]})).kind == "member_not_found"
    assert (await stage.ask("POST", "/follows", {"channel": SALES}, scope=Scope.READ)).kind == "scope_missing"
    assert stage.entered == [], "nothing is entered for what is refused"
    assert (await stage.get("/follows")).body["data"] == []


async def test_a_contact_on_hold_is_followed_when_it_is_confirmed(stage: Stage) -> None:
    contact = await stage.has(hold={"reason": "in dispute"})
    got = await stage.post("/follows", {"channel": SALES, "contact": contact["id"]})
    assert (got.status, got.kind) == (409, "on_hold")
    assert got.body["warnings"] == [{"kind": "hold", "contact": contact["id"], "text": "in dispute"}]
    await _follows(stage, contact=contact["id"], confirmed=True)


async def test_a_repeat_under_its_key_is_answered_though_the_contact_is_gone(stage: Stage) -> None:
    contact = await stage.has()
    asked = {"channel": SALES, "contact": contact["id"]}
    first = await stage.post("/follows", asked, idempotency_key="k1")
    async with stage.store.works.writing(make.viewer()) as work:
        await contacts.delete(work, ContactId(int(contact["id"])))
    again = await stage.post("/follows", asked, idempotency_key="k1")
    assert (again.status, again.text) == (201, first.text)
