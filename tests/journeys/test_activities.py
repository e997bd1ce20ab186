"""Calls, meetings, visits that people log by hand: by a form, in one line, from a message; changed, deleted, undone."""

from collections.abc import Mapping

import pytest

from tests.journeys._admin import admin_of, in_language
from tests.journeys._contacts import looks_at, opens_record
from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._reading import formatted
from tests.journeys._slack import Workspace
from tests.journeys.test_choices import _listed, has_choice

FRENCH: Mapping[str, str] = {
    "Log an activity": "Consigner une activité",
    "Activity logged": "Activité consignée",
    "Change": "Modifier",
    "Delete…": "Supprimer…",
    "Change activity": "Modifier l’activité",
    "Undo": "Annuler l’action",
    "Activity": "Activité",
    "log": "noter",
    "call": "appel",
    "visit": "visite",
    "logged “call” for": "a consigné « appel » pour",
    "logged “visit” for": "a consigné « visite » pour",
    "changed “visit” for": "a modifié « visite » pour",
    "deleted “visit” for": "a supprimé « visite » pour",
    "restored “visit” for": "a rétabli « visite » pour",
    "Stay factual and polite": "Restez factuel et poli",
    "This is still to come": "C’est encore à venir",
    "I am not sure which moment": "Je ne suis pas sûr du moment",
    "When it took place": "Quand cela a eu lieu",
    "yesterday at 3pm": "hier à 15h",
    "tomorrow at 9": "demain à 9h",
    "one day perhaps": "un de ces jours",
    "can undo this for 30 days": "pouvez l’annuler pendant 30 jours",
    "This activity was deleted.": "Cette activité a été supprimée.",
    "is as it was before": "est comme avant",
    "What was it with": "De quoi s’agissait-il avec",
    "Read in full": "Lire en entier",
    "Logged for": "Consigné pour",
}


@pytest.fixture
def says(language: str) -> Mapping[str, str]:
    return FRENCH if language == "fr" else {each: each for each in FRENCH}


async def test_an_activity_is_logged_from_the_card_read_changed_deleted_and_brought_back(
    slack: Workspace, member: Person, family: str, language: str, says: Mapping[str, str]
) -> None:
    await slack.begins_at(10, PARIS)
    await member.has(f"Anne {family}")
    card = await member.types(f"/contact {family}")
    await member.clicks(says["Log an activity"], on=card)
    form = await member.form()
    assert form.title == says["Log an activity"]
    assert says["Stay factual and polite"] in form
    wrong = (await member.submits(type=says["call"], at=says["tomorrow at 9"])).errors
    assert says["This is still to come"] in wrong[says["When it took place"]]
    wrong = (await member.submits(at=says["one day perhaps"])).errors
    assert says["I am not sure which moment"] in wrong[says["When it took place"]]
    saved = (await member.saves(at=says["yesterday at 3pm"], body=formatted(f"wants {family}"))).form
    assert saved is not None
    assert (saved.title, f"wants {family}" in saved) == (says["Activity logged"], True)
    await member.clicks(says["Change"], on=saved)
    form = await member.form()
    assert form.title == says["Change activity"]
    await member.saves(type=says["visit"])
    read = await member.form(saying=says["visit"])
    await member.clicks(says["Delete…"], on=read)
    await member.form(saying=says["can undo this for 30 days"])
    gone = (await member.saves()).form
    assert gone is not None
    await member.clicks(says["Undo"], on=gone)
    await member.form(saying=says["is as it was before"])
    await member.visitor.close(is_cleared=True)
    told = await member.types(f"/activity {family}")
    lines = told.says.splitlines()
    for n, line in enumerate(("restored “visit” for", "deleted “visit” for", "changed “visit” for"), start=1):
        assert says[line] in lines[n]
    assert says["logged “call” for"] in told
    await opens_record(member, f"Anne {family}", language=language)
    tab = await looks_at(member, says["Activity"], shows=says["logged “call” for"])
    await member.chooses(says["Read in full"], on=tab)
    assert f"wants {family}" in await member.form(saying=says["visit"])


async def test_a_line_says_the_type_the_contact_the_moment_and_what_was_said(
    slack: Workspace, member: Person, family: str, language: str, says: Mapping[str, str]
) -> None:
    await slack.begins_at(10, PARIS)
    await member.has(f"Ann {family}")
    line = f"/activity {says['log']} {says['call']} Ann {family} {says['yesterday at 3pm']}: asked for a quote at 15:30"
    told = await member.types(line)
    assert f"{says['Logged for']} Ann {family}" in told
    assert "asked for a quote at 15:30" in told
    assert ("15:00" if language == "fr" else "3:00 PM") in told
    waits = await member.types(f"/activity {says['log']} Ann {family}: no type")
    assert f"{says['What was it with']} Ann {family}" in waits
    await member.clicks(says["visit"], on=waits)
    await member.becomes(waits, says["Logged for"], in_="sales")
    happened = await member.types(f"/activity {family}")
    assert f"{says['logged “visit” for']} Ann {family}" in happened
    assert "no type" in happened


async def test_the_type_may_stand_behind_the_name_with_the_moment_behind_it_and_what_is_to_come_is_refused(
    slack: Workspace, member: Person, family: str, language: str, says: Mapping[str, str]
) -> None:
    await slack.begins_at(10, PARIS)
    await member.has(f"Ann {family}")
    told = await member.types(f"/activity {says['log']} Ann {family} {says['call']} {says['yesterday at 3pm']}: a word")
    assert f"{says['Logged for']} Ann {family}: {says['call']}".replace(":", " :" if language == "fr" else ":") in told
    assert ("15:00" if language == "fr" else "3:00 PM") in told
    refused = await member.types(f"/activity {says['log']} {says['call']} Ann {family} {says['tomorrow at 9']}: later")
    assert says["This is still to come"] in refused
    assert "later" in refused
    assert "later" not in await member.types(f"/activity {family}")


@pytest.mark.parametrize("line", ["{slip} Ann {family}: asked for a quote", "Ann {family} {slip}: asked for a quote"])
async def test_a_type_with_a_slip_in_it_is_that_type(
    member: Person, family: str, language: str, says: Mapping[str, str], line: str
) -> None:
    slip = "apel" if language == "fr" else "cal"
    await member.has(f"Ann {family}")
    said = await member.types(f"/activity {says['log']} {line.format(slip=slip, family=family)}")
    assert f"Ann {family}" in said
    assert says["call"] in said
    assert says["logged “call” for"] in await member.types(f"/activity Ann {family}")


async def test_where_several_contacts_fit_the_line_waits_for_a_choice(nathan: Person, family: str) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    asked = await nathan.types(f"/activity log {family}: a word")
    assert f"Ann {family}" in asked
    await nathan.clicks("Choose", on=asked, beside=f"Bea {family}")
    which = await nathan.becomes(asked, f"What was it with Bea {family}", in_="sales")
    await nathan.clicks("meeting", on=which)
    assert "meeting" in await nathan.becomes(asked, f"Logged for Bea {family}", in_="sales")
    assert "What was said or done?" in await nathan.types(f"/activity log call {family}:")
    assert "Name the contact" in await nathan.types("/activity log call: hello")
    assert f"No contact matches Zz{family}" in await nathan.types(f"/activity log call Zz{family}: hello")


async def test_a_message_is_logged_with_its_time_and_the_way_back(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    message = await claire.posts(f"Ann {family} called about the *offer*")
    form = await nathan.shortcut_on(message, "log_activity")
    assert "The message of @Claire Moreau (demo)" in form
    assert "The contact is guessed from the message." in form
    saved = (await nathan.saves(type="call")).form
    assert saved is not None
    assert f"Contact: Ann {family}" in saved
    assert f"/archives/{message.raw['channel']}/p{message.ts.replace('.', '')}" in str(saved.raw["blocks"])
    await nathan.visitor.close()
    happened = await nathan.types(f"/activity {family}")
    assert f"logged “call” for Ann {family}" in happened
    assert "Open the message" in happened


async def test_only_its_author_and_managers_change_an_activity(
    slack: Workspace, nathan: Person, claire: Person, marguerite: Person, family: str
) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity log call {family}: mine alone")
    theirs = await claire.types(f"/activity {family}")
    assert [option["text"]["text"] for _, _, option in theirs.options()] == ["Lire en entier"]
    listed = await marguerite.types(f"/activity {family}")
    await marguerite.chooses("Supprimer…", on=listed)
    await marguerite.form(saying="pendant 30 jours")
    await marguerite.saves()
    await marguerite.visitor.close(is_cleared=True)
    assert "a supprimé « appel »" in await claire.types(f"/activity {family}")


async def test_an_admin_adds_types_and_gives_others_in_their_place(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, in_words = await admin_of(slack, language), in_language(language)
    types, new = ("Types d’activités", "Nouveau type") if language == "fr" else ("Types of activities", "New type")
    fair, show = f"salon{family}", f"demo{family}"
    for name in (fair, show):
        await has_choice(admin, types, new, name)
    await nathan.has(family)
    await nathan.types(f"/activity log {fair} {family}: at the fair")
    assert f"“{fair}”" in await nathan.types(f"/activity list {family} type:{fair}")
    counted = f"{fair} · 1 activité" if language == "fr" else f"{fair} · 1 activity"
    listed = await _listed(admin, types, counted, line=in_words("/crm lists"))
    await admin.chooses(in_words("Delete…"), on=listed, beside=fair)
    await admin.form()
    await admin.saves(to=show)
    await admin.form(saying=f"{show} · 1 activi", without=fair)
    await admin.visitor.close(is_cleared=True)
    moved = await nathan.types(f"/activity list {family} type:{show}")
    assert "at the fair" in moved
    assert "I do not know the type" in await nathan.types(f"/activity list {family} type:{fair}")
