"""What is for named members is seen by them alone, whoever else looks in the same process."""

from itertools import product

import pytest

from bot.model.ids import BatchId, ContactId, EventId, MemberId, NoteId, ReminderId
from bot.model.members import EVERYONE, SYSTEM, Sight
from bot.store import StoreSession
from bot.store.audiences import AudienceMemberRow, AudienceSetRow
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.notes import Notes
from bot.store.reminders import Reminders
from tests import make
from tests._works import OpenStore

CLAIRE, JOHN, ANN = make.CLAIRE, make.JOHN, MemberId("UANN")
PUBLIC, CLAIRES, BOTH, NOBODYS = None, 101, 102, 103
NAMED = {CLAIRES: [CLAIRE], BOTH: [CLAIRE, JOHN], NOBODYS: []}
AUDIENCES = [PUBLIC, CLAIRES, BOTH, NOBODYS]
# The ids of what each may see: 1 for everyone, 2 for Claire, 3 for Claire and John, 4 for nobody.
SEEN = {
    Sight(CLAIRE): {1, 2, 3},
    Sight(JOHN): {1, 3},
    Sight(ANN): {1},
    EVERYONE: {1},
    SYSTEM: {1, 2, 3, 4},
}


@pytest.fixture
async def whispers(store: OpenStore) -> OpenStore:
    async with store.session() as session:
        await session.add_many(AudienceSetRow, [{"id": audience} for audience in NAMED])
        pairs = [{"audience": audience, "member": each} for audience, members in NAMED.items() for each in members]
        await session.add_many(AudienceMemberRow, pairs)
        await Contacts(session).add(make.contact(9))
        for id, audience in enumerate(AUDIENCES, start=1):
            await Notes(session).add(make.note(id, 9, audience=audience))
            await Reminders(session).add(make.reminder(id, 9, audience=audience))
            happening = make.happening(id, 9, audience=audience)
            await Events(session).add_many([(EventId(id), happening)], actor=CLAIRE, at=make.NOW, batch=BatchId(1))
    return store


async def test_each_sees_what_is_for_all_and_for_them(whispers: OpenStore) -> None:
    for sight, seen in SEEN.items():
        async with whispers.looking(sight=sight) as session:
            assert await _notes(session) == await _reminders(session) == await _events(session) == seen, sight


async def test_one_viewer_after_another_keeps_their_own_sight(whispers: OpenStore) -> None:
    """The filter is cached by its code; a viewer kept in the cache would lend their eyes to the next one."""
    for sight, _ in product([*SEEN, *reversed(SEEN)], range(3)):
        async with whispers.looking(sight=sight) as session:
            assert await _notes(session) == SEEN[sight], sight


async def test_viewers_at_the_same_time_keep_their_own_sight(whispers: OpenStore) -> None:
    async with whispers.looking(sight=Sight(CLAIRE)) as hers, whispers.looking(sight=Sight(JOHN)) as his:
        for _ in range(3):
            assert await _notes(hers) == SEEN[Sight(CLAIRE)]
            assert await _notes(his) == SEEN[Sight(JOHN)]


async def test_what_is_not_for_ones_eyes_is_not_found_by_its_id(whispers: OpenStore) -> None:
    async with whispers.looking(sight=Sight(JOHN)) as session:
        assert await Notes(session).find(NoteId(2)) is None
        assert await Reminders(session).find(ReminderId(2)) is None
        assert await Events(session).find(EventId(2)) is None


async def test_what_is_not_for_ones_eyes_cannot_be_changed(whispers: OpenStore) -> None:
    async with whispers.session(sight=Sight(JOHN)) as session:
        await Reminders(session).save(make.reminder(2, 9, title="mine now", assignees=()))
    async with whispers.looking() as session:
        kept = await Reminders(session).find(ReminderId(2))
    assert kept is not None
    assert (kept.title, kept.assignees) == ("call back", (CLAIRE,))


async def _notes(session: StoreSession) -> set[int]:
    listed = await Notes(session).list(ContactId(9), limit=10)
    assert listed.total == len(listed.latest)
    return {note.id for note in listed.latest}


async def _reminders(session: StoreSession) -> set[int]:
    return {reminder.id for reminder in await Reminders(session).of_contact(ContactId(9), limit=10)}


async def _events(session: StoreSession) -> set[int]:
    return {event.id for event in await Events(session).list(ContactId(9), limit=10)}
