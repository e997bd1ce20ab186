"""Notes by contact, by period, one's own, closed or not, and those that have certain words; page by page."""

from datetime import timedelta

from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

WEDNESDAY = 2


async def test_notes_are_listed_by_contact_by_period_and_whose_they_are(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    now = await slack.begins_at(10, PARIS, weekday=WEDNESDAY)
    for first in ("Anne", "Béa"):
        await claire.has(f"{first} {family}")
    await nathan.types(f"/note Anne {family}: from {family} of Nathan")
    last_week = (now - timedelta(days=7)).date().isoformat()
    await claire.opens(f"/note nouvelle Béa {family}")
    await claire.saves(title=f"ancienne de {family}", on=last_week)
    await claire.visitor.close()
    both = await claire.types(f"/note cherche {family}")
    assert "2 notes." in both
    assert both.says.index("of Nathan") < both.says.index("ancienne de")  # the newest day first
    past = await claire.types(f"/note liste Béa {family} la semaine dernière")
    assert f"ancienne de {family}" in past
    assert f"Béa {family} · du " in past
    assert "Aucune note" in await claire.types(f"/note liste Béa {family} cette semaine")
    await claire.clicks("Mes notes seulement", on=both)
    mine = await claire.becomes(both, "écrites par vous ou pour vous", in_="sales")
    assert "of Nathan" not in mine
    await claire.chooses("Clôturer", on=mine)
    await claire.becomes(mine, "note clôturée", in_="sales")
    assert "ancienne de" not in await nathan.types(f"/note list Béa {family} open")
    assert "ancienne de" in await nathan.types(f"/note list closed Béa {family}")


async def test_a_list_is_turned_page_by_page_in_a_record_too(nathan: Person, family: str) -> None:
    await nathan.has(family)
    for n in range(11):
        await nathan.types(f"/note {family}: number {n:02}")
    listed = await nathan.types(f"/note list {family}")
    assert "11 notes and files" in listed
    assert "number 00" not in listed
    await nathan.clicks("Next page", on=listed)
    await nathan.becomes(listed, "number 00", without="number 10", in_="sales")
    card = await nathan.types(f"/contact {family}")
    await nathan.clicks("Open the record", on=card)
    await nathan.clicks("Notes", on=await nathan.form(saying="Overview"))
    tab = await nathan.form(saying="number 10")
    await nathan.clicks("See all 11", on=tab)
    await nathan.clicks("Next page", on=await nathan.form(saying="11 notes"))
    assert "number 00" in await nathan.form(saying="number 00")


async def test_home_has_the_latest_of_ones_own_and_the_way_to_all_of_them(priya: Person, family: str) -> None:
    await priya.has(family)
    await priya.types(f"/note {family}: for {family} at home")
    home = await priya.opens_home()
    assert f"for {family} at home" in home
    await priya.chooses("Mark as closed", on=home, within=home.below(f"for {family}"))
    home = await priya.home("Your notes")
    assert f"for {family} at home" not in home.says.partition("Latest activity")[0]
    await priya.clicks("All my notes", on=home)
    await priya.form(saying="written by you or for you")
    await priya.clicks("Open and closed", on=await priya.top())
    assert f"for {family} at home" in await priya.form(saying="note closed")


async def test_what_looks_like_a_verb_may_begin_a_name(nathan: Person, family: str) -> None:
    await nathan.has(f"New {family}")
    assert f"Note added to New {family}." in await nathan.types(f"/note new {family}: prefers mail")
    assert "What are you looking for?" in await nathan.types("/note find")
    assert "No notes or files." in await nathan.types(f"/note find {'é' * 200}")
    assert "at most 200 characters" in await nathan.types(f"/note find {'é' * 201}")
