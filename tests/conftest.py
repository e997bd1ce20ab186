"""Fixtures for every room: a real database of each kind, migrated once and copied for each test.

The machinery stands in `_postgres.py` and `_needs.py`.
"""

import gc
import os
import shutil
from collections.abc import AsyncIterator, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
import pytest_asyncio

from bot.store import Limits
from tests import _compiled, _needs, _postgres, make
from tests._postgres import Postgres, run_apart
from tests._works import PATIENT, HandClock, OpenStore, open_works

Kind = Literal["sqlite", "postgres"]
KINDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
TEMPLATE = "carnet_template"

_compiled.share()

_HOME = pytest.StashKey[Path]()
_CONTROLLER = pytest.StashKey[int]()


@dataclass(frozen=True)
class Database:
    """Where the application connects (`url`) and where the owner migrates (`admin_url`, PostgreSQL only)."""

    url: str
    admin_url: str | None
    kind: Kind


@pytest.fixture(params=KINDS)
def engine_kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture
def empty_database(engine_kind: Kind, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database in which no migration has run."""
    if engine_kind == "sqlite":
        yield _in_file(tmp_path / "carnet.db")
        return
    cluster: Postgres = request.getfixturevalue("postgres")
    name = cluster.create_database()
    yield _in_cluster(cluster, name)
    cluster.drop_database(name)


@pytest.fixture
def database(engine_kind: Kind, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Database]:
    """A database at the newest migration, without a row in it."""
    if engine_kind == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield _in_file(shutil.copyfile(template, tmp_path / "carnet.db"))
        return
    cluster: Postgres = request.getfixturevalue("postgres_template")
    name = cluster.create_database(template=TEMPLATE)
    yield _in_cluster(cluster, name)
    cluster.drop_database(name)


@pytest.fixture
def clock() -> HandClock:
    """The wall clock of a test: it moves by hand."""
    return HandClock()


@pytest.fixture
def limits() -> Limits:
    """How long the store is waited for; a test that is about it says so by a parameter."""
    return PATIENT


@pytest_asyncio.fixture
async def bare_store(database: Database, clock: HandClock, limits: Limits) -> AsyncIterator[OpenStore]:
    """An open store without a workspace in it."""
    async with open_works(database.url, clock=clock, limits=limits) as opened:
        yield opened


@pytest_asyncio.fixture
async def store(bare_store: OpenStore) -> OpenStore:
    """An open store in which tenant 1 has two members, Claire and John."""
    await bare_store.settle(make.member(make.CLAIRE), make.member(make.JOHN))
    return bare_store


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Postgres:
    """One cluster for all workers, fast and forgetful; see `durable_postgres` for the other kind."""
    stash = request.config.stash
    return _postgres.shared_cluster(stash[_HOME], owner_pid=stash[_CONTROLLER])


@pytest.fixture
def durable_postgres() -> Iterator[Postgres]:
    """A cluster of the test's own that may be crashed: what it confirmed is on the disk."""
    with _postgres.durable_cluster() as cluster:
        yield cluster


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Postgres:
    postgres.prepare_template(TEMPLATE, lambda name: _migrate(_in_cluster(postgres, name)))
    return postgres


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "carnet.db"
    _migrate(_in_file(file))
    return file


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    told: dict[str, str] = getattr(config, "workerinput", {})
    config.stash[_HOME] = Path(told["postgres_home"]) if told else _postgres.new_home()
    config.stash[_CONTROLLER] = int(told["controller"]) if told else os.getpid()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Tells each worker of pytest-xdist where the shared cluster lives."""
    told: dict[str, str] = node.workerinput  # type: ignore[attr-defined]  # pytest-xdist has no types
    config: pytest.Config = node.config  # type: ignore[attr-defined]
    told["postgres_home"] = str(config.stash[_HOME])
    told["controller"] = str(config.stash[_CONTROLLER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        _postgres.stop(config.stash[_HOME])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there then stays to the end: each search for garbage would go through these thousands of tests again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_itemcollected(item: pytest.Item) -> None:
    _needs.mark(item)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    _needs.skip_or_fail(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if skipped := terminalreporter.stats.get("skipped"):
        terminalreporter.section("not run on this machine")
        for line in _needs.named(skipped):
            terminalreporter.write_line(line)


def _migrate(database: Database) -> None:
    from bot.store import migrate

    run_apart(migrate(database.url, database.admin_url))


def _in_file(file: Path) -> Database:
    return Database(f"sqlite+aiosqlite:///{file}", None, "sqlite")


def _in_cluster(cluster: Postgres, name: str) -> Database:
    return Database(cluster.app_url(name), cluster.owner_url(name), "postgres")
