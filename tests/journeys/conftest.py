"""One sandbox and one bot for the tests of a file and an engine; each test speaks of people nobody else speaks of."""

import random
import secrets
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.crm import custom_fields
from tests._postgres import Postgres
from tests.conftest import TEMPLATE
from tests.journeys._admin import viewer_of
from tests.journeys._person import Person
from tests.journeys._slack import Way, Workspace, at_work

_HERE = Path(__file__).parent
_WAYS = (("sqlite", "sockets"), ("postgres", "http"))
NewName = Callable[[], str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sandbox and bot live in the loop of the file, and so do its tests."""
    for item in items:
        if item.path.is_relative_to(_HERE):
            item.add_marker(pytest.mark.asyncio(loop_scope="module"), append=False)


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(way, id="-".join(way), marks=pytest.mark.postgres if way[0] == "postgres" else ()) for way in _WAYS
    ],
)
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Way]]:
    """A migrated database of its own, and the way by which Slack reaches the bot."""
    engine, way = request.param
    if engine == "sqlite":
        file = tmp_path_factory.mktemp("store") / "carnet.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite+aiosqlite:///{file}", way
        return
    cluster: Postgres = request.getfixturevalue("postgres_template")
    name = cluster.create_database(template=TEMPLATE)
    yield cluster.app_url(name), way
    cluster.drop_database(name)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(place: tuple[str, Way], tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Workspace]:
    url, way = place
    async with at_work(url, way=way, folder=tmp_path_factory.mktemp("slack")) as workspace:
        yield workspace
        known = {f"<@{person.id}>" for person in workspace.sandbox.slack.world.people}
        assert workspace.called_by_name() <= known, "somebody was called who should not be"


@pytest_asyncio.fixture(loop_scope="module")
async def slack(running: Workspace) -> AsyncIterator[Workspace]:
    yield running
    await running.quiet()


@pytest.fixture
def claire(slack: Workspace) -> Person:
    return slack.people["claire"]


@pytest.fixture
def nathan(slack: Workspace) -> Person:
    return slack.people["nathan"]


@pytest.fixture
def marguerite(slack: Workspace) -> Person:
    return slack.people["marguerite"]


@pytest.fixture
def priya(slack: Workspace) -> Person:
    return slack.people["priya"]


@pytest.fixture
def guest(slack: Workspace) -> Person:
    return slack.people["guest"]


@pytest_asyncio.fixture(loop_scope="module")
async def without_fields(slack: Workspace, marguerite: Person) -> AsyncIterator[None]:
    """Whoever comes first gives a workspace its language; and no other test is asked for the fields of this one."""
    await marguerite.types("/contact personne")
    yield
    async with slack.house.works.writing(await viewer_of(slack, marguerite)) as work:
        for each in await custom_fields.of_scope(work, None):
            await custom_fields.delete(work, each.id)


@pytest.fixture
def language(place: tuple[str, Way]) -> str:
    """Of a journey that is made in both: what a sentence says hangs neither on the engine nor on the way."""
    return "fr" if place[1] == "sockets" else "en"


@pytest.fixture
def member(language: str, claire: Person, nathan: Person) -> Person:
    """Who reads that language, and is no admin."""
    return claire if language == "fr" else nathan


@pytest.fixture
def family() -> str:
    """A family name that no other test has, and that looks like none."""
    return new_family()


def new_family() -> str:
    dice = random.Random(secrets.token_bytes(8))  # noqa: S311 - a name, no secret
    # The last letter stands in no first name of the tests: nothing is found by accident across the two.
    return "".join(dice.choice("bdfgklmprstvz") + dice.choice("aeiou") for _ in range(5)).title() + "x"
