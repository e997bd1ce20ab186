"""Reminders by the API: planned, listed, closed, reopened, deleted; their people are told as of any other."""

from typing import Any

from bot.model.tokens import Scope
from tests import make
from tests.api._stage import Stage, member

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
    assert set((await stage.post("/reminders", {})).wrong) == {"/title", "/assignees", "/due_at"}
    assert set((await stage.post("/reminders", CALL | {"assignees": []})).wrong) == {"/assignees"}
    assert set((await stage.post("/reminders", CALL | {"contact": "5"})).wrong) == {"/contact"}
    assert set((await stage.post("/reminders", CALL | {"due_at": "2026-11-24T09:00:00"})).wrong) == {"/due_at"}
    assert (await stage.post("/reminders", CALL | {"assignees": ["U0NOBODY"]})).kind == "member_not_found"
    assert set((await stage.post("/reminders", CALL | {"title": " "})).wrong) == {"/title"}
    assert (await stage.get("/reminders?list=coming")).body["data"] == []
