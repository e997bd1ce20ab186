"""Tags: made, coloured, renamed, recoloured, deleted, searched; put on and off; by whom."""

from bot.model.members import Role
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace


async def test_a_tag_is_made_while_tagging_and_found_afterwards(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    assert await nathan.offered("tags", f"vip{family}") == [f"Create “vip{family}”"]
    saved = await nathan.saves(tags=[f"vip{family}", "Clients"])
    assert f"Tags: 🟢 Clients, ⚪ vip{family}" in saved
    await nathan.visitor.close(is_cleared=True)
    await nathan.opens("/contact new")
    assert await nathan.offered("tags", f"VIP{family}") == [f"⚪ vip{family}"]
    await nathan.visitor.close()
    assert f"Ann {family}\nPerson" in await nathan.types(f"/contact vip{family}")


async def test_the_built_in_ones_are_there_in_the_reader_s_language(claire: Person, nathan: Person) -> None:
    listed = await claire.opens("/crm étiquettes")
    assert listed.title == "Étiquettes"
    for line in ("🟠 Prospects · orange · fait partie de Carnet, non modifiable", "🟢 Clients · vert",
                 "🔵 Fournisseurs · bleu"):  # fmt: skip
        assert line in listed, line
    assert "Modifier" not in listed.buttons
    assert "🔵 Suppliers · blue · part of Carnet, unchangeable" in await nathan.opens("/crm tags")
    await nathan.visitor.close()
    await nathan.opens("/contact new")
    assert (await nathan.offered("tags", "fourniss"))[0] == "🔵 Suppliers"


async def test_tags_are_put_on_and_off_from_the_card(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}", tags=["Clients", f"un{family}"])
    await claire.chooses("Étiquettes…", on=await claire.types(f"/contact {family}"))
    form = await claire.form()
    assert f"Étiquettes de Anne {family}" in form
    assert sorted(form.typed("Étiquettes").splitlines()) == ["Clients", f"un{family}"]
    saved = await claire.saves(tags=["Fournisseurs", f"un{family}"])
    assert f"Étiquettes : 🔵 Fournisseurs, ⚪ un{family}" in saved
    assert "Clients" not in await claire.types(f"/contact {family}")


async def test_two_who_tag_at_once_both_have_their_way(claire: Person, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags=["Clients"])
    for person, option in ((nathan, "Tags…"), (claire, "Étiquettes…")):
        await person.chooses(option, on=await person.types(f"/contact {family}"))
        await person.form(saying=family)
    await claire.saves(tags=["Clients", f"un{family}"])
    saved = await nathan.saves(tags=["Suppliers"])
    assert f"⚪ un{family}" in saved
    assert "Suppliers" in saved
    assert "Clients" not in saved


async def test_an_admin_makes_renames_recolours_and_deletes_a_tag(marguerite: Person, family: str) -> None:
    listed = await marguerite.opens("/crm étiquettes")
    await marguerite.clicks("Nouvelle étiquette", on=listed)
    assert (await marguerite.form(saying="Couleur")).title == "Nouvelle étiquette"
    await marguerite.saves(name=f"rouge{family}", colour="red", scope="both")
    await _closes_all(marguerite)
    await marguerite.has(f"Anne {family}", tags=[f"rouge{family}"])
    assert f"🔴 rouge{family}" in await marguerite.types(f"/contact {family}")
    line = f"🔴 rouge{family} · rouge · contacts et interlocuteurs · sur 1 contact"
    await marguerite.clicks("Modifier", on=await _listed(marguerite, family, line), beside=family)
    assert (await marguerite.form(saying="Couleur")).title == "Modifier l’étiquette"
    await marguerite.saves(name=f"bleu{family}", colour="blue", scope="contacts")
    await _closes_all(marguerite)
    assert f"Étiquettes : 🔵 bleu{family}" in await marguerite.types(f"/contact {family}")
    assert f"Anne {family}\nPersonne" in await marguerite.types(f"/contact bleu{family}")
    assert "Aucun contact ne correspond" in await marguerite.types(f"/contact rouge{family}")
    listed = await _listed(marguerite, f"bleu{family}", f"🔵 bleu{family} · bleu · contacts · sur 1 contact")
    await marguerite.clicks("Modifier", on=listed, beside=family)
    form = await marguerite.form(saying="Supprimer l’étiquette")
    await marguerite.clicks("Supprimer l’étiquette", on=form)
    await marguerite.form(saying="Rechercher parmi les étiquettes", without=f"bleu{family}")
    await _closes_all(marguerite)
    assert f"bleu{family}" not in await marguerite.types(f"/contact {family}")


async def test_a_name_that_another_tag_has_is_refused(marguerite: Person, family: str) -> None:
    await marguerite.opens("/crm étiquettes")
    for name in ("fournisseurs", "CLIENT"):
        await marguerite.clicks("Nouvelle étiquette", on=await marguerite.form(saying="Nouvelle étiquette"))
        await marguerite.form(saying="Couleur")
        refused = await marguerite.saves(name=name, colour="red", scope="both")
        assert refused.errors == {
            "Nom": "Une étiquette porte déjà ce nom, aux majuscules et accents près. Écrivez un autre nom."
        }
        await marguerite.visitor.close()


async def test_a_tag_for_people_alone_is_not_offered_for_a_contact(marguerite: Person, family: str) -> None:
    await marguerite.clicks("Nouvelle étiquette", on=await marguerite.opens("/crm étiquettes"))
    await marguerite.form(saying="Couleur")
    await marguerite.saves(name=f"interlocuteur{family}", colour="green", scope="people")
    await _closes_all(marguerite)
    assert "interlocuteurs des entreprises" in await _listed(marguerite, f"interlocuteur{family}", family)
    await _closes_all(marguerite)
    await marguerite.opens("/contact nouveau")
    assert f"🟢 interlocuteur{family}" not in await marguerite.offered("tags", f"interlocuteur{family}")


async def test_the_list_is_searched_and_turned(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags=[f"t{number:02}{family}" for number in range(12)])
    listed = await nathan.opens(f"/crm tags {family}")
    assert "12 tags" in listed
    assert f"t00{family} · grey · contacts and people · on 1 contact" in listed
    assert f"t11{family}" not in listed
    await nathan.clicks("Next", on=listed)
    assert f"t11{family}" in await nathan.form(saying="Page 2 of 2")
    await nathan.saves(words=f"T05{family}")
    found = await nathan.form(saying="1 tag")
    assert f"t05{family}" in found
    await nathan.saves(words="nothing like this")
    await nathan.form(saying="No tag has “nothing like this” in its name.")


async def test_a_member_looks_and_tags_and_changes_no_tag(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags=[f"mine{family}"])
    listed = await nathan.opens(f"/crm tags {family}")
    assert "New tag" not in listed.buttons
    assert "Edit" not in listed.buttons


async def test_a_reader_looks_and_puts_no_tag_on(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", tags=[f"hers{family}"])
    reader = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await slack.gives_role(reader, Role.READER)
    assert f"⚪ hers{family}" in await reader.opens(f"/crm tags {family}")
    await reader.visitor.close()
    card = await reader.types(f"/contact {family}")
    for option in ("Tags…", "Delete…"):
        await reader.chooses(option, on=card)
        await reader.form(saying="Your role in Carnet does not allow this. An admin can change it.")
        await reader.visitor.close()
    await reader.chooses("Archive", on=card)
    await reader.sees("Your role in Carnet does not allow this. An admin can change it.")
    await reader.sends("/contact new Bea")
    await reader.form(saying="Your role in Carnet does not allow this.")


async def test_a_manager_changes_tags_too(slack: Workspace, family: str) -> None:
    manager = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await slack.gives_role(manager, Role.MANAGER)
    await manager.clicks("New tag", on=await manager.opens("/crm tags"))
    await manager.form(saying="Colour")
    await manager.saves(name=f"brown{family}", colour="brown", scope="contacts")
    await manager.visitor.close(is_cleared=True)
    listed = await manager.opens(f"/crm tags {family}")
    assert f"🟤 brown{family} · brown · contacts · on no contact" in listed
    await manager.clicks("Edit", on=listed)
    form = await manager.form(saying="Delete the tag")
    await manager.clicks("Delete the tag", on=form)
    await manager.form(saying="Search among the tags", without=f"brown{family}")


async def _listed(person: Person, words: str, shows: str) -> Form:
    await person.sends(f"/crm étiquettes {words}")
    return await person.form(saying=shows)


async def _closes_all(person: Person) -> None:
    await person.visitor.close(is_cleared=True)
