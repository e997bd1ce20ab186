"""A contact as fields: what changed, what two people changed at once, and what undo does."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.model.birthdays import Birthday
from bot.model.changes import (
    SCALARS,
    SEVERAL,
    Conflict,
    Flat,
    coordinate_of,
    coordinate_text,
    differences,
    flat,
    merge,
    reversed_changes,
    values_of,
)
from bot.model.consents import Channel, Consent
from bot.model.contacts import (
    Civility,
    ContactKind,
    ContactValues,
    Coordinate,
    CoordinateKind,
    CustomValue,
    Hold,
    PostalAddress,
    Reach,
    Role,
    with_mains,
)
from bot.model.events import Change
from bot.model.hours import DAY, OpeningHours, Stretch
from bot.model.ids import ChoiceId, ContactId, CoordinateId, CustomFieldId, FileId, MemberId
from bot.model.tags import canonical, key_of
from tests import make

TEXT = st.text(max_size=8)
ADDRESS = st.builds(PostalAddress, street=TEXT, complement=TEXT, postcode=TEXT, city=TEXT, region=TEXT, country=TEXT)
COORDINATE = st.builds(
    Coordinate,
    kind=st.sampled_from([kind for kind in CoordinateKind if kind is not CoordinateKind.ADDRESS]),
    typed=TEXT,
    parsed=st.none() | st.text(min_size=1, max_size=8),
    label=TEXT,
    main=st.booleans(),
) | st.builds(
    Coordinate,
    kind=st.just(CoordinateKind.ADDRESS),
    typed=TEXT,
    label=TEXT,
    address=ADDRESS,
    billing=st.booleans(),
    delivery=st.booleans(),
)


def numbered(coordinates: list[Coordinate]) -> tuple[Coordinate, ...]:
    return with_mains(tuple(replace(each, id=CoordinateId(place)) for place, each in enumerate(coordinates, start=1)))


def each_once(names: list[str]) -> tuple[str, ...]:
    return tuple({key_of(name): canonical(name) for name in names if name}.values())


CHOICES = st.integers(1, 9).map(ChoiceId)
SEVERAL_CHOICES = st.lists(CHOICES, max_size=3, unique=True).map(tuple)
DATES = st.dates(date(1900, 1, 1), date(2100, 1, 1))
BIRTHDAY = st.builds(lambda day, year: Birthday(day.month, day.day, day.year if year else None), DATES, st.booleans())
STRETCHES = st.lists(st.integers(0, DAY), max_size=4, unique=True).map(
    lambda minutes: tuple(Stretch(*pair) for pair in zip(*[iter(sorted(minutes))] * 2, strict=False))
)
HOURS = st.lists(STRETCHES, min_size=7, max_size=7).map(lambda week: OpeningHours(tuple(week)))
CONSENTS = st.lists(
    st.builds(Consent, channel=st.sampled_from(Channel), given=st.booleans(), on=DATES, source=TEXT),
    max_size=4,
    unique_by=lambda each: each.channel,
).map(lambda some: tuple(sorted(some, key=lambda each: list(Channel).index(each.channel))))
ROLES = st.lists(
    st.builds(Role, CHOICES, st.none() | st.integers(1, 99)), max_size=3, unique_by=lambda role: role.choice
)
CUSTOM = st.lists(
    st.builds(CustomValue, st.integers(1, 9).map(CustomFieldId), st.text(min_size=1, max_size=8)),
    max_size=3,
    unique_by=lambda each: each.field,
)


VALUES = st.builds(
    ContactValues,
    kind=st.sampled_from(ContactKind),
    civility=st.none() | st.sampled_from(Civility),
    first_name=TEXT,
    last_name=TEXT,
    nickname=TEXT,
    company=TEXT,
    employer=st.none() | st.integers(1, 99).map(ContactId),
    job_title=TEXT,
    department=TEXT,
    description=TEXT,
    comment=TEXT,
    photo=st.none() | st.integers(1, 99).map(FileId),
    reference=TEXT,
    siren=TEXT,
    iban=TEXT,
    owner=st.none() | st.just(MemberId("UCLAIRE")),
    assigned=st.lists(st.sampled_from(["UANN", "UJOHN"]).map(MemberId), unique=True).map(tuple),
    coordinates=st.lists(COORDINATE, max_size=5).map(numbered),
    tags=st.lists(st.sampled_from(["VIP", "client", "Suppliers", "🔥", "à voir"]) | TEXT, max_size=4).map(each_once),
    states=SEVERAL_CHOICES,
    category=st.none() | CHOICES,
    stage=st.none() | CHOICES,
    origin=st.none() | CHOICES,
    groups=SEVERAL_CHOICES,
    roles=ROLES.map(tuple),
    main_person=st.booleans(),
    parent=st.none() | st.integers(1, 99).map(ContactId),
    birthday=st.none() | BIRTHDAY,
    hours=st.none() | HOURS,
    flag=TEXT,
    hold=st.none() | st.builds(Hold, st.text(min_size=1, max_size=8), st.sampled_from(Reach)),
    blocked=st.booleans(),
    consents=CONSENTS,
    mailing=st.none() | st.booleans(),
    financial=st.booleans(),
    custom=CUSTOM.map(tuple),
)
FLAT = st.dictionaries(st.sampled_from("abcde"), st.sampled_from("xyz"))


@given(VALUES)
def test_a_contact_and_its_fields_say_the_same(values: ContactValues) -> None:
    assert values_of(flat(values)) == values


@given(VALUES)
def test_only_what_is_filled_is_a_field(values: ContactValues) -> None:
    assert all(flat(values).values())


@given(VALUES)
def test_every_field_is_one_of_those_that_are_declared(values: ContactValues) -> None:
    assert all(field in SCALARS or field.startswith(SEVERAL) for field in flat(values))


@given(COORDINATE)
def test_a_coordinate_is_read_back_as_it_was_written(coordinate: Coordinate) -> None:
    assert coordinate_of(coordinate_text(coordinate)) == coordinate


@given(FLAT, FLAT)
def test_a_change_done_is_undone(old: Flat, new: Flat) -> None:
    changes = differences(old, new)
    assert reversed_changes(new, changes).fields == old
    assert reversed_changes(new, changes).left == ()


@given(FLAT, FLAT, FLAT)
def test_undoing_leaves_what_was_changed_since(old: Flat, new: Flat, now: Flat) -> None:
    changes = differences(old, new)
    undone = reversed_changes(now, changes)
    since = {change.field for change in changes if now.get(change.field) not in (change.old, change.new)}
    assert set(undone.left) == since
    for field in {*old, *new, *now}:
        touched = any(change.field == field for change in changes) and field not in since
        assert undone.fields.get(field) == (old if touched else now).get(field)


@given(VALUES, VALUES)
def test_an_edit_of_a_contact_is_undone_whole(before: ContactValues, after: ContactValues) -> None:
    changes = differences(flat(before), flat(after))
    undone = values_of(reversed_changes(flat(after), changes).fields)
    assert flat(undone).keys() == flat(before).keys()
    assert (undone.name, set(undone.tags)) == (before.name, set(before.tags))


@given(FLAT, FLAT, FLAT)
def test_no_field_is_lost_when_two_people_save(base: Flat, stored: Flat, typed: Flat) -> None:
    merged = merge(base, stored, typed)
    for field in {*base, *stored, *typed}:
        was, now, mine = base.get(field), stored.get(field), typed.get(field)
        assert merged.fields.get(field) == (mine if mine != was else now)
        both = mine != was and now not in {was, mine}
        assert (Conflict(field, was, now, mine) in merged.conflicts) is both
    assert set(merged.fields) <= {*stored, *typed}


@given(FLAT, FLAT)
def test_one_alone_has_no_conflict(base: Flat, other: Flat) -> None:
    assert merge(base, base, other) == merge(base, other, other)
    assert merge(base, base, other).fields == other
    assert merge(base, other, base).fields == other
    assert not merge(base, base, other).conflicts


def test_each_tag_and_coordinate_is_a_field_of_its_own() -> None:
    phone = replace(make.phone("06 39 98 12 34"), id=CoordinateId(3))
    fields = flat(make.contact_values(tags=("VIP",), coordinates=(phone,), assigned=(MemberId("UANN"),)))
    assert fields["tag:vip"] == "VIP"
    assert fields["assigned:UANN"] == "UANN"
    assert fields["coordinate:3"] == '{"kind":"phone","typed":"06 39 98 12 34","parsed":"+33639981234"}'


def test_what_is_chosen_consented_and_answered_are_fields_of_their_own() -> None:
    consent = Consent(channel=Channel.SMS, given=False, on=date(2026, 11, 20), source="by phone")
    fields = flat(make.contact_values(**make.listed_values(), consents=(consent,), hold=Hold("owes us")))
    assert fields["state:1"] == "1"
    assert fields["category"] == "2"
    assert fields["role:6"] == "1"
    assert fields["custom:1"] == "BTP"
    assert fields["consent:sms"] == '{"given":false,"on":"2026-11-20","source":"by phone"}'
    assert (fields["hold"], fields["hold_reach"], fields["main_person"]) == ("owes us", "self", "yes")


def test_a_hold_whose_reason_is_gone_is_none() -> None:
    assert values_of({"last_name": "Dupont", "hold_reach": "family"}).hold is None


def test_two_people_may_change_two_fields_at_once() -> None:
    base = {"first_name": "Marie", "comment": "old"}
    merged = merge(base, base | {"comment": "new"}, base | {"first_name": "Anne"})
    assert merged.fields == {"first_name": "Anne", "comment": "new"}
    assert not merged.conflicts


def test_differences_name_what_is_new_and_what_is_gone() -> None:
    assert differences({"a": "1", "b": "2"}, {"b": "3", "c": "4"}) == (
        Change("a", "1", None),
        Change("b", "2", "3"),
        Change("c", None, "4"),
    )
