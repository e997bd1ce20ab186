"""Reminders and the people they are for."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import ClauseElement, ColumnElement, Index, Text, bindparam, cast, delete, func, select, tuple_, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import AudienceId, ContactId, FileId, MemberId, ReminderId
from bot.model.reminders import Ended, Outcome, Page, Reminder, ReminderState, Which
from bot.model.rich_text import from_json, to_json
from bot.store._base import AudienceRow, Base, Tenanted, TenantRow, columns_of, owned
from bot.store._counters import reserve
from bot.store._joined import joined
from bot.store._search_reminders import forget_reminders, index_reminder
from bot.store._session import StoreSession, one_of
from bot.store.files import FileRow, Files


class ReminderRow(TenantRow, AudienceRow, Base):
    __tablename__ = "reminders"
    __table_args__ = (
        owned("contact", "contacts"),
        owned("audience", "audiences"),
        Index("ix_reminders_tenant_contact", "tenant", "contact"),
        Index("ix_reminders_tenant_number", "tenant", "number", unique=True),
        Index("ix_reminders_tenant_state_due_at", "tenant", "state", "due_at"),
        Index("ix_reminders_tenant_state_closed_at", "tenant", "state", "closed_at"),
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
    text: Mapped[str | None]
    anchor: Mapped[str | None]
    slot: Mapped[str | None]
    after: Mapped[str | None]
    each_own: Mapped[bool]
    escalate_to: Mapped[str | None]
    escalate_after: Mapped[int | None]  # seconds
    handed_by: Mapped[str | None]


class AssigneeRow(Tenanted, Base):
    __tablename__ = "reminder_assignees"
    __table_args__ = (
        owned("reminder", "reminders"),
        owned("member", "members"),
        Index("ix_reminder_assignees_tenant_member_reminder", "tenant", "member", "reminder"),
    )

    reminder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)


class OccurrenceRow(Tenanted, Base):
    """The occurrences that series have left behind."""

    __tablename__ = "reminder_occurrences"
    __table_args__ = (owned("reminder", "reminders"),)

    reminder: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    occurrence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_at: Mapped[datetime]
    outcome: Mapped[str]
    ended_by: Mapped[str | None]
    ended_at: Mapped[datetime]


class Reminders:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, reminder: ReminderId, *, lock: bool = False, deleted: bool = False) -> Reminder | None:
        """`lock` holds the row until the commit, for a change that depends on what is read; with `deleted` it is
        found even among the deleted."""
        wanted = (_EVEN_LOCKED if lock else _EVEN) if deleted else (_LOCKED if lock else _ONE)
        rows = await self._session.fetch(wanted, {"reminder": reminder})
        if not rows:
            return None
        return _record(rows[0], await self._session.fetch(_ASSIGNEES, {"reminder": reminder}))

    async def to_come(self, member: MemberId, *, since: datetime, limit: int) -> Sequence[Reminder]:
        """One person's open ones that are due later than a moment, the soonest first."""
        return await self._some(await self._session.fetch(_TO_COME, {"member": member, "since": since, "limit": limit}))

    async def purge(self, *, before: datetime, now: datetime, limit: int) -> bool:
        """Takes away for good what was deleted before a moment, with its files; answers whether there may be more."""
        wanted = select(ReminderRow.id).where(ReminderRow.deleted_at < before).limit(limit)
        gone = [ReminderId(key) for key in await self._session.scalars(wanted)]
        if not gone:
            return False
        await Files(self._session).purge_reminders(gone, now=now)
        await forget_reminders(self._session, *gone)
        await self._session.execute(delete(AssigneeRow).where(AssigneeRow.reminder.in_(gone)))
        await self._session.execute(delete(OccurrenceRow).where(OccurrenceRow.reminder.in_(gone)))
        await self._session.execute(delete(ReminderRow).where(ReminderRow.id.in_(gone)))
        return len(gone) == limit

    async def page(
        self,
        which: Which,
        *,
        now: datetime,
        midnight: datetime,
        member: MemberId | None = None,
        cursor: str | None = None,
        limit: int,
    ) -> Page:
        """Of one member, or of everybody whose reminders the viewer may see; `midnight` is when today ends."""
        state = ReminderState.DONE if which is Which.DONE else ReminderState.OPEN
        listed = [ReminderRow.deleted_at.is_(None), *_listed(which, now, midnight)]
        if member is None:
            listed.append(ReminderRow.state == state.value)
        else:
            own = select(AssigneeRow.reminder).where(AssigneeRow.member == member)
            listed += [ReminderRow.id.in_(own), _is_unindexed(state)]
        counted = select(ReminderRow.id).where(*listed).limit(_COUNTED + 1).subquery()
        total = (await self._session.execute(select(func.count()).select_from(counted))).scalar_one()
        moment, later = _order(which)
        wanted = select(*_SHOWN).where(*listed)
        if cursor is not None:
            at, _, key = cursor.rpartition(" ")
            here = tuple_(moment, ReminderRow.id)
            place = (datetime.fromisoformat(at), int(key))
            wanted = wanted.where(here > place if later else here < place)
        ordered = (moment, ReminderRow.id) if later else (moment.desc(), ReminderRow.id.desc())
        rows = (await self._session.execute(wanted.order_by(*ordered).limit(limit + 1))).all()
        more = f"{getattr(rows[limit - 1], moment.key).isoformat()} {rows[limit - 1].id}" if len(rows) > limit else None
        found = await self._some(rows[:limit])
        return Page(tuple(found), min(total, _COUNTED), capped=total > _COUNTED, cursor=more)

    async def end(self, ended: Ended) -> None:
        """A series leaves an occurrence behind."""
        row = {"reminder": ended.reminder, "occurrence": ended.occurrence, "due_at": ended.due_at}
        row |= {"outcome": ended.outcome.value, "ended_by": ended.by, "ended_at": ended.at}
        await self._session.add_many(OccurrenceRow, [row])

    async def resume(self, reminder: ReminderId, occurrence: int) -> None:
        """The reverse of `end`: this occurrence has not ended."""
        of_it = OccurrenceRow.reminder == reminder, OccurrenceRow.occurrence == occurrence
        await self._session.execute(delete(OccurrenceRow).where(*of_it))

    async def ended(self, reminder: ReminderId, occurrence: int) -> Ended | None:
        """How this occurrence ended, or the one to which it was put off; None where it is still on."""
        rows = await self._session.fetch(_ENDED, {"reminder": reminder, "occurrence": occurrence})
        return _ended(rows[0]) if rows else None

    async def of_contact(self, contact: ContactId, *, limit: int) -> Sequence[Reminder]:
        """The open reminders on one contact, the soonest first."""
        return await self._some(await self._session.fetch(_OF_CONTACT, {"contact": contact, "limit": limit}))

    async def hold_open(self, contact: ContactId, *, limit: int) -> Sequence[Reminder]:
        """Open ones on one contact, each held until the commit, in the order of their ids."""
        # Told by when it was closed: asked for a state, SQLite would rather read all that are open in a tenant.
        wanted = select(*_SHOWN).where(
            ReminderRow.contact == contact, ReminderRow.closed_at.is_(None), ReminderRow.deleted_at.is_(None)
        )
        return await self._held(wanted.limit(limit))

    async def find_many(self, reminders: Sequence[ReminderId]) -> Sequence[Reminder]:
        return await self._some(await self._session.fetch_each(_each, reminders))

    async def hold_many(self, reminders: Sequence[ReminderId]) -> Sequence[Reminder]:
        """Those of them that are there, each held until the commit, in the order of their ids."""
        wanted = select(*_SHOWN).where(ReminderRow.id.in_(reminders), ReminderRow.deleted_at.is_(None))
        return await self._held(wanted)

    async def _held(self, wanted: Any) -> Sequence[Reminder]:
        # By no column as it is: SQLite would rather read all of a tenant in the order of its ids.
        rows = (await self._session.execute(wanted.order_by(ReminderRow.id + 0).with_for_update(of=ReminderRow))).all()
        return await self._some(rows)

    async def add(self, reminder: Reminder) -> None:
        await self._session.add_many(ReminderRow, [_columns(reminder)])
        await self._add_beside(reminder)

    async def save(self, reminder: Reminder) -> None:
        """Writes the reminder as it is now, where the viewer may see it; its assignees are replaced as a whole."""
        columns = {name: value for name, value in _columns(reminder).items() if name not in _FIXED}
        changed = update(ReminderRow).where(ReminderRow.id == reminder.id).values(columns).returning(ReminderRow.id)
        if (await self._session.execute(changed)).scalar_one_or_none() is None:
            return
        await self._session.execute(delete(AssigneeRow).where(AssigneeRow.reminder == reminder.id))
        await self._add_beside(reminder)

    async def _add_beside(self, reminder: Reminder) -> None:
        """Whom it is for, and what it is found by."""
        rows = [{"reminder": reminder.id, "member": member} for member in reminder.assignees]
        await self._session.add_many(AssigneeRow, rows)
        await index_reminder(self._session, reminder)

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
        found = await self._session.fetch_each(_assignees_of_each, [row.id for row in rows])
        pairs = sorted((row.reminder, row.member) for row in found)
        assignees = {key: list(some) for key, some in groupby(pairs, key=itemgetter(0))}
        return [_record(row, assignees.get(row.id, ())) for row in rows]


_COUNTED = 1000
# With the row, as every place that shows a reminder shows them, and few have any.
_FILES = (
    select(joined(cast(FileRow.id, Text)))
    .where(FileRow.reminder == ReminderRow.id)
    .correlate(ReminderRow)
    .scalar_subquery()
    .label("files")
)
_SHOWN = (*columns_of(ReminderRow), _FILES)
_EVEN = select(*_SHOWN).where(ReminderRow.id == bindparam("reminder"))
_EVEN_LOCKED = _EVEN.with_for_update(of=ReminderRow)
_KEPT = select(*_SHOWN).where(ReminderRow.deleted_at.is_(None))
_ONE = _KEPT.where(ReminderRow.id == bindparam("reminder"))
_LOCKED = _ONE.with_for_update(of=ReminderRow)


@cache
def _each(size: int) -> ClauseElement:
    return _KEPT.where(one_of(ReminderRow.id, size))


@cache
def _assignees_of_each(size: int) -> ClauseElement:
    return select(AssigneeRow.reminder, AssigneeRow.member).where(one_of(AssigneeRow.reminder, size))


def _is_unindexed(state: ReminderState) -> ColumnElement[bool]:
    """By the column as it is, SQLite would rather read all in a state of a tenant than one person's own."""
    return ReminderRow.state.concat("") == state.value


_IN_TURN = _KEPT.where(_is_unindexed(ReminderState.OPEN)).order_by(ReminderRow.due_at, ReminderRow.id)
_SOONEST = _IN_TURN.limit(bindparam("limit"))
_OF_CONTACT = _SOONEST.where(ReminderRow.contact == bindparam("contact"))
_TO_COME = _SOONEST.where(
    ReminderRow.due_at > bindparam("since"),
    ReminderRow.id.in_(select(AssigneeRow.reminder).where(AssigneeRow.member == bindparam("member"))),
)
_ASSIGNEES = (
    select(AssigneeRow.reminder, AssigneeRow.member)
    .where(AssigneeRow.reminder == bindparam("reminder"))
    .order_by(AssigneeRow.member)
)

_ENDED = (
    select(*columns_of(OccurrenceRow))
    .where(OccurrenceRow.reminder == bindparam("reminder"), OccurrenceRow.occurrence >= bindparam("occurrence"))
    .order_by(OccurrenceRow.occurrence)
    .limit(1)
)

_FIXED = {"id", "number", "author", "created_at"}
_ELSEWHERE = {"assignees", "files"}


def _listed(which: Which, now: datetime, midnight: datetime) -> list[ColumnElement[bool]]:
    due: dict[Which, list[ColumnElement[bool]]] = {
        Which.OVERDUE: [ReminderRow.due_at < now],
        Which.TODAY: [ReminderRow.due_at >= now, ReminderRow.due_at < midnight],
        Which.COMING: [ReminderRow.due_at >= midnight],
    }
    return due.get(which, [])


def _order(which: Which) -> tuple[Any, bool]:
    """By which moment, and whether the earliest comes first: of what is done it is the last."""
    return (ReminderRow.closed_at, False) if which is Which.DONE else (ReminderRow.due_at, True)


def _columns(reminder: Reminder) -> dict[str, Any]:
    kept = {each.name: getattr(reminder, each.name) for each in fields(reminder) if each.name not in _ELSEWHERE}
    wait = reminder.escalate_after
    return kept | {
        "state": reminder.state.value,
        "text": None if reminder.text is None else to_json(reminder.text),
        "escalate_after": None if wait is None else int(wait.total_seconds()),
    }


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
        text=None if row.text is None else from_json(row.text),
        anchor=row.anchor,
        slot=row.slot,
        after=row.after,
        each_own=row.each_own,
        escalate_to=None if row.escalate_to is None else MemberId(row.escalate_to),
        escalate_after=None if row.escalate_after is None else timedelta(seconds=row.escalate_after),
        files=tuple(sorted(FileId(int(each)) for each in (row.files or "").split())),
        handed_by=None if row.handed_by is None else MemberId(row.handed_by),
        deleted_at=row.deleted_at,
    )


def _ended(row: Any) -> Ended:
    return Ended(
        reminder=ReminderId(row.reminder),
        occurrence=row.occurrence,
        due_at=row.due_at,
        outcome=Outcome(row.outcome),
        by=None if row.ended_by is None else MemberId(row.ended_by),
        at=row.ended_at,
    )
