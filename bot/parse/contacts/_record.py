"""A contact as it is saved, from the draft of its form."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from bot.model import identifiers
from bot.model.changes import ASSIGNED, COORDINATE, TAG, TEXTS, YES, Flat, coordinate_of
from bot.model.contacts import Civility, ContactKind, ContactValues, Coordinate, CoordinateKind, with_mains
from bot.model.coordinates import PHONE_LENGTH
from bot.model.errors import FieldsInvalid
from bot.model.fields import CONTACT
from bot.model.folding import clean_name
from bot.model.identifiers import Identifiers
from bot.model.ids import ContactId, FileId, MemberId
from bot.model.tags import TAG_LENGTH, canonical, key_of
from bot.parse._form import lines_of
from bot.parse.contacts._asking import NOBODY_ASKS, Asking
from bot.parse.contacts._consents import read_consents, read_hold
from bot.parse.contacts._draft import LINES, held_of
from bot.parse.contacts._lists import as_asked, missing, read_choice, read_choices, read_custom, tags_said
from bot.parse.contacts._people import read_born, read_opening, read_roles

_LONG = frozenset({"description", "comment", "flag"})
_ENDLESS = frozenset({"description", "comment"})  # no input takes more than their limit: a longer one was never typed


def read_contact(values: Mapping[str, str], *, base: Flat, country: str, asking: Asking = NOBODY_ASKS) -> ContactValues:
    """Raises FieldsInvalid with every field that is wrong at once, each by its message id.

    What stood in `base` in the very same words is not refused again. A photo that was just given has no id yet: the
    photo is then the one of `base`.
    """
    wrong: dict[str, str] = {}
    read = ContactValues(
        kind=_kind(values),
        civility=_civility(values),
        employer=_contact(values, "employer"),
        parent=_contact(values, "parent"),
        photo=_photo(values, base),
        owner=MemberId(values["owner"]) if values.get("owner") else None,
        assigned=tuple(MemberId(line) for line in lines_of(values.get("assigned", ""))),
        tags=_tags(values, base, wrong),
        coordinates=_coordinates(values, base, wrong),
        birthday=read_born(values, base, wrong, asking),
        hours=read_opening(values, base, wrong, asking),
        **_texts(values, base, wrong),
    )
    read = as_asked(_listed(read, values, base, wrong, asking=asking), base, wrong, asking)
    read = _identified(read, base, wrong, country)
    if not read.name:
        wrong["company" if read.kind is ContactKind.COMPANY else "last_name"] = "field_name_missing"
    missing(read, wrong, asking)
    if wrong:
        raise FieldsInvalid(wrong)
    return read


def _listed(
    read: ContactValues, values: Mapping[str, str], base: Flat, wrong: dict[str, str], *, asking: Asking
) -> ContactValues:
    """With what is chosen from lists, ticked and answered."""
    mailing = values.get("mailing", "")
    return replace(
        read,
        states=read_choices(values, "states"),
        groups=read_choices(values, "groups"),
        category=read_choice(values, "category"),
        stage=read_choice(values, "stage"),
        origin=read_choice(values, "origin"),
        roles=read_roles(values, wrong),
        main_person=values.get("main_person") == YES,
        hold=read_hold(values, base, wrong),
        blocked=values.get("blocked") == YES,
        consents=read_consents(values, base, wrong, asking),
        mailing=mailing == YES if mailing else None,
        financial=values.get("financial") == YES,
        custom=read_custom(values, base, wrong, asking),
    )


def _kind(values: Mapping[str, str]) -> ContactKind:
    return ContactKind.COMPANY if values.get("kind") == ContactKind.COMPANY else ContactKind.PERSON


def _civility(values: Mapping[str, str]) -> Civility | None:
    return next((each for each in Civility if each.value == values.get("civility")), None)


def _contact(values: Mapping[str, str], key: str) -> ContactId | None:
    typed = values.get(key, "")
    return ContactId(int(typed)) if _is_id(typed) else None


def _photo(values: Mapping[str, str], base: Flat) -> FileId | None:
    typed = values.get("photo", "")
    kept = typed if _is_id(typed) or not typed else base.get("photo", "")
    return FileId(int(kept)) if kept else None


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _texts(values: Mapping[str, str], base: Flat, wrong: dict[str, str]) -> dict[str, Any]:
    texts = {key: _text(key, values.get(key, "")) for key in TEXTS}
    for key, text in texts.items():
        if len(text) > CONTACT.field(key).limit and key not in _ENDLESS and text != _text(key, base.get(key, "")):
            wrong[key] = "field_too_long"
    return texts


def _text(key: str, typed: str) -> str:
    return typed.strip() if key in _LONG else clean_name(typed)


def _tags(values: Mapping[str, str], base: Flat, wrong: dict[str, str]) -> tuple[str, ...]:
    names = {key_of(name): canonical(name) for name in map(clean_name, tags_said(values, base))}
    if any(not key or len(name) > TAG_LENGTH for key, name in names.items() if f"{TAG}{key}" not in base):
        wrong["tags"] = "field_tag_wrong"
    if len(names) > max(CONTACT.field("tags").many, sum(field.startswith(TAG) for field in base)):
        wrong["tags"] = "field_too_many"
    if len(lines_of(values.get("assigned", ""))) > max(
        CONTACT.field("assigned").many, sum(field.startswith(ASSIGNED) for field in base)
    ):
        wrong["assigned"] = "field_too_many"
    return tuple(names.values())


def _coordinates(values: Mapping[str, str], base: Flat, wrong: dict[str, str]) -> tuple[Coordinate, ...]:
    for key, kind in LINES.items():
        held = held_of(base, kind)
        before = {each.typed for each in held.values()}
        given = held_of(values, kind).values()
        for each in given:
            if each.typed not in before and (problem := _problem(each)):
                wrong[key] = problem
        if len(given) > max(CONTACT.field(key).many, len(held)):
            wrong[key] = "field_too_many"
    return with_mains(tuple(_all_coordinates(values)))


def _all_coordinates(values: Mapping[str, str]) -> Iterator[Coordinate]:
    for field, text in values.items():
        if field.startswith(COORDINATE):
            yield coordinate_of(text, int(field.removeprefix(COORDINATE)))


def _problem(coordinate: Coordinate) -> str | None:
    """A phone that cannot be read is kept: people store short numbers, extensions, and whom to ask for."""
    if coordinate.kind is CoordinateKind.EMAIL and coordinate.parsed is None:
        return "field_email_wrong"
    if coordinate.kind is CoordinateKind.PHONE and len(coordinate.typed) > PHONE_LENGTH:
        return "field_too_long"
    return None


def _identified(values: ContactValues, base: Flat, wrong: dict[str, str], country: str) -> ContactValues:
    """With its identifiers checked and completed."""
    typed = Identifiers(
        siren=values.siren,
        siret=values.siret,
        vat_number=_with_country(values.vat_number, country),
        iban=values.iban,
    )
    try:
        read = identifiers.read(typed)
    except FieldsInvalid as refused:
        unchanged = {field for field in refused.fields if getattr(values, field) == base.get(field)}
        wrong |= {field: why for field, why in refused.fields.items() if field not in unchanged}
        return values
    if not typed.vat_number and read.siren == base.get("siren"):
        read = replace(read, vat_number="")  # it was taken out, or never there
    return replace(values, **asdict(read))


def _with_country(vat_number: str, country: str) -> str:
    """A VAT number may be written as at home, without the letters of the country; those of Greece are its own."""
    if vat_number[:1].isdigit():
        return f"{'EL' if country == 'GR' else country}{vat_number}"
    return vat_number
