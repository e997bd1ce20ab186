"""A contact from what was typed: a filled form, or a name in a command."""

from dataclasses import dataclass

from bot.model.contacts import ContactKind, ContactValues, Coordinate, with_mains
from bot.model.coordinates import EMAIL_LENGTH, email, looks_like_phone, phone
from bot.model.errors import FieldsInvalid, NoContactNamed
from bot.model.fields import CONTACT
from bot.model.folding import clean_name, digits, squeeze
from bot.parse._form import Typed, check_required, values_of

TAG_LENGTH = 50
_PHONE_DIGITS = 6
_LEGAL_FORMS = frozenset((
    "inc", "llc", "llp", "ltd", "limited", "plc", "corp", "corporation", "gmbh", "ag", "kg", "bv", "nv", "srl", "spa",
    "sa", "sas", "sasu", "sarl", "eurl", "snc", "sci", "scop", "selarl", "sprl", "pvt",
))  # fmt: skip


def read_contact(typed: Typed, *, country: str) -> ContactValues:
    """Raises FieldsInvalid with every field that is wrong at once, each by its message id."""
    check_required(CONTACT, typed)
    wrong: dict[str, str] = {}
    phones = _phones(typed, country, wrong)
    emails = _emails(typed, wrong)
    values = ContactValues(
        kind=ContactKind(typed["kind"]),
        first_name=clean_name(typed["first_name"]),
        last_name=clean_name(typed["last_name"]),
        company=clean_name(typed["company"]),
        comment=typed["comment"],
        coordinates=with_mains((*phones, *emails)),
        tags=_tags(typed, wrong),
    )
    if not values.name:
        wrong["company" if values.kind is ContactKind.COMPANY else "last_name"] = "field_name_missing"
    if wrong:
        raise FieldsInvalid(wrong)
    return values


def _phones(typed: Typed, country: str, wrong: dict[str, str]) -> list[Coordinate]:
    lines = values_of(CONTACT.field("phones"), typed["phones"])
    if any(not looks_like_phone(line) for line in lines):
        wrong["phones"] = "field_phone_wrong"
    if len(lines) > CONTACT.field("phones").many:
        wrong["phones"] = "field_too_many"
    return [phone(line, country) for line in lines]


def _emails(typed: Typed, wrong: dict[str, str]) -> list[Coordinate]:
    lines = values_of(CONTACT.field("emails"), typed["emails"])
    read = [email(line) if len(line) <= EMAIL_LENGTH else None for line in lines]
    if any(each is None for each in read):
        wrong["emails"] = "field_email_wrong"
    if len(lines) > CONTACT.field("emails").many:
        wrong["emails"] = "field_too_many"
    return [each for each in read if each is not None]


def _tags(typed: Typed, wrong: dict[str, str]) -> tuple[str, ...]:
    names = [clean_name(name) for name in values_of(CONTACT.field("tags"), typed["tags"])]
    if any(len(name) > TAG_LENGTH or not squeeze(name) for name in names):
        wrong["tags"] = "field_tag_wrong"
    if len(names) > CONTACT.field("tags").many:
        wrong["tags"] = "field_too_many"
    return tuple({squeeze(name): name for name in names}.values())


@dataclass(frozen=True, slots=True)
class NamedContact:
    """A contact said in words, and what was said about it."""

    words: str
    rest: str


def split_named(text: str) -> NamedContact:
    """'Marie Dupont: prefers calls' is a contact and a text; the first colon parts them.

    Raises NoContactNamed without a colon or without a name before it.
    """
    name, colon, rest = text.partition(":")
    if not colon or not name.strip():
        raise NoContactNamed(example="note")
    return NamedContact(words=name.strip(), rest=rest.strip())


def typed_from_words(text: str) -> Typed:
    """The form as a name in a command fills it: 'Marie Dupont' is a first and a last name.

    One word is a last name; more than three, or a legal form at the end, are more likely a company's. An address or a
    number that was looked for is no name.
    """
    blank = {field.key: "" for field in CONTACT.fields} | {"kind": ContactKind.PERSON.value}
    name = clean_name(text.lstrip(":# "))[: CONTACT.field("company").limit]
    pieces = name.split()
    if email(name) is not None:
        return blank | {"emails": name}
    if len(digits(name)) >= _PHONE_DIGITS and not any(sign.isalpha() for sign in name):
        return blank | {"phones": name}
    if len(pieces) > 3 or (len(pieces) > 1 and squeeze(pieces[-1]) in _LEGAL_FORMS):
        return blank | {"kind": ContactKind.COMPANY.value, "company": name}
    first, last = (" ".join(pieces[:-1]), pieces[-1]) if pieces else ("", "")
    return blank | {"first_name": first, "last_name": last}
