"""Moments keep their instant on both engines, whatever zone they were said in."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.model.ids import Tenant
from bot.model.members import SYSTEM
from bot.store._seen import SeenRow
from tests import make
from tests._works import OpenStore

zones = st.sampled_from([UTC, ZoneInfo("Europe/Paris"), ZoneInfo("Asia/Kolkata"), timezone(timedelta(hours=-11))])
moments = st.datetimes(datetime(1000, 1, 3), datetime(9999, 12, 29), timezones=zones)  # noqa: DTZ001 - bounds are naive


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(moments, min_size=1, max_size=5))
async def test_a_moment_comes_back_as_the_same_instant_in_utc(store: OpenStore, said: list[datetime]) -> None:
    instants = [at.astimezone(UTC) for at in said]
    async with store.database.writer(Tenant(1), SYSTEM) as session:
        await session.add_many(SeenRow, [{"key": str(place), "at": at} for place, at in enumerate(said)])
        kept = (await session.scalars(select(SeenRow.at).order_by(SeenRow.key))).all()
        ordered = (await session.scalars(select(SeenRow.at).order_by(SeenRow.at))).all()
        later = (await session.scalars(select(SeenRow.at).where(SeenRow.at > said[0]))).all()
    assert kept == instants
    assert all(at.tzinfo is UTC for at in kept)
    assert list(ordered) == sorted(instants)
    assert sorted(later) == sorted(at for at in instants if at > instants[0])


async def test_a_moment_without_a_zone_is_refused(store: OpenStore) -> None:
    async with store.session() as session:
        with pytest.raises((StatementError, ValueError), match="a moment needs a zone"):
            await session.add_many(SeenRow, [{"key": "k", "at": make.NOW.replace(tzinfo=None)}])
        with pytest.raises((StatementError, ValueError), match="a moment needs a zone"):
            await session.execute(select(SeenRow.at).where(SeenRow.at > make.NOW.replace(tzinfo=None)))
