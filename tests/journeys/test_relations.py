"""Contacts that belong together: parents and children over several levels, relations seen from both ends."""

import pytest

from bot.model.choices import ChoiceKind
from tests.journeys._contacts import edits, looks_at, opens_record, turns
from tests.journeys._person import Person
from tests.journeys._reading import plain
from tests.journeys._shown import Form, Sent
from tests.journeys._slack import Workspace
from tests.journeys._team import has_choice

MORE = {"en": ("More details", "Parent contact"), "fr": ("Plus de détails", "Contact parent")}


async def test_a_relation_is_seen_from_both_ends_and_taken_off_again(
    slack: Workspace, nathan: Person, family: str
) -> None:
    kind = await has_choice(slack, ChoiceKind.RELATION, f"advises {family}", inverse=f"is advised by {family}")
    await nathan.has(f"Ann {family}")
    await nathan.has(f"Bea {family}")
    await links(nathan, f"Ann {family}")
    await nathan.clicks("Add a relation", on=await nathan.top())
    form = await nathan.form()
    assert (form.title, [*form.fields]) == ("New relation", ["Relation", "With"])
    assert await nathan.offered("type", family) == [kind.name, kind.inverse]
    await nathan.saves(type=kind.name, other=f"Bea {family}")
    shown = await nathan.form(saying=kind.name)
    assert f"{kind.name}: Bea {family} · #" in shown
    await nathan.visitor.close(is_cleared=True)
    record = await opens_record(nathan, f"Bea {family}")
    assert f"{kind.inverse}: Ann {family} · #" in record
    activity = await looks_at(nathan, "Activity", shows="linked")
    assert f"linked Bea {family}: {kind.inverse} Ann {family}" in activity
    await nathan.visitor.close(is_cleared=True)
    shown = await links(nathan, f"Bea {family}")
    await nathan.chooses("Remove the relation", on=shown)
    removed = await nathan.form(saying="Nobody stands around this contact yet.")
    assert "The relation is removed." in removed
    await nathan.clicks("Undo", on=removed)
    await nathan.form(saying="Undone:")
    await nathan.visitor.close(is_cleared=True)
    shown = await links(nathan, f"Bea {family}")
    assert kind.inverse in shown
    await nathan.chooses("Remove the relation", on=shown)
    await nathan.form(saying="Nobody stands around this contact yet.")
    await nathan.visitor.close(is_cleared=True)
    assert kind.name not in await opens_record(nathan, f"Ann {family}")
    assert "took a link off" in await looks_at(nathan, "Activity", shows="took a link off")


async def test_a_relation_may_be_told_from_its_other_end_and_is_kept_once(
    slack: Workspace, claire: Person, family: str
) -> None:
    kind = await has_choice(slack, ChoiceKind.RELATION, f"conseille {family}", inverse=f"conseillé par {family}")
    await claire.has(f"Anne {family}")
    await claire.has(f"Béa {family}")
    for name, side, other in (
        (f"Béa {family}", kind.inverse, f"Anne {family}"),
        (f"Anne {family}", kind.name, f"Béa {family}"),
    ):
        await links(claire, name, language="fr")
        await claire.clicks("Ajouter une relation", on=await claire.top())
        await claire.form()
        await claire.saves(type=side, other=other)
        shown = await claire.form(saying=side)
        assert shown.says.count(other) == 1
        await claire.visitor.close(is_cleared=True)
    refused = await with_themselves(claire, f"Anne {family}", kind.name)
    assert refused.errors == {"Avec": "Choisissez un autre contact\u00a0: personne n’a de relation avec soi-même."}


async def with_themselves(person: Person, name: str, kind: str) -> Sent:
    await links(person, name, language="fr")
    await person.clicks("Ajouter une relation", on=await person.top())
    await person.form()
    return await person.submits(type=kind, other=name)


@pytest.mark.parametrize(
    ("who", "language", "doors", "cycle", "itself"),
    [
        (
            "nathan",
            "en",
            ("Parent contact", "Below it (1)", "Links (2)…", "Above it", "All below, at any level"),
            "{} already stands below {}: it cannot be its parent as well.",
            "A contact cannot be its own parent.",
        ),
        (
            "claire",
            "fr",
            ("Contact parent", "En dessous (1)", "Liens (2)…", "Au-dessus", "Tous ceux en dessous, à tout niveau"),
            "{} est déjà sous {} : il ne peut pas être aussi son parent.",
            "Un contact ne peut pas être son propre parent.",
        ),
    ],
    ids=["en", "fr"],
)
async def test_parents_and_children_are_one_click_away_and_a_circle_is_refused_with_both_names(
    slack: Workspace,
    who: str,
    language: str,
    doors: tuple[str, str, str, str, str],
    cycle: str,
    itself: str,
    family: str,
) -> None:
    person, (group, branch, desk) = slack.people[who], [f"{each} {family}" for each in ("Group", "Branch", "Desk")]
    parent, children, door, above, everybody = doors
    colon = " : " if language == "fr" else ": "
    await person.has(group)
    await below(person, branch, group, language=language)
    await below(person, desk, branch, language=language)
    record = await opens_record(person, branch, language=language)
    assert f"{parent}{colon}{group} · #" in record
    assert f"{children}{colon}{desk} · #" in record
    await person.clicks(door, on=record)
    shown = await person.form(saying=above)
    assert f"{above}\n{group}" in shown
    assert f"{children}\n{desk}" in shown
    await person.visitor.close(is_cleared=True)
    await person.clicks(everybody, on=await links(person, group, language=language))
    assert branch in await person.form(saying=desk)
    await person.visitor.close(is_cleared=True)
    await edits(person, group, language=language)
    await turns(person, MORE[language][0], shows=MORE[language][1])
    (sentence,) = (await person.saves(parent=desk)).errors.values()
    assert plain(sentence) == cycle.format(desk, group)
    assert (await person.saves(parent=group)).errors == {MORE[language][1]: itself}


async def links(person: Person, name: str, *, language: str = "en") -> Form:
    """The view of who stands around the contact of that name."""
    record = await opens_record(person, name, language=language)
    door = next(each for each in record.buttons if each.startswith("Links" if language == "en" else "Liens"))
    await person.clicks(door, on=record)
    return await person.form(saying="Add a relation" if language == "en" else "Ajouter une relation")


async def below(person: Person, name: str, parent: str, *, language: str = "en") -> None:
    """A contact of that name, whose parent is the other one."""
    await person.opens(f"/contact new {name}")
    await turns(person, MORE[language][0], shows=MORE[language][1])
    assert name in await person.saves(parent=parent)
    await person.visitor.close(is_cleared=True)
