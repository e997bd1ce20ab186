"""A private PostgreSQL cluster for the tests, started from the server's own binaries and reached by a Unix socket.

`tests/conftest.py` hands it out: one cluster for all pytest-xdist workers, a fresh database for each test.
"""

import asyncio
import fcntl
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Coroutine, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]  # asyncpg ships no types

OWNER = "carnet_owner"  # owns the databases and migrates them; no superuser
APP = "carnet_app"  # what the application connects as: no owner, no superuser, no BYPASSRLS
PORT = 5432  # only the name of the socket; nothing listens on TCP

_NEEDED = ("initdb", "pg_ctl", "psql", "postgres")
_TEMPORARY = Path(tempfile.gettempdir() if sys.platform != "darwin" else "/tmp")  # noqa: S108 - macOS names it at length
_ROLES = f"""
create role {OWNER} login nosuperuser nocreatedb nocreaterole nobypassrls;
create role {APP} login nosuperuser nocreatedb nocreaterole nobypassrls;
"""
# The data of a test is thrown away with its folder, so waiting for the disk would only cost time.
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal"}
_DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "wal_level": "replica"}
_ALWAYS = {
    "listen_addresses": "",
    "max_connections": "200",
    "max_wal_senders": "0",
    "shared_buffers": "64MB",
    "max_wal_size": "128MB",
    "autovacuum": "off",
    "log_min_messages": "warning",
    "timezone": "UTC",
}

# Stops the cluster of a test run that was killed and could not do it itself.
_GUARD = """
while kill -0 "$1" 2>/dev/null && [ -d "$2" ]; do sleep 1; done
[ -d "$2" ] || exit 0
kill -QUIT "$(head -n 1 "$2/data/postmaster.pid")" 2>/dev/null
sleep 1
rm -rf "$2" "$2.lock"
"""


def binaries() -> Path | None:
    """The folder of the newest installed server; Debian keeps it out of PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: float(found.parent.name), reverse=True)
    in_path = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    for folder in (*debian, *in_path):
        if all((folder / name).exists() for name in _NEEDED):
            return folder
    return None


@dataclass(frozen=True)
class Postgres:
    """A running cluster. Its folder is private to the user who runs it, so the socket needs no password."""

    home: Path
    bin: Path

    def owner_url(self, database: str) -> str:
        return self._url(OWNER, database)

    def app_url(self, database: str) -> str:
        return self._url(APP, database)

    def create_database(self, *, template: str = "template1") -> str:
        """The name of a new database that belongs to the owner; nobody may be connected to the template."""
        name = f"t_{secrets.token_hex(6)}"
        self._as_superuser(f'create database "{name}" owner {OWNER} template "{template}" {self._copying}')
        return name

    def drop_database(self, name: str) -> None:
        self._as_superuser(f'drop database if exists "{name}" with (force)')

    def prepare_template(self, name: str, fill: Callable[[str], None]) -> None:
        """The first to come creates the database and lets `fill` write into it; the others find it ready."""
        with _locked(self.home.with_suffix(".lock")):
            if (self.home / name).exists():
                return
            unfinished = self.create_database()
            fill(unfinished)
            self._as_superuser(f'alter database "{unfinished}" rename to "{name}"')
            (self.home / name).touch()

    def crash(self) -> None:
        """Stops without a word to anybody, as a power cut does; `start` recovers from the log."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    def start(self) -> None:
        log = self.home / "log"
        self._run("pg_ctl", "-D", str(self._data), "-l", str(log), "-w", "-t", "60", "start")

    @property
    def _copying(self) -> str:
        """Half the work of what PostgreSQL does by itself since version 15, and has a word for since then."""
        version = (self._data / "PG_VERSION").read_text()
        return "strategy file_copy" if int(version.partition(".")[0]) >= 15 else ""

    @property
    def _data(self) -> Path:
        return self.home / "data"

    def _url(self, role: str, database: str) -> str:
        return f"postgresql+asyncpg://{role}@/{database}?host={self.home}&port={PORT}"

    def _as_superuser(self, statement: str) -> None:
        run_apart(self._execute(statement))

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(host=str(self.home), port=PORT, user="postgres", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _run(self, program: str, *arguments: str) -> None:
        _run(self.bin, self.home, program, *arguments)


def shared_cluster(home: Path, *, owner_pid: int) -> Postgres:
    """The cluster in `home`, started by whoever comes first; `stop` or the end of `owner_pid` ends it."""
    with _locked(home.with_suffix(".lock")):
        if not (home / "data" / "postmaster.pid").exists():
            _start(home, _FAST, owner_pid=owner_pid)
    return _cluster(home)


@contextmanager
def durable_cluster() -> Iterator[Postgres]:
    """A cluster of one's own that keeps what it has confirmed through `crash` and `start`."""
    home = new_home(_TEMPORARY)
    _start(home, _DURABLE, owner_pid=os.getpid())
    try:
        yield _cluster(home)
    finally:
        stop(home)


def new_home(folder: Path | None = None) -> Path:
    """A path that does not exist yet, short because a socket's may have about 100 characters."""
    return (folder or _memory() or _TEMPORARY) / f"carnet-pg-{secrets.token_hex(6)}"


def stop(home: Path) -> None:
    if (home / "data" / "postmaster.pid").exists():
        _cluster(home).crash()
    shutil.rmtree(home, ignore_errors=True)
    home.with_suffix(".lock").unlink(missing_ok=True)


def _memory() -> Path | None:
    """A database is 300 files: made in 20 ms in memory, in 250 ms on some disks. A container may have only 64 MiB."""
    folder = Path("/dev/shm")  # noqa: S108 - the name in it is random
    if not os.access(folder, os.W_OK) or shutil.disk_usage(folder).free < 2**30:
        return None
    return folder


def run_apart(work: Coroutine[None, None, None]) -> None:
    """Runs to the end in a loop and a thread of its own, so that a plain fixture can, whatever loop its test has."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, work).result()


def _cluster(home: Path) -> Postgres:
    folder = binaries()
    assert folder is not None, "ask binaries() before starting a cluster"
    return Postgres(home, folder)


def _start(home: Path, settings: Mapping[str, str], *, owner_pid: int) -> None:
    cluster = _cluster(home)
    home.mkdir(mode=0o700)
    if account := _account():
        shutil.chown(home, account.pw_uid, account.pw_gid)
    data = home / "data"
    _run(cluster.bin, home, "initdb", "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync", "--no-instructions")  # fmt: skip
    lines = {**_ALWAYS, **settings, "unix_socket_directories": str(home), "port": str(PORT)}
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.writelines(f"{name} = '{value}'\n" for name, value in lines.items())
    cluster.start()
    _run(cluster.bin, home, "psql", "-h", str(home), "-p", str(PORT), "-U", "postgres", "-X", "-q",
         "-v", "ON_ERROR_STOP=1", "-c", _ROLES, "postgres")  # fmt: skip
    subprocess.Popen(
        ["sh", "-c", _GUARD, "guard", str(owner_pid), str(home)],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, cwd="/",
    )  # fmt: skip


def _account() -> pwd.struct_passwd | None:
    """Whom the server runs as: PostgreSQL refuses root, so root gives way to the account of its package."""
    return pwd.getpwnam("postgres") if os.geteuid() == 0 else None


def _run(folder: Path, home: Path, program: str, *arguments: str) -> None:
    account = _account()
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    # A file and not a pipe: the server inherits it from pg_ctl and would keep a pipe open for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [folder / program, *arguments],
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
            cwd=home,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{program} failed with {done.returncode}: {said.read().decode(errors='replace')}")


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
