"""The draft of a contact, its save, and one coordinate by itself."""

from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.changes import COORDINATE, Flat, coordinate_of, coordinate_text, flat
from bot.model.contacts import Civility, ContactKind, Coordinate, CoordinateKind, PostalAddress
from bot.model.errors import FieldsInvalid, NoContactNamed
from bot.model.ids import ContactId, CoordinateId, FileId, MemberId
from bot.parse._form import Typed
from bot.parse.contacts import NamedContact, absorb, opened, read_contact, read_coordinate, shown, split_named
from tests import make


def phone(typed: str, *, id: int | None = None, main: bool = False, label: str = "") -> Coordinate:
    key = None if id is None else CoordinateId(id)
    return replace(make.phone(typed, label=label), id=key, main=main)


KEPT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=300)
NAMED = {"kind": "person", "last_name": "Dupont"}
EVERYTHING = make.contact_values(
    civility=Civility.DR,
    nickname="Mimi",
    company="Acme",
    employer=ContactId(7),
    photo=FileId(8),
    owner=MemberId("UCLAIRE"),
    assigned=(MemberId("UJOHN"), MemberId("UANN")),
    tags=("Clients", "VIP"),
    reference="C-00001",
    comment="one\ntwo",
    coordinates=(
        phone("06 39 98 12 34", id=11, main=True),
        replace(make.email("marie@acme.example"), id=CoordinateId(12), main=True),
    ),
)


def taken(values: Typed, typed: Typed) -> Typed:
    keys = count(100 + len(values))
    return absorb(values, typed, country="FR", next_id=lambda: next(keys))


def held(values: Typed) -> list[Coordinate]:
    return [coordinate_of(text, int(key.split(":")[1])) for key, text in values.items() if key.startswith(COORDINATE)]


def refused(values: Typed, base: Flat | None = None) -> dict[str, str]:
    with pytest.raises(FieldsInvalid) as invalid:
        read_contact(NAMED | values, base=base or {}, country="FR")
    return invalid.value.fields


def test_a_contact_opened_and_saved_as_it_was_is_the_same() -> None:
    base = flat(EVERYTHING)
    assert read_contact(opened(base), base=base, country="FR") == EVERYTHING


def test_a_page_shown_and_taken_back_changes_nothing() -> None:
    values = opened(flat(EVERYTHING))
    form = shown(values)
    assert taken(values, {key: form[key] for key in ("last_name", "phones", "emails", "tags")}) == values


def test_lines_become_coordinates_with_the_label_in_front() -> None:
    values = taken(
        {}, {"phones": "Portable père: 06 39 98 12 34\nfax : 01 99 00 12 34\n\n3631", "emails": "a@b.example"}
    )
    assert [(each.label, each.typed, each.parsed) for each in held(values)] == [
        ("Portable père", "06 39 98 12 34", "+33639981234"),
        ("fax", "01 99 00 12 34", "+33199001234"),
        ("", "3631", None),
        ("", "a@b.example", "a@b.example"),
    ]
    assert shown(values)["phones"] == "Portable père: 06 39 98 12 34\n01 99 00 12 34\n3631"
    assert "phones" not in values


@pytest.mark.parametrize("line", ["ask Jean", "☎", "12", "06 12 x", "0" * 30])
def test_a_phone_that_cannot_be_read_is_kept_as_typed(line: str) -> None:
    (read,) = read_contact(taken(NAMED, {"phones": line}), base={}, country="FR").phones
    assert (read.typed, read.parsed) == (line, None)


def test_a_line_that_stayed_is_the_same_coordinate() -> None:
    first = taken({}, {"phones": "Père: 06 39 98 12 34\n01 99 00 12 34"})
    second = taken(first, {"phones": "06 39 98 99 99\n01 99 00 12 34\nPère: 06 39 98 12 34"})
    assert set(first.items()) < set(second.items())
    assert len(held(second)) == 3


def test_a_line_with_a_slip_mended_stays_the_main_one_with_its_label() -> None:
    values = {f"{COORDINATE}5": coordinate_text(phone("06 39 98 12 34", label="mobile", main=True))}
    (mended,) = held(taken(values, {"phones": "06 39 98 12 43"}))
    assert (mended.id, mended.label, mended.main, mended.parsed) == (5, "mobile", True, "+33639981243")


def test_another_number_in_the_place_of_one_does_not_take_over_its_label() -> None:
    values = {f"{COORDINATE}5": coordinate_text(phone("01 99 00 12 34", label="fax"))}
    (new,) = held(taken(values, {"phones": "06 39 98 44 55"}))
    assert (new.id, new.label) == (101, "")


def test_an_own_label_taken_out_of_its_line_is_gone_and_a_built_in_one_stays() -> None:
    values = {
        f"{COORDINATE}5": coordinate_text(phone("01 99 00 12 34", label="Père")),
        f"{COORDINATE}6": coordinate_text(phone("06 39 98 12 34", label="mobile")),
    }
    assert [each.label for each in held(taken(values, {"phones": "01 99 00 12 34\n06 39 98 12 34"}))] == ["", "mobile"]


def test_lines_taken_out_are_gone_and_those_of_the_other_kind_stay() -> None:
    values = opened(flat(EVERYTHING))
    assert [each.kind for each in held(taken(values, {"phones": ""}))] == [CoordinateKind.EMAIL]


def test_more_than_an_input_takes_is_neither_shown_nor_touched() -> None:
    values = {f"{COORDINATE}{key}": coordinate_text(phone(f"+33 6 39 98 {key}")) for key in range(1000, 1300)}
    assert "phones" not in shown(values)
    assert taken(values, {"phones": ""}) == values


def test_a_very_long_comment_that_came_back_clipped_is_kept_whole() -> None:
    values = {"comment": "x" * 4000}
    assert taken(values, {"comment": "x" * 3000}) == values
    assert taken(values, {"comment": "new"}) == {"comment": "new"}


@pytest.mark.parametrize("base", [{}, {"comment": "x" * 4000}])
def test_a_comment_longer_than_an_input_is_saved_as_it_was_held(base: Flat) -> None:
    values = taken(NAMED | {"comment": "x" * 4000}, {"comment": "x" * 3000, "last_name": "Petit"})
    assert read_contact(values, base=base, country="FR").comment == "x" * 4000


def test_what_was_too_long_before_is_no_reason_to_refuse_though_spaces_go() -> None:
    held = {"kind": "person", "last_name": "x" * 300 + " "}
    assert read_contact(held, base=held, country="FR").last_name == "x" * 300


def test_an_empty_input_for_a_photo_keeps_the_photo() -> None:
    assert taken({"photo": "8"}, {"photo": ""}) == {"photo": "8"}
    assert taken({"photo": "8"}, {"photo": "F1"}) == {"photo": "F1"}


def test_a_photo_just_given_has_no_id_yet() -> None:
    values = opened(flat(EVERYTHING)) | {"photo": "F1"}
    assert read_contact(values, base=flat(EVERYTHING), country="FR").photo == 8


def test_only_a_name_is_needed() -> None:
    assert refused({"last_name": ""}) == {"last_name": "field_name_missing"}
    assert refused({"last_name": "", "kind": "company"}) == {"company": "field_name_missing"}
    assert read_contact({"kind": "person", "nickname": "Mimi"}, base={}, country="FR").name == "Mimi"


def test_everything_wrong_is_named_at_once() -> None:
    values = taken(NAMED | {"kind": "company", "company": "x" * 201}, {"emails": "nobody", "phones": "1" * 41})
    assert refused(values | {"tags": "y" * 51, "siret": "732 829 320 00075", "iban": "FR7"}) == {
        "company": "field_too_long",
        "emails": "field_email_wrong",
        "phones": "field_too_long",
        "tags": "field_tag_wrong",
        "siret": "siret_checksum",
        "iban": "iban_format",
    }


def test_what_was_wrong_before_is_not_refused_again() -> None:
    wrong = taken(NAMED | {"department": "x" * 201, "iban": "FR7"}, {"emails": "nobody"})
    base = {key: text for key, text in wrong.items() if text}
    assert read_contact(wrong, base=base, country="FR").emails[0].typed == "nobody"
    assert refused(wrong | {"iban": "FR8"}, base) == {"iban": "iban_format"}


def test_no_more_values_than_the_form_takes() -> None:
    fifty_one = "\n".join(f"+33 6 39 98 {number}" for number in range(1000, 1051))
    values = taken(NAMED, {"phones": fifty_one})
    assert refused(values) == {"phones": "field_too_many"}
    assert len(read_contact(values, base=values, country="FR").phones) == 51


def test_a_siret_gives_the_siren_and_that_the_vat_number() -> None:
    read = read_contact(NAMED | {"kind": "company", "siret": "732 829 320 00074"}, base={}, country="FR")
    assert (read.siren, read.siret, read.vat_number) == ("732829320", "73282932000074", "FR44732829320")


def test_a_vat_number_taken_out_stays_out() -> None:
    base = {"kind": "company", "company": "Acme", "siren": "732829320", "vat_number": "FR44732829320"}
    assert read_contact(base | {"vat_number": ""}, base=base, country="FR").vat_number == ""


def test_a_vat_number_may_be_written_without_its_country() -> None:
    assert read_contact(NAMED | {"vat_number": "40 303 265 045"}, base={}, country="FR").vat_number == "FR40303265045"
    assert refused({"vat_number": "DE1"}) == {"vat_number": "vat_number_length"}


def test_a_person_in_business_has_numbers_too() -> None:
    read = read_contact(NAMED | {"siret": "732 829 320 00074"}, base={}, country="FR")
    assert (read.kind, read.siren, read.vat_number) == (ContactKind.PERSON, "732829320", "FR44732829320")
    assert refused({"siret": "1"}) == {"siret": "siret_length"}


def test_tags_that_mean_the_same_are_one() -> None:
    assert read_contact(NAMED | {"tags": "client\nVIP\nvip\nClients"}, base={}, country="FR").tags == ("Clients", "vip")


@given(st.dictionaries(st.sampled_from(("kind", "civility", "employer", "photo", "owner", "reference")), KEPT))
def test_no_forged_value_breaks_the_save(values: dict[str, str]) -> None:
    correct = {key: text[:50] for key, text in values.items()}
    assert read_contact(NAMED | {"company": "Acme"} | correct, base={}, country="FR").last_name == "Dupont"


@given(KEPT)
def test_lines_of_any_text_are_shown_as_they_are_kept(lines: str) -> None:
    values = taken({}, {"phones": lines})
    form = shown(values)
    assert taken(values, {"phones": form["phones"]}) == values


def test_a_coordinate_has_its_label_and_what_it_serves() -> None:
    typed = {"typed": " 06 39 98 12 34 ", "label": "mobile", "own_label": "", "uses": "main"}
    read = read_coordinate(CoordinateKind.PHONE, typed, country="FR", key=9, held=None)
    assert (read.typed, read.parsed, read.label, read.main, read.id) == (
        "06 39 98 12 34",
        "+33639981234",
        "mobile",
        True,
        9,
    )


@pytest.mark.parametrize(
    ("own", "label"), [("", "work"), ("Maison de campagne", "Maison de campagne"), ("Portable", "mobile")]
)
def test_an_own_label_goes_before_that_of_the_menu(own: str, label: str) -> None:
    typed = {"typed": "3631", "label": "work", "own_label": own}
    assert read_coordinate(CoordinateKind.PHONE, typed, country="FR", key=None, held=None).label == label


def test_an_address_is_kept_in_parts_and_on_one_line() -> None:
    typed = {"street": "Bât. B\n12 rue des Lilas", "postcode": "75011", "city": "Paris", "uses": "billing\ndelivery"}
    read = read_coordinate(CoordinateKind.ADDRESS, typed, country="FR", key=None, held=None)
    assert read.typed == "Bât. B, 12 rue des Lilas, 75011 Paris"
    assert read.address == PostalAddress(street="Bât. B\n12 rue des Lilas", postcode="75011", city="Paris")
    assert (read.main, read.billing, read.delivery) == (False, True, True)


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        (CoordinateKind.ADDRESS, {"street": " ", "label": "home"}, {"street": "field_empty_address"}),
        (CoordinateKind.ADDRESS, {"city": "x" * 201}, {"city": "field_too_long"}),
        (CoordinateKind.PHONE, {"typed": ""}, {"typed": "field_missing"}),
        (CoordinateKind.EMAIL, {"typed": "nobody"}, {"typed": "field_email_wrong"}),
        (CoordinateKind.SITE, {"typed": "x" * 2001}, {"typed": "field_too_long"}),
    ],
)
def test_what_is_no_coordinate_is_refused(kind: CoordinateKind, typed: Typed, wrong: dict[str, str]) -> None:
    with pytest.raises(FieldsInvalid) as invalid:
        read_coordinate(kind, typed, country="FR", key=None, held=None)
    assert invalid.value.fields == wrong


def test_an_e_mail_that_was_wrong_before_may_be_labelled() -> None:
    before = Coordinate(kind=CoordinateKind.EMAIL, typed="nobody")
    typed = {"typed": "nobody", "label": "work"}
    assert read_coordinate(CoordinateKind.EMAIL, typed, country="FR", key=1, held=before).label == "work"


@pytest.mark.parametrize(
    ("typed", "label", "parsed", "kept"),
    [
        ("@jdupont", "linkedin", "https://www.linkedin.com/in/jdupont", "linkedin"),
        ("company/acme", "linkedin", "https://www.linkedin.com/company/acme", "linkedin"),
        ("jdupont", "x", "https://x.com/jdupont", "x"),
        ("@acme", "youtube", "https://www.youtube.com/@acme", "youtube"),
        ("https://www.linkedin.com/in/jdupont", "", "https://www.linkedin.com/in/jdupont", "linkedin"),
        ("twitter.com/jdupont", "", "https://twitter.com/jdupont", "x"),
        ("https://social.example/@jdupont", "other", "https://social.example/@jdupont", "other"),
        ("@jdupont", "Mastodon", None, "Mastodon"),
        ("javascript://linkedin.com/%0aalert(1)", "", None, "linkedin"),
        ("Jean Dupont", "facebook", None, "facebook"),
        ("..", "x", None, "x"),
        ("https://x.com@evil.example/jdupont", "x", None, "x"),
        ("https://x.com:javascript/jdupont", "", None, "x"),
        ("https:////x.com/jdupont", "x", None, "x"),
    ],
)
def test_a_handle_or_an_address_of_a_social_network(typed: str, label: str, parsed: str | None, kept: str) -> None:
    form = {"typed": typed, "label": label}
    read = read_coordinate(CoordinateKind.SOCIAL, form, country="FR", key=None, held=None)
    assert (read.typed, read.parsed, read.label) == (typed, parsed, kept)


def test_a_colon_parts_a_contact_from_what_is_said_of_it() -> None:
    assert split_named(" Marie Dupont : prefers calls: 9 to 5") == NamedContact("Marie Dupont", "prefers calls: 9 to 5")
    with pytest.raises(NoContactNamed):
        split_named(": nobody")
