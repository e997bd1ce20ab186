"""The tokens of the API. One is found by its hash before its tenant is known; all else is its tenant's own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text, bindparam, cast, column, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from bot.model.ids import MemberId, Tenant, TokenId
from bot.model.tokens import Scope, Token
from bot.store._base import Base, TenantRow, columns_of
from bot.store._session import StoreSession


class TokenRow(TenantRow, Base):
    __tablename__ = "api_tokens"
    __table_args__ = (Index("uq_api_tokens_digest", "digest", unique=True),)

    name: Mapped[str]
    digest: Mapped[str]
    ending: Mapped[str]
    scope: Mapped[str]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Tokens:
    """`find / list / add / revoke`; those that are revoked are found, and not listed."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, token: TokenId, *, lock: bool = False) -> Token | None:
        rows = await self._session.fetch(_LOCKED if lock else _ONE, {"token": token})
        return _record(rows[0]) if rows else None

    async def list(self, *, limit: int, offset: int = 0) -> Sequence[Token]:
        """The newest first."""
        live = select(*columns_of(TokenRow)).where(TokenRow.revoked_at.is_(None)).order_by(TokenRow.id.desc())
        return [_record(row) for row in await self._session.execute(live.limit(limit).offset(offset))]

    async def total(self) -> int:
        counted = select(func.count(TokenRow.id)).where(TokenRow.revoked_at.is_(None))
        return (await self._session.execute(counted)).scalar_one()

    async def add(self, token: Token, *, digest: str) -> None:
        kept = {name: getattr(token, name) for name in _KEPT}
        await self._session.add_many(TokenRow, [kept | {"scope": token.scope.value, "digest": digest}])

    async def revoke(self, token: TokenId, *, at: datetime) -> None:
        await self._session.execute(update(TokenRow).where(TokenRow.id == token).values(revoked_at=at))

    async def note_use(self, token: TokenId, *, at: datetime) -> None:
        await self._session.execute(update(TokenRow).where(TokenRow.id == token).values(last_used_at=at))


async def token_of(session: AsyncSession, digest: str) -> tuple[Tenant, TokenId] | None:
    """Whose secret has this hash; asked at the door, with a plain session.

    Row-level security shows no token to whoever has no tenant yet: a function of the owner's answers with the ids.
    """
    if session.get_bind().dialect.name == "postgresql":
        given = func.carnet_token(cast(digest, Text))
        found = given.table_valued(column("of_tenant", BigInteger), column("token", BigInteger))
        row = (await session.execute(select(found.c.of_tenant, found.c.token))).one_or_none()
    else:
        known = select(TokenRow.tenant, TokenRow.id).where(TokenRow.digest == digest)
        row = (await session.execute(known)).one_or_none()
    return None if row is None else (Tenant(row[0]), TokenId(row[1]))


_ONE = select(*columns_of(TokenRow)).where(TokenRow.id == bindparam("token"))
_LOCKED = _ONE.with_for_update()
_KEPT = ("id", "name", "ending", "created_by", "created_at", "last_used_at", "revoked_at")


def _record(row: Any) -> Token:
    return Token(
        id=TokenId(row.id),
        name=row.name,
        ending=row.ending,
        scope=Scope(row.scope),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
