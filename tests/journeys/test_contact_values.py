"""What a contact is beside its names: lists, birthday, hours, consents, custom fields; typed, shown, traced."""

from datetime import timedelta

from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomKind, Scope
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._reading import plain
from tests.journeys._slack import PEOPLE, Workspace
from tests.journeys._team import has_choice, has_field

HOURS = "lun-ven 9h-12h, 14h-18h ; sam 9h-12h"


async def test_states_groups_and_the_rest_are_chosen_and_shown(slack: Workspace, nathan: Person, family: str) -> None:
    names = {kind: f"{kind.value} {family}".title() for kind in ChoiceKind}
    for kind in (ChoiceKind.STATE, ChoiceKind.GROUP, ChoiceKind.CATEGORY, ChoiceKind.STAGE, ChoiceKind.ORIGIN):
        await has_choice(slack, kind, names[kind])
    await nathan.opens(f"/contact new Ann {family}")
    await turns(
        nathan, "Sales and accounting", shows="SIREN", states=[names[ChoiceKind.STATE], "Clients"],
        groups=[names[ChoiceKind.GROUP]],
    )  # fmt: skip
    saved = await nathan.saves(
        category=names[ChoiceKind.CATEGORY], stage=names[ChoiceKind.STAGE], origin=names[ChoiceKind.ORIGIN]
    )
    sorted_as = (names[ChoiceKind.STATE], names[ChoiceKind.CATEGORY], names[ChoiceKind.GROUP])  # its tags stand below
    assert " · ".join(sorted_as) in saved
    assert "Tags: 🟢 Clients" in saved
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    record = await looks_at(nathan, "Details", shows="Prospecting stage")
    for line in (
        f"States: Clients, {names[ChoiceKind.STATE]}", f"Groups: {names[ChoiceKind.GROUP]}",
        f"Category: {names[ChoiceKind.CATEGORY]}", f"Prospecting stage: {names[ChoiceKind.STAGE]}",
        f"Origin: {names[ChoiceKind.ORIGIN]}",
    ):  # fmt: skip
        assert line in record, line


async def test_a_state_that_is_a_tag_is_one_fact(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    assert "Étiquettes : 🟢 Clients" in await claire.saves(states=["Clients"])
    await claire.visitor.close(is_cleared=True)
    form = await edits(claire, family, language="fr")
    assert (form.typed("États"), form.typed("Étiquettes")) == ("Clients", "Clients")
    saved = await claire.saves(tags=[])
    assert "Clients" not in saved
    await claire.visitor.close(is_cleared=True)
    assert (await edits(claire, family, language="fr")).typed("États") == ""


async def test_a_birthday_and_opening_hours_in_french(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Plus de détails", shows="Surnom")
    refused = await claire.saves(birthday="31 février", hours="quand je veux")
    assert {label: plain(said) for label, said in refused.errors.items()} == {
        "Anniversaire": "Ce n’est pas un anniversaire. Par exemple : 12 mars 1980, ou 12 mars",
        "Horaires d’ouverture": f"Ces horaires n’ont pas été compris. Par exemple : {HOURS}",
    }
    await claire.saves(birthday="12/03/1980", hours=HOURS)
    await claire.visitor.close(is_cleared=True)
    form = await edits(claire, family, language="fr")
    await turns(claire, "Plus de détails", shows="Surnom")
    form = await claire.form(saying="Surnom")
    assert form.typed("Anniversaire") == "12 mars 1980"
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    record = await looks_at(claire, "Détails", shows="Anniversaire")
    assert "Anniversaire : 12 mars 1980" in record
    assert f"Horaires d’ouverture : {HOURS} ; dim fermé" in record
    trace = await looks_at(claire, "Activité", shows="Anniversaire : 12 mars 1980")
    assert "Horaires d’ouverture : lun-ven 9h-12h" in trace


async def test_consents_have_a_day_and_a_source(nathan: Person, family: str) -> None:
    await nathan.opens(f"/contact new Ann {family}")
    await turns(nathan, "Consents", shows="Marketing by e-mail")
    refused = await nathan.saves(consent_email="yes", consent_email_on="2999-01-01")
    assert refused.errors == {"Marketing by e-mail: since": "This day has not come yet."}
    await nathan.saves(
        consent_email="yes", consent_email_on="2026-03-12", consent_email_source="fair", consent_post="no",
        consent_post_on="2026-03-13", mailing="no", financial=["yes"],
    )  # fmt: skip
    await nathan.visitor.close(is_cleared=True)
    await opens_record(nathan, family)
    record = await looks_at(nathan, "Details", shows="Marketing")
    for line in (
        "Marketing by e-mail: yes, since Mar 12, 2026 · fair", "Marketing by post: no, since Mar 13, 2026",
        "Mailings: no", "Financial documents: yes",
    ):  # fmt: skip
        assert line in record, line


async def test_where_a_person_gave_no_answer_the_companys_counts(claire: Person, family: str) -> None:
    await claire.opens("/contact nouveau")
    await turns(claire, "Consentements", shows="Démarchage par e-mail", kind="company", company=f"{family} SARL")
    await claire.saves(consent_email="no", consent_email_on="2026-03-12", consent_phone="yes")
    await claire.visitor.close(is_cleared=True)
    await claire.opens(f"/contact nouveau Anne Z{family}")
    await turns(claire, "Plus de détails", shows="Surnom")
    await turns(claire, "Consentements", shows="Démarchage par e-mail", employer=f"{family} SARL")
    await claire.saves(consent_phone="no", consent_phone_on="2026-03-14")
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, f"Z{family}", language="fr")
    record = await looks_at(claire, "Détails", shows="Démarchage")
    assert f"Démarchage par e-mail : non, depuis le 12 mars 2026 · réponse de {family} SARL" in record
    assert "Démarchage par téléphone : non, depuis le 14 mars 2026" in record


async def test_fields_of_a_group_are_asked_as_soon_as_it_is_chosen(
    slack: Workspace, nathan: Person, family: str
) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Builders {family}")
    staff = f"Staff {family}"
    field = await has_field(slack, staff, kind=CustomKind.NUMBER, scope=group.id, required=True)
    form = await nathan.opens(f"/contact new Ann {family}")
    assert staff not in form
    assert "is saved" in await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    await edits(nathan, family)
    refused = await nathan.saves(groups=[group.name])
    assert refused.form is not None
    assert f"{staff}: Please fill in this field." in refused.form
    refused = await nathan.saves(**{f"custom:{field.id}": "twelve"})
    assert refused.errors == {staff: "This is no number. For example: 1234.5"}
    assert f"{staff}: 1,234.5" in await _overview_of(nathan, family, **{f"custom:{field.id}": "1 234.50"})
    trace = await looks_at(nathan, "Activity", shows=staff)
    assert f"{staff}: 1,234.5 (added)" in trace
    assert f"Group: {group.name} (added)" in trace


async def test_each_kind_of_custom_field_is_asked_kept_and_shown(slack: Workspace, claire: Person, family: str) -> None:
    answers = ("Bâtiment", "Travaux publics", "Négoce")
    kinds = {
        CustomKind.TEXT: "deux\nlignes", CustomKind.NUMBER: "1234,5", CustomKind.DATE: "2026-12-24",
        CustomKind.CHOICE: "Négoce", CustomKind.CHOICES: ["Bâtiment", "Négoce"], CustomKind.YES_NO: "yes",
        CustomKind.LINK: "acme.fr/plan", CustomKind.USER: PEOPLE["nathan"],
    }  # fmt: skip
    fields = {
        kind: await has_field(
            slack, f"{kind.value} {family}", kind=kind, answers=answers if kind in ("choice", "choices") else ()
        )
        for kind in kinds
    }
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Champs personnalisés", shows=fields[CustomKind.TEXT].name)
    await claire.saves(**{f"custom:{fields[kind].id}": typed for kind, typed in kinds.items()})
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    record = await looks_at(claire, "Détails", shows=fields[CustomKind.TEXT].name)
    for kind, shown in {
        CustomKind.TEXT: "deux\nlignes", CustomKind.NUMBER: "1 234,5", CustomKind.DATE: "24 déc. 2026",
        CustomKind.CHOICE: "Négoce", CustomKind.CHOICES: "Bâtiment, Négoce", CustomKind.YES_NO: "oui",
        CustomKind.LINK: "https://acme.fr/plan", CustomKind.USER: "@",
    }.items():  # fmt: skip
        assert f"{fields[kind].name} : {shown}" in record, kind


async def test_a_field_of_people_is_asked_of_who_has_an_employer(slack: Workspace, nathan: Person, family: str) -> None:
    badge = await has_field(slack, f"Badge {family}", scope=Scope.PEOPLE)
    await nathan.opens("/contact new")
    await nathan.saves(kind="company", company=f"{family} Ltd")
    await nathan.visitor.close(is_cleared=True)
    await nathan.opens(f"/contact new Ann Z{family}")
    await turns(nathan, "More details", shows="Nickname")
    form = await turns(nathan, "Essentials", shows="First name", employer=f"{family} Ltd")
    assert "Custom fields" in form.buttons
    await turns(nathan, "Custom fields", shows=badge.name)
    assert "is saved" in await nathan.saves(**{f"custom:{badge.id}": "B-12"})


async def test_a_client_who_is_a_supplier_is_seen_as_either(nathan: Person, family: str) -> None:
    await nathan.opens("/contact new")
    await turns(
        nathan, "Sales and accounting", shows="SIREN", kind="company", company=f"{family} Ltd",
        states=["Clients", "Suppliers"],
    )  # fmt: skip
    await nathan.saves(accounting_account="411000")
    await nathan.visitor.close(is_cleared=True)
    record = await opens_record(nathan, family)
    assert "Client account: 411000" in record
    assert ("Sales" in record.buttons, "Purchases" in record.buttons) == (True, False)
    await nathan.clicks("As a supplier", on=record)
    record = await nathan.form(saying="As a supplier", without="Client account")
    assert ("Sales" in record.buttons, "Purchases" in record.buttons) == (False, True)
    await looks_at(nathan, "Purchases", shows="Nothing has been filled in for purchases yet.")
    await looks_at(nathan, "Notes", shows="There is no note yet.")
    await looks_at(nathan, "People", shows="Add a person")
    record = await looks_at(nathan, "Overview", shows="As a supplier")
    assert "Client account" not in record
    await nathan.clicks("As a client", on=record)
    await nathan.form(saying="Client account: 411000")


async def test_the_tabs_of_a_record_follow_its_tags(slack: Workspace, claire: Person, family: str) -> None:
    stage = await has_choice(slack, ChoiceKind.STAGE, f"Devis {family}")
    await claire.opens(f"/contact nouveau Anne {family}")
    await turns(claire, "Commerce et comptabilité", shows="SIREN")
    await turns(claire, "Consentements", shows="Démarchage par e-mail", stage=stage.name, siren="732 829 320")
    await claire.saves(consent_email="yes", consent_email_on="2026-03-12")
    await claire.visitor.close(is_cleared=True)
    record = await opens_record(claire, family, language="fr")
    assert not {"Ventes", "Achats", "Comme client"} & {*record.buttons}
    await claire.visitor.close(is_cleared=True)
    await edits(claire, family, language="fr")
    await claire.saves(states=["Prospects"])
    await claire.visitor.close(is_cleared=True)
    record = await opens_record(claire, family, language="fr")
    assert not {"Achats", "Comme client"} & {*record.buttons}
    sales = await looks_at(claire, "Ventes", shows=stage.name)
    assert "Démarchage par e-mail : oui, depuis le 12 mars 2026" in sales


async def test_an_address_is_opened_on_a_map(claire: Person, family: str) -> None:
    await claire.opens(f"/contact nouveau Anne {family}, 12 rue des Lilas, 75011 Paris")
    await claire.saves()
    await claire.visitor.close()
    card = await claire.types(f"/contact {family}")
    assert "75011 Paris · plan" in card
    assert "https://www.google.com/maps/search/?api=1&query=12+rue+des+Lilas" in str(card.raw)


async def test_a_birthday_of_the_next_weeks_is_told_on_the_overview(
    slack: Workspace, nathan: Person, family: str
) -> None:
    soon = (await slack.now()).date() + timedelta(days=20)
    await nathan.opens(f"/contact new Ann {family}, birthday: 1980-{soon:%m-%d}")
    await nathan.saves()
    await nathan.visitor.close(is_cleared=True)
    assert "Birthday soon: " in await opens_record(nathan, family)


async def test_two_who_change_the_same_values_choose_by_their_names(
    slack: Workspace, claire: Person, nathan: Person, family: str
) -> None:
    first, second = [await has_choice(slack, ChoiceKind.STAGE, f"{name} {family}") for name in ("Devis", "Relance")]
    sure = await has_field(slack, f"Sûr {family}", kind=CustomKind.YES_NO)
    field = f"custom:{sure.id}"
    await claire.has(f"Anne {family}")
    await edits(claire, family, language="fr")
    await turns(claire, "Commerce et comptabilité", shows="SIREN")
    await turns(claire, "Champs personnalisés", shows=sure.name, stage=first.name)
    await edits(nathan, family)
    await turns(nathan, "Sales and accounting", shows="SIREN")
    await turns(nathan, "Custom fields", shows=sure.name, stage=second.name)
    assert "is saved" in await nathan.saves(**{field: "no"})
    asked = (await claire.saves(**{field: "yes"})).form
    assert asked is not None
    assert [*asked.fields] == ["Étape de prospection", sure.name]
    for theirs, mine in ((second.name, first.name), ("non", "oui")):
        assert f"Valeur actuelle : {theirs}\nVotre saisie : {mine}" in asked
    assert "Contact enregistré :" in await claire.saves(c0="theirs", c1="mine")
    await claire.visitor.close(is_cleared=True)
    await opens_record(claire, family, language="fr")
    trace = await looks_at(claire, "Activité", shows=sure.name)
    assert f"{sure.name} : non → oui" in trace
    assert f"Étape de prospection : {second.name} (ajout)" in trace


async def test_undo_takes_a_group_and_a_custom_value_back(slack: Workspace, nathan: Person, family: str) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Builders {family}")
    await nathan.has(f"Ann {family}")
    await edits(nathan, family)
    saved = await nathan.saves(groups=[group.name], states=["Clients"])
    assert saved.form is not None
    assert group.name in saved
    await nathan.clicks("Undo", on=saved.form)
    await nathan.form(saying="Undone")
    await nathan.visitor.close(is_cleared=True)
    card = await nathan.types(f"/contact {family}")
    assert group.name not in card
    assert "Clients" not in card


async def _overview_of(person: Person, family: str, **typed: object) -> str:
    """What the record shows once the form on top is saved."""
    await person.saves(**typed)
    await person.visitor.close(is_cleared=True)
    return (await opens_record(person, family)).says
