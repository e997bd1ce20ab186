"""Custom fields as blocks: their list, their form, what becomes of values."""

from typing import Any

import pytest

from bot.model.custom_fields import Circle, CustomField, CustomKind, Scope
from bot.model.ids import ChoiceId
from bot.model.refits import Fate
from bot.templates import custom_fields
from bot.templates._words import Reader
from tests import make
from tests.journeys._reading import plain
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

Json = dict[str, Any]
GROUP = ChoiceId(5)
GROUPS = {GROUP: "Press"}


def view(*fields: CustomField, reader: Reader = ENGLISH, **chosen: Any) -> Json:
    drawn = custom_fields.list_view(fields, reader, groups=GROUPS, **{"total": len(fields)} | chosen)
    shown.checked_view(drawn)
    return drawn


def line(field: CustomField, reader: Reader = ENGLISH) -> str:
    drawn = view(field, reader=reader)
    return plain(next(each["text"]["text"] for each in drawn["blocks"] if each["type"] == "section"))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("kind", CustomKind)
def test_every_kind_has_its_words(kind: CustomKind, reader: Reader) -> None:
    assert "_" not in line(make.custom_field(1, kind=kind, answers=("a", "b")), reader)


def test_a_row_says_all_that_is_decided_of_a_field() -> None:
    field = make.custom_field(
        1, "Sector", kind=CustomKind.CHOICE, answers=("BTP", "Health"), scope=GROUP, required=True,
        seen_by=Circle.MANAGERS, filled_by=Circle.MANAGERS, filled=1200,
    )  # fmt: skip
    assert line(field) == (
        "*Sector*\nchoice of one answer (BTP, Health) · group Press · mandatory · seen by managers · "
        "filled in by managers · filled in on 1,200 contacts"
    )
    people = make.custom_field(1, "Badge", scope=Scope.PEOPLE)
    assert line(people, FRENCH) == "*Badge*\ntexte · interlocuteurs · rempli nulle part"
    assert "a group that is gone" in line(make.custom_field(1, scope=ChoiceId(404)))


def test_a_group_that_is_looked_at_lets_copy_all_its_fields() -> None:
    acts = [view(make.custom_field(1), scope=scope)["blocks"][0]["elements"] for scope in (None, GROUP)]
    assert [[each["action_id"] for each in row] for row in acts] == [
        ["custom_fields.scope", "custom_fields.new"],
        ["custom_fields.scope", "custom_fields.new", "custom_fields.copy_all"],
    ]
    assert plain(acts[1][0]["initial_option"]["text"]["text"]) == "group Press"
    assert view(scope=GROUP)["private_metadata"] == "5:0"


@pytest.mark.parametrize(("kind", "asks"), [("choice", True), ("choices", True), ("text", False), ("", False)])
def test_answers_are_asked_where_the_kind_has_some(kind: str, asks: bool) -> None:
    typed = {"kind": kind, "scope": "people"}
    drawn = custom_fields.form_view(typed, ENGLISH, groups={}, draft=1, is_new=True)
    shown.checked_view(drawn)
    assert ("answers" in [block["block_id"] for block in drawn["blocks"]]) is asks


def test_the_fate_of_values_is_told_with_the_most_frequent() -> None:
    lost = tuple((f"v{n}", 9 - n) for n in range(7))
    fate = Fate(40, 5, 33, (("btp", "BTP", 2),), lost, uncertain=2, unasked=3)
    said = shown.checked_view(custom_fields.fate_view(make.custom_field(1, "Sector"), fate, ENGLISH, draft=1))
    for words in ("40 contacts have a value in Sector.", "5 keep it.", "2 with btp will have BTP.", "33 lose it",
                  "9 with v0", "…and others.", "Of 2 more it shows only then.",
                  "3 are not asked for it any more: the values are kept"):  # fmt: skip
        assert words in said, words
    assert "v5" not in said


def test_the_values_of_colleagues_are_counted_and_not_listed() -> None:
    fate = Fate(3, 0, 3, (), (("U1", 3),))
    field = make.custom_field(1, kind=CustomKind.USER)
    assert "U1" not in shown.checked_view(custom_fields.fate_view(field, fate, FRENCH, draft=1))


def test_what_is_found_while_typing_is_of_whom_a_field_may_be_asked() -> None:
    assert [each["value"] for each in custom_fields.options("", GROUPS, ENGLISH, with_all=True)] == [
        "all", "contacts", "people", "5",
    ]  # fmt: skip
    assert [each["value"] for each in custom_fields.options("PRÉSS", GROUPS, ENGLISH, with_all=False)] == ["5"]
