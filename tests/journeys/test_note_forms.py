"""The form of a note: written, read in full, changed, shared, closed, deleted and brought back."""

from tests.journeys._moments import NEW_YORK, PARIS, day_ahead, in_english
from tests.journeys._person import Person
from tests.journeys._reading import formatted
from tests.journeys._slack import Workspace


async def test_a_note_is_written_read_changed_and_closed(slack: Workspace, claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    card = await claire.types(f"/contact {family}")
    await claire.clicks("Ajouter une note", on=card)
    form = await claire.form()
    assert (form.title, form.typed("Contact") != "", form.typed("Visible par")) == ("Nouvelle note", True, "everyone")
    assert "Restez factuel et poli" in form
    offer = await claire.visitor.upload("offre.pdf", b"%PDF-1.7", "application/pdf")
    saved = (await claire.saves(title="Visite", body=formatted("Il préfère l’après-midi"), files=[offer])).form
    assert saved is not None
    for words in ("Visite", "Il préfère l’après-midi", "offre.pdf", f"Contact : Anne {family}", "Auteur : @Claire"):
        assert words in saved
    await claire.clicks("Modifier", on=saved)
    form = await claire.form()
    assert (form.title, form.typed("Titre en quelques mots")) == ("Modifier la note", "Visite")
    await claire.saves(title="Visite du chantier", on="2026-11-02")
    read = await claire.form(saying="Date : 2 nov. 2026")
    assert "Visite du chantier" in read
    await claire.clicks("Clôturer", on=read)
    closed = await claire.form(saying="Note clôturée par :")
    assert "Rouvrir" in closed.buttons
    await claire.visitor.close()
    listed = await claire.types(f"/note liste {family} novembre 2026")
    assert "1 note." in listed
    assert "note clôturée" in listed
    assert '"strike": true' in str(listed.raw["blocks"]).replace("'", '"').replace("True", "true")
    await claire.chooses("Rouvrir", on=listed)
    await claire.becomes(listed, without="note clôturée", in_="sales")


async def test_what_is_wrong_is_said_under_its_field(
    slack: Workspace, nathan: Person, claire: Person, family: str
) -> None:
    await nathan.has(family)
    now = await slack.begins_at(10, NEW_YORK)
    await nathan.opens(f"/note new {family}")
    assert (await nathan.submits()).errors == {"Title in a few words": "Write a title or a text, or add a file."}
    wrong = await nathan.submits(title="offer", when="tomorrow at 9am")
    assert wrong.errors == {"For whom": "Choose whom to tell."}
    wrong = await nathan.submits(when="every monday", assignees=[claire.id])
    assert "one time only" in wrong.errors["When to tell them"]
    saved = await nathan.saves(when="tomorrow at 9am")
    assert f"When to tell them: {in_english(day_ahead(now, 1, 9))}" in saved


async def test_a_private_note_is_told_to_whom_it_is_for_at_its_time(
    slack: Workspace, nathan: Person, claire: Person, priya: Person, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await slack.begins_at(10, PARIS)
    form = await nathan.opens(f"/note new {family}")
    await nathan.chooses("Some people", on=form)
    await nathan.form(saying="These people")
    shared = await nathan.saves(title=f"price of {family}", members=[priya.id], assignees=[claire.id], when="in 1 hour")
    assert "👥 Some people" in shared
    await nathan.visitor.close()
    assert f"price of {family}" in await priya.types(f"/note find price {family}")
    await slack.passes(hours=1, minutes=1)
    told = await claire.dm(f"price of {family}")
    assert "Une note pour vous" in told
    await claire.clicks("Ouvrir la note", on=told)
    read = await claire.form(saying="Visible par")
    await claire.visitor.close()
    assert f"Ann {family}" in read
    await claire.clicks("Fait", on=told)
    await claire.becomes(told, "Note clôturée par @Claire")
    assert await priya.times(family, in_="dm") == 0


async def test_a_note_is_deleted_after_a_question_and_brought_back(nathan: Person, claire: Person, family: str) -> None:
    await nathan.has(family)
    await nathan.types(f"/note {family}: only for a moment")
    listed = await claire.types(f"/note liste {family}")
    await claire.chooses("Supprimer…", on=listed)
    await claire.form(saying="Vous pouvez l’annuler pendant 30 jours.")
    gone = (await claire.saves()).form
    assert gone is not None
    assert "Note only for a moment supprimée." in gone
    assert "only for a moment" not in await nathan.types(f"/note list {family}")
    await claire.clicks("Annuler l’action", on=gone)
    await claire.form(saying="est de nouveau comme avant")
    await claire.visitor.close()
    assert "only for a moment" in await nathan.types(f"/note list {family}")


async def test_two_who_change_the_same_note_are_told_of_each_other(nathan: Person, claire: Person, family: str) -> None:
    await nathan.has(family)
    added = await nathan.types(f"/note {family}: call them")
    listed = await claire.types(f"/note liste {family}")
    await claire.chooses("Modifier…", on=listed)
    await claire.form()
    await nathan.chooses("Edit…", on=added)
    await nathan.form()
    plan = await nathan.visitor.upload("plan.txt", b"a house", "text/plain")
    await nathan.saves(title="call", audience="private", assignees=[claire.id], files=[plan], on="2026-11-02")
    await nathan.visitor.close()
    theirs = (await claire.saves(title="appeler")).form
    assert theirs is not None
    assert (theirs.typed("Titre en quelques mots"), theirs.typed("Date")) == ("appeler", "2026-11-02")
    assert "plan.txt" in theirs
    await nathan.chooses("Edit…", on=added)
    await nathan.form()
    read = await claire.saves()
    for kept in ("et ses destinataires seulement", "appeler", "plan.txt", "2 nov. 2026"):
        assert kept in read
    offer = await nathan.visitor.upload("offer.txt", b"10 EUR", "text/plain")
    again = (await nathan.saves(title="phone", files=[offer])).form
    assert again is not None
    assert "Somebody else changed this meanwhile: title." in again
    assert (again.typed("Title in a few words"), "offer.txt" in again) == ("phone", True)
    saved = await nathan.saves()
    assert "phone" in saved
    assert "offer.txt" in saved


async def test_a_form_that_was_left_is_offered_again(slack: Workspace, claire: Person, family: str) -> None:
    await claire.has(family)
    await claire.opens(f"/note nouvelle {family}")
    offer = await claire.visitor.upload("offre.txt", b"10 EUR", "text/plain")
    assert (await claire.submits(title=f"prix de {family}", when="demain à 9h", files=[offer])).errors
    await claire.visitor.close(is_cleared=True)
    await claire.clicks("Reprendre", on=await claire.opens("/note nouvelle"))
    again = await claire.form(without="Vous avez commencé une note")
    assert (again.typed("Titre en quelques mots"), again.typed("Quand les prévenir")) == (
        f"prix de {family}", "demain à 9h",
    )  # fmt: skip
    assert again.typed("Fichiers à garder") == offer["id"]
    assert f"prix de {family}" in await claire.saves(when="")
    await slack.settles()
    assert f"prix de {family}" in await claire.types("/note cherche offre.txt")


async def test_an_address_is_attached_as_a_file(nathan: Person, family: str) -> None:
    await nathan.has(family)
    card = await nathan.types(f"/contact {family}")
    await nathan.clicks("Attach a file", on=card)
    form = await nathan.form()
    assert form.title == "New file"
    wrong = await nathan.submits(url="javascript:alert(1)")
    assert [*wrong.errors] == ["Or a web address"]
    saved = (await nathan.saves(url="www.example.com/offer.pdf", title="Our offer")).form
    assert saved is not None
    assert (saved.title, "https://www.example.com/offer.pdf" in str(saved.raw["blocks"])) == ("File saved", True)
    await nathan.visitor.close()
    await nathan.clicks("Open the record", on=card)
    record = await nathan.form(saying="Overview")
    await nathan.clicks("Files", on=record)
    tab = await nathan.form(saying="Our offer")
    await nathan.clicks("Open", on=tab, beside="Our offer")
    read = await nathan.form(saying="Visible to")
    await nathan.clicks("Edit", on=read)
    await nathan.form()
    await nathan.saves(title="Our last offer")
    read = await nathan.form(saying="Our last offer")
    await nathan.clicks("Mark as closed", on=read)
    await nathan.form(saying="File closed by")
    await nathan.visitor.close()
    tab = await nathan.form(saying="file closed")
    assert "Our last offer" in tab
    await nathan.chooses("Delete…", on=tab)
    await nathan.form(saying="You can undo this for 30 days.")
    await nathan.saves()
    await nathan.visitor.close()
    assert "There is no file yet." in await nathan.form(saying="There is no file yet.")
