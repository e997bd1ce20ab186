"""The form of a contact: pages, kinds, coordinates one by one, identifiers by their rules, people, a photo."""

from tests.journeys._contacts import card_number, edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._reading import Json, plain
from tests.journeys._shown import Form
from tests.journeys._slack import PEOPLE, Workspace

PAGES_FR = (
    "Essentiel", "Plus de détails", "Coordonnées", "Commerce et comptabilité", "Consentements", "Avertissements",
)  # fmt: skip
PAGES = ("Essentials", "More details", "Phones, e-mails, addresses", "Sales and accounting")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
RULES = (
    ("siren", "SIREN", "732 829 32", "Un SIREN a 9 chiffres. Par exemple : 732 829 320"),
    ("siren", "SIREN", "732 829 32A", "Un SIREN ne contient que des chiffres, au nombre de 9."),
    ("siren", "SIREN", "732 829 321", "La clé de ce SIREN est fausse : cherchez un chiffre mal tapé."),
    ("siret", "SIRET", "732 829 320 0007", "Un SIRET a 14 chiffres : le SIREN et les 5 du NIC."),
    ("siret", "SIRET", "732 829 320 0007A", "Un SIRET ne contient que des chiffres, au nombre de 14."),
    ("siret", "SIRET", "732 829 320 00075", "La clé de ce SIRET est fausse : cherchez un chiffre mal tapé."),
    ("vat_number", "N° de TVA", "FR 44 732 829 32", "a trop ou trop peu de caractères pour son pays."),
    ("vat_number", "N° de TVA", "FR 45 732 829 320", "La clé de ce numéro de TVA est fausse"),
    ("vat_number", "N° de TVA", "US 44 732 829 320", "d’un pays de l’Union européenne."),
    ("iban", "IBAN", "FR14 2004 1010 0505 0001 3M02 607", "La clé de cet IBAN est fausse"),
    ("iban", "IBAN", "14 2004 1010", "Un IBAN a deux lettres, deux chiffres de clé, puis le compte."),
)
SIREN, SIRET, VAT, IBAN = "732 829 320", "732 829 320 00074", "FR 44 732 829 320", "FR14 2004 1010 0505 0001 3M02 606"


async def test_what_is_typed_on_each_page_is_saved_from_any(claire: Person, family: str) -> None:
    form = await claire.opens("/contact nouveau")
    assert tuple(form.buttons[-6:]) == PAGES_FR
    await turns(claire, PAGES_FR[1], shows="Surnom", civility="mrs", first_name="Anne", last_name=family)
    await turns(claire, PAGES_FR[3], shows="SIREN", nickname="Nanou", department="Achats", description="Grande.")
    await turns(claire, PAGES_FR[0], shows="Prénom", accounting_account="411000", analytic_account="CA-12")
    form = await claire.form()
    assert (form.typed("Prénom"), form.typed("Nom"), form.typed("Civilité")) == ("Anne", family, "mrs")
    await claire.saves(job_title="Acheteuse")
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    record = await looks_at(claire, "Détails", shows="Surnom")
    assert f"Mme Anne {family}" in record
    for line in (
        "Surnom : Nanou", "Service : Achats", "Description : Grande.", "Fonction : Acheteuse",
        "Compte comptable : 411000", "Compte analytique : CA-12",
    ):  # fmt: skip
        assert line in record, line


async def test_a_person_becomes_a_company_and_back_without_a_loss(nathan: Person, family: str) -> None:
    form = await nathan.opens("/contact new")
    await nathan.chooses("Company", on=form, first_name="Ann", last_name=family, job_title="Buyer", company="Acme")
    form = await nathan.form(saying="VAT number")
    assert "First name" not in form.fields
    assert form.typed("Company") == "Acme"
    assert f"Acme{family} Ltd\nCompany · #" in await nathan.saves(company=f"Acme{family} Ltd")
    await nathan.visitor.close(is_cleared=True)
    form = await edits(nathan, f"Acme{family}")
    await nathan.chooses("Person", on=form)
    form = await nathan.form(saying="First name")
    assert (form.typed("First name"), form.typed("Last name"), form.typed("Job title")) == ("Ann", family, "Buyer")
    assert f"Ann {family}\nPerson · #" in await nathan.saves()


async def test_a_company_becomes_a_person_in_french(claire: Person, family: str) -> None:
    await claire.opens("/contact nouveau")
    assert f"{family} SARL\nEntreprise · #" in await claire.saves(kind="company", company=f"{family} SARL")
    await claire.visitor.close(is_cleared=True)
    form = await edits(claire, family, language="fr")
    await claire.chooses("Personne", on=form)
    await claire.form(saying="Prénom")
    saved = await claire.saves(last_name=family)
    assert f"{family}\nPersonne · #" in saved
    assert f"Entreprise : {family} SARL" in saved


async def test_coordinates_are_added_changed_and_removed_one_by_one(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    form = await turns(nathan, PAGES[2], shows="Add a phone", phones="+1 212 555 0143\n+1 212 555 0144")
    assert "Phone: +1 212 555 0143" in form
    await nathan.clicks("Add an address", on=form)
    assert (await nathan.form()).title == "Add an address"
    await nathan.saves(street="12 Elm Street", postcode="10001", city="New York", label="head_office",
                       uses=["billing", "delivery"])  # fmt: skip
    form = await nathan.form(saying="12 Elm Street")
    assert "Address: 12 Elm Street, 10001 New York · head office · billing · delivery" in form
    await nathan.chooses("Edit", on=form, beside="0143")
    assert (await nathan.form()).title == "Edit the phone"
    await nathan.saves(own_label="Dad's mobile")
    form = await nathan.form(saying="Dad's mobile")
    await nathan.chooses("Make it the main one", on=form, beside="0144")
    form = await nathan.form(saying="0144 · main")
    await nathan.chooses("Remove", on=form, beside="Dad's mobile")
    await nathan.form(saying="Add a phone", without="Dad's mobile")
    saved = await nathan.saves()
    assert "Phone: +1 212 555 0144" in saved
    assert "0143" not in saved
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    record = await looks_at(nathan, "Details", shows="Elm Street")
    assert "Address (head office): 12 Elm Street, 10001 New York · main · billing · delivery" in record
    assert "Phone: +1 212 555 0144 · main" in record


async def test_sites_networks_and_labels_in_french(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    form = await turns(claire, "Coordonnées", shows="Ajouter un site web", phones="Portable père : 06 12 34 56 78")
    assert "Téléphone : 06 12 34 56 78 · Portable père" in form
    await claire.clicks("Ajouter un site web", on=form)
    await claire.form()
    await claire.saves(typed=f"www.{family}.example", label="shop")
    form = await claire.form(saying=f"Site web : www.{family}.example · boutique")
    await claire.clicks("Ajouter un réseau social", on=form)
    await claire.form()
    await claire.saves(typed=f"https://www.linkedin.com/in/{family}", label="linkedin")
    await claire.form(saying="LinkedIn")
    saved = await claire.saves()
    for line in (
        "Téléphone (Portable père) : 06 12 34 56 78", f"Site web (boutique) : www.{family}.example",
        f"Réseau social (LinkedIn) : https://www.linkedin.com/in/{family}",
    ):  # fmt: skip
        assert line in saved, line


async def test_an_address_with_nothing_in_it_and_an_email_that_is_none_are_refused(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    form = await turns(nathan, PAGES[2], shows="Add an address")
    await nathan.clicks("Add an address", on=form)
    await nathan.form()
    assert (await nathan.saves(label="work")).errors == {
        "Street": "An address needs at least a street, a postcode or a city."
    }
    await nathan.visitor.close()
    await nathan.clicks("Add an e-mail", on=await nathan.form(saying="Add an e-mail"))
    await nathan.form()
    refused = await nathan.saves(typed="nobody at home")
    assert refused.errors == {"E-mail address": "One of these is not an e-mail address. Write one per line."}
    await nathan.saves(typed=f"{family}@exemple.fr")
    assert f"E-mail: {family}@exemple.fr" in await nathan.form(saying="exemple.fr")


async def test_a_phone_that_cannot_be_read_is_kept_with_a_warning(claire: Person, nathan: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau {family}")
    saved = await claire.saves(phones="demander Jo, poste 12")
    assert "Un numéro de téléphone n’a pas été reconnu et est gardé tel quel : demander Jo, poste 12" in saved
    card = await nathan.types(f"/contact {family}")
    assert "⚠️ A phone number could not be understood and is kept as typed: demander Jo, poste 12" in card
    assert "Phone: demander Jo, poste 12" in card


async def test_an_identifier_is_refused_by_the_rule_that_it_breaks(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau {family}")
    await turns(claire, PAGES_FR[3], shows="SIREN")
    for field, label, typed, sentence in RULES:
        given = dict.fromkeys(("siren", "siret", "vat_number", "iban"), "") | {field: typed}
        refused = await claire.saves(**given)
        assert [*refused.errors] == [label], typed
        assert sentence in plain(refused.errors[label]), typed


async def test_a_siret_gives_the_siren_and_the_vat_number(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    form = await turns(nathan, PAGES[3], shows="SIREN", kind="company", company=f"{family} SA")
    assert [*form.fields][:2] == ["Salesperson in charge", "Assigned"]
    assert f"{family} SA is saved." in await nathan.saves(siret=SIRET, iban=IBAN)
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    record = await looks_at(nathan, "Details", shows="SIREN")
    for line in (
        "SIREN: 732829320", "SIRET: 73282932000074", "VAT number: FR44732829320", "IBAN: FR1420041010050500013M02606",
    ):  # fmt: skip
        assert line in record, line


async def test_identifiers_of_two_companies_do_not_go_together(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    await turns(nathan, PAGES[3], shows="SIREN")
    refused = await nathan.saves(siren="552 100 554", siret=SIRET, vat_number=VAT)
    assert refused.errors == {
        "SIRET": "This SIRET belongs to another company: it begins with another number than the SIREN.",
        "VAT number": "This French VAT number belongs to another company: it does not end with the SIREN.",
    }


async def test_an_error_on_another_page_turns_to_it_and_loses_nothing(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    await turns(nathan, PAGES[3], shows="SIREN", phones="+1 212 555 0143")
    await turns(nathan, PAGES[0], shows="First name", siren="732 829 321")
    refused = await nathan.saves(first_name="Ann", comment="said on the way")
    assert refused.form is not None
    assert "SIREN: The check digit of this SIREN is wrong: look for a mistyped digit." in refused.form
    assert refused.form.typed("SIREN") == "732 829 321"
    saved = await nathan.saves(siren=SIREN)
    for words in (f"Ann {family}", "+1 212 555 0143", "said on the way"):
        assert words in saved


async def test_an_employer_is_a_company_among_the_contacts(claire: Person, family: str) -> None:
    await claire.opens("/contact nouveau")
    await claire.saves(kind="company", company=f"{family} SARL")
    await claire.visitor.close(is_cleared=True)
    await claire.opens(f"/contact nouveau Anne Z{family}")
    await turns(claire, PAGES_FR[1], shows="Fiche de l’employeur")
    assert await claire.offered("employer", family) == [f"{family} SARL"]
    saved = await claire.saves(employer=f"{family} SARL")
    assert f"Entreprise : {family} SARL" in saved
    assert saved.form is not None
    await claire.clicks("Ouvrir la fiche", on=saved.form)
    record = await claire.form(saying="Vue d’ensemble")
    await claire.clicks("Ouvrir", on=record, beside=f"{family} SARL")
    assert "Entreprise · #" in await claire.form(saying=f"{family} SARL\nEntreprise")


async def test_another_employer_takes_the_place_of_the_first_in_words_too(nathan: Person, family: str) -> None:
    for name in (f"A{family} Ltd", f"B{family} Ltd"):
        await nathan.opens("/contact new")
        await nathan.saves(kind="company", company=name)
        await nathan.visitor.close(is_cleared=True)
    await nathan.opens(f"/contact new Ann Z{family}")
    await turns(nathan, PAGES[1], shows="Employer's record")
    assert f"Company: A{family} Ltd" in await nathan.saves(employer=f"A{family} Ltd")
    await nathan.visitor.close(is_cleared=True)
    form = await edits(nathan, f"Z{family}")
    assert form.typed("Company (employer)") == f"A{family} Ltd"
    await turns(nathan, PAGES[1], shows="Employer's record")
    assert f"Company: B{family} Ltd" in await nathan.saves(employer=f"B{family} Ltd")


async def test_a_salesperson_and_assigned_people_are_named_and_no_guest(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new {family}")
    await turns(nathan, PAGES[3], shows="Salesperson in charge")
    refused = await nathan.saves(owner=PEOPLE["guest"], assigned=[PEOPLE["claire"], PEOPLE["left"]])
    assert refused.errors == {
        "Salesperson in charge": "Somebody chosen here is a guest or from outside this workspace. Choose members only.",
        "Assigned": "Somebody chosen here has left, or is an app. Choose members only.",
    }
    saved = await nathan.saves(owner=PEOPLE["nathan"], assigned=[PEOPLE["claire"], PEOPLE["marguerite"]])
    assert "Salesperson in charge: @Nathan Brooks" in saved
    await nathan.visitor.close(is_cleared=True)
    record = await opens_record(nathan, family)
    assert "Salesperson in charge: @Nathan Brooks (demo)\nAssigned: @Claire Moreau (demo), @Marguerite" in record


async def test_a_guest_chosen_on_a_page_that_is_turned_is_refused_too(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau {family}")
    form = await turns(claire, PAGES_FR[3], shows="SIREN")
    await claire.clicks(PAGES_FR[0], on=form, assigned=[PEOPLE["guest"]])
    await claire.form(saying="Prénom")
    refused = (await claire.saves()).form
    assert refused is not None
    assert "est invitée ou extérieure à cet espace de travail." in refused
    assert refused.typed("Assignés") == PEOPLE["guest"]
    assert f"Contact enregistré : {family}." in await claire.saves(assigned=[])


async def test_a_reference_is_made_editable_and_unique_whatever_its_case(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    card = await nathan.types(f"/contact {family}")
    number = int(card.says.split("#")[1].split()[0])
    assert f"Person · #{number} · C-{number:05}" in card
    await edits(nathan, family)
    await turns(nathan, PAGES[3], shows="Reference")
    assert f"· Ref-{family}" in await nathan.saves(reference=f"Ref-{family}")
    await nathan.visitor.close(is_cleared=True)
    await nathan.opens(f"/contact new Bea Z{family}")
    await turns(nathan, PAGES[3], shows="Reference")
    refused = await nathan.saves(reference=f"REF-{family.upper()}")
    assert [*refused.errors] == ["Reference"]
    assert "has this reference already. Write another one." in refused.errors["Reference"]
    saved = await nathan.saves(reference="")
    assert "is saved" in saved


async def test_a_photo_is_fetched_kept_and_sent_to_whoever_asks(slack: Workspace, claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, PAGES_FR[1], shows="Photo ou logo")
    photo = await claire.visitor.upload("anne.png", PNG, "image/png")
    assert "Contact enregistré :" in await claire.saves(photo=[photo])
    await claire.visitor.close(is_cleared=True)
    record = await _record_with(claire, family, "M’envoyer la photo")
    await claire.clicks("M’envoyer la photo", on=record)
    assert "L’image arrive dans vos messages avec Carnet." in await claire.form(saying="L’image")
    files = await _files(claire)
    assert files[-1]["title"] == f"Image de Anne {family}"
    assert files[-1]["size"] == len(PNG)


async def test_what_is_no_picture_is_said_and_can_be_given_again(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, PAGES[1], shows="Photo or logo")
    photo = await nathan.visitor.upload("ann.png", b"no picture at all", "image/png")
    await nathan.saves(photo=[photo])
    await nathan.visitor.close(is_cleared=True)
    record = await _record_with(nathan, family, "The photo could not be kept. Please give it again.")
    assert "Send me the photo" not in record


async def test_a_form_that_changes_nothing_says_so(claire: Person, family: str) -> None:
    await claire.has(f"Anne {family}", phones="06 12 34 56 78")
    await edits(claire, family, language="fr")
    saved = await claire.saves()
    assert f"Anne {family} était déjà ainsi : rien n’a changé." in saved
    assert saved.form is not None
    assert "Annuler l’action" not in saved.form.buttons


async def _record_with(person: Person, family: str, words: str) -> Form:
    """The record, opened anew until it shows what a job does."""
    language = "fr" if person.id == PEOPLE["claire"] else "en"

    async def there() -> Form | None:
        record = await opens_record(person, family, language=language)
        if words in record:
            return record
        await person.visitor.close(is_cleared=True)
        return None

    return await person.until(there, f"a record that says {words!r}")


async def _files(person: Person) -> list[Json]:
    async def there() -> list[Json] | None:
        return [file for each in await person.reads("dm") for file in each.raw.get("files") or ()] or None

    return await person.until(there, "a file", "dm")


async def test_an_employer_that_is_gone_does_not_block_a_save(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await nathan.chooses("Company", on=await nathan.form(), company=f"Co{family}")
    await nathan.form(saying="VAT number")
    company = (await nathan.saves()).form
    assert company is not None
    await nathan.visitor.close(is_cleared=True)
    await nathan.opens(f"/contact new Ann Z{family}")
    await turns(nathan, PAGES[1], shows="Nickname")
    assert f"Co{family}" in await nathan.saves(employer=f"Co{family}")
    await nathan.visitor.close(is_cleared=True)
    await edits(nathan, f"#{card_number(company)}")
    await nathan.chooses("Person", on=await nathan.form())
    await nathan.form(saying="First name")
    await nathan.saves(last_name=f"Solo{family}")
    await nathan.visitor.close(is_cleared=True)
    await edits(nathan, f"z{family}")
    assert "still here" in await nathan.saves(comment="still here")
