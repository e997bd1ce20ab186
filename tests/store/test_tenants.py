"""One tenant never sees or touches another's rows, whatever method of the store it calls with their ids."""

import inspect
from collections.abc import Sized
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.model import notes, reminders
from bot.model.choices import ChoiceKind, choice_key
from bot.model.contacts import Page
from bot.model.custom_fields import field_key
from bot.model.deliveries import Delivery, Matter
from bot.model.feed import FeedPage
from bot.model.ids import (
    ChannelId,
    ChoiceId,
    ContactId,
    CustomFieldId,
    DeliveryId,
    DraftId,
    JobId,
    RelationId,
    ReminderId,
    SearchId,
    TagId,
)
from bot.model.jobs import JobKind
from bot.model.notes import LatestNotes
from bot.model.query import ALL_CONTACTS, Filter, FilterKey, Query, query_of
from bot.model.records import Around, People
from bot.model.searches import search_key
from bot.store import Jobs, Outbox, Seen, StoreSession
from bot.store._answers import Answers
from bot.store.activities import Activities
from bot.store.audiences import Audiences
from bot.store.channels import Channels
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.custom_fields import CustomFields
from bot.store.drafts import Drafts
from bot.store.events import Events
from bot.store.feed import Feed
from bot.store.files import Files
from bot.store.follows import Follows
from bot.store.members import Members
from bot.store.notes import Notes
from bot.store.posts import Posts
from bot.store.relations import Relations
from bot.store.reminders import Reminders
from bot.store.searches import Searches
from bot.store.tags import Tags, tags_of, tags_of_many
from bot.store.tokens import Tokens
from bot.store.webhooks import Webhooks
from tests import make
from tests._works import OpenStore
from tests.store import _beside as beside
from tests.store import _canaries as canary
from tests.store._beside import LONE, Call

NOBODY = ContactId(0)
CONTACT, COMPANY = ContactId(canary.CONTACT), ContactId(canary.COMPANY)
CHANNEL, TAG, COMING = ChannelId(canary.CHANNEL), TagId(canary.TAG), reminders.Which.COMING
REMINDER, DELIVERY = ReminderId(canary.REMINDER), DeliveryId(canary.DELIVERY)
GROUP, ROLE, LINK = (ChoiceId(each) for each in (canary.GROUP, canary.ROLE, canary.LINK))
FIELD, RELATION = CustomFieldId(canary.FIELD), RelationId(canary.RELATION)
THEIRS = Query(filters=(Filter(FilterKey.CONTACT, str(CONTACT)),))
TAGGED = Query(filters=(Filter(FilterKey.TAG, "canary"),))
_MISSPELT = replace(query_of("cannaryman"), typos=True)


async def _told_by(session: StoreSession) -> list[Delivery]:
    found = await Outbox(session).find(DELIVERY)
    return [] if found is None else await Outbox(session).told_by(found)


# What a stranger gets who asks for what is there, in the other tenant.
READS: dict[str, Call] = {
    "Contacts.find": lambda session: Contacts(session).find(CONTACT),
    "Contacts.names": lambda session: Contacts(session).names([CONTACT]),
    "Contacts.list": lambda session: Contacts(session).list(query_of(canary.CANARY), limit=10),
    "Contacts.list by filter": lambda session: Contacts(session).list(THEIRS, limit=10),
    "Contacts.list by tag": lambda session: Contacts(session).list(TAGGED, limit=10),
    "Contacts.count": lambda session: Contacts(session).count(query_of(canary.CANARY)),
    "Contacts.ids": lambda session: Contacts(session).ids(TAGGED, after=ContactId(0), limit=10),
    "Contacts.ids by word": lambda session: Contacts(session).ids(_MISSPELT, after=ContactId(0), limit=10),
    "Contacts.ids of everyone": lambda session: Contacts(session).ids(ALL_CONTACTS, after=ContactId(0), limit=10),
    "Contacts.list in order": lambda session: Contacts(session).list(ALL_CONTACTS, limit=10),
    "Contacts.list with a slip": lambda session: Contacts(session).list(_MISSPELT, limit=10),
    "Contacts.lines": lambda session: Contacts(session).lines([CONTACT]),
    "Contacts.many": lambda session: Contacts(session).many([CONTACT]),
    "Searches.find": lambda session: Searches(session).find(SearchId(canary.SEARCH)),
    "Searches.versions": lambda session: Searches(session).versions([SearchId(canary.SEARCH)]),
    "Searches.list": lambda session: Searches(session).list(make.CLAIRE, limit=10),
    "Searches.by_key": lambda session: Searches(session).by_key(make.CLAIRE, search_key(canary.CANARY)),
    "Searches.list_all": lambda session: Searches(session).list_all(limit=10),
    "Contacts.any_of": lambda session: Contacts(session).any_of(query_of(f"call {canary.CANARY}"), limit=10),
    "Contacts.by_number": lambda session: Contacts(session).by_number(canary.CONTACT),
    "Contacts.line": lambda session: Contacts(session).line(CONTACT),
    "Contacts.find locked": lambda session: Contacts(session).find(CONTACT, lock=True, deleted=True),
    "Contacts.put_away": lambda session: Contacts(session).put_away(limit=10),
    "Contacts.latest": lambda session: Contacts(session).latest(limit=10),
    "Contacts.employees": lambda session: Contacts(session).employees(ContactId(canary.COMPANY), limit=10),
    "Contacts.references": lambda session: Contacts(session).references(["acme-7"]),
    "Contacts.whole": lambda session: Contacts(session).whole(CONTACT),
    "Contacts.consents": lambda session: Contacts(session).consents(CONTACT),
    "Contacts.around": lambda session: Contacts(session).around(CONTACT),
    "Contacts.warnings_of": lambda session: Contacts(session).warnings_of(CONTACT),
    "Contacts.main_person": lambda session: Contacts(session).main_person(COMPANY),
    "Contacts.people": lambda session: Contacts(session).people(COMPANY, limit=10),
    "Contacts.people by role": lambda session: Contacts(session).people(COMPANY, limit=10, role=ROLE),
    "Contacts.children": lambda session: Contacts(session).children(COMPANY, limit=10),
    "Contacts.ancestors": lambda session: Contacts(session).ancestors(CONTACT),
    "Contacts.above": lambda session: Contacts(session).above(CONTACT),
    "Contacts.companies_called": lambda session: Contacts(session).companies_called(f"{canary.CANARY} Ltd", limit=10),
    "Contacts.on_hold": lambda session: Contacts(session).on_hold(limit=10),
    "Contacts.subtree": lambda session: Contacts(session).subtree([COMPANY], limit=10),
    "Contacts.born_on": lambda session: Contacts(session).born_on(["0229"], after=NOBODY, limit=10),
    "Contacts.alike": lambda session: Contacts(session).alike(make.full_values()),
    "Choices.find": lambda session: Choices(session).find(GROUP),
    "Choices.hold": lambda session: Choices(session).hold(GROUP),
    "Choices.by_key": lambda session: Choices(session).by_key(ChoiceKind.GROUP, choice_key("Group A")),
    "Choices.list": lambda session: Choices(session).list(ChoiceKind.GROUP, limit=10),
    "Choices.counted": lambda session: Choices(session).counted(ChoiceKind.GROUP, limit=10),
    "Choices.total": lambda session: Choices(session).total(ChoiceKind.GROUP),
    "Choices.names": lambda session: Choices(session).names([GROUP]),
    "Choices.contacts": lambda session: Choices(session).contacts(GROUP, after=NOBODY, limit=10),
    "Choices.ranks": lambda session: Choices(session).ranks(ROLE, [CONTACT]),
    "Choices.having": lambda session: Choices(session).having(ChoiceKind.GROUP, [CONTACT]),
    "Choices.going": lambda session: Choices(session).going(GROUP),
    "CustomFields.find": lambda session: CustomFields(session).find(FIELD),
    "CustomFields.list": lambda session: CustomFields(session).list(limit=10),
    "CustomFields.counted": lambda session: CustomFields(session).counted(limit=10),
    "CustomFields.total": lambda session: CustomFields(session).total(),
    "CustomFields.by_key": lambda session: CustomFields(session).by_key(field_key("Secteur")),
    "CustomFields.names": lambda session: CustomFields(session).names([FIELD]),
    "CustomFields.values": lambda session: CustomFields(session).values(FIELD, after=NOBODY, limit=10),
    "CustomFields.unasked": lambda session: CustomFields(session).unasked(FIELD, ChoiceId(canary.LINK)),
    "CustomFields.texts": lambda session: CustomFields(session).texts(FIELD, limit=10),
    "CustomFields.going": lambda session: CustomFields(session).going(FIELD),
    "Relations.find": lambda session: Relations(session).find(RELATION),
    "Relations.between": lambda session: Relations(session).between(CONTACT, COMPANY, LINK),
    "Relations.saying": lambda session: Relations(session).saying(
        make.relation(50, COMPANY, CONTACT, type=LINK), mutual=True
    ),
    "Relations.of_type": lambda session: Relations(session).of_type(LINK, after=RelationId(0), limit=10),
    "Tags.find": lambda session: Tags(session).find(TAG),
    "Tags.by_key": lambda session: Tags(session).by_key("canary"),
    "Tags.list": lambda session: Tags(session).list("canary", limit=10),
    "Tags.names": lambda session: Tags(session).names(["canary"]),
    "Tags.total": lambda session: Tags(session).total("canary"),
    "Tags.worn_by": lambda session: Tags(session).worn_by(CONTACT),
    "Tags.contacts": lambda session: Tags(session).contacts(TAG, after=ContactId(0), limit=10),
    "Tags.wearing": lambda session: Tags(session).wearing(TAG, [CONTACT]),
    "Tags.going": lambda session: Tags(session).going(TAG),
    "Contacts.known_imports": lambda session: Contacts(session).known_imports([canary.IMPORT_KEY]),
    "Members.find": lambda session: Members(session).find(make.CLAIRE),
    "Members.find_many": lambda session: Members(session).find_many([make.CLAIRE]),
    "Members.first_admin": lambda session: Members(session).first_admin(),
    "Drafts.find": lambda session: Drafts(session).find(DraftId(canary.DRAFT), member=make.CLAIRE, now=make.NOW),
    "Drafts.latest": lambda session: Drafts(session).latest(
        make.CLAIRE, "contacts", subject=None, now=make.NOW, limit=10
    ),
    "Jobs.find": lambda session: Jobs(session).find(JobId(canary.JOB)),
    "Jobs.pending": lambda session: Jobs(session).pending(JobKind.IMPORT),
    "Jobs.hold": lambda session: Jobs(session).hold(make.job(canary.JOB, tenant=2)),
    "Outbox.find": lambda session: Outbox(session).find(DELIVERY),
    "Outbox.hold_due": lambda session: Outbox(session).hold_due(Matter.REMINDER, [canary.REMINDER]),
    "Outbox.latest_post": lambda session: Outbox(session).latest_post(Matter.REMINDER, canary.REMINDER),
    "Outbox.folded_with": lambda session: Outbox(session).folded_with(DELIVERY),
    "Outbox.told_by": _told_by,
    "Outbox.sent": lambda session: Outbox(session).sent(Matter.REMINDER, canary.REMINDER, 1),
    "Outbox.told": lambda session: Outbox(session).told(Matter.REMINDER, {canary.REMINDER: 1}),
    "Outbox.waiting": lambda session: Outbox(session).waiting(Matter.REMINDER, [canary.REMINDER], reader=make.CLAIRE),
    "Outbox.unsettled": lambda session: Outbox(session).unsettled(Matter.REMINDER, [canary.REMINDER]),
    "Outbox.sent_of": lambda session: Outbox(session).sent_of(Matter.REMINDER, {canary.REMINDER: [1]}),
    "tags_of": lambda session: tags_of(session, CONTACT),
    "tags_of_many": lambda session: tags_of_many(session, [CONTACT]),
}

# What a stranger may try, with their ids: all of it does nothing there.
WRITES: dict[str, Call] = {
    "Contacts.save": lambda session: Contacts(session).save(make.contact(canary.CONTACT)),
    "Contacts.save_many": lambda session: Contacts(session).save_many([make.contact(canary.CONTACT)]),
    "Contacts.hold": lambda session: Contacts(session).hold([CONTACT]),
    "Contacts.reindex_many": lambda session: Contacts(session).reindex_many([CONTACT]),
    "Choices.save": lambda session: Choices(session).save(make.choice(canary.GROUP, name="x")),
    "Choices.place": lambda session: Choices(session).place({GROUP: 99}),
    "Choices.retire": lambda session: Choices(session).retire(GROUP),
    "Choices.put_on": lambda session: Choices(session).put_on(GROUP, {}),
    "Choices.take_off": lambda session: Choices(session).take_off(GROUP, [CONTACT]),
    "Choices.delete": lambda session: Choices(session).delete(GROUP),
    "CustomFields.save": lambda session: CustomFields(session).save(make.custom_field(canary.FIELD, "x")),
    "CustomFields.place": lambda session: CustomFields(session).place({FIELD: 99}),
    "CustomFields.hold": lambda session: CustomFields(session).hold([FIELD]),
    "CustomFields.retire": lambda session: CustomFields(session).retire(FIELD),
    "CustomFields.put": lambda session: CustomFields(session).put(FIELD, {CONTACT: ""}),
    "CustomFields.drop": lambda session: CustomFields(session).drop(FIELD, [CONTACT]),
    "CustomFields.delete": lambda session: CustomFields(session).delete(FIELD),
    "Relations.save": lambda session: Relations(session).save(
        make.relation(canary.RELATION, canary.CONTACT, canary.COMPANY, type=canary.GROUP), mutual=True
    ),
    "Relations.delete": lambda session: Relations(session).delete(RELATION),
    "Tags.save": lambda session: Tags(session).save(make.tag(canary.TAG, "x")),
    "Tags.retire": lambda session: Tags(session).retire(TAG),
    "Tags.take_off": lambda session: Tags(session).take_off(TAG, [CONTACT]),
    "Tags.delete": lambda session: Tags(session).delete(TAG),
    "Members.save": lambda session: Members(session).save(make.member(name="x"), at=make.NOW),
    "Members.keep_email": lambda session: Members(session).keep_email(make.CLAIRE, "stolen@example.test"),
    "Drafts.save": lambda session: Drafts(session).save(make.draft(canary.DRAFT, values={"name": "x"})),
    "Drafts.consume": lambda session: Drafts(session).consume(DraftId(canary.DRAFT), member=make.CLAIRE),
    "Drafts.sweep": lambda session: Drafts(session).sweep(now=canary.LATER),
    "Jobs.save": lambda session: Jobs(session).save(make.job(canary.JOB, tenant=2, done=500)),
    "Jobs.cancel": lambda session: Jobs(session).cancel(JobId(canary.JOB)),
    "Outbox.move": lambda session: Outbox(session).move({(REMINDER, 1, make.CLAIRE): make.NOW}),
    "Outbox.hear_from": lambda session: Outbox(session).hear_from(make.CLAIRE, make.NOW, now=canary.LONG_AGO),
    "Outbox.stand_in": lambda session: Outbox(session).stand_in(DELIVERY, make.delivery(50)),
    "Outbox.cancel": lambda session: Outbox(session).cancel(Matter.REMINDER, canary.REMINDER),
    "Searches.save": lambda session: Searches(session).save(make.search(canary.SEARCH, "x")),
    "Searches.delete": lambda session: Searches(session).delete(SearchId(canary.SEARCH)),
    "Reminders.purge": lambda session: Reminders(session).purge(before=canary.LATER, now=canary.LATER, limit=10),
    "Seen.sweep": lambda session: Seen(session).sweep(before=canary.LATER),
    "Seen.mark": lambda session: Seen(session).mark(canary.KEY, at=make.NOW),
    "Outbox.add_many": lambda session: Outbox(session).add_many([make.delivery(canary.REMINDER)]),
    "Contacts.next_numbers": lambda session: Contacts(session).next_numbers(),
    "Contacts.take_turn": lambda session: Contacts(session).take_turn(),
}

# What hangs a row of one's own on a row of theirs: the database refuses.
CHILDREN: dict[str, Call] = {
    "Contacts.add with their company": lambda session: Contacts(session).add(
        make.contact(50, make.contact_values(employer=ContactId(canary.COMPANY)))
    ),
    "Contacts.add below their company": lambda session: Contacts(session).add(
        make.contact(50, make.contact_values(parent=COMPANY))
    ),
    "Choices.put_on their contact": lambda session: Choices(session).put_on(GROUP, {CONTACT: None}),
    "CustomFields.put their contact": lambda session: CustomFields(session).put(FIELD, {CONTACT: "x"}),
    "Relations.add": lambda session: Relations(session).add(
        make.relation(50, canary.CONTACT, canary.COMPANY, type=canary.LINK)
    ),
    "Contacts.add for their owner": lambda session: Contacts(session).add(
        make.contact(50, make.contact_values(owner=make.CLAIRE))
    ),
    "Contacts.add for their people": lambda session: Contacts(session).add(
        make.contact(50, make.contact_values(assigned=(make.CLAIRE,)))
    ),
    "Searches.add": lambda session: Searches(session).add(make.search(50)),
}

READS |= beside.READS
WRITES |= beside.WRITES
CHILDREN |= beside.CHILDREN

# Whatever id these are given, they add a row of one's own or count one's own rows.
OF_ONES_OWN = {"Contacts.add", "Contacts.add_many", "Tags.add", "Drafts.add", "Events.add_many", "Jobs.add",
               "Members.add", "Members.count", "Choices.add", "Choices.add_many", "CustomFields.add", "Tokens.add",
               "Webhooks.add", "Answers.add", "Channels.add", "Outbox.tell_readers"}  # fmt: skip


@pytest.fixture
async def strangers(store: OpenStore) -> OpenStore:
    """Tenant 1 is full of canaries, tenant 2 has one member and nothing else."""
    await canary.fill(store)
    await store.settle(make.member(LONE), workspace=make.workspace(2))
    return store


async def test_the_canary_sings_at_home(strangers: OpenStore) -> None:
    silent = {"Members.first_admin", "Outbox.sent", "Outbox.sent_of", "Outbox.folded_with", "Outbox.told_by",
              "Outbox.told", "Outbox.unsettled", "Jobs.hold", "Tags.going", "Choices.going", "CustomFields.going",
              "Posts.standing", "Posts.taken_out", "Follows.count_wide", "Follows.wide_of",
              "Feed.page by programs", "Channels.beneath"}  # fmt: skip
    async with strangers.session(1) as session:
        heard = {name for name, ask in READS.items() if not _is_empty(await ask(session))}
    assert heard == READS.keys() - silent
    rows = await canary.everything(strangers)
    assert {name for name, kept in rows.items() if not kept} == set(), "fill every table with a canary"


async def test_a_stranger_who_asks_for_a_row_gets_nothing(strangers: OpenStore) -> None:
    async with strangers.session(2) as session:
        got = {name: answer for name, ask in READS.items() if not _is_empty(answer := await ask(session))}
    assert not got


async def test_a_stranger_who_writes_changes_nothing(strangers: OpenStore) -> None:
    before = await canary.everything(strangers)
    for write in WRITES.values():
        async with strangers.session(2) as session:
            await write(session)
    assert await canary.everything(strangers) == before


async def test_a_child_of_a_strangers_row_is_refused_by_the_database(strangers: OpenStore) -> None:
    before = await canary.everything(strangers)
    for write in CHILDREN.values():
        with pytest.raises(IntegrityError):
            async with strangers.session(2) as session:
                await write(session)
    assert await canary.everything(strangers) == before


def test_every_method_of_every_store_is_tried_here() -> None:
    stores = (Activities, Feed, Posts, Contacts, Tags, Choices, CustomFields, Relations, Files, Notes, Audiences,
              Reminders, Follows, Events, Members, Drafts, Jobs, Outbox, Searches, Seen, Tokens, Answers,
              Webhooks, Channels)  # fmt: skip
    methods = {f"{each.__name__}.{name}" for each in stores for name in _public(each)}
    tried = {name.split(" ")[0] for name in (*READS, *WRITES, *CHILDREN)} | OF_ONES_OWN
    assert methods - tried == set(), "add these methods to READS, WRITES or CHILDREN above"


def test_every_table_with_a_tenant_is_mapped_as_tenanted() -> None:
    mapped = {each.__tablename__ for each in canary.tenanted()}
    assert canary.tables_with_a_tenant() - mapped == {"workspaces"}


def _public(store: type[Any]) -> list[str]:
    return [name for name, _ in inspect.getmembers(store, inspect.isfunction) if not name.startswith("_")]


def _is_empty(answer: object) -> bool:
    if isinstance(answer, Page | reminders.Page | notes.Page):
        return answer in (Page((), 0), reminders.Page((), 0), notes.Page((), 0))
    if isinstance(answer, FeedPage):
        return answer == FeedPage()
    if isinstance(answer, People):
        return not answer.lines and answer.total == 0
    if isinstance(answer, LatestNotes | Around):
        return answer == type(answer)()
    return answer in (None, 0) or (isinstance(answer, Sized) and len(answer) == 0)
