"""A form in progress: what was typed and what the form showed when it opened."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.ids import DraftId, MemberId

TOUCHED = "touched"  # among the values: something was typed since the form opened


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`base` is each field as the form showed it; `values` what was typed; `subject` the record edited, if any."""

    id: DraftId
    member: MemberId
    noun: str
    subject: int | None = None
    base: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    selection: list[str] = field(default_factory=list)
    expires: datetime
