"""A contact's record: its card, its modal with tabs, Home; what is empty is not shown, phones and e-mails are links."""

from tests.journeys._contacts import TABS, looks_at, opens_record, turns
from tests.journeys._moments import NEW_YORK, in_english
from tests.journeys._person import Person
from tests.journeys._reading import Json
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace


async def test_the_card_says_who_it_is_and_links_to_them(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await nathan.saves(
        civility="ms", job_title="Buyer", company="Acme", phones="+1 212 555 0143",
        emails=f"Accounting: a.{family}@exemple.fr", tags=["Clients"], comment="Likes tea.",
    )  # fmt: skip
    card = await nathan.types(f"/contact {family}")
    assert f"Ms Ann {family}\nPerson · #" in card
    assert (
        "Company: Acme\nJob title: Buyer\nPhone: +1 212 555 0143\n"
        f"E-mail (accounting): a.{family}@exemple.fr\nTags: 🟢 Clients\nComment: Likes tea."
    ) in card
    assert links(card) == {"tel:+12125550143", f"mailto:a.{family.lower()}@exemple.fr"}
    for empty in ("Salesperson", "Latest note", "Open reminders", "Address", "⚠️"):
        assert empty not in card


async def test_a_contact_with_a_name_alone_shows_nothing_empty(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    record = await opens_record(claire, family, language="fr")
    assert record.title == "Fiche contact"
    assert tuple(record.buttons[: len(TABS["fr"])]) == TABS["fr"]
    assert "On ne connaît encore que le nom." in record
    details = await looks_at(claire, "Détails", shows="Fiche créée par")
    labels = [line.split(" :")[0] for line in details.says.splitlines() if " :" in line]
    assert labels == ["Type", "Prénom", "Nom", "Référence", "Fiche créée par"]
    assert "Il n’y a pas encore de note." in await looks_at(claire, "Notes", shows="pas encore")
    assert "Il n’y a pas encore de fichier." in await looks_at(claire, "Fichiers", shows="de fichier")
    assert "Il n’y a aucun rappel en cours." in await looks_at(claire, "Rappels", shows="aucun rappel")
    assert f"a créé la fiche Anne {family}" in await looks_at(claire, "Activité", shows="a créé")


async def test_the_tabs_show_what_they_are_called(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await nathan.saves(phones="+1 212 555 0143\n+1 212 555 0144", emails=f"{family}@exemple.fr")
    await nathan.types(f"/note {family}: prefers calls after 4pm")
    await nathan.types(f"/reminder call Ann {family} in 3 hours")
    record = await opens_record(nathan, f"Ann {family}")
    for words in ("+1 212 555 0143", "and 1 more phone, e-mail or address: see the details.", "prefers calls after 4pm",
                  "Open reminders", f"call Ann {family} — "):  # fmt: skip
        assert words in record, words
    assert "+1 212 555 0144" not in record
    details = await looks_at(nathan, "Details", shows="First name: Ann")
    assert "Phone: +1 212 555 0143 · main\nPhone: +1 212 555 0144" in details
    assert links(details) == {"tel:+12125550143", "tel:+12125550144", f"mailto:{family.lower()}@exemple.fr"}
    assert "prefers calls after 4pm" in await looks_at(nathan, "Notes", shows="[Open]")
    assert "· @Nathan Brooks" in await looks_at(nathan, "Reminders", shows="Open reminders")
    activity = await looks_at(nathan, "Activity", shows="created")
    assert "added a note to" in activity
    assert "Phone: +1 212 555 0143 · main" in activity


async def test_the_activity_keeps_each_change_with_its_old_and_new_value(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    saved = await claire.saves(job_title="Acheteuse")
    assert saved.form is not None
    await claire.clicks("Modifier", on=saved.form)
    await claire.form()
    await claire.saves(job_title="Directrice", phones="06 12 34 56 78")
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    activity = await looks_at(claire, "Activité", shows="a modifié")
    assert "Fonction : Acheteuse → Directrice" in activity
    assert "Téléphone : 06 12 34 56 78 · principal (ajout)" in activity
    lines = activity.says.splitlines()
    (changed,) = (n for n, line in enumerate(lines) if "a modifié" in line)
    (created,) = (n for n, line in enumerate(lines) if "a créé" in line)
    assert changed < created
    assert "• Fonction : Acheteuse" in lines[created:]


async def test_older_activity_is_a_click_away(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    for number in range(11):
        await nathan.types(f"/note {family}: note number {number};")
    await opens_record(nathan, family)
    activity = await looks_at(nathan, "Activity", shows="note number 10;")
    assert "note number 0;" not in activity
    await nathan.clicks("Older", on=activity)
    older = await nathan.form(saying="note number 0;")
    assert f"created Ann {family}" in older
    assert "note number 10;" not in older


async def test_warnings_come_first(claire: Person, nathan: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    await claire.saves(phones="poste 12, demander Jo")
    await claire.visitor.close(is_cleared=True)
    record = await opens_record(claire, family, language="fr")
    assert record.raw["blocks"][0]["type"] == "alert"
    assert record.says.startswith("Un numéro de téléphone n’a pas été reconnu et est gardé tel quel : poste 12")
    await nathan.chooses("Archive", on=await nathan.types(f"/contact {family}"))
    await nathan.sees(f"Anne {family} is archived")
    await claire.clicks("Notes", on=record)
    gone = await claire.form(saying="Archivé par @Nathan Brooks")
    assert gone.says.startswith("Ce contact est archivé : les recherches et les listes ne le montrent plus.")
    assert "Restaurer" in gone.buttons


async def test_home_opens_a_record_and_keeps_it(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}")
    home = await claire.opens_home()
    assert "Bonjour Claire Moreau" in home
    assert f"Anne {family}" in home
    await claire.clicks("Ouvrir", on=home, beside=family)
    record = await claire.home(f"Anne {family}", "Vue d’ensemble")
    assert f"Anne {family}\nPersonne · #" in record
    await claire.clicks("Détails", on=record)
    details = await claire.home(f"Anne {family}", "Prénom : Anne")
    await claire.clicks("Modifier", on=details)
    await claire.form()
    await claire.saves(job_title="Directrice")
    await claire.home(f"Anne {family}", "Fonction : Directrice")
    await claire.visitor.close(is_cleared=True)
    home = await claire.opens_home()
    assert "Fonction : Directrice" in home
    await claire.clicks("Retour", on=home)
    await claire.home("Bonjour Claire Moreau", "Derniers contacts")


async def test_home_in_english_shows_reminders_and_makes_contacts(nathan: Person, family: str) -> None:
    await nathan.types(f"/reminder call {family} in 3 hours")
    home = await nathan.opens_home()
    assert "Hello Nathan Brooks (demo)" in home
    assert f"call {family}" in home.says.split("Your reminders")[1]
    await nathan.clicks("New contact", on=home)
    assert (await nathan.form()).title == "New contact"


async def test_a_long_record_is_read_page_by_page(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "Phones, e-mails, addresses", shows="0119",
                phones="\n".join(f"+1 212 555 {n:04}" for n in range(110, 150)))  # fmt: skip
    await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    details = await looks_at(nathan, "Details", shows="Page 1 of 2")
    assert "0139" in details
    assert "0140" not in details
    await nathan.clicks("Next", on=details)
    assert "0149" in await nathan.form(saying="Page 2 of 2")


async def test_moments_are_told_in_the_reader_s_time(slack: Workspace, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await opens_record(nathan, family)
    details = await looks_at(nathan, "Details", shows="Created by")
    now = (await slack.now()).astimezone(NEW_YORK)
    assert f"Created by: @Nathan Brooks (demo), {in_english(now)}" in details


def links(shown: Shown) -> set[str]:
    return {str(each["url"]) for block in shown.raw["blocks"] for each in _runs(block) if each["type"] == "link"}


def _runs(block: Json) -> list[Json]:
    parts = block["elements"] if block["type"] == "rich_text" else []
    return [run for part in parts for run in part["elements"] if isinstance(run, dict) and "type" in run]
