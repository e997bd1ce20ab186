"""The workspace's settings: an admin changes the country and the pattern of references, nobody else does."""

from tests.journeys._contacts import looks_at, number_of, opens_record
from tests.journeys._person import Person


async def test_an_admin_changes_the_country_and_numbers_are_read_by_it_at_once(
    claire: Person, marguerite: Person, family: str
) -> None:
    form = await marguerite.opens("/crm réglages")
    assert form.title == "Réglages"
    assert (form.typed("Pays"), form.typed("Références des nouveaux contacts")) == ("FR", "C-{00000}")
    assert "Le prochain contact sera C-00" in form
    assert await marguerite.offered("country", "canad") == ["Canada"]
    saved = await marguerite.saves(country="Canada", pattern="{year}-{0000}")
    assert "Les réglages sont enregistrés. Pays : Canada. Références : {year}-{0000}." in saved
    await marguerite.visitor.close(is_cleared=True)
    await claire.has(f"Anne {family}", phones="514 555 0143")
    card = await claire.types(f"/contact {family}")
    number = int((await number_of(claire, family))[1:])
    assert f"· 2027-{number:04}" in card
    assert "tel:+15145550143" in str(card.raw["blocks"])
    await _back_to_france(marguerite)
    await claire.has(f"Zoé Z{family}", phones="01 99 00 12 34")
    assert "tel:+33199001234" in str((await claire.types(f"/contact Z{family}")).raw["blocks"])


async def test_a_pattern_that_makes_no_reference_is_refused(marguerite: Person) -> None:
    await marguerite.opens("/crm réglages")
    for pattern, sentence in (
        ("C-{year}", "Le modèle doit contenir la place du numéro : {0000} ou {number}."),
        ("C-{day}-{0000}", "Ce modèle contient entre accolades un mot qui ne signifie rien."),
    ):
        (refused,) = (await marguerite.saves(pattern=pattern)).errors.values()
        assert sentence in refused.replace("\u00a0", " ")


async def test_birthdays_are_had_with_or_without_their_years(
    marguerite: Person, nathan: Person, claire: Person, family: str
) -> None:
    await claire.opens(f"/contact nouveau Anne {family}, anniversaire : 12/03/1980")
    await claire.saves()
    await claire.visitor.close(is_cleared=True)
    form = await marguerite.opens("/crm réglages")
    assert form.typed("Anniversaires") == "yes"
    for years, there, french, english, said in (
        ([], "", "12 mars", "March 12", "Les anniversaires n’ont que le jour et le mois."),
        (["yes"], "yes", "12 mars 1980", "March 12, 1980", "Les anniversaires sont affichés avec l’année"),
    ):
        assert said in await marguerite.saves(birthday_years=years)
        await marguerite.visitor.close(is_cleared=True)
        for person, language, tabs, day in (
            (claire, "fr", ("Détails", "Activité"), f"Anniversaire : {french}\n"),
            (nathan, "en", ("Details", "Activity"), f"Birthday: {english}\n"),
        ):
            await opens_record(person, family, language=language)
            for tab in tabs:
                assert day in await looks_at(person, tab, shows=french if language == "fr" else english), tab
            await person.visitor.close(is_cleared=True)
        form = await marguerite.opens("/crm réglages")
        assert form.typed("Anniversaires") == there


async def test_a_member_is_refused_and_a_guest_too(nathan: Person, claire: Person, guest: Person) -> None:
    await nathan.sends("/crm settings")
    await nathan.form(saying="Your role in Carnet does not allow this. An admin can change it.")
    await claire.sends("/crm réglages")
    await claire.form(saying="Votre rôle dans Carnet ne le permet pas. Un administrateur peut le changer.")
    assert "Carnet is for the members of this workspace." in await guest.types("/crm settings", in_="random")


async def test_a_pattern_of_one_s_own_never_gives_two_the_same(marguerite: Person, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    following = int((await number_of(nathan, family))[1:]) + 1
    await opens_record(nathan, family)
    await looks_at(nathan, "Details", shows="Reference")
    await nathan.clicks("Edit", on=await nathan.form(saying="Details"))
    form = await nathan.form()
    await nathan.clicks("Sales and accounting", on=form)
    await nathan.form(saying="SIREN")
    await nathan.saves(reference=f"c-{following:05}")
    await nathan.visitor.close(is_cleared=True)
    await nathan.has(f"Bea Z{family}")
    assert f"· C-{following:05}-2" in await nathan.types(f"/contact Z{family}")


async def _back_to_france(marguerite: Person) -> None:
    await marguerite.opens("/crm réglages")
    await marguerite.saves(country="France", pattern="C-{00000}")
    await marguerite.visitor.close(is_cleared=True)
