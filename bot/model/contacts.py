"""The contact record: a person or a company that the team deals with, and its coordinates."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.model.altered import altered
from bot.model.birthdays import Birthday
from bot.model.consents import Consent
from bot.model.hours import OpeningHours
from bot.model.ids import ChoiceId, ContactId, CoordinateId, CustomFieldId, FileId, MemberId


class ContactKind(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Civility(StrEnum):
    """How a person is addressed; a language may say two of them alike."""

    MR = "mr"
    MRS = "mrs"
    MS = "ms"
    MX = "mx"
    DR = "dr"
    PROF = "prof"
    MAITRE = "maitre"


class CoordinateKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    SITE = "site"
    SOCIAL = "social"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostalAddress:
    street: str = ""
    complement: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""

    @property
    def line(self) -> str:
        """On one line: '12 rue des Lilas, 75011 Paris'."""
        town = " ".join([part for part in (self.postcode, self.city) if part])
        parts = (self.street, self.complement, town, self.region, self.country)
        return ", ".join([part for part in parts if part])


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """One way to reach a contact.

    `typed` is kept as the person wrote it; `parsed` is what programs use: E.164 for a phone, the lower-cased address
    for an e-mail, a full URL for a site or a social network; None where it could not be understood. `label` is a
    person's own word or one of `model.labels`. `billing` and `delivery` are an address's.
    """

    kind: CoordinateKind
    typed: str
    parsed: str | None = None
    label: str = ""
    main: bool = False
    address: PostalAddress | None = None
    billing: bool = False
    delivery: bool = False
    id: CoordinateId | None = None


class Reach(StrEnum):
    """Whom a hold is for besides the contact itself; a level is a parent or a child."""

    SELF = "self"
    PARENTS = "parents"  # those directly above
    CHILDREN = "children"  # those directly below, whose parent or employer it is
    NEAREST = "nearest"  # one level up and one down
    DESCENDANTS = "descendants"  # all below, at any level
    FAMILY = "family"  # all above and all below


@dataclass(frozen=True, slots=True)
class Hold:
    """Asks before anything is started; the reason is shown first on the record."""

    reason: str
    reach: Reach = Reach.SELF


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is for in their company: accounts payable, purchases…; the first in rank is asked first."""

    choice: ChoiceId
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class CustomValue:
    """`text` is canonical, see `model.custom_fields`."""

    field: CustomFieldId
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactValues:
    """What a form or a file gives for a contact; the fields of the other kind are kept when the kind is switched.

    `company` is a company's own name, or a person's employer in words; `employer` the employer's own record. `owner`
    is the salesperson in charge. `reference` is unique in the workspace whatever its case, and made from the
    workspace's pattern where it is ''.

    `states` are a team's own: prospect, client and supplier are tags. `main_person`, `roles` and `financial` (receives
    financial documents) are a person's in their company. `parent` is the contact above, a head office or a landlord.
    `flag` is shown wherever the contact or one below it is acted on, a `hold` is confirmed there, `blocked` informs.
    Without `hours` it is open round the clock. `mailing` None: nobody asked.
    """

    kind: ContactKind = ContactKind.PERSON
    civility: Civility | None = None
    first_name: str = ""
    last_name: str = ""
    nickname: str = ""
    company: str = ""
    employer: ContactId | None = None
    job_title: str = ""
    department: str = ""
    description: str = ""
    comment: str = ""
    photo: FileId | None = None
    reference: str = ""
    siren: str = ""
    siret: str = ""
    vat_number: str = ""
    iban: str = ""
    accounting_account: str = ""
    analytic_account: str = ""
    owner: MemberId | None = None
    assigned: tuple[MemberId, ...] = ()
    coordinates: tuple[Coordinate, ...] = ()
    tags: tuple[str, ...] = ()
    states: tuple[ChoiceId, ...] = ()
    category: ChoiceId | None = None
    stage: ChoiceId | None = None
    origin: ChoiceId | None = None
    groups: tuple[ChoiceId, ...] = ()
    roles: tuple[Role, ...] = ()
    main_person: bool = False
    parent: ContactId | None = None
    birthday: Birthday | None = None
    hours: OpeningHours | None = None
    flag: str = ""
    hold: Hold | None = None
    blocked: bool = False
    consents: tuple[Consent, ...] = ()
    mailing: bool | None = None
    financial: bool = False
    custom: tuple[CustomValue, ...] = ()

    @property
    def name(self) -> str:
        """What the contact is called everywhere: a person's names, else the company's."""
        own = " ".join([part for part in (self.first_name, self.last_name) if part]) or self.nickname
        if self.kind is ContactKind.COMPANY:
            return self.company or own
        return own or self.company

    def of_kind(self, kind: CoordinateKind) -> tuple[Coordinate, ...]:
        return tuple(coordinate for coordinate in self.coordinates if coordinate.kind is kind)

    @property
    def phones(self) -> tuple[Coordinate, ...]:
        return self.of_kind(CoordinateKind.PHONE)

    @property
    def emails(self) -> tuple[Coordinate, ...]:
        return self.of_kind(CoordinateKind.EMAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A stored contact. `number` is what people type, per workspace; `version` counts its changes."""

    id: ContactId
    number: int
    values: ContactValues
    created_at: datetime
    updated_at: datetime
    created_by: MemberId
    version: int = 1
    archived_at: datetime | None = None
    deleted_at: datetime | None = None

    @property
    def name(self) -> str:
        return self.values.name


@dataclass(frozen=True, slots=True)
class Found:
    """One line of a list of contacts."""

    id: ContactId
    number: int
    kind: ContactKind
    name: str
    company: str
    city: str = ""
    archived: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a list with everything that a person may have it show; `phone` and `email` are the main ones, as typed
    and, where it was understood, as it is `dialled`.

    `groups` and `states` are names; of the states, those that are tags stand among the tags alone. `main_person` and
    `roles` are filled in a list of a company's people, `job_title` in any list of people.
    """

    found: Found
    created_at: datetime
    updated_at: datetime
    owner: MemberId | None = None
    reference: str = ""
    phone: str = ""
    dialled: str = ""
    email: str = ""
    tags: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    job_title: str = ""
    main_person: bool = False
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: what is shown, how many there are in all, and where the next page begins.

    `capped` says that counting stopped at `total`, `numbered` who has the number asked for beside the question.
    """

    found: tuple[Found, ...]
    total: int
    capped: bool = False
    cursor: str | None = None
    numbered: Found | None = None


def with_mains(coordinates: tuple[Coordinate, ...]) -> tuple[Coordinate, ...]:
    """One main of each kind: the first marked one, else the first."""
    mains: dict[CoordinateKind, int] = {}
    for place, coordinate in enumerate(coordinates):
        held = mains.get(coordinate.kind)
        if held is None or (coordinate.main and not coordinates[held].main):
            mains[coordinate.kind] = place
    chosen = set(mains.values())
    marked = [(each, place in chosen) for place, each in enumerate(coordinates)]
    return tuple([each if each.main is main else altered(each, main=main) for each, main in marked])
