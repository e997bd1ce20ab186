"""Every kind of input as Slack sends it, read as one text."""

from typing import Any

import pytest

from bot.model.errors import FieldsInvalid, TextInvalid
from bot.model.fields import FORMS, Field, FieldKind, form
from bot.model.rich_text import to_json, written
from bot.parse._form import check_required, lines_of, read_form, read_present, read_state
from bot.templates._formatted import drawn

FORM = form("test", *(Field(kind.value, kind) for kind in FieldKind))


def option(value: str) -> dict[str, Any]:
    return {"text": {"type": "plain_text", "text": value.title()}, "value": value}


FILLED: dict[FieldKind, tuple[dict[str, Any], str]] = {
    FieldKind.TEXT: ({"type": "plain_text_input", "value": " Marie "}, "Marie"),
    FieldKind.LONG_TEXT: ({"type": "plain_text_input", "value": "one\r\ntwo"}, "one\ntwo"),
    FieldKind.FREE_TEXT: ({"type": "plain_text_input", "value": "one\r\ntwo"}, "one\ntwo"),
    FieldKind.RICH_TEXT: ({"type": "rich_text_input", "rich_text_value": drawn(written("a"))}, to_json(written("a"))),
    FieldKind.LINES: ({"type": "plain_text_input", "value": "a\nb"}, "a\nb"),
    FieldKind.DATE: ({"type": "datepicker", "selected_date": "2026-11-20"}, "2026-11-20"),
    FieldKind.TIME: ({"type": "timepicker", "selected_time": "09:30"}, "09:30"),
    FieldKind.CHOICE: ({"type": "radio_buttons", "selected_option": option("person")}, "person"),
    FieldKind.MENU: ({"type": "static_select", "selected_option": option("dr")}, "dr"),
    FieldKind.YES_NO: ({"type": "static_select", "selected_option": option("no")}, "no"),
    FieldKind.LISTED: ({"type": "external_select", "selected_option": option("12")}, "12"),
    FieldKind.CHOICES: (
        {"type": "multi_external_select", "selected_options": [option("Clients"), option("12")]},
        "Clients\n12",
    ),
    FieldKind.TAGS: (
        {"type": "multi_external_select", "selected_options": [option("Clients"), option("VIP")]},
        "Clients\nVIP",
    ),
    FieldKind.CONTACT: ({"type": "external_select", "selected_option": option("42")}, "42"),
    FieldKind.PERSON: ({"type": "users_select", "selected_user": "UCLAIRE"}, "UCLAIRE"),
    FieldKind.PEOPLE: ({"type": "multi_users_select", "selected_users": ["UCLAIRE", "UJOHN"]}, "UCLAIRE\nUJOHN"),
    FieldKind.COUNTRY: ({"type": "external_select", "selected_option": option("FR")}, "FR"),
    FieldKind.TICKS: ({"type": "checkboxes", "selected_options": [option("main"), option("billing")]}, "main\nbilling"),
    FieldKind.FILE: ({"type": "file_input", "files": [{"id": "F1", "name": "a.png"}, {"id": "F2"}]}, "F1\nF2"),
}
EMPTY: dict[FieldKind, dict[str, Any]] = {
    FieldKind.TEXT: {"type": "plain_text_input", "value": None},
    FieldKind.RICH_TEXT: {"type": "rich_text_input", "rich_text_value": {"type": "rich_text", "elements": []}},
    FieldKind.DATE: {"type": "datepicker", "selected_date": None},
    FieldKind.TIME: {"type": "timepicker", "selected_time": None},
    FieldKind.MENU: {"type": "static_select", "selected_option": None},
    FieldKind.CHOICES: {"type": "multi_static_select", "selected_options": []},
    FieldKind.TAGS: {"type": "multi_external_select", "selected_options": []},
    FieldKind.PERSON: {"type": "users_select", "selected_user": None},
    FieldKind.PEOPLE: {"type": "multi_users_select", "selected_users": []},
    FieldKind.FILE: {"type": "file_input", "files": []},
}


def state(inputs: dict[FieldKind, dict[str, Any]]) -> dict[str, dict[str, dict[str, Any]]]:
    return {kind.value: {"value": element} for kind, element in inputs.items()}


@pytest.mark.parametrize("kind", FieldKind)
def test_each_kind_of_input_is_read_as_text(kind: FieldKind) -> None:
    element, text = FILLED[kind]
    assert read_form(FORM, state({kind: element}))[kind.value] == text


@pytest.mark.parametrize("kind", EMPTY)
def test_an_input_left_empty_is_no_text(kind: FieldKind) -> None:
    assert read_form(FORM, state({kind: EMPTY[kind]}))[kind.value] == ""


def test_a_page_gives_the_fields_that_it_shows() -> None:
    shown = state({FieldKind.TEXT: FILLED[FieldKind.TEXT][0], FieldKind.PERSON: EMPTY[FieldKind.PERSON]})
    assert read_present(shown, {"text", "person"}.__contains__) == {"text": "Marie", "person": ""}


def test_a_form_gives_all_its_fields_in_their_order() -> None:
    assert list(read_form(FORM, {})) == [field.key for field in FORM.fields]


def test_an_action_of_any_name_is_read() -> None:
    chosen = {"tags": {"contacts.pick_tags": FILLED[FieldKind.TAGS][0]}}
    assert read_present(chosen, {"tags"}.__contains__) == {"tags": "Clients\nVIP"}


def test_what_no_store_can_keep_is_refused_and_a_draft_keeps_the_rest_of_it() -> None:
    spoilt = {"text": {"value": {"type": "plain_text_input", "value": "a\0b\ud800c"}}}
    with pytest.raises(TextInvalid):
        read_form(FORM, spoilt)
    assert read_state(spoilt) == {"text": "abc"}


def test_a_draft_keeps_every_kind_of_input() -> None:
    everything = state({kind: element for kind, (element, _) in FILLED.items()})
    kept = read_state(everything)
    assert {kind.value: kept[kind.value].strip().replace("\r\n", "\n") for kind in FieldKind} == {
        kind.value: text for kind, (_, text) in FILLED.items()
    }


def test_what_is_missing_or_too_long_is_named_at_once() -> None:
    asked = form("test", Field("a", FieldKind.TEXT, required=True), Field("b", FieldKind.TEXT, limit=3))
    with pytest.raises(FieldsInvalid) as refused:
        check_required(asked, {"a": "", "b": "long"})
    assert refused.value.fields == {"a": "field_missing", "b": "field_too_long"}


def test_lines_are_trimmed_and_each_is_there_once() -> None:
    assert lines_of(" b \n\n a\nb\r\n") == ["b", "a"]


def test_the_keys_of_every_form_are_its_own() -> None:
    assert all(len({field.key for field in each.fields}) == len(each.fields) for each in FORMS)
