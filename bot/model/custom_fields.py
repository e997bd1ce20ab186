"""Fields that an admin adds to contacts: what they ask, of whom, who sees them, and what text a value is kept as.

Canonical text: a number as '-1234.5', a date as ISO 8601, yes and no as 'yes' and 'no', several answers one a line, a
link in full, a colleague as a member's id.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from math import inf, isfinite

from bot.model.contacts import ContactKind, ContactValues
from bot.model.coordinates import SITE_LENGTH, site
from bot.model.errors import TextInvalid
from bot.model.folding import clean_name, squeeze, tag_key
from bot.model.ids import ChoiceId, CustomFieldId
from bot.model.members import Member
from bot.model.policy import Can, allows

MOST_FIELDS = 500  # of a workspace
FIELD_NAME_LENGTH = 75
ANSWER_LENGTH = 75  # letters of an option of Slack
MOST_ANSWERS = 100  # options that one menu shows
TEXT_LENGTH = 3000
NUMBER_LENGTH = 30
YES, NO = "yes", "no"
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]*[1-9])?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MEMBER = re.compile(r"[UW][A-Z0-9]{2,20}")
_WEB = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_SORTED = 200  # signs of a value by which it is ordered and found


class CustomKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    LINK = "link"
    USER = "user"


ANSWERED = frozenset({CustomKind.CHOICE, CustomKind.CHOICES})  # by one of a list


class Scope(StrEnum):
    """Of whom a field is asked, where it is not a group's."""

    CONTACTS = "contacts"
    PEOPLE = "people"  # who have an employer


class Circle(StrEnum):
    EVERYONE = "everyone"
    MANAGERS = "managers"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomField:
    """`scope` may be a group: its members are asked. `filled` is how many have a value, where that was counted."""

    id: CustomFieldId
    name: str
    kind: CustomKind = CustomKind.TEXT
    answers: tuple[str, ...] = ()
    scope: Scope | ChoiceId = Scope.CONTACTS
    required: bool = False
    seen_by: Circle = Circle.EVERYONE
    filled_by: Circle = Circle.EVERYONE
    position: int = 0
    filled: int = 0
    retired: bool = False

    def is_for(self, values: ContactValues) -> bool:
        """Whether a contact is asked."""
        match self.scope:
            case Scope.CONTACTS:
                return True
            case Scope.PEOPLE:
                return values.kind is ContactKind.PERSON and values.employer is not None
            case group:
                return group in values.groups

    def seen_by_member(self, member: Member) -> bool:
        return not self.retired and _is_in(self.seen_by, member)

    def filled_by_member(self, member: Member) -> bool:
        """Nobody fills in what they may not see."""
        return self.seen_by_member(member) and _is_in(self.filled_by, member)


def _is_in(circle: Circle, member: Member) -> bool:
    return circle is Circle.EVERYONE or allows(member, Can.MANAGERS_FIELDS)


def scope_text(scope: Scope | ChoiceId) -> str:
    """As a form and a table hold it."""
    return scope.value if isinstance(scope, Scope) else str(scope)


def scope_of(text: str) -> Scope | ChoiceId:
    """Raises ValueError for what `scope_text` never says."""
    return ChoiceId(int(text)) if text.isascii() and text.isdigit() else Scope(text)


def field_key(name: str) -> str:
    """By which a field is known again, in a search and among those of its scope."""
    return tag_key(name)


def seen(fields: Iterable[CustomField], member: Member) -> tuple[CustomField, ...]:
    return tuple(field for field in fields if field.seen_by_member(member))


def asked_of(fields: Iterable[CustomField], values: ContactValues, member: Member) -> tuple[CustomField, ...]:
    """Those that this person fills in for this contact, in their order."""
    return tuple(field for field in fields if field.filled_by_member(member) and field.is_for(values))


def answers_of(text: str) -> list[str]:
    """The several answers of a value, each once."""
    return list(dict.fromkeys(line for line in text.split("\n") if line))


def fits(text: str, kind: CustomKind, answers: Iterable[str] = ()) -> bool:
    """Whether it is canonical text of this kind."""
    return refitted(text, kind, tuple(answers)) == text


def refitted(text: str, kind: CustomKind, answers: tuple[str, ...] = ()) -> str:
    """A value as it is kept once its field is of another kind, or has other answers; '' where it does not fit.

    Several answers are as many lines of a text; a text that is one of the answers is that answer.
    """
    if kind in ANSWERED:
        meant = dict.fromkeys(_answer(line, answers) for line in answers_of(text))
        said = [answer for answer in meant if answer]
        return "\n".join(said) if kind is CustomKind.CHOICES else (said[0] if len(meant) == 1 and said else "")
    return _REFITTED[kind](text)


def number_text(text: str) -> str:
    """'1234.50' as '1234.5'. Raises ArithmeticError for what is no number."""
    number = Decimal(text)
    plain = f"{number:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in {"", "-0", "0"} else plain


def link_text(text: str) -> str:
    """A link in full; '' for what no browser would follow."""
    return (site(text).parsed or "") if len(text) <= SITE_LENGTH else ""


def _answer(text: str, answers: Iterable[str]) -> str:
    """The answer that is meant, whatever its case and accents."""
    try:
        key = tag_key(clean_name(text))
    except TextInvalid:  # no answer has such signs
        return ""
    return next((answer for answer in answers if tag_key(answer) == key), "")


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _whole(text: str) -> str:
    return text[:TEXT_LENGTH]


def _number(text: str) -> str:
    return number_text(text) if _NUMBER.fullmatch(text) else ""


def _day(text: str) -> str:
    return text if _is_date(text) else ""


def _yes_or_no(text: str) -> str:
    return text if text in {YES, NO} else ""


def _user(text: str) -> str:
    return text if _MEMBER.fullmatch(text) else ""


_REFITTED = {
    CustomKind.TEXT: _whole,
    CustomKind.NUMBER: _number,
    CustomKind.DATE: _day,
    CustomKind.YES_NO: _yes_or_no,
    CustomKind.LINK: link_text,
    CustomKind.USER: _user,
}


def value_key(text: str) -> str:
    """One form for a value, or one of several answers, and for what is asked of it.

    A number stays as it is: 1.5 and 15 have the same letters and digits.
    """
    if _NUMBER.fullmatch(text):
        return text[:_SORTED]
    said = _WEB.sub("", text, count=1) if _WEB.match(text) else text
    return (squeeze(said) or "".join(said.split()))[:_SORTED]


def sort_number(text: str) -> float | None:
    """A number by its size, as both engines and `query.matches` compare it; none where it is too great for that."""
    size = float(text) if _NUMBER.fullmatch(text) else inf
    return size if isfinite(size) else None
