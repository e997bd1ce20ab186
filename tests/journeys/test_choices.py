"""An admin's lists: seen, added to, renamed, ordered, deleted with what is given instead; refused to anybody else."""

import pytest
import pytest_asyncio

from bot.crm import choices
from bot.model.choices import ChoiceKind
from bot.model.members import Role
from tests.journeys._admin import admin_of, closes_all, in_language, viewer_of
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace


@pytest_asyncio.fixture(loop_scope="module", autouse=True)
async def french(marguerite: Person) -> None:
    """Whoever comes first gives a workspace its language."""
    await marguerite.types("/contact personne")


async def test_a_workspace_begins_with_lists_in_its_language(marguerite: Person) -> None:
    listed = await _opened(marguerite, "/crm listes")
    assert listed.title == "Listes"
    assert "Partenaire · sur aucun contact" in listed
    assert "Prospects, clients et fournisseurs en font partie d’office." in listed
    listed = await _looks_at(marguerite, "Rôles des interlocuteurs", shows="Achats")
    assert "Comptabilité fournisseurs · sur aucun contact · fait partie de Carnet, peut être renommé" in listed
    assert "Supprimer…" not in _offered(listed, "Achats")
    listed = await _looks_at(marguerite, "Types de relations", shows="salarié de")
    assert "salarié de / emploie · aucune relation" in listed


async def test_what_it_begins_with_is_said_in_the_language_of_who_reads_it(slack: Workspace, nathan: Person) -> None:
    admin = await admin_of(slack, "en")
    listed = await _opened(admin, "/crm lists")
    assert "Partner · on no contact" in listed
    listed = await _looks_at(admin, "Roles of people", shows="Purchases")
    assert "Accounts payable · on no contact" in listed
    listed = await _looks_at(admin, "Kinds of relations", shows="employee of / employs · no relation")
    assert "partner of · no relation" in listed, "what is the same from both ends is said once"
    await admin.clicks("New kind of relation", on=listed)
    assert (await admin.saves(name="salarié de", inverse="x")).errors
    await admin.visitor.close()
    await admin.chooses("Rename…", on=await admin.top(), beside="employee of")
    ends = ("As the first contact sees it", "As the other one sees it")
    form = await admin.form(saying=ends[1])
    assert [form.typed(each) for each in ends] == ["employee of", "employs"]
    await admin.saves()
    listed = await _listed(await admin_of(slack, "fr"), "Types de relations", "salarié de")
    assert "salarié de / emploie · aucune relation" in listed, "saved as it stood, it is nobody's own name"
    for role in ("purchases", "achats"):
        assert "No contact matches" in await nathan.types(f"/contact role:{role}")


async def test_an_admin_adds_renames_and_orders(slack: Workspace, family: str, language: str) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    one, two, three, four = (f"{says(name)}{family}" for name in ("one", "two", "three", "four"))
    await _opened(admin, says("/crm lists"))
    listed = await _looks_at(admin, says("Groups"), shows=says("New group"))
    for name in (one, two, three):
        listed = await _adds(admin, listed, says("New group"), name)
    assert _order(listed, family) == [one, two, three]
    await admin.chooses(says("Move up"), on=listed, beside=three)
    listed = await admin.form(saying=three)
    assert _order(listed, family) == [one, three, two]
    await admin.chooses(says("Move down"), on=listed, beside=one)
    listed = await admin.form(saying=three)
    assert _order(listed, family) == [three, one, two]
    await admin.chooses(says("Rename…"), on=listed, beside=two)
    form = await admin.form()
    assert (form.title, form.typed(says("Name"))) == (says("Rename"), two)
    await admin.saves(name=four)
    assert _order(await admin.form(saying=four), family) == [three, one, four]


async def test_who_has_a_choice_has_it_renamed_then_what_they_are_given_instead(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    fair, press, media = f"salon{family}", f"{says('press')}{family}", f"{says('media')}{family}"
    for name in (fair, media):
        await has_choice(admin, says("Groups"), says("New group"), name)
    for name in ("Ann", "Bea"):
        await member.has(f"{name} {family}", groups=[fair])
    listed = await _listed(admin, says("Groups"), f"{fair} · {says('on 2 contacts')}", line=says("/crm lists"))
    await admin.chooses(says("Rename…"), on=listed, beside=fair)
    await admin.form()
    await admin.saves(name=press)
    listed = await admin.form(saying=f"{press} · {says('on 2 contacts')}", without=fair)
    assert await _groups_of(member, f"Ann {family}", language) == [press]
    await admin.chooses(says("Delete…"), on=listed, beside=press)
    asked = await admin.form()
    assert asked.title == says("Delete from the list")
    assert f"{says('2 contacts have the entry')} {press}." in asked
    assert press not in await admin.offered("to", family)
    await admin.saves(to=media)
    await admin.form(saying=f"{media} · {says('on 2 contacts')}", without=press)
    assert await _groups_of(member, f"Ann {family}", language) == [media]
    await opens_record(member, f"Bea {family}", language=language)
    trace = await looks_at(member, says("Activity"), shows=f"{press} ({says('removed')})")
    assert f"{says('Group:')} {media} ({says('added')})" in trace
    assert f"{says('Group:')} {press}\n" in trace, "what it was given at first is named as the list named it last"


async def test_deleting_what_nobody_has_gives_nothing_instead(marguerite: Person, family: str) -> None:
    await has_choice(marguerite, "Origines", "Nouvelle origine", f"salon{family}")
    listed = await _listed(marguerite, "Origines", f"salon{family}")
    await marguerite.chooses("Supprimer…", on=listed, beside=f"salon{family}")
    asked = await marguerite.form(saying=f"Aucun contact n’a l’entrée salon{family}.")
    assert not asked.is_fillable
    await marguerite.saves()
    await marguerite.form(saying="Nouvelle origine", without=f"salon{family}")


async def test_a_kind_of_relation_has_a_name_at_each_end(slack: Workspace, family: str) -> None:
    admin = await admin_of(slack)
    await _opened(admin)
    listed = await _looks_at(admin, "Kinds of relations", shows="New kind of relation")
    await admin.clicks("New kind of relation", on=listed)
    form = await admin.form(saying="As the first contact sees it")
    assert form.title == "New kind of relation"
    await admin.saves(name=f"lawyer of {family}", inverse=f"has as lawyer {family}")
    await admin.form(saying=f"lawyer of {family} / has as lawyer {family} · no relation")


async def test_a_name_that_means_another_is_refused(slack: Workspace, language: str) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    await admin.clicks(says("New state"), on=await _opened(admin, says("/crm lists")))
    await admin.form()
    for name, sentence in (
        ("Clients", says("Prospects, Clients and Suppliers are built-in states already.")),
        ("fournisseur", says("Prospects, Clients and Suppliers are built-in states already.")),
        ("PARTENAIRE", says("This list has an entry of this name already")),
        ("\u200b", says("Write a name that can be seen.")),
    ):
        refused = await admin.saves(name=name)
        assert refused.errors[says("Name")].startswith(sentence)


async def test_two_hundred_entries_are_turned_page_by_page(slack: Workspace, family: str) -> None:
    admin = await admin_of(slack)
    await _have(slack, admin, ChoiceKind.CATEGORY, [f"c{n:03}{family}" for n in range(200)])
    await _opened(admin)
    listed = await _looks_at(admin, "Categories", shows="200 entries")
    assert f"c009{family}" in listed
    assert f"c010{family}" not in listed
    await admin.clicks("Next", on=listed)
    listed = await admin.form(saying="Page 2 of 20")
    await admin.chooses("Rename…", on=listed, beside=f"c013{family}")
    await admin.form()
    await admin.saves(name=f"thirteen{family}")
    assert "Page 2 of 20" in await admin.form(saying=f"thirteen{family}"), "where it stands"
    await closes_all(admin)
    await admin.opens(f"/contact new Ann {family}")
    await turns(admin, "Sales and accounting", shows="SIREN")
    assert len(await admin.offered("category", "")) == 100
    assert await admin.offered("category", f"C199{family}") == [f"c199{family}"]


async def test_nobody_but_an_admin_sees_the_lists(slack: Workspace, nathan: Person, claire: Person) -> None:
    await nathan.sends("/crm lists")
    await nathan.form(saying="Your role in Carnet does not allow this. An admin can change it.")
    await claire.sends("/crm listes")
    await claire.form(saying="Votre rôle dans Carnet ne le permet pas. Un administrateur peut le changer.")
    manager = await slack.newcomer(tz="Europe/London", locale="en-GB")
    await slack.gives_role(manager, Role.MANAGER)
    await manager.sends("/crm lists")
    await manager.form(saying="Your role in Carnet does not allow this.")


@pytest.mark.parametrize(("line", "lists", "fields", "empty"), [
    ("/crm settings", "Lists…", "Custom fields…", "New field"),
    ("/crm réglages", "Listes…", "Champs personnalisés…", "Nouveau champ"),
])  # fmt: skip
async def test_the_settings_have_doors_to_both(
    slack: Workspace, line: str, lists: str, fields: str, empty: str
) -> None:
    admin = await admin_of(slack, "fr" if "réglages" in line else "en")
    settings = await admin.opens(line)
    await admin.clicks(lists, on=settings)
    await admin.form(saying="Part")
    await admin.visitor.close()
    await admin.clicks(fields, on=await admin.top())
    await admin.form(saying=empty)


async def test_the_settings_lead_to_the_lists_and_back(marguerite: Person, family: str) -> None:
    settings = await marguerite.opens("/crm réglages")
    await marguerite.clicks("Listes…", on=settings, pattern="X-{0000}")
    listed = await marguerite.form(saying="Partenaire")
    await _adds(marguerite, listed, "Nouvel état", f"ancien{family}")
    await marguerite.visitor.close()
    form = await marguerite.form(saying="Références")
    assert form.typed("Références des nouveaux contacts") == "X-{0000}", "what was typed waits below"


async def _opened(person: Person, line: str = "/crm lists") -> Form:
    await closes_all(person)
    await person.sends(line)
    return await person.form(saying="Part")


async def _looks_at(person: Person, kind: str, *, shows: str) -> Form:
    await person.chooses(kind, on=await person.top())
    return await person.form(saying=shows)


async def _listed(person: Person, kind: str, shows: str, *, line: str = "/crm listes") -> Form:
    await _opened(person, line)
    return await _looks_at(person, kind, shows=shows)


async def _adds(person: Person, listed: Form, new: str, name: str) -> Form:
    await person.clicks(new, on=listed)
    await person.form()
    await person.saves(name=name)
    return await person.form(saying=name)


async def has_choice(person: Person, kind: str, new: str, name: str) -> None:
    line = "/crm lists" if new.startswith("New ") else "/crm listes"
    await _adds(person, await _listed(person, kind, new, line=line), new, name)
    await closes_all(person)


async def _have(slack: Workspace, person: Person, kind: ChoiceKind, names: list[str]) -> None:
    """Many at once, as so many forms would leave them."""
    async with slack.house.works.writing(await viewer_of(slack, person)) as work:
        for name in names:
            await choices.add(work, kind, name)


def _order(listed: Form, family: str) -> list[str]:
    """The names of this test, in the order of the list."""
    lines = [line.partition(" · ")[0] for line in listed.says.splitlines()]
    return [line for line in lines if line.endswith(family)]


async def _groups_of(person: Person, words: str, language: str) -> list[str]:
    form = await edits(person, words, language=language)
    names = [each["text"]["text"] for each in _chosen(form, "groups")]
    await closes_all(person)
    return names


def _offered(listed: Form, beside: str) -> list[str]:
    return [option["text"]["text"] for _, _, option in listed.options(beside=beside)]


def _chosen(form: Form, field: str) -> list[dict[str, dict[str, str]]]:
    block = next(each for each in form.raw["blocks"] if each["block_id"].partition("~")[0] == field)
    return list(block["element"].get("initial_options", []))
