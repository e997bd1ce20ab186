"""What a note says, its files and its address stay with whom it is for: in lists, search, trace, feed, messages."""

from typing import Any

import pytest
from sqlalchemy import select, update

from bot.crm import activities, contacts, files, notes, undo
from bot.crm._door import Door
from bot.model.deliveries import DeliveryState, Matter, Op
from bot.model.errors import FieldsInvalid, FileGone, NoteNotFound, NothingToUndo
from bot.model.events import Change, EventKind
from bot.model.files import Given
from bot.model.ids import BatchId, EventId, MemberId
from bot.model.members import EVERYONE, Role
from bot.model.notes import Audience, Note, NoteKind
from bot.model.records import Tab
from bot.model.rich_text import written
from bot.store._outbox import OutboxRow, record
from bot.store._outbox_claims import Claims
from bot.store.files import Files
from bot.store.follows import Follows
from bot.store.notes import Notes
from bot.templates import activities as show_activities
from bot.templates._words import Reader
from bot.worker._messages import Messages
from tests import make
from tests._works import OpenStore
from tests.crm._notes import ANN, CHANNEL, CLAIRE, JOHN, MARIE, act, added, edited, outbox, people, seen, trace
from tests.store import _canaries as canary

SECRET = "zzyzx"  # in each text of what is planted, and in nothing else
OTHER = "qwyjibo"  # the same, of what it says later
GIVEN = Given(origin="F1", name=f"{SECRET}.pdf", size=3)
PRIVATE, MEMBERS, EVERYBODY = Audience.PRIVATE, Audience.MEMBERS, Audience.EVERYONE
FREE_OF_WORDS = (
    "outbox",
    "jobs",
    "audiences",
    "audience_members",
    "note_assignees",
    "contacts",
    "contact_search",
    "seen",
)


@pytest.fixture
async def book(store: OpenStore) -> OpenStore:
    await people(store)
    return store


async def planted(store: OpenStore, audience: Audience, **chosen: Any) -> Note:
    """Claire's, with the secret wherever words can be."""
    words: dict[str, Any] = {
        "title": f"title {SECRET}",
        "text": f"text {SECRET}",
        "url": f"https://{SECRET}.test",
        "files": (GIVEN,),
    }
    return await added(store, **words, audience=audience, **chosen)


async def heard(store: OpenStore, who: MemberId | None) -> str:
    """All that somebody, or a channel where nobody is named, comes to read about the contact."""
    viewer = make.viewer(who or ANN, role=Role.ADMIN)
    said: list[object] = [event.changes for event in await trace(store, who)]
    async with store.works.reading(viewer, sight=None if who else EVERYONE) as work:
        for tab in Tab:
            said.append(await contacts.record(work, MARIE, tab))
        for kind in NoteKind:
            said.append(await work.notes.list(MARIE, limit=9, kind=kind))
        for key in await _events(store):
            said.append(await activities.lines(work, [key]))
            said.append(await work.events.find(key))
            said.append(await work.events.of_batch(BatchId(key)))
        said.append(await work.files.list([note.id for note in await _notes(store)]))
    for words in ("", SECRET, OTHER, "title"):
        for mine in (False, True):
            said.append(await seen(store, who or ANN, words=words, mine=mine) if who else ())
    return repr(said) + " ".join(await _posted(store, who))


async def _events(store: OpenStore) -> list[EventId]:
    rows = (await canary.everything(store))["events"]
    return [EventId(row["id"]) for row in rows]


async def _notes(store: OpenStore) -> list[Note]:
    async with store.looking() as session:
        keys = [row["id"] for row in (await canary.everything(store))["notes"]]
        return [note for key in keys if (note := await Notes(session).find(key, deleted=True)) is not None]


async def _posted(store: OpenStore, who: MemberId | None) -> list[str]:
    """What the messages to somebody, or to channels, say as they are composed now; what is deleted says nothing."""
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    messages = Messages(store.works, door, store.clock)
    async with store.looking() as session:
        rows = [record(row) for row in await session.scalars(select(OutboxRow))]
    told = [each for each in rows if each.reader == who and each.op is not Op.DELETE]
    return [str(await messages(each)) for each in told if each.state is not DeliveryState.CANCELLED]


async def sent(store: OpenStore) -> None:
    async with store.session() as session:
        due = update(OutboxRow).where(OutboxRow.state == DeliveryState.DUE.value)
        await session.execute(due.values(state=DeliveryState.SENT.value, channel="D1", ts="1.5"))


@pytest.mark.parametrize(
    ("audience", "chosen", "strangers"),
    [
        (PRIVATE, {}, [JOHN, ANN, None]),
        (PRIVATE, {"assignees": (JOHN,)}, [ANN, None]),
        (MEMBERS, {"members": (JOHN,)}, [ANN, None]),
    ],
)
async def test_nobody_else_reads_a_word_of_it(
    book: OpenStore, audience: Audience, chosen: dict[str, Any], strangers: list[MemberId | None]
) -> None:
    note = await planted(book, audience, **chosen)
    settled = await edited(book, note, body=written(f"more {SECRET}"))
    assert isinstance(settled, notes.Settled)
    await act(book, notes.close, note.id)
    batch = await act(book, notes.delete, note.id)
    await act(book, undo.take_back_note, batch)
    for who in [CLAIRE, JOHN, ANN, None]:
        assert (SECRET in await heard(book, who)) is (who not in strangers), who
    for who in filter(None, strangers):
        for does in (notes.find, notes.close, notes.reopen, notes.delete):
            with pytest.raises(NoteNotFound):
                await act(book, does, note.id, who=who)
        with pytest.raises(NoteNotFound):
            await edited(book, note, who=who, title="x")
        with pytest.raises(NothingToUndo):
            await act(book, undo.take_back_note, batch, who=who)
        with pytest.raises(FileGone):
            await act(book, files.send, settled.note.files[0], who=who)
    assert await outbox(book, Matter.FEED_POST) == []
    rows = await canary.everything(book)
    assert SECRET not in repr([rows[table] for table in FREE_OF_WORDS])


async def test_once_it_is_private_nothing_of_what_it_said_is_left_for_others(book: OpenStore) -> None:
    note = await planted(book, EVERYBODY, assignees=(JOHN, CLAIRE), due=make.due())
    settled = await edited(book, note, title=f"still {SECRET}")
    assert isinstance(settled, notes.Settled)
    await sent(book)
    assert all([SECRET in await heard(book, who) for who in (JOHN, ANN, None)])
    hidden = await edited(book, settled.note, audience=PRIVATE, assignees=(CLAIRE,))
    assert isinstance(hidden, notes.Settled)
    for who in (JOHN, ANN, None):
        assert SECRET not in await heard(book, who), who
    assert SECRET in await heard(book, CLAIRE)
    assert [op for op, *_ in await outbox(book, Matter.FEED_POST)] == [Op.DELETE]
    assert [reader for op, reader, *_ in await outbox(book, Matter.NOTE) if op is Op.UPDATE] == [JOHN, CLAIRE]
    with pytest.raises(NothingToUndo):  # of the change before, nobody knows any more what it was
        await act(book, undo.take_back_note, settled.batch)


async def test_what_channels_had_not_been_told_yet_is_not_told_any_more(book: OpenStore) -> None:
    note = await planted(book, EVERYBODY)
    await edited(book, note, audience=PRIVATE)
    assert await outbox(book, Matter.FEED_POST) == []


async def test_a_line_on_its_way_is_deleted_in_the_channel_where_it_comes_to_lie(book: OpenStore) -> None:
    async with book.session() as session:
        await Follows(session).add(make.follow(8, MARIE, "C0OTHER"))
    note = await planted(book, EVERYBODY)
    lines = (OutboxRow.matter == Matter.FEED_POST.value, OutboxRow.op == Op.POST.value)
    async with book.session() as session:
        await session.execute(update(OutboxRow).where(*lines).values(state=DeliveryState.SENDING.value))
    await edited(book, note, audience=PRIVATE)
    async with book.session() as session:
        for channel, ts in ((CHANNEL, "1.5"), ("C0OTHER", "2.5")):
            there = update(OutboxRow).where(*lines, OutboxRow.channel == channel)
            await session.execute(there.values(state=DeliveryState.SENT.value, ts=ts))
        deleting = select(OutboxRow).where(OutboxRow.op == Op.DELETE.value)
        planned = [record(row) for row in await session.scalars(deleting)]
    claims = Claims(book.database, steady=book.clock.steady, lease=15, settle=15)
    lying = [await claims.located(each) for each in planned]
    places = {(each.channel, found.channel, found.ts) for each, found in zip(planned, lying, strict=True) if found}
    assert places == {(CHANNEL, CHANNEL, "1.5"), ("C0OTHER", "C0OTHER", "2.5")}


@pytest.mark.parametrize("state", [DeliveryState.SENT, DeliveryState.DEAD])
@pytest.mark.parametrize("audience", [PRIVATE, MEMBERS])
async def test_of_a_line_that_lies_nobody_knows_where_its_author_hears_that_it_stayed(
    book: OpenStore, state: DeliveryState, audience: Audience
) -> None:
    note = await planted(book, EVERYBODY)
    lines = (OutboxRow.matter == Matter.FEED_POST.value, OutboxRow.op == Op.POST.value)
    async with book.session() as session:
        await session.execute(update(OutboxRow).where(*lines).values(state=state.value, doubted=True))
    await edited(book, note, audience=audience, members=(JOHN,) if audience is MEMBERS else ())
    assert await outbox(book, Matter.FEED_POST) == [(Op.DELETE, CHANNEL, 0, "20 09:00")]
    async with book.session() as session:
        (left,) = [record(row) for row in await session.scalars(select(OutboxRow).where(OutboxRow.op == "delete"))]
    door = Door(book.database, book.clock.now, steady=book.clock.steady)
    messages = Messages(book.works, door, book.clock)
    for _ in range(2):
        await messages.undelivered(left, "unverified")
    assert [who for _, who, *_ in await outbox(book, Matter.UNDELIVERED)] == [CLAIRE]
    async with book.session() as session:
        (told,) = await session.scalars(select(OutboxRow).where(OutboxRow.matter == Matter.UNDELIVERED.value))
        notice = record(told)
    said = str(await messages(notice))
    assert f"<#{CHANNEL}>" in said
    assert f"title {SECRET}" in said


@pytest.mark.parametrize("chosen", [{"audience": EVERYBODY}, {"members": (ANN,)}])
async def test_whoever_is_let_in_later_does_not_learn_who_was_before(book: OpenStore, chosen: dict[str, Any]) -> None:
    note = await added(book, "words", audience=MEMBERS, members=(JOHN,))
    shared = await edited(book, note, **chosen)
    assert isinstance(shared, notes.Settled)
    before = f"members {JOHN}"
    told = {who: [each.old for each in await _of_sight(book, who)] for who in (CLAIRE, ANN, None)}
    lets_all = "audience" in chosen
    assert told == {CLAIRE: [before], ANN: [None], None: [None] if lets_all else []}
    with pytest.raises(NothingToUndo):
        await act(book, undo.take_back_note, shared.batch, who=ANN)
    undone = await act(book, undo.take_back_note, shared.batch)
    assert (undone.note.seen_by, undone.note.members, undone.left) == (MEMBERS, (JOHN,), ())
    assert await seen(book, ANN) == []


async def _of_sight(store: OpenStore, who: MemberId | None) -> list[Change]:
    return [each for event in await trace(store, who) for each in event.changes if each.field == "audience"]


async def test_whoever_is_let_in_later_reads_nothing_of_what_it_said_before(book: OpenStore) -> None:
    note = await planted(book, MEMBERS, members=(ANN,))
    clean: dict[str, Any] = {"title": f"title {OTHER}", "body": written(OTHER), "url": "", "kept": ()}
    shared = await edited(book, note, **clean, members=(JOHN,))
    assert isinstance(shared, notes.Settled)
    async with book.looking() as session:
        assert await Files(session).find(note.files[0]) is None
    john, ann, claire = [await heard(book, who) for who in (JOHN, ANN, CLAIRE)]
    assert (SECRET in john, OTHER in john) == (False, True)
    assert (SECRET in ann, OTHER in ann) == (False, False)
    assert (SECRET in claire, OTHER in claire) == (True, True)
    await edited(book, shared.note, audience=EVERYBODY)
    assert SECRET not in await heard(book, ANN)
    assert OTHER in await heard(book, None)


async def test_taking_back_that_it_was_hidden_shows_it_again(book: OpenStore) -> None:
    note = await added(book, title=SECRET)
    hidden = await edited(book, note, audience=PRIVATE)
    assert isinstance(hidden, notes.Settled)
    assert await seen(book, JOHN) == []
    await act(book, undo.take_back_note, hidden.batch)
    assert await seen(book, JOHN) == [note.id]


@pytest.mark.parametrize(
    ("audience", "chosen", "field"),
    [
        (EVERYBODY, {"audience": PRIVATE}, "audience"),
        (MEMBERS, {"audience": EVERYBODY}, "audience"),
        (MEMBERS, {"members": (JOHN, ANN)}, "audience"),
        (MEMBERS, {"assignees": (ANN,)}, "assignees"),
    ],
)
async def test_its_author_alone_chooses_who_sees_it(
    book: OpenStore, audience: Audience, chosen: dict[str, Any], field: str
) -> None:
    note = await planted(book, audience, members=(JOHN,))
    with pytest.raises(FieldsInvalid) as refused:
        await edited(book, note, who=JOHN, **chosen)
    assert list(refused.value.fields) == [field]
    assert isinstance(await edited(book, note, who=JOHN, title="x"), notes.Settled)


async def test_nobody_else_takes_back_what_its_author_did_with_who_sees_it(book: OpenStore) -> None:
    note = await planted(book, MEMBERS, members=(JOHN,), assignees=(ANN,))
    settled = await edited(book, note, assignees=(), members=(JOHN, ANN))
    assert isinstance(settled, notes.Settled)
    with pytest.raises(NothingToUndo):
        await act(book, undo.take_back_note, settled.batch, who=JOHN)
    assert (await act(book, undo.take_back_note, settled.batch)).note.assignees == (ANN,)


async def test_a_note_hidden_or_purged_leaves_a_line_without_words(book: OpenStore) -> None:
    note = await planted(book, EVERYBODY)
    await edited(book, note, audience=PRIVATE)
    (event,) = await trace(book, ANN)
    assert (event.kind, event.changes) == (EventKind.NOTE_ADDED, ())
    line = show_activities.feed_line(event, contact="Marie", actor="Claire", reader=Reader("en-US", "Europe/Paris"))
    assert "Claire\u2069 added a note to \u2068Marie" in line.text
