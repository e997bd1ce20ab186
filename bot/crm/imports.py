"""Importing a list of contacts: started by a door or the command line, carried on by the worker, chunk by chunk."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Self

from bot.crm._guard import needs
from bot.crm._jobs import job, own
from bot.crm._progress import tell_end, tell_progress
from bot.crm._work import Work
from bot.crm.contacts import created_event, references
from bot.formats.contacts_csv import SIZE, ContactsFile, ImportedRow, read_contacts
from bot.model.altered import altered
from bot.model.contacts import Contact, ContactValues
from bot.model.events import Change, EventKind, Happening
from bot.model.ids import BatchId, ContactId, JobId
from bot.model.jobs import Job, JobKind, JobState, Refusal, Remark, Report, report_of, result_with
from bot.model.policy import Can

__all__ = ["CHUNK", "SIZE", "Reading", "advance", "cancel", "finish", "start"]

CHUNK = 500  # rows of one transaction, at most


@dataclass
class Reading:
    """A file being read, a few rows at a time and each time in a thread: checking phones takes its while."""

    file: ContactsFile
    rows: Iterator[ImportedRow]

    @classmethod
    async def begin(cls, content: bytes, *, country: str, after: int = 0) -> Self:
        """`after` rows were read before; `country` is where phones without a + are dialled. Raises FileRefused."""
        file = await asyncio.to_thread(read_contacts, content)
        return cls(file, file.rows(country, after=after))

    async def take(self, count: int) -> list[ImportedRow]:
        """The next rows; none at the end."""
        return await asyncio.to_thread(lambda: list(islice(self.rows, count)))


@needs(Can.IMPORT)
async def start(
    work: Work,
    *,
    slack_file: str | None = None,
    shelf: str | None = None,
    channel: str | None = None,
    owner: str | None = None,
) -> Job:
    """A job over a file that is in Slack or already on the shelf; with an `owner` it is that process's at once.

    The file's name is not kept: jobs lie outside the wall between tenants and hold ids and digests only.
    """
    given = {"file": slack_file, "shelf": shelf}
    said = {name: value for name, value in given.items() if value is not None}
    started = job(work, JobKind.IMPORT, said, channel=channel, owner=owner)
    await work.jobs.add(started)
    return started


@needs(Can.IMPORT)
async def find(work: Work, job: JobId) -> Job | None:
    """One's own import, how far it has come and how it ended."""
    return await own(work, job)


@needs(Can.IMPORT)
async def cancel(work: Work, job: JobId) -> None:
    """Stops one's own before its next chunk; what was imported until then stays and is reported."""
    if await find(work, job) is not None:
        await work.jobs.cancel(job)


@needs(Can.IMPORT)
async def advance(work: Work, job: Job, rows: Sequence[ImportedRow], *, total: int) -> Job:
    """One chunk: its contacts, their events and how far the job has come, in one transaction or not at all."""
    work.batch = BatchId(job.id)  # of all chunks, so that the import can be taken back as one
    fresh = await _unknown(work, rows)
    await _create(work, fresh)
    report = _chunk_report(rows, created=len(fresh))
    last = rows[-1].number
    later = replace(job, cursor=last, done=last, total=total, result=result_with(job.result, report))
    await work.jobs.save(later)
    await _tell_progress(work, later, is_first=job.cursor == 0)
    return later


async def _tell_progress(work: Work, job: Job, *, is_first: bool) -> None:
    if "file" in job.input:  # asked from Slack, not from a command line
        await tell_progress(work, job, is_first=is_first)


async def _unknown(work: Work, rows: Sequence[ImportedRow]) -> dict[str, ContactValues]:
    """By import key, the rows that are nobody's yet; the first of those that say the same."""
    # Two imports of the same file at once: the second waits here until the first has committed its chunk.
    await work.contacts.next_numbers(0)
    said: dict[str, ContactValues] = {}
    for row in rows:
        if row.key is not None and row.values is not None:
            said.setdefault(row.key, row.values)
    known = await work.contacts.known_imports(list(said))
    return {key: values for key, values in said.items() if key not in known}


async def _create(work: Work, fresh: dict[str, ContactValues]) -> None:
    if not fresh:
        return
    first = await work.contacts.next_numbers(len(fresh))
    numbers = range(first, first + len(fresh))
    own = [values.reference for values in fresh.values() if values.reference]
    made = await references(work, numbers, given=own)
    keys = work.next_ids(len(fresh))
    contacts = [
        Contact(
            id=ContactId(key),
            number=number,
            values=values if values.reference else altered(values, reference=reference),
            created_at=work.now,
            updated_at=work.now,
            created_by=work.viewer.id,
        )
        for key, number, values, reference in zip(keys, numbers, fresh.values(), made, strict=True)
    ]
    await work.contacts.add_many(list(zip(contacts, fresh, strict=True)))
    await work.tell_quietly([created_event(contact, quiet=True) for contact in contacts])


def _chunk_report(rows: Sequence[ImportedRow], *, created: int) -> Report:
    refusals = tuple(Refusal(row.number, row.reason) for row in rows if row.reason is not None)
    return Report(
        rows=len(rows),
        created=created,
        skipped=len(rows) - created - len(refusals),
        refusals=refusals,
        remarks=tuple(Remark(row.number, warning) for row in rows for warning in row.warnings),
    )


@needs(Can.IMPORT)
async def finish(work: Work, job: Job, *, left_out: Sequence[str] = ()) -> Job:
    """The end, or the stop that was asked for; `left_out` are the columns that no field took, by their headers."""
    work.batch = BatchId(job.id)
    ended = replace(job, state=JobState.CANCELLED if job.cancel else JobState.DONE)
    await work.jobs.save(ended)
    await work.tell(Happening(kind=EventKind.IMPORT_FINISHED, subject=job.id, changes=_sum(report_of(ended), left_out)))
    await tell_end(work, ended)
    return ended


def _sum(report: Report, left_out: Sequence[str]) -> tuple[Change, ...]:
    counts = {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "refused": report.refused,
    }
    changes = [Change(name, None, str(count)) for name, count in counts.items()]
    if left_out:
        changes.append(Change("left_out", None, ", ".join(left_out)))
    return tuple(changes)
