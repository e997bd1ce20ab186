"""Which channels are told about which contacts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped

from bot.model.follows import Follow
from bot.model.ids import ChannelId, ContactId, FollowId, MemberId
from bot.model.query import Filter, FilterKey, Query, Sort
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._session import StoreSession

_MOST = 10_000  # follows of one channel


class FollowRow(TenantRow, Base):
    """`contact` is set where the query is one contact, so that its followers are found by an index."""

    __tablename__ = "follows"
    __table_args__ = (
        owned("contact", "contacts"),
        UniqueConstraint("tenant", "channel", "contact"),
        Index("ix_follows_tenant_contact", "tenant", "contact"),
    )

    channel: Mapped[str]
    contact: Mapped[int | None]
    query: Mapped[dict[str, Any]]
    created_by: Mapped[str]
    created_at: Mapped[datetime]


class Follows:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, follow: FollowId) -> Follow | None:
        row = (await self._session.execute(select(FollowRow).where(FollowRow.id == follow))).scalar_one_or_none()
        return None if row is None else _record(row)

    async def of_channel(self, channel: ChannelId, contact: ContactId) -> Follow | None:
        wanted = select(FollowRow).where(FollowRow.channel == channel, FollowRow.contact == contact)
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def list(self, channel: ChannelId, *, limit: int) -> Sequence[Follow]:
        wanted = select(FollowRow).where(FollowRow.channel == channel).order_by(FollowRow.id).limit(limit)
        return [_record(row) for row in await self._session.scalars(wanted)]

    async def around(self, contact: ContactId, *, limit: int) -> Sequence[Follow]:
        """The follows that may speak of this contact: its own, and those of wider queries."""
        return [_record(row) for row in await self._session.fetch(_AROUND, {"contact": contact, "limit": limit})]

    async def add(self, follow: Follow) -> None:
        """A channel follows a contact once: a second follow of the same changes nothing."""
        chosen = [each.value for each in follow.query.filters if each.key is FilterKey.CONTACT]
        columns = {
            "id": follow.id,
            "channel": follow.channel,
            "contact": int(chosen[0]) if chosen else None,
            "query": _structure(follow.query),
            "created_by": follow.created_by,
            "created_at": follow.created_at,
        }
        await self._session.add_missing(FollowRow, [columns])

    async def remove(self, follow: FollowId) -> None:
        await self._session.execute(delete(FollowRow).where(FollowRow.id == follow))

    async def remove_channel(self, channel: ChannelId) -> Sequence[Follow]:
        """Ends every follow of a channel; answers what they were."""
        ended = await self._session.scalars(select(FollowRow).where(FollowRow.channel == channel).limit(_MOST))
        follows = [_record(row) for row in ended]
        await self._session.execute(delete(FollowRow).where(FollowRow.channel == channel))
        return follows


_AROUND = (
    select(*columns_of(FollowRow))
    .where(or_(FollowRow.contact == bindparam("contact"), FollowRow.contact.is_(None)))
    .order_by(FollowRow.id)
    .limit(bindparam("limit"))
)


def _structure(query: Query) -> dict[str, Any]:
    filters = [[each.key.value, each.value, each.excluded, list(each.more)] for each in query.filters]
    return {
        "version": query.version,
        "text": query.text,
        "terms": list(query.terms),
        "filters": filters,
        "typos": query.typos,
        "sort": query.sort.value,
    }


def _record(row: Any) -> Follow:
    kept = row.query
    query = Query(
        text=kept["text"],
        terms=tuple(kept["terms"]),
        filters=tuple(_filter(*each) for each in kept["filters"]),
        version=kept["version"],
        typos=kept.get("typos", False),
        sort=Sort(kept.get("sort", Sort.RELEVANCE)),
    )
    return Follow(
        id=FollowId(row.id),
        channel=ChannelId(row.channel),
        query=query,
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
    )


def _filter(key: str, value: str, excluded: bool, more: Sequence[str] = ()) -> Filter:
    """The first version had one value each."""
    return Filter(FilterKey(key), value, excluded, tuple(more))
