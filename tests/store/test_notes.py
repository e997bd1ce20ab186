"""Notes as the store keeps, lists and finds them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.model.ids import BatchId, ContactId, EventId, FileId, MemberId, NoteId
from bot.model.jobs import JobKind
from bot.model.members import EVERYONE, Sight
from bot.model.notes import Audience, NoteKind, NoteList, Page, Source
from bot.model.rich_text import Link, Paragraph, RichText, Text
from bot.store import Jobs, Sweeps
from bot.store._search_notes import NoteSearchRow
from bot.store.audiences import Audiences
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.files import Files
from bot.store.members import Members
from bot.store.notes import Notes
from tests import make
from tests._works import OpenStore

MARIE, ACME, GONE = ContactId(1), ContactId(2), ContactId(3)
TODAY = make.NOW.date()
BODY = RichText((Paragraph((Text("see "), Link("https://acme.test/x", "their page"))),))
SOURCE = Source(permalink="https://acme.slack.test/p1", name="Ann", said_at=make.NOW, author=make.JOHN)


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    """Three contacts, of whom one is deleted."""
    async with store.session() as session:
        contacts = Contacts(session)
        await contacts.add(make.contact(MARIE))
        await contacts.add(make.contact(ACME, make.company_values()))
        await contacts.add(make.contact(GONE, deleted_at=make.NOW))
    return store


async def add(store: OpenStore, id: int, contact: int = MARIE, *, days: int = 0, **chosen: Any) -> None:
    """Dated so many `days` ago."""
    async with store.session() as session:
        await Notes(session).add(make.note(id, contact, **{"on": TODAY - timedelta(days=days), **chosen}))


async def page(
    store: OpenStore, who: str = make.CLAIRE, *, cursor: str | None = None, limit: int = 9, **which: Any
) -> Page:
    async with store.looking(sight=Sight(MemberId(who))) as session:
        return await Notes(session).page(NoteList(**which), member=MemberId(who), cursor=cursor, limit=limit)


async def ids(store: OpenStore, who: str = make.CLAIRE, **which: Any) -> list[int]:
    found = await page(store, who, **which)
    assert found.total == len(found.notes)
    return [note.id for note in found.notes]


async def test_a_note_is_kept_with_all_that_it_has(book: OpenStore) -> None:
    async with book.session() as session:
        audience = await Audiences(session).make([make.CLAIRE, make.JOHN])
        whole = make.note(
            7, MARIE, title="Visit", text="see their page", body=BODY, seen_by=Audience.MEMBERS, members=(make.JOHN,),
            audience=audience, assignees=(make.CLAIRE, make.JOHN), due=make.due(), source=SOURCE, url="https://a.test",
            occurrence=3, closed_at=make.NOW, closed_by=make.JOHN, kind=NoteKind.FILE, on=date(2025, 1, 31),
            files=(FileId(70), FileId(71)),
        )  # fmt: skip
        await Notes(session).add(whole)
        for file in whole.files:
            await Files(session).add(make.file(file, MARIE, note=NoteId(7), audience=audience))
    async with book.looking() as session:
        assert await Notes(session).find(NoteId(7)) == whole


async def test_files_are_those_of_notes_too(book: OpenStore) -> None:
    await add(book, 1)
    await add(book, 2, days=1)
    await add(book, 3, days=2, kind=NoteKind.FILE, url="https://acme.test/offer")
    await add(book, 4, days=3, kind=NoteKind.FILE)
    await add(book, 5, ACME, deleted_at=make.NOW)
    async with book.session() as session:
        for file, note in ((20, 2), (21, 2), (40, 4), (50, 5)):
            await Files(session).add(make.file(file, ACME if note == 5 else MARIE, note=NoteId(note)))
    found = await page(book, kind=NoteKind.FILE)
    assert ([note.id for note in found.notes], found.total, found.files) == ([2, 3, 4], 3, 4)
    assert await ids(book, kind=NoteKind.NOTE) == [1, 2]
    assert await ids(book, kind=NoteKind.FILE, contact=ACME) == []
    async with book.looking() as session:
        latest = await Notes(session).list(MARIE, limit=2, kind=NoteKind.FILE)
    assert ([note.id for note in latest.latest], latest.total) == ([2, 3], 3)


async def test_the_deleted_are_listed_by_themselves_as_far_as_one_may_see_them(book: OpenStore) -> None:
    async with book.session() as session:
        audience = await Audiences(session).make([make.JOHN])
    await add(book, 1)
    await add(book, 2, deleted_at=make.NOW)
    await add(book, 3, deleted_at=make.NOW - timedelta(days=40), days=1)
    await add(book, 4, deleted_at=make.NOW, audience=audience, seen_by=Audience.PRIVATE, author=make.JOHN)
    await add(book, 5, GONE, deleted_at=make.NOW)
    assert await ids(book, deleted=True) == [2, 3]
    assert await ids(book, make.JOHN, deleted=True) == [4, 2, 3]
    async with book.looking() as session:
        since = make.NOW - timedelta(days=30)
        which, claire = NoteList(deleted=True), MemberId(make.CLAIRE)
        found = await Notes(session).page(which, member=claire, limit=9, deleted_since=since)
    assert 3 not in [note.id for note in found.notes]


async def test_the_latest_come_first_with_how_many_there_are(book: OpenStore) -> None:
    await add(book, 1)
    await add(book, 2, days=3)
    await add(book, 3)
    await add(book, 4, kind=NoteKind.FILE)
    await add(book, 5, deleted_at=make.NOW)
    await add(book, 6, ACME)
    async with book.looking() as session:
        latest = await Notes(session).list(MARIE, limit=2)
        files = await Notes(session).list(MARIE, limit=2, kind=NoteKind.FILE)
    assert ([note.id for note in latest.latest], latest.total) == ([3, 1], 3)
    assert ([note.id for note in files.latest], files.total) == ([4], 1)


async def test_a_list_holds_what_was_asked_for_the_newest_day_first(book: OpenStore) -> None:
    await add(book, 1, days=2)
    await add(book, 2)
    await add(book, 3, ACME, days=1, kind=NoteKind.FILE)
    await add(book, 4, days=1, closed_at=make.NOW, closed_by=make.CLAIRE)
    await add(book, 5, deleted_at=make.NOW)
    await add(book, 6, GONE)
    yesterday = TODAY - timedelta(days=1)
    assert await ids(book) == [2, 3, 1]
    assert await ids(book, closed=None) == [2, 4, 3, 1]
    assert await ids(book, closed=True) == [4]
    assert await ids(book, contact=ACME) == [3]
    assert await ids(book, contact=GONE) == [6]
    assert await ids(book, kind=NoteKind.NOTE) == [2, 1]
    assert await ids(book, days=(yesterday, TODAY), closed=None) == [4, 3]
    assert await ids(book, days=(None, yesterday)) == [1]
    assert await ids(book, days=(TODAY, None)) == [2]


async def test_mine_are_those_that_i_wrote_and_those_that_are_for_me(book: OpenStore) -> None:
    async with book.session() as session:
        await Members(session).add(make.member(make.JOHN), at=make.NOW)
    await add(book, 1)
    await add(book, 2, assignees=(make.JOHN,))
    await add(book, 3, author=make.JOHN)
    assert await ids(book, make.JOHN, mine=True) == [3, 2]
    assert await ids(book, make.CLAIRE, mine=True) == [2, 1]


async def test_a_long_list_is_turned_page_by_page(book: OpenStore) -> None:
    for id in range(1, 6):
        await add(book, id, days=id % 2)
    turned, cursor = [], None
    while True:
        some = await page(book, cursor=cursor, limit=2)
        assert some.total == 5
        turned.append([note.id for note in some.notes])
        if (cursor := some.cursor) is None:
            break
    assert turned == [[4, 2], [5, 3], [1]]


async def test_a_note_is_found_by_how_its_words_begin(book: OpenStore) -> None:
    await add(book, 1, title="Déjeuner d’été", text="parler du DEVIS n° 2026-42 (urgent)")
    await add(book, 2, ACME, text="devis refusé", url="https://example.test/brochure")
    async with book.session() as session:
        await Files(session).add(make.file(90, MARIE, note=NoteId(1), name="Plan-Niveau3.pdf"))
        note = await Notes(session).find(NoteId(1))
        assert note is not None
        await Notes(session).reindex(note)
    found = {words: await ids(book, words=words) for words in _FOUND}
    assert found == _FOUND
    assert await ids(book, words="devis", contact=ACME) == [2]


_FOUND = {
    "devis": [2, 1],
    "DEV dejeuner": [1],
    "2026": [1],
    "été": [1],
    "refuse devis": [2],
    "brochure": [2],
    "niveau3": [1],
    "evis": [],
    "devis unknown": [],
    "“…”": [],
    '" OR * NOT': [],
    "d' & | ! <->": [2, 1],
}


async def test_what_a_note_said_before_finds_it_no_more(book: OpenStore) -> None:
    await add(book, 1, title="apples", text="pears")
    await save(book, title="plums")
    assert await ids(book, words="apples") == []
    assert await ids(book, words="plums pears") == [1]
    await save(book, deleted_at=make.NOW)
    assert await ids(book, words="plums") == []
    async with book.looking() as session:
        assert list(await session.scalars(select(NoteSearchRow.words))) == []


async def save(store: OpenStore, **changed: Any) -> None:
    """The note of number 1, otherwise."""
    async with store.session() as session:
        held = await Notes(session).find(NoteId(1), lock=True)
        assert held is not None
        await Notes(session).save(replace(held, **changed))


@pytest.mark.parametrize("words", ["", "secret", "hush.pdf", "example.test"])
async def test_a_note_for_some_is_in_nobody_elses_list_or_search(book: OpenStore, words: str) -> None:
    async with book.session() as session:
        await Members(session).add(make.member(make.JOHN), at=make.NOW)
        audience = await Audiences(session).make([make.CLAIRE])
    await add(book, 1, title="secret", url="https://example.test", audience=audience)
    async with book.session() as session:
        await Files(session).add(make.file(90, MARIE, note=NoteId(1), name="hush.pdf", audience=audience))
    await save(book)
    async with book.looking(sight=EVERYONE) as session:
        assert (await Notes(session).page(NoteList(words=words), member=make.CLAIRE, limit=9)).total == 0
    assert await ids(book, make.JOHN, words=words) == []
    assert await ids(book, make.CLAIRE, words=words) == [1]
    async with book.session() as session:
        both = await Audiences(session).make([make.CLAIRE, make.JOHN])
    await save(book, audience=both)
    assert await ids(book, make.JOHN, words=words) == [1]


async def test_what_others_keep_to_themselves_does_not_crowd_out_what_is_found(
    book: OpenStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.notes._LOOKED_AT", 2)
    async with book.session() as session:
        audience = await Audiences(session).make([make.CLAIRE])
    for id in range(1, 6):
        await add(book, id, text="devis", audience=audience if id > 2 else None)
    assert await ids(book, make.JOHN, words="devis") == [2, 1]
    assert await ids(book, make.CLAIRE, words="devis") == [5, 4]


async def test_the_files_of_a_note_go_where_it_goes(book: OpenStore) -> None:
    await add(book, 1)
    async with book.session() as session:
        audience = await Audiences(session).make([make.CLAIRE])
        await Files(session).add(make.file(90, MARIE, note=NoteId(1)))
    await save(book, audience=audience, contact=ACME)
    async with book.looking() as session:
        file = await Files(session).find(FileId(90))
    assert file is not None
    assert (file.contact, file.audience) == (ACME, audience)
    async with book.looking(sight=Sight(make.JOHN)) as session:
        assert await Files(session).find(FileId(90)) is None


async def test_whoever_may_not_see_a_note_saves_nothing_of_it(book: OpenStore) -> None:
    async with book.session() as session:
        audience = await Audiences(session).make([make.CLAIRE])
    await add(book, 1, audience=audience)
    async with book.session(sight=Sight(make.JOHN)) as session:
        await Notes(session).save(make.note(1, MARIE, "other words"))
    async with book.looking() as session:
        kept = await Notes(session).find(NoteId(1))
    assert kept is not None
    assert kept.text != "other words"


async def test_a_note_long_deleted_goes_for_good_with_its_words(book: OpenStore) -> None:
    await add(book, 1, text="apples", assignees=(make.CLAIRE,), deleted_at=make.NOW)
    await add(book, 2, deleted_at=make.NOW + timedelta(days=2))
    async with book.session() as session:
        await Files(session).add(make.file(90, MARIE, note=NoteId(1), name="a.pdf", shelf="k"))
        for event, subject in ((70, 1), (71, 2)):
            told = [(EventId(event), make.happening(subject, MARIE))]
            await Events(session).add_many(told, actor=make.CLAIRE, at=make.NOW, batch=BatchId(event))
    later = make.NOW + timedelta(days=31)
    async with book.session() as session:
        assert not await Notes(session).purge(before=later - timedelta(days=30), now=later)
    async with book.looking() as session:
        assert await Notes(session).find(NoteId(1), deleted=True) is None
        assert await Notes(session).find(NoteId(2), deleted=True) is not None
        assert await Files(session).find(FileId(90)) is None
        assert [(event.id, bool(event.changes)) for event in await Events(session).list(MARIE, limit=9)] == [
            (71, True), (70, False),
        ]  # fmt: skip
        (dropped,) = await Jobs(session).pending(JobKind.DROP)
    assert dropped.input == {"shelf": "k"}


async def test_a_deleted_note_is_swept_once_it_cannot_be_brought_back(book: OpenStore) -> None:
    await add(book, 1, deleted_at=make.NOW)
    sweeps = Sweeps(book.database)
    for days, is_there in ((30, True), (32, False)):
        await sweeps.sweep(make.NOW + timedelta(days=days))
        async with book.looking() as session:
            assert (await Notes(session).find(NoteId(1), deleted=True) is not None) is is_there
