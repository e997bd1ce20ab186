"""The advanced search, saved searches, what is done to many contacts at once, and what lists show."""

from collections.abc import Iterable, Iterator, Sequence

from bot.model.choices import ChoiceKind
from bot.model.columns import Column
from bot.model.consents import SOURCE_LENGTH, Channel
from bot.model.contacts import ContactKind
from bot.model.custom_fields import ANSWERED, CustomField, CustomKind, field_key
from bot.model.fields._contact import ACCOUNT_LENGTH, CUSTOM_KEY, MOST_TAGS
from bot.model.fields._kinds import Field, FieldKind, Form, form, one_of, several_of
from bot.model.query import Sort
from bot.model.references import REFERENCE_LENGTH
from bot.model.searches import LINE_LENGTH, SEARCH_NAME_LENGTH
from bot.model.tags import TAG_LENGTH

_SEARCHED = 200  # letters of what is looked for in a field
_SEVERAL = 20  # any of so many
_ALL_OF = 5  # each is a filter of its own, and with those of all the fields they are fewer than MOST_FILTERS
MOST_CUSTOM = 15  # that the form asks, fewer where their answers are long; a line asks for any
_LETTERS = 20_000  # of all their answers: a view has 250,000 bytes, a letter up to twelve

# Given by a channel, refused by it, or never asked.
CONSENTED = (*(f"{no}{channel.value}" for channel in Channel for no in ("", "no_")), "none")
LEFT_OUT = ("without",)

SEARCH = form(
    "searches",
    Field("words", FieldKind.TEXT, limit=LINE_LENGTH),  # and whatever of a line has no field
    Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=_ALL_OF),  # all of them
    Field("without", FieldKind.TAGS, limit=TAG_LENGTH, many=_SEVERAL),  # none of them
    Field("kind", FieldKind.MENU, choices=tuple(kind.value for kind in ContactKind)),
    several_of(ChoiceKind.GROUP, many=_SEVERAL),  # any of them, as of the lists below
    several_of(ChoiceKind.STATE, many=_SEVERAL),
    one_of(ChoiceKind.CATEGORY),
    one_of(ChoiceKind.STAGE),
    one_of(ChoiceKind.ORIGIN),
    one_of(ChoiceKind.ROLE),
    Field("owner", FieldKind.PERSON),
    Field("assigned", FieldKind.PEOPLE, many=_SEVERAL),  # any of them
    Field("city", FieldKind.TEXT, limit=_SEARCHED),
    Field("address", FieldKind.TEXT, limit=_SEARCHED),
    Field("phone", FieldKind.TEXT, limit=_SEARCHED),
    Field("email", FieldKind.TEXT, limit=_SEARCHED),
    Field("company", FieldKind.TEXT, limit=_SEARCHED),
    Field("parent", FieldKind.CONTACT),  # directly above
    Field("under", FieldKind.CONTACT),  # above at any level
    Field("below", FieldKind.MENU, choices=LEFT_OUT),  # whoever stands below anybody
    Field("account", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
    Field("analytic", FieldKind.TEXT, limit=ACCOUNT_LENGTH),
    Field("reference", FieldKind.TEXT, limit=REFERENCE_LENGTH),
    Field("consent", FieldKind.MENU, choices=CONSENTED),
    Field("birthday", FieldKind.TEXT, limit=40),  # a month, or a day of it
    Field("created_after", FieldKind.TEXT, limit=40),  # a date in words or figures; that day included
    Field("created_before", FieldKind.TEXT, limit=40),  # that day left out
)


def search_form(custom: Sequence[CustomField]) -> Form:
    """SEARCH with the first of these custom fields: answers are picked, anything else is typed, '>10' and all.

    Of those that are called alike, as two groups may have them, the first asks for all.
    """
    by_name = {field_key(each.name): each for each in reversed(custom)}
    first = [each for each in custom if by_name[field_key(each.name)] is each]
    return form(SEARCH.noun, *SEARCH.fields, *_fitting(map(_sought, first[:MOST_CUSTOM])))


def _fitting(fields: Iterable[Field]) -> Iterator[Field]:
    room = _LETTERS
    for field in fields:
        room -= 2 * sum(map(len, field.options))  # each is its text and its value
        if room >= 0:
            yield field


def _sought(custom: CustomField) -> Field:
    key = f"{CUSTOM_KEY}{custom.id}"
    if custom.kind in ANSWERED:
        return Field(key, FieldKind.CHOICES, many=_SEVERAL, options=custom.answers, label=custom.name)
    kind = _SOUGHT_KINDS.get(custom.kind, FieldKind.TEXT)
    return Field(key, kind, limit=_SEARCHED, label=custom.name)


_SOUGHT_KINDS = {CustomKind.YES_NO: FieldKind.YES_NO, CustomKind.USER: FieldKind.PERSON}

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

BULK_CONSENT = form(
    "bulk_consent",
    Field("channel", FieldKind.MENU, required=True, choices=tuple(channel.value for channel in Channel)),
    Field("given", FieldKind.MENU, required=True, choices=("yes", "no")),  # nobody agrees by default
    Field("on", FieldKind.DATE),  # today, where none is picked
    Field("source", FieldKind.TEXT, limit=SOURCE_LENGTH),
)

COLUMNS = form(
    "columns",
    Field("columns", FieldKind.TICKS, choices=tuple(column.value for column in Column)),
    Field("sort", FieldKind.MENU, required=True, choices=tuple(sort.value for sort in Sort)),
)
