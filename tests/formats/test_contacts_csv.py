"""Lists of contacts as other programs and people write them, read row by row."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.formats import REFUSALS, ROW_REFUSALS, ROW_WARNINGS
from bot.formats.contacts_csv import ContactsFile, ImportedRow, read_contacts
from bot.model.contacts import ContactKind, ContactValues, CoordinateKind, PostalAddress
from bot.model.errors import FileRefused

US_500 = Path(__file__).parents[3] / "shared" / "data" / "us-500.csv"

SALES = """Prénom;Nom;Société;E-mail;Téléphone
Éléonore;Lefèvre;Ça & Là;eleonore@cala.fr;06 28 23 04 55
"""


def read(text: str | bytes) -> ContactsFile:
    return read_contacts(text.encode() if isinstance(text, str) else text)


def rows(text: str | bytes, country: str = "FR") -> list[ImportedRow]:
    return list(read(text).rows(country))


def one(text: str, country: str = "FR") -> ContactValues:
    (row,) = rows(text, country)
    assert row.values is not None, row.reason
    return row.values


def phones(values: ContactValues) -> list[tuple[str, str | None]]:
    return [(each.label, each.parsed) for each in values.phones]


def emails(values: ContactValues) -> list[str]:
    return [each.typed for each in values.emails]


def address(values: ContactValues) -> PostalAddress:
    (found,) = values.of_kind(CoordinateKind.ADDRESS)
    assert found.address is not None
    return found.address


def refused(content: str | bytes) -> str:
    with pytest.raises(FileRefused) as caught:
        read(content)
    reason = str(caught.value.values["reason"])
    assert reason in REFUSALS
    return reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    values = rows(SALES.encode(encoding))[0].values
    assert values is not None
    assert (values.first_name, values.last_name, values.company) == ("Éléonore", "Lefèvre", "Ça & Là")


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_whatever_ends_the_lines(separator: str, end: str) -> None:
    file = read(SALES.replace(";", separator).replace("\n", end))
    assert (file.separator, file.total) == (separator, 1)


def test_a_separator_inside_quotes_is_none() -> None:
    values = one('Company,First name,Last name\n"Benton, John B Jr",James,Butt\n')
    assert (values.company, values.name) == ("Benton, John B Jr", "James Butt")


def test_excel_may_say_its_separator_itself() -> None:
    assert one("sep=;\nNom;Ville\nDupont;Lyon\n").last_name == "Dupont"


def test_a_person_with_a_company_works_there_and_a_company_alone_is_one() -> None:
    person, company = [row.values for row in rows("First Name,Last Name,Company\nAnn,Lee,Acme\n,,Acme\n")]
    assert person is not None
    assert company is not None
    assert (person.kind, person.name, person.company) == (ContactKind.PERSON, "Ann Lee", "Acme")
    assert (company.kind, company.name) == (ContactKind.COMPANY, "Acme")


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


def test_several_phones_and_addresses_stand_in_one_cell() -> None:
    values = one('Name,Phones,Emails\nAnn,"06 28 23 04 55; 01 42 68 53 00","Ann <a@x.org>, b@x.org"\n')
    assert [parsed for _, parsed in phones(values)] == ["+33628230455", "+33142685300"]
    assert emails(values) == ["a@x.org", "b@x.org"]


def test_the_same_phone_twice_is_one() -> None:
    assert len(one("Name,Phone,Mobile\nAnn,0628230455,+33 6 28 23 04 55\n").phones) == 1


@pytest.mark.parametrize(
    ("country", "expected"), [("Belgique", "+3225551234"), ("be", "+3225551234"), ("", "+33255512340")]
)
def test_a_phone_is_read_in_the_country_of_its_row(country: str, expected: str) -> None:
    typed = "02 555 12 34" if country else "02 55 51 23 40"
    assert phones(one(f"Name,Phone,Pays\nAnn,{typed},{country}\n")) == [("", expected)]


def test_states_with_zip_codes_are_american() -> None:
    values = one("Name,Phone,State,Zip\nAnn,504-621-8927,LA,70116\n")
    assert phones(values) == [("", "+15046218927")]


def test_what_cannot_be_understood_is_kept_and_said() -> None:
    (row,) = rows("Name,Phone,Email\nAnn,ask Bob,ann(at)x.org\n")
    assert row.values is not None
    assert row.values.comment == "Phone: ask Bob\nEmail: ann(at)x.org"
    assert row.warnings == ("moved_to_comment",)


def test_a_wrong_address_is_kept_as_typed_and_said() -> None:
    (row,) = rows("Name,Email\nAnn,ann@@x\n")
    assert row.values is not None
    assert [(each.typed, each.parsed) for each in row.values.emails] == [("ann@@x", None)]
    assert row.warnings == ("email_unreadable",)


def test_a_number_that_a_spreadsheet_has_spoilt_is_no_phone() -> None:
    (row,) = rows("Name;Phone\nAnn;3,36E+10\n")
    assert row.values is not None
    assert row.values.phones == ()
    assert row.warnings == ("moved_to_comment",)


@pytest.mark.parametrize("sign", ["n/a", "-", "NULL", "aucun"])
def test_signs_for_nothing_are_nothing(sign: str) -> None:
    (row,) = rows(f"Name,Phone,Email\nAnn,{sign},{sign}\n")
    assert row.values is not None
    assert (row.values.coordinates, row.values.comment, row.warnings) == ((), "", ())


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Ann,a@x.org,,surplus", "too_many_cells"),
        (",,", None),
        ("", None),
        (",not@an@address,", "email_unreadable"),
        (",,Lyon", "nothing_to_call_it"),
        ("A\0nn,a@x.org,", "characters_unreadable"),
        ("x" * 201 + ",a@x.org,", "cell_too_long"),
        ("x" * 140_000 + ",a@x.org,", "cell_too_long"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why_and_the_next_is_taken(line: str, reason: str | None) -> None:
    bad, good = rows(f"Last name,Email,City\n{line}\nRay,ray@x.org,Paris\n")
    assert (bad.values, bad.reason) == (None, reason)
    assert bad.is_blank is (reason is None)
    assert good.values is not None
    assert good.number == 2
    assert reason is None or reason in ROW_REFUSALS


def test_short_rows_are_taken() -> None:
    assert one("Last name,Email,City\nLee\n").name == "Lee"


def test_a_cell_may_have_several_lines() -> None:
    values = one('Name,Notes,City\nAnn,"first line\nsecond, line",Paris\n')
    assert (values.comment, address(values).city) == ("first line\nsecond, line", "Paris")


def test_a_quote_that_is_never_closed_loses_its_own_row_only() -> None:
    read_rows = rows('Name;City\nAnn;"Paris\n' + "".join(f"Person {n};Lyon\n" for n in range(9)))
    assert [row.reason for row in read_rows] == ["quote_not_closed", *[None] * 9]
    assert [row.number for row in read_rows] == list(range(1, 11))


def test_empty_lines_at_the_end_are_no_rows() -> None:
    assert read("Name\nAnn\n\n\n").total == 1
    assert read("Name,City\nAnn,\n,\n\n").total == 2  # a line of separators is a row, and blank


def test_lines_before_the_header_are_passed_over() -> None:
    assert one("\n\n;;\nNom;Ville\nDupont;Lyon\n").name == "Dupont"


def test_an_apostrophe_against_formulas_is_taken_off() -> None:
    values = one("Last name,Phone\n'=SUM(A1),'+33628230455\n")
    assert (values.last_name, phones(values)) == ("=SUM(A1)", [("", "+33628230455")])
    assert one("Last name\n'Neill\n").last_name == "'Neill"


def test_reading_can_begin_in_the_middle() -> None:
    file = read("Name\n" + "".join(f"Person {n}\n" for n in range(1, 6)))
    assert [(row.number, row.values.name) for row in file.rows("FR", after=3) if row.values] == [
        (4, "Person 4"),
        (5, "Person 5"),
    ]


def keys(text: str | bytes) -> list[str | None]:
    return [row.key for row in rows(text)]


def test_rows_that_say_the_same_have_the_same_key() -> None:
    first = keys(SALES)
    assert keys(SALES.encode("cp1252")) == first
    assert keys(SALES.replace("06 28 23 04 55", "06.28.23.04.55").replace("cala.fr", "CALA.FR")) == first
    assert keys("Téléphone,E-mail,Société,Nom,Prénom\n0628230455,eleonore@cala.fr,Ca & La,LEFEVRE,Eleonore\n") == first


@pytest.mark.parametrize("change", [("Éléonore", "Anne"), ("Ça & Là", "Autre"), ("55", "56"), ("@cala", "@la")])
def test_rows_that_differ_in_a_name_or_a_coordinate_are_others(change: tuple[str, str]) -> None:
    assert keys(SALES.replace(*change)) != keys(SALES)


def test_namesakes_without_coordinates_are_told_apart_by_their_comment() -> None:
    assert len(set(keys("Name,Notes\nAnn Lee,from Paris\nAnn Lee,from Rome\n"))) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"PK\x03\x04\x14\x00xl/workbook.xml", "spreadsheet"),
        (b"PK\x03\x04\x14\x00word/document.xml", "not_csv"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_csv"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not_csv"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "not_csv"),
        (b'{"contacts": [{"name": "Ann"}]}', "not_csv"),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n", "not_csv"),
        (bytes(range(256)) * 20, "not_csv"),
        (b"Nom;Ville\nL\x8fon;Paris\n", "encoding"),
        (b"Dear all,\nplease find enclosed the minutes,\nbest regards\n", "no_known_column"),
        (b"Name,Email\n", "no_rows"),
        (b"Name,Email\n\n\n", "no_rows"),
        (b"Name" + b",x" * 200 + b"\nAnn\n", "too_many_columns"),
        (b"Name\n" + b"Ann\n" * 200_001, "too_many_rows"),
    ],
)
def test_what_is_no_list_of_contacts_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    assert refused(content) == reason


def test_the_largest_list_is_taken_and_a_larger_file_is_not() -> None:
    assert read(b"Name\n" + b"Ann\n" * 200_000).total == 200_000
    assert refused(b"Name\n" + b"x" * (50 * 1024 * 1024)) == "too_large"


@pytest.mark.skipif(not US_500.exists(), reason="the shared list is not here")
def test_the_american_list_is_taken_as_it_is() -> None:
    file = read(US_500.read_bytes())
    read_rows = list(file.rows("FR"))
    assert (file.total, file.left_out) == (500, ("County",))
    assert len({row.key for row in read_rows}) == 500
    assert all(row.values is not None and not row.warnings for row in read_rows)
    first = read_rows[0].values
    assert first is not None
    assert (first.name, first.company) == ("James Butt", "Benton, John B Jr")
    assert phones(first) == [("", "+15046218927"), ("", "+15048451427")]
    assert address(first).line == "6649 N Blue Gum St, 70116 New Orleans, LA"
    assert first.of_kind(CoordinateKind.SITE)[0].parsed == "http://www.bentonjohnbjr.com"


CELLS = st.text(st.sampled_from("aé@.;,|\"\n\r\t\0+06 '=<{\ufeff²Ⅳ文") | st.characters(), max_size=12)
TABLES = st.lists(
    st.lists(st.sampled_from(["Name", "Email", "Tél", "Ville 2", "Pays"]) | CELLS, max_size=6), max_size=8
)


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400) | TABLES.map(lambda table: "\n".join(map(";".join, table)).encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused_with_a_reason(content: bytes) -> None:
    try:
        file = read_contacts(content)
    except FileRefused as error:
        reason = error.values["reason"]
    else:
        reason = None
        _check_all(file)
    assert reason is None or reason in REFUSALS


def _check_all(file: ContactsFile) -> None:
    read_rows = list(file.rows("FR"))
    assert [row.number for row in read_rows] == list(range(1, file.total + 1))
    for row in read_rows:
        assert row.values is None or row.values.name
        assert row.reason is None or row.reason in ROW_REFUSALS
        assert set(row.warnings) <= set(ROW_WARNINGS)
