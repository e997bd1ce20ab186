"""Notes: written, listed, changed, closed, deleted and brought back, and what those hear whom they are for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.crm import notes, undo
from bot.crm._work import Work, Works
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.errors import (
    FieldsInvalid,
    NoteNotFound,
    RoleRefused,
    UndoTooLate,
)
from bot.model.events import EventKind
from bot.model.files import Given
from bot.model.ids import ContactId, MemberId
from bot.model.jobs import JobKind
from bot.model.members import Preferences, Role
from bot.model.notes import NOTE_LENGTH, TITLE_LENGTH, Audience, Note, NoteKind
from bot.model.reminders import Due
from bot.model.rich_text import LETTERS, Mention, Paragraph, RichText, Text, written
from bot.store._outbox import OutboxRow
from bot.store.members import Members
from tests import make
from tests._works import OpenStore
from tests.crm._notes import ACME, ANN, CHANNEL, CLAIRE, JOHN, MARIE, act, added, edited, outbox, people, seen, trace
from tests.crm.test_contacts import acting

SENT, CANCELLED = DeliveryState.SENT, DeliveryState.CANCELLED
HOUR = timedelta(hours=1)
LATER = make.due()


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    return store


async def sent(store: OpenStore, *, until: datetime | None = None) -> None:
    """All that is due by then was sent."""
    at = until or store.clock.now()
    store.clock.set(at)
    async with store.session() as session:
        due = (OutboxRow.state == DeliveryState.DUE.value, OutboxRow.due_at <= at)
        await session.execute(update(OutboxRow).where(*due).values(state=SENT.value, channel="D1", ts="1.5"))


async def test_a_line_is_a_note_of_today_for_everyone(book: OpenStore) -> None:
    note = await act(book, notes.jot, make.found(MARIE), "prefers mornings", who=JOHN)
    assert (note.number, note.author, note.on, note.text) == (1, JOHN, make.NOW.date(), "prefers mornings")
    assert await seen(book, ANN) == [note.id]
    (event,) = await trace(book, ANN)
    assert (event.kind, event.value("text"), event.contact) == (EventKind.NOTE_ADDED, "prefers mornings", MARIE)


async def test_a_note_names_the_people_it_mentions_in_its_plain_words(book: OpenStore) -> None:
    body = RichText((Paragraph((Text("ask "), Mention(JOHN))),))
    note = await added(book, body=body)
    assert (note.body, note.text) == (body, "ask @John")


MANY = tuple(MemberId(f"U{n}") for n in range(21))
GIVEN = Given(origin="F1", name="a.pdf", size=3)


@pytest.mark.parametrize(
    ("chosen", "wrong"),
    [
        ({"title": ""}, {"title": "note_empty"}),
        ({"title": "", "body": written("  ")}, {"title": "note_empty"}),
        ({"title": "x" * (TITLE_LENGTH + 1)}, {"title": "field_too_long"}),
        ({"body": written("x" * (LETTERS + 1))}, {"body": "field_too_long"}),
        ({"assignees": MANY}, {"assignees": "too_many_assignees"}),
        ({"members": MANY * 5}, {"members": "too_many_readers"}),
        ({"assignees": (MemberId("UNOBODY"),)}, {"assignees": "member_not_found"}),
        ({"members": (MemberId("UGUEST"),)}, {"members": "member_is_guest"}),
        ({"contact": ContactId(99)}, {"contact": "contact_gone"}),
        ({"kind": NoteKind.FILE}, {"files": "file_or_address"}),
        ({"kind": NoteKind.FILE, "url": "https://a.test", "files": (GIVEN,)}, {"url": "file_or_address"}),
        (
            {"kind": NoteKind.FILE, "url": "https://a.test/run.EXE?v=2", "assignees": MANY, "contact": ContactId(99)},
            {"url": "address_excluded_kind", "assignees": "too_many_assignees", "contact": "contact_gone"},
        ),
    ],
)
async def test_all_that_cannot_be_kept_is_said_at_once(
    book: OpenStore, chosen: dict[str, Any], wrong: dict[str, str]
) -> None:
    async with book.session() as session:
        await Members(session).add(make.guest(), at=make.NOW)
    with pytest.raises(FieldsInvalid) as refused:
        await added(book, **chosen)
    assert refused.value.fields == wrong
    assert await seen(book) == []


async def test_an_address_of_a_kind_excluded_since_stays_until_another_is_given(book: OpenStore) -> None:
    note = await added(book, kind=NoteKind.FILE, url="https://a.test/plan.dwg")
    viewer = make.viewer(CLAIRE)
    strict = replace(viewer, workspace=replace(viewer.workspace, excluded_kinds=("dwg",)))
    async with book.works.writing(strict) as work:
        base = note.wanted
        titled = await notes.edit(work, note.id, replace(base, title="x"), base=base)
        assert isinstance(titled, notes.Settled)
        with pytest.raises(FieldsInvalid) as refused:
            await notes.edit(work, note.id, replace(base, url="https://a.test/other.dwg"), base=base)
    assert refused.value.fields == {"url": "address_excluded_kind"}


async def test_a_reader_writes_none_and_reads_all(book: OpenStore) -> None:
    note = await added(book)
    async with acting(book, JOHN, Role.READER) as work:
        assert (await notes.find(work, note.id)).title == "Visit"
        with pytest.raises(RoleRefused):
            await notes.jot(work, make.found(MARIE), "x")


async def test_what_is_given_with_a_note_is_fetched_for_whom_it_is_for(book: OpenStore) -> None:
    note = await added(book, title="", files=(GIVEN,), audience=Audience.PRIVATE)
    async with book.works.reading(make.viewer()) as work:
        (file,) = (await notes.files(work, [await notes.find(work, note.id)]))[note.id]
        (job,) = await work.jobs.pending(JobKind.FILE)
    assert (file.origin, file.note, file.audience, file.id) == ("F1", note.id, note.audience, note.files[0])
    assert job.input["record"] == str(file.id)


async def test_whom_it_is_for_is_told_at_its_time(book: OpenStore) -> None:
    await added(book, assignees=(CLAIRE, JOHN), due=LATER)
    assert await outbox(book, Matter.NOTE) == [(Op.POST, CLAIRE, 1, "20 10:00"), (Op.POST, JOHN, 1, "20 10:00")]


async def test_without_a_time_others_are_told_at_once_and_not_oneself(book: OpenStore) -> None:
    await added(book, assignees=(CLAIRE, JOHN))
    assert await outbox(book, Matter.NOTE) == [(Op.POST, JOHN, 1, "20 09:00")]


async def test_whoever_wants_mails_gets_one_and_quiet_hours_are_kept(book: OpenStore) -> None:
    chosen = Preferences(email=True, quiet_from=time(8), quiet_until=time(12))
    async with book.session() as session:
        await Members(session).save(make.member(JOHN, preferences=chosen), at=make.NOW)
    async with mailing(book) as work:
        await notes.add(work, make.wanted_note(MARIE, assignees=(JOHN,)))
    assert await outbox(book, Matter.NOTE) == [(Op.POST, JOHN, 1, "20 11:00"), (Op.EMAIL, JOHN, 1, "20 11:00")]


@asynccontextmanager
async def mailing(store: OpenStore) -> AsyncIterator[Work]:
    works = Works(store.database, store.clock.now, lambda: None, mails=True)
    async with works.writing(make.viewer()) as work:
        yield work


async def test_closing_takes_back_what_is_to_be_sent_and_writes_anew_what_was(book: OpenStore) -> None:
    note = await added(book, assignees=(JOHN,), due=LATER)
    closed = await act(book, notes.close, note.id, who=JOHN)
    assert (closed.note.closed_by, closed.changed) == (JOHN, True)
    assert await outbox(book, Matter.NOTE) == []
    assert not (await act(book, notes.close, note.id)).changed
    again = await act(book, notes.reopen, note.id)
    assert again.note.is_open
    assert await outbox(book, Matter.NOTE) == [(Op.POST, JOHN, 2, "20 10:00")]
    await sent(book, until=make.NOW + HOUR)
    await act(book, notes.close, note.id)
    assert await outbox(book, Matter.NOTE) == [(Op.UPDATE, JOHN, 2, "20 10:00")]
    await act(book, notes.reopen, note.id)
    assert [op for op, *_ in await outbox(book, Matter.NOTE)] == [Op.UPDATE, Op.UPDATE]
    assert [event.kind for event in await trace(book, ANN)][1:] == [
        EventKind.NOTE_CLOSED, EventKind.NOTE_REOPENED, EventKind.NOTE_CLOSED, EventKind.NOTE_REOPENED,
    ]  # fmt: skip


async def test_another_time_is_told_anew_and_one_that_has_gone_is_refused(book: OpenStore) -> None:
    note = await added(book, assignees=(JOHN,), due=LATER)
    await edited(book, note, due=make.due(make.NOW + 2 * HOUR))
    assert await outbox(book, Matter.NOTE) == [(Op.POST, JOHN, 2, "20 11:00")]
    with pytest.raises(FieldsInvalid) as refused:
        await edited(book, await found(book, note), due=make.due(make.NOW - HOUR), title="", contact=ContactId(99))
    assert refused.value.fields == {"when": "when_past", "title": "note_empty", "contact": "contact_gone"}


async def test_other_people_are_told_and_those_of_before_are_not(book: OpenStore) -> None:
    note = await added(book, assignees=(JOHN,), due=LATER)
    await edited(book, note, assignees=(ANN,))
    assert await outbox(book, Matter.NOTE) == [(Op.POST, ANN, 1, "20 10:00")]
    await sent(book, until=make.NOW + HOUR)
    held = await found(book, note)
    await edited(book, held, assignees=(ANN, JOHN))
    assert await outbox(book, Matter.NOTE) == [(Op.UPDATE, ANN, 1, "20 10:00"), (Op.POST, JOHN, 1, "20 10:00")]


async def test_two_who_change_a_note_keep_both_changes_or_are_asked(book: OpenStore) -> None:
    note = await added(book, "first words")
    settled = await edited(book, note, who=JOHN, title="Other")
    assert isinstance(settled, notes.Settled)
    settled = await edited(book, note, body=written("new words"))
    assert isinstance(settled, notes.Settled)
    assert (settled.note.title, settled.note.text) == ("Other", "new words")
    clash = await edited(book, note, title="Mine")
    assert isinstance(clash, notes.Clash)
    assert [(each.field, each.stored) for each in clash.conflicts] == [("title", "Other")]
    same = await edited(book, settled.note)
    assert isinstance(same, notes.Settled)
    assert not same.changed


async def test_a_line_longer_than_a_form_takes_stays_as_it_is_when_the_rest_is_changed(book: OpenStore) -> None:
    note = await act(book, notes.jot, make.found(MARIE), "x" * NOTE_LENGTH)
    settled = await edited(book, note, title="long")
    assert isinstance(settled, notes.Settled)
    assert (settled.note.text, settled.note.body) == (note.text, None)


async def test_a_change_is_taken_back_field_by_field(book: OpenStore) -> None:
    note = await added(book, "one")
    settled = await edited(book, note, body=written("two"), title="Call", contact=ACME)
    assert isinstance(settled, notes.Settled)
    await edited(book, settled.note, who=JOHN, title="Write")
    undone = await act(book, undo.take_back_note, settled.batch)
    assert (undone.note.text, undone.note.title, undone.note.contact) == ("one", "Write", MARIE)
    assert undone.left == ("title",)


async def test_a_deleted_note_is_gone_and_comes_back_with_what_was_to_be_told(book: OpenStore) -> None:
    note = await added(book, assignees=(JOHN,), due=LATER)
    batch = await act(book, notes.delete, note.id)
    assert await seen(book) == []
    assert await outbox(book, Matter.NOTE) == []
    with pytest.raises(NoteNotFound):
        await act(book, notes.close, note.id)
    book.clock.advance(3600 * 24 * 29)
    undone = await act(book, undo.take_back_note, batch, who=JOHN)
    assert (undone.note.deleted_at, undone.changed) == (None, True)
    assert [(op, reader) for op, reader, *_ in await outbox(book, Matter.NOTE)] == [(Op.POST, JOHN)]
    assert not (await act(book, undo.take_back_note, batch)).changed
    assert [event.kind for event in await trace(book, ANN)][-2:] == [EventKind.NOTE_DELETED, EventKind.NOTE_RESTORED]
    book.clock.advance(3600 * 24 * 2)
    with pytest.raises(UndoTooLate):
        await act(book, undo.take_back_note, batch)


@pytest.mark.parametrize("due", [None, LATER])
async def test_what_waits_in_quiet_hours_is_not_lost_when_the_note_goes_and_comes_back(
    book: OpenStore, due: Due | None
) -> None:
    """Claire has heard of it by then, or wrote it."""
    async with book.session() as session:
        quiet = Preferences(quiet_from=time(8), quiet_until=time(12))
        await Members(session).save(make.member(JOHN, preferences=quiet), at=make.NOW)
    note = await added(book, assignees=(CLAIRE, JOHN), due=due)
    await sent(book, until=make.NOW + 1.5 * HOUR)
    waiting = [(Op.POST, JOHN, 1, "20 11:00")]
    assert await _posts(book) == waiting
    await act(book, notes.close, note.id)
    assert await _posts(book) == []
    await act(book, notes.reopen, note.id)
    assert await _posts(book) == waiting
    batch = await act(book, notes.delete, note.id)
    await act(book, undo.take_back_note, batch)
    assert await _posts(book) == waiting
    await sent(book, until=make.NOW + 2 * HOUR)
    await act(book, notes.close, note.id)
    await act(book, notes.reopen, note.id)
    assert await _posts(book) == []


async def _posts(store: OpenStore) -> list[tuple[Any, ...]]:
    return [each for each in await outbox(store, Matter.NOTE) if each[0] is Op.POST]


async def test_a_time_that_has_gone_by_is_taken_out_and_put_back_without_a_word(book: OpenStore) -> None:
    note = await added(book, assignees=(JOHN,), due=LATER)
    await sent(book, until=make.NOW + HOUR)
    settled = await edited(book, note, due=None)
    assert isinstance(settled, notes.Settled)
    undone = await act(book, undo.take_back_note, settled.batch)
    assert (settled.note.due, undone.note.due) == (None, LATER)
    assert {(op, occurrence) for op, _, occurrence, _ in await outbox(book, Matter.NOTE)} == {(Op.UPDATE, 1)}


async def test_a_file_that_is_taken_out_is_gone_for_good(book: OpenStore) -> None:
    other = replace(GIVEN, origin="F2")
    note = await added(book, files=(GIVEN, other))
    settled = await edited(book, note, kept=note.files[1:], title="Less")
    assert isinstance(settled, notes.Settled)
    assert settled.note.files == note.files[1:]
    undone = await act(book, undo.take_back_note, settled.batch)
    assert (undone.note.title, undone.note.files, undone.left) == ("Visit", note.files[1:], ("files",))


async def test_channels_hear_of_notes_for_everyone_alone(book: OpenStore) -> None:
    note = await added(book)
    await added(book, audience=Audience.PRIVATE)
    await act(book, notes.close, note.id)
    assert [where for _, where, *_ in await outbox(book, Matter.FEED_POST)] == [CHANNEL]


async def found(store: OpenStore, note: Note) -> Note:
    async with store.works.reading(make.viewer()) as work:
        return await notes.find(work, note.id)


async def test_a_deleted_note_is_restored_once_by_whoever_may_see_it(book: OpenStore) -> None:
    shared = await added(book, "for John", assignees=(JOHN,), due=LATER)
    mine = await added(book, "mine", audience=Audience.PRIVATE)
    for note in (shared, mine):
        await act(book, notes.delete, note.id)
    assert await seen(book, JOHN, deleted=True) == [shared.id]
    with pytest.raises(NoteNotFound):
        await act(book, notes.restore, mine.id, who=JOHN)
    assert (await act(book, notes.restore, shared.id, who=JOHN)).changed
    again = await act(book, notes.restore, shared.id, who=JOHN)
    assert (again.changed, again.note.deleted_at) == (False, None)
    assert await outbox(book, Matter.NOTE) == [(Op.POST, JOHN, 2, "20 10:00")]
    assert [each.kind for each in await trace(book, ANN)][-2:] == [EventKind.NOTE_DELETED, EventKind.NOTE_RESTORED]
    assert await seen(book) == [shared.id]


async def test_a_note_is_not_restored_after_its_days(book: OpenStore) -> None:
    note = await added(book, "old")
    await act(book, notes.delete, note.id)
    book.clock.set(book.clock.now() + timedelta(days=31))
    assert await seen(book, deleted=True) == []
    with pytest.raises(UndoTooLate):
        await act(book, notes.restore, note.id)
