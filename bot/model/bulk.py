"""What is done to many contacts at once, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from bot.model.consents import Consent
from bot.model.ids import MemberId


class Act(StrEnum):
    DELETE = "delete"
    TAG = "tag"
    ASSIGN = "assign"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """TAG puts on and takes off; ASSIGN gives a new owner where one is named, and adds people to those assigned;
    CONSENT is the answer for one channel."""

    act: Act
    tags_on: tuple[str, ...] = ()
    tags_off: tuple[str, ...] = ()
    owner: MemberId | None = None
    assigned: tuple[MemberId, ...] = ()
    consent: Consent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkReport:
    """`unchanged` were so already, `gone` are deleted or archived since, `refused` cannot take it.

    `left_out` were meant when it was asked for, and are no longer among the results.
    """

    done: int = 0
    unchanged: int = 0
    gone: int = 0
    refused: int = 0
    left_out: int = 0

    @property
    def looked_at(self) -> int:
        return self.done + self.unchanged + self.gone + self.refused + self.left_out
