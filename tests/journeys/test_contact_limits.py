"""The fullest records: Slack's stand-in refuses what Slack would, and refuses nothing of them."""

from collections.abc import Mapping

from tests.journeys._contacts import RECORD, TABS, edits, looks_at, turns
from tests.journeys._person import Person
from tests.journeys._slack import PEOPLE, Workspace
from tests.journeys.conftest import new_family

PAGES = ("Essentials", "More details", "Phones, e-mails, addresses", "Sales and accounting")
LONG = "wörd <&> *b* " * 230  # 2,990 signs
ADDRESS = {"street": "1 " + "long street " * 15, "complement": "floor " * 30, "postcode": "10001",
           "city": "city " * 35, "region": "region " * 25, "country": "country " * 20}  # fmt: skip
SHOWN_ON = {"Overview": "Salesperson in charge", "Details": "SIREN", "Notes": "Latest note",
            "Reminders": "Open reminders", "Activity": "created"}  # fmt: skip


async def test_forty_fields_and_thirty_coordinates(slack: Workspace, nathan: Person, family: str) -> None:
    employer = await _company(nathan)
    await nathan.opens(f"/contact new Ann {family}")
    await _fills_in(nathan, family, employer, phones=12, emails=10, text="A text.")
    for street in ("1 Elm Street", "2 Elm Street"):
        await _adds(nathan, "Add an address", street=street, city="New York", uses=["billing"])
    for number in range(3):
        await _adds(nathan, "Add a web site", typed=f"www{number}.{family}.example", label="shop")
        await _adds(nathan, "Add a social network", typed=f"https://www.linkedin.com/in/{family}{number}")
    saved = await nathan.saves()
    assert "is saved" in saved
    await nathan.visitor.close(is_cleared=True)
    await _is_read_everywhere(nathan, family)
    await _is_edited_on_every_page(nathan, family)
    _nothing_was_refused(slack)


async def test_fifty_phones_fifty_emails_and_long_texts(slack: Workspace, nathan: Person, family: str) -> None:
    employer = await _company(nathan)
    await nathan.opens(f"/contact new Ann {family}")
    await _fills_in(nathan, family, employer, phones=50, emails=50, text=LONG)
    for _ in range(2):
        await _adds(nathan, "Add an address", **ADDRESS, own_label="l" * 50, uses=["main", "billing", "delivery"])
    await _adds(nathan, "Add a web site", typed=f"https://{family}.example/{'p' * 1900}")
    saved = await nathan.saves()
    assert "is saved" in saved
    await nathan.visitor.close(is_cleared=True)
    for number in range(3):
        await nathan.types(f"/note {family}: {number} {LONG}{LONG}")
        await nathan.types(f"/reminder {number} {'call ' * 100} Ann {family} in 3 hours")
    await _is_read_everywhere(nathan, family)
    await _is_edited_on_every_page(nathan, family)
    _nothing_was_refused(slack)


async def _company(person: Person) -> str:
    name = f"{new_family()} Ltd"
    await person.has(name, kind="company", company=name)
    return name


async def _fills_in(person: Person, family: str, employer: str, *, phones: int, emails: int, text: str) -> None:
    await turns(
        person, PAGES[1], shows="Nickname", civility="prof", last_name=family, first_name="Ann" * 60,
        company="c" * 200, job_title="j" * 200, comment=text, tags=[f"t{n}{family}{'t' * 30}" for n in range(40)],
        phones="\n".join(f"Mobile of the office number {n}: +1 212 555 {n:04}" for n in range(100, 100 + phones)),
        emails="\n".join(f"Label{n}: {family}{n}@{'e' * 10}.example" for n in range(emails)),
    )  # fmt: skip
    await turns(
        person, PAGES[3], shows="SIREN", nickname="n" * 200, department="d" * 200, employer=employer,
        description=text,
    )  # fmt: skip
    everybody = [PEOPLE[name] for name in ("claire", "nathan", "marguerite", "priya")]
    await turns(
        person, PAGES[2], shows="Add a phone", owner=PEOPLE["nathan"], assigned=everybody, reference=f"R-{family}",
        siret="732 829 320 00074", vat_number="FR 44 732 829 320", iban="FR14 2004 1010 0505 0001 3M02 606",
        accounting_account="4" * 50, analytic_account="a" * 50,
    )  # fmt: skip


async def _adds(person: Person, button: str, **typed: object) -> None:
    await person.clicks(button, on=await person.form(saying=button))
    await person.form()
    sent = await person.saves(**typed)
    assert not sent.errors
    await person.form(saying=button)  # on the page below, once it is drawn anew with what was added


async def _is_read_everywhere(person: Person, family: str) -> None:
    await person.types(f"/reminder call Ann {family} in 5 hours")
    await person.types(f"/note {family}: seen")
    card = await person.types(f"/contact R-{family}")
    assert f"R-{family}" in card
    await person.clicks(RECORD["en"], on=card)
    await person.form(saying="Overview")
    for tab in TABS["en"]:
        await looks_at(person, tab, shows=SHOWN_ON[tab])
    home = await person.opens_home()
    await person.clicks("Open", on=home, beside=family)
    home = await person.home(family, "Overview")
    for tab in TABS["en"]:
        await person.clicks(tab, on=home)
        home = await person.home(family, SHOWN_ON[tab])
    await person.clicks("Back", on=home)
    await person.home("New contact")
    await person.visitor.close(is_cleared=True)


async def _is_edited_on_every_page(person: Person, family: str) -> None:
    await edits(person, f"R-{family}")
    for page, shows in zip(PAGES[1:], ("Nickname", "Add a phone", "SIREN"), strict=True):
        await turns(person, page, shows=shows)
    assert "is saved" in await person.saves(analytic_account="other")
    await person.visitor.close(is_cleared=True)
    assert "other" in await _details(person, family)


async def _details(person: Person, family: str) -> str:
    await person.clicks(RECORD["en"], on=await person.types(f"/contact R-{family}"))
    await person.form(saying="Overview")
    said = (await looks_at(person, "Details", shows="Analytic account")).says
    await person.visitor.close()
    return said


def _nothing_was_refused(slack: Workspace) -> None:
    refused = [line for line in slack._lines() if _is_refused(line)]
    assert not refused, refused[0]


def _is_refused(line: Mapping[str, object]) -> bool:
    response = line.get("response")
    return isinstance(response, dict) and response.get("ok") is False
