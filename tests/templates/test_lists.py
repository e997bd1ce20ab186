"""A list of contacts in a modal: its total, its rows by one's own columns, its ticks and what is done to the chosen."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model.bulk import Act
from bot.model.columns import DEFAULT_COLUMNS, Column
from bot.model.contacts import ContactKind, Found, Line
from bot.model.ids import ContactId
from bot.templates import lists as show
from bot.templates._words import Plain, Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

EVERY_COLUMN = tuple(column.value for column in Column)
ACTS = tuple(Act)


def line(number: int = 12, name: str = "Marie Dupont", **chosen: Any) -> Line:
    found = Found(ContactId(number), number, ContactKind.PERSON, name, chosen.pop("company", "Acme SARL"), "Paris")
    return Line(found=found, created_at=make.NOW, updated_at=make.NOW, **chosen)


def listed(*lines: Line, reader: Reader = ENGLISH, **chosen: Any) -> dict[str, Any]:
    filled: dict[str, Any] = {"draft": 7, "text": "", "total": len(lines), "columns": DEFAULT_COLUMNS, "acts": ACTS}
    return show.list_view(show.ListShown(lines=lines, **filled | chosen), reader)


def actions(view: dict[str, Any]) -> list[str]:
    """The action ids of its buttons and ticks, in their order."""
    return [each["action_id"] for block in view["blocks"] if block["type"] == "actions" for each in block["elements"]]


def test_a_list_says_how_many_there_are_and_what_was_asked() -> None:
    assert "1,234 contacts match lyon.\n" in shown.checked_view(listed(line(), text="lyon", total=1234))
    assert "1 234 contacts correspondent à lyon." in shown.checked_view(
        listed(line(), text="lyon", total=1234, reader=FRENCH)
    )
    assert "1 contact matches lyon." in shown.checked_view(listed(line(), text="lyon"))
    assert "No contact matches lyon." in shown.checked_view(listed(text="lyon"))
    assert "\n3 contacts\n" in shown.checked_view(listed(line(), total=3))
    assert "There is no contact yet." in shown.checked_view(listed())


def test_a_row_has_the_name_and_below_it_what_its_reader_chose() -> None:
    marie = line(phone="06 28 23 04 55", email="marie@acme.fr", tags=("Clients", "VIP"), owner=make.CLAIRE,
                 reference="C-00012", groups=("Bâtiment",), states=("Partenaire",))  # fmt: skip
    assert "Marie Dupont\nAcme SARL · Paris · #12\n[Open]" in shown.checked_view(listed(marie))
    every = shown.checked_view(listed(marie, columns=EVERY_COLUMN, names={make.CLAIRE: "Claire"}, reader=FRENCH))
    assert (
        "Acme SARL · Paris · 06 28 23 04 55 · marie@acme.fr · Clients, VIP · Bâtiment · Clients, Partenaire · "
        "commercial : Claire · C-00012 · créé le 20 nov. 2026 · modifié le 20 nov. 2026 · #12"
    ) in every
    assert "Marie Dupont\n[Open]" in shown.checked_view(listed(marie, columns=()))


def test_what_a_contact_does_not_have_is_left_out() -> None:
    acme = line(name="Acme SARL")
    assert "Acme SARL\nParis · #12\n" in shown.checked_view(listed(acme, columns=(*EVERY_COLUMN[:6], "number")))
    assert "#12\nAcme SARL · Paris · #12" in shown.checked_view(listed(line(name=" ")))


def test_a_row_opens_its_record() -> None:
    row = next(block for block in listed(line())["blocks"] if block["type"] == "section")
    assert (row["accessory"]["action_id"], row["accessory"]["value"]) == ("contacts.record", "12")
    assert row["accessory"]["accessibility_label"] == "Open Marie Dupont"


def test_the_line_is_asked_again_by_enter_and_by_the_button() -> None:
    view = listed(line(), text="tag:clients", edition=3)
    field = view["blocks"][0]
    assert (field["block_id"], field["dispatch_action"]) == ("query~3", True)
    assert (field["element"]["action_id"], field["element"]["initial_value"]) == ("lists.ask", "tag:clients")
    assert (view["callback_id"], view["submit"]["text"], view["private_metadata"]) == ("lists.search", "Search", "7")


def test_the_doors_are_those_that_lead_somewhere() -> None:
    reading = ["lists.select", "lists.columns", "lists.advanced", "lists.save", "searches.open"]
    assert actions(listed(line(), text="x")) == reading
    assert actions(listed(line())) == [each for each in reading if each != "lists.save"]
    assert actions(listed(text="x"))[0] == "lists.columns", "there is nobody to choose"
    looking = listed(line(), text="x", acts=(), can_save=False)
    assert actions(looking) == ["lists.columns", "lists.advanced", "searches.open"]


def test_close_spellings_and_another_order_are_said() -> None:
    assert "Names spelt almost so are listed too." in shown.checked_view(
        listed(line(), text="x", guess=show.Guess.SOME)
    )
    assert "Nothing is written just so." in shown.checked_view(listed(line(), text="x", guess=show.Guess.ALL))
    assert "The newest first" in shown.checked_view(listed(line(), line(), sort="created"))


def test_a_line_that_means_nothing_stands_above_what_is_wrong_with_it() -> None:
    view = show.wrong_view("foo:bar", Plain("No."), FRENCH, draft=7)
    assert shown.checked_view(view) == "Rechercher (vide : tout le monde)\nfoo:bar\nNo."


def test_ten_stand_on_a_page_and_the_others_on_the_next() -> None:
    view = listed(*[line(n) for n in range(1, 11)], total=25, page=1)
    assert "Page 2 of 3" in shown.checked_view(view)
    assert actions(view)[-2:] == ["lists.page.0", "lists.page.2"]


def test_pages_lead_as_far_as_there_is_an_order_and_say_so() -> None:
    lines = shown.checked_view(listed(line(), text="x", total=3000, reach=500))
    assert "Page 1 of 50" in lines
    assert "Only the first 500 are shown" in lines
    assert "Only the first" not in shown.checked_view(listed(line(), text="x", total=500, reach=500))


def choosing(*lines: Line, **chosen: Any) -> dict[str, Any]:
    return listed(*lines, selecting=True, **chosen)


def ticks(view: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for block in view["blocks"] for each in block.get("elements", ()) if each["type"] == "checkboxes"
    )
    return found


def test_each_name_has_a_tick_and_its_number_first() -> None:
    view = choosing(line(), line(13, "Jean Martin"), selected=frozenset({"13", "99"}), drawn=4)
    boxes = ticks(view)
    assert [(each["text"]["text"], each["value"]) for each in boxes["options"]] == [
        ("Marie Dupont", "12"), ("Jean Martin", "13"),
    ]  # fmt: skip
    assert boxes["options"][0]["description"]["text"] == "#12 · Acme SARL · Paris"
    assert [each["value"] for each in boxes["initial_options"]] == ["13"]
    assert any(block.get("block_id") == "picks~4" for block in view["blocks"])


def test_how_many_are_chosen_is_said() -> None:
    assert "Nobody is selected yet." in shown.checked_view(choosing(line()))
    assert "1 contact selected of 1,234." in shown.checked_view(
        choosing(line(), selected=frozenset({"12"}), total=1234)
    )
    assert "2 contacts sélectionnés sur 10 000." in shown.checked_view(
        choosing(line(), selected=frozenset({"12", "13"}), total=10_000, reader=FRENCH)
    )
    every = shown.checked_view(choosing(line(), total=1234, takes_all=True, exact=1234))
    assert "All 1,234 contacts are selected, those on other pages too." in every


def test_all_results_are_offered_by_their_number() -> None:
    assert "[Select all 1,234 results]" in shown.checked_view(choosing(line(), total=1234))
    assert "[Select the only result]" in shown.checked_view(choosing(line()))


def test_where_all_are_meant_nobody_is_ticked_one_by_one() -> None:
    view = choosing(line(), total=40, takes_all=True, exact=40)
    assert "checkboxes" not in str(view)
    assert "✓ Marie Dupont" in shown.checked_view(view)
    assert "lists.all" not in actions(view)
    assert "lists.none" in actions(view)


def test_nothing_is_offered_to_be_done_to_nobody() -> None:
    assert not [each for each in actions(choosing(line())) if each.startswith("bulk.")]
    chosen = actions(choosing(line(), selected=frozenset({"12"})))
    assert [each for each in chosen if each.startswith("bulk.")] == [
        "bulk.tag",
        "bulk.assign",
        "bulk.consent",
        "bulk.delete",
    ]
    tagging = actions(choosing(line(), selected=frozenset({"12"}), acts=(Act.TAG,)))
    assert [each for each in tagging if each.startswith("bulk.")] == ["bulk.tag"]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(shown.hostile.filter(lambda text: text.strip()), st.sampled_from(READERS), st.booleans())
def test_whatever_a_contact_is_called_slack_takes_the_list(text: str, reader: Reader, selecting: bool) -> None:
    hostile = [
        line(n, text, company=text, phone=text, email=text, tags=(text,) * 12, owner=make.CLAIRE, reference=text)
        for n in range(1, 11)
    ]
    view = listed(*hostile, text=text[:3000], columns=EVERY_COLUMN, names={make.CLAIRE: text}, selecting=selecting,
                  selected=frozenset({"1"}), total=10_000, page=3, reader=reader)  # fmt: skip
    shown.checked_view(view)
    assert not shown.called(view)
