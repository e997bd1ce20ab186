"""Which places are told about which contacts, and of what."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, bindparam, delete, func, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped

from bot.model.errors import AlreadyDone
from bot.model.follows import MOST_WIDE, Follow, Only, Reread
from bot.model.ids import ChannelId, ChoiceId, ContactId, FollowId, MemberId, PlaceId, PostId, SearchId
from bot.model.line_types import LineType
from bot.model.query import Filter, FilterKey, Query, Sort
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._session import StoreSession
from bot.store.posts import LineRow

_MOST = 10_000  # follows of one place


class FollowRow(TenantRow, Base):
    """`contact` is set where the query is one contact, so that its followers are found by an index; `key` is what is
    asked, whatever words it was said in, so that a place follows the same once."""

    __tablename__ = "follows"
    __table_args__ = (
        owned("contact", "contacts"),
        UniqueConstraint("tenant", "place", "key"),
        Index("ix_follows_tenant_contact", "tenant", "contact"),
    )

    place: Mapped[str]
    contact: Mapped[int | None]
    key: Mapped[str]
    query: Mapped[dict[str, Any]]
    only: Mapped[dict[str, Any]]
    created_by: Mapped[str]
    created_at: Mapped[datetime]


class Follows:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, follow: FollowId, *, lock: bool = False) -> Follow | None:
        """`lock` holds it until the commit."""
        wanted = select(FollowRow).where(FollowRow.id == follow)
        row = (await self._session.execute(wanted.with_for_update() if lock else wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def find_many(self, follows: Sequence[FollowId]) -> Sequence[Follow]:
        """Those that are still there, the oldest first."""
        rows = await self._session.scalars(select(FollowRow).where(FollowRow.id.in_(follows)).order_by(FollowRow.id))
        return [_record(row) for row in rows]

    async def same(self, follow: Follow) -> Follow | None:
        """What the place follows already that asks the same."""
        wanted = select(FollowRow).where(FollowRow.place == follow.place, FollowRow.key == _key(follow))
        row = (await self._session.execute(wanted)).scalar_one_or_none()
        return None if row is None else _record(row)

    async def of_contact(self, place: PlaceId, contact: ContactId, *, limit: int) -> Sequence[Follow]:
        """Those of this very contact."""
        wanted = select(FollowRow).where(FollowRow.place == place, FollowRow.contact == contact)
        return [_record(row) for row in await self._session.scalars(wanted.order_by(FollowRow.id).limit(limit))]

    async def list(self, place: PlaceId, *, limit: int) -> Sequence[Follow]:
        wanted = select(FollowRow).where(FollowRow.place == place).order_by(FollowRow.id).limit(limit)
        return [_record(row) for row in await self._session.scalars(wanted)]

    async def around(self, contact: ContactId) -> Sequence[Follow]:
        """The follows that may speak of this contact: its own, and those of wider queries."""
        rows = await self._session.fetch(_AROUND, {"contact": contact, "most": MOST_WIDE})
        return [_record(row) for row in rows]

    async def wide_of(self, post: PostId) -> Sequence[Follow]:
        """Those of no one contact for which a post is there, as far as they are there still."""
        told = select(LineRow.follow).where(LineRow.post == post, ~LineRow.taken_out)
        wanted = select(FollowRow).where(FollowRow.contact.is_(None), FollowRow.id.in_(told))
        return [_record(row) for row in await self._session.scalars(wanted.order_by(FollowRow.id).limit(MOST_WIDE))]

    async def count_wide(self) -> int:
        """How many of the whole workspace are of no one contact."""
        return int(await self._session.scalar(select(func.count()).where(FollowRow.contact.is_(None))) or 0)

    async def in_channels(self, channel: ChannelId | None, *, after: FollowId, limit: int) -> Sequence[Follow]:
        """In the order of their ids, of one channel or of all: those that people have in private are left out."""
        wanted = select(FollowRow).where(FollowRow.id > after, *(~FollowRow.place.startswith(each) for each in "UW"))
        if channel is not None:
            wanted = wanted.where(FollowRow.place == channel)
        return [_record(row) for row in await self._session.scalars(wanted.order_by(FollowRow.id).limit(limit))]

    async def add(self, follow: Follow) -> None:
        """A place follows the same once: a second follow changes nothing."""
        chosen = [each.value for each in follow.query.filters if each.key is FilterKey.CONTACT and not each.excluded]
        columns = {
            "id": follow.id,
            "place": follow.place,
            "contact": int(chosen[0]) if chosen else None,
            "key": _key(follow),
            "query": _kept(follow),
            "only": _only(follow.only),
            "created_by": follow.created_by,
            "created_at": follow.created_at,
        }
        await self._session.add_missing(FollowRow, [columns])

    async def save(self, follow: Follow) -> None:
        """Which lines it tells. Raises AlreadyDone where the place follows the same by another one."""
        wanted = update(FollowRow).where(FollowRow.id == follow.id)
        try:
            await self._session.execute(wanted.values(key=_key(follow), only=_only(follow.only)))
        except IntegrityError as error:
            raise AlreadyDone from error

    async def save_readings(self, follows: Sequence[Follow]) -> None:
        """What they ask now. What somebody else is just writing is left to them: nobody waits for anybody here."""
        free = select(FollowRow.id).where(FollowRow.id.in_([each.id for each in follows])).order_by(FollowRow.id)
        held = set(await self._session.scalars(free.with_for_update(skip_locked=True)))
        for each in follows:
            if each.id in held:
                await self._session.execute(update(FollowRow).where(FollowRow.id == each.id).values(query=_kept(each)))

    async def remove(self, follow: FollowId) -> None:
        await self._session.execute(delete(FollowRow).where(FollowRow.id == follow))

    async def remove_place(self, place: PlaceId) -> Sequence[Follow]:
        """Ends every follow of a place; answers what they were."""
        ended = await self._session.scalars(select(FollowRow).where(FollowRow.place == place).limit(_MOST))
        follows = [_record(row) for row in ended]
        await self._session.execute(delete(FollowRow).where(FollowRow.place == place))
        return follows


_AROUND = (
    select(*columns_of(FollowRow))
    .where(or_(FollowRow.contact == bindparam("contact"), FollowRow.contact.is_(None)))
    .order_by(FollowRow.contact.is_(None), FollowRow.id)  # its own come first
    .limit(bindparam("most") + _MOST)
)


def _key(follow: Follow) -> str:
    query = follow.query if follow.again is None else follow.again.asked
    filters = query.filters
    if follow.only.is_all and not query.terms and [each.key for each in filters] == [FilterKey.CONTACT]:
        return f"contact:{filters[0].value}"  # by far the most common, and what the first version kept
    asked = _structure(query) | {"text": "", "only": _only(follow.only)}
    asked["filters"] = sorted(asked["filters"])
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


def _kept(follow: Follow) -> dict[str, Any]:
    kept = _structure(follow.query)
    if (again := follow.again) is None:
        return kept
    searches = {str(key): at and at.isoformat() for key, at in again.searches.items()}
    said = {"asked": _structure(again.asked), "searches": searches, "read_at": again.read_at.isoformat()}
    return kept | {"again": said | {"is_lost": again.is_lost}}


def _read_again(kept: dict[str, Any] | None) -> Reread | None:
    if kept is None:
        return None
    searches = {SearchId(int(key)): at and datetime.fromisoformat(at) for key, at in kept["searches"].items()}
    return Reread(
        asked=_query(kept["asked"]),
        searches=searches,
        read_at=datetime.fromisoformat(kept["read_at"]),
        is_lost=kept["is_lost"],
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


def _only(only: Only) -> dict[str, Any]:
    kept = {
        "types": only.types,
        "not_types": only.not_types,
        "activities": only.activities,
        "not_activities": only.not_activities,
        "people": only.people,
        "not_people": only.not_people,
    }
    return {name: sorted(values) for name, values in kept.items() if values}


def _query(kept: dict[str, Any]) -> Query:
    return Query(
        text=kept["text"],
        terms=tuple(kept["terms"]),
        filters=tuple(_filter(*each) for each in kept["filters"]),
        version=kept["version"],
        typos=kept.get("typos", False),
        sort=Sort(kept.get("sort", Sort.RELEVANCE)),
    )


def _record(row: Any) -> Follow:
    return Follow(
        id=FollowId(row.id),
        place=PlaceId(row.place),
        query=_query(row.query),
        only=_read_only(row.only),
        created_by=MemberId(row.created_by),
        created_at=row.created_at,
        again=_read_again(row.query.get("again")),
    )


def _read_only(kept: dict[str, Any]) -> Only:
    return Only(
        types=frozenset(LineType(each) for each in kept.get("types", ())),
        not_types=frozenset(LineType(each) for each in kept.get("not_types", ())),
        activities=frozenset(ChoiceId(each) for each in kept.get("activities", ())),
        not_activities=frozenset(ChoiceId(each) for each in kept.get("not_activities", ())),
        people=frozenset(MemberId(each) for each in kept.get("people", ())),
        not_people=frozenset(MemberId(each) for each in kept.get("not_people", ())),
    )


def _filter(key: str, value: str, excluded: bool, more: Sequence[str] = ()) -> Filter:
    """The first version had one value each."""
    return Filter(FilterKey(key), value, excluded, tuple(more))
