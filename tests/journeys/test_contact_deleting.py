"""Archived, restored, deleted, undone: by the button on the answer, within its time; the trace tells all of it."""

from tests.journeys._contacts import looks_at, number_of, opens_record
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace


async def test_an_archived_contact_is_out_of_searches_and_comes_back(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    card = await nathan.types(f"/contact {family}")
    await nathan.chooses("Archive", on=card)
    answer = await nathan.sees(f"Ann {family} is archived: searches and lists leave it out.")
    assert answer.buttons == ["Undo"]
    listed = await nathan.types(f"/contact {family}")
    assert f"No contact matches {family}, but somebody who is archived does:" in listed
    assert listed.buttons == ["Restore"]
    assert f"Ann {family}" in await nathan.types("/contact archived")
    await nathan.clicks("Restore", on=listed)
    assert (await nathan.sees(f"Ann {family} is back among your contacts.")).buttons == ["Undo"]
    assert f"Ann {family}\nPerson · #" in await nathan.types(f"/contact {family}")


async def test_archiving_is_undone_by_its_button_in_french(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    await claire.chooses("Archiver", on=await claire.types(f"/contact {family}"))
    answer = await claire.sees(f"Contact archivé : Anne {family}. Les recherches et les listes ne le montrent plus.")
    assert f"Anne {family}" in await claire.types("/contact archivés")
    await claire.clicks("Annuler l’action", on=answer)
    undone = await claire.becomes(answer, f"Action annulée : Anne {family}.", in_="sales")
    assert not undone.buttons
    assert f"Anne {family}\nPersonne" in await claire.types(f"/contact {family}")


async def test_a_deletion_is_asked_about_first_and_undone_by_its_button(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    number = await number_of(claire, family)
    asked = await asks_to_delete(claire, family, "Supprimer…")
    assert asked.title == "Supprimer ce contact ?"
    assert f"La fiche Anne {family} sera supprimée, avec ses téléphones, e-mails et adresses." in asked
    assert "rappel" not in asked.says.lower()
    await claire.visitor.close()
    assert f"Anne {family}\nPersonne" in await claire.types(f"/contact {family}")
    await asks_to_delete(claire, family, "Supprimer…")
    answer = (await claire.saves()).form
    assert answer is not None
    assert f"Contact supprimé : Anne {family}." in answer
    assert "Aucun contact ne correspond" in await claire.types(f"/contact {family}")
    assert f"Anne {family}" in await claire.types("/contact supprimés")
    card = await claire.types(f"/contact {number}")
    assert "⚠️ Ce contact est supprimé." in card
    assert card.buttons == ["Ouvrir la fiche", "Restaurer"]
    await claire.clicks("Annuler l’action", on=answer)
    await claire.form(saying=f"Action annulée : Anne {family}.")
    assert f"Anne {family}\nPersonne" in await claire.types(f"/contact {family}")


async def test_a_deleted_contact_is_given_back_from_the_list(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", phones="+1 212 555 0143")
    await deletes(nathan, family)
    listed = await nathan.types(f"/contact deleted {family}")
    assert "Deleted contacts, the latest first:" in listed
    await nathan.clicks("Restore", on=listed, beside=family)
    await nathan.sees(f"Ann {family} is back among your contacts.")
    assert "+1 212 555 0143" in await nathan.types(f"/contact {family}")


async def test_reminders_of_a_deleted_contact_do_not_ring_until_it_is_undone(
    slack: Workspace, nathan: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    for title in ("call", "visit"):
        await nathan.types(f"/reminder {title} Ann {family} in 20 minutes")
    asked = await asks_to_delete(nathan, family)
    assert "2 open reminders about it will be closed." in asked
    answer = (await nathan.saves()).form
    assert answer is not None
    assert family not in await nathan.types("/reminder list")
    await slack.passes(minutes=21)
    await slack.settles()
    assert await nathan.times(family, in_="dm") == 0
    await nathan.clicks("Undo", on=answer)
    await nathan.form(saying=f"Undone: Ann {family}.")
    await nathan.dm(f"call Ann {family}")
    await nathan.dm(f"visit Ann {family}")


async def test_an_edit_is_undone_in_what_nobody_has_changed_since(claire: Person, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", comment="first")
    await nathan.clicks("Edit", on=await nathan.types(f"/contact {family}"))
    await nathan.form()
    saved = (await nathan.saves(comment="second", job_title="Buyer", tags=[f"tag{family}"])).form
    assert saved is not None
    await claire.clicks("Modifier", on=await claire.types(f"/contact {family}"))
    await claire.form()
    assert "Contact enregistré :" in await claire.saves(comment="troisième")
    await nathan.clicks("Undo", on=saved)
    undone = await nathan.form(saying=f"Undone: Ann {family}.")
    assert "Left as they are, because they were changed since or cannot be put back: Comment." in undone
    card = await nathan.types(f"/contact {family}")
    assert "Comment: troisième" in card
    assert "Buyer" not in card
    assert f"tag{family}" not in card


async def test_making_a_contact_is_undone_too_and_once_only(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    saved = (await nathan.saves()).form
    assert saved is not None
    await nathan.clicks("Undo", on=saved)
    await nathan.form(saying=f"Undone: Ann {family}.")
    assert "No contact matches" in await nathan.types(f"/contact {family}")
    assert family in await nathan.types("/contact deleted")


async def test_an_undo_of_what_is_already_back_says_so_again(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.chooses("Archive", on=await nathan.types(f"/contact {family}"))
    answer = await nathan.sees(f"Ann {family} is archived")
    await nathan.clicks("Restore", on=await nathan.types(f"/contact archived {family}"), beside=family)
    await nathan.sees(f"Ann {family} is back")
    await nathan.clicks("Undo", on=answer)
    await nathan.sees(f"Undone: Ann {family}.")


async def test_an_edit_can_be_undone_for_a_day_and_a_deletion_for_thirty(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.clicks("Edit", on=await nathan.types(f"/contact {family}"))
    await nathan.form()
    edited = (await nathan.saves(comment="second")).form
    await claire.has(f"Anne Z{family}")
    await asks_to_delete(claire, f"Z{family}", "Supprimer…")
    deleted = (await claire.saves()).form
    assert edited is not None
    assert deleted is not None
    await slack.passes(hours=24, minutes=1)
    await nathan.clicks("Undo", on=edited)
    await nathan.form(saying="This can no longer be undone: it could for 24 hours.")
    assert "Comment: second" in await nathan.types(f"/contact {family}")
    await slack.passes(hours=24 * 29)
    await claire.clicks("Annuler l’action", on=deleted)
    await claire.form(saying="Il est trop tard pour annuler : c’était possible pendant 30 jours.")
    assert f"Z{family}" in await claire.types("/contact supprimés")


async def test_the_record_of_a_deleted_contact_tells_who_and_what_it_was(
    claire: Person, nathan: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}", job_title="Buyer")
    number = await number_of(nathan, family)
    await deletes(nathan, family)
    record = await opens_record(claire, number, language="fr")
    assert "Supprimé par @Nathan Brooks (demo), " in record
    assert "Modifier" not in record.buttons
    activity = await looks_at(claire, "Activité", shows="a supprimé")
    assert "• Fonction : Buyer" in activity
    await claire.clicks("Restaurer", on=activity)
    restored = await claire.form(saying="Modifier")
    assert "supprimé par" not in restored.says.lower()


async def test_deleting_from_home_leaves_home_with_the_way_back(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.clicks("Open", on=await nathan.opens_home(), beside=family)
    record = await nathan.home(f"Ann {family}\nPerson")
    await nathan.chooses("Delete…", on=record)
    await nathan.form(saying="will be deleted")
    assert f"Ann {family} is deleted." in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    home = await nathan.home(f"Ann {family}", "This contact is deleted.")
    await nathan.clicks("Restore", on=home)
    assert "Edit" in (await nathan.home(f"Ann {family}", "Add a note")).buttons


async def asks_to_delete(person: Person, family: str, option: str = "Delete…") -> Form:
    await person.chooses(option, on=await person.types(f"/contact {family}"))
    return await person.form(saying=family)


async def deletes(person: Person, family: str) -> None:
    await asks_to_delete(person, family)
    assert "is deleted." in await person.saves()
    await person.visitor.close(is_cleared=True)


async def test_what_was_brought_back_can_be_deleted_again(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    for _ in range(2):
        await asks_to_delete(nathan, family)
        deleted = (await nathan.saves()).form
        assert deleted is not None
        assert "Person · #" not in await nathan.types(f"/contact {family}")
        await nathan.clicks("Undo", on=deleted)
        await nathan.form(saying="Undone:")
        await nathan.visitor.close(is_cleared=True)
    assert f"Ann {family}\nPerson · #" in await nathan.types(f"/contact {family}")


async def test_home_shows_what_an_undo_made_of_it(nathan: Person, family: str) -> None:
    home = await nathan.opens_home()
    if "Back" in home.buttons:
        await nathan.clicks("Back", on=home)
        home = await nathan.home("New contact")
    await nathan.clicks("New contact", on=home)
    await nathan.form()
    await nathan.saves(first_name="Ann", last_name=family, job_title="Buyer")
    home = await nathan.home(f"Ann {family}", "Buyer")
    await nathan.visitor.close(is_cleared=True)
    await nathan.clicks("Edit", on=home)
    await nathan.form()
    saved = (await nathan.saves(job_title="Director")).form
    assert saved is not None
    await nathan.home(f"Ann {family}", "Director")
    await nathan.clicks("Undo", on=saved)
    await nathan.form(saying="Undone:")
    await nathan.home(f"Ann {family}", "Buyer")


async def test_nothing_is_begun_for_one_who_was_deleted(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    number = await number_of(nathan, family)
    await deletes(nathan, family)
    found = await nathan.types(f"/contact {family}")
    assert f"No contact matches {family}, but somebody who was deleted does:" in found
    assert found.buttons == ["Restore"]
    refused = await nathan.types(f"/note {number}: too late")
    assert "Note added" not in refused
