"""Long work done in chunks by the worker, resumable after a crash."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.model.ids import JobId, MemberId, Tenant


class JobKind(StrEnum):
    IMPORT = "import"
    FILE = "file"  # fetches the bytes of a file that a person gave
    DROP = "drop"  # takes the bytes of a file off the shelf, whose record is gone
    SEND = "send"  # sends a file that is kept to whoever asked for it
    CHANNEL = "channel"  # makes a channel in Slack for a contact
    BULK = "bulk"  # does one thing to the contacts that were chosen from a list
    UNDO = "undo"  # takes back a batch too large for one transaction
    RETAG = "retag"  # writes the search text of a tag's contacts anew
    MOVE_CHOICE = "move_choice"  # gives another choice, or none, to whoever has one that is deleted
    REFIT = "refit"  # brings the values of a custom field to what it has become, or to nothing where it is deleted


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
class Remark:
    """What is said of a row that was taken all the same; `reason` is a message id."""

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
    remarks: tuple[Remark, ...] = ()

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
    owner: str | None = None  # which process carries it out

    @property
    def has_ended(self) -> bool:
        return self.state not in {JobState.DUE, JobState.RUNNING}


def result_with(kept: Mapping[str, Any], more: Report) -> dict[str, Any]:
    """What a job keeps as its result, with one chunk more.

    Refused rows are kept as runs under their reason: a file of 200,000 bad rows stays small, and the next
    chunk is added without reading them all again.
    """
    return {
        **kept,
        "rows": kept.get("rows", 0) + more.rows,
        "created": kept.get("created", 0) + more.created,
        "updated": kept.get("updated", 0) + more.updated,
        "skipped": kept.get("skipped", 0) + more.skipped,
        "refusals": _runs(kept.get("refusals", {}), more.refusals),
        "remarks": _runs(kept.get("remarks", {}), more.remarks),
    }


def report_of(job: Job) -> Report:
    """The report so far; the whole of it once the job has ended."""
    kept = job.result
    return Report(
        rows=kept.get("rows", 0),
        created=kept.get("created", 0),
        updated=kept.get("updated", 0),
        skipped=kept.get("skipped", 0),
        refusals=tuple(Refusal(row, reason) for row, reason in _rows(kept.get("refusals", {}))),
        remarks=tuple(Remark(row, reason) for row, reason in _rows(kept.get("remarks", {}))),
    )


def _runs(kept: Mapping[str, Sequence[int]], more: Iterable[Refusal | Remark]) -> dict[str, list[int]]:
    """Reason → first row, length, first row, length…"""
    runs = {reason: list(run) for reason, run in kept.items()}
    for each in more:
        run = runs.setdefault(each.reason, [])
        if run and run[-2] + run[-1] == each.row:
            run[-1] += 1
        else:
            run += (each.row, 1)
    return runs


def _rows(runs: Mapping[str, Sequence[int]]) -> list[tuple[int, str]]:
    return sorted(
        (row, reason)
        for reason, run in runs.items()
        for first, length in zip(run[::2], run[1::2], strict=True)
        for row in range(first, first + length)
    )
