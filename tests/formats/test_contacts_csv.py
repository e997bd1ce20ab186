"""Lists of contacts as other programs and people write them, read row by row."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.formats import REFUSALS, ROW_REFUSALS, ROW_WARNINGS
from bot.formats.contacts_csv import ContactsFile, read_contacts
from bot.model.contacts import ContactKind, CoordinateKind
from bot.model.errors import FileRefused
from tests.formats._read import address, emails, one, phones, read, refused, rows

US_500 = Path(__file__).parents[3] / "shared" / "data" / "us-500.csv"

SALES = """Prénom;Nom;Société;E-mail;Téléphone
Éléonore;Lefèvre;Ça & Là;eleonore@cala.fr;06 28 23 04 55
"""


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
