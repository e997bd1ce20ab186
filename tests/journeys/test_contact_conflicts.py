"""Two people edit the same contact at once: the second is shown what the first changed, field by field, and chooses."""

from tests.journeys._contacts import edits, turns
from tests.journeys._person import Person
from tests.journeys._shown import Form

PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)


async def test_the_second_chooses_field_by_field(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(f"Anne {family}", job_title="Acheteuse", comment="au début")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    assert "Contact enregistré :" in await claire.saves(job_title="Directrice", comment="par Claire")
    asked = (await nathan.saves(job_title="Manager", comment="by Nathan", company=f"{family} Ltd")).form
    assert asked is not None
    assert asked.title == "Changed meanwhile"
    assert "While you were writing, somebody else changed these fields too. Nothing is saved yet" in asked
    assert [*asked.fields] == ["Job title", "Comment"]
    for words in ("changed by @Claire Moreau (demo), ", "As it is now: Directrice", "As you wrote it: Manager",
                  "As it is now: par Claire", "As you wrote it: by Nathan"):  # fmt: skip
        assert words in asked, words
    saved = await nathan.saves(c0="theirs", c1="mine")
    assert "is saved" in saved
    card = await nathan.types(f"/contact {family}")
    for words in ("Job title: Directrice", "Comment: by Nathan", f"Company: {family} Ltd"):
        assert words in card, words


async def test_in_french_and_none_is_chosen_beforehand(claire: Person, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await edits(claire, family, language="fr")
    await edits(nathan, family)
    assert "is saved" in await nathan.saves(comment="by Nathan")
    asked = (await claire.saves(comment="par Claire")).form
    assert asked is not None
    assert asked.title == "Modifié entre-temps"
    assert "Valeur actuelle : by Nathan" in asked
    assert "Votre saisie : par Claire" in asked
    assert asked.typed("Commentaire") == ""
    assert "Contact enregistré :" in await claire.saves(c0="mine")
    assert "Comment: par Claire" in await nathan.types(f"/contact {family}")


async def test_what_the_other_did_elsewhere_is_kept_without_a_question(
    claire: Person, nathan: Person, family: str
) -> None:
    await claire.has(f"Anne {family}", phones="06 12 34 56 78")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    await claire.saves(job_title="Directrice", phones="06 12 34 56 78\n06 12 34 56 79", tags=[f"un{family}"])
    saved = await nathan.saves(comment="by Nathan", emails=f"{family}@exemple.fr", tags=[f"two{family}"])
    assert "is saved" in saved
    for words in ("Directrice", "06 12 34 56 79", f"{family}@exemple.fr", f"un{family}", f"two{family}", "by Nathan"):
        assert words in saved, words


async def test_one_coordinate_conflicts_and_the_others_do_not(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(f"Anne {family}", phones="06 12 34 56 78\n06 12 34 56 79")
    await _edits_phone(claire, family, "fr", "06 12 34 56 00")
    await _edits_phone(nathan, family, "en", "06 12 34 56 11")
    assert "Contact enregistré :" in await claire.saves()
    asked = (await nathan.saves()).form
    assert asked is not None
    assert [*asked.fields] == ["Phone"]
    assert "As it is now: 06 12 34 56 00" in asked
    assert "As you wrote it: 06 12 34 56 11" in asked
    saved = await nathan.saves(c0="mine")
    assert "06 12 34 56 11" in saved
    assert "06 12 34 56 00" not in saved
    assert "06 12 34 56 79" in saved


async def test_a_coordinate_that_the_other_removed_is_asked_about(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(f"Anne {family}", phones="06 12 34 56 78\n06 12 34 56 79")
    await _edits_phone(nathan, family, "en", "06 12 34 56 11")
    await edits(claire, family, language="fr")
    await claire.saves(phones="06 12 34 56 79")
    asked = (await nathan.saves()).form
    assert asked is not None
    assert "As it is now: nothing" in asked
    saved = await nathan.saves(c0="theirs")
    assert "06 12 34 56 79" in saved
    assert "06 12 34 56 11" not in saved


async def test_a_photo_that_one_took_out_and_the_other_replaced_stays_if_so_chosen(
    claire: Person, nathan: Person, family: str
) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await _gives_photo(nathan, "More details", shows="Photo or logo")
    form = await _sees_photo(nathan, family)
    await nathan.clicks("Remove it", on=form)
    await nathan.form(without="Remove it")
    await edits(claire, family, language="fr")
    await _gives_photo(claire, "Plus de détails", shows="Photo ou logo")
    asked = (await nathan.saves()).form
    assert asked is not None
    assert [*asked.fields] == ["Photo or logo"]
    assert f"Ann {family} was like this already: nothing has changed." in await nathan.saves(c0="theirs")
    await nathan.visitor.close(is_cleared=True)
    await _sees_photo(nathan, family)


async def _gives_photo(person: Person, page: str, *, shows: str) -> None:
    await turns(person, page, shows=shows)
    photo = await person.visitor.upload("ann.png", PNG, "image/png")
    await person.saves(photo=[photo])
    await person.visitor.close(is_cleared=True)


async def _sees_photo(person: Person, family: str) -> Form:
    """In the form of the contact, opened anew."""
    await edits(person, family)
    return await turns(person, "More details", shows="There is a photo or a logo already.")


async def test_a_contact_deleted_meanwhile_is_told_over_the_form(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    await edits(nathan, family)
    await claire.chooses("Supprimer…", on=await claire.types(f"/contact {family}"))
    await claire.form(saying=family)
    await claire.saves()
    refused = await nathan.saves(comment="by Nathan")
    assert "This contact is no longer there." in refused
    assert refused.form is not None
    assert refused.form.typed("Comment") == "by Nathan"


async def test_a_third_change_is_asked_about_again(claire: Person, nathan: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    for person, language in ((nathan, "en"), (claire, "fr")):
        await edits(person, family, language=language)
    await claire.saves(comment="un")
    await nathan.saves(comment="mine")
    await claire.visitor.close(is_cleared=True)
    await edits(claire, family, language="fr")
    await claire.saves(comment="deux")
    asked = (await nathan.saves(c0="mine")).form
    assert asked is not None
    assert "As it is now: deux" in asked
    assert "is saved" in await nathan.saves(c0="mine")
    assert "Comment: mine" in await nathan.types(f"/contact {family}")


async def _edits_phone(person: Person, family: str, language: str, number: str) -> Form:
    """The first phone of the contact, in its own form; not saved yet."""
    page, act, adds = {
        "fr": ("Coordonnées", "Modifier", "Ajouter un téléphone"),
        "en": ("Phones, e-mails, addresses", "Edit", "Add a phone"),
    }[language]
    await edits(person, family, language=language)
    form = await turns(person, page, shows=adds)
    await person.chooses(act, on=form, beside="06 12 34 56 78")
    await person.form()
    await person.saves(typed=number)
    return await person.form(saying=number)


async def test_what_only_the_other_changed_stays_theirs(nathan: Person, claire: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", job_title="Buyer", comment="one", phones="+1 212 555 0143")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    await claire.saves(job_title="Director", comment="claire's", emails=f"{family}@example.com")
    await nathan.submits(comment="nathan's")
    await nathan.form(saying="Nothing is saved yet")
    saved = await nathan.saves(c0="mine")
    for shown in ("nathan's", "Director", f"{family}@example.com", "+1 212 555 0143"):
        assert shown in saved, shown


async def test_nothing_is_chosen_in_a_second_conflict(nathan: Person, claire: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", comment="one", job_title="Buyer")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    await claire.saves(comment="claire's")
    await claire.visitor.close(is_cleared=True)
    await nathan.submits(comment="nathan's", job_title="nathan's job")
    await nathan.form(saying="Nothing is saved yet")
    await edits(claire, family, language="fr")
    await claire.saves(job_title="claire's job")
    await nathan.submits(c0="mine")
    second = await nathan.form(saying="claire's job")
    assert second.raw["state"]["values"] == {}
    saved = await nathan.saves(c0="theirs")
    assert "claire's job" in saved
    assert "nathan's" in saved


async def test_a_conflict_left_open_is_asked_about_again(nathan: Person, claire: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", comment="one")
    await edits(nathan, family)
    await edits(claire, family, language="fr")
    await claire.saves(comment="claire's")
    await nathan.submits(comment="nathan's")
    await nathan.form(saying="Nothing is saved yet")
    await nathan.visitor.close(is_cleared=True)
    await nathan.clicks("Continue the draft", on=await edits(nathan, family))
    await nathan.form(without="did not save it")
    await nathan.submits()
    await nathan.form(saying="Nothing is saved yet")
    assert "claire's" in await nathan.saves(c0="theirs")
