"""Before somebody new is saved: who may be there already is shown, opened instead, or known to be another."""

from tests.journeys._person import Person


async def test_who_has_the_same_email_is_shown_first_and_created_only_when_told_to(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}", emails=f"ann@{family}.example".lower())
    await nathan.opens(f"/contact new Annie {family}, ann@{family}.example")
    asked = await nathan.saves()
    assert "Nothing is saved yet: this contact may be the same." in asked
    assert f"Ann {family} · #" in asked
    assert "same e-mail" in asked
    assert f"Annie {family}" not in await nathan.types(f"/contact {family}"), "nothing is saved before they say so"
    created = await nathan.saves()
    assert f"Annie {family}" in created
    assert f"2 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_create_anyway_is_said_once_however_many_are_alike(nathan: Person, family: str) -> None:
    mail = f"team@{family}.example".lower()
    await nathan.has(f"Kim {family}", emails=mail)
    for n in range(7):
        await nathan.opens(f"/contact new Kim{n} {family}, {mail}")
        assert "Nothing is saved yet" in await nathan.saves()
        saved = await nathan.saves()
        assert (f"Kim{n} {family}" in saved, "Nothing is saved yet" in saved) == (True, False)


async def test_one_is_opened_instead_and_what_was_typed_stays_a_draft(claire: Person, family: str) -> None:
    mail = f"zoe@{family}.example".lower()
    await claire.has(f"Zoé {family}", emails=mail, job_title="Gérante")
    await claire.opens(f"/contact nouveau Zoé {family}")
    asked = await claire.saves(emails=mail, job_title="Directrice")
    assert "Rien n’est encore enregistré : ce contact est peut-être le même." in asked
    assert "même e-mail" in asked
    await claire.clicks("Ouvrir", on=await claire.top())
    record = await claire.form(saying="Vue d’ensemble")
    assert f"Zoé {family}" in record
    await claire.visitor.close(is_cleared=True)
    again = await claire.opens("/contact nouveau")
    assert f"Zoé {family}" in again, "what was typed is offered again"
    await claire.clicks("Reprendre", on=again)
    assert "Directrice" in str((await claire.form(saying="E-mails")).raw)


async def test_back_in_the_form_what_was_typed_stands_there_to_be_changed(nathan: Person, family: str) -> None:
    mail = f"bob@{family}.example".lower()
    await nathan.has(f"Bob {family}", emails=mail)
    await nathan.opens(f"/contact new Bobby {family}")
    await nathan.saves(emails=mail, job_title="Baker")
    await nathan.clicks("Back to the form", on=await nathan.top())
    form = await nathan.form(saying="E-mails")
    assert "Baker" in str(form.raw)
    saved = await nathan.saves(emails=f"other@{family}.example".lower(), first_name="Xavier")
    assert f"Xavier {family}" in saved


async def test_a_name_alone_is_nobody_else(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.has(f"Ann {family}")
    assert f"2 contacts match {family}." in await nathan.types(f"/contact {family}")


async def test_who_was_put_away_is_shown_as_such_and_found_by_the_phone(claire: Person, family: str) -> None:
    await claire.has(f"Rémi {family}", phones="06 39 98 45 67")
    await claire.chooses("Archiver", on=await claire.types(f"/contact {family}"))
    await claire.opens(f"/contact nouveau Rémy {family}")
    asked = await claire.saves(phones="06 39 98 45 67")
    assert "(archivé)\nmême téléphone" in asked, "who, then why"


async def test_two_clicks_on_create_make_one_contact(nathan: Person, family: str) -> None:
    mail = f"eve@{family}.example".lower()
    await nathan.has(f"Eve {family}", emails=mail)
    await nathan.opens(f"/contact new Eve {family}")
    await nathan.saves(emails=mail)
    view = (await nathan.top()).raw
    for _ in range(2):
        await nathan.visitor.act("view_submit", view_id=view["id"], state={"values": view["state"]["values"]})
    assert f"2 contacts match {family}." in await nathan.types(f"/contact {family}")
