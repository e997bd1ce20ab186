"""The command line `carnet`; each command loads only what it needs."""

import asyncio
import gc
import json
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer
from pydantic import ValidationError

from bot.config import Settings, read_settings
from bot.log import set_up

Answer = TypeVar("Answer")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Carnet, a contact manager that lives inside Slack.",
)

Workspace = Annotated[str | None, typer.Option(help="Slack's team id; needed where there are several workspaces.")]
Person = Annotated[str | None, typer.Option("--as", help="Slack's user id; the first admin where none is given.")]


@app.command()
def serve(
    no_worker: Annotated[bool, typer.Option("--no-worker", help="Do not send: `carnet worker` does.")] = False,
) -> None:
    """Listen to Slack, and send what is due."""
    from bot.app import serve as run

    _run(run(_settings(), worker=not no_worker))


@app.command()
def worker() -> None:
    """Only send what is due, beside other processes on PostgreSQL."""
    from bot.app import work

    settings = _settings()
    if settings.database_url.startswith("sqlite"):
        _stop("One process owns a SQLite file, and `carnet serve` sends too. For several processes use PostgreSQL.")
    _run(work(settings))


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema."""
    from bot.app import migrate as run

    settings = _settings()
    _run(run(settings.database_url, settings.database_admin_url))


@app.command()
def check() -> None:
    """Say what is wrong with settings, scopes and database; exit 1 if something is."""
    from bot.app import check as run

    faults = _run(run(_settings()))
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("All is well.")


@app.command()
def demo(
    home: Annotated[Path, typer.Option(help="Where the demo is kept.")] = Path("var/demo"),
    port: Annotated[int, typer.Option(help="Of the page.")] = 8787,
) -> None:
    """Try everything in a browser, without a Slack workspace."""
    from bot.app import demo as run

    set_up("WARNING")
    _run(run(home, port, _tell_address, tell_api=_tell_api))


@app.command()
def sandbox(
    *,
    host: str = "127.0.0.1",
    port: int = 8787,
    log: Annotated[Path | None, typer.Option(help="Append each call as one JSON line.")] = None,
    data: Annotated[Path | None, typer.Option(help="Keep the world in this folder over a restart.")] = None,
    manifest: Annotated[
        str, typer.Option(help="The app's manifest, or `none` to allow all; ./manifest.yml where there is one.")
    ] = "",
    world: Annotated[Path | None, typer.Option(help="Another world than the demo's (JSON).")] = None,
    request_url: Annotated[str, typer.Option(help="Where HTTP deliveries go while no socket is connected.")] = "",
    retry_waits: Annotated[str, typer.Option(help="Seconds before each repeat of an event, as in 0,60,300.")] = "",
) -> None:
    """A stand-in for Slack, with a page."""
    from bot.sandbox import SandboxOptions
    from bot.sandbox.__main__ import run
    from bot.sandbox.options import NO_MANIFEST, manifest_of, waits_of

    try:
        waits = waits_of(retry_waits)
    except ValueError as error:
        _stop(f"--retry-waits: {error}")
    profile = manifest_of(manifest, default=Path("manifest.yml"))
    if profile and not manifest:
        typer.echo(f"The app is that of ./{profile}; --manifest {NO_MANIFEST} allows everything.", err=True)
    options = SandboxOptions(
        host=host,
        port=port,
        log=log,
        data=data,
        manifest=profile,
        world=world,
        request_url=request_url,
        retry_waits=waits,
    )
    _run(run(options))


@app.command(name="import")
def import_contacts(file: Path, workspace: Workspace = None, person: Person = None) -> None:
    """Import contacts from a CSV file; the last line is the report as JSON."""
    from bot.app import import_file

    gc.freeze()  # what was loaded stays to the end: a collection need not walk through it each time
    report = _run(import_file(_settings(), file, workspace=workspace, person=person, tell=_tell_progress))
    typer.echo(json.dumps(report, ensure_ascii=False))


@app.command(name="duplicates")
def find_duplicates(
    file: Path,
    country: Annotated[str, typer.Option(help="Where phones without a + are dialled, if a row does not say.")] = "FR",
) -> None:
    """Likely duplicates in a CSV file of contacts, one JSON line a pair, the likeliest first."""
    from bot.app import duplicates

    for pair in _run(duplicates(file, country=country.upper())):
        typer.echo(json.dumps(pair, ensure_ascii=False))


@app.command()
def when(
    text: Annotated[str, typer.Argument(help="What was said, or - for one phrase a line on standard input.")],
    now: Annotated[str, typer.Option(help="ISO time in the zone; the clock's where it is left out.")] = "",
    tz: Annotated[str, typer.Option(help="IANA zone.")] = "UTC",
    lang: Annotated[str, typer.Option(help="fr, fr-CA, en, en-US, en-GB…")] = "en",
) -> None:
    """How a time said in words is understood, as one JSON line each."""
    from bot.clock import SystemClock
    from bot.model.when import When
    from bot.parse.when import moment_of, read_when, run_lines

    try:
        ZoneInfo(tz)
        moment = moment_of(now, tz) if now else SystemClock().now()
    except (ValueError, ZoneInfoNotFoundError) as error:
        _stop(f"Not understood: {error}")

    def read(phrase: str) -> When:
        return read_when(phrase, now=moment, zone=tz, locale=lang)

    for line in run_lines(sys.stdin if text == "-" else [text], read):
        typer.echo(line)


def main() -> None:
    app()


def _settings() -> Settings:
    try:
        settings = read_settings()
    except ValueError as error:
        _stop(f"A setting is wrong. {_without_values(error)}")
    set_up(settings.log_level)
    return settings


def _without_values(error: ValueError) -> str:
    """Which settings, and why; never what they were set to, which may be a secret."""
    if not isinstance(error, ValidationError):
        return str(error)
    told = error.errors(include_url=False, include_context=False, include_input=False)
    return " ".join(f"{'.'.join(map(str, one['loc'])).upper()}: {one['msg']}." for one in told)


def _run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Runs to the end; what cannot be begun is one sentence and exit 2, what dies exit 1."""
    from bot.app import REFUSALS, Broken, sentence
    from bot.model.errors import CrmError

    try:
        return asyncio.run(work)
    except Broken as error:
        _stop(str(error), code=1)
    except REFUSALS as error:
        _stop(str(error))
    except CrmError as error:
        _stop(sentence(error))


def _stop(sentence: str, *, code: int = 2) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(code)


def _tell_address(address: str) -> None:
    typer.echo(f"\n  Carnet's demo is ready: {address}\n  Stop it with Ctrl+C.\n")


def _tell_api(address: str) -> None:
    typer.echo(f"  Its API, described: {address}/api/v1/docs\n")


def _tell_progress(line: str) -> None:
    typer.echo(line, err=True)


if __name__ == "__main__":
    main()
