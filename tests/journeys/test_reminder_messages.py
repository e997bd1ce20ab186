"""The message of a reminder: Done, Snooze and Reopen rewrite it where it stands."""

import asyncio
from datetime import timedelta

import pytest

from tests.journeys._moments import KOLKATA, PARIS, day_ahead, in_french
from tests.journeys._person import Person
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace


async def told(slack: Workspace, person: Person, title: str) -> Shown:
    """A reminder of one's own that has just come."""
    await person.types(f"/reminder {title} in 20 minutes")
    await slack.passes(minutes=20)
    return await person.dm(title)


async def test_done_rewrites_the_message_and_reopen_brings_it_back(
    slack: Workspace, nathan: Person, family: str
) -> None:
    message = await told(slack, nathan, f"call {family}")
    await nathan.clicks("Done", on=message)
    done = await nathan.becomes(message, "Done by @Nathan Brooks")
    assert done.buttons == ["Reopen"]
    assert family not in await nathan.types("/reminder list")
    await nathan.clicks("Reopen", on=done)
    again = await nathan.becomes(message, "[Done]")
    assert "Done by" not in again
    assert family in await nathan.types("/reminder list")
    assert await nathan.times(f"call {family}", in_="dm") == 1


@pytest.mark.parametrize(("choice", "minutes"), [("15 minutes", 15), ("1 heure", 60)])
async def test_snoozed_it_says_until_when_and_comes_again(
    slack: Workspace, claire: Person, family: str, choice: str, minutes: int
) -> None:
    await slack.begins_at(10, PARIS)  # on the minute, so that the minute read is the minute clicked
    await claire.types(f"/rappel appeler {family} dans 5 minutes")
    await slack.passes(minutes=5)
    message = await claire.dm(family)
    clicked = (await slack.now()).astimezone(PARIS)
    await claire.chooses(choice, on=message)
    snoozed = await claire.becomes(message, "Reporté")
    assert in_french(clicked + timedelta(minutes=minutes)) in snoozed
    assert "Fait" not in " ".join(snoozed.buttons)
    await slack.passes(minutes=minutes - 1)
    await slack.settles()
    assert await claire.times(family, in_="dm") == 1
    await slack.passes(minutes=1.1)
    await claire.dms(family, times=2)


async def test_snoozed_until_tomorrow_it_comes_at_nine_of_the_readers_own_zone(
    slack: Workspace, priya: Person, family: str
) -> None:
    message = await told(slack, priya, f"call {family}")
    clicked = (await slack.now()).astimezone(KOLKATA)
    await priya.chooses("Tomorrow 09:00", on=message)
    nine = day_ahead(clicked, 1, 9)
    await priya.becomes(message, f"{nine.day} ")
    await slack.moves_to(nine - timedelta(seconds=30))
    await slack.settles()
    assert await priya.times(family, in_="dm") == 1
    await slack.moves_to(nine)
    await priya.dms(family, times=2)


async def test_done_by_one_is_done_in_the_messages_of_all(
    slack: Workspace, claire: Person, nathan: Person, priya: Person, family: str
) -> None:
    await nathan.types(f"/reminder @claire @priya call {family} in 20 minutes")
    await slack.passes(minutes=20)
    hers, other = await claire.dm(family), await priya.dm(family)
    await priya.clicks("Done", on=other)
    await priya.becomes(other, "Done by @Priya Sen")
    closed = await claire.becomes(hers, "Fait par @Priya Sen")
    assert closed.buttons == ["Rouvrir"]


async def test_done_twice_at_once_is_done_once(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    message = await told(slack, nathan, f"call {family}")
    # The later clicks may find the message rewritten and its button gone: then the stand-in refuses them.
    await asyncio.gather(*(nathan.clicks("Done", on=message) for _ in range(3)), return_exceptions=True)
    await nathan.becomes(message, "Done by @Nathan Brooks")
    happened = await nathan.types(f"/activity {family}")
    assert happened.says.count("closed a reminder") == 1


async def test_a_reminder_closed_before_its_time_does_not_come(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.types(f"/reminder call {family} in 20 minutes")
    held = await nathan.types("/reminder list")
    await nathan.clicks("Done", on=held, beside=family)
    await nathan.becomes(held, without=family, in_="sales")
    assert family not in (await nathan.types("/reminder list")).says
    await slack.passes(minutes=30)
    await slack.settles()
    assert await nathan.times(family, in_="dm") == 0


async def test_the_contact_opens_from_the_message(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", comment="likes it short")
    message = await told(slack, nathan, f"call {family}")
    await nathan.clicks("Open", on=message)
    card = await nathan.sees("likes it short", in_="dm")
    assert card.ts != message.ts
