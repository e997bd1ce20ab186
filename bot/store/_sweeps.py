"""Takes away what is of no more use: forms nobody finished, keys of requests that Slack sends no more, answers of the
API that nobody asks for again, lone words, reminders, notes and activities that were deleted too long ago to be
brought back, and what was sent to webhooks long ago. Gathers the pieces of the search's indexes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from bot.model.answers import KEPT
from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.model.webhooks import KEPT_FAILED, KEPT_SENT
from bot.store._answers import Answers
from bot.store._engine import Database, faults
from bot.store._search import INDEXES, forget_terms, gather_by_two, gather_pieces
from bot.store._seen import Seen
from bot.store._session import StoreSession
from bot.store.activities import Activities
from bot.store.drafts import Drafts
from bot.store.notes import Notes
from bot.store.reminders import Reminders
from bot.store.webhooks import Webhooks
from bot.store.workspaces import Workspaces

_SEEN = timedelta(days=1)  # Slack's last repeat comes after minutes
_RESTORABLE = timedelta(days=31)  # what was deleted; and a day more, for whoever undoes it just then
_AT_ONCE = 500


class Sweeps:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._looked_at: dict[Tenant, str] = {}  # the last of a team's words that was looked at

    async def sweep(self, now: datetime) -> None:
        """In every workspace. Raises Busy, StoreUnavailable."""
        with faults():
            async with self._database.plain_reader() as session:
                workspaces = await Workspaces(session).list()
            for workspace in workspaces:
                while await self._sweep(workspace.tenant, now):
                    pass
                await self._forget(workspace.tenant)
            if workspaces and self._database.is_sqlite:
                for index in INDEXES:
                    await self._gather(workspaces[0].tenant, index)

    async def _sweep(self, tenant: Tenant, now: datetime) -> bool:
        """One slice, in a transaction of its own; answers whether there may be more to do."""
        async with self._writing(tenant) as session:
            await Drafts(session).sweep(now=now)
            reminders = await Reminders(session).purge(before=now - _RESTORABLE, now=now, limit=_AT_ONCE)
            notes = await Notes(session).purge(before=now - _RESTORABLE, now=now)
            answers = await Answers(session).sweep(before=now - KEPT)
            activities = await Activities(session).purge(before=now - _RESTORABLE, limit=_AT_ONCE)
            webhooks = await Webhooks(session).forget(sent_before=now - KEPT_SENT, failed_before=now - KEPT_FAILED)
            seen = await Seen(session).sweep(before=now - _SEEN)
            return seen or reminders or notes or activities or answers or webhooks

    async def _forget(self, tenant: Tenant) -> None:
        """Some of a team's words each time: one that is left over only makes a search look twice."""
        async with self._writing(tenant) as session:
            self._looked_at[tenant] = await forget_terms(session, after=self._looked_at.get(tenant, ""))

    async def _gather(self, tenant: Tenant, index: str) -> None:
        """The index is everybody's; a session has to be somebody's. Others write between two slices."""
        async with self._writing(tenant) as session:
            await gather_by_two(session, index)
        is_more = True
        while is_more:
            async with self._writing(tenant) as session:
                is_more = await gather_pieces(session, index)

    @asynccontextmanager
    async def _writing(self, tenant: Tenant) -> AsyncIterator[StoreSession]:
        async with (
            self._database.turn(patient=True),
            self._database.writer(tenant, SYSTEM) as session,
            session.begin(),
        ):
            yield session
