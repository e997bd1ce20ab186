"""What is said around a change: saved, undone, put away, and the choice between two who changed the same."""

from typing import Any

import pytest

from bot.model.changes import SCALARS, SEVERAL, Conflict, flat
from bot.model.contacts import ContactKind, Found
from bot.model.ids import ContactId
from bot.model.messages import Message
from bot.model.records import Record
from bot.templates import contacts as show
from bot.templates._fields import field_name, field_value
from bot.templates._words import Reader
from bot.templates.contacts import ConflictShown
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

MARIE = make.contact(12)


def undo_of(blocks: Any) -> list[tuple[str, str]]:
    elements = [element for block in blocks if block["type"] == "actions" for element in block["elements"]]
    return [(each["action_id"], each["value"]) for each in elements if each["action_id"] == "undo.batch"]


@pytest.mark.parametrize("reader", READERS)
def test_whatever_of_a_contact_may_change_has_a_name_and_is_said_in_words(reader: Reader) -> None:
    fields = flat(shown.full_values("texte"))
    assert {field.partition(":")[0] for field in fields} == {*SCALARS, *(each.removesuffix(":") for each in SEVERAL)}
    names = {str(key): f"Nom {key}" for key in range(1, 20)} | {"custom:1": "Secteur"}
    for field, text in fields.items():
        name = field_name(field, reader, text=text, names=names)
        value = field_value(field, text, names, reader)
        assert name not in ("", field, field.partition(":")[0])
        assert value, field
        assert "{" not in value, field
        is_word = text == "texte" or (reader is ENGLISH and text == "yes")
        assert value != text or is_word or field.startswith(("tag:", "owner", "assigned")), field


def test_a_saved_contact_is_shown_with_the_way_back() -> None:
    view = show.saved_view(Record(contact=MARIE), ENGLISH, batch=7)
    assert shown.checked_view(view).startswith("Marie Dupont is saved.\nMarie Dupont\nPerson · #12\n")
    assert undo_of(view["blocks"]) == [("undo.batch", "7")]


def test_a_save_that_changed_nothing_has_nothing_to_undo() -> None:
    view = show.saved_view(Record(contact=MARIE), FRENCH, batch=None)
    assert shown.checked_view(view).startswith("Marie Dupont était déjà ainsi : rien n’a changé.\n")
    assert undo_of(view["blocks"]) == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (show.archived, "Contact archivé : Marie Dupont. Les recherches et les listes ne le montrent plus."),
        (show.restored, "Marie Dupont est de retour parmi vos contacts."),
        (show.deleted, "Contact supprimé : Marie Dupont."),
    ],
)
def test_what_was_put_away_or_given_back_can_be_undone(answer: Any, said: str) -> None:
    told: Message = answer(MARIE, 7, FRENCH)
    assert shown.checked_message(told) == f"{said}\n[Annuler l’action]"
    assert undo_of(told.blocks) == [("undo.batch", "7")]


def test_an_undo_says_what_it_left_as_it_is() -> None:
    told = shown.checked_message(show.undone(["Marie Dupont", "Acme"], ["job_title", "tag:vip", "tag:gold"], ENGLISH))
    left = "Left as they are, because they were changed since or cannot be put back"
    assert told == f"Undone: Marie Dupont, Acme.\n{left}: Job title, Tag."
    told = shown.checked_message(show.undone(["Acme"], ["category", "group:7", "group:8", "custom:9"], FRENCH))
    assert told.endswith(
        "\nLaissés tels quels, car modifiés depuis ou impossibles à rétablir : Catégorie, Groupe, Champ personnalisé."
    )
    assert shown.checked_message(show.undone(["Acme"], [], ENGLISH)) == "Undone: Acme."


def test_a_deletion_says_what_goes_with_it() -> None:
    view = show.confirm_delete_view(MARIE, 2, FRENCH, draft=7)
    lines = shown.checked_view(view)
    assert lines.startswith("La fiche Marie Dupont sera supprimée, avec ses téléphones, e-mails et adresses.\n")
    assert "2 rappels en cours à son sujet seront clôturés." in lines
    assert (view["callback_id"], view["private_metadata"]) == ("contacts.confirm_delete", "7")
    assert "rappel" not in shown.checked_view(show.confirm_delete_view(MARIE, 0, FRENCH, draft=7))


@pytest.mark.parametrize("deleted", [True, False])
def test_those_put_away_are_listed_each_with_a_way_back(deleted: bool) -> None:
    found = Found(ContactId(12), 12, ContactKind.PERSON, "Marie Dupont", "Acme", archived=not deleted, deleted=deleted)
    told = show.put_away_list([found], ENGLISH, deleted=deleted)
    lines = shown.checked_message(told).splitlines()
    assert lines[0] == f"{'Deleted' if deleted else 'Archived'} contacts, the latest first:"
    assert lines[1:] == ["Marie Dupont · Acme · #12", "[Restore]"]
    assert told.blocks[1]["accessory"]["value"] == "12"
    assert shown.checked_message(show.put_away_list([], FRENCH, deleted=deleted)).startswith("Aucun contact n’")


def test_two_who_changed_the_same_are_shown_both_and_nothing_is_chosen_for_them() -> None:
    conflicts = (
        ConflictShown(Conflict("job_title", "Buyer", "Manager", "Director"), make.JOHN, make.NOW),
        ConflictShown(Conflict("owner", None, make.JOHN, None)),
        ConflictShown(Conflict("employer", None, "13", "14")),
    )
    view = show.conflict_view(conflicts, {"13": "Acme", "14": "Société B"}, FRENCH, draft=7)
    assert shown.checked_view(view).splitlines() == [
        "Pendant votre saisie, quelqu’un d’autre a aussi modifié ces champs. Rien n’est encore enregistré : choisissez "
        "ce qu’il faut garder.",
        f"Fonction · modifié par @{make.JOHN}, vendredi 20 novembre 2026 à 10:00",
        "Valeur actuelle : Manager", "Votre saisie : Director",
        "Fonction", "Garder la valeur actuelle / Garder ma saisie",
        "Commercial", f"Valeur actuelle : @{make.JOHN}", "Votre saisie : rien",
        "Commercial", "Garder la valeur actuelle / Garder ma saisie",
        "Fiche de l’employeur", "Valeur actuelle : Acme", "Votre saisie : Société B",
        "Fiche de l’employeur", "Garder la valeur actuelle / Garder ma saisie",
    ]  # fmt: skip
    choices = [block for block in view["blocks"] if block["type"] == "input"]
    assert [choice["block_id"] for choice in choices] == ["c0", "c1", "c2"]
    assert all("initial_option" not in choice["element"] for choice in choices)
    assert [option["value"] for option in choices[0]["element"]["options"]] == ["theirs", "mine"]
    assert (view["callback_id"], view["private_metadata"]) == ("contacts.resolve", "7")


def test_more_than_thirty_conflicts_come_in_turns() -> None:
    conflicts = [ConflictShown(Conflict(f"tag:{n}", None, "a", "b")) for n in range(33)]
    assert "3 more fields follow once you have chosen." in shown.checked_view(
        show.conflict_view(conflicts, {}, ENGLISH, draft=7)
    )


def test_companies_of_one_name_are_told_apart_in_a_menu() -> None:
    twins = [Found(ContactId(n), n, ContactKind.COMPANY, "R&D <Lab>", "", city) for n, city in ((3, "Lyon"), (4, ""))]
    options = show.contact_options(twins)
    assert [(each["text"]["text"], each["description"]["text"], each["value"]) for each in options] == [
        ("R&D <Lab>", "Lyon · #3", "3"), ("R&D <Lab>", "#4", "4"),
    ]  # fmt: skip
