"""What another program does, as people see it in Slack: under the name of its token."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from tests.journeys._admin import admin_of
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys.test_tokens import makes, opened, secret_in


async def test_what_a_program_writes_bears_the_name_of_its_token(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member = claire if language == "fr" else nathan
    secret = await _token(slack, f"Site {family}", language)
    await member.has(f"Ann {family}")
    team = await slack.channel(members=["claire", "nathan"])
    await member.types(f"/activity {'suivre' if language == 'fr' else 'follow'} {family}", in_=team)
    async with _program(slack, secret) as http:
        async with http.get("/api/v1/contacts", params={"q": family}) as answer:
            (contact,) = (await answer.json())["data"]
        note = {"text": "*asked* for a <call>"}
        async with http.post(f"/api/v1/contacts/{contact['id']}/notes", json=note) as answer:
            assert answer.status == 201
    told = await member.sees("*asked* for a <call>", in_=team)
    assert f"\nSite {family} " in told.says.replace("• ", ""), told.says
    added = {"fr": "a ajouté une note à", "en": "added a note to"}
    assert f"Site {family} {added[language]} Ann {family}" in await member.types(f"/activity Ann {family}")
    listed = await member.types(f"/note {'liste' if language == 'fr' else 'list'} Ann {family}")
    assert "*asked* for a <call>" in listed


async def test_a_program_has_a_channel_follow_and_what_it_logs_is_told_there(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member = claire if language == "fr" else nathan
    secret = await _token(slack, f"CRM {family}", language)
    await member.has(f"Ann {family}")
    team = await slack.channel(members=["claire", "nathan"])
    async with _program(slack, secret) as http:
        asked = {"channel": slack.channels[team], "q": family, "types": ["activity"]}
        async with http.post("/api/v1/follows", json=asked) as answer:
            assert answer.status == 201, await answer.text()
            follow = await answer.json()
        assert "Carnet" in slack.members(team), "the app joins by itself"
        call = {"contact": follow["contact"], "type": "call", "text": "asked for a quote"}
        async with http.post("/api/v1/activities", json=call) as answer:
            assert answer.status == 201, await answer.text()
        guests = await slack.channel(members=["nathan", "guest"])
        async with http.post("/api/v1/follows", json={"channel": slack.channels[guests], "q": family}) as answer:
            assert answer.status == 201, "it is told names alone"
    told = await member.sees("asked for a quote", in_=team)
    assert f"CRM {family} " in told.says
    listed = await member.types(f"/activity {'liste' if language == 'fr' else 'list'} Ann {family} type:call")
    assert "asked for a quote" in listed
    followed = await member.types(f"/activity {'suivis' if language == 'fr' else 'follows'}", in_=team)
    assert f"CRM {family}" in followed


async def _token(slack: Workspace, name: str, language: str) -> str:
    """Its secret."""
    admin = await admin_of(slack, language)
    await opened(admin, language)
    made = await makes(admin, name, "write", language)
    await admin.visitor.close(is_cleared=True)
    return secret_in(made)


@asynccontextmanager
async def _program(slack: Workspace, secret: str) -> AsyncIterator[aiohttp.ClientSession]:
    """At the door that `carnet serve` opens, with a token."""
    app = web.Application()
    slack.house.api.listen(app)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        async with aiohttp.ClientSession(url, headers={"Authorization": f"Bearer {secret}"}) as http:
            yield http
    finally:
        await slack.house.api.drain()
        await runner.cleanup()
