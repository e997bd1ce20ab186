"""Contacts: added by a form that says what is wrong, found by any part of them, opened from a list."""

import pytest

from tests.journeys._person import Person

PHONE = "+33 1 99 00 12 34"


async def test_a_saved_contact_is_answered_with_its_card(claire: Person, family: str) -> None:
    form = await claire.opens("/contact new")
    assert form.title == "Nouveau contact"
    assert [*form.fields] == [
        "Type", "Civilité", "Prénom", "Nom", "Entreprise (employeur)", "Fonction", "Téléphones", "E-mails",
        "États", "Groupes", "Étiquettes", "Commentaire",
    ]  # fmt: skip
    saved = await claire.saves(
        first_name="Éléonore", last_name=family, company="Crème & Fils", phones="01 99 00 12 34\n+1 212 555 0143",
        emails=f"{family}@exemple.fr", tags=["VIP", "à rappeler"], comment="Parle *vite*.",
    )  # fmt: skip
    for shown in (f"Éléonore {family}", "Crème & Fils", "01 99 00 12 34", "+1 212 555 0143", "VIP", "Parle *vite*."):
        assert shown in saved
    card = await claire.types(f"/contact {family}")
    assert f"Éléonore {family}\nPersonne · #" in card
    assert f"E-mail : {family}@exemple.fr" in card
    assert card.buttons == [
        "Ouvrir la fiche",
        "Modifier",
        "Ajouter une note",
        "Joindre un fichier",
        "Consigner une activité",
    ]


async def test_a_company_is_a_contact_too(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    assert f"{family} Ltd" in await nathan.saves(kind="company", company=f"{family} Ltd")
    assert f"{family} Ltd\nCompany · #" in await nathan.types(f"/contact {family}")


async def test_words_after_new_fill_the_form(claire: Person, family: str) -> None:
    form = await claire.opens(f"/contact nouveau Jean Marc {family}")
    assert (form.typed("Prénom"), form.typed("Nom")) == ("Jean Marc", family)


async def test_errors_stand_under_their_fields_and_nothing_typed_is_lost(claire: Person, family: str) -> None:
    await claire.opens("/contact new")
    refused = await claire.saves(last_name=family, phones="demander à Jo", emails="pas un e-mail")
    assert refused.errors == {
        "E-mails": "L’une d’elles n’est pas une adresse e-mail. Écrivez-en une par ligne.",
    }
    form = await claire.form()
    assert form.typed("Nom") == family
    assert form.typed("Téléphones") == "demander à Jo"
    saved = await claire.saves(last_name=family, phones="01 99 00 12 34", emails=f"{family}@exemple.fr", tags="VIP")
    assert not saved.errors
    assert family in saved


@pytest.mark.parametrize(
    ("kind", "errors"),
    [
        ("Person", {"Last name": "A contact needs a name."}),
        ("Company", {"Company": "Please complete this required field."}),  # as Slack itself says
    ],
)
async def test_a_contact_without_a_name_is_asked_for_one(nathan: Person, kind: str, errors: dict[str, str]) -> None:
    form = await nathan.opens("/contact new")
    if kind == "Company":
        await nathan.chooses(kind, on=form)
        await nathan.form(saying="VAT number")
    refused = await nathan.saves(comment="nobody")
    assert refused.errors == errors


async def test_a_form_that_is_closed_makes_nobody(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    await nathan.visitor.close()
    assert f"No contact matches {family}." in await nathan.types(f"/contact {family}")


async def test_any_part_of_it_finds_a_contact(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await nathan.saves(
        first_name="Éléonore", last_name=f"Saint-{family}", company=f"Crème{family} & Fils",
        phones=PHONE, emails=f"e.{family}@exemple.fr",
    )  # fmt: skip
    for words in (
        family, family.upper(), family[:4], family[2:8], f"saint {family}", f"SAINT{family}", f"eleonore {family}",
        f"{family} ÉLÉONORE", f"creme{family}", f"e.{family}@exemple", f"{family}@exemple.fr",
    ):  # fmt: skip
        assert f"Éléonore Saint-{family}" in await nathan.types(f"/contact {words}"), words


@pytest.mark.parametrize("typed", ["0199001234", "01.99.00.12.34", "+33199001234", "(0)1 99-00-12-34", "9900 1234"])
async def test_a_phone_is_found_however_it_is_spaced(claire: Person, family: str, typed: str) -> None:
    await claire.has(family, phones=PHONE)
    answer = await claire.types(f"/contact {typed}")
    assert family in answer or "contacts correspondent à" in answer


async def test_several_hits_are_a_list_to_open_from(claire: Person, family: str) -> None:
    for first in ("Anne", "Béatrice", "Chloé"):
        await claire.has(f"{first} {family}")
    found = await claire.types(f"/contact {family}")
    assert f"3 contacts correspondent à {family}." in found
    assert found.buttons == [*["Ouvrir"] * 3, "Voir les 3, sélectionner…"]
    await claire.clicks("Ouvrir", on=found, beside="Béatrice")
    card = await claire.sees(f"Béatrice {family}\nPersonne")
    assert card.is_for_one
    assert "Anne" not in card


async def test_more_than_ten_hits_are_counted_and_ten_shown(nathan: Person, family: str) -> None:
    for number in range(11):
        await nathan.has(f"{'abcdefghijk'[number] * 3}x {family}")
    found = await nathan.types(f"/contact {family}")
    assert f"11 contacts match {family}." in found
    assert found.buttons[:-1] == ["Open"] * 10
    assert "The first 10 are shown" in found


async def test_no_hit_is_an_offer_to_create_with_the_name_filled_in(claire: Person, family: str) -> None:
    none = await claire.types(f"/contact Zoé {family}")
    assert f"Aucun contact ne correspond à Zoé {family}." in none
    await claire.clicks("Créer ce contact", on=none)
    form = await claire.form()
    assert (form.typed("Prénom"), form.typed("Nom")) == ("Zoé", family)
    assert f"Zoé {family}" in await claire.saves()


async def test_a_contact_is_found_by_its_number(nathan: Person, family: str) -> None:
    await nathan.has(family)
    card = await nathan.types(f"/contact {family}")
    number = card.says.split("#")[1].split()[0]
    assert family in await nathan.types(f"/contact #{number}")
    assert family in await nathan.types(f"/contact {number}")


async def test_one_and_two_letters_search_too(nathan: Person, family: str) -> None:
    await nathan.has(f"Qxz {family}")
    for letters in ("Q", "qx"):
        answer = await nathan.types(f"/contact {letters}")
        assert family in answer or "contacts match" in answer, answer


async def test_an_answer_is_for_the_one_who_asked(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(family)
    assert (await claire.types(f"/contact {family}")).is_for_one
    assert await nathan.times(family) == 0
    assert f"{family}\nPerson · #" in await nathan.types(f"/contact {family}")
