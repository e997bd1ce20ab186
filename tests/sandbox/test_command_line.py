"""`carnet sandbox` and `python -m bot.sandbox`: the same options, and which manifest is taken."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.options import RETRY_WAITS, manifest_of, waits_of
from bot.sandbox.wire import Json, loads

from .test_process import MANIFEST

ROOT = Path(__file__).parents[2]
CARNET = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from bot.__main__ import main; main()"
WAYS = {
    "carnet sandbox": ("-c", CARNET, "sandbox", "--port", "0"),
    "python -m bot.sandbox": ("-m", "bot.sandbox", "--port", "0"),
}


@asynccontextmanager
async def started(way: str, folder: Path, *words: str) -> AsyncIterator[tuple[Json, asyncio.subprocess.Process]]:
    pipe = asyncio.subprocess.PIPE
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, *WAYS[way], *words),
        stdout=pipe,
        stderr=pipe,
        cwd=folder,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert running.stdout is not None
    try:
        line = await running.stdout.readline()
        yield loads(line) if line else {}, running
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


async def scopes(greeting: Json) -> str:
    client = AsyncWebClient(token=greeting["bot_token"], base_url=greeting["api_url"])
    return str((await client.auth_test()).headers["x-oauth-scopes"])


async def test_a_manifest_in_the_folder_is_taken_and_said(tmp_path: Path) -> None:
    (tmp_path / "manifest.yml").write_text(MANIFEST)
    async with started("carnet sandbox", tmp_path) as (greeting, running):
        assert greeting["manifest"] == "manifest.yml"
        assert await scopes(greeting) == "chat:write,commands"
        running.terminate()
        assert running.stderr is not None
        assert b"--manifest none" in await running.stderr.read()


async def test_none_is_no_manifest(tmp_path: Path) -> None:
    (tmp_path / "manifest.yml").write_text(MANIFEST)
    async with started("carnet sandbox", tmp_path, "--manifest", "none") as (greeting, _):
        assert greeting["manifest"] == "none"
        assert "users:read" in await scopes(greeting)


@pytest.mark.parametrize("way", WAYS)
async def test_both_take_the_waits_of_the_repeats(way: str, tmp_path: Path) -> None:
    async with started(way, tmp_path, "--retry-waits", "0,1,2") as (greeting, _):
        assert greeting["url"]
    async with started(way, tmp_path, "--retry-waits", "soon") as (greeting, running):
        assert (greeting, await running.wait()) == ({}, 2)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("manifest", ["missing.yml", "torn.yml"])
async def test_a_manifest_that_cannot_be_read_is_one_sentence(way: str, manifest: str, tmp_path: Path) -> None:
    (tmp_path / "torn.yml").write_text("features: [")
    async with started(way, tmp_path, "--manifest", manifest) as (greeting, running):
        _, told = await running.communicate()
    assert (greeting, running.returncode) == ({}, 1)
    assert b"Traceback" not in told


def test_waits_are_read_as_they_are_written() -> None:
    assert waits_of("") == RETRY_WAITS
    assert waits_of("0,1.5, 2") == (0.0, 1.5, 2.0)
    for nonsense in ("soon", "-1", "inf"):
        with pytest.raises(ValueError, match=r"wait|could not"):
            waits_of(nonsense)


def test_the_default_manifest_counts_only_where_it_lies(tmp_path: Path) -> None:
    assert manifest_of("", default=tmp_path / "manifest.yml") is None
    assert manifest_of("none", default=tmp_path) is None
    assert manifest_of("other.yml", default=tmp_path) == Path("other.yml")
