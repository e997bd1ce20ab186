"""Fields of a team's own: declared, filled in, mandatory or not, seen by whom, changed, copied, deleted."""

import pytest

from bot.crm import custom_fields
from bot.model.members import Role
from tests import make
from tests.journeys._admin import (
    IN_FRENCH,
    OWN,
    Says,
    admin_of,
    closes_all,
    declares,
    fills_in,
    in_language,
    opens_fields,
    typed_into,
    viewer_of,
)
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._reading import plain
from tests.journeys._shown import Form
from tests.journeys._slack import Workspace
from tests.journeys.test_choices import has_choice

pytestmark = pytest.mark.usefixtures("without_fields")


async def test_an_admin_declares_a_field_of_each_kind_and_people_fill_them_in(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    kinds = {
        "text": "text", "number": "number", "date": "date", "choice": "choice of one answer",
        "choices": "choice of several answers", "yes_no": "yes or no", "link": "link", "user": "colleague",
    }  # fmt: skip
    listed = await opens_fields(admin, says("/crm fields"))
    assert listed.title == OWN[language]
    for kind, label in kinds.items():
        await declares(admin, f"{kind}{family}", says(label), answers="nord, sud; est" if "choice" in kind else "")
    listed = await admin.form(saying=f"user{family}")
    declared = f"{says('choice of one answer')} (nord, sud, est) · {says('all contacts')} · {says('filled in nowhere')}"
    assert f"choice{family}\n{declared}" in listed
    await closes_all(admin)
    typed = {
        "text": "une note", "number": "1 234,50" if language == "fr" else "1,234.50", "date": "2027-03-01",
        "choice": "sud", "choices": ["nord", "est"], "yes_no": "no", "link": "acme.example/a", "user": member.id,
    }  # fmt: skip
    await fills_in(member, f"Anne {family}", {f"{kind}{family}": value for kind, value in typed.items()}, language)
    overview = await opens_record(member, family, language=language)
    shown = [kind for kind in kinds if f"{kind}{family}" in overview]
    assert shown == ["text", "number", "date", "choice"], "the first four"
    details = await looks_at(member, says("Details"), shows=f"user{family}")
    for value in ("une note", "1,234.5", "sud", "nord, est", ": no", "Mar 1, 2027", "acme.example/a"):
        assert (says(value) if value in IN_FRENCH else value) in details, value
    listed = await _listed(admin, f"number{family}", line=says("/crm fields"))
    filled = f"{says('number')} · {says('all contacts')} · {says('filled in on 1 contact')}"
    assert f"number{family}\n{filled}" in listed


async def test_what_does_not_fit_is_refused_under_its_field(slack: Workspace, family: str, language: str) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    await opens_fields(admin, says("/crm fields"))
    await declares(admin, f"number{family}", says("number"))
    await declares(admin, f"must{family}", says("text"), required=["yes"])
    await closes_all(admin)
    await admin.opens(f"{says('/contact new')} Ann {family}")
    form = await turns(admin, OWN[language], shows=f"number{family}")
    refused = await admin.saves(**typed_into(form, {f"number{family}": "many", f"must{family}": "x"}))
    (wrong,) = refused.errors.items()
    assert (wrong[0], plain(wrong[1])) == (f"number{family}", says("This is no number. For example: 1234.5"))
    await closes_all(admin)
    await admin.opens(f"{says('/contact new')} Ann {family}")
    await admin.saves()
    form = await admin.form(saying=says("Please fill in this field."))
    assert f"must{family}" in form, "on the page of the field"
    await closes_all(admin)
    await _deletes(admin, f"must{family}", says)


@pytest.mark.parametrize(("typed", "sentence"), [
    ({"name": "\u200b"}, ("Name", "Write a name that can be seen.")),
    ({"name": "x", "kind": "choice"}, ("Answers", "Write the answers to choose from")),
])  # fmt: skip
async def test_a_field_that_asks_nothing_is_refused(
    slack: Workspace, typed: dict[str, str], sentence: tuple[str, str]
) -> None:
    admin = await admin_of(slack)
    await admin.clicks("New field", on=await opens_fields(admin))
    form = await admin.form()
    answers = {}
    if typed.get("kind") == "choice":
        await admin.chooses("choice of one answer", on=form)
        await admin.form(saying="Answers")
        answers = {"answers": " , "}
    refused = await admin.saves(name=typed["name"], **answers)
    assert refused.errors[sentence[0]].startswith(sentence[1])


async def test_a_name_is_taken_among_those_who_are_asked(slack: Workspace, family: str) -> None:
    admin = await admin_of(slack)
    await opens_fields(admin)
    await declares(admin, f"sector{family}", "text")
    await admin.clicks("New field", on=await admin.form(saying=family))
    await admin.form()
    refused = await admin.saves(name=f"SECTOR{family}")
    assert refused.errors["Name"].startswith("These contacts are asked for a field of this name already")
    await admin.saves(name=f"SECTOR{family}", scope="people in companies")
    listed = await admin.form(saying=f"SECTOR{family}")
    assert f"SECTOR{family}\ntext · people in companies · filled in nowhere" in listed


async def test_a_field_of_managers_is_not_there_for_others(
    slack: Workspace, nathan: Person, claire: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    secret, open_ = f"secret{family}", f"open{family}"
    await opens_fields(admin, says("/crm fields"))
    await declares(admin, secret, says("text"), seen_by="managers", required=["yes"])
    await declares(admin, open_, says("text"), filled_by="managers")
    decided = " · ".join(says(each) for each in ("text", "all contacts", "mandatory", "seen by managers"))
    hidden = f"{secret}\n{decided}"
    assert hidden in await admin.form(saying=secret)
    await closes_all(admin)
    await fills_in(admin, f"Ann {family}", {secret: "pays late", open_: "seen by all"}, language)
    assert "pays late" in await opens_record(admin, family, language=language)
    overview = await opens_record(member, family, language=language)
    assert "secret" not in overview
    for tab in ("Details", "Activity"):
        assert "secret" not in await looks_at(member, says(tab), shows="seen by all")
    await closes_all(member)
    assert "secret" not in await member.types(f"/activity {family}")
    refused = await member.types(f"/contact {secret}:pays {family}")
    assert secret in refused, "as it was typed, and no more"
    assert "pays late" not in refused
    assert f"Ann {family}" in await admin.types(f"/contact {secret}:pays {family}")
    assert OWN[language] not in (await edits(member, family, language=language)).buttons
    await edits(admin, family, language=language)
    form = await turns(admin, OWN[language], shows=secret, comment="by the admin")
    await admin.saves(**typed_into(form, {secret: "pays very late"}))
    await closes_all(admin)
    asked = await member.saves(comment="by the member")
    assert asked.form is not None
    assert len(asked.form.fields) == 1, "asked about the comment alone"
    assert "secret" not in asked
    await member.saves(c0="mine")
    await closes_all(member)
    await opens_record(admin, family, language=language)
    details = await looks_at(admin, says("Details"), shows="by the member")
    assert f"{secret}: pays very late" in details.says.replace(" :", ":"), "nothing is lost"
    await member.has(f"Bea Z{family}")  # nobody must fill in what they do not see
    await _deletes(admin, secret, says)


async def test_who_is_a_manager_no_more_loses_what_they_had_typed_into_a_hidden_field(
    slack: Workspace, family: str
) -> None:
    admin, manager = await admin_of(slack), await admin_of(slack)
    await opens_fields(admin)
    await declares(admin, f"secret{family}", "text", seen_by="managers")
    await closes_all(admin)
    await manager.opens(f"/contact new Ann {family}")
    form = await turns(manager, OWN["en"], shows=f"secret{family}")
    await turns(manager, "Essentials", shows="First name", **typed_into(form, {f"secret{family}": "pays late"}))
    await manager.visitor.close()
    await slack.gives_role(manager, Role.MEMBER)
    await manager.clicks("Continue the draft", on=await manager.opens("/contact new"))
    form = await manager.form(without="did not save it")
    assert OWN["en"] not in form.buttons
    assert "is saved" in await manager.saves()
    for person, is_asked in ((manager, False), (admin, True)):
        await closes_all(person)
        assert (f"secret{family}" in await person.opens("/contact search")) is is_asked
    await closes_all(admin)
    await opens_record(admin, family)
    assert "secret" not in await looks_at(admin, "Details", shows="First name")


async def test_a_change_says_first_what_becomes_of_values(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    size = f"size{family}"
    await _has_text(admin, size, says)
    for name, value in (("Ann", "12"), ("Bea", "large"), ("Cid", "large")):
        await fills_in(member, f"{name} {family}", {size: value}, language)
    await admin.chooses(says("Edit…"), on=await _listed(admin, size, line=says("/crm fields")), beside=size)
    await admin.chooses(says("number"), on=await admin.form())
    await admin.form()
    asked = (await admin.submits()).form
    assert asked is not None
    assert asked.title == says("What becomes of values")
    for words in (f"{says('3 contacts have a value in')} {size}.", says("1 keeps it."), says("2 lose it"),
                  says("2 with large")):  # fmt: skip
        assert words in asked, words
    await admin.clicks(says("Back to the form"), on=asked)
    form = await admin.form(saying=says("Kind"))
    assert form.typed(says("Kind")) == "number"
    await admin.submits()
    await admin.submits()
    changed = f"{says('number')} · {says('all contacts')} · {says('filled in on 1 contact')}"
    await admin.form(saying=f"{size}\n{changed}")
    await opens_record(member, f"Bea {family}", language=language)
    assert f"large {says('(removed)')}" in await looks_at(member, says("Activity"), shows=size)


async def test_an_answer_is_renamed_on_the_contacts_too(marguerite: Person, claire: Person, family: str) -> None:
    await opens_fields(marguerite, "/crm champs")
    await declares(marguerite, f"zone{family}", "choix d’une réponse", answers="nord, sdu")
    await closes_all(marguerite)
    await claire.opens(f"/contact nouveau Anne {family}")
    form = await turns(claire, OWN["fr"], shows=f"zone{family}")
    await claire.saves(**typed_into(form, {f"zone{family}": "sdu"}))
    await closes_all(claire)
    listed = await _listed(marguerite, f"zone{family}", line="/crm champs")
    await marguerite.chooses("Modifier…", on=listed, beside=f"zone{family}")
    form = await marguerite.form()
    assert form.typed("Réponses") == "nord\nsdu"
    asked = (await marguerite.submits(answers="nord\nsud")).form
    assert asked is not None
    assert "1 avec sdu aura sud." in asked
    await marguerite.submits()
    await marguerite.form(saying=f"zone{family}\nchoix d’une réponse (nord, sud)")
    await opens_record(claire, family, language="fr")
    assert "sud" in await looks_at(claire, "Détails", shows=f"zone{family}")


async def test_a_group_has_its_own_fields_and_they_are_copied_to_another(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    press, fairs, print_run = f"presse{family}", f"salons{family}", f"tirage{family}"
    for name in (press, fairs):
        await has_choice(admin, says("Groups"), says("New group"), name)
    await opens_fields(admin, says("/crm fields"))
    await declares(admin, print_run, says("number"), scope=press)
    listed = await admin.form(saying=f"{print_run}\n{says('number')} · {says('group')} {press}")
    await admin.seeks(press, on=listed)
    listed = await admin.form(saying=says("Copy these fields to a group…"))
    await admin.clicks(says("Copy these fields to a group…"), on=listed)
    assert f"{says('1 field is copied:')} {print_run}." in await admin.form()
    assert f"{says('1 field is asked of')} {fairs}" in await admin.saves(to=fairs)
    await closes_all(admin)
    await member.opens(f"{says('/contact new')} Anne {family}")
    assert OWN[language] not in (await member.top()).buttons
    await closes_all(member)
    await member.has(f"Bea {family}", groups=[fairs])
    await edits(member, f"Bea {family}", language=language)
    form = await turns(member, OWN[language], shows=print_run)
    await member.saves(**typed_into(form, {print_run: "5000"}))


async def test_a_deleted_field_is_gone_with_its_values_and_the_trace_keeps_them(
    slack: Workspace, claire: Person, nathan: Person, family: str, language: str
) -> None:
    admin, says = await admin_of(slack, language), in_language(language)
    member = claire if language == "fr" else nathan
    badge = f"badge{family}"
    await _has_text(admin, badge, says)
    await fills_in(member, f"Ann {family}", {badge: "blue"}, language)
    listed = await _listed(admin, badge, line=says("/crm fields"))
    await admin.chooses(says("Delete…"), on=listed, beside=badge)
    assert f"{says('1 contact has a value in')} {badge}" in await admin.form()
    refused = await admin.saves()
    assert list(refused.errors) == [says("Are you sure?")], "Slack itself asks for it"
    await admin.saves(sure=["yes"])
    await admin.form(saying=says("New field"), without=badge)
    overview = await opens_record(member, family, language=language)
    assert badge not in overview
    trace = await looks_at(member, says("Activity"), shows=badge)
    assert f"blue {says('(removed)')}" in trace


async def test_a_hundred_fields_are_turned_page_by_page(slack: Workspace, family: str) -> None:
    admin = await admin_of(slack)
    viewer = await viewer_of(slack, admin)
    async with slack.house.works.writing(viewer) as work:
        for n in range(100):
            await custom_fields.add(work, make.typed_field(f"f{n:03}{family}"))
    listed = await opens_fields(admin)
    assert "100 fields" in listed
    await admin.clicks("Next", on=listed)
    listed = await admin.form(saying="Page 2 of 10")
    await admin.chooses("Move up", on=listed, beside=f"f010{family}")
    listed = await admin.form(saying="Page 1 of 10")
    assert f"f009{family}" not in listed, "the one before stands behind it now"
    await closes_all(admin)
    await admin.opens(f"/contact new Ann {family}")
    for page in (OWN["en"], f"{OWN['en']}, 2", f"{OWN['en']}, 3"):
        await admin.clicks(page, on=await admin.top())
        await admin.form(saying=family)


async def test_nobody_but_an_admin_sees_the_fields(nathan: Person, claire: Person) -> None:
    await nathan.sends("/crm fields")
    await nathan.form(saying="Your role in Carnet does not allow this. An admin can change it.")
    await claire.sends("/crm champs")
    await claire.form(saying="Votre rôle dans Carnet ne le permet pas. Un administrateur peut le changer.")


async def _has_text(admin: Person, name: str, says: Says) -> None:
    await opens_fields(admin, says("/crm fields"))
    await declares(admin, name, says("text"))
    await closes_all(admin)


async def _listed(person: Person, shows: str, *, line: str = "/crm fields") -> Form:
    await opens_fields(person, line)
    return await person.form(saying=shows)


async def _deletes(person: Person, name: str, says: Says) -> None:
    await person.chooses(says("Delete…"), on=await _listed(person, name, line=says("/crm fields")), beside=name)
    await person.form()
    await person.saves(sure=["yes"])
    await closes_all(person)
