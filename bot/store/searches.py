"""Questions that people keep under a name, for themselves or for the team."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.errors import FieldsInvalid
from bot.model.ids import MemberId, SearchId
from bot.model.searches import SavedSearch, search_key
from bot.store._base import Base, FoldedText, TenantRow, columns_of, owned
from bot.store._session import StoreSession, one_of


class SearchRow(TenantRow, Base):
    """`name_key` is the `search_key` of the name, unique among one person's."""

    __tablename__ = "searches"
    __table_args__ = (
        UniqueConstraint("tenant", "owner", "name_key"),
        Index("ix_searches_tenant_shared_name_key", "tenant", "shared", "name_key"),
        owned("owner", "members"),
    )

    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(FoldedText)
    owner: Mapped[str]
    shared: Mapped[bool]
    text: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Searches:
    """`find / list / add / save / delete`; whose each may be changed by is for `crm` to say."""

    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, search: SearchId, *, lock: bool = False) -> SavedSearch | None:
        wanted = select(SearchRow).where(SearchRow.id == search)
        row = (await self._session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def versions(self, searches: Sequence[SearchId]) -> dict[SearchId, datetime]:
        """When each was changed last, of those that there are."""
        rows = await self._session.fetch_each(_VERSIONS, searches)
        return {SearchId(row.id): row.updated_at for row in rows}

    async def list(self, member: MemberId, *, limit: int, offset: int = 0) -> Sequence[SavedSearch]:
        """One's own and the shared ones, by name."""
        rows = await self._session.fetch(_LISTED, {"member": member, "limit": limit, "offset": offset})
        return [_record(row) for row in rows]

    async def list_all(self, *, limit: int) -> Sequence[SavedSearch]:
        """Everybody's, by name: what one person shares may stand in what another keeps alone."""
        return [_record(row) for row in await self._session.fetch(_EVERY, {"limit": limit})]

    async def by_key(self, member: MemberId, key: str) -> SavedSearch | None:
        """What this member means by a name: one's own, else the first that somebody shares."""
        rows = await self._session.fetch(_NAMED, {"member": member, "key": key})
        return _record(rows[0]) if rows else None

    async def add(self, search: SavedSearch) -> None:
        """Raises FieldsInvalid where its owner has one of that name."""
        with _names():
            await self._session.add_many(
                SearchRow,
                [_columns(search) | {"id": search.id, "owner": search.owner, "created_at": search.created_at}],
            )

    async def save(self, search: SavedSearch) -> None:
        """Raises FieldsInvalid like `add`."""
        changed = update(SearchRow).where(SearchRow.id == search.id).values(_columns(search))
        with _names():
            await self._session.execute(changed)

    async def delete(self, search: SearchId) -> None:
        await self._session.execute(delete(SearchRow).where(SearchRow.id == search))


@contextmanager
def _names() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        if "name_key" not in str(error.orig):
            raise
        raise FieldsInvalid({"name": "search_taken"}) from error


def _VERSIONS(size: int) -> Any:  # noqa: N802  # a constant but for its size
    return select(SearchRow.id, SearchRow.updated_at).where(one_of(SearchRow.id, size))


_EVERY = select(*columns_of(SearchRow)).order_by(SearchRow.name_key, SearchRow.id).limit(bindparam("limit"))
_SEEN = select(*columns_of(SearchRow)).where(or_(SearchRow.owner == bindparam("member"), SearchRow.shared))
_LISTED = _SEEN.order_by(SearchRow.name_key, SearchRow.id).limit(bindparam("limit")).offset(bindparam("offset"))
_NAMED = (
    _SEEN.where(SearchRow.name_key == bindparam("key"))
    .order_by((SearchRow.owner == bindparam("member")).desc(), SearchRow.created_at, SearchRow.id)
    .limit(1)
)


def _columns(search: SavedSearch) -> dict[str, Any]:
    return {
        "name": search.name,
        "name_key": search_key(search.name),
        "shared": search.shared,
        "text": search.text,
        "updated_at": search.updated_at,
    }


def _record(row: Any) -> SavedSearch:
    return SavedSearch(
        id=SearchId(row.id),
        name=row.name,
        text=row.text,
        owner=MemberId(row.owner),
        shared=row.shared,
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
