"""Importing a list of contacts through the form: the report comes as a direct message and its sum is right."""

import csv
import io
import re

import pytest

from bot.sandbox.clock import pause
from tests.journeys._person import Person
from tests.journeys._shown import Shown
from tests.journeys._slack import ROOT, Workspace

US_500 = ROOT.parent / "shared" / "data" / "us-500.csv"
HEADER = (
    "First Name", "Last Name", "Company Name", "Address", "City", "County", "Statie", "Zip", "Phone 1", "Phone 2",
    "Email", "Website",
)  # fmt: skip
_COUNT = re.compile(r": (\d+)")


def people_like_us_500(family: str, count: int) -> bytes:
    """A file of the same shape: quotes, commas within them, two phones, a web site."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADER)
    for n in range(count):
        lines.writerow(
            [f"{family}{n}", f"Von{n} {family}", f'"{family}" & Sons, no. {n}', f"{n} Main St", "Springfield", "Clark",
             "OH", f"{45500 + n}", f"937-555-{n:04}", f"937-556-{n:04}", f"p{n}@{family.lower()}.example",
             f"http://www.{family.lower()}{n}.example"]
        )  # fmt: skip
    return text.getvalue().encode()


async def imports(person: Person, content: bytes, name: str = "people.csv") -> Shown:
    """Gives the file to the form and reads the report, which speaks of it by nothing but its numbers."""
    before = await person.times("", in_="dm")
    await person.opens("/contact import")
    file = await person.visitor.upload(name, content)
    sent = await person.saves(file=[file])
    assert not sent.errors
    assert sent.form is not None
    assert sent.form.title in {"Import started", "Import lancé", "Import commencé"}
    await person.visitor.close()
    return await report(person, before)


async def report(person: Person, before: int) -> Shown:
    """A longer import tells its progress first, in a message that the report takes the place of."""
    while True:
        told = await person.next_dm(before)
        if not told.says.startswith(("Importing", "Import en cours")):
            return told
        await pause(0.05)


def counts(report: Shown) -> dict[str, int]:
    names = ("rows", "created", "updated", "skipped", "refused")
    told = dict(zip(names, map(int, _COUNT.findall(report.says.splitlines()[0])), strict=True))
    assert told["created"] + told["updated"] + told["skipped"] + told["refused"] == told["rows"]
    return told


async def test_a_list_becomes_contacts_and_again_creates_nothing(nathan: Person, family: str) -> None:
    content = people_like_us_500(family, 120)
    told = counts(await imports(nathan, content))
    assert told == {"rows": 120, "created": 120, "updated": 0, "skipped": 0, "refused": 0}
    card = await nathan.types(f"/contact p107@{family.lower()}.example")
    for shown in (
        f"{family}107 Von107 {family}",
        f'"{family}" & Sons, no. 107',
        "937-555-0107",
        "937-556-0107",
        "Springfield",
    ):
        assert shown in card
    again = counts(await imports(nathan, content))
    assert (again["created"], again["rows"]) == (0, 120)


@pytest.mark.skipif(not US_500.exists(), reason="the list of 500 is not beside this project")
async def test_the_list_of_500_is_taken_as_it_is(slack: Workspace) -> None:
    person = await slack.newcomer(tz="America/New_York")
    first = await imports(person, US_500.read_bytes(), "us-500.csv")
    assert counts(first) == {"rows": 500, "created": 500, "updated": 0, "skipped": 0, "refused": 0}
    assert "James Butt" in await person.types("/contact jbutt@gmail.com")
    assert "504-845-1427" in await person.types("/contact butt benton")
    assert counts(await imports(person, US_500.read_bytes()))["created"] == 0


async def test_rows_that_cannot_be_taken_are_named_with_their_reason(claire: Person, family: str) -> None:
    content = f"Prénom;Nom;E-mail\nAnne;{family};\n;;\nun;deux;trois;quatre;cinq\n;;pas une adresse\n".encode()
    report = await imports(claire, content, "liste.csv")
    told = counts(report)
    assert (told["created"], told["rows"]) == (1, 4)
    assert told["refused"] >= 1
    assert "Ligne 3" in report
    assert f"Anne {family}" in await claire.types(f"/contact {family}")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
async def test_excels_own_ways_of_writing_are_read(claire: Person, family: str, encoding: str) -> None:
    content = f"Prénom;Nom;Société\r\nÉléonore;{family};Crème & Fils\r\n".encode(encoding)
    assert counts(await imports(claire, content))["created"] == 1
    assert f"Éléonore {family}\nPersonne" in await claire.types(f"/contact {family}")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "CSV"),
        (b"PK\x03\x04" + bytes(26) + b"xl/workbook.xml", "spreadsheet"),
        (b"\n\n\n", "empty"),
        (b"First name,Last name\n", "no rows"),
        (b"colour,weight\nred,3\n", "No column of the file is known"),
        (b"First name,Last name\n\x81\x8d\x8f\x90\x9d,x\n" * 3, "cannot be read"),
    ],
    ids=["picture", "spreadsheet", "blank", "header only", "unknown columns", "no encoding"],
)
async def test_a_file_that_is_no_list_gets_a_sentence(nathan: Person, content: bytes, sentence: str) -> None:
    report = await imports(nathan, content, "list.csv")
    assert "The import could not be carried out." in report
    assert sentence in report


async def test_without_a_file_the_form_asks_for_one(nathan: Person) -> None:
    await nathan.opens("/contact import")
    refused = await nathan.saves()
    assert [*refused.errors] == ["File"]


async def test_a_guest_imports_nothing(guest: Person) -> None:
    assert "for the members of this workspace" in await guest.types("/contact import")


async def test_names_from_a_file_ping_nobody_and_mean_nothing(nathan: Person, family: str) -> None:
    nasty = "<!channel> *x* `y` =1+1"
    content = f'First name,Last name,Comment\n"{nasty}",{family},"<@U0CLAIRE001>"\n'.encode()
    counts(await imports(nathan, content))
    card = await nathan.types(f"/contact {family}")
    assert f"{nasty} {family}" in card
    assert "<@U0CLAIRE001>" in card


async def test_what_is_imported_is_found_at_once_by_another_person(claire: Person, nathan: Person, family: str) -> None:
    assert counts(await imports(nathan, people_like_us_500(family, 30)))["created"] == 30
    assert f"Von29 {family}" in await claire.types(f"/contact {family} von29")
