"""Named members who alone may see a row; rows without an audience are for everyone in the tenant."""

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store._base import Base, Tenanted, TenantRow


class AudienceSetRow(TenantRow, Base):
    __tablename__ = "audiences"


class AudienceMemberRow(Tenanted, Base):
    __tablename__ = "audience_members"
    __table_args__ = (
        ForeignKeyConstraint(["tenant", "audience"], ["audiences.tenant", "audiences.id"]),
        ForeignKeyConstraint(["tenant", "member"], ["members.tenant", "members.id"]),
    )

    audience: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    member: Mapped[str] = mapped_column(primary_key=True)
