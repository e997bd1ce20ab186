"""Long work: one job after another, step by step, taken up again after a crash. Built by app, beside the sender."""

import asyncio
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from bot.crm._work import Work, Works
from bot.log import logger
from bot.model.errors import Busy, CrmError, SlackUnavailable, StoreUnavailable
from bot.model.jobs import Job, JobKind, JobState
from bot.model.members import Viewer
from bot.model.ports import Fetcher, Rooms, Sharer, Shelf
from bot.store._jobs_claims import JobClaims
from bot.worker._jobs_bulk import BulkSteps
from bot.worker._jobs_channel import ChannelSteps
from bot.worker._jobs_file import DropSteps, FetchSteps, SendSteps
from bot.worker._jobs_followed import FollowingSteps
from bot.worker._jobs_held import JobTaken
from bot.worker._jobs_import import ImportSteps
from bot.worker._jobs_lists import move_choice, refit
from bot.worker._jobs_retag import retag
from bot.worker._jobs_undo import UndoSteps

LOOK_SECONDS = 30.0  # without a wake-up, for jobs whose runner died
STOP_SECONDS = 5.0
_FIRST_WAIT = 0.5
_LONGEST_WAIT = 60.0
_ENDED_FOR_ANYBODY = {
    JobKind.RETAG,
    JobKind.MOVE_CHOICE,
    JobKind.REFIT,
    JobKind.DROP,
}  # half done, it is of use to nobody
_PATIENCE = 10  # tries of a Slack that does not answer, about five minutes


class Steps(Protocol):
    async def step(self, job: Job, viewer: Viewer) -> Job:
        """Brings the job one step on and returns it as saved; called until it has ended. Raises JobTaken."""
        ...

    async def failed(self, work: Work, job: Job) -> None:
        """What follows from a failure, in the transaction that records it; `job.error` is a message id."""
        ...


Told = Callable[[Job], None]


class JobRunner:
    """Carries out jobs, one at a time; between two steps the writer is free for everybody else."""

    def __init__(
        self,
        claims: JobClaims,
        works: Works,
        *,
        shelf: Shelf,
        fetcher: Fetcher,
        sharer: Sharer,
        rooms: Rooms,
        lease: float,
    ) -> None:
        self._claims = claims
        self._works = works
        self._shelf = shelf
        self._renewal = lease / 3
        self._kinds: Mapping[JobKind, Callable[[], Steps]] = {
            JobKind.IMPORT: lambda: ImportSteps(works, shelf, fetcher),
            JobKind.FILE: lambda: FetchSteps(works, shelf, fetcher),
            JobKind.SEND: lambda: SendSteps(works, shelf, sharer),
            JobKind.CHANNEL: lambda: ChannelSteps(works, rooms),
            JobKind.DROP: lambda: DropSteps(works),
            JobKind.RETAG: lambda: FollowingSteps(works, retag),
            JobKind.MOVE_CHOICE: lambda: FollowingSteps(works, move_choice),
            JobKind.REFIT: lambda: FollowingSteps(works, refit),
            JobKind.BULK: lambda: BulkSteps(works),
            JobKind.UNDO: lambda: UndoSteps(works),
        }
        self._woken = asyncio.Event()
        self._stopping = asyncio.Event()
        self._rested = asyncio.Event()
        self._rested.set()
        self._step: asyncio.Future[Job] | None = None

    @property
    def owner(self) -> str:
        return self._claims.owner

    def wake(self) -> None:
        """A job may have been added."""
        self._woken.set()

    async def run(self) -> None:
        """Until `stop`."""
        self._rested.clear()
        try:
            await self._begin()
            while not self._stopping.is_set():
                job = await self._next()
                if job is None:
                    await _at_most(LOOK_SECONDS, self._woken)
                else:
                    await self._see_to(job)
        finally:
            self._rested.set()

    async def stop(self) -> None:
        """Lets the current step end, or cuts it off after a while; the job goes on with the next start."""
        self._stopping.set()
        self._woken.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await self._rested.wait()
        if self._step is not None:
            self._step.cancel()
        await self._rested.wait()

    async def carry_out(self, job: Job, told: Told | None = None) -> Job:
        """A job that is this runner's, to its end or until `stop`; `told` hears of each step."""
        log = logger().bind(job=job.id, kind=job.kind.value, tenant=job.tenant, member=job.member)
        viewer = await self._claims.asker(job)
        if viewer is None and job.kind in _ENDED_FOR_ANYBODY:
            viewer = await self._claims.stand_in(job)
        if viewer is None:
            await self._claims.abandon(job, "member_not_found")
            return replace(job, state=JobState.FAILED, error="member_not_found")
        try:
            job = await self._through(job, viewer, told or _nobody)
        except JobTaken:
            # By another runner, or by this one before its store went away: then it is begun anew, where it stands.
            log.warning("job", outcome="taken over")
            await self._claims.release(job)
            return job
        if job.has_ended:
            await self._tidy(job)
            log.info("job", outcome=job.state.value, rows=job.done, error=job.error)
        else:
            await self._claims.release(job)
        return job

    async def give_back(self, job: Job) -> None:
        """Lets the next runner have a job that has not ended; where the store is away, once it is back or at `stop`."""
        while True:
            try:
                await self._claims.release(job)
            except CrmError as error:
                logger().error("job", job=job.id, outcome="not released", error=error.id)
                if self._stopping.is_set():
                    return
                await _at_most(LOOK_SECONDS, self._stopping)
            else:
                return

    async def _see_to(self, job: Job) -> None:
        """A job once claimed is not let go of while the store is away: nobody else would take it up."""
        while not self._stopping.is_set():
            try:
                await self.carry_out(job)
            except CrmError as error:
                logger().error("job", job=job.id, outcome="waits", error=error.id)
                await _at_most(LOOK_SECONDS, self._stopping)
            else:
                return

    async def _through(self, job: Job, viewer: Viewer, told: Told) -> Job:
        loop = asyncio.get_running_loop()
        steps, renewed, tries = self._kinds[job.kind](), loop.time(), 0
        while not job.has_ended and not self._stopping.is_set():
            if loop.time() - renewed > self._renewal:
                await self._renew(job)
                renewed = loop.time()
            error = await self._one_step(steps, job, viewer)
            if not isinstance(error, BaseException):
                job, tries = error, 0
                told(job)
                continue
            tries += 1
            if not _may_pass(error, tries):
                job = await self._fail(job, viewer, error)
                continue
            logger().warning("job", job=job.id, outcome="waits", error=type(error).__name__, attempt=tries)
            steps = self._kinds[job.kind]()  # what it had read and not saved is read again
            await _at_most(min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT), self._stopping)
        return job

    async def _one_step(self, steps: Steps, job: Job, viewer: Viewer) -> Job | Exception:
        """A step is a task of its own: its lease is renewed meanwhile, and whatever it ends with is looked at."""
        self._step = step = asyncio.ensure_future(steps.step(job, viewer))
        try:
            while not step.done():
                await asyncio.wait({step}, timeout=self._renewal)
                if not step.done():
                    await self._renew(job)
        finally:
            step.cancel()
            self._step = None
        if step.cancelled():
            return job  # by `stop`
        error = step.exception()
        if error is None:
            return step.result()
        if isinstance(error, JobTaken) or not isinstance(error, Exception):
            raise error
        return error

    async def _renew(self, job: Job) -> None:
        if not await self._claims.renew(job):
            raise JobTaken

    async def _fail(self, job: Job, viewer: Viewer, error: Exception) -> Job:
        """Records what went wrong by the id of its sentence, with what follows from it."""
        if not isinstance(error, CrmError):
            logger().error("job", job=job.id, outcome="failed", error=type(error).__name__, path=_place(error))
        known = error if isinstance(error, CrmError) else None
        why = {"reason": known.values["reason"]} if known is not None and "reason" in known.values else {}
        async with self._works.writing(viewer, patient=True, everything=True) as work:
            held = await work.jobs.hold(job)
            if held is None:
                raise JobTaken
            name = known.id if known is not None else "unexpected"
            failed = replace(held, state=JobState.FAILED, error=name, result=held.result | why)
            await work.jobs.save(failed)
            await self._kinds[job.kind]().failed(work, failed)
        return failed

    async def _next(self) -> Job | None:
        self._woken.clear()
        try:
            return await self._claims.claim()
        except CrmError as error:  # full, locked or away: the jobs wait with the store
            logger().error("job", outcome="not claimed", error=error.id)
            return None

    async def _begin(self) -> None:
        while not self._stopping.is_set():
            try:
                await self._recover()
            except CrmError as error:
                logger().error("job", outcome="not recovered", error=error.id)
                await _at_most(LOOK_SECONDS, self._stopping)
            else:
                return

    async def _recover(self) -> None:
        await self._claims.recover()
        for job in await self._claims.leftovers():
            await self._tidy(job)

    async def _tidy(self, job: Job) -> None:
        key = job.input.get("shelf")
        if key is not None:
            await self._shelf.drop(key)
            await self._claims.forget(job)


def _may_pass(error: BaseException, tries: int) -> bool:
    """What the store cannot take now it will take later; Slack is given some minutes."""
    if isinstance(error, Busy | StoreUnavailable):
        return True
    return isinstance(error, SlackUnavailable) and tries < _PATIENCE


def _place(error: Exception) -> str:
    """Where it was raised. The trace itself would quote what the file says."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


async def _at_most(seconds: float, event: asyncio.Event) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


def _nobody(job: Job) -> None:
    """Nobody looks on."""
