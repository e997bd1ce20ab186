"""Which token a request of the API carries, before a Work can be opened for it."""

from collections.abc import Callable
from datetime import datetime

from bot.crm._door import Door
from bot.model.ids import Tenant, TokenId
from bot.model.members import SYSTEM, Viewer
from bot.model.tokens import Token, digest_of, viewer_of
from bot.store import Database, faults
from bot.store.tokens import Tokens, token_of


class TokenDoor:
    """Whose a secret is never changes and is kept in memory, by its hash; what its token may do is read each time, so
    that one that is revoked opens nothing from then on, in no process."""

    def __init__(self, database: Database, door: Door, now: Callable[[], datetime]) -> None:
        self._database = database
        self._door = door
        self._now = now
        self._known: dict[str, tuple[Tenant, TokenId]] = {}

    async def find(self, secret: str) -> tuple[Token, Viewer] | None:
        """Whose secret it is, revoked or not; None for that of nobody. Raises Busy, StoreUnavailable."""
        known = await self._ids(digest_of(secret))
        if known is None:
            return None
        tenant, key = known
        with faults():
            async with self._database.reader(tenant, SYSTEM) as session:
                token = await Tokens(session).find(key)
        return None if token is None else (token, viewer_of(token, await self._door.workspace_of(tenant)))

    async def _ids(self, digest: str) -> tuple[Tenant, TokenId] | None:
        if digest in self._known:
            return self._known[digest]
        with faults():
            async with self._database.plain_reader() as session:
                found = await token_of(session, digest)
        if found is not None:
            self._known[digest] = found
        return found

    async def note_use(self, tenant: Tenant, token: Token) -> None:
        """Writes down that it is used, with nothing else waiting for it. Raises Busy, StoreUnavailable."""
        async with self._database.turn():
            with faults():
                async with self._database.writer(tenant, SYSTEM) as session, session.begin():
                    await Tokens(session).note_use(token.id, at=self._now())
