"""The bot's process ends while a program is being told: it is told again, with the same id."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.sandbox.clock import pause
from tests._receiver import receiver
from tests.journeys._admin import closes_all
from tests.journeys._process import Served, served
from tests.journeys._slack import until


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Served]:
    """On SQLite: on PostgreSQL a lease of half a minute tells, which the tests of the worker turn back."""
    shutil.copyfile(sqlite_template, tmp_path / "carnet.db")
    url = f"sqlite+aiosqlite:///{tmp_path / 'carnet.db'}"
    async with served(url, way="http", folder=tmp_path, CARNET_WEBHOOK_NETWORKS="127.0.0.0/8") as running:
        yield running


async def test_what_was_being_told_when_it_died_is_told_again_and_nothing_is_lost(bot: Served, family: str) -> None:
    async with receiver() as hearing:
        admin = bot.workspace.people["marguerite"]
        await closes_all(admin)
        await admin.sends("/crm api")
        await admin.clicks("Webhooks…", on=await admin.form(saying="Webhooks…"))
        await admin.clicks("Nouveau webhook…", on=await admin.form(saying="Nouveau webhook…"))
        await admin.form(saying="https://")
        sent = await admin.saves(name="Site", url=hearing.url)
        assert not sent.errors, sent.errors
        await closes_all(admin)
        await admin.has(family)
        await until(lambda: len(hearing.heard) == 1)
        hearing.open.clear()
        await admin.types(f"/note {family}: one")
        await until(lambda: hearing.at_once == 1)
        await bot.kill()  # it was heard, and nobody wrote that down
        hearing.open.set()
        await bot.start()
        await until(lambda: len(hearing.heard) == 3)
        await admin.types(f"/note {family}: two")
        await until(lambda: len(hearing.heard) == 4)
        await pause(0.5)
    told = [(each.id, each.told["type"]) for each in hearing.heard]
    assert [kind for _, kind in told] == ["contact.created", "note.added", "note.added", "note.added"]
    assert told[1] == told[2]
    assert told[3][0] not in {key for key, _ in told[:3]}
