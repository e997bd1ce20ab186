"""The tab on which records open, by each person's choice."""

from tests.journeys._contacts import RECORD
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace
from tests.journeys._team import employer_of


async def test_records_open_on_the_tab_that_one_chose_and_on_the_usual_one_for_others(
    priya: Person, claire: Person, family: str
) -> None:
    await priya.has(f"Ann {family}")
    await priya.types(f"/note Ann {family}: prefers calls")
    assert "Tab that a record opens on" in await priya.opens("/crm preferences")
    saved = await priya.saves(landing="notes")
    assert "Records now open for you on the tab Notes." in saved
    await priya.visitor.close(is_cleared=True)
    await priya.clicks(RECORD["en"], on=await priya.types(f"/contact {family}"))
    assert current(await priya.form(saying="Overview")) == ["Notes"]
    await claire.clicks(RECORD["fr"], on=await claire.types(f"/contact {family}"))
    assert current(await claire.form(saying="Vue d’ensemble")) == ["Vue d’ensemble"]


async def test_companies_open_on_the_people_that_one_chose_and_a_person_on_the_overview(
    slack: Workspace, marguerite: Person, family: str
) -> None:
    await employer_of(slack, f"Ets {family}", [f"Éva {family}"])
    assert "Onglet sur lequel s’ouvre une fiche" in await marguerite.opens("/crm préférences")
    saved = await marguerite.saves(landing="people")
    assert "Les fiches s’ouvrent désormais pour vous sur l’onglet Personnes." in saved
    await marguerite.visitor.close(is_cleared=True)
    await marguerite.clicks(RECORD["fr"], on=await marguerite.types(f"/contact type:entreprise {family}"))
    company = await marguerite.form(saying="Ajouter une personne")
    assert current(company)[0] == "Personnes"
    await marguerite.visitor.close(is_cleared=True)
    await marguerite.clicks(RECORD["fr"], on=await marguerite.types(f"/contact type:personne {family}"))
    assert current(await marguerite.form(saying="Vue d’ensemble")) == ["Vue d’ensemble"]


def current(record: Form) -> list[str]:
    """The tab that is shown."""
    buttons = [button for _, button in record.elements("button") if button.get("style") == "primary"]
    return [str(button["text"]["text"]) for button in buttons]
