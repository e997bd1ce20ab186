"""Search text of an older version, written anew by today's store: `migrate` ends with it.

A revision that changes the text empties `fields`; whoever is killed on the way goes on from there.
"""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.model.ids import ContactId, IdMaker, Tenant
from bot.model.members import SYSTEM
from bot.store._search import ContactSearchRow
from bot.store._session import StoreSession
from bot.store.contacts import REINDEXED, Contacts
from bot.store.workspaces import Workspaces

_NO_IDS = IdMaker(0, lambda: datetime(2024, 1, 1, tzinfo=UTC))  # nothing is added here
_OUTDATED = select(ContactSearchRow.contact).where(ContactSearchRow.fields.is_(None)).order_by(ContactSearchRow.contact)


async def renew(engine: AsyncEngine) -> None:
    """`engine` is the owner's on PostgreSQL; nobody else writes meanwhile."""
    async with AsyncSession(engine) as plain:
        workspaces = await Workspaces(plain).list()
    for workspace in workspaces:
        while await _renew_some(engine, workspace.tenant):
            pass


async def _renew_some(engine: AsyncEngine, tenant: Tenant) -> bool:
    async with StoreSession(engine, tenant=tenant, sight=SYSTEM, ids=_NO_IDS) as session, session.begin():
        outdated = [ContactId(contact) for contact in await session.scalars(_OUTDATED.limit(REINDEXED))]
        await Contacts(session).reindex_many(outdated)
        return len(outdated) == REINDEXED
