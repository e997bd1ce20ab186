"""A contact as JSON: the same fields as in its form, texts where somebody typed and ids where somebody chose."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from bot.api._confirming import Confirmed
from bot.api._shapes import Actor, Id, Moment, Paging, Person, Shape, Text
from bot.model.consents import SOURCE_LENGTH, Channel
from bot.model.contacts import Civility, ContactKind, CoordinateKind, Reach
from bot.model.fields import CONTACT, COORDINATES
from bot.model.hours import HOURS_LENGTH
from bot.model.labels import LABEL_LENGTH
from bot.model.tags import TAG_LENGTH
from bot.model.warnings import REASON_LENGTH


def _typed(key: str, about: str = "") -> Any:
    return Field(default=None, max_length=CONTACT.field(key).limit, description=about or None)


def _many(key: str, about: str = "") -> Any:
    return Field(default=None, max_length=CONTACT.field(key).many, description=about or None)


def _part(key: str) -> Any:
    return Field(default="", max_length=COORDINATES[CoordinateKind.ADDRESS].field(key).limit)


class Address(Shape):
    street: Text = _part("street")
    complement: Text = _part("complement")
    postcode: Text = _part("postcode")
    city: Text = _part("city")
    region: Text = _part("region")
    country: Text = _part("country")


class Coordinate(Shape):
    """One way to reach a contact. `typed` is as somebody wrote it; `parsed`, which Carnet makes of it, is E.164 for a
    phone, lower case for an e-mail, a full URL for a site or a social network."""

    id: Id | None = Field(default=None, description="Of one that is there already, to keep it.")
    kind: CoordinateKind
    typed: Text = Field(default="", max_length=2000, description="Of an address, made from its parts.")
    parsed: str | None = Field(default=None, description="Read only: what is sent is ignored.")
    label: Text = Field(default="", max_length=LABEL_LENGTH, description="`work`, `mobile`… or words of one's own.")
    main: bool = False
    address: Address | None = None
    billing: bool = Field(default=False, description="Of an address.")
    delivery: bool = Field(default=False, description="Of an address.")


class HoldShape(Shape):
    """Asks before anything is started with the contact."""

    reason: Text = Field(min_length=1, max_length=REASON_LENGTH)
    reach: Reach = Reach.SELF


class ConsentShape(Shape):
    """`on` is today where it is not said."""

    channel: Channel
    given: bool
    on: date | None = None
    source: Text = Field(default="", max_length=SOURCE_LENGTH)


class RoleShape(Shape):
    """What a person is for in their company; the first in rank is asked first."""

    role: Id
    rank: Annotated[int, Field(ge=1, le=1000)] | None = None


class ContactFields(Shape):
    """What a contact has. Of what is sent, what is not named stays, and null or an empty text empties a field."""

    kind: ContactKind | None = None
    civility: Civility | None = None
    first_name: Text | None = _typed("first_name")
    last_name: Text | None = _typed("last_name")
    nickname: Text | None = _typed("nickname")
    company: Text | None = _typed("company", "A company's own name, or a person's employer in words.")
    employer: Id | None = Field(default=None, description="The contact that a person works for.")
    job_title: Text | None = _typed("job_title")
    department: Text | None = _typed("department")
    description: Text | None = _typed("description")
    comment: Text | None = _typed("comment")
    reference: Text | None = _typed("reference", "Unique in the workspace; made where none is given.")
    siren: Text | None = _typed("siren")
    siret: Text | None = _typed("siret")
    vat_number: Text | None = _typed("vat_number")
    iban: Text | None = _typed("iban")
    accounting_account: Text | None = _typed("accounting_account")
    analytic_account: Text | None = _typed("analytic_account")
    owner: Person | None = Field(default=None, description="Who is in charge, by Slack's id.")
    assigned: list[Person] | None = _many("assigned")
    coordinates: list[Coordinate] | None = Field(default=None, max_length=100, description="All of them, in order.")
    tags: list[Annotated[Text, StringConstraints(min_length=1, max_length=TAG_LENGTH)]] | None = _many("tags")
    states: list[Id] | None = _many("states")
    category: Id | None = None
    stage: Id | None = None
    origin: Id | None = None
    groups: list[Id] | None = _many("groups")
    roles: list[RoleShape] | None = _many("roles")
    main_person: bool | None = Field(default=None, description="The main contact of their company.")
    parent: Id | None = Field(default=None, description="The contact above: a head office, a landlord.")
    birthday: Annotated[str, StringConstraints(pattern=r"^(\d{4}|-)-\d{2}-\d{2}$")] | None = Field(
        default=None, description="1980-02-29, or --02-29 without the year.", examples=["1980-02-29", "--02-29"]
    )
    hours: Annotated[Text, StringConstraints(max_length=HOURS_LENGTH)] | None = Field(
        default=None, examples=["Mo-Fr 09:00-12:00,14:00-18:00; Sa 09:00-12:00"]
    )
    flag: Text | None = _typed("flag", "Shown wherever the contact is acted on.")
    hold: HoldShape | None = None
    blocked: bool | None = None
    consents: list[ConsentShape] | None = Field(default=None, max_length=len(Channel))
    mailing: bool | None = Field(default=None, description="null: nobody asked.")
    financial: bool | None = Field(default=None, description="Receives financial documents.")
    custom: dict[Id, Annotated[Text, StringConstraints(max_length=3000)]] | None = Field(
        default=None, description="Values of custom fields by the field's id; what is not named stays."
    )


class NewContact(ContactFields):
    """A person needs a name, a company its own."""

    confirmed: Confirmed = False


class ContactChange(ContactFields):
    """A merge patch (RFC 7396): lists are replaced as a whole."""


class ContactShape(ContactFields):
    """A contact as it is stored. `name` is what it is called everywhere; `version` counts its changes."""

    id: Id
    number: int
    name: str
    version: int
    created_at: Moment
    updated_at: Moment
    created_by: Actor
    archived_at: Moment | None


class ContactsAsked(Paging):
    q: Annotated[
        Text, Field(max_length=500, description="What `/contact` understands, such as `tag:clients city:lyon martin`.")
    ] = ""
