"""What a search by command answers: a list to open from, the door to the whole of it, and what is only close."""

from typing import Any

from bot.model.contacts import ContactKind, Found, Page
from bot.model.ids import ContactId
from bot.model.messages import Message
from bot.templates import contacts as show
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH

FOUND = tuple(Found(ContactId(n), n, ContactKind.PERSON, f"Marie Dupont {n}", "Acme", "Paris") for n in range(1, 11))


def buttons(message: Message) -> list[tuple[str, str]]:
    """Action id and value of those below the rows."""
    return [
        (each["action_id"], each["value"])
        for block in message.blocks
        if block["type"] == "actions"
        for each in block["elements"]
    ]


def found(count: int, **chosen: Any) -> Message:
    page = Page(found=FOUND[:count], total=chosen.pop("total", count), capped=chosen.pop("capped", False))
    return show.found_list(page, "dupont", chosen.pop("reader", ENGLISH), line="dupont", **chosen)


def test_a_list_leads_to_all_of_it() -> None:
    many = found(10, total=1234, reader=FRENCH)
    lines = shown.checked_message(many)
    assert lines.startswith("1 234 contacts correspondent à dupont.\n")
    assert lines.endswith("[Voir les 1 234, sélectionner…]")
    assert buttons(many) == [("lists.open", "dupont")]
    more = shown.checked_message(found(10, total=10_000, capped=True))
    assert more.startswith("At least 10,000 contacts match dupont.\n")
    assert more.endswith("[See them all, select…]")


def test_what_is_only_close_is_said_and_may_be_created_all_the_same() -> None:
    close = found(1, close=1)
    assert shown.checked_message(close).startswith("Nothing is written just like dupont. Perhaps:\nMarie Dupont 1")
    assert buttons(close) == [("contacts.new", "dupont")]
    some = shown.checked_message(found(3, close=1))
    assert some.startswith("3 contacts match dupont.\n")
    assert "Names spelt almost so are listed too." in some


def test_a_line_too_long_for_a_button_has_none() -> None:
    page = Page(found=FOUND, total=10)
    assert not buttons(show.found_list(page, "x", ENGLISH, line="x" * 2001))
