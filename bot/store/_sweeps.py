"""Takes away what is of no more use: forms nobody finished, keys of requests that Slack sends no more."""

from datetime import datetime, timedelta

from bot.model.members import SYSTEM
from bot.store._engine import Database, faults
from bot.store._seen import Seen
from bot.store.drafts import Drafts
from bot.store.workspaces import Workspaces

_SEEN = timedelta(days=1)  # Slack's last repeat comes after minutes


class Sweeps:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def sweep(self, now: datetime) -> None:
        """In every workspace. Raises Busy, StoreUnavailable."""
        with faults():
            async with self._database.plain_reader() as session:
                workspaces = await Workspaces(session).list()
            for workspace in workspaces:
                async with (
                    self._database.turn(seconds=None),
                    self._database.writer(workspace.tenant, SYSTEM) as session,
                    session.begin(),
                ):
                    await Drafts(session).sweep(now=now)
                    await Seen(session).sweep(before=now - _SEEN)
