"""Reminders by the API: planned, listed, closed, reopened, deleted; their people are told as of any other."""

from typing import Any

from bot.model.ids import MemberId
from bot.model.members import Standing
from bot.model.tokens import Scope
from tests import make
from tests.api._stage import Json, Stage, member

CALL: dict[str, Any] = {"title": "Call back", "assignees": [make.CLAIRE], "due_at": "2026-11-24T09:00:00+01:00"}


async def test_a_reminder_is_planned_closed_reopened_and_deleted(stage: Stage) -> None:
    contact = await stage.has()
    made = await stage.post("/reminders", {**CALL, "contact": contact["id"], "text": "about the offer"})
    assert made.status == 201, made.text
    reminder = made.body
    where = f"/reminders/{reminder['id']}"
    assert (await stage.get(where)).body == reminder
    assert (reminder["contact"], reminder["author"]) == (contact["id"], member(Scope.WRITE, stage))
    assert (reminder["due_at"], reminder["zone"]) == ("2026-11-24T08:00:00.000Z", "Europe/Paris")
    closed = (await stage.post(f"{where}/close")).body
    assert (closed["state"], closed["closed_by"]) == ("done", member(Scope.WRITE, stage))
    assert (await stage.post(f"{where}/close")).body == closed, "twice is as once"
    assert (await stage.post(f"{where}/reopen")).body["state"] == "open"
    assert (await stage.ask("DELETE", where)).status == 204
    assert (await stage.get(where)).kind == "reminder_not_found"


async def test_each_list_has_its_own(stage: Stage) -> None:
    for day in ("19", "24", "25", "26"):
        await stage.post("/reminders", CALL | {"title": f"n{day}", "due_at": f"2026-11-{day}T09:00:00Z"})
    await stage.post("/reminders", CALL | {"title": "tonight", "due_at": "2026-11-20T19:00:00Z"})
    done = (await stage.post("/reminders", CALL | {"title": "done"})).body
    await stage.post(f"/reminders/{done['id']}/close")

    async def titles(query: str) -> list[str]:
        return [each["title"] for each in (await stage.get(f"/reminders{query}")).body["data"]]

    assert await titles("") == ["n24", "n25", "n26"]
    assert await titles("?list=overdue") == ["n19"]
    assert await titles("?list=today") == ["tonight"]
    assert await titles("?list=done") == ["done"]
    first = (await stage.get("/reminders?limit=2")).body
    rest = (await stage.get(f"/reminders?limit=2&cursor={first['next']}")).body
    assert [each["title"] for each in rest["data"]] == ["n26"]
    assert (await stage.get("/reminders?list=later")).wrong.keys() == {"list"}
    # '2026-99-99T09:00:00+00:00 5' is a place of the right form and no time.
    got = await stage.get("/reminders?cursor=MjAyNi05OS05OVQwOTowMDowMCswMDowMCA1")
    assert got.kind == "cursor_invalid"


async def test_what_a_reminder_needs(stage: Stage) -> None:
    assert set((await stage.post("/reminders", {})).wrong) == {"/title", "/assignees"}
    assert set((await stage.post("/reminders", {"title": "x", "assignees": [make.CLAIRE]})).wrong) == {"/due_at"}
    assert set((await stage.post("/reminders", CALL | {"assignees": []})).wrong) == {"/assignees"}
    assert set((await stage.post("/reminders", CALL | {"contact": "5"})).wrong) == {"/contact"}
    assert set((await stage.post("/reminders", CALL | {"due_at": "2026-11-24T09:00:00"})).wrong) == {"/due_at"}
    assert set((await stage.post("/reminders", CALL | {"assignees": ["U0NOBODY"]})).wrong) == {"/assignees"}
    assert set((await stage.post("/reminders", CALL | {"title": " "})).wrong) == {"/title"}
    assert (await stage.get("/reminders?list=coming")).body["data"] == []


async def _planned(stage: Stage, **fields: object) -> Json:
    made = await stage.post("/reminders", CALL | fields)
    assert made.status == 201, made.text
    return made.body


async def test_a_time_in_words_repeats_as_in_slack(stage: Stage) -> None:
    weekly = await _planned(stage, due_at=None, when="every monday at 9am")
    assert (weekly["due_at"], weekly["zone"]) == ("2026-11-23T08:00:00.000Z", "Europe/Paris")
    assert (weekly["rrule"], weekly["after"]) == ("FREQ=WEEKLY;BYDAY=MO", None)
    done = await _planned(stage, due_at=None, when="demain à 9h puis 3 jours après fait")
    assert (done["due_at"], done["rrule"], done["after"]) == ("2026-11-21T08:00:00.000Z", None, "P3D")
    there = await _planned(stage, due_at=None, when="tomorrow at 9am", zone="America/New_York", each_own=True)
    assert (there["due_at"], there["zone"], there["each_own"]) == ("2026-11-21T14:00:00.000Z", "America/New_York", True)
    closed = (await stage.post(f"/reminders/{weekly['id']}/close")).body
    assert (closed["state"], closed["due_at"]) == ("open", "2026-11-30T08:00:00.000Z"), "it goes on"


async def test_a_time_that_cannot_be_understood_is_told_as_in_the_form(stage: Stage) -> None:
    for words, said in (
        ("monday or tuesday", "when"), ("at 25:00", "when"), ("30 february at 9am", "when"), ("call Ann", "no time"),
        ("tomorrow at 9am and bring the contract", "bring the contract"), ("3 days after done", "first time"),
        (" ", "no time"),
    ):  # fmt: skip
        got = await stage.post("/reminders", CALL | {"due_at": None, "when": words})
        assert (got.status, set(got.wrong)) == (422, {"/when"}), (words, got.text)
        if said != "when":
            assert said in got.wrong["/when"]
    both = await stage.post("/reminders", CALL | {"when": "tomorrow at 9am"})
    assert set(both.wrong) == {"/when"}
    french = await stage.post("/reminders", CALL | {"due_at": None, "when": "bonjour"}, accept_language="fr")
    assert "demain" in french.wrong["/when"]


async def test_a_reminder_is_changed_and_what_is_not_named_stays(stage: Stage) -> None:
    contact = await stage.has()
    held = await _planned(stage, text="about the offer", escalate_to=make.JOHN, escalate_after="4h")
    assert (held["escalate_to"], held["escalate_after"]) == (make.JOHN, "4h")
    where = f"/reminders/{held['id']}"
    etag = (await stage.get(where)).etag
    changed = await stage.patch(where, {"title": "Call Ann", "contact": contact["id"], "text": None}, if_match=etag)
    assert changed.status == 200, changed.text
    assert changed.body == held | {"title": "Call Ann", "contact": contact["id"], "text": ""}
    assert (await stage.patch(where, {"title": "Late"}, if_match=etag)).status == 412
    moved = await stage.patch(where, {"due_at": "2026-11-25T10:00:00Z", "assignees": [make.JOHN]})
    assert moved.body == changed.body | {"due_at": "2026-11-25T10:00:00.000Z", "assignees": [make.JOHN]}
    alone = await stage.patch(where, {"contact": None, "escalate_to": None, "escalate_after": None})
    assert (alone.body["contact"], alone.body["escalate_to"], alone.body["escalate_after"]) == (None, None, None)
    repeats = await stage.patch(where, {"when": "every day at 8:30am"})
    assert (repeats.body["rrule"], repeats.body["due_at"]) == ("FREQ=DAILY", "2026-11-21T07:30:00.000Z")
    assert (await stage.patch(where, {"title": "Daily"})).body["rrule"] == "FREQ=DAILY"
    once = await stage.patch(where, {"when": "tomorrow at 9am"})
    assert (once.body["rrule"], once.body["due_at"]) == (None, "2026-11-21T08:00:00.000Z")
    assert (await stage.get(where)).body == once.body


async def test_what_a_change_may_not_ask(stage: Stage) -> None:
    held, weekly = await _planned(stage), await _planned(stage, due_at=None, when="every monday at 9am")
    where = f"/reminders/{held['id']}"
    for sent, wrong in (
        ({"title": ""}, "/title"), ({"assignees": []}, "/assignees"), ({"assignees": ["U0NOBODY"]}, "/assignees"),
        ({"title": " "}, "/title"), ({"title": "\u202e"}, "/title"),
        ({"due_at": "2199-12-31T23:59:59-23:59"}, "/due_at"),
        ({"contact": "5"}, "/contact"), ({"due_at": "2026-11-19T09:00:00Z"}, "/due_at"), ({"when": "x"}, "/when"),
        ({"escalate_to": make.JOHN}, "/escalate_after"), ({"escalate_after": "1h"}, "/escalate_to"),
        ({"escalate_after": "3h"}, "/escalate_after"),
        ({"escalate_to": "U0NOBODY", "escalate_after": "1h"}, "/escalate_to"), ({"state": "done"}, "/state"),
    ):  # fmt: skip
        got = await stage.patch(where, sent)
        assert (got.status, set(got.wrong)) == (422, {wrong}), got.text
    got = await stage.patch(f"/reminders/{weekly['id']}", {"due_at": "2026-11-25T10:00:00Z"})
    assert set(got.wrong) == {"/due_at"}, "a time alone would end the series without saying so"
    assert (await stage.get(where)).body == held
    assert (await stage.patch("/reminders/5", {"title": "x"})).kind == "reminder_not_found"


async def test_a_guest_is_reminded_of_nothing(stage: Stage) -> None:
    guest = make.member(MemberId("U0GUEST01"), standing=Standing.SINGLE_CHANNEL_GUEST)
    async with stage.store.works.writing(make.viewer()) as work:
        await work.members.add(guest, at=work.now)
    got = await stage.post("/reminders", CALL | {"assignees": [guest.id]})
    assert (got.status, set(got.wrong)) == (422, {"/assignees"})
