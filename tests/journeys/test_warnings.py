"""A warning is told wherever its contact is acted on, a hold asks first; nothing of them goes into a channel."""

import pytest
import pytest_asyncio

from bot.model.choices import ChoiceKind
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._lists import chooses_all
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice

MORE = {"en": ("More details", "Parent contact"), "fr": ("Plus de détails", "Contact parent")}
PAGE = {"en": ("Warnings", "Hold"), "fr": ("Avertissements", "Mise en attente")}


# What somebody reads, in English and in French.
_SAYS = {
    "who": ("nathan", "claire"),
    "language": ("en", "fr"),
    "on_hold": ("On hold because of {}: unpaid", "En attente à cause de {} : unpaid"),
    "go_on": ("Go on anyway", "Continuer quand même"),
    "save_anyway": ("Save anyway", "Enregistrer quand même"),
    "delete_anyway": ("Delete anyway", "Supprimer quand même"),
    "add_note": ("Add a note", "Ajouter une note"),
    "note_added": ("Note added to ", "Note ajoutée à "),
    "tags": ("Tags…", "Étiquettes…"),
    "copy": ("Copy…", "Copier…"),
    "delete": ("Delete…", "Supprimer…"),
    "remind": ("/reminder call {} tomorrow at 9", "/rappel appeler {} demain à 9h"),
    "at_nine": (" at 9:00 AM", " à 09:00"),
    "warns": ("Warning: pays late", "Attention : pays late"),
    "warns_of": ("Warning about {}: pays late", "Attention, à propos de {} : pays late"),
    "blocked": ("This contact is blocked.", "Ce contact est bloqué."),
}
EN, FR = ({key: said[place] for key, said in _SAYS.items()} for place in (0, 1))


@pytest.fixture
def said(language: str) -> dict[str, str]:
    return {"en": EN, "fr": FR}[language]


@pytest_asyncio.fixture(loop_scope="module")
async def team(slack: Workspace) -> str:
    return await slack.channel(members=["claire", "nathan", "marguerite"])


async def warns(person: Person, name: str, *, language: str = "en", **typed: object) -> None:
    """Writes into the warnings of the contact of that name."""
    page, shows = PAGE[language]
    await edits(person, name, language=language)
    await turns(person, page, shows=shows)
    assert name in await person.saves(**typed)
    await person.visitor.close(is_cleared=True)


async def three_levels(person: Person, family: str, *, language: str) -> tuple[str, str, str]:
    """The names of one, of one below it, and of one below that."""
    names = f"Top {family}", f"Mid {family}", f"Low {family}"
    await person.has(names[0])
    for name, parent in zip(names[1:], names, strict=False):
        await person.opens(f"/contact new {name}")
        await turns(person, MORE[language][0], shows=MORE[language][1])
        assert name in await person.saves(parent=parent)
        await person.visitor.close(is_cleared=True)
    return names


async def test_a_hold_on_a_parent_asks_wherever_whom_it_reaches_is_acted_on(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person = slack.people[said["who"]]
    top, mid, low = await three_levels(person, family, language=said["language"])
    await warns(person, top, language=said["language"], hold="unpaid", hold_reach="children")
    on_hold = said["on_hold"].format(top)
    await asks_in_commands(person, said, mid, on_hold)
    await asks_in_forms(person, said, mid, on_hold)
    await person.opens(f"/contact new New {family}")
    await turns(person, MORE[said["language"]][0], shows=MORE[said["language"]][1])
    assert (await asked_again(person, on_hold, parent=mid)).raw["submit"]["text"] == said["save_anyway"]
    assert f"New {family}" in await person.saves()
    await person.visitor.close(is_cleared=True)
    free = await person.types(said["remind"].format(low))
    assert (on_hold not in free, free.buttons) == (True, [])


async def asks_in_commands(person: Person, said: dict[str, str], name: str, on_hold: str) -> None:
    """Nothing is done before the button is clicked, and what was typed is done then."""
    asked = await person.types(f"/note {name}: prefers calls after 4pm")
    assert asked.says.startswith(f"⛔ {on_hold}\n")
    assert "prefers calls after 4pm" in asked
    assert "prefers calls" not in await person.types(f"/contact {name}")
    await person.clicks(said["go_on"], on=asked)
    assert "prefers calls after 4pm" in await person.becomes(asked, f"{said['note_added']}{name}.", in_="sales")
    line = said["remind"].format(name)
    asked = await person.types(line)
    assert on_hold in asked
    assert said["at_nine"] in asked, "and when"
    await person.clicks(said["go_on"], on=asked)
    planned = await person.becomes(asked, name, in_="sales")
    assert said["go_on"] not in planned.buttons
    assert on_hold in planned


async def asks_in_forms(person: Person, said: dict[str, str], name: str, on_hold: str) -> None:
    """The alert stands above, and the button below says that one goes on all the same."""
    card = await person.types(f"/contact {name}")
    assert card.says.startswith(f"⛔ {on_hold}\n")
    assert "prefers calls after 4pm" in card
    tags, copy, delete = (said[act] for act in ("tags", "copy", "delete"))
    for act, submit in ((tags, said["save_anyway"]), (copy, said["go_on"]), (delete, said["delete_anyway"])):
        await person.chooses(act, on=card)
        await asks_first(person, on_hold, submit)
    await edits(person, name, language=said["language"])
    await asks_first(person, on_hold, said["save_anyway"])
    await person.clicks(said["add_note"], on=card)
    form = await person.form()
    assert form.raw["submit"]["text"] == said["save_anyway"]
    noted = await person.saves(title="seen by them")
    assert "seen by them" in noted
    assert name in noted
    await person.visitor.close(is_cleared=True)


async def asks_first(person: Person, on_hold: str, submit: str) -> None:
    form = await person.form(saying=on_hold)
    first = form.raw["blocks"][0]
    assert (first["type"], first["level"], form.raw["submit"]["text"]) == ("alert", "error", submit)
    assert form.says.startswith(on_hold)
    await person.visitor.close(is_cleared=True)


async def test_a_flag_is_told_on_all_below_and_a_block_informs_of_its_own_contact(
    slack: Workspace, said: dict[str, str], family: str
) -> None:
    person = slack.people[said["who"]]
    top, mid, low = await three_levels(person, family, language=said["language"])
    await warns(person, top, language=said["language"], flag="pays late", blocked=["yes"])
    added = await person.types(f"/note {top}: still here")
    assert added.says.startswith(f"⚠️ {said['warns']}\n🚫 {said['blocked']}\n{said['note_added']}{top}.")
    warned = said["warns_of"].format(top)
    added = await person.types(f"/note {low}: still here")
    assert added.says.startswith(f"⚠️ {warned}\n{said['note_added']}{low}.")
    record = await opens_record(person, mid, language=said["language"])
    assert (record.raw["blocks"][0]["type"], record.raw["blocks"][0]["level"]) == ("alert", "warning")
    assert record.says.startswith(warned)
    assert said["blocked"] not in record


async def test_a_hold_put_on_while_somebody_writes_asks_too(claire: Person, nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await nathan.has(f"Bea {family}")
    await nathan.clicks("Add a note", on=await nathan.types(f"/contact Ann {family}"))
    await nathan.form()
    await warns(claire, f"Ann {family}", language="fr", hold="litige")
    asked = await asked_again(nathan, "On hold: litige", title="written in good faith")
    assert asked.typed("Title in a few words") == "written in good faith"
    assert f"Contact: Ann {family}" in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    await nathan.chooses("Tags…", on=await nathan.types(f"/contact Bea {family}"))
    await nathan.form()
    await warns(claire, f"Bea {family}", language="fr", hold="litige")
    asked = await asked_again(nathan, "On hold: litige", tags=["Clients"])
    assert asked.raw["submit"]["text"] == "Save anyway"
    assert "Clients" in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    await nathan.has(f"Cleo {family}")
    await nathan.opens(f"/reminder new call Cleo {family} tomorrow at 9am")
    await warns(claire, f"Cleo {family}", language="fr", hold="litige")
    asked = await asked_again(nathan, "On hold: litige")
    assert (asked.typed("When"), asked.raw["submit"]["text"]) == ("tomorrow at 9am", "Save anyway")
    assert f"About Cleo {family}" in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    await nathan.chooses("New reminder…", on=await nathan.types(f"/contact Cleo {family}"))
    assert (await nathan.form(saying="On hold: litige")).raw["submit"]["text"] == "Save anyway"
    assert f"About Cleo {family}" in await nathan.saves(title="write", when="tomorrow at 10am")


async def asked_again(person: Person, on_hold: str, **typed: object) -> Form:
    """The form as it is shown instead of being saved."""
    sent = await person.saves(**typed)
    assert sent.form is not None
    assert sent.form.says.startswith(on_hold)
    return sent.form


async def test_a_relation_with_somebody_on_hold_asks_and_keeps_what_was_chosen(
    slack: Workspace, claire: Person, family: str
) -> None:
    kind = await has_choice(slack, ChoiceKind.RELATION, f"conseille {family}", inverse=f"conseillé par {family}")
    await claire.has(f"Anne {family}")
    await claire.has(f"Béa {family}")
    await warns(claire, f"Béa {family}", language="fr", hold="litige", blocked=["yes"])
    record = await opens_record(claire, f"Anne {family}", language="fr")
    await claire.clicks("Liens…", on=record)
    await claire.clicks("Ajouter une relation", on=await claire.form(saying="Ajouter une relation"))
    await claire.form()
    asked = await asked_again(claire, f"En attente à cause de Béa {family} : litige", type=kind.name, other=family)
    shown = [asked.fields[label]["element"]["initial_option"]["text"]["text"] for label in ("Relation", "Avec")]
    assert shown == [kind.name, f"Béa {family}"]
    assert asked.raw["submit"]["text"] == "Enregistrer quand même"
    await claire.saves()
    assert f"{kind.name} : Béa {family} · #" in await claire.form(saying=kind.name)


async def test_a_person_added_to_a_company_on_hold_asks(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await nathan.chooses("Company", on=await nathan.top())
    await nathan.form(saying="VAT number")
    assert f"Acme {family}" in await nathan.saves(company=f"Acme {family}")
    await nathan.visitor.close(is_cleared=True)
    await warns(nathan, f"Acme {family}", hold="unpaid", hold_reach="children")
    await opens_record(nathan, f"Acme {family}")
    await nathan.clicks("Add a person", on=await looks_at(nathan, "People", shows="Nobody is known"))
    form = await nathan.form(saying="First name")
    assert form.says.startswith(f"On hold because of Acme {family}: unpaid")
    assert form.raw["submit"]["text"] == "Save anyway"
    assert f"Ann {family} is saved." in await nathan.saves(first_name="Ann", last_name=family)
    await nathan.visitor.close(is_cleared=True)
    asked = await nathan.types(f"/note Ann {family}: call back")
    assert asked.says.startswith(f"⛔ On hold because of Acme {family}: unpaid")


async def test_an_act_on_many_says_how_many_of_them_are_on_hold(nathan: Person, family: str) -> None:
    top, _, _ = await three_levels(nathan, family, language="en")
    await warns(nathan, top, hold="unpaid", hold_reach="children")
    chosen = await chooses_all(nathan, family, 3)
    await nathan.clicks("Tags…", on=chosen)
    asked = await nathan.form(saying="Tags to put on")
    assert asked.says.startswith("2 of these contacts are on hold.")
    assert asked.raw["submit"]["text"] == "Go on anyway"
    assert "The tags of 3 contacts are being changed." in await nathan.saves(add=[f"vip{family}"])


async def test_a_channel_follows_a_contact_on_hold_after_a_question_and_is_told_nothing_of_it(
    claire: Person, nathan: Person, team: str, family: str
) -> None:
    await nathan.has(f"Ann {family}")
    await warns(nathan, f"Ann {family}", hold="unpaid", flag="be careful", blocked=["yes"])
    asked = await nathan.types(f"/activity follow {family}", in_=team)
    assert asked.is_for_one
    assert "On hold: unpaid" in asked
    await nathan.clicks("Go on anyway", on=asked)
    begun = await claire.sees(f"suit désormais Ann {family}", in_=team)
    assert "unpaid" not in begun
    await warns(nathan, f"Ann {family}", hold="still unpaid", flag="be very careful")
    asked = await nathan.types(f"/note {family}: after the change")
    await nathan.clicks("Go on anyway", on=asked)
    await claire.sees("after the change", in_=team)
    lines = await told(nathan, team)
    for words in ("unpaid", "careful", "Hold", "attente", "Avertissement", "Warning"):
        assert all(words not in line for line in lines), words


async def told(person: Person, channel: str) -> list[str]:
    return [shown.says for shown in await person.reads(channel) if not shown.is_for_one]


async def test_the_form_of_a_contact_on_hold_says_so_and_saves_anyway(nathan: Person, family: str) -> None:
    await nathan.has(f"Ann {family}")
    await warns(nathan, f"Ann {family}", hold="r" * 400)
    form = await edits(nathan, family)
    assert form.raw["submit"]["text"] == "Save anyway"
    assert "r" * 400 in form
    assert f"Ann {family} is saved." in await nathan.saves(job_title="Buyer")
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    activity = await looks_at(nathan, "Activity", shows="Hold:")
    assert "Job title: Buyer (added)" in activity
