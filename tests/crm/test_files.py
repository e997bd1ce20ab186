"""Who may open a file of a note, and what is refused before anything is kept, on both engines."""

from dataclasses import replace

import pytest

from bot.crm import contacts, files, notes
from bot.model.errors import ContactNotFound, FieldsInvalid, FileGone, GuestRefused
from bot.model.files import MOST_FILES, FileState, Given
from bot.model.ids import FileId
from bot.model.jobs import JobKind
from bot.model.members import Standing, Workspace
from bot.model.notes import Audience, Note, NoteKind, Wanted
from tests import make
from tests._works import OpenStore

CLAIRE, JOHN = make.viewer(), make.viewer(make.JOHN)


@pytest.fixture
async def workspace(store: OpenStore) -> Workspace:
    return await store.settle(CLAIRE.member, JOHN.member)


async def _noted(store: OpenStore, *given: Given, **chosen: object) -> Note:
    async with store.works.writing(CLAIRE) as work:
        saved = await contacts.create(work, make.contact_values("Marie"))
        wanted = Wanted(contact=saved.contact.id, on=make.NOW.date(), title="Offer", files=given)
        return await notes.add(work, replace(wanted, **chosen))  # type: ignore[arg-type]  # fields of Wanted


async def _kept(store: OpenStore, note: Note, *, url: str = "") -> FileId:
    """As if a job had fetched its file."""
    async with store.works.writing(CLAIRE) as work:
        (file,) = await work.files.list([note.id])
        fetched = file.linked(url, name="", kind="") if url else file.kept("0" * 64 + "-" + "0" * 16, kind="", size=3)
        await work.files.save(fetched)
    return file.id


PAPER = Given(origin="F1", name="offer.pdf", size=3)


@pytest.mark.usefixtures("workspace")
async def test_a_file_is_as_private_as_its_note(store: OpenStore) -> None:
    for audience, sees in ((Audience.PRIVATE, False), (Audience.MEMBERS, True), (Audience.EVERYONE, True)):
        members = (make.JOHN,) if audience is Audience.MEMBERS else ()
        file = await _kept(store, await _noted(store, PAPER, audience=audience, members=members))
        async with store.works.writing(CLAIRE) as work:
            await files.send(work, file)
        async with store.works.reading(JOHN) as work:
            assert (await work.files.find(file) is not None) is sees
            if sees:
                assert (await files.to_send(work, file)).file.name == "offer.pdf"
                continue
            with pytest.raises(FileGone):
                await files.to_send(work, file)


@pytest.mark.usefixtures("workspace")
async def test_what_is_not_kept_cannot_be_opened(store: OpenStore) -> None:
    note = await _noted(store, PAPER)
    async with store.works.writing(CLAIRE) as work:
        (file,) = await work.files.list([note.id])
        assert (file.state, file.name, file.size) == (FileState.DUE, "offer.pdf", 3)
        with pytest.raises(FileGone):
            await files.send(work, file.id)
    await _kept(store, note, url="https://docs.example.com/a")
    async with store.works.reading(CLAIRE) as work:
        with pytest.raises(FileGone):  # there are no bytes of it: whoever opens it follows its address
            await files.to_send(work, file.id)


@pytest.mark.usefixtures("workspace")
async def test_a_file_of_a_contact_that_is_deleted_is_not_sent(store: OpenStore) -> None:
    note = await _noted(store, PAPER)
    file = await _kept(store, note)
    async with store.works.writing(CLAIRE) as work:
        await contacts.delete(work, note.contact)
        with pytest.raises(ContactNotFound):
            await files.send(work, file)


@pytest.mark.usefixtures("workspace")
async def test_a_guest_opens_nothing(store: OpenStore) -> None:
    file = await _kept(store, await _noted(store, PAPER))
    guest = replace(JOHN, member=replace(JOHN.member, standing=Standing.MULTI_CHANNEL_GUEST))
    async with store.works.reading(guest) as work:
        with pytest.raises(GuestRefused):
            await files.send(work, file)


@pytest.mark.usefixtures("workspace")
async def test_nothing_is_kept_where_one_thing_is_refused(store: OpenStore) -> None:
    refused_of: list[tuple[dict[str, object], dict[str, str]]] = [
        ({"files": (PAPER, Given(origin="F2", name="run.exe", size=1))}, {"files": "files_refused"}),
        ({"files": (PAPER,) * (MOST_FILES + 1)}, {"files": "files_too_many"}),
        ({"kind": NoteKind.FILE, "url": "javascript:alert(1)"}, {"url": "field_link_wrong"}),
        ({"kind": NoteKind.FILE, "url": "https://user@evil.example/"}, {"url": "field_link_wrong"}),
    ]
    for chosen, fields in refused_of:
        with pytest.raises(FieldsInvalid) as refused:
            await _noted(store, **chosen)
        assert refused.value.fields == fields
    async with store.works.reading(CLAIRE) as work:
        assert await work.jobs.pending(JobKind.FILE) == []


@pytest.mark.usefixtures("workspace")
async def test_an_address_is_kept_as_it_is_and_nothing_is_asked_of_it(store: OpenStore) -> None:
    note = await _noted(store, kind=NoteKind.FILE, url="https://example.com/a?b=1&c=%20#d")
    async with store.works.reading(CLAIRE) as work:
        found = await work.notes.find(note.id)
        assert found is not None
        assert (found.url, await work.jobs.pending(JobKind.FILE)) == ("https://example.com/a?b=1&c=%20#d", [])


async def test_a_workspace_that_excludes_nothing_takes_every_kind(store: OpenStore, workspace: Workspace) -> None:
    async with store.works.writing(replace(CLAIRE, workspace=replace(workspace, excluded_kinds=()))) as work:
        saved = await contacts.create(work, make.contact_values("Marie"))
        given = Given(origin="F1", name="run.exe", size=1)
        note = await notes.add(work, Wanted(contact=saved.contact.id, on=make.NOW.date(), files=(given,)))
    assert len(note.files) == 1
