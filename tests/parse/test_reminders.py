"""Reminders from forms and lines: what is wrong stands under its field, lists go by their names in both languages."""

import pytest

from bot.handlers.table import table
from bot.model.errors import FieldsInvalid
from bot.model.reminders import Which
from bot.parse.reminders import excerpt_of, read_list, read_wanted, typed_of
from tests import make

WANTED = make.wanted("call Ann")


def typed(**chosen: str) -> dict[str, str]:
    return {**typed_of(WANTED), "when": "tomorrow", **chosen}


def test_what_a_form_shows_is_read_as_it_was() -> None:
    assert read_wanted(typed(), WANTED) == WANTED


@pytest.mark.parametrize(
    ("chosen", "field", "fault"),
    [
        ({"title": ""}, "title", "field_missing"),
        ({"when": ""}, "when", "field_missing"),
        ({"assignees": "\n".join(f"U{n}" for n in range(21))}, "assignees", "too_many_assignees"),
        ({"escalate_to": "U1"}, "escalate_after", "escalation_delay_missing"),
        ({"escalate_after": "1h"}, "escalate_to", "escalation_person_missing"),
        ({"text": "x" * 3001}, "text", "field_too_long"),
    ],
)
def test_what_is_wrong_is_named(chosen: dict[str, str], field: str, fault: str) -> None:
    with pytest.raises(FieldsInvalid) as refused:
        read_wanted(typed(**chosen), WANTED)
    assert refused.value.fields == {field: fault}


@pytest.mark.parametrize(
    ("words", "which", "everyone"),
    [
        ("", None, False),
        ("overdue", Which.OVERDUE, False),
        ("En Retard", Which.OVERDUE, False),
        ("today all", Which.TODAY, True),
        ("aujourd’hui tous", Which.TODAY, True),
        ("à venir", Which.COMING, False),
        ("faits", Which.DONE, False),
        ("all", None, True),
    ],
)
def test_lists_go_by_their_names(words: str, which: Which | None, everyone: bool) -> None:
    assert read_list(words) == (which, everyone)
    verb, _ = table().verb("/reminder", f"list {words}")
    assert verb.name == "list"


@pytest.mark.parametrize("line", ["list prices for Ann tomorrow at 9", "liste des courses demain à 9h"])
def test_a_line_that_only_begins_so_is_a_reminder(line: str) -> None:
    assert table().verb("/reminder", line)[0].name == ""


def test_of_a_message_the_first_line_is_the_title() -> None:
    excerpt = excerpt_of(f"\n  Send the offer  \nbefore Friday {'x' * 2000}")
    assert excerpt.title == "Send the offer"
    assert excerpt.text.startswith("Send the offer  \nbefore Friday")
    assert len(excerpt.text) == 1500
