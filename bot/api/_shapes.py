"""What the models of all nouns are made of: ids as strings, clean texts, moments, pages and their cursors."""

import base64
import binascii
import re
from datetime import UTC, datetime
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from bot.api._refusals import CursorInvalid
from bot.model.folding import clean

LARGEST = 2**63 - 1
PAGE, MOST = 25, 100
_YEARS = range(1970, 2200)


class Shape(BaseModel):
    """What is sent: nothing that is not declared, nothing read as what it is not."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Asking(BaseModel):
    """A query, whose values are all texts."""

    model_config = ConfigDict(extra="forbid")


def _is_id(text: str) -> str:
    if int(text) > LARGEST:
        raise ValueError("larger than any id")
    return text


def is_near(moment: datetime) -> datetime:
    """In UTC. Raises ValueError for one of a far year."""
    if moment.year not in _YEARS or (there := moment.astimezone(UTC)).year not in _YEARS:
        raise ValueError("out of the years that are kept")
    return there


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[1-9][0-9]{0,18}$"),
    AfterValidator(_is_id),
    Field(description="An id: a number of 63 bits, as text.", examples=["461168601842738790"]),
]
Person = Annotated[
    str,
    StringConstraints(pattern=r"^[UW][A-Z0-9]{2,30}$"),
    Field(description="A member, by Slack's own id.", examples=["U0CLAIRE001"]),
]
Actor = Annotated[str, Field(description="Who did it: a member's id, or `token:` and a token's.")]
Text = Annotated[str, AfterValidator(clean)]
Moment = Annotated[
    AwareDatetime,
    AfterValidator(is_near),
    PlainSerializer(_iso, when_used="json"),
    Field(description="An instant with its offset from UTC (RFC 3339).", examples=["2026-11-24T09:00:00+01:00"]),
]


class Paging(Asking):
    limit: Annotated[int, Field(ge=1, le=MOST, description="How many on a page.")] = PAGE
    cursor: Annotated[Text, Field(description="`next` of the page before.", max_length=100)] = ""


Listed = TypeVar("Listed", bound=BaseModel)


class Page(Shape, Generic[Listed]):
    """`next` is the cursor of the next page, null on the last."""

    data: list[Listed]
    next: str | None


def cursor_of(place: str) -> str:
    """Opaque, so that nobody builds on what is in it."""
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def place_of(cursor: str, pattern: re.Pattern[str]) -> str | None:
    """None where there is no cursor; a place ends with an id. Raises CursorInvalid."""
    if not cursor:
        return None
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError) as error:
        raise CursorInvalid from error
    if not pattern.fullmatch(place) or int(place.rpartition(" ")[2]) > LARGEST:
        raise CursorInvalid
    return place
