"""Searches as people see them: the form of every field, the saved ones, the form that names one."""

from datetime import UTC, datetime
from typing import Any

from bot.model.fields import SEARCH
from bot.model.ids import SearchId
from bot.model.searches import SavedSearch
from bot.templates import searches as show
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH


def kept(key: int = 5, name: str = "Clients in Lyon", **chosen: Any) -> SavedSearch:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    filled: dict[str, Any] = {"text": "tag:clients city:lyon", "owner": make.CLAIRE, "created_at": at, "updated_at": at}
    return SavedSearch(id=SearchId(key), name=name, **filled | chosen)


def actions(view: dict[str, Any]) -> list[tuple[str, str]]:
    """Action id and value of each button."""
    found = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    found += [each for block in view["blocks"] if block["type"] == "actions" for each in block["elements"]]
    return [(each["action_id"], each["value"]) for each in found]


def test_every_field_can_be_searched_and_shows_the_line_that_says_the_same() -> None:
    typed, named = {"city": "Lyon", "parent": "13"}, {"parent": (("13", "Acme"),)}
    view = show.find_view(typed, "city:Lyon", ENGLISH, draft=7, named=named)
    lines = shown.checked_view(view)
    assert lines.startswith("The same as typing /contact and city:Lyon\n")
    inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
    assert list(inputs) == [field.key for field in SEARCH.fields]
    assert inputs["city"]["initial_value"] == "Lyon"
    assert inputs["parent"]["initial_option"]["text"]["text"] == "Acme"
    assert (view["callback_id"], view["private_metadata"]) == ("searches.find", "7")


def test_an_empty_form_says_how_it_searches() -> None:
    assert shown.checked_view(show.find_view({}, "", FRENCH, draft=7)).startswith(
        "Un contact est trouvé si tout ce que vous remplissez est vrai."
    )


def test_a_search_is_named_under_its_line() -> None:
    view = show.save_view({"name": "", "shared": "private"}, "tag:clients", ENGLISH, draft=7, is_new=True)
    lines = shown.checked_view(view)
    assert lines.startswith("tag:clients\nName\n")
    assert "I alone / The whole team" in lines
    assert (view["callback_id"], view["title"]["text"]) == ("searches.save", "Save this search")
    assert "/contact searches" in shown.checked_view(show.saved_view("Clients", ENGLISH))


def test_a_saved_search_says_what_it_asks_and_who_sees_it() -> None:
    own, team, hers = (
        show.SavedShown(kept()),
        show.SavedShown(kept(6, "Prospects", shared=True)),
        show.SavedShown(kept(7, "Late", shared=True), by="Marguerite", can_change=False),
    )
    view = show.saved_list_view([own, team, hers], ENGLISH)
    lines = shown.checked_view(view)
    assert "Clients in Lyon\ntag:clients city:lyon\nfor you alone\n[Open]\n[Rename or share]\n[Delete]\n" in lines
    assert "shared with the team" in lines
    assert "shared by Marguerite" in lines
    assert [each for each in actions(view) if each[0] != "searches.run"] == [
        ("searches.edit", "5"), ("searches.delete", "5"), ("searches.edit", "6"), ("searches.delete", "6"),
    ]  # fmt: skip


def test_deleting_a_search_asks_once_more_and_says_that_no_contact_goes() -> None:
    view = show.saved_list_view([show.SavedShown(kept(shared=True))], FRENCH)
    delete = view["blocks"][1]["elements"][1]
    assert delete["confirm"]["text"]["text"] == (
        "Elle disparaît pour toute l’équipe. Aucun contact n’est supprimé, seulement la recherche. C’est définitif."
    )


def test_ten_saved_searches_stand_on_a_page() -> None:
    many = [show.SavedShown(kept(n, f"n{n}")) for n in range(25)]
    view = show.saved_list_view(many, ENGLISH, page=1)
    lines = shown.checked_view(view)
    assert "n10\n" in lines
    assert "n9\n" not in lines
    assert "Page 2 of 3" in lines
    assert [each for each in actions(view) if each[0].startswith("searches.page")] == [
        ("searches.page.0", "0"), ("searches.page.2", "2"),
    ]  # fmt: skip


def test_where_none_is_saved_it_is_said_how() -> None:
    assert "No search is saved yet." in shown.checked_view(show.saved_list_view([], ENGLISH))


def test_columns_and_order_are_ticked_as_they_are() -> None:
    view = show.columns_view({"columns": "city\nnumber", "sort": "name"}, ENGLISH, draft=7)
    shown.checked_view(view)
    ticks, menu = (block["element"] for block in view["blocks"])
    assert [each["value"] for each in ticks["initial_options"]] == ["city", "number"]
    assert menu["initial_option"]["value"] == "name"
    assert (view["callback_id"], view["private_metadata"]) == ("columns.save", "7")
