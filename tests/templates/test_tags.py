"""The list of tags, the form of one, and what is offered while somebody tags."""

from typing import Any

import pytest

from bot.model.ids import TagId
from bot.model.tags import BuiltIn, Tag, TagColour, TagScope, called
from bot.templates import tags as show
from bot.templates._tags import tag_name
from bot.templates._words import Reader
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

CLIENTS = Tag(id=TagId(1), name="Clients", colour=TagColour.GREEN, built_in=BuiltIn.CLIENTS, worn=2)
VIP = Tag(id=TagId(2), name="VIP", colour=TagColour.RED, scope=TagScope.PEOPLE, worn=1)


def listed(*tags: Tag, **chosen: Any) -> dict[str, Any]:
    reader = chosen.pop("reader", ENGLISH)
    asked = {"total": len(tags), "page": 0, "words": "", "can_manage": True, **chosen}
    return show.list_view(tags, reader, **asked)


def test_a_tag_says_its_colour_for_whom_it_is_and_how_many_wear_it() -> None:
    lines = shown.checked_view(listed(CLIENTS, VIP))
    assert "🟢 Clients · green · part of Carnet, unchangeable · on 2 contacts\n" in lines
    assert "🔴 VIP · red · people inside companies · on 1 contact\n" in lines
    assert "2 tags" in lines
    french = shown.checked_view(listed(Tag(id=TagId(3), name="Suppliers", built_in=BuiltIn.SUPPLIERS), reader=FRENCH))
    assert "⚪ Fournisseurs · gris · fait partie de Carnet, non modifiable · sur aucun contact" in french


@pytest.mark.parametrize("reader", READERS)
def test_a_built_in_tag_is_called_the_same_in_a_search_that_was_not_understood(reader: Reader) -> None:
    assert [called(each, reader.language) for each in BuiltIn] == [tag_name(each.value, reader) for each in BuiltIn]


def test_a_built_in_tag_has_no_button_and_a_reader_of_the_list_none_at_all() -> None:
    rows = [block for block in listed(CLIENTS, VIP)["blocks"] if block["type"] == "section"]
    assert ["accessory" in row for row in rows] == [False, True]
    assert (rows[1]["accessory"]["action_id"], rows[1]["accessory"]["value"]) == ("tags.edit", "2")
    looking = listed(CLIENTS, VIP, can_manage=False)
    assert "[" not in shown.checked_view(looking)


def test_a_search_is_sent_as_it_is_typed_and_by_the_button() -> None:
    view = listed(VIP, words="vi")
    search = view["blocks"][0]
    assert search["dispatch_action"] is True
    assert (search["element"]["action_id"], search["element"]["initial_value"]) == ("tags.search", "vi")
    assert (view["callback_id"], view["submit"]["text"]) == ("tags.list", "Search")


def test_what_is_not_found_is_named() -> None:
    assert "No tag has “<b>” in its name." in shown.checked_view(listed(words="<b>"))


def test_ten_tags_stand_on_a_page() -> None:
    view = listed(*[VIP] * 10, total=25, page=1)
    assert "Page 2 of 3" in shown.checked_view(view)
    turning = view["blocks"][-1]["elements"]
    assert [(each["action_id"], each["value"]) for each in turning] == [("tags.page.0", "0"), ("tags.page.2", "2")]


def test_deleting_asks_once_more_and_says_who_loses_it() -> None:
    view = show.form_view({"name": "VIP"}, FRENCH, draft=7, can_delete=True, worn=3)
    shown.checked_view(view)
    delete = view["blocks"][-1]["elements"][0]
    assert (delete["action_id"], delete["value"]) == ("tags.delete", "7")
    assert delete["confirm"]["text"]["text"] == "3 contacts la perdront. C’est définitif."
    fresh = show.form_view({}, FRENCH, draft=7, can_delete=False)
    assert "[" not in shown.checked_view(fresh)
    assert (fresh["callback_id"], fresh["private_metadata"]) == ("tags.save", "7")


def test_the_tags_of_a_contact_are_chosen_under_its_name() -> None:
    view = show.tagging_view("Marie Dupont", {"tags": "VIP"}, ENGLISH, draft=7)
    assert shown.checked_view(view).startswith("Tags of Marie Dupont\n")
    assert (view["callback_id"], view["private_metadata"]) == ("contacts.retag", "7")


def offered(words: str, *tags: Tag) -> list[tuple[str, str]]:
    return [(option["text"]["text"], option["value"]) for option in show.options(tags, words, FRENCH)]


def test_a_new_word_is_offered_to_be_made() -> None:
    assert offered("gold", VIP) == [("🔴 VIP", "VIP"), ("Créer «\u00a0gold\u00a0»", "gold")]
    assert offered("", VIP) == [("🔴 VIP", "VIP")]


def test_a_word_that_a_tag_has_already_is_not_offered_again() -> None:
    assert offered("  vip ", VIP) == [("🔴 VIP", "VIP")]
    assert offered("fournisseur", Tag(id=TagId(3), name="Suppliers", built_in=BuiltIn.SUPPLIERS)) == [
        ("⚪ Fournisseurs", "Suppliers")
    ]
    assert offered("x" * 51, VIP) == [("🔴 VIP", "VIP")]


def test_no_more_are_offered_than_slack_takes() -> None:
    assert len(offered("gold", *[VIP] * 150)) == 100
