"""`carnet import`: the server that owns a SQLite file does it, asked through a socket; where none runs it is done here.

The socket takes one line of JSON and the bytes of the file, and answers with lines of JSON: progress, then the report
or the sentence that says why there is none.
"""

import asyncio
import hashlib
import json
import os
import socket
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.app._house import House, opened
from bot.app._shelf import shelf_of
from bot.clock import SystemClock
from bot.config import Settings
from bot.crm import imports
from bot.log import logger
from bot.model.errors import CrmError
from bot.model.ids import MemberId
from bot.model.jobs import Job, Report, report_of
from bot.model.members import Viewer
from bot.store import StoreInUse
from bot.store._jobs_claims import JobClaims
from bot.templates import imports as show_imports
from bot.templates._words import Reader, raw
from bot.worker.jobs import JobRunner

_ADDRESS_BYTES = 100  # a Unix socket's address has 108, or 104 on macOS
_STARTING_SECONDS = 5  # a server that has the file and not yet its socket
_READER = Reader("en", "UTC")  # the command line speaks English
_REMARKS = {
    "phone_unreadable": "with a phone that is kept as typed",
    "email_unreadable": "with an e-mail that is kept as typed",
    "moved_to_comment": "with a value that was put in the comment",
}

Tell = Callable[[str], None]


class CannotImport(RuntimeError):
    """Nothing was imported, or not all; the message is the sentence for the command line."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be imported, in which workspace (Slack's team id) and as whom; None: the only one, its first admin."""

    content: bytes
    workspace: str | None
    person: str | None


async def import_file(
    settings: Settings, file: Path, *, workspace: str | None, person: str | None, tell: Tell
) -> dict[str, Any]:
    """The report as `carnet import` prints it; `tell` hears of the progress, a line at a time.

    Raises CannotImport, SchemaMismatch, StoreInUse, StoreUnavailable, KeysMalformed.
    """
    order = Order(await asyncio.to_thread(_read, file), workspace, person)
    if not settings.database_url.startswith("sqlite"):
        return await _import_here(settings, order, tell)
    place, clock = socket_place(settings), SystemClock()
    begun = clock.steady()
    while True:
        if await asyncio.to_thread(_is_ours, place):
            with suppress(ConnectionRefusedError, FileNotFoundError):
                return await _ask(place, order, tell)
        try:
            return await _import_here(settings, order, tell)
        except StoreInUse:
            if clock.steady() - begun > _STARTING_SECONDS:
                raise
            await clock.sleep(0.2)


@asynccontextmanager
async def controlled(house: House) -> AsyncIterator[None]:
    """Listens beside the SQLite file while the server runs; on PostgreSQL the command line needs nobody."""
    if not house.database.is_sqlite:
        yield
        return
    place, control = socket_place(house.settings), _Control(house)
    server = await asyncio.start_unix_server(control.answer, sock=_bound(place))
    try:
        yield
    finally:
        server.close()
        await control.stop()
        place.unlink(missing_ok=True)


def socket_place(settings: Settings) -> Path:
    """Beside the file, or in the folder for temporary files where that address would be too long."""
    file = Path(urlsplit(settings.database_url).path[1:]).resolve()
    beside = file.with_name(file.name + ".sock")
    if len(os.fsencode(beside)) <= _ADDRESS_BYTES:
        return beside
    digest = hashlib.sha256(os.fsencode(file)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"carnet-{digest}.sock"


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > imports.SIZE:
            raise CannotImport(_plain("errors", "file_refused", reason="too_large"))
        return file.read_bytes()
    except OSError as error:
        raise CannotImport(f"{file} cannot be read: {error.strerror}.") from error


def _bound(place: Path) -> socket.socket:
    """For its owner alone: whoever may write there may import."""
    place.unlink(missing_ok=True)  # left by a server that was killed: the lock of the file says that none runs
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(place))
    place.chmod(0o600)
    return listening


def _is_ours(place: Path) -> bool:
    """In a folder for everybody, somebody else's socket would be handed our contacts."""
    try:
        return place.stat().st_uid == os.geteuid()
    except OSError:
        return False


async def _ask(place: Path, order: Order, tell: Tell) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(place, limit=2**28)
    try:
        head = {"do": "import", "size": len(order.content), "workspace": order.workspace, "person": order.person}
        writer.write(json.dumps(head).encode() + b"\n" + order.content)
        await writer.drain()
        while line := await reader.readline():
            answer: dict[str, Any] = json.loads(line)
            if "report" in answer:
                report: dict[str, Any] = answer["report"]
                return report
            if "sentence" in answer:
                raise CannotImport(answer["sentence"])
            tell(answer["progress"])
    except (ConnectionResetError, BrokenPipeError):
        pass  # the server was killed
    finally:
        writer.close()
    raise CannotImport("The server ended before the import did; it goes on when the server starts again.")


async def _import_here(settings: Settings, order: Order, tell: Tell) -> dict[str, Any]:
    async with opened(settings) as house:
        return await _carry_out(house, _runner(house), order, tell)


def _runner(house: House) -> JobRunner:
    lease = house.settings.carnet_lease
    return JobRunner(
        JobClaims(house.database, lease=lease),
        house.works,
        shelf=shelf_of(house.settings),
        fetcher=house.gateway,
        sharer=house.gateway,
        rooms=house.gateway,
        lease=lease,
    )


async def _carry_out(house: House, runner: JobRunner, order: Order, tell: Tell) -> dict[str, Any]:
    """Through a job like any other, which is this runner's from the start; a crash leaves it to the next server."""
    viewer = await _viewer(house, order)
    try:
        # Whoever types the command sees at once that a file is no list; a job would write to the person named.
        await imports.Reading.begin(order.content, country=viewer.workspace.country)
        shelf = await shelf_of(house.settings).put(order.content)
        async with house.works.writing(viewer, patient=True) as work:
            job = await imports.start(work, shelf=shelf, owner=runner.owner)
    except CrmError as error:
        raise CannotImport(_plain("errors", error.id, **error.values)) from error
    try:
        ended = await runner.carry_out(job, told=lambda job: tell(f"{job.done} of {job.total} rows"))
    finally:
        await runner.give_back(job)
    if not ended.has_ended:
        raise CannotImport("Stopped; the import goes on when Carnet starts again.")
    if ended.error is not None:
        raise CannotImport(_why(ended))
    return _spoken(report_of(ended), tell)


async def _viewer(house: House, order: Order) -> Viewer:
    known = await house.door.workspaces()
    chosen = [each for each in known if order.workspace in {None, each.team}]
    if not known:
        raise CannotImport("No workspace is known yet: say /crm once in Slack, then import.")
    if not chosen:
        raise CannotImport(f"No workspace {order.workspace} is known here.")
    if len(chosen) > 1:
        teams = ", ".join(each.team for each in chosen)
        raise CannotImport(f"There are several workspaces: choose one with --workspace ({teams}).")
    (workspace,) = chosen
    if order.person is None:
        member = await house.door.first_admin(workspace.tenant)
    else:
        member = await house.door.member(workspace.tenant, MemberId(order.person))
    if member is None:
        raise CannotImport("Nobody to import as: name a person who uses Carnet with --as and their Slack id.")
    return Viewer(member=member, workspace=workspace)


def _why(job: Job) -> str:
    """The sentence of a failed job, as its report in Slack says it."""
    return show_imports.failed(job, _READER).text


def _spoken(report: Report, tell: Tell) -> dict[str, Any]:
    for reason, times in Counter(remark.reason for remark in report.remarks).items():
        tell(f"{times} rows {_REMARKS[reason]}")
    reasons = {each.reason: _plain("imports", f"reason_{each.reason}") for each in report.refusals}
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "skipped": report.skipped,
        "refused": report.refused,
        "refusals": [{"row": each.row, "reason": reasons[each.reason]} for each in report.refusals],
    }


def _plain(noun: str, block: str, **values: object) -> str:
    return raw(_READER, noun, block, **values)


@dataclass
class _Control:
    """The server's end of the socket."""

    house: House
    runners: set[JobRunner] = field(default_factory=set)
    answering: set[asyncio.Task[None]] = field(default_factory=set)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self.answering.add(task)
            task.add_done_callback(self.answering.discard)
        with suppress(ConnectionError, asyncio.IncompleteReadError, ValueError, KeyError):
            await self._answer(reader, writer)
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head: dict[str, Any] = json.loads(await reader.readline())
        content = await reader.readexactly(min(int(head["size"]), imports.SIZE + 1))
        order = Order(content, head["workspace"], head["person"])
        runner = _runner(self.house)
        self.runners.add(runner)
        try:
            report = await _carry_out(self.house, runner, order, lambda line: _send(writer, {"progress": line}))
            _send(writer, {"report": report})
        except CannotImport as error:
            _send(writer, {"sentence": str(error)})
        except CrmError as error:
            logger().error("import", outcome="failed", error=error.id)
            _send(writer, {"sentence": _plain("errors", error.id, **error.values)})
        finally:
            self.runners.discard(runner)
        await writer.drain()

    async def stop(self) -> None:
        """The imports under way are given back; they go on with the next start."""
        await asyncio.gather(*(runner.stop() for runner in self.runners))
        if self.answering:
            await asyncio.wait(self.answering, timeout=2)


def _send(writer: asyncio.StreamWriter, line: dict[str, Any]) -> None:
    writer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
