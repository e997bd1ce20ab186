"""A field, its kinds, and a form of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.model.choices import ChoiceKind

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
    FREE_TEXT = "free_text"  # as long, and about somebody: what people are to be careful with
    RICH_TEXT = "rich_text"  # free as well, with styles, lists and links; as `model.rich_text` keeps it
    LINES = "lines"  # several values, one a line
    DATE = "date"  # picked from a calendar; ISO 8601
    TIME = "time"  # of a day, picked from a list; ISO 8601
    CHOICE = "choice"  # of a few, all in view
    MENU = "menu"  # of a few, or none, behind a click
    YES_NO = "yes_no"  # or neither
    LISTED = "listed"  # one of a list that people keep; its id, or the answer itself
    CHOICES = "choices"  # several of such a list
    TAGS = "tags"  # several, found while typing, made by typing
    CONTACT = "contact"  # one, found while typing; its id
    PERSON = "person"  # one of the team; a member's id
    PEOPLE = "people"  # several of the team
    COUNTRY = "country"  # found while typing; ISO 3166
    TICKS = "ticks"  # any of a few
    FILE = "file"  # one or several; Slack's ids of them


CSV = ("csv", "txt", "tsv")
IMAGES = ("png", "jpg", "jpeg", "gif")


@dataclass(frozen=True, slots=True)
class Field:
    """`key` is the block id of the input, `limit` its characters, `choices` the values of CHOICE, MENU and TICKS.

    `redraws` says that the form looks different after another choice. `files` are the endings of a FILE: none are for
    any file. TICKS without choices are named by whoever draws them. Of LISTED and CHOICES, `of` is the list whose
    choices are found while typing, or `options` are all there are, in people's own words. `label` is what people call
    the field; where it is '', the words of the form's noun do.
    """

    key: str
    kind: FieldKind
    required: bool = False
    limit: int = 3000
    choices: tuple[str, ...] = ()
    many: int = 50  # the most values of a field that takes several
    redraws: bool = False
    files: tuple[str, ...] = ()
    of: ChoiceKind | None = None
    options: tuple[str, ...] = ()
    label: str = ""


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


def one_of(kind: ChoiceKind, *, key: str = "", required: bool = False) -> Field:
    """One of an admin's list."""
    return Field(key or kind.value, FieldKind.LISTED, required=required, of=kind)


def several_of(kind: ChoiceKind, *, many: int = 50, redraws: bool = False) -> Field:
    """Several of an admin's list, under its plural."""
    return Field(f"{kind.value}s", FieldKind.CHOICES, of=kind, many=many, redraws=redraws)
