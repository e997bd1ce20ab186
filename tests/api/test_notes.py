"""Notes by the API: for everyone, by the token's name; what is private to some people is not there."""

from dataclasses import replace

from bot.crm import feed, notes
from bot.crm._work import Work
from bot.model.feed import FeedList
from bot.model.ids import ContactId, NoteId
from bot.model.notes import Audience
from bot.model.rich_text import written
from bot.model.tokens import Scope
from tests import make
from tests.api._stage import Stage, member


async def test_a_note_is_written_read_changed_closed_and_deleted(stage: Stage) -> None:
    contact = await stage.has()
    made = await stage.post(
        f"/contacts/{contact['id']}/notes",
        {"title": "Visit", "text": "Prefers calls\nafter 4pm", "on": "2026-11-18", "assignees": [make.JOHN],
         "due_at": "2026-11-24T09:00:00+01:00", "zone": "Europe/Paris"},
    )  # fmt: skip
    assert made.status == 201, made.text
    note = made.body
    where = f"/notes/{note['id']}"
    assert made.headers["Location"] == f"/api/v1{where}"
    assert (await stage.get(where)).body == note
    assert (note["contact"], note["author"]) == (contact["id"], member(Scope.WRITE, stage))
    assert (note["text"], note["on"]) == ("Prefers calls\nafter 4pm", "2026-11-18")
    assert (note["due_at"], note["zone"]) == ("2026-11-24T08:00:00.000Z", "Europe/Paris")
    changed = await stage.patch(where, {"title": None, "text": "Gone", "due_at": None})
    assert (changed.body["title"], changed.body["text"], changed.body["due_at"]) == ("", "Gone", None)
    assert changed.body["assignees"] == [make.JOHN]
    assert (await stage.get(where)).body == changed.body
    closed = (await stage.post(f"{where}/close")).body
    assert (closed["closed_by"], closed["closed_at"]) == (member(Scope.WRITE, stage), "2026-11-20T09:00:00.000Z")
    assert (await stage.post(f"{where}/reopen")).body["closed_at"] is None
    assert (await stage.ask("DELETE", where)).status == 204
    assert (await stage.get(where)).kind == "note_not_found"


async def test_the_notes_of_a_contact_come_page_by_page_the_newest_day_first(stage: Stage) -> None:
    contact = await stage.has()
    for day in (3, 1, 2, 5, 4):
        await stage.notes(contact, text=f"n{day}", on=f"2026-11-0{day}")
    where = f"/contacts/{contact['id']}/notes?limit=2"
    first = (await stage.get(where)).body
    await stage.notes(contact, text="today")
    second = (await stage.get(f"{where}&cursor={first['next']}")).body
    third = (await stage.get(f"{where}&cursor={second['next']}")).body
    said = [note["text"] for page in (first, second, third) for note in page["data"]]
    assert (said, third["next"]) == (["n5", "n4", "n3", "n2", "n1"], None)
    assert (await stage.get(f"{where}&cursor=junk")).kind == "cursor_invalid"


async def test_what_is_private_to_some_people_is_not_there(stage: Stage) -> None:
    contact = await stage.has()
    about = ContactId(int(contact["id"]))
    private = await _written(stage, about, Audience.PRIVATE)
    named = await _written(stage, about, Audience.MEMBERS)
    open_note = await _written(stage, about, Audience.EVERYONE)
    listed = (await stage.get(f"/contacts/{about}/notes")).body["data"]
    assert [each["id"] for each in listed] == [str(open_note)]
    for key in (private, named):
        for method, path in (("GET", ""), ("PATCH", ""), ("DELETE", ""), ("POST", "/close")):
            got = await stage.ask(method, f"/notes/{key}{path}", {"text": "mine"} if method == "PATCH" else None)
            assert (got.status, got.kind) == (404, "note_not_found"), (method, path)
    async with stage.store.works.reading(make.viewer()) as work:
        assert (await notes.find(work, private)).text == "secret"


async def test_what_a_note_needs(stage: Stage) -> None:
    contact = await stage.has()
    where = f"/contacts/{contact['id']}/notes"
    assert set((await stage.post(where, {})).wrong) == {"/text"}
    assert set((await stage.post(where, {"text": "x" * 3001})).wrong) == {"/text"}
    assert set((await stage.post(where, {"text": "x", "assignees": ["U0NOBODY"]})).wrong) == {"/assignees"}
    assert set((await stage.post(where, {"text": "x", "assignees": ["token:5"]})).wrong) == {"/assignees/0"}
    assert set((await stage.post(where, {"text": "x", "due_at": "tomorrow"})).wrong) == {"/due_at"}
    assert set((await stage.post(where, {"text": "x", "due_at": "0001-01-01T00:00:00Z"})).wrong) == {"/due_at"}
    assert set((await stage.post(where, {"text": "x", "zone": "Mars/Base"})).wrong) == {"/zone"}
    assert (await stage.get(where)).body["data"] == []
    note = await stage.notes(contact)
    assert set((await stage.patch(f"/notes/{note['id']}", {"text": None})).wrong) == {"/text"}
    assert (await stage.get(f"/notes/{note['id']}")).body == note


async def test_the_trace_says_the_name_of_the_token(stage: Stage) -> None:
    contact = await stage.has()
    await stage.notes(contact)
    async with stage.store.works.reading(make.viewer()) as work:
        shown = await feed.page(work, FeedList(contact=ContactId(int(contact["id"]))))
        by_programs = await feed.page(work, FeedList(api=True))
    assert by_programs.lines == shown.lines
    assert [line.actor for line in shown.lines] == ["Website", "Website"]


async def _written(stage: Stage, contact: ContactId, audience: Audience) -> NoteId:
    async def write(work: Work) -> NoteId:
        wanted = replace(make.wanted_note(contact, ""), body=_SECRET, audience=audience, members=(make.JOHN,))
        return (await notes.add(work, wanted)).id

    async with stage.store.works.writing(make.viewer()) as work:
        return await write(work)


_SECRET = written("secret")
