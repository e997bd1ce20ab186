"""Who is left alone, and for how long: known to every worker through the store, looked up in memory."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import IdMaker, Tenant
from bot.store._driver import driver_of, prepare
from bot.store._outbox import PauseRow
from bot.store._outbox_claims._rows import from_now

WORKSPACE = "workspace"
_FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
_LONGEST_REMEMBERED = 3600.0  # after a restart the wall clock is all there is; it may have jumped


class Pauses:
    """`steady` is the clock that a silence is counted by."""

    def __init__(self, steady: Callable[[], float], ids: IdMaker, *, is_sqlite: bool) -> None:
        self._steady = steady
        self._ids = ids
        self._is_sqlite = is_sqlite
        self._until: dict[tuple[int, str], float] = {}
        self._passed_over_until = float("inf")  # when the first of those that the last claim went by is over

    def covering(self) -> list[tuple[int, str]]:
        """(tenant, scope) of all that is paused now."""
        now = self._steady()
        self._until = {key: until for key, until in self._until.items() if until > now}
        self._passed_over_until = min(self._until.values(), default=float("inf"))
        return list(self._until)

    def covers(self, tenant: Tenant, *scopes: str) -> bool:
        if not self._until:
            return False
        now = self._steady()
        return any(self._until.get((tenant, scope), now) > now for scope in (WORKSPACE, *scopes))

    def ends_in(self) -> float | None:
        """Seconds until the first pause that ends by itself is over.

        One that was over just after the last claim counts: what waits for it was passed over then.
        """
        now = self._steady()
        soonest = min([self._passed_over_until, *(until for until in self._until.values() if until > now)])
        return max(soonest - now, 0.0) if soonest < float("inf") else None

    async def add(
        self,
        connection: AsyncConnection,
        tenant: Tenant,
        scope: str,
        *,
        seconds: float | None,
        now: datetime,
        reason: str,
    ) -> None:
        """`seconds` None: until `resume`."""
        self._until[tenant, scope] = float("inf") if seconds is None else self._steady() + seconds
        until: Any = _FOR_EVER
        if seconds is not None:
            until = now + timedelta(seconds=seconds) if self._is_sqlite else from_now(seconds)
        written = update(PauseRow).where(PauseRow.tenant == tenant, PauseRow.scope == scope)
        written = written.values(until=until, reason=reason).returning(PauseRow.id)
        if (await connection.execute(written)).first() is None:
            fresh = {"tenant": tenant, "id": self._ids.next(), "scope": scope, "until": until, "reason": reason}
            await self._insert(connection, fresh)

    async def _insert(self, connection: AsyncConnection, columns: dict[str, Any]) -> None:
        try:
            async with connection.begin_nested():
                await connection.execute(insert(PauseRow).values(columns))
        except IntegrityError:  # another worker heard the same just now
            return

    async def resume(self, connection: AsyncConnection, tenant: Tenant) -> None:
        self._until = {key: until for key, until in self._until.items() if key[0] != tenant}
        await connection.execute(delete(PauseRow).where(PauseRow.tenant == tenant))

    async def refresh(self, connection: AsyncConnection, now: datetime) -> None:
        """Reads what other workers wrote, or this file's worker before its restart."""
        rows: Sequence[Any]
        if self._is_sqlite:
            rows = (await connection.execute(_left(PauseRow.until, now))).all()
        else:
            prepared = prepare(_LEFT, (), connection.dialect)
            _, rows = await driver_of(connection).answer(prepared.sql, prepared.parameters({}))
        steady = self._steady()
        self._until = {(tenant, scope): steady + left for tenant, scope, left in self._seconds(rows, now)}

    def _seconds(self, rows: Sequence[Any], now: datetime) -> list[tuple[int, str, float]]:
        read = []
        for tenant, scope, left in rows:
            seconds = (left - now).total_seconds() if self._is_sqlite else float(left)
            lasts = scope == WORKSPACE
            read.append((tenant, scope, float("inf") if lasts else min(seconds, _LONGEST_REMEMBERED)))
        return read


def _left(left: Any, clock: Any) -> Select[Any]:
    return select(PauseRow.tenant, PauseRow.scope, left).where(PauseRow.until > clock).limit(10_000)


_LEFT = _left(func.extract("epoch", PauseRow.until - func.now()), func.now())  # PostgreSQL; before each claim
