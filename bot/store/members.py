"""The people of a workspace as last heard from Slack, with their role and own choices."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime, time
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, bindparam, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import MemberId
from bot.model.members import Member, Preferences, Role, Standing
from bot.store._base import Base, Tenanted, columns_of
from bot.store._session import StoreSession, one_of


class MemberRow(Tenanted, Base):
    __tablename__ = "members"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    locale: Mapped[str]
    zone: Mapped[str]
    role: Mapped[str]
    standing: Mapped[str]
    dm_channel: Mapped[str | None]
    email: Mapped[str | None]
    preferences: Mapped[dict[str, Any]]
    heard_at: Mapped[datetime]


class Members:
    def __init__(self, session: StoreSession) -> None:
        self._session = session

    async def find(self, member: MemberId) -> Member | None:
        rows = await self._session.fetch(_ONE, {"id": member})
        return _record(rows[0]) if rows else None

    async def find_many(self, members: list[MemberId]) -> dict[MemberId, Member]:
        return {MemberId(row.id): _record(row) for row in await self._session.fetch_each(_each, members)}

    async def count(self) -> int:
        return (await self._session.execute(select(func.count(MemberRow.id)))).scalar_one()

    async def first_admin(self, *, besides: MemberId | None = None) -> Member | None:
        """The admin heard of first who is still there, for work started from the command line, and for bad news."""
        admins = select(MemberRow).where(MemberRow.role == Role.ADMIN.value, MemberRow.id != (besides or ""))
        admins = admins.where(MemberRow.standing == Standing.FULL.value)
        row = (await self._session.scalars(admins.order_by(MemberRow.heard_at, MemberRow.id).limit(1))).first()
        return None if row is None else _record(row)

    async def add(self, member: Member, *, at: datetime) -> None:
        """One who is known stays as they are: two processes may hear of a person at once."""
        await self._session.add_missing(MemberRow, [{**_columns(member), "id": member.id, "heard_at": at}])

    async def save(self, member: Member, *, at: datetime) -> None:
        changed = update(MemberRow).where(MemberRow.id == member.id).values(**_columns(member), heard_at=at)
        await self._session.execute(changed)

    async def keep_email(self, member: MemberId, email: str) -> None:
        await self._session.execute(update(MemberRow).where(MemberRow.id == member).values(email=email))


_ONE = select(*columns_of(MemberRow)).where(MemberRow.id == bindparam("id"))


@cache
def _each(size: int) -> ClauseElement:
    return select(*columns_of(MemberRow)).where(one_of(MemberRow.id, size))


def _columns(member: Member) -> dict[str, Any]:
    preferences = {name: _kept(value) for name, value in asdict(member.preferences).items()}
    return {
        "name": member.name,
        "locale": member.locale,
        "zone": member.zone,
        "role": member.role.value,
        "standing": member.standing.value,
        "dm_channel": member.dm_channel,
        "email": member.email,
        "preferences": preferences,
    }


def _kept(value: object) -> object:
    return value.isoformat() if isinstance(value, time) else value


def _record(row: Any) -> Member:
    return Member(
        id=MemberId(row.id),
        name=row.name,
        locale=row.locale,
        zone=row.zone,
        role=Role(row.role),
        standing=Standing(row.standing),
        dm_channel=row.dm_channel,
        email=row.email,
        preferences=_preferences(row.preferences),
    )


_HOURS = frozenset({"default_hour", "quiet_from", "quiet_until"})


def _preferences(kept: Mapping[str, Any]) -> Preferences:
    """What an older row has not is as if nobody had chosen."""
    chosen: dict[str, Any] = {
        each.name: kept[each.name] for each in fields(Preferences) if each.name in kept and each.name != "version"
    }
    for name in _HOURS & chosen.keys():
        chosen[name] = None if chosen[name] is None else time.fromisoformat(chosen[name])
    if "columns" in chosen:
        chosen["columns"] = tuple(chosen["columns"])
    return Preferences(**chosen)
