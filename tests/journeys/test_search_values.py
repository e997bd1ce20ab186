"""Searching by what a team has added: its lists and its custom fields, typed or chosen in the form."""

from bot.model.choices import ChoiceKind
from bot.model.custom_fields import CustomKind
from tests.journeys._contacts import edits, turns
from tests.journeys._person import Person
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice, has_field


async def test_a_group_and_a_custom_field_are_searched_by_their_names(
    slack: Workspace, claire: Person, family: str
) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Bâtisseurs {family}")
    staff = await has_field(slack, f"Effectif {family}", kind=CustomKind.NUMBER)
    await claire.has(f"Anne {family}", groups=[group.name])
    await edits(claire, family, language="fr")
    await turns(claire, "Champs personnalisés", shows=staff.name)
    await claire.saves(**{f"custom:{staff.id}": "12"})
    await claire.visitor.close(is_cleared=True)
    for line in (f'groupe:"batisseurs {family}"', f'"{staff.name}":>10', f'"{staff.name}":10..20 {family}'):
        assert f"Anne {family}\nPersonne" in await claire.types(f"/contact {line}"), line
    assert "Aucun contact ne correspond à" in await claire.types(f'/contact "{staff.name}":>12')
    wrong = await claire.types(f'/contact groupe:"batiseurs {family}"')
    assert f"Vouliez-vous dire {group.name} ?" in wrong


async def test_the_form_asks_by_the_lists_and_writes_the_line(slack: Workspace, nathan: Person, family: str) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Builders {family}")
    await nathan.has(f"Ann {family}", groups=[group.name], states=["Clients"])
    await nathan.has(f"Bob {family}")
    form = await nathan.opens(f"/contact search {family}")
    assert form.typed("Words") == family
    await nathan.submits(groups=[group.name], states=["Clients"])
    listed = await nathan.form(saying="1 contact matches")
    assert f'group:"{group.name}" state:Clients {family}' in listed
    await nathan.clicks("Advanced search", on=listed)
    form = await nathan.form(saying="In one of these groups")
    assert (form.typed("In one of these groups"), form.typed("In one of these states")) == (str(group.id), "Clients")


async def test_columns_show_groups_and_states(slack: Workspace, nathan: Person, family: str) -> None:
    group = await has_choice(slack, ChoiceKind.GROUP, f"Builders {family}")
    state = await has_choice(slack, ChoiceKind.STATE, f"Partner {family}")
    await nathan.has(f"Ann {family}", groups=[group.name], states=["Clients", state.name])
    listed = await nathan.opens(f"/contact list {family}")
    await nathan.clicks("Columns and order", on=await nathan.form(saying="1 contact matches"))
    await nathan.form(saying="Beside each name")
    await nathan.saves(columns=["groups", "states"])
    listed = await nathan.form(saying=group.name)
    assert f"{group.name} · Clients, {state.name}" in listed


async def test_the_form_asks_by_consent_birthday_and_custom_fields(
    slack: Workspace, claire: Person, family: str
) -> None:
    trade = await has_field(
        slack, f"Métier{family}", kind=CustomKind.CHOICES, answers=("Toiture", "Maçonnerie", "Plâtre")
    )
    await claire.opens(f"/contact nouveau Anne {family}, anniversaire : 12 mars 1980")
    await turns(claire, "Consentements", shows="Démarchage par e-mail")
    await turns(claire, "Champs personnalisés", shows=trade.name, consent_email="no")
    assert "Contact enregistré" in await claire.saves(**{f"custom:{trade.id}": ["Toiture", "Plâtre"]})
    await claire.visitor.close(is_cleared=True)
    await claire.has(f"Bob {family}")
    await claire.opens(f"/contact recherche {family}")
    await claire.submits(consent="no_email", birthday="mars", **{f"custom:{trade.id}": ["Maçonnerie", "Plâtre"]})
    listed = await claire.form(saying="1 contact correspond")
    assert f'anniversaire:mars consentement:e-mail=non "{trade.name}":Maçonnerie,Plâtre {family}' in listed
    await claire.visitor.close(is_cleared=True)
    wrong = await claire.types(f"/contact métire{family}:toiture")
    assert f"Vouliez-vous dire {trade.name}: ?" in wrong
    assert "Vouliez-vous dire Fournisseurs ?" in await claire.types("/contact état:fourniseur")
    assert "Il y a : Prospects, Clients, Fournisseurs, " in await claire.types("/contact état:zzz")
