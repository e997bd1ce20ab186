"""`carnet import` gives the same report whether a server owns the file or nobody does."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app._control import CannotImport, controlled, import_file, socket_place
from bot.app._house import House, opened
from bot.config import Settings
from bot.model.members import Role
from tests import make
from tests._works import PATIENT, open_works
from tests.conftest import Database
from tests.worker._jobs import people

NOBODY_LISTENS = "http://127.0.0.1:9/api/"


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    return Settings(database_url=database.url, slack_api_url=NOBODY_LISTENS, carnet_files=tmp_path / "files")


@pytest_asyncio.fixture
async def known(database: Database) -> AsyncIterator[None]:
    """One workspace, of which John is the admin."""
    async with open_works(database.url) as store:
        await store.settle(make.member(), make.member(make.JOHN, role=Role.ADMIN))
    yield


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes(people(120) + b"\n;;;\nsurplus;a;b;c;d\n")
    return path


REPORT = {
    "rows": 122,
    "created": 120,
    "updated": 0,
    "skipped": 1,
    "refused": 1,
    "refusals": [{"row": 122, "reason": "more cells than the header has columns: is a separator inside a text?"}],
}


async def imported(settings: Settings, file: Path, **chosen: str) -> dict[str, object]:
    named: dict[str, str | None] = {"workspace": None, "person": None, **chosen}
    return await import_file(settings, file, tell=lambda line: None, **named)


async def creator(database: Database, *, number: int) -> str:
    async with open_works(database.url) as store, store.works.reading(make.viewer()) as work:
        found = await work.contacts.by_number(number)
        assert found is not None
        contact = await work.contacts.find(found.id)
    assert contact is not None
    return contact.created_by


@pytest.mark.usefixtures("known")
async def test_where_nobody_runs_the_command_line_does_it_itself(
    settings: Settings, file: Path, lines: list[str]
) -> None:
    assert await import_file(settings, file, workspace=None, person=None, tell=lines.append) == REPORT
    assert lines[-1] == "122 of 122 rows"
    assert list((settings.carnet_files).glob("*[!y]")) == []  # nothing but the key is left


@pytest.mark.usefixtures("known")
async def test_again_creates_nothing(settings: Settings, file: Path) -> None:
    await imported(settings, file)
    again = await imported(settings, file)
    assert (again["created"], again["skipped"], again["refused"]) == (0, 121, 1)


@pytest.mark.usefixtures("known")
async def test_a_running_server_does_it_for_the_command_line(settings: Settings, file: Path, lines: list[str]) -> None:
    async with opened(settings, limits=PATIENT) as house, controlled(house):
        assert await import_file(settings, file, workspace=None, person=None, tell=lines.append) == REPORT
    assert lines[-1] == "122 of 122 rows"


@pytest.mark.usefixtures("known")
async def test_it_is_done_as_the_person_named(settings: Settings, file: Path, database: Database) -> None:
    await imported(settings, file, workspace="T001", person=make.CLAIRE)
    assert await creator(database, number=1) == make.CLAIRE


@pytest.mark.usefixtures("known")
async def test_nobody_named_is_the_first_admin(settings: Settings, file: Path, database: Database) -> None:
    await imported(settings, file)
    assert await creator(database, number=120) == make.JOHN


async def test_without_a_workspace_there_is_a_sentence(settings: Settings, file: Path) -> None:
    with pytest.raises(CannotImport, match="No workspace is known yet"):
        await imported(settings, file)


async def test_among_several_workspaces_one_must_be_named(settings: Settings, file: Path, database: Database) -> None:
    async with open_works(database.url) as store:
        await store.settle(make.member(role=Role.ADMIN))
        await store.settle(make.member(role=Role.ADMIN), workspace=make.workspace(2))
    with pytest.raises(CannotImport, match=r"--workspace \(T001, T002\)"):
        await imported(settings, file)
    assert (await imported(settings, file, workspace="T002"))["created"] == 120
    with pytest.raises(CannotImport, match="No workspace T9"):
        await imported(settings, file, workspace="T9")


@pytest.mark.usefixtures("known")
async def test_a_stranger_cannot_be_named(settings: Settings, file: Path) -> None:
    with pytest.raises(CannotImport, match="--as"):
        await imported(settings, file, person="UNOBODY")


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00\xff", "CSV"), (b"a,b\n1,2\n", "No column")]
)
async def test_a_file_that_is_no_list_gets_a_sentence(
    settings: Settings, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(CannotImport, match=sentence):
        await imported(settings, path)


async def test_a_file_that_is_not_there_gets_a_sentence(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="cannot be read"):
        await imported(settings, tmp_path / "nothing.csv")


def test_the_socket_stands_elsewhere_where_its_address_would_be_too_long(tmp_path: Path) -> None:
    deep = tmp_path / ("long" * 30) / "carnet.db"
    place = socket_place(Settings(database_url=f"sqlite+aiosqlite:///{deep}"))
    assert len(str(place)) < 100


@pytest.mark.parametrize("engine_kind", ["sqlite"])
class TestTheSocket:
    """Of a server that owns a SQLite file."""

    @pytest.mark.usefixtures("known")
    async def test_is_its_owners_alone_and_goes_with_the_server(self, settings: Settings) -> None:
        place = socket_place(settings)
        async with opened(settings, limits=PATIENT) as house, controlled(house):
            assert place.stat().st_mode & 0o777 == 0o600
        assert not place.exists()

    @pytest.mark.usefixtures("known")
    async def test_of_a_killed_server_is_in_nobodys_way(self, settings: Settings, file: Path) -> None:
        async with opened(settings, limits=PATIENT) as house, controlled(house):
            left = socket_place(settings).rename(socket_place(settings).with_suffix(".left"))
        left.rename(socket_place(settings))
        assert await imported(settings, file) == REPORT
        async with opened(settings, limits=PATIENT) as house, controlled(house):
            assert (await imported(settings, file))["created"] == 0

    @pytest.mark.usefixtures("known")
    async def test_says_so_when_the_server_stops_and_the_import_goes_on_later(
        self, settings: Settings, tmp_path: Path
    ) -> None:
        path = tmp_path / "many.csv"
        path.write_bytes(people(3000))
        begun = asyncio.Event()
        async with opened(settings, limits=PATIENT) as house:
            async with controlled(house):
                asked = asyncio.create_task(
                    import_file(settings, path, workspace=None, person=None, tell=lambda line: begun.set())
                )
                await begun.wait()
            with pytest.raises(CannotImport, match="goes on"):
                await asked
            running = asyncio.create_task(house.jobs.run())
            async with asyncio.timeout(120):
                while (await imported_until_now(house)) < 3000:
                    await house.clock.sleep(0.05)
            await house.jobs.stop()
            await running


async def imported_until_now(house: House) -> int:
    """The highest number of a contact."""
    async with house.works.writing(make.viewer(), patient=True) as work:
        return await work.contacts.next_numbers(0) - 1
