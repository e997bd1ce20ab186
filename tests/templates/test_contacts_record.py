"""The record of a contact, tab by tab, in a modal and in Home; full to the brim it stays inside Slack's limits."""

import json

import pytest

from bot.model.changes import coordinate_text
from bot.model.contacts import ContactKind, Coordinate, CoordinateKind, Found
from bot.model.events import Change, EventKind
from bot.model.ids import ContactId
from bot.model.records import Line, Record, Tab, tabs_of
from bot.templates import contacts as show
from bot.templates._words import Reader
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH, READERS

MARIE = make.contact(12, make.contact_values(company="Acme"))


def read_tab(record: Record, tab: Tab, reader: Reader = ENGLISH, *, page: int = 0) -> str:
    """As a modal; in Home the same is said, and no alert, which Home does not draw."""
    view, home = show.record_view(record, tab, reader, page=page), show.record_home(record, tab, reader, page=page)
    lines = shown.checked_view(view)
    at_home = shown.checked_view(home)
    assert "alert" not in {block["type"] for block in home["blocks"]}
    assert [line for line in lines.splitlines() if line[:80] not in at_home] == []
    return lines


def test_a_record_names_itself_and_its_tabs_with_the_shown_one_marked() -> None:
    view = show.record_view(Record(contact=MARIE), Tab.NOTES, ENGLISH)
    assert view["private_metadata"] == "contact:12:notes"
    tabs = next(block for block in view["blocks"] if block.get("block_id") == "tabs")["elements"]
    assert [tab["action_id"] for tab in tabs] == [f"contacts.tab.{tab.value}" for tab in tabs_of(MARIE.values, None)]
    marked = [tab for tab in tabs if tab.get("style") == "primary"]
    assert [tab["accessibility_label"] for tab in marked] == ["Notes, shown now"]
    assert {tab["value"] for tab in tabs} == {"12"}


def test_home_has_a_way_back() -> None:
    home = show.record_home(Record(contact=MARIE), Tab.OVERVIEW, FRENCH)
    assert home["blocks"][0]["elements"][0]["action_id"] == "contacts.home"
    assert "[Retour]" in shown.checked_view(home)


def test_who_archived_it_and_when_stands_first_beside_the_way_back() -> None:
    put_away = Record(contact=make.contact(12, archived_at=make.NOW), ended=shown.ended())
    lines = read_tab(put_away, Tab.OVERVIEW, FRENCH).splitlines()
    assert lines[0] == "Ce contact est archivé : les recherches et les listes ne le montrent plus."
    assert lines[1] == f"Archivé par @{make.JOHN}, vendredi 20 novembre 2026 à 10:00"
    assert lines[2] == "[Restaurer]"


def test_a_deleted_contact_is_still_read() -> None:
    gone = shown.record(contact={"deleted_at": make.NOW}, ended=shown.ended())
    lines = read_tab(gone, Tab.ACTIVITY).splitlines()
    assert lines[0] == "This contact is deleted."
    assert lines[1].startswith(f"Deleted by @{make.JOHN}, ")
    assert "[Edit]" not in lines
    assert lines.count("[Restore]") == 1


def test_nothing_is_done_with_a_deleted_contact_but_giving_it_back() -> None:
    gone = shown.record(contact={"deleted_at": make.NOW})
    assert "[Send me the photo]" not in read_tab(gone, Tab.OVERVIEW)
    assert "[Send me the photo]" in read_tab(shown.record(), Tab.OVERVIEW)


def test_the_overview_has_the_main_coordinates_and_says_how_many_others_there_are() -> None:
    reach = (make.phone("06 28 23 04 55"), make.phone("01 99 00 12 34"), make.email())
    overview = read_tab(Record(contact=make.contact(12, make.contact_values(coordinates=reach))), Tab.OVERVIEW)
    assert "Phone: 06 28 23 04 55" in overview
    assert "01 99 00 12 34" not in overview
    assert "and 1 more phone, e-mail or address: see the details." in overview


def test_a_contact_of_which_only_the_name_is_known_says_so() -> None:
    assert "Nothing is known yet but the name." in read_tab(Record(contact=make.contact(12)), Tab.OVERVIEW)


def test_the_details_have_every_field_and_every_coordinate_with_its_marks() -> None:
    details = read_tab(shown.record(employer=found(13, "Acme")), Tab.DETAILS)
    for name in ("Nickname", "Department", "Employer's record", "Assigned", "SIREN", "IBAN", "Analytic account"):
        assert f"{name}: " in details
    assert "Address (head office): Ärzte & Söhne" in details
    assert "billing · delivery" in details
    assert "not understood, kept as typed" in details
    assert "Ärzte & Söhne · main · not understood, kept as typed" in details


def test_an_unfilled_field_has_no_line() -> None:
    details = read_tab(Record(contact=MARIE), Tab.DETAILS)
    assert not [name for name in ("SIREN", "Nickname", "Assigned", "Phone", "Tags") if f"{name}:" in details]


def test_coordinates_that_do_not_fit_are_on_the_next_page() -> None:
    record = shown.record(shown.crowded(50, 50))
    pages = [read_tab(record, Tab.DETAILS, page=page) for page in range(5)]
    assert "Page 1 of " in pages[0]
    seen = "\n".join(pages)
    assert all(each.typed in seen for each in record.contact.values.coordinates)
    turning = json.dumps(show.record_view(record, Tab.DETAILS, ENGLISH, page=1))
    assert '"contacts.details.0"' in turning
    assert '"contacts.details.2"' in turning
    assert '"12:2"' in turning


def test_the_picture_is_shown_with_words_for_those_who_do_not_see_it() -> None:
    view = show.record_view(shown.record(make.contact_values()), Tab.OVERVIEW, FRENCH)
    picture = next(block for block in view["blocks"] if block["type"] == "image")
    assert picture == {"type": "image", "slack_file": {"id": "F2"}, "alt_text": "Photo ou logo de Marie Dupont"}
    assert "[M’envoyer la photo]" in shown.checked_view(view)


def test_the_employers_own_record_is_one_click_away() -> None:
    values = make.contact_values(employer=ContactId(13))
    employer = found(13, "Acme SARL")
    view = show.record_view(Record(contact=make.contact(12, values), employer=employer), Tab.OVERVIEW, ENGLISH)
    row = next(block for block in view["blocks"] if block["type"] == "section")
    assert row["text"]["text"] == "Company: Acme SARL"
    assert (row["accessory"]["action_id"], row["accessory"]["value"]) == ("contacts.record", "13")


def test_the_activity_has_old_and_new_values_in_the_readers_words() -> None:
    address = coordinate_text(make.address())
    phone = coordinate_text(make.phone(label="mobile"))
    changes = (
        Change("job_title", "Buyer", "Manager"),
        Change("kind", "person", "company"),
        Change("tag:clients", None, "Clients"),
        Change("coordinate:4", phone, None),
        Change("coordinate:5", None, address),
        Change("owner", make.CLAIRE, make.JOHN),
        Change("employer", None, "13"),
        Change("civility", "mr", None),
    )
    event = shown.event(1, EventKind.CONTACT_CHANGED, changes=changes)
    record = Record(contact=MARIE, lines=(Line(event, "Marie Dupont", "Claire"),), names=(("13", "Acme SARL"),))
    assert read_tab(record, Tab.ACTIVITY, FRENCH).splitlines()[8:-6] == [
        "Claire a modifié la fiche Marie Dupont · vendredi 20 novembre 2026 à 09:59",
        "• Type : Personne → Entreprise",
        "• Civilité : M. (retrait)",
        "• Fiche de l’employeur : Acme SARL (ajout)",
        "• Fonction : Buyer → Manager",
        "• Téléphone : 06 28 23 04 55 · portable (retrait)",
        "• Adresse : 12 rue des Lilas, 75011 Paris (ajout)",
        "• Étiquette : Clients (ajout)",
        f"• Commercial : @{make.CLAIRE} → @{make.JOHN}",
    ]


def test_what_a_new_contact_was_given_is_listed_plainly() -> None:
    changes = (Change("name", None, "Marie Dupont"), Change("first_name", None, "Marie"))
    event = shown.event(1, EventKind.CONTACT_CREATED, changes=changes)
    activity = read_tab(Record(contact=MARIE, lines=(Line(event, "Marie Dupont", "Claire"),)), Tab.ACTIVITY)
    assert "• First name: Marie\n" in activity
    assert "• Name" not in activity


def test_older_lines_are_behind_a_button_that_knows_where_to_go_on() -> None:
    view = show.record_view(shown.record(make.contact_values()), Tab.ACTIVITY, ENGLISH)
    older = next(block for block in view["blocks"] if block.get("block_id") == "older")["elements"][0]
    assert (older["action_id"], older["value"]) == ("contacts.older", "12:9")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("tab", Tab)
@pytest.mark.parametrize("text", ["Ärzte & Söhne", "🎉" * 10_000, "é" * 3000, "<" * 3000])
def test_a_record_full_to_the_brim_stays_inside_the_limits(tab: Tab, reader: Reader, text: str) -> None:
    for kind in ContactKind:
        record = shown.record(shown.full_values(text, kind=kind), many=3 if tab is Tab.OVERVIEW else 20)
        for page in range(10 if tab is Tab.DETAILS else 1):
            read_tab(record, tab, reader, page=page)


@pytest.mark.parametrize("tab", Tab)
def test_a_record_of_a_hundred_phones_and_emails_and_as_many_sites_opens(tab: Tab) -> None:
    crowd = shown.crowded(50, 50, text="wörd " * 600).coordinates
    sites = tuple(
        Coordinate(
            kind=CoordinateKind.SITE, typed=f"a.example/{'x' * 1900}{n}", parsed=f"https://a.example/{'x' * 1900}"
        )
        for n in range(100)
    )
    record = shown.record(make.contact_values(coordinates=(*crowd, *sites), comment="wörd " * 600))
    for page in range(40 if tab is Tab.DETAILS else 1):
        read_tab(record, tab, page=page)


def test_a_link_too_long_for_one_is_shown_as_words() -> None:
    far = Coordinate(kind=CoordinateKind.SITE, typed="a.example", parsed=f"https://a.example/{'x' * 1900}")
    view = show.record_view(
        Record(contact=make.contact(12, make.contact_values(coordinates=(far,)))), Tab.DETAILS, ENGLISH
    )
    assert '"link"' not in json.dumps(view)


def found(key: int, name: str) -> Found:
    return Found(ContactId(key), key, ContactKind.COMPANY, name, name)
