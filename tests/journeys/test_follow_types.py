"""Following what is logged by hand, one type of it or all but one, in both languages, in channels and in private."""

from collections.abc import Mapping

import pytest
import pytest_asyncio

from bot.crm import choices
from bot.model.choices import ChoiceKind
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import as_admin, has_choice

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "follow": "follow", "follows": "follows", "log": "log", "call": "call", "visit": "visit", "all": "everything",
        "type": "type:call", "without": "without calls", "wrong": "everything type:cal", "nearest": "type:call",
        "unknown": "I do not know the type", "private": "private", "list": "in private", "only": "only",
    },
    "fr": {
        "follow": "suivre", "follows": "suivis", "log": "noter", "call": "appel", "visit": "visite", "all": "tout",
        "type": "type:appel", "without": "sans les appels", "wrong": "tout -type:appell", "nearest": "type:appel",
        "unknown": "Je ne connais pas le type", "private": "en privé", "list": "en privé", "only": "seulement",
    },
}  # fmt: skip


@pytest.fixture
def says(language: str) -> Mapping[str, str]:
    return WORDS[language]


@pytest.fixture
def other(language: str, claire: Person, nathan: Person) -> Person:
    return nathan if language == "fr" else claire


@pytest_asyncio.fixture(loop_scope="module")
async def team(slack: Workspace) -> str:
    return await slack.channel(members=["claire", "nathan"])


async def test_a_channel_is_told_of_calls_alone(
    slack: Workspace, member: Person, team: str, family: str, says: Mapping[str, str]
) -> None:
    await member.has(family)
    said = await member.types(f"/activity {says['follow']} {family} {says['type']}", in_=team)
    assert "les activités « appel »" in said  # the channel's language
    await member.types(f"/activity {says['log']} {says['visit']} {family}: the roof leaks")
    await member.types(f"/activity {says['log']} {says['call']} {family}: asked for a quote")
    post = await member.sees("asked for a quote", in_=team)
    assert "the roof leaks" not in post
    listed = await member.types(f"/activity {says['follows']}", in_=team)
    assert f"{says['only']} " in listed
    assert says["call"] in listed


async def test_in_private_one_is_told_of_all_but_calls(
    slack: Workspace, member: Person, other: Person, family: str, says: Mapping[str, str]
) -> None:
    await member.has(family)
    said = await member.types(f"/activity {says['follow']} {family} {says['without']} {says['private']}")
    assert said.is_for_one
    assert f" {says['call']} " in said.says.replace("“", " ").replace("”", " ").replace("\u00a0", " ")
    await other.types(f"/activity log call {family}: nobody hears")
    await other.types(f"/activity log visit {family}: the roof leaks")
    told = await member.dm("the roof leaks")
    assert "nobody hears" not in told


async def test_a_type_that_there_is_not_is_said_with_the_nearest_and_nothing_is_followed(
    slack: Workspace, member: Person, team: str, says: Mapping[str, str]
) -> None:
    said = await member.types(f"/activity {says['follow']} {says['wrong']}", in_=team)
    assert says["unknown"] in said
    assert says["nearest"] in said
    assert said.is_for_one
    assert "Carnet" not in slack.members(team)


async def test_a_type_goes_by_its_new_name_and_once_deleted_says_so(
    slack: Workspace, member: Person, other: Person, team: str, family: str, says: Mapping[str, str], language: str
) -> None:
    tour = await has_choice(slack, ChoiceKind.ACTIVITY, f"tour {family}")
    await member.has(family)
    await member.types(f"/activity {says['follow']} {family} type:tour {family}", in_=team)
    async with as_admin(slack) as work:
        await choices.rename(work, tour.id, f"round {family}")
    await other.types(f"/activity log round {family} {family}: all is well")
    post = await member.sees("all is well", in_=team)
    await member.chooses("Pourquoi ce message ?", on=post)
    assert f"round {family}" in await member.sees({"en": "because of", "fr": "parce que"}[language], in_=team)
    async with as_admin(slack) as work:
        await choices.delete(work, tour.id, to=None)
    listed = await member.types(f"/activity {says['follows']}", in_=team)
    assert {"en": "a type that was deleted", "fr": "un type qui a été supprimé"}[language] in listed
    await other.types(f"/activity log call {family}: nobody hears")
    await other.types(f"/note {family}: nor of this")
    await slack.settles()
    for words in ("nobody hears", "nor of this"):
        assert await member.times(words, in_=team) == 0
