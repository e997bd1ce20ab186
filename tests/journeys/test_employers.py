"""A person's company typed in words: linked where one contact is called so, asked about where several are."""

import pytest

from tests.journeys._contacts import opens_record, turns
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import employer_of

# What somebody reads, in English and in French.
_SAYS = {
    "who": ("nathan", "claire"),
    "language": ("en", "fr"),
    "linked": ("Linked to {}, a company among your contacts.", "Relié à {}, une entreprise de vos contacts."),
    "more": ("More details", "Plus de détails"),
    "nickname": ("Nickname", "Surnom"),
    "main": ("Main contact: ", "Interlocuteur principal : "),
    "which": ("several companies are called {}.", "plusieurs entreprises s’appellent {}."),
    "choose": ("Choose", "Choisir"),
    "none": ("None of these", "Aucun de ceux-ci"),
    "wrong_here": ("More details (to correct)", "Plus de détails (à corriger)"),
    "needed": (
        "This is said of a person in a company: choose their company first.",
        "Cela se dit d’une personne dans une entreprise : choisissez d’abord son entreprise.",
    ),
}
EN, FR = ({key: said[place] for key, said in _SAYS.items()} for place in (0, 1))


@pytest.fixture
def said(language: str) -> dict[str, str]:
    return {"en": EN, "fr": FR}[language]


async def test_a_company_typed_in_words_is_the_one_that_is_called_so(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    """With what was said of the person in it, and the confirmation says so."""
    person, firm = slack.people[said["who"]], f"Éts {family}"
    await employer_of(slack, firm, [])
    await person.opens(f"/contact new Ann {family}")
    await turns(person, said["more"], shows=said["nickname"], company=f"ets {family}".upper())
    saved = await person.saves(main_person=["yes"])
    assert said["linked"].format(firm) in saved
    await person.visitor.close(is_cleared=True)
    record = await opens_record(person, f"kind:company {family}", language=said["language"])
    assert f"{said['main']}Ann {family}" in record


async def test_of_several_companies_of_a_name_one_is_chosen(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    """Of none of them nobody can be the main person, and nothing that was typed is lost meanwhile."""
    person, firm = slack.people[said["who"]], f"Acme {family}"
    for _ in range(2):
        await employer_of(slack, firm, [])
    await person.opens(f"/contact new Ann {family}")
    await turns(person, said["more"], shows=said["nickname"], company=firm)
    asked = await person.saves(main_person=["yes"])
    assert said["which"].format(firm) in asked
    assert (await person.top()).raw["submit"]["text"] == said["none"]
    refused = await person.saves()
    assert said["needed"] in refused
    assert said["wrong_here"] in {button["text"]["text"] for _, button in (await person.top()).elements("button")}
    assert said["which"].format(firm) not in await person.saves(main_person=[], employer=firm, nickname="Annie")
    await person.visitor.close(is_cleared=True)
    await person.opens(f"/contact new Bob {family}, {firm}")
    await person.saves(company=firm)
    await person.clicks(said["choose"], on=await person.top())
    assert said["linked"].format(firm) in await person.form(saying=f"Bob {family}")


async def test_a_role_of_nobodys_company_is_refused_under_its_field(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person = slack.people[said["who"]]
    await person.opens(f"/contact new Ann {family}")
    await turns(person, said["more"], shows=said["nickname"], company=f"Nobody {family}")
    refused = await person.saves(main_person=["yes"])
    assert list(refused.errors.values()) == [said["needed"]]
    assert f"Ann {family}" in await person.saves(main_person=[])


async def test_a_name_that_was_typed_for_a_person_is_the_companys_and_back(nathan: Person, family: str) -> None:
    await nathan.chooses("Company", on=await nathan.opens(f"/contact new Ann {family}"))
    form = await nathan.form(saying="VAT number")
    assert form.typed("Company") == f"Ann {family}"
    await nathan.chooses("Person", on=form)
    form = await nathan.form(saying="First name")
    assert (form.typed("Last name"), form.typed("Company (employer)")) == (family, "")
    await nathan.chooses("Company", on=form)
    await nathan.form(saying="VAT number")
    assert f"Ann {family}\nCompany · #" in await nathan.saves()
