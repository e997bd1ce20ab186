"""Each question of a contact's record reads an index from where it wants to, and no table or tenant from end to end."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import create_async_engine

from bot.model.choices import ChoiceKind
from bot.model.deliveries import Matter
from bot.model.events import EventKind
from bot.model.feed import Cursor, FeedList
from bot.model.ids import (
    ActivityId,
    BatchId,
    ChoiceId,
    ContactId,
    CustomFieldId,
    EventId,
    FileId,
    NoteId,
    RelationId,
    ReminderId,
    TagId,
)
from bot.model.line_types import LineType
from bot.model.members import Sight
from bot.model.notes import NoteKind, NoteList
from bot.model.query import Filter, FilterKey, Query
from bot.model.reminders import Which
from bot.model.span import Span
from bot.store import Outbox, StoreSession
from bot.store.activities import Activities
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.custom_fields import CustomFields
from bot.store.events import Events
from bot.store.feed import Feed
from bot.store.files import Files
from bot.store.notes import Notes
from bot.store.relations import Relations
from bot.store.reminders import Reminders
from bot.store.tags import Tags
from tests import make
from tests._works import OpenStore
from tests.conftest import Database
from tests.store._heard import heard
from tests.store._plan import generic_plan_of, plan_of, sqlite_plan_of

CONTACT = ContactId(1)


def _asking(value: str) -> Query:
    return Query(filters=(Filter(FilterKey.CUSTOM, value),))


def _page(which: Which, **chosen: Any) -> Callable[[StoreSession], Awaitable[object]]:
    return lambda session: Reminders(session).page(which, now=make.NOW, midnight=make.NOW, limit=10, **chosen)


def _notes(**which: Any) -> Callable[[StoreSession], Awaitable[object]]:
    listed = NoteList(**{"closed": None} | which)
    return lambda session: Notes(session).page(listed, member=make.CLAIRE, cursor="2026-11-20 1", limit=10)


def _feed(**which: Any) -> Callable[[StoreSession], Awaitable[object]]:
    asked = FeedList(**which)
    return lambda session: Feed(session).page(asked, called=[CONTACT], cursor=Cursor(EventId(1)), limit=10)


FEED: dict[str, Callable[[StoreSession], Awaitable[object]]] = {
    "everything": _feed(),
    "a contact": _feed(contact=CONTACT),
    **{f"of {each}": _feed(type=each) for each in LineType},
    "of a contact and a type": _feed(contact=CONTACT, type=LineType.NOTE),
    "calls": _feed(activity=ChoiceId(1)),
    "somebody's calls": _feed(activity=ChoiceId(1), actor=make.CLAIRE),
    "a contact's calls": _feed(activity=ChoiceId(1), contact=CONTACT),
    "somebody's": _feed(actor=make.CLAIRE),
    "somebody's notes": _feed(actor=make.CLAIRE, type=LineType.NOTE),
    "some days": _feed(span=Span(make.NOW, make.NOW)),
    "words": _feed(words="price"),
    "words about a contact": _feed(words="price", contact=CONTACT),
    "programs": _feed(api=True),
}

ASKED: dict[str, Callable[[StoreSession], Awaitable[object]]] = {
    "find": lambda session: Contacts(session).find(CONTACT),
    "by_number": lambda session: Contacts(session).by_number(1),
    "archived": lambda session: Contacts(session).put_away(limit=10),
    "deleted": lambda session: Contacts(session).put_away(limit=10, deleted=True),
    "employees": lambda session: Contacts(session).employees(CONTACT, limit=10),
    "whole": lambda session: Contacts(session).whole(CONTACT),
    "around": lambda session: Contacts(session).around(CONTACT),
    "warnings": lambda session: Contacts(session).warnings_of(CONTACT),
    "people": lambda session: Contacts(session).people(CONTACT, limit=10),
    "people of a role": lambda session: Contacts(session).people(CONTACT, limit=10, role=ChoiceId(1)),
    "main person": lambda session: Contacts(session).main_person(CONTACT),
    "children": lambda session: Contacts(session).children(CONTACT, limit=10),
    "ancestors": lambda session: Contacts(session).ancestors(CONTACT),
    "companies called": lambda session: Contacts(session).companies_called("Acme", limit=10),
    "subtree": lambda session: Contacts(session).subtree([CONTACT], limit=10),
    "born on": lambda session: Contacts(session).born_on(["0228", "0229"], after=CONTACT, limit=10),
    "save": lambda session: Contacts(session).save(make.contact(1)),
    "who has a choice": lambda session: Choices(session).contacts(ChoiceId(1), after=CONTACT, limit=10),
    "ranks": lambda session: Choices(session).ranks(ChoiceId(1), [CONTACT]),
    "counted choices": lambda session: Choices(session).counted(ChoiceKind.GROUP, limit=10),
    "values": lambda session: CustomFields(session).values(CustomFieldId(1), after=CONTACT, limit=10),
    "texts": lambda session: CustomFields(session).texts(CustomFieldId(1), limit=10),
    "counted fields": lambda session: CustomFields(session).counted(limit=10),
    "relations": lambda session: Relations(session).of_type(ChoiceId(1), after=RelationId(1), limit=10),
    "relation": lambda session: Relations(session).between(CONTACT, CONTACT, ChoiceId(1)),
    "references": lambda session: Contacts(session).references(["a", "b"]),
    "reindex_many": lambda session: Contacts(session).reindex_many([CONTACT]),
    "worn_by": lambda session: Tags(session).worn_by(CONTACT),
    "wearers": lambda session: Tags(session).contacts(TagId(1), after=CONTACT, limit=500),
    "tags": lambda session: Tags(session).list("a", limit=10),
    "wearing": lambda session: Tags(session).wearing(TagId(1), [CONTACT]),
    "hold": lambda session: Contacts(session).hold([CONTACT]),
    "hold_open": lambda session: Reminders(session).hold_open(CONTACT, limit=10),
    "hold_many": lambda session: Reminders(session).hold_many([ReminderId(1)]),
    **{f"reminders {which}": _page(which, cursor=f"{make.NOW.isoformat()} 1") for which in Which},
    **{f"own reminders {which}": _page(which, member=make.CLAIRE) for which in Which},
    "to come": lambda session: Reminders(session).to_come(make.CLAIRE, since=make.NOW, limit=10),
    "how it ended": lambda session: Reminders(session).ended(ReminderId(1), 1),
    "sent_of": lambda session: Outbox(session).sent_of(Matter.REMINDER, {1: [1], 2: [1]}),
    "told": lambda session: Outbox(session).told(Matter.REMINDER, {1: 1, 2: 1}),
    "waiting": lambda session: Outbox(session).waiting(Matter.REMINDER, [1, 2], reader=make.CLAIRE),
    "move": lambda session: Outbox(session).move({(ReminderId(1), 1, make.CLAIRE): make.NOW}),
    "cancel": lambda session: Outbox(session).cancel(Matter.REMINDER, 1, 2),
    "file": lambda session: Files(session).find(FileId(1)),
    "files of notes": lambda session: Files(session).list([NoteId(1), NoteId(2)]),
    "note": lambda session: Notes(session).find(NoteId(1)),
    "latest notes": lambda session: Notes(session).list(CONTACT, limit=3),
    "notes of a contact": _notes(contact=CONTACT),
    "my notes": _notes(mine=True),
    "notes of some days": _notes(days=(make.NOW.date(), make.NOW.date())),
    "files among notes": _notes(kind=NoteKind.FILE),
    "purge": lambda session: Notes(session).purge(before=make.NOW, now=make.NOW),
    "files of a reminder": lambda session: Files(session).of_reminder(ReminderId(1)),
    "hear_from": lambda session: Outbox(session).hear_from(make.CLAIRE, make.NOW, now=make.NOW),
    "of_subject": lambda session: Events(session).of_subject(1),
    "of_batch": lambda session: Events(session).of_batch(BatchId(1)),
    "subjects": lambda session: Events(session).subjects(BatchId(1), EventKind.REMINDER_DONE, after=0, limit=10),
    **{f"feed, {name}": ask for name, ask in FEED.items()},
    "activity": lambda session: Activities(session).find(ActivityId(1)),
    "some activities": lambda session: Activities(session).find_many([ActivityId(1), ActivityId(2)]),
    "activities of a type": lambda session: Activities(session).of_type(ChoiceId(1), limit=10),
    "purge activities": lambda session: Activities(session).purge(before=make.NOW, limit=10),
    "last_changes": lambda session: Events(session).last_changes(CONTACT, ["name", "iban"]),
}
# A workspace has few tags and fields, and they are looked through; a subquery is what was found by then. A table of
# full text has an index alone.
FEW = ("SEARCH tags USING INDEX", "SEARCH custom_fields USING", "SEARCH choices USING", "SCAN newest",
       "SCAN CONSTANT ROW", "SCAN (subquery", "SCAN beside", "SCAN rows", "SCAN anon", "SCAN up",
       "SCAN down", "SCAN found", "SCAN note_words VIRTUAL", "SCAN activity_words VIRTUAL",
       "SCAN reminder_words VIRTUAL")  # fmt: skip
SEARCHED: dict[str, Callable[[StoreSession], Awaitable[object]]] = {
    "alike": lambda session: Contacts(session).alike(make.full_values()),
    "a number between": lambda session: Contacts(session).list(_asking("1[10;20["), limit=10),
    "a beginning": lambda session: Contacts(session).list(_asking("1^b"), limit=10),
    "walked": lambda session: Contacts(session).ids(_asking("1^b"), after=CONTACT, limit=10),
}


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


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", SEARCHED)
async def test_what_is_searched_is_found_by_an_index(store: OpenStore, name: str) -> None:
    async with store.session() as session:
        with heard(store.database) as said:
            await SEARCHED[name](session)
    async with store.database.read.connect() as connection:
        plan = "\n".join([await sqlite_plan_of(connection, each) for each in said])
    assert not re.findall(r"SCAN (?:c|v|s|contacts|coordinates|custom_values|contact_search)\b(?! VIRTUAL).*", plan), (
        plan
    )
    assert not re.findall(r"(?:contacts|custom_values|contact_search) USING INDEX .*\(tenant=\?\)", plan), plan


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_who_is_archived_is_known_by_what_few_share_and_not_looked_through(store: OpenStore) -> None:
    values = make.company_values(
        "Acme",
        siren="732829320",
        siret="73282932000074",
        vat_number="FR44732829320",
        coordinates=(make.email("a@acme.fr"),),
    )
    async with store.session() as session:
        with heard(store.database) as said:
            await Contacts(session).alike(values)
    async with store.database.read.connect() as connection:
        plans = [await sqlite_plan_of(connection, each) for each in said if "archived_at IS NOT NULL" in each]
    walked = [plan for plan in plans if "ix_contacts_tenant_archived_at" in plan]
    assert len(walked) == 1, plans  # those put away last, of which it takes a thousand
    assert "ix_coordinates_parsed (tenant=? AND parsed=?)" in "".join(plans)
    assert all(f"ix_contacts_archived_{number} (" in "".join(plans) for number in ("siren", "siret", "vat_number"))


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("value", "index"), [("1[10;20[", "sort_number>?"), ("1[a;b[", "sort_text>?"), ("1^b", "sort_text>?")]
)
async def test_a_range_of_values_is_read_from_its_index(store: OpenStore, value: str, index: str) -> None:
    async with store.looking() as session:
        assert index in await plan_of(session, _asking(value))


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
async def test_who_may_see_is_read_by_whose_eyes_they_are(store: OpenStore) -> None:
    async with store.session(sight=Sight(make.CLAIRE)) as session:
        with heard(store.database) as said:
            await Notes(session).page(NoteList(words="a"), member=make.CLAIRE, limit=10)
            await Events(session).of_subject(1)
    async with store.database.read.connect() as connection:
        plan = "\n".join([await sqlite_plan_of(connection, each) for each in said])
    steps = [step for step in plan.splitlines() if "audience_members" in step]
    assert len(steps) >= len(said)
    assert {step.partition(" USING ")[2] for step in steps} == {
        "COVERING INDEX ix_audience_members_tenant_member_audience (tenant=? AND member=?)"
    }


@pytest.mark.parametrize("engine_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", sorted(FEED.keys() - {"everything", "some days"}))
async def test_what_is_asked_of_the_feed_is_not_looked_for_line_by_line(store: OpenStore, name: str) -> None:
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(CONTACT), None)])
        await Choices(session).add(make.choice(1, ChoiceKind.ACTIVITY))
        await Notes(session).add(make.note(7, CONTACT, "price"))
        await Activities(session).add(make.activity(8, CONTACT, "price", type=ChoiceId(1)))
        with heard(store.database) as said:
            await FEED[name](session)
    async with store.database.read.connect() as connection:
        plan = "\n".join([await sqlite_plan_of(connection, each) for each in said])
    assert "events" in plan
    assert "(tenant=? AND id>? AND id<?)" not in plan, plan


@pytest.fixture
async def long_feed(store: OpenStore, database: Database) -> OpenStore:
    """Thousands of lines of which PostgreSQL knows how they are spread, as autovacuum tells it by and by."""
    kinds = (EventKind.CONTACT_CHANGED,) * 97 + (EventKind.NOTE_ADDED, EventKind.ACTIVITY_LOGGED, EventKind.TAG_ADDED)
    async with store.session() as session:
        await Contacts(session).add_many([(make.contact(n), None) for n in range(1, 101)])
        for begin in range(0, 6000, 500):
            told = [
                (EventId(session.next_id()), make.happening(n, n % 100 + 1, kind=kinds[n % 100], changes=()))
                for n in range(begin, begin + 500)
            ]
            await Events(session).add_many(told, actor=f"U{begin}", at=make.NOW, batch=BatchId(1))
    if database.admin_url:
        owner = create_async_engine(database.admin_url, isolation_level="AUTOCOMMIT")
        async with owner.connect() as connection:
            await connection.exec_driver_sql("ANALYZE")
        await owner.dispose()
    return store


@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_postgresql_reads_the_feed_by_its_indexes(long_feed: OpenStore) -> None:
    for name, ask in FEED.items():
        async with long_feed.looking(sight=Sight(make.CLAIRE)) as session:
            with heard(long_feed.database) as said:
                await ask(session)
        async with long_feed.database.read.connect() as connection:
            plans = [await generic_plan_of(connection, each) for each in said if "FROM events" in each]
        assert plans, name
        assert not [plan for plan in plans if "Seq Scan on events" in plan], (name, plans)
        # To join names it would read all that there are: it plans for a page of any length.
        assert not [plan for plan in plans if re.search("(Left|Right) Join", plan)], (name, plans)
        assert max(map(len, said)) < 15 * 1024, f"{name}: asyncpg keeps no statement that is so long"
