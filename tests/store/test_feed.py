"""The feed is found by what is asked of it, newest first, page by page, and as far as whoever asks may see it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.model.choices import ChoiceKind
from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList, FeedPage
from bot.model.ids import ActivityId, BatchId, ChoiceId, ContactId, EventId, MemberId, NoteId, ReminderId, first_of
from bot.model.line_types import LineType
from bot.model.members import Sight
from bot.model.notes import NoteKind
from bot.model.query import Query
from bot.model.rich_text import written
from bot.model.span import Span
from bot.store import StoreSession
from bot.store.activities import Activities
from bot.store.audiences import Audiences
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.feed import Feed
from bot.store.notes import Notes
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore

MARIE, ACME = ContactId(1), ContactId(2)
CALL, VISIT = ChoiceId(101), ChoiceId(102)


@pytest.fixture
async def filled(store: OpenStore) -> OpenStore:
    await store.settle(make.member(), make.member(make.JOHN))
    async with store.session() as session:
        await Contacts(session).next_numbers(2)
        await Contacts(session).add_many(
            [(make.contact(MARIE), None), (make.contact(ACME, make.company_values()), None)]
        )
        for key, name in ((CALL, "phone"), (VISIT, "site")):
            await Choices(session).add(make.choice(key, ChoiceKind.ACTIVITY, name))
    return store


async def tell(
    session: StoreSession, kind: EventKind, subject: int, *, by: str = make.CLAIRE, **chosen: Any
) -> EventId:
    """A line of Marie's, by Claire."""
    key = EventId(session.next_id())
    given: dict[str, Any] = {"kind": kind, "contact": MARIE, "changes": ()} | chosen
    await Events(session).add_many([(key, make.happening(subject, **given))], actor=by, at=make.NOW, batch=BatchId(1))
    return key


async def lines(store: OpenStore, *, sight: Sight | None = None, **asked: Any) -> list[EventId]:
    return [each.id for each in (await page(store, sight=sight, **asked)).events]


async def page(
    store: OpenStore,
    *,
    sight: Sight | None = None,
    cursor: Cursor | None = None,
    called: Query | Sequence[ContactId] = (),
    limit: int = 10,
    **asked: Any,
) -> FeedPage:
    async with store.looking(sight=sight or Sight(make.CLAIRE)) as session:
        return await Feed(session).page(FeedList(**asked), called=called, cursor=cursor, limit=limit)


async def logged(session: StoreSession, type: ChoiceId, text: str = "rang", **chosen: Any) -> EventId:
    key = session.next_id()
    told = await tell(session, EventKind.ACTIVITY_LOGGED, key)
    await Activities(session).add(make.activity(key, MARIE, text, type=type, told=told, **chosen))
    return told


async def test_pages_lead_on_and_back(filled: OpenStore) -> None:
    async with filled.session() as session:
        told = [await tell(session, EventKind.CONTACT_CHANGED, MARIE) for _ in range(7)]
    newest = told[::-1]
    first = await page(filled, limit=3)
    assert ([each.id for each in first.events], first.older, first.newer) == (newest[:3], True, False)
    second = await page(filled, limit=3, cursor=first.to_older)
    assert ([each.id for each in second.events], second.older, second.newer) == (newest[3:6], True, True)
    last = await page(filled, limit=3, cursor=second.to_older)
    assert ([each.id for each in last.events], last.older, last.newer) == (newest[6:], False, True)
    back = await page(filled, limit=3, cursor=second.to_newer)
    assert ([each.id for each in back.events], back.older, back.newer) == (newest[:3], True, False)


async def test_each_filter_leaves_what_it_says(filled: OpenStore) -> None:
    async with filled.session() as session:
        created = await tell(session, EventKind.CONTACT_CREATED, MARIE)
        other = await tell(session, EventKind.CONTACT_CREATED, ACME, contact=ACME, by=make.JOHN)
        planned = await tell(session, EventKind.REMINDER_PLANNED, 9, by=make.JOHN)
        imported = await tell(session, EventKind.IMPORT_FINISHED, 8, contact=None)
        by_program = await tell(session, EventKind.CONTACT_CHANGED, MARIE, by="token:7")
        also = await tell(session, EventKind.CONTACT_CHANGED, MARIE, by="token:9")
    every = [also, by_program, imported, planned, other, created]
    assert await lines(filled) == every
    assert await lines(filled, contact=ACME) == [other]
    assert await lines(filled, type=LineType.CONTACT) == [also, by_program, other, created]
    assert await lines(filled, type=LineType.IMPORT) == [imported]
    assert await lines(filled, actor=MemberId(make.JOHN)) == [planned, other]
    assert await lines(filled, actor=MemberId(make.JOHN), type=LineType.REMINDER) == [planned]
    assert await lines(filled, actor=MemberId(make.JOHN), contact=MARIE) == [planned]
    assert await lines(filled, contact=MARIE, type=LineType.CONTACT) == [also, by_program, created]
    assert await lines(filled, api=True) == [also, by_program]
    assert await lines(filled, api=True, contact=ACME) == []


async def test_a_period_is_from_moment_to_moment(filled: OpenStore) -> None:
    async with filled.session() as session:
        early = await tell(session, EventKind.CONTACT_CREATED, MARIE)
        filled.clock.advance(3600)
        late = await tell(session, EventKind.CONTACT_CHANGED, MARIE)
    between = make.NOW + timedelta(minutes=30)
    assert await lines(filled, span=Span(None, between)) == [early]
    assert await lines(filled, span=Span(between, None)) == [late]
    assert await lines(filled, span=Span(between, between)) == []
    assert first_of(between) > early


async def test_notes_and_files_are_told_apart_few_or_many(filled: OpenStore, monkeypatch: pytest.MonkeyPatch) -> None:
    async with filled.session() as session:
        note, file = NoteId(session.next_id()), NoteId(session.next_id())
        await Notes(session).add(make.note(note, MARIE, number=1))
        await Notes(session).add(make.note(file, MARIE, number=2, kind=NoteKind.FILE))
        of_note = await tell(session, EventKind.NOTE_ADDED, note)
        of_file = await tell(session, EventKind.NOTE_ADDED, file)
        closed = await tell(session, EventKind.NOTE_CLOSED, file)
    for few in (1000, 0):
        monkeypatch.setattr("bot.store._feed._FEW", few)
        for contact in (None, MARIE):
            assert await lines(filled, type=LineType.NOTE, contact=contact) == [of_note]
            assert await lines(filled, type=LineType.FILE, contact=contact) == [closed, of_file]


async def test_a_type_by_hand_lists_what_was_logged_of_it_and_is_there(filled: OpenStore) -> None:
    async with filled.session() as session:
        first = await logged(session, CALL)
        visited = await logged(session, VISIT)
        await logged(session, CALL, deleted_at=make.NOW)
        second = await logged(session, CALL)
    assert await lines(filled, activity=CALL) == [second, first]
    assert await lines(filled, activity=CALL, contact=MARIE) == [second, first]
    assert await lines(filled, activity=VISIT, actor=MemberId(make.CLAIRE)) == [visited]
    assert await lines(filled, activity=CALL, actor=MemberId(make.JOHN)) == []
    assert len(await lines(filled, type=LineType.ACTIVITY)) == 4
    paged = await page(filled, activity=CALL, limit=1)
    assert [each.id for each in (await page(filled, activity=CALL, limit=1, cursor=paged.to_older)).events] == [first]


async def test_words_are_looked_for_in_notes_activities_and_names(filled: OpenStore) -> None:
    async with filled.session() as session:
        note = NoteId(session.next_id())
        await Notes(session).add(make.note(note, MARIE, "the Price list"))
        noted = await tell(session, EventKind.NOTE_ADDED, note)
        rang = await logged(session, CALL, "asked for prices")
        await logged(session, CALL, "nothing else")
        of_acme = await tell(session, EventKind.CONTACT_CREATED, ACME, contact=ACME)
    assert await lines(filled, words="price") == [rang, noted]
    assert await lines(filled, words="price", called=[ACME]) == [of_acme, rang, noted]
    assert await lines(filled, words="price", type=LineType.ACTIVITY) == [rang]
    assert await lines(filled, words="price", contact=ACME) == []
    assert await lines(filled, words="price", called=[ACME], api=True) == []
    assert await lines(filled, words="?!") == []
    paged = await page(filled, words="price", called=[ACME], limit=2)
    assert (paged.older, [each.id for each in paged.events]) == (True, [of_acme, rang])
    assert await lines(filled, words="price", called=[ACME], limit=2, cursor=paged.to_older) == [noted]


async def test_words_are_looked_for_in_the_titles_and_texts_of_reminders_as_they_are_now(filled: OpenStore) -> None:
    async with filled.session() as session:
        reminders = Reminders(session)
        first, second = ReminderId(session.next_id()), ReminderId(session.next_id())
        titled = make.reminder(first, MARIE, title="Send the Quote")
        await reminders.add(titled)
        await reminders.add(make.reminder(second, MARIE, number=2, text=written("and the quotes of May")))
        of_first = await tell(session, EventKind.REMINDER_PLANNED, first)
        of_second = await tell(session, EventKind.REMINDER_PLANNED, second)
    assert await lines(filled, words="quote") == [of_second, of_first]
    async with filled.session() as session:
        await Reminders(session).save(replace(titled, title="Send the invoice"))
    assert await lines(filled, words="quote") == [of_second]
    assert await lines(filled, words="invoice") == [of_first]
    async with filled.session() as session:
        await Reminders(session).save(replace(titled, deleted_at=make.NOW))
    assert await lines(filled, words="invoice") == []


async def test_what_is_for_some_is_in_no_list_of_others(filled: OpenStore) -> None:
    async with filled.session() as session:
        johns = await Audiences(session).make([MemberId(make.JOHN)])
        note = NoteId(session.next_id())
        await Notes(session).add(make.note(note, MARIE, "secret price", author=make.JOHN, audience=johns))
        private = await tell(session, EventKind.NOTE_ADDED, note, audience=johns, by=make.JOHN)
        whispered = ReminderId(session.next_id())
        own = make.reminder(whispered, MARIE, title="whisper", assignees=(make.JOHN,), audience=johns)
        await Reminders(session).add(own)
        quiet = await tell(session, EventKind.REMINDER_PLANNED, whispered, audience=johns, by=make.JOHN)
    assert await lines(filled, words="whisper") == []
    assert await lines(filled, sight=Sight(MemberId(make.JOHN)), words="whisper") == [quiet]
    asked: list[dict[str, Any]] = [
        {}, {"contact": MARIE}, {"type": LineType.NOTE}, {"actor": MemberId(make.JOHN)}, {"words": "secret"},
        {"type": LineType.NOTE, "actor": MemberId(make.JOHN)}, {"words": "secret", "contact": MARIE},
    ]  # fmt: skip
    for which in asked:
        assert await lines(filled, **which) == [], which
        seen = await lines(filled, sight=Sight(MemberId(make.JOHN)), **which)
        assert [each for each in seen if each != quiet] == [private], which


async def test_an_activity_is_kept_found_and_goes_for_good(filled: OpenStore) -> None:
    async with filled.session() as session:
        told = await logged(session, CALL, "caterpillar")
        (event,) = (await Feed(session).page(FeedList(words="cat"), limit=10)).events
        activity = await Activities(session).find(ActivityId(event.subject))
        assert activity is not None
        assert (activity.text, activity.type, activity.told) == ("caterpillar", CALL, told)
        await Activities(session).save(replace(activity, text="butterfly", deleted_at=make.NOW))
        assert await Activities(session).find(activity.id) is None
        assert await Activities(session).find_many([activity.id]) == {}
        assert (await Feed(session).page(FeedList(words="butter"), limit=10)).events == ()
        gone = make.NOW + timedelta(days=1)
        assert not await Activities(session).purge(before=gone, limit=10)
        assert await Activities(session).find(activity.id, deleted=True) is None
