"""The form of a contact: its pages, its rows of coordinates, what stands above it."""

from typing import Any

import pytest

from bot.model.contacts import ContactKind, Coordinate, CoordinateKind
from bot.model.fields import CONTACT, DETAILS, ESSENTIALS, REACH, asked
from bot.model.ids import CoordinateId
from bot.templates import contacts as show
from bot.templates.contacts import FormShown
from tests import make
from tests.templates import _shown as shown
from tests.templates._shown import ENGLISH, FRENCH

Json = dict[str, Any]


def form(page: str = ESSENTIALS, **chosen: Any) -> Json:
    typed, reader = {"kind": "person", **chosen.pop("typed", {})}, chosen.pop("reader", ENGLISH)
    return show.form_view(FormShown(typed=typed, page=page, draft=7, **chosen), reader)


def inputs(view: Json) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]


def actions(view: Json, block_id: str) -> list[Json]:
    found: list[Json] = next(block for block in view["blocks"] if block.get("block_id") == block_id)["elements"]
    return found


@pytest.mark.parametrize("kind", ContactKind)
@pytest.mark.parametrize("page", [page for page in CONTACT.pages if page != REACH])
def test_a_page_asks_what_concerns_a_person_or_a_company(page: str, kind: ContactKind) -> None:
    view = form(page, typed={"kind": kind.value})
    shown.checked_view(view)
    assert inputs(view) == [field.key for field in asked(page, kind)]
    assert (view["callback_id"], view["private_metadata"]) == ("contacts.save", "7")
    assert "submit" in view


def test_every_page_is_one_click_away_and_the_shown_one_is_marked_in_words() -> None:
    pages = actions(form(DETAILS), "pages")
    assert [page["action_id"] for page in pages] == [f"contacts.page.{page}" for page in CONTACT.pages]
    marked = [page["accessibility_label"] for page in pages if "accessibility_label" in page]
    assert marked == ["More details, shown now"]
    assert {page["value"] for page in pages} == {"7"}


def test_another_kind_redraws_the_form() -> None:
    kind = form()["blocks"][1]
    assert kind["dispatch_action"] is True
    assert kind["element"]["action_id"] == "contacts.kind"


def test_a_persons_company_is_the_employer_in_words() -> None:
    assert "Company (employer)" in shown.checked_view(form())
    assert "Company (employer)" not in shown.checked_view(form(typed={"kind": "company"}))


def test_the_contact_edited_is_named() -> None:
    view = form(subject_name="Marie <Dupont>", subject_number=12)
    assert view["title"]["text"] == "Edit contact"
    assert shown.checked_view(view).startswith("Marie <Dupont> · #12\n")


def test_what_cannot_stand_under_its_field_stands_above_the_form() -> None:
    odd = Coordinate(kind=CoordinateKind.EMAIL, typed="jean@", id=CoordinateId(4))
    wrong = {"iban": "iban_checksum", "coordinate:4": "field_email_wrong"}
    view = form(errors=wrong, coordinates=(odd,), typed={"emails": "jean@"}, reader=FRENCH)
    lines = shown.checked_view(view).splitlines()
    assert lines[0] == (
        "IBAN : La clé de cet IBAN est fausse : cherchez un chiffre mal tapé. "
        "Par exemple : FR14 2004 1010 0505 0001 3M02 606"
    )
    assert lines[1] == "jean@ : L’une d’elles n’est pas une adresse e-mail. Écrivez-en une par ligne."


def test_whoever_has_the_reference_is_named() -> None:
    view = form(errors={"reference": "reference_taken"}, error_values={"holder": "Acme & <Co>"})
    assert shown.checked_view(view).startswith(
        "Reference: Acme & <Co> has this reference already. Write another one.\n"
    )


def test_an_unfinished_form_is_offered_again() -> None:
    began = make.draft(1 << 40, values={"first_name": "Marie", "last_name": "<!channel>"})
    view = form(unfinished=began)
    offered = shown.checked_view(view)
    assert "You began to write about Marie <!channel> and did not save it" in offered
    assert shown.called(view) == set()
    buttons = actions(view, "unfinished")
    assert [(each["action_id"], each["value"]) for each in buttons] == [
        ("contacts.resume", str(1 << 40)), ("contacts.afresh", str(1 << 40)),
    ]  # fmt: skip
    assert "You began to write and did not save it" in shown.checked_view(form(unfinished=make.draft(1 << 40)))


def test_phones_that_do_not_fit_a_field_are_elsewhere() -> None:
    phones = numbered(make.phone() for _ in range(3))
    view = form(coordinates=phones, typed={"emails": ""})
    assert "phones" not in inputs(view)
    assert "emails" in inputs(view)
    assert "There are too many phones to be changed here: see “Phones, e-mails, addresses”." in shown.checked_view(view)


def test_a_photo_that_is_there_can_be_removed() -> None:
    view = form(DETAILS, typed={"photo": "5"})
    assert "There is a photo or a logo already." in shown.checked_view(view)
    assert view["blocks"][-1]["accessory"]["action_id"] == "contacts.drop_photo"
    assert "There is a photo" not in shown.checked_view(form(DETAILS))


def test_the_employer_is_shown_by_its_name() -> None:
    view = form(DETAILS, typed={"employer": "13"}, options={"employer": (("13", "Acme SARL"),)})
    chosen = next(block for block in view["blocks"] if block.get("block_id") == "employer")["element"]
    assert chosen["initial_option"]["text"]["text"] == "Acme SARL"
    assert chosen["action_id"] == "contacts.pick_employer"


def test_each_coordinate_has_a_row_with_its_marks_and_its_menu() -> None:
    main, other, odd, address = numbered(
        (
            make.phone(label="mobile"), make.phone("01 99 00 12 34", label="Portable père"),
            Coordinate(kind=CoordinateKind.PHONE, typed="12?"), make.address(),
        )
    )  # fmt: skip
    main = Coordinate(kind=main.kind, typed=main.typed, parsed=main.parsed, label=main.label, main=True, id=main.id)
    view = form(REACH, coordinates=(main, other, odd, address))
    lines = shown.checked_view(view)
    assert "Phone: 06 28 23 04 55 · mobile · main\n" in lines
    assert "Phone: 01 99 00 12 34 · Portable père\n" in lines
    assert "Phone: 12?\n⚠️ This number could not be understood. It is kept as typed.\n" in lines
    assert "Address: 12 rue des Lilas, 75011 Paris\n" in lines
    menus = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    assert {menu["action_id"] for menu in menus} == {"coordinates.row"}
    assert [option["value"] for option in menus[0]["options"]] == ["edit:7:1", "remove:7:1"]
    assert [option["value"] for option in menus[1]["options"]] == ["edit:7:2", "main:7:2", "remove:7:2"]


def test_rows_come_ten_a_page() -> None:
    coordinates = numbered(make.phone(f"06 28 23 {n:04}") for n in range(31))
    seen = []
    for page in range(4):
        view = form(REACH, coordinates=coordinates, coordinates_page=page)
        rows = [block["text"]["text"] for block in view["blocks"] if "accessory" in block]
        assert f"Page {page + 1} of 4" in shown.checked_view(view)
        seen += rows
        assert len(rows) <= 10
    assert len(set(seen)) == 31
    turning = actions(form(REACH, coordinates=coordinates, coordinates_page=1), "turning")
    assert [(each["action_id"], each["value"]) for each in turning] == [
        ("coordinates.page.0", "7:0"), ("coordinates.page.2", "7:2"),
    ]  # fmt: skip
    assert "Page 4 of 4" in shown.checked_view(form(REACH, coordinates=coordinates, coordinates_page=99))


def test_one_of_each_kind_can_be_added() -> None:
    adding = actions(form(REACH), "coordinates-add")
    assert [each["action_id"] for each in adding] == [f"coordinates.add.{kind.value}" for kind in CoordinateKind]
    assert {each["value"] for each in adding} == {"7"}


@pytest.mark.parametrize("reader", shown.READERS)
@pytest.mark.parametrize("is_new", [True, False])
@pytest.mark.parametrize("kind", CoordinateKind)
def test_a_coordinate_has_a_form_of_its_own(kind: CoordinateKind, is_new: bool, reader: Any) -> None:
    view = show.coordinate_view(kind, {"label": "work", "uses": "main"}, reader, draft=7, is_new=is_new)
    shown.checked_view(view)
    assert "…" not in view["title"]["text"]
    assert (view["callback_id"], view["private_metadata"]) == ("coordinates.save", "7")


def test_a_form_full_to_the_brim_stays_inside_the_limits() -> None:
    text = "é" * 10_000
    typed = {field.key: text for field in CONTACT.fields} | {
        "kind": "person",
        "tags": "\n".join(f"{n}{text}" for n in range(60)),
    }
    coordinates = shown.full_values(text).coordinates
    for page in CONTACT.pages:
        errors = {field.key: "field_too_long" for field in CONTACT.fields}
        shown.checked_view(form(page, typed=typed, coordinates=coordinates, errors=errors, subject_name=text))


def numbered(coordinates: Any) -> tuple[Coordinate, ...]:
    return tuple(
        Coordinate(
            kind=each.kind, typed=each.typed, parsed=each.parsed, label=each.label, address=each.address,
            id=CoordinateId(place),
        )
        for place, each in enumerate(coordinates, 1)
    )  # fmt: skip
