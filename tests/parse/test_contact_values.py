"""The rest of a contact's form: lists, people, birthdays, hours, consents, warnings, custom fields."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.model.changes import Flat, flat
from bot.model.consents import Channel, Consent
from bot.model.contacts import ContactValues, CustomValue, Hold, Reach, Role
from bot.model.custom_fields import Circle, CustomKind, Scope
from bot.model.errors import FieldsInvalid
from bot.model.fields import CONTACT, contact_form
from bot.model.ids import ChoiceId, ContactId, CustomFieldId
from bot.parse._form import Typed
from bot.parse.contacts import Asking, opened, read_contact
from tests import make
from tests.model.test_changes import VALUES

TODAY = date(2026, 11, 20)
SECTOR = make.custom_field(1)
SIZE = make.custom_field(2, "Taille", kind=CustomKind.NUMBER)
BUILT = make.custom_field(3, "Chantiers", scope=ChoiceId(5), required=True)
FRENCH = Asking(locale="fr-FR", today=TODAY, custom=(SECTOR, SIZE, BUILT))
NAMED = {"kind": "person", "last_name": "Dupont"}


def read(values: Typed, base: Flat | None = None, asking: Asking = FRENCH) -> ContactValues:
    return read_contact(NAMED | values, base=base or {}, country="FR", asking=asking)


def refused(values: Typed, base: Flat | None = None, asking: Asking = FRENCH) -> dict[str, str]:
    with pytest.raises(FieldsInvalid) as invalid:
        read(values, base, asking)
    return invalid.value.fields


@pytest.mark.parametrize(
    "asking",
    [
        replace(FRENCH, custom=(SECTOR, SIZE)),
        Asking(locale="en-US", today=TODAY),
        Asking(locale="en-GB", birthday_years=False),
    ],
)
def test_a_contact_with_everything_opened_and_saved_as_it_was_is_the_same(asking: Asking) -> None:
    held = make.full_values(**make.listed_values(), parent=ContactId(9))
    base = flat(replace(held, custom=(*held.custom, CustomValue(CustomFieldId(2), "12.5"))))
    assert flat(read_contact(opened(base, asking), base=base, country="FR", asking=asking)) == base


@given(VALUES, st.sampled_from(["fr-FR", "en-US"]))
def test_no_value_is_lost_by_who_opens_and_saves(given: ContactValues, locale: str) -> None:
    several = ("states", "groups", "roles", "consents", "custom", "birthday", "hours")
    said = {name: getattr(given, name) for name in several}
    ticked = {name: getattr(given, name) for name in ("main_person", "blocked", "financial", "mailing", "category")}
    base = flat(make.contact_values(**said, **ticked))
    asking = Asking(locale=locale)
    assert flat(read_contact(opened(base, asking), base=base, country="FR", asking=asking)) == base


def test_what_is_chosen_is_read_by_its_ids() -> None:
    typed = {"states": "1", "category": "2", "groups": "5\n7", "roles": "6\n8", "rank:6": "2", "rank:9": "1"}
    saved = read(typed | {"main_person": "yes", "custom:3": "x"})
    assert (saved.states, saved.category, saved.groups) == ((1,), 2, (5, 7))
    assert saved.roles == (Role(ChoiceId(6), 2), Role(ChoiceId(8)))
    assert saved.main_person


@pytest.mark.parametrize("rank", ["0", "-1", "x", "1.5"])
def test_a_rank_counts_from_one(rank: str) -> None:
    assert refused({"roles": "6", "rank:6": rank}) == {"rank:6": "field_rank_wrong"}


@pytest.mark.parametrize(
    ("base", "tags", "states", "worn"),
    [
        ("", "VIP", "Clients\n1", ["VIP", "Clients"]),
        ("", "Clients\nVIP", "", ["Clients", "VIP"]),
        ("Clients", "Clients\nVIP", "Clients\n1", ["Clients", "VIP"]),
        ("Clients", "VIP", "Clients\n1", ["VIP"]),  # taken off among the tags
        ("Clients", "Clients\nVIP", "1", ["VIP"]),  # and among the states
        ("Clients", "Clients", "Clients\nSuppliers", ["Clients", "Suppliers"]),
        ("Clients", "client", "Clients", ["Clients"]),
    ],
)
def test_a_tag_that_is_a_state_is_one_fact_in_both_fields(base: str, tags: str, states: str, worn: list[str]) -> None:
    stored = flat(make.contact_values(tags=tuple(base.split())))
    assert list(read({"tags": tags, "states": states}, stored).tags) == worn


def test_a_form_without_states_leaves_the_tags_as_they_are() -> None:
    stored = flat(make.contact_values(tags=("Clients",)))
    assert read({"tags": "Clients"}, stored).tags == ("Clients",)
    assert opened(stored)["states"] == "Clients"


def test_a_birthday_is_read_and_a_wrong_one_refused() -> None:
    assert read({"birthday": "12/3/1980"}).birthday == Birthday(3, 12, 1980)
    assert refused({"birthday": "30 février"}) == {"birthday": "field_birthday_wrong"}
    assert refused({"birthday": "21/11/2026"}) == {"birthday": "field_birthday_wrong"}


def test_a_year_that_is_not_asked_is_kept_while_the_day_stays() -> None:
    asking = Asking(locale="fr", today=TODAY, birthday_years=False)
    stored = flat(make.contact_values(birthday=Birthday(3, 12, 1980)))
    assert opened(stored, asking)["birthday"] == "12 mars"
    assert read({"birthday": "12 mars"}, stored, asking).birthday == Birthday(3, 12, 1980)
    assert read({"birthday": "12/03"}, stored, asking).birthday == Birthday(3, 12, 1980)
    assert read({"birthday": "13/03/1981"}, stored, asking).birthday == Birthday(3, 13)
    assert read({"birthday": ""}, stored, asking).birthday is None


def test_hours_are_read_and_round_the_clock_is_nothing() -> None:
    assert str(read({"hours": "lun-ven 9h-12h"}).hours) == "Mo-Fr 09:00-12:00"
    assert read({"hours": "24/7"}).hours is None
    assert refused({"hours": "parfois"}) == {"hours": "field_hours_wrong"}


def test_a_consent_has_its_day_and_its_source() -> None:
    typed = {"consent_email": "yes", "consent_email_on": "2026-03-01", "consent_email_source": "salon"}
    saved = read(typed | {"consent_sms": "no", "consent_post_on": "2026-01-01"})
    assert saved.consents == (
        Consent(channel=Channel.EMAIL, given=True, on=date(2026, 3, 1), source="salon"),
        Consent(channel=Channel.SMS, given=False, on=TODAY),
    )
    assert refused({"consent_sms": "no", "consent_sms_on": "2026-11-21"}) == {"consent_sms_on": "field_date_future"}
    assert refused({"consent_sms": "no", "consent_sms_on": "x"}) == {"consent_sms_on": "field_date_wrong"}
    nowhere = Asking(locale="fr", today=None)
    assert refused({"consent_sms": "no"}, asking=nowhere) == {"consent_sms_on": "field_missing"}


def test_a_hold_has_a_reason_and_a_flag_its_text() -> None:
    saved = read({"hold": " owes us ", "hold_reach": "family", "flag": "one\ntwo", "blocked": "yes"})
    assert (saved.hold, saved.flag, saved.blocked) == (Hold("owes us", Reach.FAMILY), "one\ntwo", True)
    assert read({"hold": "owes us"}).hold == Hold("owes us")
    assert refused({"hold_reach": "family"}) == {"hold": "field_reason_missing"}
    stored = flat(make.contact_values(hold=Hold("owes us", Reach.FAMILY)))
    assert read({"hold": "", "hold_reach": "family"}, stored).hold is None
    assert refused({"hold": "x" * 501, "flag": "y" * 501}) == {"hold": "field_too_long", "flag": "field_too_long"}


@pytest.mark.parametrize(("mailing", "kept"), [("", None), ("yes", True), ("no", False)])
def test_nobody_was_asked_about_mailings_until_they_say_so(mailing: str, kept: bool | None) -> None:
    assert read({"mailing": mailing}).mailing is kept


def test_a_custom_value_is_read_as_its_reader_writes_it_and_refused_by_its_kind() -> None:
    assert read({"custom:1": " BTP ", "custom:2": "12,5"}).custom == (
        CustomValue(CustomFieldId(1), "BTP"),
        CustomValue(CustomFieldId(2), "12.5"),
    )
    assert refused({"custom:2": "many"}) == {"custom:2": "field_number_wrong"}


def test_a_field_that_must_be_answered_is_asked_of_its_group_alone() -> None:
    assert read({"groups": "4"}).custom == ()
    assert refused({"groups": "4\n5"}) == {"custom:3": "field_missing"}
    assert read({"groups": "5", "custom:3": "Lyon"}).custom == (CustomValue(CustomFieldId(3), "Lyon"),)


def test_what_a_person_may_not_fill_in_stays_whatever_is_typed() -> None:
    stored = flat(make.contact_values(custom=(CustomValue(CustomFieldId(8), "secret"), CustomValue(SECTOR.id, "BTP"))))
    saved = read({"custom:8": "guessed", "custom:1": ""}, stored)
    assert saved.custom == (CustomValue(CustomFieldId(8), "secret"),)
    assert read({"custom:8": "guessed"}).custom == ()


def test_a_value_that_fits_its_field_no_more_is_not_refused_while_it_stays() -> None:
    stored = flat(make.contact_values(custom=(CustomValue(SIZE.id, "many"),)))
    assert read({"custom:2": "many"}, stored).custom == (CustomValue(SIZE.id, "many"),)


def test_the_form_asks_custom_fields_on_pages_of_their_own_and_ranks_behind_the_roles() -> None:
    many = [make.custom_field(id, f"Champ {id}", kind=CustomKind.DATE) for id in range(1, 60)]
    form = contact_form(many, [make.choice(6, name="Achats")])
    pages = list(form.pages)[len(CONTACT.pages) :]
    assert [len(form.pages[page]) for page in pages] == [40, 19]
    keys = [field.key for field in form.fields]
    assert keys[keys.index("roles") + 1] == "rank:6"
    assert form.field("rank:6").label == "Achats"
    assert len(set(keys)) == len(keys)


def test_managers_and_people_have_fields_that_others_are_not_asked() -> None:
    people = make.custom_field(4, scope=Scope.PEOPLE, filled_by=Circle.MANAGERS, required=True)
    asking = replace(FRENCH, custom=(people,))
    assert read({}, asking=asking).custom == ()
    assert refused({"employer": "7"}, asking=asking) == {"custom:4": "field_missing"}


def test_what_is_wrong_in_a_field_that_is_asked_no_more_stays_as_it_was() -> None:
    number = make.custom_field(3, "Chantiers", kind=CustomKind.NUMBER, scope=ChoiceId(5))
    asking, base = replace(FRENCH, custom=(number,)), {"custom:3": "12"}
    assert refused({"groups": "5", "custom:3": "douze"}, base, asking) == {"custom:3": "field_number_wrong"}
    assert read({"groups": "", "custom:3": "douze"}, base, asking).custom == (CustomValue(CustomFieldId(3), "12"),)
