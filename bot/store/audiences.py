"""Named members who alone may see a row; rows without an audience are for everyone in the tenant."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKeyConstraint, Index, select
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.ids import AudienceId, MemberId
from bot.store._base import Base, Tenanted, TenantRow

if TYPE_CHECKING:  # which filters by these rows, and so imports this module
    from bot.store._session import StoreSession


class AudienceSetRow(TenantRow, Base):
    __tablename__ = "audiences"


class AudienceMemberRow(Tenanted, Base):
    __tablename__ = "audience_members"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "audience"], ["audiences.tenant", "audiences.id"]),
        ForeignKeyConstraint(["tenant", "member"], ["members.tenant", "members.id"]),
        Index("ix_audience_members_tenant_member_audience", "tenant", "member", "audience"),
    )

    audience: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)


class Audiences:
    """A set never changes: what is for others from now on points at another one."""

    def __init__(self, session: "StoreSession") -> None:
        self._session = session

    async def make(self, members: Collection[MemberId]) -> AudienceId:
        key = AudienceId(self._session.next_id())
        await self._session.add_many(AudienceSetRow, [{"id": key}])
        rows = [{"audience": key, "member": member} for member in sorted(set(members))]
        await self._session.add_many(AudienceMemberRow, rows)
        return key

    async def has(self, audience: AudienceId, member: MemberId) -> bool:
        wanted = select(AudienceMemberRow.member).where(AudienceMemberRow.audience == audience)
        return (await self._session.execute(wanted.where(AudienceMemberRow.member == member))).first() is not None
