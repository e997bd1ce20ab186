"""One thing done to many contacts: chosen over several pages or all at once, told before and after, and taken back."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.crm import bulk
from bot.crm._work import Work
from bot.model.ids import ContactId
from bot.model.members import Role
from tests.journeys._lists import chooses_all, closes_all, has_many, lists, report
from tests.journeys._person import Person
from tests.journeys._slack import Workspace


async def test_some_of_two_pages_are_tagged_and_taken_back(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 12)
    await nathan.clicks("Select…", on=await lists(nathan, family, saying=f"12 contacts match {family}."))
    choosing = await nathan.form(saying="Nobody is selected yet.")
    await nathan.ticks(f"{family}0 ", f"{family}1 ", on=choosing)
    two = await nathan.form(saying="2 contacts selected of 12.")
    await nathan.clicks("Next", on=two)
    await nathan.clicks("Select this page", on=await nathan.form(saying="Page 2 of 2"))
    four = await nathan.form(saying="4 contacts selected of 12.")
    before = await nathan.times("", in_="dm")
    await nathan.clicks("Tags…", on=four)
    assert "put on or taken off 4 contacts." in await nathan.form(saying="Tags to put on")
    begun = await nathan.saves(add=[f"vip{family}", "Clients"])
    assert "The tags of 4 contacts are being changed." in begun
    await closes_all(nathan)
    told = await report(nathan, before)
    assert told.says.startswith("The tags of 4 contacts are changed.\n[Undo]")
    assert "4 contacts match" in await nathan.types(f"/contact tag:vip{family} tag:clients")
    await nathan.clicks("Undo", on=told)
    await nathan.becomes(told, "Undone: 4 contacts are as they were before.")
    assert "No contact matches" in await nathan.types(f"/contact tag:vip{family}")


async def test_all_results_are_deleted_after_a_question_but_not_who_came_later(
    nathan: Person, claire: Person, family: str
) -> None:
    await has_many(nathan, family, 11)
    chosen = await chooses_all(nathan, family, 11)
    await claire.has(f"Zoé {family}")
    before = await nathan.times("", in_="dm")
    await nathan.clicks("Delete…", on=chosen)
    asked = await nathan.form(saying="11 contacts will be deleted")
    assert asked.title == "Delete contacts?"
    assert asked.says.count("• ") == 10
    assert "contacts are being deleted." in await nathan.saves()
    await nathan.visitor.close()
    await closes_all(nathan)
    told = await report(nathan, before)
    assert told.says.startswith("11 contacts are deleted.\n[Undo]\nYou can undo this for 30 days.")
    assert f"Zoé {family}\nPerson · #" in await nathan.types(f"/contact {family}")
    await nathan.clicks("Undo", on=told)
    await nathan.becomes(told, "Undone: 11 contacts are as they were before.")
    assert f"12 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_what_is_done_to_many_is_taken_back_by_work_of_its_own(claire: Person, family: str) -> None:
    await has_many(claire, family, 130)
    listed = await lists(claire, family, saying=f"130 contacts correspondent à {family}.", language="fr")
    await claire.clicks("Sélectionner…", on=listed)
    await claire.clicks("Sélectionner les 130 résultats", on=await claire.form(saying="Personne n’est encore"))
    before = await claire.times("", in_="dm")
    await claire.clicks("Assigner…", on=await claire.form(saying="Les 130 contacts sont tous sélectionnés"))
    assert "Qui s’occupe de ces 130 contacts ?" in await claire.form(saying="Assigner aussi à")
    assert "L’assignation de 130 contacts est en cours." in await claire.saves(owner=claire.id)
    await closes_all(claire)
    told = await report(claire, before)
    assert told.says.startswith("130 contacts sont assignés comme vous l’avez demandé.")
    assert f"130 contacts correspondent à {family} commercial:moi." in await claire.types(
        f"/contact {family} commercial:moi"
    )
    before = await claire.times("", in_="dm")
    await claire.clicks("Annuler l’action", on=told)
    await claire.becomes(told, "L’annulation est en cours.")
    undone = await report(claire, before)
    assert undone.says.startswith("Annulé : 130 contacts sont comme avant.")
    assert "Aucun contact ne correspond" in await claire.types(f"/contact {family} commercial:moi")


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Work on many does one contact, and waits for this before the next."""
    go_on, ahead = asyncio.Event(), bulk.ahead

    async def waiting(work: Work, given: bulk.Task, *, after: ContactId) -> Sequence[ContactId]:
        if after:
            await go_on.wait()
        return await ahead(work, given, after=after)

    monkeypatch.setattr(bulk, "ahead", waiting)
    monkeypatch.setattr(bulk, "_AHEAD", 1)
    return go_on


async def test_what_was_a_mistake_is_stopped_while_it_goes_on_and_taken_back(
    nathan: Person, family: str, held_up: asyncio.Event
) -> None:
    await has_many(nathan, family, 12)
    await nathan.clicks("Delete…", on=await chooses_all(nathan, family, 12))
    await nathan.form(saying="contacts will be deleted")
    await nathan.saves()
    await closes_all(nathan)
    going_on = await nathan.dm("Deleting contacts: 1 of 12.")
    await nathan.clicks("Stop", on=going_on)
    await nathan.becomes(going_on, "It is being stopped.")
    held_up.set()
    told = await nathan.dm("Stopped, as you asked: 1 contact was deleted before that.")
    assert told.says.endswith("11 were not reached, and stay as they were.\n[Undo]\nYou can undo this for 30 days.")
    await nathan.loses("It is being stopped.", in_="dm")
    assert f"11 contacts match {family}." in await nathan.types(f"/contact {family}")
    await nathan.clicks("Undo", on=told)
    await nathan.becomes(told, "Undone: 1 contact is as it was before.")
    assert f"12 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_all_results_are_those_of_what_stands_in_the_field(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 12)
    await nathan.clicks("Select…", on=await lists(nathan, family, saying=f"12 contacts match {family}."))
    choosing = await nathan.form(saying="Nobody is selected yet.")
    await nathan.clicks("Select all 12 results", on=choosing, query=f"{family}1")
    shown = await nathan.form(saying="Nobody is selected yet.", without="Select all 12 results")
    await nathan.clicks(next(each for each in shown.buttons if each.startswith("Select all")), on=shown)
    await nathan.clicks("Delete…", on=await nathan.form(saying="contacts are selected"))
    assert f"All that match {family}1:" in await nathan.form(saying="contacts will be deleted")
    await closes_all(nathan)


async def test_the_same_confirmation_twice_is_done_once(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 11)
    chosen = await chooses_all(nathan, family, 11)
    before = await nathan.times("", in_="dm")
    await nathan.clicks("Tags…", on=chosen)
    form = await nathan.form(saying="Tags to put on")
    assert "are being changed" in await nathan.saves(add=[f"vip{family}"])
    await nathan.visitor.act("view_submit", view_id=form.raw["id"], state={"values": {}})
    await closes_all(nathan)
    await report(nathan, before)
    await nathan.types(f"/contact {family}")
    assert await nathan.times("The tags of 11 contacts are changed.", in_="dm") == 1


async def test_nothing_chosen_is_asked_for_and_what_is_selected_stays(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 11)
    chosen = await chooses_all(nathan, family, 11)
    await nathan.clicks("Tags…", on=chosen)
    await nathan.form(saying="Tags to put on")
    refused = await nathan.saves()
    assert refused.errors == {"Tags to put on": "Please fill in this field."}
    await nathan.visitor.close()
    still = await nathan.form(saying="All 11 contacts are selected")
    await nathan.clicks("Select none", on=still)
    await nathan.clicks("Back to the list", on=await nathan.form(saying="Nobody is selected yet."))
    await nathan.form(saying="Page 1 of 2")
    await closes_all(nathan)


async def test_another_line_chooses_nobody(nathan: Person, family: str) -> None:
    await has_many(nathan, family, 11)
    await chooses_all(nathan, family, 11)
    assert "Nobody is selected yet." in await nathan.saves(query=f"{family}3")
    await nathan.clicks("Select the only result", on=await nathan.form(saying="Nobody is selected yet."))
    await nathan.form(saying="The only contact found is selected.")
    await closes_all(nathan)


async def test_who_only_reads_is_refused_whatever_is_clicked(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    member = await slack.newcomer(tz="Europe/London", locale="en-GB")
    listed = await lists(member, family, saying=f"1 contact matches {family}.")
    await slack.gives_role(member, Role.READER)
    await member.clicks("Select…", on=listed)
    await member.form(saying="Your role in Carnet does not allow this.")
    await closes_all(member)
