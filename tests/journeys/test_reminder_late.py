"""After a time without Carnet: what fell due meanwhile comes in one message, in which each can be done."""

from datetime import timedelta

from tests.journeys._moments import KOLKATA, PARIS, day_ahead
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

MANY = 7


async def test_many_late_reminders_come_in_one_message_that_follows_what_becomes_of_them(
    slack: Workspace, claire: Person, marguerite: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS)
    due = day_ahead(now, 1, 9)
    for number in range(1, MANY + 1):
        await claire.types(f"/rappel @marguerite devis {number} pour {family} demain à 9h0{number}")
    await slack.moves_to(due + timedelta(hours=5))  # nothing was sent in between
    told = await marguerite.dm(f"devis 1 pour {family}")
    lines = [line for line in told.says.splitlines() if family in line]
    assert [line.split(" pour")[0] for line in lines] == [f"devis {number}" for number in range(1, MANY + 1)]
    assert told.says.startswith("Rappels en retard\nCarnet n’a rien pu envoyer pendant un moment.")
    assert await marguerite.times(f"devis 3 pour {family}", in_="dm") == 1
    await marguerite.clicks("Fait", on=told, beside=f"devis 3 pour {family}")
    told = await marguerite.becomes(told, f"03 h 03\ndevis 4 pour {family}")  # struck through, without its button
    assert told.buttons.count("Fait") == MANY - 1
    await marguerite.clicks("Fait", on=told, beside=f"devis 1 pour {family}")
    told = await marguerite.becomes(told, f"03 h 01\ndevis 2 pour {family}")
    assert told.buttons.count("Fait") == MANY - 2


async def test_the_word_that_nobody_did_it_waits_for_quiet_hours_and_comes_when_they_are_shortened(
    slack: Workspace, nathan: Person, priya: Person, family: str
) -> None:
    await slack.begins_at(10, KOLKATA, weekday=1)
    await priya.opens("/crm preferences")
    await priya.saves(quiet_from="11:00", quiet_until="17:00")
    await priya.visitor.close()
    await nathan.opens(f"/reminder new call {family} in 20 minutes")
    await nathan.saves(escalate_to=priya.id, escalate_after="1h")
    await nathan.visitor.close()
    await slack.passes(minutes=20)
    await nathan.dm(f"call {family}")
    await slack.passes(hours=1, minutes=5)
    await slack.settles()
    assert await priya.times(f"call {family}", in_="dm") == 0
    await priya.opens("/crm preferences")
    await priya.saves(quiet_from=None, quiet_until=None)
    await priya.visitor.close()
    assert "Not done yet" in await priya.dm(f"call {family}")
