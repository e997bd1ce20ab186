"""Web pages of others, and names of others that lead here, get at none of the tools."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import Sandbox

from .conftest import CLAIRE

DOORS = ["/", "/_world", "/_faults", "/_page/log?after=0"]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", "[::x"])
async def test_a_foreign_name_reads_nothing(http: aiohttp.ClientSession, door: str, host: str) -> None:
    async with http.get(door, headers={"Host": host}) as answer:
        assert answer.status == 403


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://localhost.evil"])
async def test_a_foreign_page_changes_nothing(sandbox: Sandbox, http: aiohttp.ClientSession, origin: str) -> None:
    theirs = {"Origin": origin}
    async with http.post("/_world/app", json={"request_url": "http://evil.example"}, headers=theirs) as answer:
        assert answer.status == 403
    async with http.post("/_faults", json={"kind": "500"}, headers=theirs) as answer:
        assert answer.status == 403
    assert sandbox.slack.outbound.request_url == ""
    assert sandbox.slack.faults.rules == []


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
async def test_the_page_itself_is_served(sandbox: Sandbox, http: aiohttp.ClientSession, name: str) -> None:
    host = f"{name}:{sandbox.url.rpartition(':')[2]}"
    own = {"Host": host, "Origin": f"http://{host}"}
    for door in DOORS:
        async with http.get(door, headers=own) as answer:
            assert answer.status == 200
    async with http.post("/_page/home_opened", json={"as": CLAIRE}, headers=own) as answer:
        assert (await answer.json())["ok"]


async def test_an_app_calls_by_whatever_name_it_knows(client: AsyncWebClient) -> None:
    client.headers["Host"] = "slack.example"
    assert (await client.auth_test())["ok"]
