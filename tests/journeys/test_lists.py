"""Lists of contacts: how many there are, page by page, asked again, in one's own columns and order."""

import pytest

from bot.model.members import Role
from tests.journeys._contacts import TABS
from tests.journeys._lists import closes_all, has_many, lists
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def test_a_list_is_turned_page_by_page_and_says_how_many_there_are(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 25)
    listed = await lists(nathan, family, saying=f"25 contacts match {family}.")
    assert listed.title == "Contacts"
    assert "Page 1 of 3" in listed
    assert listed.buttons.count("Open") == 10
    await nathan.clicks("Next", on=listed)
    await nathan.clicks("Next", on=await nathan.form(saying="Page 2 of 3"))
    last = await nathan.form(saying="Page 3 of 3")
    assert last.buttons.count("Open") == 5
    await nathan.clicks("Previous", on=last)
    await nathan.form(saying="Page 2 of 3")
    await closes_all(nathan)


async def test_a_list_speaks_french_to_whoever_reads_french(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}", company="Crème & Fils")
    await claire.has(f"Zoé {family}")
    listed = await lists(claire, family, saying=f"2 contacts correspondent à {family}.", language="fr")
    assert listed.buttons[:3] == ["Sélectionner…", "Colonnes et ordre", "Recherche avancée"]
    assert f"Anne {family}\nCrème & Fils · #" in listed
    await claire.clicks("Ouvrir", on=listed, beside=f"Anne {family}")
    await claire.form(saying=TABS["fr"][0])
    await claire.visitor.close()
    assert f"2 contacts correspondent à {family}." in await claire.form(saying=family)
    await closes_all(claire)


async def test_the_line_is_asked_again_in_its_place(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.has(f"Bea {family}")
    await lists(nathan, family, saying=f"2 contacts match {family}.")
    found = await nathan.saves(query=f"bea {family}")
    assert f"1 contact matches bea {family}." in found
    assert f"Ann {family}" not in found
    assert "There is no contact" not in await nathan.saves(query="")
    assert f"No contact matches {family} {family}zz." in await nathan.saves(query=f"{family} {family}zz")
    await closes_all(nathan)


@pytest.mark.parametrize(
    ("name", "line", "sentence"),
    [
        ("nathan", "taag:clients", "I do not know the filter taag. Did you mean tag:?"),
        ("claire", "vile:Lyon", "Je ne connais pas le filtre vile. Vouliez-vous dire ville: ?"),
    ],
)
async def test_a_line_that_means_nothing_is_mended_where_it_stands(
    slack: Workspace, family: str, name: str, line: str, sentence: str
) -> None:
    person, language = slack.people[name], "fr" if name == "claire" else "en"
    await person.has(f"Ann {family}")
    await lists(person, line, saying=sentence, language=language)
    assert f"Ann {family}" in await person.saves(query=family)
    wrong = await person.saves(query=line)
    assert sentence in wrong
    assert f"Ann {family}" in wrong, "what was found before stays"
    assert sentence not in await person.saves(query=family)
    await closes_all(person)


async def test_many_hits_lead_from_the_command_to_the_list(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 12)
    answer = await nathan.types(f"/contact {family}")
    assert f"12 contacts match {family}." in answer.says.replace("At least ", "")
    await nathan.clicks(next(label for label in answer.buttons if label.startswith("See")), on=answer)
    assert f"12 contacts match {family}." in await nathan.form(saying="Page 1 of 2")
    await closes_all(nathan)


async def test_columns_and_order_are_each_person_s_own_and_stay(slack: Workspace, nathan: Person, family: str) -> None:
    ann = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await nathan.has(f"Zed {family}", phones="212 555 0187", tags="Clients")
    await nathan.has(f"Ann {family}")
    await ann.clicks("Columns and order", on=await lists(ann, family, saying=f"2 contacts match {family}."))
    form = await ann.form(saying="Beside each name")
    assert form.typed("Beside each name").splitlines() == ["company", "city", "number"]
    await ann.saves(columns=["phone", "tags"], sort="created")
    changed = await ann.form(saying="The newest first")
    assert f"Zed {family}\n212 555 0187 · Clients\n" in changed
    assert changed.says.index(f"Ann {family}") < changed.says.index(f"Zed {family}")
    await closes_all(ann)
    again = await lists(ann, family, saying="The newest first")
    assert f"Zed {family}\n212 555 0187 · Clients\n" in again
    await closes_all(ann)
    assert "212 555 0187" not in await lists(nathan, family, saying=f"2 contacts match {family}.")
    await closes_all(nathan)


async def test_who_only_reads_looks_and_changes_nothing(slack: Workspace, nathan: Person, family: str) -> None:
    await has_many(nathan, family, 12)
    reader = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await slack.gives_role(reader, Role.READER)
    listed = await lists(reader, family, saying=f"12 contacts match {family}.")
    assert not {"Select…", "Save this search"} & set(listed.buttons)
    await reader.clicks("Next", on=listed)
    await reader.form(saying="Page 2 of 2")
    await reader.clicks("Advanced search", on=await reader.form(saying="Page 2 of 2"))
    await reader.form(saying="Has all these tags")
    await reader.saves(city="Springfield")
    await reader.form(saying=f"12 contacts match city:Springfield {family}.")
    await closes_all(reader)


async def test_home_leads_to_all_contacts(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.clicks("All contacts", on=await nathan.opens_home())
    await nathan.form(saying="Search (empty: everyone)")
    assert f"1 contact matches {family}." in await nathan.saves(query=family)
    await closes_all(nathan)
