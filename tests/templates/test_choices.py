"""An admin's lists as blocks."""

from typing import Any

import pytest

from bot.model.choices import BuiltInRole, Choice, ChoiceKind
from bot.templates import choices
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

Json = dict[str, Any]


def view(*entries: Choice, kind: ChoiceKind = ChoiceKind.GROUP, reader: Reader = ENGLISH, **chosen: Any) -> Json:
    drawn = choices.list_view(kind, entries, reader, **{"total": len(entries), "page": 0} | chosen)
    shown.checked_view(drawn)
    return drawn


def menus(drawn: Json) -> list[list[str]]:
    """What each row offers."""
    rows = [block for block in drawn["blocks"] if block.get("accessory")]
    return [[option["value"].partition(":")[0] for option in row["accessory"]["options"]] for row in rows]


def lines(drawn: Json) -> list[str]:
    return [block["text"]["text"] for block in drawn["blocks"] if block["type"] == "section"]


def group(id: int, **chosen: Any) -> Choice:
    return make.choice(id, name=f"g{id}", **chosen)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", ChoiceKind)
def test_every_list_has_its_words(kind: ChoiceKind, reader: Reader) -> None:
    assert "0" not in lines(view(make.choice(1, kind), kind=kind, reader=reader))[0]
    view(kind=kind, reader=reader)
    for is_new in (True, False):
        shown.checked_view(choices.form_view(kind, {}, reader, draft=1, is_new=is_new))


def test_a_row_moves_no_further_than_the_list_goes() -> None:
    ends = view(*(group(n) for n in range(1, 11)), total=25)
    assert menus(ends)[0] == ["rename", "down", "delete"]
    assert menus(ends)[9] == ["rename", "up", "down", "delete"]
    assert menus(view(group(25), total=21, page=2))[0] == ["rename", "up", "delete"]
    assert menus(view(group(1)))[0] == ["rename", "delete"]


def test_how_many_have_it_is_said_in_words() -> None:
    assert lines(view(group(1), group(2, worn=1), group(3, worn=12_345))) == [
        "g1 · on no contact", "g2 · on 1 contact", "g3 · on 12,345 contacts",
    ]  # fmt: skip
    relation = make.choice(1, ChoiceKind.RELATION, "salarié de", inverse="emploie", worn=2)
    assert lines(view(relation, kind=ChoiceKind.RELATION, reader=FRENCH)) == ["salarié de / emploie · 2 relations"]


def test_what_carnet_needs_cannot_be_deleted() -> None:
    payable = make.choice(1, ChoiceKind.ROLE, "Payable", built_in=BuiltInRole.PAYABLE)
    drawn = view(payable, kind=ChoiceKind.ROLE)
    assert menus(drawn) == [["rename"]]
    assert lines(drawn) == ["Payable · on no contact · part of Carnet, may be renamed"]


@pytest.mark.parametrize(("worn", "fields", "asks"), [(0, 0, False), (3, 0, True), (0, 1, True)])
def test_what_is_given_instead_is_asked_where_anybody_would_get_it(worn: int, fields: int, asks: bool) -> None:
    entry = group(1, worn=worn)
    drawn = choices.delete_view(entry, [make.custom_field(1)] * fields, ENGLISH, draft=7)
    said = shown.checked_view(drawn)
    assert any(block["type"] == "input" for block in drawn["blocks"]) is asks
    assert ("Secteur" in said) is bool(fields)


def test_states_begin_with_the_tags_that_are_some() -> None:
    offered = choices.states([make.choice(7, ChoiceKind.STATE, "Partenaire")], "", FRENCH)
    assert [(each["text"]["text"], each["value"]) for each in offered] == [
        ("Prospects", "Prospects"), ("Clients", "Clients"), ("Fournisseurs", "Suppliers"), ("Partenaire", "7"),
    ]  # fmt: skip
    assert [each["value"] for each in choices.states([], "FOURNI", FRENCH)] == ["Suppliers"]
