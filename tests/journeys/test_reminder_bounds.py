"""A series whose end is no date, and one that would come several times a day: asked or refused in words that help."""

from collections.abc import Mapping

import pytest

from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._reading import plain
from tests.journeys._slack import Workspace

TUESDAY = 1
FRENCH = {
    "call {} every monday at 9 until summer": "appeler {} tous les lundis à 9h jusqu'à l'été",
    "until summer": "jusqu'à l'été",
    "I cannot tell which day": "Je ne sais pas quel jour veut dire",
    "every Monday until 30 June": "tous les lundis jusqu’au 30 juin",
    "every Monday, from": "tous les lundis, à partir du",
    "Repeats every Monday": "Revient tous les lundis",
    "call {} twice a week": "appeler {} deux fois par semaine",
    "twice a week": "deux fois par semaine",
    "every hour": "toutes les heures",
    "I cannot plan": "Je ne peux pas planifier",
    "every Monday and Thursday at 14:00": "tous les lundis et jeudis à 14h",
    "When": "Quand",
    "reminder": "rappel",
}


@pytest.fixture
def says(language: str) -> Mapping[str, str]:
    return FRENCH if language == "fr" else {each: each for each in FRENCH}


async def test_an_end_that_is_no_date_is_asked_with_its_words_and_nothing_is_planned_before(
    slack: Workspace, member: Person, family: str, says: Mapping[str, str]
) -> None:
    await slack.begins_at(10, PARIS, weekday=TUESDAY)
    line = says["call {} every monday at 9 until summer"].format(family)
    asked = await member.types(f"/{says['reminder']} {line}")
    assert says["I cannot tell which day"] in asked
    assert says["until summer"] in asked
    assert says["every Monday until 30 June"] in asked
    (endless,) = asked.buttons
    assert endless.startswith(says["every Monday, from"])
    assert family not in await member.types(f"/{says['reminder']} {'liste' if says['When'] == 'Quand' else 'list'}")
    await member.clicks(endless, on=asked)
    await member.becomes(asked, says["Repeats every Monday"], in_="sales")


async def test_several_times_a_day_or_a_week_are_refused_with_what_can_be_planned(
    slack: Workspace, member: Person, family: str, says: Mapping[str, str]
) -> None:
    await slack.begins_at(10, PARIS)
    refused = await member.types(f"/{says['reminder']} {says['call {} twice a week'].format(family)}")
    assert says["I cannot plan"] in refused
    assert says["twice a week"] in refused
    assert says["every Monday and Thursday at 14:00"] in refused
    assert refused.buttons == []
    await member.opens(f"/{says['reminder']} {'nouveau' if says['When'] == 'Quand' else 'new'} {family}")
    wrong = plain((await member.submits(when=says["every hour"])).errors[says["When"]])
    assert says["I cannot plan"] in wrong
    assert says["every hour"] in wrong
    wrong = plain(
        (await member.submits(when=says["call {} every monday at 9 until summer"].format(""))).errors[says["When"]]
    )
    assert says["until summer"] in wrong
