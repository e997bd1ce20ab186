"""A workspace filled with one of everything, each text of it bearing a canary that nobody else may ever see."""

from dataclasses import replace
from typing import Any

from sqlalchemy import select, update

from bot.model.choices import ChoiceKind
from bot.model.deliveries import Matter, Op
from bot.model.events import EventKind
from bot.model.follows import Place, Telling
from bot.model.ids import (
    BatchId,
    ChannelId,
    ChoiceId,
    ContactId,
    EventId,
    FileId,
    FollowId,
    NoteId,
    PlaceId,
    PostId,
    ReminderId,
    TokenId,
    WebhookId,
)
from bot.model.webhooks import lane_of
from bot.store import Jobs, Outbox, Seen, StoreSession
from bot.store._answers import Answers
from bot.store._base import Base, Tenanted
from bot.store._outbox import OutboxRow, PauseRow
from bot.store._tables import metadata
from bot.store.activities import Activities
from bot.store.audiences import AudienceMemberRow, AudienceSetRow
from bot.store.channels import Channels
from bot.store.choices import Choices
from bot.store.contacts import Contacts
from bot.store.drafts import Drafts
from bot.store.events import Events, EventSealRow
from bot.store.files import Files
from bot.store.follows import Follows
from bot.store.notes import Notes
from bot.store.posts import Posts
from bot.store.relations import Relations
from bot.store.reminders import Reminders
from bot.store.searches import Searches
from bot.store.tags import Tags
from bot.store.tokens import Tokens
from bot.store.webhooks import Webhooks
from tests import make
from tests._works import OpenStore
from tests.store._listed import add_lists

CANARY = "Canaryman"
LONG_AGO, LATER = make.NOW.replace(year=2020), make.NOW.replace(year=2030)
CHANNEL = "C0CANARY"
KEY = "trigger:canary"
IMPORT_KEY = "import:canary"
# The ids in tenant 1; a test asks for them as somebody else.
CONTACT, NOTE, REMINDER, FOLLOW, EVENT, DRAFT, AUDIENCE, PAUSE = 11, 12, 13, 14, 15, 16, 17, 19
JOB, DELIVERY = 18, 20
TAG, FILE, COMPANY, ARCHIVED, SEARCH = 21, 22, 23, 24, 25
RELATION, LINK, NOTE_FILE, REMINDER_FILE = 26, 27, 28, 29
LISTED = 30  # from here on the choices, and of the same id a custom field
POST, TOKEN, OWN_CHANNEL = 61, 63, 65
ACTIVITY, TYPE, LOGGED = 64, 65, 66
WEBHOOK, SENDING = 67, 68
GROUP, ROLE, FIELD = LISTED + 4, LISTED + 5, LISTED


async def fill(store: OpenStore, tenant: int = 1) -> None:
    """Needs the workspace and its Claire."""
    async with store.session(tenant) as session:
        await _people_and_contacts(session)
        await _what_hangs_on_them(session)


async def _people_and_contacts(session: StoreSession) -> None:
    company = make.company_values(f"{CANARY} Ltd")
    listed = make.listed_values(first=LISTED, custom=CANARY)
    person = make.full_values(owner=make.CLAIRE, assigned=(make.CLAIRE,), tags=("canary",), **listed)
    company_id = ContactId(COMPANY)
    person = replace(person, first_name=CANARY, employer=company_id, parent=company_id, photo=FileId(FILE))
    below = make.contact_values(CANARY, "Archived", parent=ContactId(CONTACT))
    archived = make.contact(ARCHIVED, below, archived_at=make.NOW)
    contacts = Contacts(session)
    await contacts.next_numbers(30)
    await Tags(session).add(make.tag(TAG, "canary"))
    await add_lists(session, first=LISTED)
    await contacts.add_many([(make.contact(COMPANY, company), None)])
    await contacts.add_many([(make.contact(CONTACT, person), IMPORT_KEY), (archived, None)])
    await Files(session).add(make.file(FILE, CONTACT, name=CANARY))
    await Choices(session).add(make.choice(LINK, ChoiceKind.RELATION, CANARY, inverse=CANARY))
    await Relations(session).add(make.relation(RELATION, CONTACT, COMPANY, type=LINK))
    await session.add_many(AudienceSetRow, [{"id": AUDIENCE}])
    await session.add_many(AudienceMemberRow, [{"audience": AUDIENCE, "member": make.CLAIRE}])


async def _what_hangs_on_them(session: StoreSession) -> None:
    await Notes(session).add(make.note(NOTE, CONTACT, CANARY, assignees=(make.CLAIRE,)))
    await Files(session).add(make.file(NOTE_FILE, CONTACT, name=CANARY, note=NoteId(NOTE)))
    await Choices(session).add(make.choice(TYPE, ChoiceKind.ACTIVITY, CANARY))
    of_type = {"type": ChoiceId(TYPE), "told": EventId(LOGGED)}
    await Activities(session).add(make.activity(ACTIVITY, CONTACT, CANARY, **of_type))
    await Reminders(session).add(make.reminder(REMINDER, CONTACT, title=CANARY, each_own=True))
    await Files(session).add(make.file(REMINDER_FILE, None, name=CANARY, reminder=ReminderId(REMINDER)))
    await Reminders(session).end(make.ended(REMINDER))
    await Follows(session).add(make.follow(FOLLOW, CONTACT, CHANNEL))
    await Channels(session).add(make.contact_channel(OWN_CHANNEL, CONTACT, channel=ChannelId(CHANNEL)))
    await Searches(session).add(make.search(SEARCH, CANARY))
    told = [(EventId(EVENT), make.happening(NOTE, CONTACT))]
    told.append((EventId(LOGGED), make.happening(ACTIVITY, CONTACT, kind=EventKind.ACTIVITY_LOGGED)))
    await Events(session).add_many(told, actor=CANARY, at=make.NOW, batch=BatchId(1))
    posts = Posts(session)
    await posts.save_place(Place(id=PlaceId(CHANNEL), zone=CANARY))
    await posts.add_post(make.post(POST, CONTACT, CHANNEL))
    await posts.add_post(make.post(POST + 1, place=CHANNEL))
    await posts.add_post(make.post(POST + 2, CONTACT, CHANNEL, telling=Telling.THREAD))
    await posts.add_line(PostId(POST), EventId(EVENT), FollowId(FOLLOW))
    seal = {"first": EVENT, "last": EVENT, "hash": CANARY, "sealed_at": make.NOW}
    await session.add_many(EventSealRow, [seal])
    await Drafts(session).add(make.draft(DRAFT, values={"name": CANARY}))
    await Jobs(session).add(make.job(JOB))
    await Outbox(session).add_many([make.delivery(REMINDER)])
    await session.execute(update(OutboxRow).values(id=DELIVERY))
    pause = {"id": PAUSE, "scope": f"channel:{CHANNEL}", "until": make.NOW, "reason": CANARY}
    await session.add_many(PauseRow, [pause])
    await Seen(session).mark(KEY, at=make.NOW)
    await Tokens(session).add(make.token(TOKEN, CANARY), digest=CANARY)
    await Webhooks(session).add(make.webhook(WEBHOOK, CANARY))
    of_webhook = {"op": Op.WEBHOOK, "matter": Matter.WEBHOOK, "lane": lane_of(WebhookId(WEBHOOK))}
    await Outbox(session).add_many([make.delivery(WEBHOOK, **of_webhook, dedupe_key=CANARY)])
    await session.execute(update(OutboxRow).where(OutboxRow.op == Op.WEBHOOK.value).values(id=SENDING))
    await Answers(session).add(TokenId(TOKEN), KEY, make.answer(CANARY), at=make.NOW, since=LONG_AGO)


async def everything(store: OpenStore, tenant: int = 1) -> dict[str, list[dict[str, Any]]]:
    """All rows of a tenant, by table."""
    async with store.looking(tenant) as session:
        return {str(table.__tablename__): await _rows(session, table) for table in tenanted()}


def tenanted() -> list[type[Base]]:
    mapped: list[type[Base]] = [mapper.class_ for mapper in Base.registry.mappers]
    return sorted(filter(_has_a_tenant, mapped), key=lambda each: str(each.__tablename__))


def _has_a_tenant(table: type[Base]) -> bool:
    return issubclass(table, Tenanted)


def tables_with_a_tenant() -> set[str]:
    return {name for name, table in metadata.tables.items() if "tenant" in table.columns}


async def _rows(session: StoreSession, table: type[Base]) -> list[dict[str, Any]]:
    keys = [table.__mapper__.get_property_by_column(column) for column in table.__mapper__.primary_key]
    rows = await session.scalars(select(table).order_by(*(getattr(table, each.key) for each in keys)))
    return [{each.key: getattr(row, each.key) for each in table.__mapper__.column_attrs} for row in rows]
