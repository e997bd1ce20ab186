"""Which token a request of the API carries, before a Work can be opened for it."""

from collections.abc import Callable
from datetime import datetime

from bot.crm._door import Door
from bot.crm._work import Work
from bot.model.ids import Tenant
from bot.model.members import SYSTEM, Viewer
from bot.model.tokens import Token, digest_of, viewer_of
from bot.store import Database, faults
from bot.store.tokens import Tokens, token_of


class TokenDoor:
    """What a token is called and may do never changes, so those that were met are known in memory, by their hashes.

    Whether one was revoked meanwhile, `still` reads with each request, in its own transaction: from then on it opens
    nothing, in no process.
    """

    def __init__(self, database: Database, door: Door, now: Callable[[], datetime]) -> None:
        self._database = database
        self._door = door
        self._now = now
        self._known: dict[str, tuple[Tenant, Token]] = {}

    async def find(self, secret: str) -> tuple[Token, Viewer] | None:
        """Whose secret it is, or was; None for that of nobody. Raises Busy, StoreUnavailable."""
        digest = digest_of(secret)
        known = self._known.get(digest) or await self._read(digest)
        if known is None:
            return None
        self._known[digest] = known
        tenant, token = known
        return token, viewer_of(token, await self._door.workspace_of(tenant))

    async def still(self, work: Work, token: Token) -> Token | None:
        """As it is now; None where it was revoked."""
        held = await work.tokens.find(token.id)
        return None if held is None or held.revoked_at is not None else held

    async def _read(self, digest: str) -> tuple[Tenant, Token] | None:
        with faults():
            async with self._database.plain_reader() as session:
                found = await token_of(session, digest)
            if found is None:
                return None
            async with self._database.reader(found[0], SYSTEM) as session:
                token = await Tokens(session).find(found[1])
        return None if token is None else (found[0], token)

    async def note_use(self, tenant: Tenant, token: Token) -> None:
        """Writes down that it is used, with nothing else waiting for it. Raises Busy, StoreUnavailable."""
        async with self._database.turn():
            with faults():
                async with self._database.writer(tenant, SYSTEM) as session, session.begin():
                    await Tokens(session).note_use(token.id, at=self._now())
