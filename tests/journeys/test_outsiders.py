"""People from outside in a channel that follows contacts: names alone are told, or nothing, as the setting says."""

import asyncio
from collections.abc import AsyncIterator

import pytest_asyncio

from tests.journeys._admin import admin_of
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

SAYS = {
    "fr": {
        "follow": "/activity suivre",
        "unfollow": "/activity arrêter",
        "channel": "canal",
        "settings": "/crm réglages",
        "nothing": "n’ont rien",
        "names": "n’ont que les noms",
        "label": "Canaux avec des invités ou des personnes d’une autre entreprise",
        "refused": "les réglages de cet espace de travail disent que rien n’y est annoncé",
        "why": "/crm réglages",
        "place": "/activity réglages",
    },
    "en": {
        "follow": "/activity follow",
        "unfollow": "/activity unfollow",
        "channel": "channel",
        "settings": "/crm settings",
        "nothing": "are told nothing",
        "names": "are told names only",
        "label": "Channels with guests or people of another company",
        "refused": "the settings of this workspace say that such channels are told nothing",
        "why": "/crm settings",
        "place": "/activity settings",
    },
}
NAMES_ALONE = "seuls les noms"  # channels are told in the language of the workspace


@pytest_asyncio.fixture(loop_scope="module")
async def admin(slack: Workspace, language: str) -> AsyncIterator[Person]:
    admin = await admin_of(slack, language)
    yield admin
    await _sets(admin, "names", language)


async def test_a_channel_with_a_guest_follows_and_is_told_names_alone(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan", "guest"])
    started = await member.types(f"{says['follow']} {family}", in_=team)
    assert NAMES_ALONE in started
    assert not started.is_for_one
    await member.types(f"/note {family}: pays late")
    told = await member.sees(f"une note sur Anne {family}", in_=team)
    assert NAMES_ALONE in told
    assert "pays late" not in told
    await member.types(f"{says['follow']} city:{family}", in_=team)
    assert all(f"city:{family}" not in each or each.is_for_one for each in await member.reads(team, latest=20))


async def test_where_the_setting_says_nothing_such_a_channel_follows_nobody_and_is_told_why(
    slack: Workspace, claire: Person, nathan: Person, admin: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await _sets(admin, "nothing", language)
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan", "guest"])
    refused = await member.types(f"{says['follow']} {family}", in_=team)
    for words in (says["refused"], says["label"], says["why"]):
        assert words in refused
    assert refused.is_for_one


async def test_where_the_setting_says_nothing_lines_are_dropped_and_what_follows_is_not_held_up(
    slack: Workspace, claire: Person, nathan: Person, admin: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan"])
    await member.types(f"{says['follow']} {family}", in_=team)
    await member.types(f"/note {family}: prefers calls")
    post = await member.sees("prefers calls", in_=team)
    await _sets(admin, "nothing", language)
    await slack.lets_in("guest", team)
    await slack.settles()
    await member.types(f"/note {family}: pays late")
    held = await member.becomes(post, "rien n’est donc annoncé", in_=team)
    assert "prefers" not in held
    assert family not in held
    await slack.passes(minutes=2)
    await member.types(f"/note {family}: owes much")
    await slack.settles()
    await _sets(admin, "names", language)
    await slack.passes(minutes=2)
    await member.types(
        f"/reminder call {family} tomorrow at 9" if language == "en" else f"/reminder appeler {family} demain à 9h"
    )
    await member.sees(f"un rappel sur Anne {family}", in_=team)
    said = [each for each in await member.reads(team, latest=20) if f"Anne {family}" in each]
    assert not any(word in each for each in said for word in ("prefers", "pays late", "owes much", "une note"))


async def test_a_digest_in_a_channel_with_an_outsider_says_names_alone(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan"])
    await member.types(f"{says['follow']} {family}", in_=team)
    await member.opens(says["place"], in_=team)
    await member.saves(cadence="daily")
    await member.visitor.close(is_cleared=True)
    await member.types(f"/note {family}: pays late")
    await slack.lets_in("stranger", team)
    await slack.settles()
    await slack.passes(hours=25)
    told = await member.sees(f"une note sur Anne {family}", in_=team)
    assert NAMES_ALONE in told
    assert "pays late" not in told


async def test_where_slack_does_not_say_who_reads_along_names_alone_are_told(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    teams = [await slack.channel(members=["claire", "nathan"]) for _ in range(2)]
    for team, fault in zip(teams, ({"kind": "error", "error": "missing_scope"}, {"kind": "500"}), strict=True):
        await member.types(f"{says['follow']} {family}", in_=team)
        await slack.passes(minutes=2)  # what was found out for the channel before is asked anew
        await slack.fails(method="conversations.members", **fault)
        await member.types(f"/note {family}: pays late")
        for _ in range(4):
            await slack.settles()
            await slack.passes(minutes=1)
        told = await member.sees(f"une note sur Anne {family}", in_=team)
        await slack.recovers()
        assert NAMES_ALONE in told
        assert "pays late" not in told


async def test_what_is_followed_no_more_is_said_in_the_channel_without_the_values_it_asked_for(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan", "guest"])
    await member.types(f"{says['follow']} city:{family}", in_=team)
    stopped = await member.types(f"{says['unfollow']} city:{family}", in_=team)
    assert f"city:{family}" in stopped
    assert stopped.is_for_one


async def test_where_the_setting_says_nothing_the_card_of_a_contacts_channel_says_no_name(
    slack: Workspace, claire: Person, nathan: Person, admin: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    await member.types(f"/activity {says['channel']} {family}")
    await member.dm(f"Anne {family}")
    team = f"contact-anne-{family.lower()}"
    found = [each for each in slack.sandbox.slack.world.channels if each.name == team]
    slack.channels[team] = found[0].id
    card = await member.sees(f"Anne {family}", in_=team)
    await _sets(admin, "nothing", language)
    await slack.lets_in("guest", team)
    await slack.settles()
    await slack.passes(minutes=1)
    await member.becomes(card, "rien n’est donc annoncé", without=family, in_=team)


async def test_whoever_became_a_guest_is_told_nothing_in_private_of_what_they_followed(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(f"Anne {family}")
    visitor = await slack.newcomer(tz="Europe/London")
    await visitor.types(f"/activity follow {family} private")
    await nathan.types(f"/note {family}: prefers calls")
    await visitor.dm("prefers calls")
    await slack.changes(visitor, is_restricted=True)
    await asyncio.sleep(1.1)  # who they were is believed for a second of the steady clock
    await slack.passes(minutes=5)
    await nathan.types(f"/note {family}: pays late")
    await slack.settles()
    await slack.passes(minutes=5)
    assert not any("pays late" in each for each in await visitor.reads("dm"))


async def test_of_a_private_note_no_channel_is_told_anything(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    member, says = claire if language == "fr" else nathan, SAYS[language]
    await member.has(f"Anne {family}")
    team = await slack.channel(members=["claire", "nathan", "guest"])
    await member.types(f"{says['follow']} {family}", in_=team)
    await member.opens(f"/note {'nouvelle' if language == 'fr' else 'new'} {family}")
    await member.saves(title="pays late", audience="private")
    await member.visitor.close(is_cleared=True)
    await slack.settles()
    await member.types(
        f"/reminder call {family} tomorrow at 9" if language == "en" else f"/reminder appeler {family} demain à 9h"
    )
    await member.sees(f"un rappel sur Anne {family}", in_=team)
    assert not any("une note" in each or "pays late" in each for each in await member.reads(team, latest=20))


async def _sets(admin: Person, told: str, language: str) -> None:
    says = SAYS[language]
    form = await admin.opens(says["settings"])
    assert form.typed(says["label"]) in ("names", "nothing")
    assert says[told] in await admin.saves(outsiders=told)
    await admin.visitor.close(is_cleared=True)
