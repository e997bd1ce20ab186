"""What a form asks: declared here once, drawn by templates/_form, read by parse/_form."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.contacts import ContactKind


class FieldKind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    LINES = "lines"  # several values, one a line
    COMMAS = "commas"  # several values, commas between
    CHOICE = "choice"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is the block id of the input, `limit` its characters, `choices` the values of a CHOICE."""

    key: str
    kind: FieldKind
    required: bool = False
    limit: int = 3000
    choices: tuple[str, ...] = ()
    many: int = 50  # the most values of LINES and COMMAS


@dataclass(frozen=True, slots=True)
class Form:
    noun: str
    fields: tuple[Field, ...]

    def field(self, key: str) -> Field:
        return next(field for field in self.fields if field.key == key)


NAME_LENGTH = 200

CONTACT = Form(
    "contacts",
    (
        Field("kind", FieldKind.CHOICE, required=True, choices=tuple(kind.value for kind in ContactKind)),
        Field("first_name", FieldKind.TEXT, limit=NAME_LENGTH),
        Field("last_name", FieldKind.TEXT, limit=NAME_LENGTH),
        Field("company", FieldKind.TEXT, limit=NAME_LENGTH),
        Field("phones", FieldKind.LINES),
        Field("emails", FieldKind.LINES),
        Field("tags", FieldKind.COMMAS),
        Field("comment", FieldKind.LONG_TEXT),
    ),
)

NOTE = Form("notes", (Field("text", FieldKind.LONG_TEXT, required=True),))

IMPORT = Form("imports", (Field("file", FieldKind.FILE, required=True),))

FORMS = (CONTACT, NOTE, IMPORT)
