"""Help, unknown words, and those who are not let in."""

import pytest

from bot.handlers.table import table
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

NOT_FOR_GUESTS = "Carnet is for the members of this workspace."


async def test_help_lists_every_verb_in_english(nathan: Person) -> None:
    told = await nathan.types("/crm help")
    for verb in table().verbs:
        assert f"• {verb.title}" in told or not verb.help, verb
    assert "• /note Ann Martin: prefers calls after 4pm  add a note to a contact" in told


async def test_help_lists_every_verb_in_french(claire: Person) -> None:
    told = await claire.types("/crm aide")
    for verb in table().verbs:
        title = f"{verb.command} {verb.fr or verb.name}".strip()
        assert f"• {title}" in told or not verb.help, verb
    assert "ajouter une note à un contact" in told


@pytest.mark.parametrize("line", ["/contact help", "/note help", "/reminder aide", "/activity help"])
async def test_each_command_knows_help(nathan: Person, line: str) -> None:
    assert "What you can type" in await nathan.types(line)


@pytest.mark.parametrize("line", ["/crm", "/crm help", "/crm HELP", "/crm aide", "/crm help me", "/crm  help "])
async def test_help_is_found_however_it_is_asked_for(nathan: Person, line: str) -> None:
    assert "What you can type" in await nathan.types(line)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("/crm hlep", "/crm help"), ("/crm contact", "/contact"), ("/crm reminders", "/reminder"),
        ("/contact imprt", "/contact import"), ("/contact nwe Bob", "/contact new"),
        ("/activity folow Bob", "/activity follow"), ("/reminder lsit", "/reminder list"),
    ],
)  # fmt: skip
async def test_an_unknown_verb_suggests_the_nearest(nathan: Person, line: str, meant: str) -> None:
    answer = await nathan.types(line)
    assert "Did you mean" in answer, answer
    assert meant in answer


async def test_an_unknown_verb_suggests_the_nearest_in_french(claire: Person) -> None:
    answer = await claire.types("/crm aied")
    assert "Vouliez-vous dire /crm aide" in answer


async def test_what_is_near_nothing_points_to_the_help(nathan: Person) -> None:
    answer = await nathan.types("/crm xylophone")
    assert "I do not know xylophone. Type /crm help" in answer


@pytest.mark.parametrize("who", ["guest", "left", "robot", "stranger"])
async def test_who_is_no_member_is_told_so_and_sees_nothing(slack: Workspace, family: str, who: str) -> None:
    await slack.people["nathan"].has(family, comment="secret of the house")
    person = slack.people[who]
    for line in (f"/contact {family}", "/contact new", "/crm help", f"/note {family}: hello", "/reminder list"):
        # Nobody who left can type; Slack may still deliver what they typed before.
        answer = await (slack.answer(slack.command(line, who=who)) if who == "left" else person.types(line))
        assert NOT_FOR_GUESTS in answer, line
        assert family not in answer
        assert "secret" not in answer
    assert await person.looks() is None
    assert "Latest note" not in await slack.people["nathan"].types(f"/contact {family}")


async def test_a_guest_who_reads_french_is_told_in_french(slack: Workspace) -> None:
    visitor = await slack.newcomer(locale="fr-FR", is_ultra_restricted=True)
    assert "Carnet est réservé aux membres" in await visitor.types("/crm aide")


async def test_a_guest_who_clicks_on_somebody_elses_card_is_refused(slack: Workspace, family: str) -> None:
    nathan, visitor = slack.people["nathan"], await slack.newcomer(tz="Europe/London")
    await nathan.has(family)
    card = await visitor.types(f"/contact {family}")
    await slack.changes(visitor, is_restricted=True)
    await visitor.clicks("Add a note", on=card)
    await visitor.sees(NOT_FOR_GUESTS)
    assert await visitor.looks() is None


async def test_a_person_who_changes_language_is_answered_in_it(slack: Workspace) -> None:
    person = await slack.newcomer(locale="en-GB", tz="Europe/London")
    assert "What you can type" in await person.types("/crm help")
    await slack.changes(person, locale="fr-CA")
    assert "Ce que vous pouvez taper" in await person.types("/crm help")
