"""The Home tab: the latest contacts, one's own reminders, how to begin."""

from bot.model.contacts import ContactKind, Found
from bot.model.ids import ContactId, SearchId
from bot.model.searches import SavedSearch
from bot.templates import home
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH

MARIE = Found(ContactId(12), 12, ContactKind.PERSON, "Marie Dupont", "Acme", "Paris")


def saved(key: int, name: str) -> SavedSearch:
    return SavedSearch(
        id=SearchId(key), name=name, text="lyon", owner=make.CLAIRE, created_at=make.NOW, updated_at=make.NOW
    )


def test_home_opens_the_latest_contacts_and_lists_what_is_to_do() -> None:
    view = home.landing("Claire", [MARIE], shown.listed([make.reminder(1, title="rappeler Marie")]), FRENCH)
    lines = shown.checked_view(view)
    assert lines.startswith(
        "Bonjour Claire\n[Nouveau contact]\n[Tous les contacts]\n[Recherche avancée]\n"
        "Vos rappels\n[Nouveau rappel]\n[Tous les rappels]\nÀ venir (1)\n"
        "rappeler Marie · vendredi 20 novembre 2026 à 11:00\n[Fait]\n[… Modifier… / Confier à… / Supprimer…]\n"
        "Derniers contacts\nMarie Dupont · Acme · Paris · #12\n"
    )
    assert "`" not in lines
    row = next(block for block in view["blocks"] if "accessory" in block)
    assert (row["accessory"]["action_id"], row["accessory"]["value"]) == ("contacts.open_home", "12")


def test_an_empty_home_says_how_to_begin() -> None:
    lines = shown.checked_view(home.landing("Nathan", [], shown.listed(), ENGLISH))
    assert "There is no contact yet." in lines
    assert "You have no open reminder." in lines


def test_home_runs_the_first_saved_searches_and_leads_to_the_others() -> None:
    kept = [saved(n, f"search {n}") for n in range(7)]
    view = home.landing("Nathan", [MARIE], shown.listed(), ENGLISH, searches=kept)
    assert "Saved searches\n[search 0]\n[search 1]\n[search 2]\n[search 3]\n[search 4]\n[All of them…]\n" in (
        shown.checked_view(view)
    )
    buttons = next(block for block in view["blocks"] if block.get("block_id") == "home-searches")["elements"]
    assert (buttons[0]["action_id"], buttons[0]["value"]) == ("searches.run.0", "0")
    few = home.landing("Nathan", [MARIE], shown.listed(), ENGLISH, searches=kept[:5])
    assert "All of them" not in shown.checked_view(few)
