"""The form of a follow: what a line could say, chosen field by field, in both languages, in a channel or in private."""

from collections.abc import Mapping

import pytest
import pytest_asyncio

from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys.test_warnings import warns

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "follow": "follow", "follows": "follows", "private": "private", "call": "activities “call”",
        "here": "This channel now follows", "mine": "You now follow", "already": "already follows",
        "nobody": "Choose a contact", "both": "left out here", "alone": "please empty", "all": "untick",
        "new": "Follow something…", "unknown": "No contact matches", "hold": "on hold", "daily": "Once a day",
        "key": "I do not know", "contact": "One contact", "words": "All whom this line of search finds",
        "not_types": "Not these types",
    },
    "fr": {
        "follow": "suivre", "follows": "suivis", "private": "en privé", "call": "activités « appel »",
        "here": "Ce canal suit désormais", "mine": "Vous suivez désormais", "already": "suit déjà",
        "nobody": "Choisissez un contact", "both": "écarté ici", "alone": "videz celui-ci", "all": "décochez",
        "new": "Suivre quelque chose…", "unknown": "Aucun contact", "hold": "bloqué", "daily": "Une fois par jour",
        "key": "Je ne connais pas", "contact": "Un contact", "words": "Tous ceux que trouve cette ligne de recherche",
        "not_types": "Pas ces types",
    },
}  # fmt: skip


@pytest.fixture
def says(language: str) -> Mapping[str, str]:
    return WORDS[language]


@pytest_asyncio.fixture(loop_scope="module")
async def team(slack: Workspace) -> str:
    """A public channel without the app in it."""
    return await slack.channel(members=["claire", "nathan"])


async def test_a_contact_and_the_types_that_are_told_are_chosen_and_the_channel_reads_that_it_begins(
    slack: Workspace, member: Person, team: str, family: str, says: Mapping[str, str]
) -> None:
    await member.has(family)
    await member.opens(f"/activity {says['follow']}", in_=team)
    saved = await member.saves(contact=family, types=[says["call"]], where="here")
    assert saved.form is not None
    assert says["here"] in saved.form
    assert family in saved.form
    begins = await member.sees("Ce canal suit désormais", in_=team)
    assert not begins.is_for_one
    assert "les activités « appel »" in begins
    assert "Carnet" in slack.members(team)
    await member.types(f"/note {family}: nobody hears")
    await member.types(f"/activity log call {family}: asked for a quote")
    assert "nobody hears" not in await member.sees("asked for a quote", in_=team)


async def test_what_is_wrong_stands_under_its_field_and_no_channel_is_entered(
    slack: Workspace, member: Person, team: str, family: str, says: Mapping[str, str]
) -> None:
    await member.has(family)
    await member.opens(f"/activity {says['follow']}", in_=team)
    assert says["nobody"] in (await member.submits()).errors[says["contact"]]
    sent = await member.submits(contact=family, words="city:lyon")
    assert says["alone"] in sent.errors[says["contact"]]
    await member.opens(f"/activity {says['follow']}", in_=team)
    sent = await member.submits(words="ctiy:lyon")
    assert says["key"] in sent.errors[says["words"]]
    assert says["unknown"] in (await member.submits(words="Zzyzx")).errors[says["words"]]
    sent = await member.submits(words="city:lyon", types=[says["call"]], not_types=[says["call"]])
    assert says["both"] in sent.errors[says["not_types"]]
    assert "Carnet" not in slack.members(team)
    saved = await member.saves(not_types=[])
    assert saved.form is not None
    assert "city:lyon" in saved.form


async def test_what_fields_find_together_is_followed_in_private_and_how_it_is_told_is_chosen_with_it(
    slack: Workspace, member: Person, team: str, family: str, says: Mapping[str, str]
) -> None:
    tag = f"vip{family.lower()}"
    await member.has(family, tags=[tag])
    await member.opens(f"/activity {says['follow']} {says['private']}", in_=team)
    saved = await member.saves(tags=[tag], words="city:lyon", cadence="daily")
    assert saved.form is not None
    assert says["mine"] in saved.form
    assert tag in saved.form
    assert "Carnet" not in slack.members(team)
    listed = await member.types(f"/activity {says['follows']} {says['private']}")
    assert f"{tag} city:lyon" in listed
    form = await member.opens(f"/activity settings {says['private']}")
    assert says["daily"] in form


async def test_the_list_of_what_is_followed_opens_the_form_and_everything_is_ticked(
    slack: Workspace, member: Person, team: str, says: Mapping[str, str]
) -> None:
    listed = await member.types(f"/activity {says['follows']}", in_=team)
    await member.clicks(says["new"], on=listed)
    await member.form()
    saved = await member.saves(all=["yes"], not_types=[says["call"]])
    assert saved.form is not None
    assert says["here"] in saved.form
    await member.sees("Ce canal suit désormais", in_=team)
    await member.opens(f"/activity {says['follow']}", in_=team)
    again = await member.saves(all=["yes"], not_types=[says["call"]])
    assert again.form is not None
    assert says["already"] in again.form


async def test_in_ones_messages_it_is_not_asked_where_and_of_a_contact_on_hold_once_more(
    slack: Workspace, member: Person, family: str, says: Mapping[str, str], language: str
) -> None:
    await member.has(family)
    reason = f"dispute{family}"
    await warns(member, family, language=language, hold=reason)
    await member.opens(f"/activity {says['follow']}", in_="dm")
    asked = await member.saves(contact=family)
    assert asked.form is not None
    assert reason in asked.form
    saved = await member.saves()
    assert saved.form is not None
    assert says["mine"] in saved.form
