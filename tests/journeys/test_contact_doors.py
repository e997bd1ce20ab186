"""The ways to a contact's form: a whole line, a shortcut, a message, the buttons of every card."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace

LINE = "Jean {family}, {family} SARL, 06 12 34 56 78, jean@{family}.example, 12 rue des Lilas 75011 Paris, #client"
SIGNED = """Hello, could you send me your prices?

Best regards,
Ann {family}
Buyer, {family} Ltd
+1 212 555 0143
ann@{family}.example"""
SIGNATURE = """Bonjour, pouvez-vous me rappeler ?

Cordialement,
Anne {family}
Directrice, {family} SARL
06 98 76 54 32
anne@{family}.example"""


async def test_a_whole_line_is_read_into_the_fields_and_shown_before_it_is_saved(claire: Person, family: str) -> None:
    form = await claire.opens(f"/contact nouveau {LINE.format(family=family)}")
    assert (form.typed("Prénom"), form.typed("Nom")) == ("Jean", family)
    assert form.typed("Entreprise (employeur)") == f"{family} SARL"
    assert form.typed("Téléphones") == "06 12 34 56 78"
    assert form.typed("E-mails") == f"jean@{family}.example"
    assert form.typed("Étiquettes") == "Clients"
    await claire.clicks("Coordonnées", on=form)
    assert "Adresse : 12 rue des Lilas, 75011 Paris" in await claire.form(saying="Ajouter une adresse")
    assert "Aucun contact ne correspond" in await claire.types(f"/contact {family}")
    saved = await claire.saves()
    assert f"Contact enregistré : Jean {family}." in saved
    assert "Adresse : 12 rue des Lilas, 75011 Paris" in saved
    assert "Étiquettes : 🟢 Clients" in saved


async def test_a_line_without_commas_in_english_is_read_too(nathan: Person, family: str) -> None:
    form = await nathan.opens(f"/contact add Mr John {family} +1 212 555 0143 john@{family}.example and he likes tea")
    assert (form.typed("First name"), form.typed("Last name")) == ("John", family)
    assert form.typed("Title") == "mr"
    assert form.typed("Phones") == "+1 212 555 0143"
    assert form.typed("E-mails") == f"john@{family}.example"
    assert "he likes tea" in form.says + form.typed("Comment")


@pytest.mark.parametrize("verb", ["new", "add", "create", "nouveau", "ajouter", "créer"])
async def test_every_word_for_new_opens_the_same_form(nathan: Person, verb: str) -> None:
    assert (await nathan.opens(f"/contact {verb} Ann Example")).typed("Last name") == "Example"


async def test_the_shortcut_opens_the_same_form(claire: Person, nathan: Person, family: str) -> None:
    form = await nathan.shortcut("new_contact")
    assert form.title == "New contact"
    assert f"{family} is saved." in await nathan.saves(last_name=family)
    assert (await claire.shortcut("new_contact")).title == "Nouveau contact"


async def test_a_contact_is_taken_out_of_a_message_with_its_signature(nathan: Person, family: str) -> None:
    message = await nathan.posts(SIGNED.format(family=family))
    form = await nathan.shortcut_on(message, "contact_from_message")
    assert (form.typed("First name"), form.typed("Last name")) == ("Ann", family)
    assert form.typed("Phones") == "+1 212 555 0143"
    assert form.typed("E-mails") == f"ann@{family}.example"
    assert form.typed("Company (employer)") == f"{family} Ltd"
    assert form.typed("Job title") == "Buyer"
    assert "could you send me your prices?" in form.typed("Comment")
    assert f"Ann {family} is saved." in await nathan.saves()


async def test_in_french_too(claire: Person, family: str) -> None:
    message = await claire.posts(SIGNATURE.format(family=family))
    form = await claire.shortcut_on(message, "contact_from_message")
    assert (form.typed("Prénom"), form.typed("Nom")) == ("Anne", family)
    assert form.typed("Téléphones") == "06 98 76 54 32"
    assert form.typed("Fonction") == "Directrice"
    assert f"Contact enregistré : Anne {family}." in await claire.saves()


async def test_a_lead_that_an_app_posted_in_blocks_fills_the_form(
    slack: Workspace, nathan: Person, family: str
) -> None:
    fields = [f"*Name*\nAnn {family}", f"*Email*\n<mailto:ann@{family}.example|ann@{family}.example>"]
    shown = [{"type": "section", "fields": [{"type": "mrkdwn", "text": text} for text in fields]}]
    more = [{"fallback": "lead", "fields": [{"title": "Phone", "value": "+1 212 555 0143"}]}]
    room = await slack.channel(members=["nathan"])
    await slack.invites(room)
    app = AsyncWebClient(token=slack.sandbox.bot_token, base_url=slack.sandbox.api_url)
    await app.chat_postMessage(channel=slack.channels[room], text="New lead", blocks=shown, attachments=more)
    form = await nathan.shortcut_on(await nathan.sees(f"Ann {family}", in_=room), "contact_from_message")
    assert (form.typed("First name"), form.typed("Last name")) == ("Ann", family)
    assert form.typed("E-mails") == f"ann@{family}.example"
    assert form.typed("Phones") == "+1 212 555 0143"
    assert form.typed("Comment").splitlines()[0] == "New lead"
    assert f"Ann {family} is saved." in await nathan.saves()


async def test_a_message_that_names_nobody_is_kept_as_the_comment(nathan: Person) -> None:
    message = await nathan.posts("lunch at noon?")
    form = await nathan.shortcut_on(message, "contact_from_message")
    assert form.typed("Comment") == "lunch at noon?"
    assert (await nathan.saves()).errors == {"Last name": "A contact needs a name."}


async def test_the_buttons_of_a_card_lead_to_everything(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    card = await claire.types(f"/contact {family}")
    assert card.buttons == [
        "Ouvrir la fiche",
        "Modifier",
        "Ajouter une note",
        "Joindre un fichier",
        "Consigner une activité",
    ]
    assert "[… Nouveau rappel… / Étiquettes… / Copier… / Archiver / Supprimer…]" in card
    for button, title in (("Ouvrir la fiche", "Fiche contact"), ("Modifier", "Modifier le contact")):
        await claire.clicks(button, on=card)
        assert (await claire.form(saying=f"Anne {family}")).title == title
        await claire.visitor.close(is_cleared=True)
    for option, title in (("Étiquettes…", "Étiquettes"), ("Supprimer…", "Supprimer ce contact ?")):
        await claire.chooses(option, on=card)
        assert (await claire.form(saying=f"Anne {family}")).title == title
        await claire.visitor.close(is_cleared=True)


async def test_the_card_of_a_contact_just_saved_has_the_same_buttons(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    saved = (await nathan.saves()).form
    assert saved is not None
    assert saved.buttons == ["Open the record", "Edit", "Add a note", "Attach a file", "Log an activity", "Undo"]
    await nathan.clicks("Edit", on=saved)
    assert (await nathan.form()).title == "Edit contact"
    assert "Buyer" in await nathan.saves(job_title="Buyer")
    await nathan.visitor.close()
    below = await nathan.form(saying=f"Ann {family}")
    assert isinstance(below, Form)


async def test_a_reader_of_the_list_opens_a_card_with_its_buttons(nathan: Person, family: str) -> None:
    for first in ("Ann", "Bea"):
        await nathan.has(f"{first} {family}")
    found = await nathan.types(f"/contact {family}")
    await nathan.clicks("Open", on=found, beside="Bea")
    card = await nathan.sees(f"Bea {family}\nPerson")
    assert card.buttons == ["Open the record", "Edit", "Add a note", "Attach a file", "Log an activity"]
