"""What people type after `/note` that is not quite what it takes: a name alone, a slip, a period that is none."""

from tests.journeys._moments import PARIS
from tests.journeys._person import Person
from tests.journeys._slack import Workspace

SUNDAY = 6

SAID = {
    "en": {
        "list": "/note list", "which": "Which one do you mean?", "choose": "Choose",
        "range": "from Nov 1 to Nov 15", "said": "1 Nov 2026 to 15 Nov 2026", "quarter": "this quarter",
        "wrong": "from Nov 31 to Dec 2", "unknown": "I do not understand the period from Nov 31 to Dec 2.",
        "example": "/note list Ann Martin since Monday", "ask": "What is there to say about",
        "new": "New note", "see": "See notes and files", "slip": "/note lits", "title": "Title in a few words",
        "meant": "I do not know lits. Did you mean /note list?", "none": "Name the contact, a colon",
        "nobody": "No contact matches", "several": "Several contacts match {}:",
    },
    "fr": {
        "list": "/note liste", "which": "Lequel voulez-vous dire", "choose": "Choisir",
        "range": "du 1er au 15 novembre", "said": "du 1 nov. 2026 au 15 nov. 2026", "quarter": "ce trimestre",
        "wrong": "du 30 au 31 février", "unknown": "Je ne comprends pas la période du 30 au 31 février.",
        "example": "/note liste Ann Martin depuis lundi", "ask": "Qu’y a-t-il à noter sur",
        "new": "Nouvelle note", "see": "Voir les notes et fichiers", "slip": "/note lsite",
        "title": "Titre en quelques mots",
        "meant": "Je ne connais pas lsite. Vouliez-vous dire /note liste", "none": "Indiquez le contact",
        "nobody": "Aucun contact ne correspond", "several": "Plusieurs contacts correspondent à {} :",
    },
}  # fmt: skip


async def test_a_period_is_read_or_said_not_to_be_understood(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    await slack.begins_at(10, PARIS, weekday=SUNDAY)
    person, said = claire if language == "fr" else nathan, SAID[language]
    await person.has(family)
    await person.types(f"/note {family}: about {family}")
    assert f"about {family}" in await person.types(f"{said['list']} {family} {said['quarter']}")
    assert f"{family} · " in await person.types(f"{said['list']} {family} {said['range']}")
    wrong = await person.types(f"{said['list']} {family} {said['wrong']}")
    assert said["unknown"] in wrong
    assert said["example"] in wrong
    assert said["nobody"] in await person.types(f"{said['list']} {family}xyz")


async def test_of_several_contacts_that_fit_the_notes_of_each_are_offered(
    claire: Person, nathan: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    for first in ("Anne", "Béa"):
        await person.has(f"{first} {family}")
        await person.types(f"/note {first} {family}: spoke with {first}")
    asked = await person.types(f"{said['list']} {family} {said['quarter']}")
    assert said["which"] in asked
    await person.clicks(said["choose"], on=asked, beside="Béa")
    shown = await person.becomes(asked, "spoke with Béa", in_="sales")
    assert "spoke with Anne" not in shown


async def test_of_a_name_alone_the_form_and_the_notes_are_offered(
    claire: Person, nathan: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    await person.has(f"Anne {family}")
    for line in (f"/note Anne {family}", f"/note Anne {family}:"):
        asked = await person.types(line)
        assert f"{said['ask']} Anne {family}" in asked
    await person.clicks(said["new"], on=asked)
    await person.form(saying=said["title"])
    assert f"Anne {family}" in await person.saves(title="prefers mail")
    await person.visitor.close()
    await person.clicks(said["see"], on=asked)
    await person.becomes(asked, "prefers mail", in_="sales")
    await person.has(f"Béa {family}")
    several = await person.types(f"/note {family}")
    assert said["which"] in several
    await person.clicks(said["choose"], on=several, beside="Béa")
    await person.form(saying=said["title"])
    assert f"Béa {family}" in await person.saves(title="prefers calls")


async def test_a_verb_with_a_slip_is_guessed(claire: Person, nathan: Person, language: str) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    assert said["meant"] in await person.types(said["slip"])
    assert said["meant"] in await person.types(f"{said['slip']} {'q' * 12}")
    assert said["none"] in await person.types("/note qwxzqwxz zxwqzxwq")


async def test_a_bare_command_says_how_to_write_and_offers_the_form_and_the_list(
    claire: Person, nathan: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    await person.has(family)
    await person.types(f"/note {family}: about {family}")
    asked = await person.types("/note")
    assert said["none"] in asked
    assert asked.buttons == [said["new"], said["see"]]
    await person.clicks(said["new"], on=asked)
    await person.form(saying=said["title"])
    await person.visitor.close(is_cleared=True)
    await person.clicks(said["see"], on=asked)
    await person.becomes(asked, f"about {family}", in_="sales")


async def test_a_name_that_several_contacts_have_is_said_in_the_form(
    claire: Person, nathan: Person, family: str, language: str
) -> None:
    person, said = claire if language == "fr" else nathan, SAID[language]
    for first in ("Anne", "Béa"):
        await person.has(f"{first} {family}")
    asked = await person.opens(f"/note new {family}")
    assert said["several"].format(family) in asked
    await person.clicks(f"Béa {family}", on=asked)
    await person.form(saying=said["title"])
    assert f"Béa {family}" in await person.saves(title="prefers calls")
