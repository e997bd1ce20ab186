"""The command line: what cannot be begun is one sentence and exit 2, and what is wrong is named."""

import json
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite
import pytest
import pytest_asyncio

from bot.sandbox import Sandbox
from tests.conftest import Database
from tests.journeys._process import carnet, served
from tests.journeys._slack import world
from tests.journeys.test_imports import people_like_us_500

NOBODY = "http://127.0.0.1:9/api/"


@dataclass
class Place:
    """A folder, and the settings of a bot in it that speaks to a sandbox."""

    folder: Path
    settings: dict[str, str]

    async def run(self, *words: str, typed: str = "", **more: str) -> tuple[int, str, str]:
        return await carnet(*words, cwd=self.folder, typed=typed, **{**self.settings, **more})


@pytest_asyncio.fixture
async def place(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Place]:
    shutil.copyfile(sqlite_template, tmp_path / "carnet.db")
    async with Sandbox.start(world=world()) as sandbox:
        settings = {
            "DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/carnet.db",
            "SLACK_API_URL": sandbox.api_url,
            "SLACK_BOT_TOKEN": sandbox.bot_token,
            "SLACK_APP_TOKEN": sandbox.app_token,
            "CARNET_FILES": str(tmp_path / "files"),
            "PORT": "0",
        }
        yield Place(tmp_path, settings)


def is_one_sentence(complaint: str) -> bool:
    return len(complaint.strip().splitlines()) == 1 and "Traceback" not in complaint


async def test_serve_refuses_a_database_that_is_not_migrated(place: Place) -> None:
    code, printed, complained = await place.run("serve", DATABASE_URL=f"sqlite+aiosqlite:///{place.folder}/new.db")
    assert (code, printed) == (2, "")
    assert is_one_sentence(complained), complained
    assert "carnet migrate" in complained


async def test_serve_and_migrate_refuse_a_newer_schema(place: Place) -> None:
    async with aiosqlite.connect(place.folder / "carnet.db") as file:
        await file.execute("UPDATE alembic_version SET version_num = '9999'")
        await file.commit()
    for command in ("serve", "migrate"):
        code, _, complained = await place.run(command)
        assert code == 2, command
        assert is_one_sentence(complained), complained


async def test_a_second_process_on_the_file_is_refused(place: Place, tmp_path: Path) -> None:
    (tmp_path / "bot").mkdir()
    async with served(place.settings["DATABASE_URL"], way="sockets", folder=tmp_path / "bot"):
        for command in ("serve", "migrate"):
            code, _, complained = await place.run(command)
            assert code == 2, command
            assert is_one_sentence(complained), complained


async def test_a_separate_worker_is_refused_on_sqlite(place: Place) -> None:
    code, _, complained = await place.run("worker")
    assert code == 2
    assert "PostgreSQL" in complained


async def test_migrate_makes_a_database_that_serve_and_check_take(place: Place) -> None:
    fresh = f"sqlite+aiosqlite:///{place.folder}/new.db"
    for _ in range(2):
        code, _, complained = await place.run("migrate", DATABASE_URL=fresh)
        assert (code, complained) == (0, "")
    assert await place.run("check", DATABASE_URL=fresh) == (0, "All is well.\n", "")


async def test_check_names_each_fault(place: Place) -> None:
    code, printed, _ = await place.run(
        "check", SLACK_BOT_TOKEN="", SLACK_APP_TOKEN="", DATABASE_URL=f"sqlite+aiosqlite:///{place.folder}/new.db"
    )
    assert code == 1
    for fault in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "carnet migrate"):
        assert fault in printed
    assert "Traceback" not in printed


async def test_check_says_when_slack_does_not_answer_or_accept_the_token(place: Place) -> None:
    for wrong in ({"SLACK_API_URL": NOBODY}, {"SLACK_BOT_TOKEN": "xoxb-wrong"}):
        code, printed, complained = await place.run("check", **wrong)
        assert code == 1
        assert "Slack does not accept the bot token or does not answer" in printed
        assert "xoxb" not in printed + complained


@pytest.mark.postgres
@pytest.mark.parametrize("engine_kind", ["postgres"], indirect=True)
async def test_check_refuses_the_owner_as_the_applications_role(database: Database, place: Place) -> None:
    assert database.admin_url is not None
    code, printed, _ = await place.run("check", DATABASE_URL=database.admin_url)
    assert code == 1
    assert "owner" in printed
    assert (await place.run("check", DATABASE_URL=database.url))[0] == 0


async def test_wrong_settings_are_one_sentence(place: Place) -> None:
    for wrong in (
        {"PORT": "many"},
        {"CARNET_LEASE": "-1"},
        {"SLACK_API_URL": "https://slack.com/api/", "CARNET_CLOCK_URL": "http://x"},
    ):
        code, _, complained = await place.run("check", **wrong)
        assert code == 2
        assert "A setting is wrong" in complained
        assert "Traceback" not in complained


async def test_when_reads_one_phrase_or_many(tmp_path: Path) -> None:
    words = ("--now", "2026-11-21T10:00", "--tz", "Europe/Paris", "--lang", "fr")
    code, printed, _ = await carnet("when", "rappeler mardi à 9h", *words, cwd=tmp_path)
    told = json.loads(printed)
    assert code == 0
    assert (told["text"], told["ask"]) == ("rappeler", None)
    assert datetime.fromisoformat(told["at"]) == datetime(2026, 11, 24, 8, tzinfo=UTC)
    code, printed, _ = await carnet("when", "-", *words, cwd=tmp_path, typed="demain à 9h\n31 février\nrien\n")
    asked = [json.loads(line)["ask"] for line in printed.splitlines()]
    assert code == 0
    assert [each and each["code"] for each in asked] == [None, "no-such-date", "no-time"]


async def test_when_needs_a_zone_and_a_moment_that_exist(tmp_path: Path) -> None:
    for wrong in (("--now", "yesterday"), ("--now", "2026-11-21T10:00", "--tz", "Europe/Nowhere")):
        code, _, complained = await carnet("when", "demain", *wrong, cwd=tmp_path)
        assert code == 2
        assert "Traceback" not in complained


async def test_import_reports_in_its_last_line_and_again_creates_nothing(place: Place, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_bytes(people_like_us_500("Commandline", 60))
    (tmp_path / "bot").mkdir()
    code, _, complained = await place.run("import", "people.csv")
    assert code == 2
    assert "No workspace is known yet" in complained
    async with served(place.settings["DATABASE_URL"], way="sockets", folder=tmp_path / "bot") as bot:
        code, printed, complained = await place.run("import", "people.csv")
        report = json.loads(printed.splitlines()[-1])
        assert (code, report["rows"], report["created"], report["refused"]) == (0, 60, 60, 0)
        assert "60 of 60 rows" in complained
        assert "Von7 Commandline" in await bot.workspace.people["nathan"].types("/contact von7")
    code, printed, _ = await place.run("import", "people.csv")
    assert json.loads(printed.splitlines()[-1])["created"] == 0


async def test_an_unknown_command_is_told(tmp_path: Path) -> None:
    code, _, complained = await carnet("sreve", cwd=tmp_path)
    assert code == 2
    assert "Traceback" not in complained
