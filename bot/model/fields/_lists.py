"""The forms of what an admin keeps for the whole team: lists, custom fields, relations, settings; and one's own."""

from bot.model.choices import CHOICE_LENGTH, ChoiceKind
from bot.model.custom_fields import FIELD_NAME_LENGTH, Circle, CustomKind
from bot.model.fields._contact import YES
from bot.model.fields._kinds import Field, FieldKind, form, one_of, several_of
from bot.model.files import KINDS_LENGTH
from bot.model.follows import Cadence
from bot.model.members import ToOutsiders
from bot.model.records import Tab
from bot.model.references import PATTERN_LENGTH
from bot.model.searches import LINE_LENGTH
from bot.model.tags import TAG_LENGTH

SETTINGS = form(
    "settings",
    Field("country", FieldKind.COUNTRY, required=True),
    Field("pattern", FieldKind.TEXT, required=True, limit=PATTERN_LENGTH),
    Field("birthday_years", FieldKind.TICKS, choices=YES),
    Field("excluded_kinds", FieldKind.TEXT, limit=KINDS_LENGTH),
    Field("outsiders", FieldKind.CHOICE, choices=tuple(each.value for each in ToOutsiders)),
)

PREFERENCES = form(
    "preferences",
    Field("landing", FieldKind.MENU, required=True, choices=tuple(tab.value for tab in Tab)),
    Field("default_hour", FieldKind.TIME, required=True),
    Field("quiet_from", FieldKind.TIME),
    Field("quiet_until", FieldKind.TIME),
    Field("told", FieldKind.TICKS, choices=("weekends", "email")),
)

PLACE = form(
    "posts",
    Field("cadence", FieldKind.MENU, required=True, choices=tuple(each.value for each in Cadence)),
    Field("threads", FieldKind.MENU, required=True, choices=("flat", "contact")),
    Field("window", FieldKind.MENU, required=True, choices=("1", "5", "15", "60")),  # minutes
    Field("budget", FieldKind.MENU, required=True, choices=("10", "30", "100", "1000")),  # posts an hour
    Field("weekday", FieldKind.MENU, required=True, choices=tuple("0123456")),  # 0 is Monday
    Field("at", FieldKind.TIME, required=True),
    Field("mine", FieldKind.TICKS, choices=("own",)),
)

FOLLOWING = form(
    "following",
    Field("contact", FieldKind.CONTACT),
    Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=5),  # all of them
    several_of(ChoiceKind.GROUP, many=20),  # any of them
    Field("owner", FieldKind.PERSON),
    Field("search", FieldKind.LISTED),  # one that was saved
    Field("words", FieldKind.TEXT, limit=LINE_LENGTH),
    Field("all", FieldKind.TICKS, choices=YES),
    Field("types", FieldKind.CHOICES, many=50),
    Field("not_types", FieldKind.CHOICES, many=50),
    Field("people", FieldKind.PEOPLE),
    Field("not_people", FieldKind.PEOPLE),
    Field("where", FieldKind.CHOICE, required=True, choices=("here", "private")),
)

CHOICE = form("choices", Field("name", FieldKind.TEXT, required=True, limit=CHOICE_LENGTH))
RELATION_KIND = form(
    "relation_kinds",
    Field("name", FieldKind.TEXT, required=True, limit=CHOICE_LENGTH),
    Field("inverse", FieldKind.TEXT, limit=CHOICE_LENGTH),  # as it is seen from the other end
)
CHOICE_DELETE = form("choice_delete", Field("to", FieldKind.LISTED))  # of the same kind; nowhere, if none

CUSTOM_FIELD = form(
    "custom_fields",
    Field("name", FieldKind.TEXT, required=True, limit=FIELD_NAME_LENGTH),
    Field("kind", FieldKind.MENU, required=True, choices=tuple(kind.value for kind in CustomKind), redraws=True),
    Field("answers", FieldKind.LONG_TEXT),  # with commas between, or one a line
    Field("scope", FieldKind.LISTED, required=True),  # of all contacts, of people, of a group
    Field("required", FieldKind.TICKS, choices=YES),
    Field("seen_by", FieldKind.CHOICE, required=True, choices=tuple(circle.value for circle in Circle)),
    Field("filled_by", FieldKind.CHOICE, required=True, choices=tuple(circle.value for circle in Circle)),
)
CUSTOM_DELETE = form("custom_delete", Field("sure", FieldKind.TICKS, required=True, choices=YES))
CUSTOM_COPY = form("custom_copy", one_of(ChoiceKind.GROUP, key="to", required=True))

RELATION = form(
    "relations",
    Field("type", FieldKind.LISTED, required=True),  # a kind of relation from either end
    Field("other", FieldKind.CONTACT, required=True),
)

COPY = form(
    "copy",
    Field("as", FieldKind.TICKS, choices=("prospects", "clients", "suppliers")),
    one_of(ChoiceKind.GROUP),
)
