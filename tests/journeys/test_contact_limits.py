"""The fullest records: Slack's stand-in refuses what Slack would, and refuses nothing of them."""

from collections.abc import Mapping

import pytest

from bot.model.choices import CHOICE_LENGTH, ChoiceKind
from bot.model.consents import SOURCE_LENGTH, Channel
from bot.model.custom_fields import ANSWER_LENGTH, ANSWERED, CustomField, CustomKind
from bot.model.ids import ChoiceId
from bot.model.warnings import REASON_LENGTH
from tests.journeys._contacts import RECORD, TABS, edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._slack import PEOPLE, Workspace
from tests.journeys._team import has_choice, has_field
from tests.journeys.conftest import new_family

pytestmark = pytest.mark.slow

PAGES = ("Essentials", "More details", "Phones, e-mails, addresses", "Sales and accounting")
LONG = "wörd <&> *b* " * 230  # 2,990 signs
ADDRESS = {"street": "1 " + "long street " * 15, "complement": "floor " * 30, "postcode": "10001",
           "city": "city " * 35, "region": "region " * 25, "country": "country " * 20}  # fmt: skip
SHOWN_ON = {"Overview": "Salesperson in charge", "Details": "SIREN", "Notes": "[Open]",
            "Files": "There is no file yet.", "Reminders": "Open reminders", "Activity": "created"}  # fmt: skip


async def test_forty_fields_and_thirty_coordinates(slack: Workspace, nathan: Person, family: str) -> None:
    employer = await _company(nathan)
    await nathan.opens(f"/contact new Ann {family}")
    await _fills_in(nathan, family, employer, phones=12, emails=10, text="A text.")
    for street in ("1 Elm Street", "2 Elm Street"):
        await _adds(nathan, "Add an address", street=street, city="New York", uses=["billing"])
    for number in range(3):
        await _adds(nathan, "Add a web site", typed=f"www{number}.{family}.example", label="shop")
        await _adds(nathan, "Add a social network", typed=f"https://www.linkedin.com/in/{family}{number}")
    await _creates(nathan, family)
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
    await _creates(nathan, family)
    await nathan.visitor.close(is_cleared=True)
    for number in range(3):
        await nathan.types(f"/note {family}: {number} {LONG}{LONG}")
        await nathan.types(f"/reminder {number} {'call ' * 100} Ann {family} in 3 hours")
    await _is_read_everywhere(nathan, family)
    await _is_edited_on_every_page(nathan, family)
    _nothing_was_refused(slack)


async def test_all_that_a_team_may_add_is_filled_in_to_the_brim(slack: Workspace, nathan: Person, family: str) -> None:
    employer = await _company(nathan)
    chosen = {kind: [await _choice(slack, kind, n, family) for n in range(5)] for kind in SEVERAL}
    chosen |= {kind: [await _choice(slack, kind, 0, family)] for kind in ONE}
    groups = await has_choice(slack, ChoiceKind.GROUP, f"fields {family}")
    fields = [await _field(slack, n, family, groups.id) for n in range(45)]
    await nathan.opens(f"/contact new Ann {family}")
    await turns(
        nathan, PAGES[1], shows="Nickname", tags=["Clients", "Suppliers", "VIP"], states=chosen[ChoiceKind.STATE],
        groups=[groups.name, *chosen[ChoiceKind.GROUP]],
    )  # fmt: skip
    await turns(
        nathan, PAGES[3], shows="SIREN", birthday="29 February 1980", employer=employer, parent=employer,
        roles=chosen[ChoiceKind.ROLE], main_person=["yes"], hours=HOURS,
    )  # fmt: skip
    await turns(
        nathan, "Consents", shows="Marketing by e-mail", reference=f"R-{family}",
        **{kind.value: chosen[kind][0] for kind in ONE},
    )  # fmt: skip
    await turns(nathan, "Warnings", shows="Hold", mailing="yes", financial=["yes"], **_consents())
    reason = LONG[:REASON_LENGTH]
    await turns(
        nathan, "Custom fields", shows=fields[0].name, flag=reason, hold=reason, hold_reach="family", blocked=["yes"]
    )
    saved = await _fills_in_all_pages(nathan, fields)
    assert saved > 1
    await nathan.visitor.close(is_cleared=True)
    await _is_read_on_every_tab(nathan, family, fields)
    await edits(nathan, f"R-{family}")
    for page, shows in (("More details", "Nickname"), ("Consents", "Mailings"), ("Warnings", "Blocked")):
        await turns(nathan, page, shows=shows)
    await turns(nathan, "Custom fields, 2", shows="Custom fields, 2")
    assert "was like this already" in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    form = await nathan.opens(f'/contact search group:"{groups.name}"')
    assert fields[0].name in form
    _nothing_was_refused(slack)


SEVERAL = (ChoiceKind.STATE, ChoiceKind.GROUP, ChoiceKind.ROLE)
ONE = (ChoiceKind.CATEGORY, ChoiceKind.STAGE, ChoiceKind.ORIGIN)
HOURS = "; ".join(
    f"{day} 7:15-8:30, 9:00-10:45, 11:15-12:30, 13:05-14:10" for day in ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
)
TYPED: Mapping[CustomKind, object] = {
    CustomKind.TEXT: LONG, CustomKind.NUMBER: "-123456789012345.25", CustomKind.DATE: "2027-12-24",
    CustomKind.YES_NO: "yes", CustomKind.LINK: f"https://a.example/{'p' * 1900}", CustomKind.USER: PEOPLE["nathan"],
}  # fmt: skip


async def _choice(slack: Workspace, kind: ChoiceKind, number: int, family: str) -> str:
    return (await has_choice(slack, kind, f"{number} <&> {family} ".ljust(CHOICE_LENGTH, "w"))).name


async def _field(slack: Workspace, number: int, family: str, group: ChoiceId) -> CustomField:
    kind = [*CustomKind][number % len(CustomKind)]
    answers = tuple(f"{n}".ljust(ANSWER_LENGTH, "a") for n in range(30)) if kind in ANSWERED else ()
    return await has_field(slack, f"{number} {family} ".ljust(75, "f"), kind=kind, answers=answers, scope=group)


def _consents() -> dict[str, object]:
    answers = {f"consent_{each.value}": "yes" for each in Channel}
    days = {f"consent_{each.value}_on": "2026-03-12" for each in Channel}
    return {**answers, **days, **{f"consent_{each.value}_source": LONG[:SOURCE_LENGTH].strip() for each in Channel}}


def _answer(field: CustomField) -> object:
    if field.kind in ANSWERED:
        return field.answers[0] if field.kind is CustomKind.CHOICE else [*field.answers]
    return TYPED[field.kind]


async def _fills_in_all_pages(person: Person, fields: list[CustomField]) -> int:
    """How many pages there were; fields move on to the next where what is typed is long."""
    filled, page = set[str](), 1
    while True:
        form = await person.form(saying="Custom fields")
        here = {each.name: each for each in fields if each.name in form.fields}
        typed = {f"custom:{each.id}": _answer(each) for each in here.values()}
        filled |= {*here}
        if len(filled) == len(fields):
            assert "is saved" in await person.saves(**typed)
            return page
        page += 1
        await turns(person, f"Custom fields, {page}", shows=f"Custom fields, {page}", **typed)


async def _is_read_on_every_tab(person: Person, family: str, fields: list[CustomField]) -> None:
    record = await opens_record(person, f"R-{family}")
    for each in fields[:3]:
        assert each.name in record
    await looks_at(person, "Sales", shows="Marketing by post")
    await person.clicks("As a supplier", on=await person.top())
    await looks_at(person, "Purchases", shows="Opening hours")
    await looks_at(person, "Details", shows=fields[0].name)
    told = ""
    while "Next" in (page := await person.top()).buttons:
        told += page.says
        await person.clicks("Next", on=page)
        await person.form(saying="Page ", without=page.says.partition("Page ")[2][:6])
    told += (await person.top()).says
    assert [each.name for each in fields if each.name not in told] == []
    assert "As a supplier" in told
    await looks_at(person, "Activity", shows="more fields")
    await person.visitor.close(is_cleared=True)


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


async def _creates(person: Person, family: str) -> None:
    """Whoever has the same numbers is shown first."""
    saved = await person.saves()
    if f"{family} is saved." not in saved:
        saved = await person.saves()
    assert f"{family} is saved." in saved


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
    refused = [line for line in slack.all_calls if _is_refused(line)]
    assert not refused, refused[0]


def _is_refused(line: Mapping[str, object]) -> bool:
    response = line.get("response")
    return isinstance(response, dict) and response.get("ok") is False
