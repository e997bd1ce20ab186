"""Long work done in chunks by the worker, resumable after a crash."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.model.ids import JobId, MemberId, Tenant


class JobKind(StrEnum):
    IMPORT = "import"


class JobState(StrEnum):
    DUE = "due"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row of a file that was not taken: counted from 1 after the header; `reason` is a message id."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """created + updated + skipped + refused = rows."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    refusals: tuple[Refusal, ...] = ()

    @property
    def refused(self) -> int:
        return len(self.refusals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """`input` and `result` hold ids, counts and digests only: the table lies outside row-level security."""

    id: JobId
    tenant: Tenant
    kind: JobKind
    member: MemberId
    channel: str | None
    state: JobState
    cursor: int
    done: int
    total: int
    created_at: datetime
    input: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] = field(default_factory=dict)
    cancel: bool = False
    error: str | None = None
