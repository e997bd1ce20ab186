"""One user action: a tenant, a viewer, a moment, one transaction. `commit` occurs only here."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cached_property

from bot.crm._cards import touch, touched_by
from bot.crm._feed import News, TakenOut, tell_places
from bot.crm._webhooks import tell_webhooks
from bot.model.events import Happening
from bot.model.ids import BatchId, ContactId, EventId
from bot.model.members import SYSTEM, Sight, Viewer
from bot.model.ports import UNSEALED, Sealer
from bot.store import Database, Jobs, Outbox, Seen, StoreSession, faults
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
from bot.store.tags import Tags
from bot.store.tokens import Tokens
from bot.store.webhooks import Webhooks
from bot.store.workspaces import Workspaces

WORK_SECONDS = 30  # transactions are cut here: seals look only at what is older


class Work:
    """What a function of crm works with. Nothing but the store is awaited between its begin and its end.

    `vault` seals what is kept of a secret; `mails` is whether this Carnet has a mail server.
    """

    def __init__(
        self, session: StoreSession, viewer: Viewer, now: datetime, *, mails: bool = False, vault: Sealer = UNSEALED
    ) -> None:
        self._session = session
        self.viewer = viewer
        self.now = now
        self.mails = mails
        self.vault = vault
        self._news: list[News | TakenOut] = []
        self._touched: set[ContactId] = set()

    def seen_by(self, viewer: Viewer) -> "Work":
        """The same transaction for what another person would read; who sees which rows stays as it is."""
        return Work(self._session, viewer, self.now, mails=self.mails, vault=self.vault)

    def next_id(self) -> int:
        return self._session.next_id()

    def next_ids(self, count: int) -> Sequence[int]:
        return self._session.next_ids(count)

    @cached_property
    def batch(self) -> BatchId:
        """Binds all that this action changes, for undo."""
        return BatchId(self.next_id())

    @cached_property
    def contacts(self) -> Contacts:
        return Contacts(self._session)

    @cached_property
    def tags(self) -> Tags:
        return Tags(self._session)

    @cached_property
    def choices(self) -> Choices:
        return Choices(self._session)

    @cached_property
    def custom_fields(self) -> CustomFields:
        return CustomFields(self._session)

    @cached_property
    def relations(self) -> Relations:
        return Relations(self._session)

    @cached_property
    def files(self) -> Files:
        return Files(self._session)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self._session)

    @cached_property
    def activities(self) -> Activities:
        return Activities(self._session)

    @cached_property
    def feed(self) -> Feed:
        return Feed(self._session)

    @cached_property
    def audiences(self) -> Audiences:
        return Audiences(self._session)

    @cached_property
    def reminders(self) -> Reminders:
        return Reminders(self._session)

    @cached_property
    def searches(self) -> Searches:
        return Searches(self._session)

    @cached_property
    def follows(self) -> Follows:
        return Follows(self._session)

    @cached_property
    def channels(self) -> Channels:
        return Channels(self._session)

    @cached_property
    def posts(self) -> Posts:
        return Posts(self._session)

    @cached_property
    def events(self) -> Events:
        return Events(self._session)

    @cached_property
    def members(self) -> Members:
        return Members(self._session)

    @cached_property
    def workspaces(self) -> Workspaces:
        return Workspaces(self._session)

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self._session)

    @cached_property
    def webhooks(self) -> Webhooks:
        return Webhooks(self._session)

    @cached_property
    def answers(self) -> Answers:
        return Answers(self._session)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._session)

    @cached_property
    def jobs(self) -> Jobs:
        return Jobs(self._session)

    @cached_property
    def outbox(self) -> Outbox:
        return Outbox(self._session)

    @cached_property
    def seen(self) -> Seen:
        return Seen(self._session)

    async def tell(self, happening: Happening) -> EventId:
        """Writes the event; the places that follow its contact have their line at the end of this transaction."""
        event = EventId(self.next_id())
        await self.events.add_many([(event, happening)], actor=self.viewer.id, at=self.now, batch=self.batch)
        if happening.contact is not None and not happening.quiet:
            self._news.append(News(event, happening.contact, happening))
        if happening.audience is None and not happening.quiet:
            await tell_webhooks(self, event, happening)
        self._touched |= await touched_by(self, happening)
        return event

    async def tell_quietly(self, happenings: Sequence[Happening]) -> None:
        """Many events at once that no channel is told of: imports and bulk acts tell their sum."""
        told = [(EventId(key), each) for key, each in zip(self.next_ids(len(happenings)), happenings, strict=True)]
        await self.events.add_many(told, actor=self.viewer.id, at=self.now, batch=self.batch)
        self._touched |= {each.contact for each in happenings if each.contact is not None}

    async def take_out(self, events: Sequence[EventId]) -> None:
        """What was told of them is told no more, wherever it was."""
        await self.webhooks.take_back(events, at=self.now)
        self._news.append(TakenOut(events))

    async def end(self) -> None:
        """Before the commit: what others wait for is held last, for as short as can be and in one order."""
        news, self._news = self._news, []
        await tell_places(self, news)
        touched, self._touched = self._touched, set()
        if touched:
            await touch(self, touched)


class Works:
    """Opens a Work for each action; built once by app."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        wake: Callable[[], None],
        *,
        mails: bool = False,
        vault: Sealer = UNSEALED,
    ) -> None:
        self._database = database
        self._now = now
        self._wake = wake
        self._mails = mails
        self._vault = vault

    @asynccontextmanager
    async def reading(self, viewer: Viewer, *, sight: Sight | None = None) -> AsyncIterator[Work]:
        """With the viewer's own eyes, or others' that are named."""
        with faults():
            async with self._database.reader(viewer.tenant, sight or Sight(viewer.id)) as session:
                yield Work(session, viewer, self._now(), mails=self._mails, vault=self._vault)

    @asynccontextmanager
    async def writing(
        self, viewer: Viewer, *, key: str | None = None, patient: bool = False, everything: bool = False
    ) -> AsyncIterator[Work]:
        """Leaving commits, an exception rolls back; `key` makes a repeat raise AlreadyDone.

        `patient` queues for the writer however long it takes; `everything` is for the worker, which acts for a
        person on rows that person need not see. Raises Busy, StoreUnavailable.
        """
        sight = SYSTEM if everything else Sight(viewer.id)
        async with self._database.turn(patient=patient):
            with faults():
                async with asyncio.timeout(WORK_SECONDS), self._database.writer(viewer.tenant, sight) as session:
                    work = Work(session, viewer, self._now(), mails=self._mails, vault=self._vault)
                    if key is not None:
                        await work.seen.mark(key, at=work.now)
                    yield work
                    await work.end()
                    await session.commit()
        if session.wakes:  # a worker that looks in vain takes the writer's turn from the next person
            self._wake()
