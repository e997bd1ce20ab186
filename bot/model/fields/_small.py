"""The forms of a field or three: tags, tokens of the API, webhooks, a file to import."""

from bot.model.fields._contact import SHOWN_TAGS
from bot.model.fields._kinds import CSV, Field, FieldKind, form
from bot.model.line_types import LineType
from bot.model.tags import TAG_LENGTH, TagColour, TagScope
from bot.model.tokens import TOKEN_NAME_LENGTH, Scope
from bot.model.webhooks import WEBHOOK_ADDRESS_LENGTH, WEBHOOK_NAME_LENGTH

TAG = form(
    "tags",
    Field("name", FieldKind.TEXT, required=True, limit=TAG_LENGTH),
    Field("colour", FieldKind.MENU, required=True, choices=tuple(colour.value for colour in TagColour)),
    Field("scope", FieldKind.CHOICE, required=True, choices=tuple(scope.value for scope in TagScope)),
)

TAGGING = form("tagging", Field("tags", FieldKind.TAGS, limit=TAG_LENGTH, many=SHOWN_TAGS))

TOKEN = form(
    "tokens",
    Field("name", FieldKind.TEXT, required=True, limit=TOKEN_NAME_LENGTH),
    Field("scope", FieldKind.CHOICE, required=True, choices=tuple(scope.value for scope in Scope)),
)

WEBHOOK = form(
    "webhooks",
    Field("name", FieldKind.TEXT, required=True, limit=WEBHOOK_NAME_LENGTH),
    Field("url", FieldKind.TEXT, required=True, limit=WEBHOOK_ADDRESS_LENGTH),
    Field("types", FieldKind.TICKS, required=True, choices=tuple(each.value for each in LineType)),
)

IMPORT = form("imports", Field("file", FieldKind.FILE, required=True, many=1, files=CSV))
