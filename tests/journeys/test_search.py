"""Finding people: words and filters in either language, slips and all; the form that writes the same line."""

import pytest

from tests.journeys._lists import closes_all, lists
from tests.journeys._person import Person
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace

NOT_FOUND = "No contact matches"


async def seen(person: Person, line: str) -> Shown:
    return await person.types(f"/contact {line}")


async def test_filters_narrow_in_either_language_whoever_types(claire: Person, family: str) -> None:
    await claire.has(
        f"Anne {family}", tags=["Clients", f"vip{family}"], company="Crème & Fils", phones="01 99 00 12 34"
    )
    await claire.has(f"Zoé {family}", tags=["Fournisseurs"], emails=f"zoe@{family}.fr")
    for line in (
        f"{family} étiquette:clients", f"{family} tag:clients", f'tag:"vip{family}"', f"{family} société:crème",
        f"{family} company:creme", f"{family} -tag:fournisseurs", f"{family} tél:0199001234",
        f"{family} type:personne anne", f"étiquette : vip{family}",
    ):  # fmt: skip
        assert f"Anne {family}\nPersonne · #" in await seen(claire, line), line
    for line in (f"email:@{family}.fr", f"{family} -étiquette:clients", f"{family} tag:prospects,suppliers"):
        assert f"Zoé {family}\nPersonne · #" in await seen(claire, line), line
    assert "Aucun contact ne correspond" in await seen(claire, f"{family} type:société")
    joined = await seen(claire, f"{family} OU martin{family}")
    assert "L’un ou l’autre s’écrit tag:client,partenaire" in joined
    assert joined.buttons == []


async def test_who_is_in_charge_is_asked_for_by_a_mention_or_as_oneself(
    nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.clicks("Edit", on=await seen(nathan, family))
    await nathan.clicks("Sales and accounting", on=await nathan.form())
    await nathan.form(saying="Salesperson in charge")
    await nathan.saves(owner=nathan.id)
    await closes_all(nathan)
    assert f"Ann {family}\nPerson" in await seen(nathan, f"{family} owner:@me")
    nobody = await seen(nathan, f"{family} owner:none")
    assert NOT_FOUND in nobody
    assert nobody.buttons == []  # a filter is nobody's name
    assert f"Ann {family}\nPersonne" in await seen(claire, f"{family} commercial:@nathan")
    assert "Aucun contact" in await seen(claire, f"{family} commercial:moi")


async def test_a_slip_of_the_hand_still_finds_and_says_so(nathan: Person, family: str) -> None:
    await nathan.has(f"Marguerite {family}")
    answer = await seen(nathan, f"margeurite {family}")
    assert f"Nothing is written just like margeurite {family}. Perhaps:" in answer
    assert f"Marguerite {family}" in answer
    assert answer.buttons == ["Open", "Create this contact"]
    await nathan.clicks("Open", on=answer)
    await nathan.sees(f"Marguerite {family}\nPerson · #")
    listed = await lists(nathan, f"margeurite {family}", saying="Nothing is written just so. These come close.")
    assert f"Marguerite {family}" in listed
    await closes_all(nathan)


async def test_who_is_written_just_so_is_shown_before_whoever_is_almost(nathan: Person, family: str) -> None:
    await nathan.has(f"Marian {family}")
    await nathan.has(f"Marion {family}")
    assert f"Marian {family}\nPerson · #" in await seen(nathan, f"marian {family}")
    assert f"Marion {family}\nPerson · #" in await seen(nathan, f"{family} marion")


async def test_first_and_last_name_may_be_swapped_and_a_phone_found_by_its_end(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", phones="+33 6 28 23 04 55")
    for line in (f"{family} ann", f"{family} 06 28 23 04 55", f"{family} 0455", f"ann {family} +33628230455"):
        assert f"Ann {family}\nPerson · #" in await seen(nathan, line), line


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("citty:paris", "I do not know the filter citty. Did you mean city:?"),
        ("tag:", "Nothing to look for stands in tag:."),
        ("created:someday", "someday is not a date that I understand."),
        ("kind:dog", "dog is no kind of contact"),
        ("owner:whoever", "I do not know who whoever is."),
        ('city:"paris', "is not closed."),
        ("search:nothing-like-this", "No saved search is called nothing-like-this."),
    ],
)
async def test_a_filter_that_means_nothing_is_pointed_at(nathan: Person, line: str, sentence: str) -> None:
    assert sentence in await seen(nathan, line)


async def test_the_form_is_filled_from_the_line_and_writes_one(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}", tags=["Clients"])
    await claire.has(f"Zoé {family}", tags=["Fournisseurs"])
    form = await claire.opens(f"/contact chercher {family} étiquette:clients ville:Lyon")
    assert form.title == "Recherche avancée"
    assert f"Comme taper /contact puis {family} étiquette:clients ville:Lyon" in form
    assert (form.typed("Mots"), form.typed("Ville")) == (family, "Lyon")
    assert form.typed("A toutes ces étiquettes") == "clients"
    await claire.saves(city="", tags=[], without=["Fournisseurs"], words=f"anne {family}")
    found = await claire.form(saying="Anne")
    assert f"1 contact correspond à -étiquette:Suppliers anne {family}." in found
    assert found.typed("Rechercher (vide : tout le monde)") == f"-étiquette:Suppliers anne {family}"
    await claire.clicks("Recherche avancée", on=found)
    again = await claire.form(saying="Mots")
    assert again.typed("N’a aucune de ces étiquettes") == "Suppliers"
    await claire.saves(without=[], words=family)
    await claire.form(saying=f"2 contacts correspondent à {family}.")
    await closes_all(claire)


async def test_the_form_cuts_nothing_of_a_long_line(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags=["Clients"])
    several = ",".join(["clients", *(f"some{family}{place}" for place in range(19))])
    listed = await lists(nathan, f"{family} tag:{several}", saying=f"1 contact matches {family} tag:")
    await nathan.clicks("Advanced search", on=listed)
    form = await nathan.form(saying="Has all these tags")
    assert form.typed("Words") == f"{family} tag:{several}"
    await nathan.saves()
    await nathan.form(saying=f"1 contact matches {family} tag:")
    await closes_all(nathan)
    street = "very " * 50 + "long street"
    form = await nathan.opens(f'/contact search address:"{street}" {family}')
    assert (form.typed("Address"), form.typed("Words")) == ("", f'{family} address:"{street}"')
    await closes_all(nathan)


async def test_a_line_longer_than_its_field_is_refused(nathan: Person, family: str) -> None:
    await nathan.sends(f"/contact list {family} {'x' * 3000}")
    await nathan.form(saying="The text is too long: at most 3000 characters.")
    await closes_all(nathan)


async def test_the_form_says_what_it_does_not_understand_and_keeps_the_rest(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact search {family}")
    await nathan.saves(created_after="someday", city="Lyon")
    wrong = await nathan.form(saying="is not a date that I understand.")
    assert (wrong.typed("City"), wrong.typed("Created since")) == ("Lyon", "someday")
    assert "created:" in await nathan.saves(created_after="yesterday", city="")
    await closes_all(nathan)


async def test_people_of_a_company_are_found_by_its_record(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await nathan.saves(kind="company", company=f"{family} Ltd")
    await closes_all(nathan)
    await nathan.has(f"Ann {family}")
    await nathan.clicks("Edit", on=await seen(nathan, f"ann {family}"))
    await nathan.clicks("More details", on=await nathan.form())
    await nathan.form(saying="Employer's record")
    await nathan.saves(employer=f"{family} Ltd")
    await closes_all(nathan)
    await nathan.opens("/contact search")
    await nathan.saves(parent=f"{family} Ltd")
    found = await nathan.form(saying=f"Ann {family}")
    assert "1 contact matches parent:#" in found
    await nathan.clicks("Advanced search", on=found)
    form = await nathan.form(saying="Works for, or belongs to")
    assert form.typed("Works for, or belongs to").isdigit()
    await closes_all(nathan)
    assert f"Ann {family}\nPerson" in await seen(nathan, f'parent:"{family} Ltd"')


@pytest.mark.parametrize(("name", "verb"), [("nathan", "search"), ("claire", "chercher"), ("claire", "recherche")])
async def test_the_form_opens_by_its_name_in_either_language(slack: Workspace, name: str, verb: str) -> None:
    person = slack.people[name]
    form = await person.opens(f"/contact {verb}")
    assert form.title == {"nathan": "Advanced search", "claire": "Recherche avancée"}[name]
    assert len(form.fields) == 27
    await closes_all(person)
