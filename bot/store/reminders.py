"""Reminders and the people they are for."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Index, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import AudienceId, ContactId, MemberId, ReminderId
from bot.model.reminders import Reminder, ReminderState
from bot.store._base import AudienceRow, Base, Tenanted, TenantRow, columns_of, owned
from bot.store._counters import reserve
from bot.store._session import StoreSession


class ReminderRow(TenantRow, AudienceRow, Base):
    __tablename__ = "reminders"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("audience", "audiences"),
        Index("ix_reminders_tenant_contact", "tenant", "contact"),
        Index("ix_reminders_tenant_number", "tenant", "number", unique=True),
        Index("ix_reminders_tenant_state_due_at", "tenant", "state", "due_at"),
    )

    number: Mapped[int]
    contact: Mapped[int | None]
    author: Mapped[str]
    title: Mapped[str]
    due_at: Mapped[datetime]
    wall: Mapped[str]
    zone: Mapped[str]
    created_at: Mapped[datetime]
    state: Mapped[str]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None]
    rrule: Mapped[str | None]
    occurrence: Mapped[int]
    deleted_at: Mapped[datetime | None]


class AssigneeRow(Tenanted, Base):
    __tablename__ = "reminder_assignees"
    __table_args__ = (
        owned("reminder", "reminders"),
        owned("member", "members"),
        Index("ix_reminder_assignees_tenant_member", "tenant", "member"),
    )

    reminder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)


class Reminders:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, reminder: ReminderId, *, lock: bool = False) -> Reminder | None:
        """`lock` holds the row until the commit, for a change that depends on what is read."""
        rows = await self._session.fetch(_LOCKED if lock else _ONE, {"reminder": reminder})
        if not rows:
            return None
        return _record(rows[0], await self._session.fetch(_ASSIGNEES, {"reminder": reminder}))

    async def list(self, *, member: MemberId, limit: int) -> Sequence[Reminder]:
        """The open reminders of one person, the soonest first."""
        return await self._some(await self._session.fetch(_OF_MEMBER, {"member": member, "limit": limit}))

    async def of_contact(self, contact: ContactId, *, limit: int) -> Sequence[Reminder]:
        """The open reminders on one contact, the soonest first."""
        return await self._some(await self._session.fetch(_OF_CONTACT, {"contact": contact, "limit": limit}))

    async def hold_open(self, contact: ContactId, *, limit: int) -> Sequence[Reminder]:
        """Open ones on one contact, each held until the commit, in the order of their ids."""
        # Told by when it was closed: asked for a state, SQLite would rather read all that are open in a tenant.
        wanted = select(*columns_of(ReminderRow)).where(
            ReminderRow.contact == contact, ReminderRow.closed_at.is_(None), ReminderRow.deleted_at.is_(None)
        )
        return await self._held(wanted.limit(limit))

    async def hold_many(self, reminders: Sequence[ReminderId]) -> Sequence[Reminder]:
        """Those of them that are there, each held until the commit, in the order of their ids."""
        wanted = select(*columns_of(ReminderRow)).where(ReminderRow.id.in_(reminders), ReminderRow.deleted_at.is_(None))
        return await self._held(wanted)

    async def _held(self, wanted: Any) -> Sequence[Reminder]:
        # By no column as it is: SQLite would rather read all of a tenant in the order of its ids.
        rows = (await self._session.execute(wanted.order_by(ReminderRow.id + 0).with_for_update())).all()
        return await self._some(rows)

    async def add(self, reminder: Reminder) -> None:
        await self._session.add_many(ReminderRow, [_columns(reminder)])
        await self._session.add_many(
            AssigneeRow, [{"reminder": reminder.id, "member": member} for member in reminder.assignees]
        )

    async def save(self, reminder: Reminder) -> None:
        """Writes the reminder as it is now, where the viewer may see it; its assignees are replaced as a whole."""
        columns = {name: value for name, value in _columns(reminder).items() if name not in _FIXED}
        changed = update(ReminderRow).where(ReminderRow.id == reminder.id).values(columns).returning(ReminderRow.id)
        if (await self._session.execute(changed)).scalar_one_or_none() is None:
            return
        await self._session.execute(delete(AssigneeRow).where(AssigneeRow.reminder == reminder.id))
        await self._session.add_many(
            AssigneeRow, [{"reminder": reminder.id, "member": member} for member in reminder.assignees]
        )

    async def close_many(self, reminders: Sequence[ReminderId], *, by: MemberId, at: datetime) -> None:
        """Where the viewer may see them."""
        wanted = update(ReminderRow).where(ReminderRow.id.in_(reminders))
        await self._session.execute(wanted.values(state=ReminderState.DONE.value, closed_at=at, closed_by=by))

    async def reopen_many(self, reminders: Sequence[ReminderId], *, anew: Sequence[ReminderId]) -> None:
        """Where the viewer may see them; those of `anew` come to their next occurrence with it."""
        wanted = update(ReminderRow).where(ReminderRow.id.in_(reminders))
        await self._session.execute(wanted.values(state=ReminderState.OPEN.value, closed_at=None, closed_by=None))
        later = update(ReminderRow).where(ReminderRow.id.in_(anew))
        await self._session.execute(later.values(occurrence=ReminderRow.occurrence + 1))

    async def next_number(self) -> int:
        return await reserve(self._session, "reminders")

    async def _some(self, rows: Sequence[Any]) -> Sequence[Reminder]:
        found = await self._assignees([row.id for row in rows]) if rows else []
        assignees = {key: list(pairs) for key, pairs in groupby(found, key=itemgetter(0))}
        return [_record(row, assignees.get(row.id, ())) for row in rows]

    async def _assignees(self, reminders: Sequence[int]) -> Sequence[tuple[int, str]]:
        wanted = select(AssigneeRow.reminder, AssigneeRow.member).where(AssigneeRow.reminder.in_(reminders))
        return [
            (key, member)
            for key, member in await self._session.execute(wanted.order_by(AssigneeRow.reminder, AssigneeRow.member))
        ]


_KEPT = select(*columns_of(ReminderRow)).where(ReminderRow.deleted_at.is_(None))
_ONE = _KEPT.where(ReminderRow.id == bindparam("reminder"))
_LOCKED = _ONE.with_for_update()
_SOONEST = (
    _KEPT.where(ReminderRow.state == ReminderState.OPEN.value)
    .order_by(ReminderRow.due_at, ReminderRow.id)
    .limit(bindparam("limit"))
)
_OF_CONTACT = _SOONEST.where(ReminderRow.contact == bindparam("contact"))
_OF_MEMBER = _SOONEST.where(
    ReminderRow.id.in_(select(AssigneeRow.reminder).where(AssigneeRow.member == bindparam("member")))
)
_ASSIGNEES = (
    select(AssigneeRow.reminder, AssigneeRow.member)
    .where(AssigneeRow.reminder == bindparam("reminder"))
    .order_by(AssigneeRow.member)
)

_FIXED = {"id", "number", "author", "created_at"}


def _columns(reminder: Reminder) -> dict[str, Any]:
    kept = {each.name: getattr(reminder, each.name) for each in fields(reminder) if each.name != "assignees"}
    return kept | {"state": reminder.state.value}


def _record(row: Any, assignees: Sequence[tuple[int, str]]) -> Reminder:
    return Reminder(
        id=ReminderId(row.id),
        number=row.number,
        contact=None if row.contact is None else ContactId(row.contact),
        author=MemberId(row.author),
        title=row.title,
        assignees=tuple(MemberId(member) for _, member in assignees),
        due_at=row.due_at,
        wall=row.wall,
        zone=row.zone,
        created_at=row.created_at,
        state=ReminderState(row.state),
        closed_at=row.closed_at,
        closed_by=None if row.closed_by is None else MemberId(row.closed_by),
        rrule=row.rrule,
        occurrence=row.occurrence,
        audience=None if row.audience is None else AudienceId(row.audience),
    )
