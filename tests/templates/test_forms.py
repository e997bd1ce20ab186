"""Every kind of field is drawn filled with what was typed, and can be emptied where it may be empty."""

from typing import Any

import pytest

from bot.model.custom_fields import CustomKind
from bot.model.fields import (
    CONTACT,
    CUSTOM_FIELD,
    FORMS,
    IMPORT,
    SETTINGS,
    TAG,
    TAGGING,
    Field,
    FieldKind,
    Form,
    custom_input,
    form,
)
from bot.templates import _blocks as b
from bot.templates._form import draw_fields, draw_form
from bot.templates._words import Plain, Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

Json = dict[str, Any]


def drawn(field: Field, typed: str = "", *, noun: str = "contacts", reader: Reader = ENGLISH, **chosen: Any) -> Json:
    (block,) = draw_fields(form(noun, field), (field,), {field.key: typed}, reader, **chosen)
    shown.checked_view(in_modal(block))
    return block


def in_modal(*blocks: Json) -> Json:
    return b.modal(Plain("x"), blocks, callback="x", close=Plain("x"), submit=Plain("x"))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("declared", FORMS, ids=lambda each: each.noun)
def test_every_form_is_drawn_empty_and_full(declared: Form, reader: Reader) -> None:
    for text in ("", "x", "x" * 10_000, "🎉" * 200, "<!channel>\n&"):
        blocks = draw_form(declared, {field.key: text for field in declared.fields}, reader)
        shown.checked_view(in_modal(*blocks))
        assert [block["block_id"] for block in blocks] == [field.key for field in declared.fields]


def test_a_menu_shows_what_is_chosen_and_else_nothing() -> None:
    civility = CONTACT.field("civility")
    assert drawn(civility, "dr")["element"]["initial_option"]["value"] == "dr"
    assert "initial_option" not in drawn(civility)["element"]
    assert "initial_option" not in drawn(civility, "king")["element"]
    assert drawn(civility)["optional"] is True


def test_choices_that_a_language_says_alike_are_offered_once() -> None:
    civility = CONTACT.field("civility")
    for chosen in ("", "mrs", "ms"):
        element = drawn(civility, chosen, reader=FRENCH)["element"]
        said = [option["text"]["text"] for option in element["options"]]
        assert said.count("Mme") == 1
        assert element.get("initial_option", {}).get("value", "") == chosen
    assert len(drawn(civility)["element"]["options"]) == len(civility.choices)


def test_tags_are_found_while_typing_from_the_first_letter_on() -> None:
    element = drawn(CONTACT.field("tags"), "Clients\nVIP\nVIP", reader=FRENCH)["element"]
    assert (element["type"], element["action_id"]) == ("multi_external_select", "contacts.pick_tags")
    assert element["min_query_length"] == 0
    assert [(each["text"]["text"], each["value"]) for each in element["initial_options"]] == [
        ("Clients", "Clients"), ("VIP", "VIP"),
    ]  # fmt: skip
    suppliers = drawn(CONTACT.field("tags"), "Suppliers", reader=FRENCH)["element"]["initial_options"]
    assert (suppliers[0]["text"]["text"], suppliers[0]["value"]) == ("Fournisseurs", "Suppliers")


def test_a_country_goes_by_its_name_in_the_readers_language() -> None:
    element = drawn(SETTINGS.field("country"), "DE", noun="settings", reader=FRENCH)["element"]
    assert (element["type"], element["action_id"]) == ("external_select", "settings.pick_country")
    assert element["initial_option"]["text"]["text"] == "Allemagne"


def test_a_chosen_contact_without_a_name_is_left_out() -> None:
    employer = CONTACT.field("employer")
    named = drawn(employer, "13", named={"employer": (("13", "Acme"),)})["element"]
    assert named["initial_option"] == {"text": {"type": "plain_text", "text": "Acme", "emoji": False}, "value": "13"}
    assert "initial_option" not in drawn(employer, "13")["element"]


def test_people_are_slacks_own_menus() -> None:
    assert drawn(CONTACT.field("owner"), "U1")["element"] == {
        "type": "users_select", "action_id": "value", "initial_user": "U1",
    }  # fmt: skip
    assigned = drawn(CONTACT.field("assigned"), "U1\nU2")["element"]
    assert (assigned["type"], assigned["initial_users"]) == ("multi_users_select", ["U1", "U2"])
    assert "initial_users" not in drawn(CONTACT.field("assigned"))["element"]


def test_ticks_are_ticked_as_they_were() -> None:
    uses = Field("uses", FieldKind.TICKS, choices=("main", "billing"))
    assert [each["value"] for each in drawn(uses, "billing", noun="coordinates")["element"]["initial_options"]] == [
        "billing"
    ]
    assert "initial_options" not in drawn(uses, noun="coordinates")["element"]


def test_one_of_a_list_is_found_while_typing_and_told_by_its_name() -> None:
    element = drawn(CONTACT.field("category"), "12", named={"category": (("12", "Wholesale"),)})["element"]
    assert (element["type"], element["action_id"]) == ("external_select", "choices.pick.category")
    assert element["min_query_length"] == 0
    assert element["initial_option"]["text"]["text"] == "Wholesale"
    assert "initial_option" not in drawn(CONTACT.field("category"), "12")["element"]  # nobody has named it


def test_several_of_a_list_draw_the_form_anew_and_say_which_list_they_are_of() -> None:
    named = {"groups": (("1", "Press"), ("2", "Buyers"))}
    groups = drawn(CONTACT.field("groups"), "2\n1\n3", named=named)
    assert groups["dispatch_action"] is True
    assert groups["element"]["action_id"] == "contacts.groups.group"
    assert [each["text"]["text"] for each in groups["element"]["initial_options"]] == ["Buyers", "Press"]


def test_a_state_that_is_a_tag_goes_by_its_name_in_the_readers_language() -> None:
    states = drawn(CONTACT.field("states"), "Suppliers\n7", reader=FRENCH, named={"states": (("7", "Partenaire"),)})
    chosen = [(each["text"]["text"], each["value"]) for each in states["element"]["initial_options"]]
    assert chosen == [("Fournisseurs", "Suppliers"), ("Partenaire", "7")]


def test_a_list_of_no_kind_is_answered_by_its_form() -> None:
    scope = CUSTOM_FIELD.field("scope")
    element = drawn(scope, "people", noun="custom_fields", named={"scope": (("people", "Persons"),)})["element"]
    assert (element["action_id"], element["initial_option"]["value"]) == ("custom_fields.pick_scope", "people")


@pytest.mark.parametrize(
    ("kind", "element"), [(CustomKind.CHOICE, "static_select"), (CustomKind.CHOICES, "multi_static_select")]
)
def test_answers_are_all_in_one_menu_under_the_name_that_people_gave(kind: CustomKind, element: str) -> None:
    held = custom_input(make.custom_field(7, "Sector <b>", kind=kind, answers=("BTP", "Santé, social")))
    block = drawn(held, "Santé, social\nGone" if kind is CustomKind.CHOICES else "Santé, social")
    assert (block["label"]["text"], block["element"]["type"]) == ("Sector &lt;b&gt;", element)
    assert [each["value"] for each in block["element"]["options"]] == ["BTP", "Santé, social"]
    chosen = block["element"].get("initial_options") or [block["element"]["initial_option"]]
    assert [each["value"] for each in chosen] == ["Santé, social"]


@pytest.mark.parametrize(("typed", "shown"), [("2026-02-28", "2026-02-28"), ("2026-02-30", None), ("soon", None)])
def test_a_calendar_shows_days_that_there_are(typed: str, shown: str | None) -> None:
    day = Field("consent_email_on", FieldKind.DATE)
    assert drawn(day, typed)["element"].get("initial_date") == shown


def test_yes_and_no_may_both_be_left_open() -> None:
    mailing = Field("mailing", FieldKind.YES_NO)
    assert [each["text"]["text"] for each in drawn(mailing, reader=FRENCH)["element"]["options"]] == ["Oui", "Non"]
    assert "initial_option" not in drawn(mailing)["element"]
    assert drawn(mailing, "no")["element"]["initial_option"]["value"] == "no"


def test_a_file_says_which_endings_it_takes() -> None:
    photo, table = drawn(CONTACT.field("photo")), drawn(IMPORT.field("file"), noun="imports")
    assert photo["element"]["filetypes"] == ["png", "jpg", "jpeg", "gif"]
    assert photo["hint"]["text"] == "PNG, JPEG or GIF, at most 5 MiB."
    assert table["element"]["filetypes"] == ["csv", "txt", "tsv"]
    assert table["hint"]["text"] == "CSV, at most 50 MiB and 200,000 rows."


def test_a_colour_is_never_shown_without_its_name() -> None:
    options = drawn(TAG.field("colour"), "red", noun="tags")["element"]["options"]
    assert [option["text"]["text"] for option in options][:3] == ["⚪ grey", "🔴 red", "🟠 orange"]


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_of_field_is_asked_somewhere(kind: FieldKind) -> None:
    assert any(field.kind is kind for declared in (*FORMS, TAGGING) for field in declared.fields)
