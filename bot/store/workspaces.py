"""Tenants: which workspace is which integer. The one table that is asked before a tenant is known."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Select, UniqueConstraint, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.model.choices import Start
from bot.model.ids import Tenant
from bot.model.members import ToOutsiders, Workspace
from bot.store._base import Base
from bot.store.choices import ChoiceRow, starting_columns
from bot.store.tags import TagRow, built_in_columns


class WorkspaceRow(Base):
    __tablename__ = "workspaces"
    __table_args__ = (UniqueConstraint("enterprise", "team"),)

    # Integer, so that SQLite numbers it by itself.
    tenant: Mapped[int] = mapped_column(Integer, primary_key=True)
    enterprise: Mapped[str]
    team: Mapped[str]
    name: Mapped[str]
    locale: Mapped[str]
    zone: Mapped[str]
    country: Mapped[str]
    pattern: Mapped[str]
    birthday_years: Mapped[bool]
    excluded_kinds: Mapped[str]
    outsiders: Mapped[str]
    created_at: Mapped[datetime]


class Workspaces:
    """Used with a plain session at the door, before any tenant's session is opened; `save` by a tenant's own too."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, *, enterprise: str, team: str) -> Workspace | None:
        row = (await self._session.scalars(_named(enterprise, team))).one_or_none()
        return None if row is None else _record(row)

    async def of_tenant(self, tenant: Tenant) -> Workspace:
        row = (await self._session.execute(select(WorkspaceRow).where(WorkspaceRow.tenant == tenant))).scalar_one()
        return _record(row)

    async def with_tenant(self, tenant: Tenant) -> Workspace | None:
        """`of_tenant` for what may have outlived its workspace."""
        row = (await self._session.scalars(select(WorkspaceRow).where(WorkspaceRow.tenant == tenant))).one_or_none()
        return None if row is None else _record(row)

    async def list(self) -> Sequence[Workspace]:
        """All workspaces of this installation, oldest first: an operator's handful, not a person's list."""
        rows = await self._session.scalars(select(WorkspaceRow).order_by(WorkspaceRow.tenant).limit(10_000))
        return [_record(row) for row in rows]

    async def add(self, workspace: Workspace, *, at: datetime, starts: Sequence[Start] = ()) -> Workspace:
        """Stores a new workspace, whose `tenant` is given by the database, with what its lists begin with.

        One that is known stays as it is.
        """
        dialect = sqlite if self._session.get_bind().dialect.name == "sqlite" else postgresql
        fresh = dialect.insert(WorkspaceRow).values(
            enterprise=workspace.enterprise,
            team=workspace.team,
            name=workspace.name,
            locale=workspace.locale,
            zone=workspace.zone,
            **_chosen(workspace),
            created_at=at,
        )
        await self._session.execute(fresh.on_conflict_do_nothing())
        stored = _record((await self._session.scalars(_named(workspace.enterprise, workspace.team))).one())
        async with self._as_tenant(stored.tenant):
            for table, rows in ((TagRow, built_in_columns()), (ChoiceRow, starting_columns(starts))):
                stamped = [{**row, "tenant": stored.tenant} for row in rows]
                if stamped:
                    await self._session.execute(dialect.insert(table).values(stamped).on_conflict_do_nothing())
        return stored

    async def save(self, workspace: Workspace) -> None:
        """Writes what its admins may choose."""
        await self._session.execute(
            update(WorkspaceRow).where(WorkspaceRow.tenant == workspace.tenant).values(_chosen(workspace)),
            execution_options={"synchronize_session": False},
        )

    @asynccontextmanager
    async def _as_tenant(self, tenant: Tenant) -> AsyncIterator[None]:
        """Row-level security lets rows of this tenant pass meanwhile: a session at the door has none of its own."""
        if self._session.get_bind().dialect.name != "postgresql":
            yield
            return
        await self._session.execute(select(func.set_config("app.tenant", str(tenant), True)))
        yield
        await self._session.execute(select(func.set_config("app.tenant", "", True)))


def _chosen(workspace: Workspace) -> dict[str, Any]:
    return {
        "country": workspace.country,
        "pattern": workspace.pattern,
        "birthday_years": workspace.birthday_years,
        "excluded_kinds": " ".join(workspace.excluded_kinds),
        "outsiders": workspace.outsiders.value,
    }


def _named(enterprise: str, team: str) -> Select[WorkspaceRow]:
    return select(WorkspaceRow).where(WorkspaceRow.enterprise == enterprise, WorkspaceRow.team == team)


def _record(row: WorkspaceRow) -> Workspace:
    return Workspace(
        tenant=Tenant(row.tenant),
        enterprise=row.enterprise,
        team=row.team,
        name=row.name,
        locale=row.locale,
        zone=row.zone,
        country=row.country,
        pattern=row.pattern,
        birthday_years=row.birthday_years,
        excluded_kinds=tuple(row.excluded_kinds.split()),
        outsiders=ToOutsiders(row.outsiders),
    )
