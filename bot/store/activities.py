"""What people logged of their dealings with contacts, and the words by which it is found."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Index, bindparam, delete, select, update
from sqlalchemy.orm import Mapped

from bot.model.activities import Activity
from bot.model.ids import ActivityId, ChoiceId, ContactId, EventId
from bot.model.rich_text import from_json, to_json
from bot.store._base import Base, TenantRow, columns_of, owned
from bot.store._search_activities import forget_activities, index_activity
from bot.store._session import StoreSession, one_of
from bot.store.events import Events


class ActivityRow(TenantRow, Base):
    """`told` is the event that says it was logged: by it those of a type stand in the order of the feed."""

    __tablename__ = "activities"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("type", "choices"),
        Index("ix_activities_tenant_contact", "tenant", "contact"),
        Index("ix_activities_tenant_type_told", "tenant", "type", "told"),
    )

    contact: Mapped[int]
    author: Mapped[str]
    type: Mapped[int | None]
    at: Mapped[datetime]
    text: Mapped[str]
    body: Mapped[str | None]
    link: Mapped[str]
    told: Mapped[int]
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


# Not of all of them: SQLite would take those that are not deleted for as few as those of a type.
Index(
    "ix_activities_tenant_deleted_at",
    ActivityRow.tenant,
    ActivityRow.deleted_at,
    sqlite_where=ActivityRow.deleted_at.is_not(None),
    postgresql_where=ActivityRow.deleted_at.is_not(None),
)


class Activities:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, activity: ActivityId, *, lock: bool = False, deleted: bool = False) -> Activity | None:
        """`lock` holds the row until the commit, for a change that depends on what is read; with `deleted` it is
        found even among the deleted."""
        wanted = (_EVEN_LOCKED if lock else _EVEN) if deleted else (_LOCKED if lock else _ONE)
        rows = await self._session.fetch(wanted, {"activity": activity})
        return activity_of(rows[0]) if rows else None

    async def find_many(self, activities: Sequence[ActivityId]) -> dict[ActivityId, Activity]:
        """Those of them that are there."""
        found = await self._session.fetch_each(activities_of, activities)
        return {ActivityId(row.id): activity_of(row) for row in found}

    async def of_type(self, type: ChoiceId, *, limit: int) -> Sequence[Activity]:
        """Some of a type, deleted ones too, in the order in which they were logged; held until the commit."""
        return [activity_of(row) for row in await self._session.fetch(_OF_TYPE, {"type": type, "limit": limit})]

    async def add(self, activity: Activity) -> None:
        await self._session.add_many(ActivityRow, [_columns(activity)])
        await index_activity(self._session, activity)

    async def save(self, activity: Activity) -> None:
        """Writes it as it is now; one that was deleted is found by its words no more."""
        columns = {name: value for name, value in _columns(activity).items() if name not in _FIXED}
        changed = update(ActivityRow).where(ActivityRow.id == activity.id).values(columns).returning(ActivityRow.id)
        if (await self._session.execute(changed)).scalar_one_or_none() is None:
            return
        if activity.deleted_at is None:
            await index_activity(self._session, activity)
        else:
            await forget_activities(self._session, activity.id)

    async def purge(self, *, before: datetime, limit: int) -> bool:
        """Some that were deleted before then go for good, with all that the trace says of their words; answers whether
        there may be more."""
        gone = select(ActivityRow.id).where(ActivityRow.deleted_at < before).order_by(ActivityRow.deleted_at)
        keys = [ActivityId(key) for key in await self._session.scalars(gone.limit(limit))]
        if not keys:
            return False
        events = Events(self._session)
        await events.forget_values([each for key in keys for each in await events.of_subject(key)])
        await forget_activities(self._session, *keys)
        await self._session.execute(delete(ActivityRow).where(ActivityRow.id.in_(keys)))
        return len(keys) == limit


_EVEN = select(*columns_of(ActivityRow)).where(ActivityRow.id == bindparam("activity"))
_EVEN_LOCKED = _EVEN.with_for_update(of=ActivityRow)
_ONE = _EVEN.where(ActivityRow.deleted_at.is_(None))
_LOCKED = _ONE.with_for_update(of=ActivityRow)
_OF_TYPE = (
    select(*columns_of(ActivityRow))
    .where(ActivityRow.type == bindparam("type"))
    .order_by(ActivityRow.told)
    .limit(bindparam("limit"))
    .with_for_update(of=ActivityRow)
)
_FIXED = {"id", "author", "told", "created_at", "link"}


@cache
def activities_of(size: int) -> ClauseElement:
    """Those that are there, of as many ids."""
    wanted = select(*columns_of(ActivityRow)).where(one_of(ActivityRow.id, size))
    return wanted.where(ActivityRow.deleted_at.is_(None))


def _columns(activity: Activity) -> dict[str, Any]:
    kept = {each.name: getattr(activity, each.name) for each in fields(activity)}
    return kept | {"body": None if activity.body is None else to_json(activity.body)}


def activity_of(row: Any) -> Activity:
    return Activity(
        id=ActivityId(row.id),
        contact=ContactId(row.contact),
        author=row.author,
        type=None if row.type is None else ChoiceId(row.type),
        at=row.at,
        text=row.text,
        body=None if row.body is None else from_json(row.body),
        link=row.link,
        told=EventId(row.told),
        created_at=row.created_at,
        deleted_at=row.deleted_at,
    )
