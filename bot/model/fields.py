"""What a form asks: declared here once, drawn by templates/_form, read by parse/_form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.model.columns import Column
from bot.model.contacts import Civility, ContactKind, CoordinateKind
from bot.model.labels import LABEL_LENGTH, LABELS
from bot.model.query import Sort
from bot.model.references import PATTERN_LENGTH, REFERENCE_LENGTH
from bot.model.searches import LINE_LENGTH, SEARCH_NAME_LENGTH
from bot.model.tags import TAG_LENGTH, TagColour, TagScope

_EDITION = "~"


def block_of(key: str, edition: int) -> str:
    """The block id of a field. Slack keeps what stands in an input while its block id stays, whatever the view is
    changed to; a new edition of the form says what it holds itself."""
    return f"{key}{_EDITION}{edition}" if edition else key


def field_of(block: str) -> str:
    """The field that a block id is of, whatever its edition."""
    return block.partition(_EDITION)[0]


class FieldKind(StrEnum):
    """How a value is asked. As text, several values stand one a line, an id as its digits, yes as 'yes'."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    LINES = "lines"  # several values, one a line
    CHOICE = "choice"  # of a few, all in view
    MENU = "menu"  # of a few, or none, behind a click
    TAGS = "tags"  # several, found while typing, made by typing
    CONTACT = "contact"  # one, found while typing; its id
    PERSON = "person"  # one of the team; a member's id
    PEOPLE = "people"  # several of the team
    COUNTRY = "country"  # found while typing; ISO 3166
    TICKS = "ticks"  # any of a few
    FILE = "file"


CSV = ("csv", "txt", "tsv")
IMAGES = ("png", "jpg", "jpeg", "gif")


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is the block id of the input, `limit` its characters, `choices` the values of CHOICE, MENU and TICKS.

    `redraws` says that the form looks different after another choice. `files` are the endings of a FILE.
    """

    key: str
    kind: FieldKind
    required: bool = False
    limit: int = 3000
    choices: tuple[str, ...] = ()
    many: int = 50  # the most values of a field that takes several
    redraws: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """`pages` are shown one at a time; most forms have one without a name."""

    noun: str
    pages: dict[str, tuple[Field, ...]]

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(self._all())

    def field(self, key: str) -> Field:
        return next(field for field in self._all() if field.key == key)

    def _all(self) -> Iterator[Field]:
        return (field for fields in self.pages.values() for field in fields)


def form(noun: str, *fields: Field) -> Form:
    return Form(noun, {"": fields})


MOST_TAGS = 50
_SHOWN_TAGS = 100  # more than anybody may put on, so that none is lost by not being shown; Slack shows no more
NAME_LENGTH = 200
ACCOUNT_LENGTH = 50
ADDRESS_LENGTH = 200

ESSENTIALS, DETAILS, REACH, BUSINESS = "essentials", "details", "reach", "business"

# A company is not asked for what a person is; it is kept all the same.
PEOPLE_ONLY = frozenset({"civility", "first_name", "last_name", "nickname", "job_title", "department", "employer"})

CONTACT = Form(
    "contacts",
    {
        ESSENTIALS: (
            Field(
                "kind",
                FieldKind.CHOICE,
                required=True,
                choices=tuple(kind.value for kind in ContactKind),
                redraws=True,
            ),
            Field("civility", FieldKind.MENU, choices=tuple(each.value for each in Civility)),
            Field("first_name", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("last_name", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("company", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("job_title", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("vat_number", FieldKind.TEXT, limit=40),
            Field("phones", FieldKind.LINES),
            Field("emails", FieldKind.LINES),
            Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=_SHOWN_TAGS),
            Field("comment", FieldKind.LONG_TEXT),
        ),
        DETAILS: (
            Field("nickname", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("department", FieldKind.TEXT, limit=NAME_LENGTH),
            Field("employer", FieldKind.CONTACT),
            Field("description", FieldKind.LONG_TEXT),
            Field("photo", FieldKind.FILE, files=IMAGES),
        ),
        REACH: (),  # the coordinates, each with buttons of its own
        BUSINESS: (
            Field("owner", FieldKind.PERSON),
            Field("assigned", FieldKind.PEOPLE),
            Field("reference", FieldKind.TEXT, limit=REFERENCE_LENGTH),
            Field("siren", FieldKind.TEXT, limit=40),
            Field("siret", FieldKind.TEXT, limit=40),
            Field("iban", FieldKind.TEXT, limit=60),
            Field("accounting_account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
            Field("analytic_account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
        ),
    },
)


def asked(page: str, kind: ContactKind) -> tuple[Field, ...]:
    """The fields of a page for a person or a company; a company's VAT number is among the essentials."""
    if kind is ContactKind.COMPANY:
        return tuple(field for field in CONTACT.pages[page] if field.key not in PEOPLE_ONLY)
    vat_number = CONTACT.field("vat_number")
    fields = tuple(field for field in CONTACT.pages[page] if field != vat_number)
    return (*fields, vat_number) if page == BUSINESS else fields


def page_asking(key: str, kind: ContactKind) -> str | None:
    """The page of a contact's form on which a field is asked."""
    return next((page for page in CONTACT.pages if any(field.key == key for field in asked(page, kind))), None)


_OWN_LABEL = Field("own_label", FieldKind.TEXT, limit=LABEL_LENGTH)
_VALUE = {
    CoordinateKind.PHONE: Field("typed", FieldKind.TEXT, required=True, limit=40),
    CoordinateKind.EMAIL: Field("typed", FieldKind.TEXT, required=True, limit=254),
    CoordinateKind.SITE: Field("typed", FieldKind.TEXT, required=True, limit=2000),
    CoordinateKind.SOCIAL: Field("typed", FieldKind.TEXT, required=True, limit=2000),
}
_ADDRESS = (
    Field("street", FieldKind.LONG_TEXT, limit=500),
    Field("complement", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("postcode", FieldKind.TEXT, limit=20),
    Field("city", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("region", FieldKind.TEXT, limit=ADDRESS_LENGTH),
    Field("country", FieldKind.TEXT, limit=ADDRESS_LENGTH),
)


def coordinate_form(kind: CoordinateKind) -> Form:
    """One coordinate; `own_label` goes before `label`. `uses` ticks the main one, and an address for what it serves."""
    label = Field("label", FieldKind.MENU, choices=LABELS[kind])
    if kind is CoordinateKind.ADDRESS:
        uses = Field("uses", FieldKind.TICKS, choices=("main", "billing", "delivery"))
        return form("coordinates", *_ADDRESS, label, _OWN_LABEL, uses)
    uses = Field("uses", FieldKind.TICKS, choices=("main",))
    return form("coordinates", _VALUE[kind], label, _OWN_LABEL, uses)


COORDINATES = {kind: coordinate_form(kind) for kind in CoordinateKind}

TAG = form(
    "tags",
    Field("name", FieldKind.TEXT, required=True, limit=TAG_LENGTH),
    Field("colour", FieldKind.MENU, required=True, choices=tuple(colour.value for colour in TagColour)),
    Field("scope", FieldKind.CHOICE, required=True, choices=tuple(scope.value for scope in TagScope)),
)

TAGGING = form("tagging", Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=_SHOWN_TAGS))

SETTINGS = form(
    "settings",
    Field("country", FieldKind.COUNTRY, required=True),
    Field("pattern", FieldKind.TEXT, required=True, limit=PATTERN_LENGTH),
)

NOTE = form("notes", Field("text", FieldKind.LONG_TEXT, required=True))

IMPORT = form("imports", Field("file", FieldKind.FILE, required=True, files=CSV))

_SEARCHED = 200  # letters of what is looked for in a field
_SEVERAL = 20  # any of so many
_ALL_OF = 5  # each is a filter of its own, and with those of all the fields they are MOST_FILTERS

SEARCH = form(
    "searches",
    Field("words", FieldKind.TEXT, limit=LINE_LENGTH),  # and whatever of a line has no field
    Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=_ALL_OF),  # all of them
    Field("without", FieldKind.TAGS, limit=TAG_LENGTH, many=_SEVERAL),  # none of them
    Field("kind", FieldKind.MENU, choices=tuple(kind.value for kind in ContactKind)),
    Field("owner", FieldKind.PERSON),
    Field("assigned", FieldKind.PEOPLE, many=_SEVERAL),  # any of them
    Field("city", FieldKind.TEXT, limit=_SEARCHED),
    Field("address", FieldKind.TEXT, limit=_SEARCHED),
    Field("phone", FieldKind.TEXT, limit=_SEARCHED),
    Field("email", FieldKind.TEXT, limit=_SEARCHED),
    Field("company", FieldKind.TEXT, limit=_SEARCHED),
    Field("parent", FieldKind.CONTACT),
    Field("account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
    Field("analytic", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
    Field("reference", FieldKind.TEXT, limit=REFERENCE_LENGTH),
    Field("created_after", FieldKind.TEXT, limit=40),  # a date in words or figures; that day included
    Field("created_before", FieldKind.TEXT, limit=40),  # that day left out
)

PRIVATE, SHARED = "private", "shared"
SAVED = form(
    "saved",
    Field("name", FieldKind.TEXT, required=True, limit=SEARCH_NAME_LENGTH),
    Field("shared", FieldKind.CHOICE, required=True, choices=(PRIVATE, SHARED)),
)

BULK_TAG = form(
    "bulk_tags",
    Field("add", FieldKind.TAGS, limit=TAG_LENGTH, many=MOST_TAGS),
    Field("remove", FieldKind.TAGS, limit=TAG_LENGTH, many=MOST_TAGS),
)

BULK_ASSIGN = form("bulk_assign", Field("owner", FieldKind.PERSON), Field("assigned", FieldKind.PEOPLE))

COLUMNS = form(
    "columns",
    Field("columns", FieldKind.TICKS, choices=tuple(column.value for column in Column)),
    Field("sort", FieldKind.MENU, required=True, choices=tuple(sort.value for sort in Sort)),
)

FORMS = (
    CONTACT,
    *COORDINATES.values(),
    TAG,
    TAGGING,
    SETTINGS,
    NOTE,
    IMPORT,
    SEARCH,
    SAVED,
    BULK_TAG,
    BULK_ASSIGN,
    COLUMNS,
)
