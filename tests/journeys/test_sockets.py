"""Socket Mode: connections come and go, and whoever types does not notice."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.sandbox.clock import pause
from bot.sandbox.delivery.sockets import Socket
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

pytestmark = pytest.mark.parametrize("place", [("sqlite", "sockets")], indirect=True, scope="module")


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def both_connected(slack: Workspace) -> AsyncIterator[None]:
    await slack.has_sockets(2)
    yield


def drop(socket: Socket) -> None:
    assert socket.transport is not None
    socket.transport.abort()


async def test_one_connection_dropped_the_other_answers_and_it_comes_back(slack: Workspace, nathan: Person) -> None:
    drop(next(iter(slack.sockets())))
    for _ in range(4):
        assert "What you can type" in await nathan.types("/crm help")
    await slack.has_sockets(2)


async def test_all_connections_dropped_they_come_back_by_themselves(slack: Workspace, nathan: Person) -> None:
    await slack.renews("drop")
    assert "What you can type" in await nathan.types("/crm help")


async def test_a_connection_that_dies_in_the_middle_leaves_one_change(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(family)
    person = await slack.newcomer(tz="Europe/London")
    await slack.fails("slow", "users.info", times=1, delay=1.0)
    saying = asyncio.create_task(person.types(f"/note {family}: only once"))
    await slack.struck()
    waiting = slack.sandbox.slack.outbound.sockets._waiting.values()
    (in_use,) = [each.socket for each in waiting if "only once" in each.frame]
    assert in_use is not None
    drop(in_use)
    assert f"Note added to {family}." in await saying
    assert (await nathan.types(f"/contact {family}")).says.count("only once") == 1


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_while_slack_renews_the_connections_commands_are_answered(
    slack: Workspace, nathan: Person, reason: str
) -> None:
    await slack.cut(reason)
    for _ in range(10):
        assert "What you can type" in await nathan.types("/crm help")
        await pause(0.15)
    await slack.has_sockets(2)


async def test_connections_that_died_silently_are_noticed_and_renewed(slack: Workspace, nathan: Person) -> None:
    await slack.renews("silent")
    assert "What you can type" in await nathan.types("/crm help")
