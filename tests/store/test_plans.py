"""Each question of a contact's record reads an index from where it wants to, and no table or tenant from end to end."""

from collections.abc import Awaitable, Callable

import pytest

from bot.model.deliveries import Matter
from bot.model.events import EventKind
from bot.model.ids import BatchId, ContactId, FileId, ReminderId, TagId
from bot.store import Outbox, StoreSession
from bot.store.contacts import Contacts
from bot.store.events import Events
from bot.store.files import Files
from bot.store.reminders import Reminders
from bot.store.tags import Tags
from tests._works import OpenStore
from tests.store._heard import heard
from tests.store._plan import sqlite_plan_of

CONTACT = ContactId(1)
ASKED: dict[str, Callable[[StoreSession], Awaitable[object]]] = {
    "find": lambda session: Contacts(session).find(CONTACT),
    "by_number": lambda session: Contacts(session).by_number(1),
    "archived": lambda session: Contacts(session).put_away(limit=10),
    "deleted": lambda session: Contacts(session).put_away(limit=10, deleted=True),
    "employees": lambda session: Contacts(session).employees(CONTACT, limit=10),
    "references": lambda session: Contacts(session).references(["a", "b"]),
    "reindex_many": lambda session: Contacts(session).reindex_many([CONTACT]),
    "worn_by": lambda session: Tags(session).worn_by(CONTACT),
    "wearers": lambda session: Tags(session).contacts(TagId(1), after=CONTACT, limit=500),
    "tags": lambda session: Tags(session).list("a", limit=10),
    "wearing": lambda session: Tags(session).wearing(TagId(1), [CONTACT]),
    "hold": lambda session: Contacts(session).hold([CONTACT]),
    "hold_open": lambda session: Reminders(session).hold_open(CONTACT, limit=10),
    "hold_many": lambda session: Reminders(session).hold_many([ReminderId(1)]),
    "sent_of": lambda session: Outbox(session).sent_of(Matter.REMINDER, {1: [1], 2: [1]}),
    "cancel": lambda session: Outbox(session).cancel(Matter.REMINDER, 1, 2),
    "file": lambda session: Files(session).find(FileId(1)),
    "of_batch": lambda session: Events(session).of_batch(BatchId(1)),
    "subjects": lambda session: Events(session).subjects(BatchId(1), EventKind.REMINDER_DONE, after=0, limit=10),
    "last_changes": lambda session: Events(session).last_changes(CONTACT, ["name", "iban"]),
}
# A workspace has few tags, and they are looked through; a subquery is what was found by then.
FEW = ("SEARCH tags USING INDEX", "SCAN newest", "SCAN CONSTANT ROW", "SCAN (subquery")


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", ASKED)
async def test_no_question_reads_all_of_a_tenant(store: OpenStore, name: str) -> None:
    async with store.session() as session:
        with heard(store.database) as said:
            await ASKED[name](session)
    async with store.database.read.connect() as connection:
        plans = [await sqlite_plan_of(connection, each) for each in said if not each.startswith("INSERT")]
    assert plans
    steps = [step for plan in plans for step in plan.splitlines() if not step.startswith(FEW)]
    assert not [step for step in steps if step.startswith("SCAN") or step.endswith("(tenant=?)")], steps
