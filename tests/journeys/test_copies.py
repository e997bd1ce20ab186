"""A contact copied as a client, a supplier or a prospect: the form of a new one, filled in."""

from bot.model.choices import ChoiceKind
from bot.model.custom_fields import Circle
from tests.journeys._contacts import opens_record
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice, has_field


async def test_a_client_is_copied_as_a_supplier_with_all_but_its_reference(nathan: Person, family: str) -> None:
    mail = f"ann@{family}.example".lower()
    await nathan.has(f"Ann {family}", emails=mail, job_title="Baker", tags=["Clients"])
    card = await nathan.types(f"/contact {family}")
    await nathan.chooses("Copy…", on=card)
    asked = await nathan.form(saying="A copy of")
    assert f"A copy of Ann {family}, which stays as it is." in asked
    form = (await nathan.submits(**{"as": ["suppliers"]})).form
    assert form is not None
    assert "Baker" in str(form.raw)
    saved = await nathan.saves()
    assert f"Ann {family}" in saved
    assert "Supplier" in saved
    assert "Client" not in saved
    assert mail in saved
    assert f"2 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_a_person_is_copied_into_a_group_and_neither_that_nor_a_role_is_said_under_the_field(
    slack: Workspace, claire: Person, family: str
) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Bailleurs {family}")
    await has_field(slack, f"Encours {family}", filled_by=Circle.MANAGERS)
    await claire.has(f"Éva {family}", company=f"Ets {family}")
    await opens_record(claire, family, language="fr")
    await claire.chooses("Copier…", on=await claire.top())
    asked = await claire.form(saying="Une copie de la fiche")
    assert f"Une copie de la fiche Éva {family}, qui reste telle quelle." in asked
    assert "Les champs que seuls les responsables remplissent restent vides." in asked
    sent = await claire.submits()
    assert "Copier comme" in sent.errors
    form = (await claire.submits(**{"as": ["prospects", "clients"], "group": group.name})).form
    assert form is not None
    assert f"Ets {family}" in str(form.raw)
    saved = await claire.saves(first_name="Ève")
    assert f"Ève {family}" in saved
    assert "Prospect" in saved
    assert f"Bailleurs {family}" in saved
    await claire.visitor.close()
    assert f"Éva {family}" in await claire.form(saying="Vue d’ensemble"), "the record it was copied from lies below"
