"""The feed as people read it: all contacts or one, by type, person, period and words, in a message, a view and Home."""

from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

THURSDAY = 3


async def test_a_list_is_narrowed_by_type_person_period_and_words(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    await slack.begins_at(10, PARIS, weekday=THURSDAY)
    await claire.has(f"Anne {family}")
    await claire.types(f"/note Anne {family}: remise de {family}")
    await nathan.types(f"/activity log call Anne {family}: price of {family}")
    every = await nathan.types(f"/activity list {family}")
    for said in ("logged “call”", "added a note", "created"):
        assert said in every
    calls = await nathan.types(f"/activity list {family} type:call")
    assert ("logged “call”" in calls, "added a note" in calls) == (True, False)
    assert "call" in calls.says.splitlines()[1]
    appels = await claire.types(f"/activity liste {family} type:appel aujourd'hui")
    assert ("a consigné « appel »" in appels, "a ajouté une note" in appels) == (True, False)
    by_hand = await claire.types(f"/activity liste type:main {family}")
    assert ("a consigné « appel »" in by_hand, "a ajouté une note" in by_hand) == (True, False)
    notes = await nathan.types(f"/activity list type:note {family} by:@claire")
    assert ("added a note" in notes, "logged" in notes, "Claire Moreau (demo)" in notes.says.splitlines()[1]) == (
        True, False, True,
    )  # fmt: skip
    mine = await nathan.types(f"/activity list {family} by:me this week")
    assert ("logged “call”" in mine, "added a note" in mine) == (True, False)
    assert "Nothing of this kind happened." in await nathan.types(f"/activity list {family} last week")
    found = await nathan.types(f"/activity find price {family}")
    assert ("logged “call”" in found, "added a note" in found) == (True, False)
    named = await nathan.types(f"/activity find Anne {family}")
    assert "created" in named
    await claire.types(f"/reminder renvoyer le catalogue à Anne {family} demain à 9h")
    planned = await claire.types(f"/activity chercher catalog {family}")
    assert ("a planifié" in planned, "a ajouté une note" in planned) == (True, False)
    assert "Did you mean type:reminder?" in await nathan.types(f"/activity list {family} type:remindr")
    assert "I do not know @nobody" in await nathan.types(f"/activity list {family} by:@nobody")
    assert "What are you looking for?" in await nathan.types("/activity find")
    assert "Nothing of this kind happened." in await nathan.types(f"/activity find {'🔥' * 100} {'é' * 99}")
    assert "at most 200 characters" in await nathan.types(f"/activity find {'é' * 201}")


async def test_pages_lead_to_older_lines_and_back(nathan: Person, family: str) -> None:
    await nathan.has(family)
    for n in range(12):
        await nathan.types(f"/activity log call {family}: number {n:02}")
    listed = await nathan.types(f"/activity {family}")
    assert ("number 11" in listed, "number 01" in listed) == (True, False)
    await nathan.clicks("Older", on=listed)
    older = await nathan.becomes(listed, "number 01", without="number 02", in_="sales")
    assert f"created {family}" in older
    await nathan.clicks("Newer", on=older)
    assert "number 02" in await nathan.becomes(listed, "number 11", in_="sales")


async def test_the_view_has_menus_that_filter(slack: Workspace, claire: Person, nathan: Person, family: str) -> None:
    await claire.has(family)
    await nathan.types(f"/activity log call {family}: ring ring")
    listed = await nathan.types(f"/activity {family}")
    await nathan.clicks("Filter…", on=listed)
    view = await nathan.form(saying="ring ring")
    await nathan.chooses("By hand: call", on=view)
    view = await nathan.form(saying="ring ring", without=f"created {family}")
    await nathan.chooses("Last month", on=view)
    view = await nathan.form(saying="Nothing of this kind happened.")
    await nathan.chooses("Any time", on=view)
    view = await nathan.form(saying="ring ring")
    await nathan.chooses("All types", on=view)
    view = await nathan.form(saying=f"created {family}")
    assert (await nathan.submits(words="ring")).errors == {}
    view = await nathan.form(saying="ring ring", without=f"created {family}")
    await nathan.clicks("Show everything", on=view)
    await nathan.form(without=f"What happened to {family}")
    await nathan.visitor.close(is_cleared=True)


async def test_an_activity_is_changed_from_the_view_of_the_feed(nathan: Person, family: str) -> None:
    await nathan.has(family)
    await nathan.types(f"/activity log call {family}: ring")
    await nathan.clicks("Filter…", on=await nathan.types(f"/activity {family}"))
    view = await nathan.form(saying="ring")
    await nathan.chooses("Change…", on=view)
    await nathan.form(saying="What was said or done")
    await nathan.saves(type="meeting")
    await nathan.visitor.close()
    assert "changed “meeting”" in await nathan.form(saying="changed “meeting”")
    await nathan.visitor.close(is_cleared=True)


async def test_home_has_the_latest_of_everybody(claire: Person, priya: Person, family: str) -> None:
    await claire.has(family)
    await claire.types(f"/activity noter visite {family}: chez {family}")
    home = await priya.opens_home()
    assert f"logged “visit” for {family}" in home
    await priya.clicks("All activity", on=home)
    assert f"chez {family}" in await priya.form(saying="All types")
    await priya.visitor.close(is_cleared=True)


async def test_the_view_filters_by_a_person(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(family)
    await nathan.types(f"/activity log call {family}: by Nathan")
    await nathan.clicks("Filter…", on=await nathan.types(f"/activity {family}"))
    view = await nathan.form(saying="by Nathan")
    ((block, element),) = view.elements("users_select")
    await nathan._acts(view, block, element, {"selected_user": claire.id}, {})
    assert f"created {family}" in await nathan.form(saying=f"created {family}", without="by Nathan")
    await nathan.visitor.close(is_cleared=True)
