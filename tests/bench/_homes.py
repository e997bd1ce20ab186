"""Databases to measure on: filled once, copied for each use; and a house opened over one, in this process."""

import asyncio
import csv
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from itertools import count, product
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types
from pydantic import SecretStr

from bot.app._control import import_file
from bot.app._house import House, opened
from bot.app._serve import spare_collections
from bot.config import Settings
from bot.handlers._viewers import Caller
from bot.model.ids import MemberId
from bot.store import migrate
from tests._postgres import Postgres, binaries, durable_cluster
from tests.bench._figures import remark
from tests.bench._load import SECRET
from tests.bench._slack import PEOPLE, TEAM, person

TOKEN = "xoxb-bench"
CONTACTS = 10_000
_BEGINNINGS = ("Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki", "Lo", "Mu")
_ENDINGS = ("vane", "tere", "line", "gone", "rude", "zan", "mel", "bric", "pont", "kur")
_SURNAME_BEGINNINGS = ("Xa", "Sy", "Wo", "Ny", "Qui", "Sto", "Tri", "Plo", "Cre", "Vri")
_SURNAME_ENDINGS = ("bard", "chet", "dran", "fosse", "gnac", "hault", "jole", "krel", "mont", "noux")
_copies = count(1)


@dataclass(frozen=True, slots=True)
class Home:
    """A database and a folder of its own; `slack` is the address of the stand-in."""

    folder: Path
    slack: str
    url: str
    admin_url: str | None = None
    cluster: Postgres | None = None

    @property
    def engine(self) -> str:
        return "SQLite" if self.cluster is None else "PostgreSQL"

    @property
    def settings(self) -> Settings:
        return Settings(
            _env_file=None, database_url=self.url, slack_api_url=self.slack, slack_bot_token=SecretStr(TOKEN),
            carnet_files=self.folder / "files", log_level="WARNING",
        )  # type: ignore[call-arg]  # fmt: skip  # pydantic-settings' own argument

    def surroundings(self, port: int) -> dict[str, str]:
        """What `carnet serve` reads to listen to HTTP on `port`."""
        return {
            "DATABASE_URL": self.url,
            "SLACK_API_URL": self.slack,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "CARNET_FILES": str(self.folder / "files"),
            "PORT": str(port),
        }

    def copied(self) -> "Home":
        """Nobody may have it open."""
        folder = self.folder.parent / f"home{next(_copies)}"
        if self.cluster is None:
            shutil.copytree(self.folder, folder)
            return replace(self, folder=folder, url=_in_file(folder))
        folder.mkdir()
        name = self.cluster.create_database(template=self.url.partition("@/")[2].partition("?")[0])
        return replace(self, folder=folder, url=self.cluster.app_url(name), admin_url=self.cluster.owner_url(name))


@contextmanager
def homes(folder: Path, slack: str) -> Iterator[list[Home]]:
    """Migrated and with its people, but without contacts: one on SQLite and, where it is installed, on PostgreSQL."""
    sqlite = Home(_made(folder / "sqlite"), slack, _in_file(folder / "sqlite"))
    asyncio.run(_settle(sqlite))
    if binaries() is None:
        remark("PostgreSQL is not installed (Debian: apt install postgresql): measured on SQLite alone.")
        yield [sqlite]
        return
    with durable_cluster() as cluster:
        name = cluster.create_database()
        postgres = Home(
            _made(folder / "postgres"), slack, cluster.app_url(name), cluster.owner_url(name), cluster=cluster
        )
        asyncio.run(_settle(postgres))
        yield [sqlite, postgres]


@asynccontextmanager
async def house_in(home: Home) -> AsyncIterator[House]:
    async with opened(home.settings) as house:
        spare_collections()  # as whatever serves does
        yield house


def filled(home: Home) -> Home:
    """A copy with ten thousand contacts."""
    copy = home.copied()
    asyncio.run(imported(copy, contacts_file(copy.folder / "contacts.csv")))
    if copy.cluster is not None:
        asyncio.run(tidied(copy))
    return copy


async def tidied(home: Home) -> None:
    """As autovacuum does by and by, which the tests' cluster goes without: plans know the rows, indexes are flushed."""
    connection = await asyncpg.connect(str(home.admin_url).replace("postgresql+asyncpg", "postgresql"))
    try:
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def imported(home: Home, file: Path) -> None:
    report = await import_file(home.settings, file, workspace=None, person=None, tell=lambda line: None)
    assert report["created"] == CONTACTS, report


def contacts_file(place: Path) -> Path:
    """A name of each pair of a hundred first and a hundred last names, so that a whole name fits one contact."""
    with place.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(("First name", "Last name", "Company", "Phone", "E-mail", "City", "Comment"))
        for number in range(CONTACTS):
            first, last = name_of(number)
            phone = f"06 {number // 10_000:02} {number // 100 % 100:02} {number % 100:02} 21"
            email = f"{first}.{last}@maison-{number % 800}.fr".lower()
            rows.writerow((first, last, f"Maison {number % 800}", phone, email, "Lyon", "Plutôt après 16 h"))
    return place


def name_of(number: int) -> tuple[str, str]:
    return _FIRST[number // 100 % 100], _LAST[number % 100]


_FIRST = [f"{beginning}{ending}" for beginning, ending in product(_BEGINNINGS, _ENDINGS)]
_LAST = [f"{beginning}{ending}" for beginning, ending in product(_SURNAME_BEGINNINGS, _SURNAME_ENDINGS)]


async def _settle(home: Home) -> None:
    await migrate(home.url, home.admin_url)
    async with house_in(home) as house:
        for number in range(1, PEOPLE + 1):
            await house.viewers.hear(Caller("", TEAM, "Bench", MemberId(person(number))))


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _in_file(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'carnet.db'}"
