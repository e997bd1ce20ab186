"""The people of a company: found, added, edited, made the main one, taken out; and those of all companies."""

import pytest

from bot.model.choices import Choice, ChoiceKind
from tests.journeys._contacts import looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._reading import Json, read
from tests.journeys._shown import Shown
from tests.journeys._slack import Workspace
from tests.journeys._team import employer_of, has_choice

MORE = {"en": ("Essentials", "More details", "Nickname"), "fr": ("Essentiel", "Plus de détails", "Surnom")}
FIRST_NAME = {"en": "First name", "fr": "Prénom"}


# What somebody reads, in English and in French.
_SAYS = {
    "who": ("nathan", "claire"),
    "language": ("en", "fr"),
    "overview": ("Overview", "Vue d’ensemble"),
    "people": ("People", "Personnes"),
    "nobody": ("Nobody is known in this company yet.", "On ne connaît encore personne dans cette entreprise."),
    "count": ("{} people", "{} personnes"),
    "add": ("Add a person", "Ajouter une personne"),
    "employer": ("Company (employer)", "Entreprise (employeur)"),
    "phones": ("Phones", "Téléphones"),
    "company": ("Company: ", "Entreprise : "),
    "of_main": ("Main contact: ", "Interlocuteur principal : "),
    "main": ("★ main contact", "★ interlocuteur principal"),
    "make_main": ("Make the main contact", "En faire l’interlocuteur principal"),
    "made_main": ("{} is the main contact now.", "{} est maintenant l’interlocuteur principal."),
    "take_out": ("Take out of the company", "Retirer de l’entreprise"),
    "taken_out": (
        "{} is no longer with {}, and stays among your contacts.",
        "{} ne fait plus partie de {}, et reste parmi vos contacts.",
    ),
    "undo": ("Undo", "Annuler l’action"),
    "undone": ("Undone: {}.", "Action annulée : {}."),
    "rank": ("rank", "rang"),
    "everyone": ("Show everyone", "Montrer tout le monde"),
    "open": ("Open", "Ouvrir"),
    "add_note": ("Add a note", "Ajouter une note"),
    "reminders": ("Reminders", "Rappels"),
    "activity": ("Activity", "Activité"),
    "links": ("Links…", "Liens…"),
    "list": ("/contact people", "/contact personnes"),
    "listed": ("3 people of companies match {}.", "3 interlocuteurs correspondent à {}."),
}
EN, FR = ({key: said[place] for key, said in _SAYS.items()} for place in (0, 1))


@pytest.fixture
def said(language: str) -> dict[str, str]:
    return {"en": EN, "fr": FR}[language]


async def company(person: Person, name: str, *, language: str = "en", **typed: object) -> None:
    kind, shows = {"en": ("Company", "VAT number"), "fr": ("Entreprise", "N° de TVA")}[language]
    await person.opens("/contact new")
    await person.chooses(kind, on=await person.top())
    await person.form(saying=shows)
    assert name in await person.saves(company=name, **typed)
    await person.visitor.close(is_cleared=True)


async def test_a_person_is_added_with_what_the_company_gives(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person = slack.people[said["who"]]
    await company(person, f"Ets {family}", language=said["language"], phones="01 99 00 12 34")
    await opens_record(person, f"kind:company Ets {family}", language=said["language"])
    await person.clicks(said["add"], on=await looks_at(person, said["people"], shows=said["nobody"]))
    form = await person.form(saying=FIRST_NAME[said["language"]])
    assert form.typed(said["employer"]) == f"Ets {family}"
    assert "01 99 00 12 34" in form.typed(said["phones"])
    saved = await person.saves(first_name="Anne", last_name=family, job_title="CEO", emails=f"{family}@acme.test")
    assert f"{said['company']}Ets {family}" in saved
    await person.visitor.close()  # the company's record stands below, with whoever is new
    people = await person.form(saying=f"Anne {family}")
    assert f"Anne {family} · CEO\n01 99 00 12 34 · {family}@acme.test" in people
    assert {"tel:+33199001234", f"mailto:{family.lower()}@acme.test"} <= {each.lower() for each in links(people)}


async def test_one_click_makes_the_main_person_and_another_takes_somebody_out(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person, acme, ann, bea = slack.people[said["who"]], f"Acme {family}", f"Ann {family}", f"Bea {family}"
    await company(person, acme, language=said["language"])
    for name in (ann, bea):
        await employs(person, name, acme, language=said["language"])
    await opens_record(person, f"kind:company {acme}", language=said["language"])
    shown = await looks_at(person, said["people"], shows=said["count"].format(2))
    for name, other in ((bea, ann), (ann, bea)):
        await makes(person, said["make_main"], of=name, on=shown)
        shown = await person.form(saying=said["made_main"].format(name))
        assert shown.says.count(said["main"]) == 1
        assert shown.says.index(f"{name} · {said['main']}") < shown.says.rindex(other)
    assert f"{said['of_main']}{ann}" in await looks_at(person, said["overview"], shows=said["of_main"])
    people = await looks_at(person, said["people"], shows=said["count"].format(2))
    await makes(person, said["take_out"], of=ann, on=people)
    shown = await person.form(saying=said["taken_out"].format(ann, acme))
    assert f"{ann} · " not in shown
    assert f"{said['company']}{acme}" not in await person.types(f"/contact {ann}")
    await person.clicks(said["undo"], on=shown)
    await person.form(saying=said["undone"].format(ann))
    assert f"{said['company']}{acme}" in await person.types(f"/contact {ann}")


async def test_people_are_ranked_by_what_they_are_for_and_filtered_by_it(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person, acme = slack.people[said["who"]], f"Acme {family}"
    role = await has_choice(slack, ChoiceKind.ROLE, f"Buys {family}")
    await company(person, acme, language=said["language"])
    for first, rank in (("Ann", "2"), ("Bea", "1"), ("Cal", "")):
        name = f"{first} {family}"
        await employs(person, name, acme, role=role if rank else None, rank=rank, language=said["language"])
    await opens_record(person, f"kind:company {acme}", language=said["language"])
    people = await looks_at(person, said["people"], shows=said["count"].format(3))
    assert people.says.index(f"Bea {family}") < people.says.index(f"Ann {family}") < people.says.index(f"Cal {family}")
    assert f"Buys {family} · {said['rank']} 1" in people
    await person.seeks(role.name, on=people)
    shown = await person.form(saying=said["count"].format(2))
    assert f"Cal {family}" not in shown
    await person.clicks(said["everyone"], on=shown)
    shown = await person.form(saying=said["count"].format(3))
    assert f"Cal {family}" in shown
    await person.clicks(said["open"], on=shown)
    buttons = (await person.form(saying=said["reminders"])).buttons
    assert {said[door] for door in ("add_note", "reminders", "activity", "links")} <= set(buttons)
    await person.visitor.close(is_cleared=True)
    await person.has(f"Dan {family}")
    await person.opens(f"/contact new Eve {family}")
    await turns(person, MORE[said["language"]][1], shows=MORE[said["language"]][2])
    assert f"Eve {family}" in await person.saves(parent=f"Ann {family}")
    listed = await person.opens(f"{said['list']} {family}")
    assert said["listed"].format(family) in listed
    assert f"Ann {family}" in listed
    for name in (f"Dan {family}", f"Eve {family}"):
        assert name not in listed, "below nobody, or below another person"


async def test_the_people_of_a_company_are_shown_ten_at_a_time(slack: Workspace, nathan: Person, family: str) -> None:
    await employer_of(slack, f"Acme {family}", [f"{n:02} {family}" for n in range(12)])
    await opens_record(nathan, f"kind:company Acme {family}")
    people = await looks_at(nathan, "People", shows="12 people")
    assert f"09 {family}" in people
    assert f"10 {family}" not in people
    await nathan.clicks("Next", on=people)
    shown = await nathan.form(saying=f"11 {family}")
    assert f"09 {family}" not in shown


async def employs(
    person: Person, name: str, employer: str, *, role: Choice | None = None, rank: str = "", language: str = "en"
) -> None:
    """Makes a person of that company, with what they are for there."""
    first, more, shows = MORE[language]
    await person.opens(f"/contact new {name}")
    await turns(person, more, shows=shows)
    if role is None:
        assert name in await person.saves(employer=employer)
    else:
        await turns(person, first, shows=FIRST_NAME[language], roles=[role.name])
        await turns(person, more, shows=role.name)
        assert name in await person.saves(employer=employer, **{f"rank:{role.id}": rank})
    await person.visitor.close(is_cleared=True)


async def makes(person: Person, act: str, *, of: str, on: Shown) -> None:
    """An act of the menu below that person."""
    blocks = on.raw["blocks"]
    menus = [n for n, block in enumerate(blocks) if block.get("block_id", "").startswith("person-")]
    place = next(n for n in menus if of in read({"blocks": [blocks[n - 1]]}, {}))
    await person.chooses(act, on=on, within=blocks[place]["block_id"])


def links(shown: Shown) -> set[str]:
    return {run["url"] for block in shown.raw["blocks"] for run in _runs(block) if run.get("type") == "link"}


def _runs(part: Json) -> list[Json]:
    return [one for each in part.get("elements") or () for one in (each, *_runs(each))]
