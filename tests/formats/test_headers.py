"""Columns are known by what other programs and people call them, in French and English, or by what they hold."""

import pytest

from bot.model.contacts import CoordinateKind
from tests.formats._read import address, emails, one, phones, read, rows

GOOGLE = """Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,\
E-mail 2 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Street,Address 1 - City,Address 1 - Region,\
Address 1 - Postal Code,Address 1 - Country,Organization 1 - Name,Website 1 - Value,Notes,Birthday
Ann M Lee,Ann,M,Lee,* myContacts ::: Clients,* Work,ann@x.org,ann@home.org ::: a.lee@x.org,Mobile,+1 212 555 0143,\
1 Main St,Albany,NY,12207,United States,Acme Inc,x.org,Met in June,1980-02-01
"""


def test_what_google_contacts_exports() -> None:
    values = one(GOOGLE)
    assert (values.first_name, values.last_name, values.company) == ("Ann M", "Lee", "Acme Inc")
    assert emails(values) == ["ann@x.org", "ann@home.org", "a.lee@x.org"]
    assert phones(values) == [("", "+12125550143")]
    assert values.tags == ("myContacts", "Clients")
    assert address(values).line == "1 Main St, 12207 Albany, NY, United States"
    assert (values.comment, values.of_kind(CoordinateKind.SITE)[0].parsed) == ("Met in June", "https://x.org")
    assert read(GOOGLE).left_out == ("E-mail 1 - Type", "Phone 1 - Type", "Birthday")


OUTLOOK_FR = """Titre,Prénom,Nom,Société,Service,Rue (bureau),Rue (bureau) 2,Ville (bureau),Dép/Région (bureau),\
Code postal (bureau),Pays/Région (bureau),Rue (domicile),Ville (domicile),Télécopie (bureau),Téléphone (bureau),\
Tél. mobile,Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Catégories,Page Web
M.,Jean,Martin,Acme SARL,Achats,12 rue des Lilas,Bât. B,Paris,,75011,France,3 place Bellecour,Lyon,01 42 68 53 00,\
01 42 68 53 01,06 28 23 04 55,jean@acme.fr,SMTP,Jean Martin (jean@acme.fr),Clients;VIP,acme.fr
"""


def test_what_outlook_exports_in_french() -> None:
    values = one(OUTLOOK_FR)
    assert (values.name, values.company, values.tags) == ("Jean Martin", "Acme SARL", ("Clients", "VIP"))
    assert phones(values) == [
        ("télécopie bureau", "+33142685300"),
        ("bureau", "+33142685301"),
        ("mobile", "+33628230455"),
    ]
    assert emails(values) == ["jean@acme.fr"]
    lines = [(each.label, each.typed) for each in values.of_kind(CoordinateKind.ADDRESS)]
    assert lines == [
        ("bureau", "12 rue des Lilas, Bât. B, 75011 Paris, France"),
        ("domicile", "3 place Bellecour, Lyon"),
    ]


def test_what_outlook_exports_in_english() -> None:
    header = "First Name,Last Name,Company,Business Street,Business Street 2,Business City,Business Postal Code,"
    header += "Business Phone,Home Phone,Mobile Phone,E-mail Address,E-mail Display Name,E-mail 2 Address,Web Page"
    line = "Ann,Lee,Acme,1 Road,Floor 2,London,SW1A 1AA,020 7946 0001,,07700 900123,ann@x.org,Ann,b@x.org,"
    values = one(f"{header}\n{line}\n", "GB")
    assert emails(values) == ["ann@x.org", "b@x.org"]
    assert phones(values) == [("business", "+442079460001"), ("mobile", "+447700900123")]
    assert address(values).line == "1 Road, Floor 2, SW1A 1AA London"


def test_what_hubspot_exports() -> None:
    header = "Record ID,First Name,Last Name,Email,Phone Number,Street Address,City,State/Region,Postal Code,"
    header += "Country/Region,Company Name,Website URL,Lead Status,Contact owner"
    file = read(f"{header}\n51,Ann,Lee,ann@x.org,+33 6 28 23 04 55,1 rue A,Lyon,,69001,France,Acme,x.org,New,Bob\n")
    values = next(file.rows("FR")).values
    assert values is not None
    assert (values.company, address(values).line) == ("Acme", "1 rue A, 69001 Lyon, France")
    assert file.left_out == ("Record ID", "Lead Status", "Contact owner")


def test_what_salesforce_exports() -> None:
    header = "Account Name,First Name,Last Name,Mailing Street,Mailing City,Mailing State/Province,"
    header += "Mailing Zip/Postal Code,Mailing Country,Phone,Mobile,Fax,Email,Description"
    line = "Acme,Ann,Lee,1 Main St,Albany,NY,12207,US,(212) 555-0143,212-555-0187,,ann@x.org,VIP"
    values = one(f"{header}\n{line}\n")
    assert (values.company, values.comment, address(values).region) == ("Acme", "VIP", "NY")
    assert phones(values) == [("", "+12125550143"), ("mobile", "+12125550187")]


def test_what_a_french_invoicing_program_exports() -> None:
    header = "Raison sociale;Nom du contact;Prénom du contact;Adresse;Suite de l'adresse;Code postal;Ville;Pays;"
    header += "N° de téléphone;Portable;Courriel;Site internet;Étiquettes;Commentaire"
    line = "Acme SARL;Dupont;Marie;12 rue des Lilas;2e étage;75011;Paris;France;01 42 68 53 00;0628230455;"
    line += "marie@acme.fr;www.acme.fr;Clients, Fournisseurs;Bonne cliente"
    values = one(f"{header}\n{line}\n")
    assert (values.name, values.company, values.tags) == ("Marie Dupont", "Acme SARL", ("Clients", "Fournisseurs"))
    assert address(values).line == "12 rue des Lilas, 2e étage, 75011 Paris, France"
    assert phones(values) == [("", "+33142685300"), ("portable", "+33628230455")]


@pytest.mark.parametrize(
    ("header", "typed", "first", "last"),
    [
        ("Nom complet", "Marie Dupont", "Marie", "Dupont"),
        ("Name", "Ludwig van Beethoven", "Ludwig van", "Beethoven"),
        ("Nom", "DUPONT Marie", "Marie", "DUPONT"),
        ("Full name", "Dupont, Marie", "Marie", "Dupont"),
        ("Nom et prénom", "Dupont Marie", "Marie", "Dupont"),
        ("Contact", "Cher", "", "Cher"),
    ],
)
def test_a_whole_name_is_parted(header: str, typed: str, first: str, last: str) -> None:
    values = one(f'{header};Ville\n"{typed}";Lyon\n')
    assert (values.first_name, values.last_name) == (first, last)


@pytest.mark.parametrize(
    "header", ["firstName,lastName,emailAddress", "first_name,last_name,email", "FIRST NAME,LAST NAME,E-MAIL"]
)
def test_headers_are_known_however_they_are_written(header: str) -> None:
    values = one(f"{header}\nAnn,Lee,ann@x.org\n")
    assert (values.first_name, values.last_name, emails(values)) == ("Ann", "Lee", ["ann@x.org"])


def test_a_field_is_known_though_its_header_names_the_thing_first() -> None:
    header = "Person - Name,Person - Organization,Person - Phone - Work,Person - Email - Home,Person - Owner"
    values = one(f"{header}\nAnn Lee,Acme,06 28 23 04 55,ann@x.org,Bob\n")
    assert (values.first_name, values.last_name, values.company) == ("Ann", "Lee", "Acme")
    assert phones(values) == [("work", "+33628230455")]
    assert emails(values) == ["ann@x.org"]


def test_without_a_header_columns_are_told_by_what_they_hold() -> None:
    file = read("Ann,Lee,ann@x.org,+33 6 28 23 04 55,www.x.org,12\nBob,Ray,bob@x.org,,,7\n")
    first, second = [row.values for row in file.rows("FR")]
    assert first is not None
    assert second is not None
    assert (first.first_name, first.last_name, emails(first)) == ("Ann", "Lee", ["ann@x.org"])
    assert phones(first) == [("", "+33628230455")]
    assert second.name == "Bob Ray"
    assert file.left_out == ("6",)


def test_a_column_without_a_header_is_told_by_what_it_holds() -> None:
    values = one("Name;;;Score\nAnn Lee;ann@x.org;06 28 23 04 55;42\n")
    assert (emails(values), phones(values)) == (["ann@x.org"], [("", "+33628230455")])


def test_addresses_alone_are_contacts_called_by_them() -> None:
    assert [row.values.name for row in rows("ann@x.org\nbob@x.org\n") if row.values] == ["ann@x.org", "bob@x.org"]
