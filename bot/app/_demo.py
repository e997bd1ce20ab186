"""`carnet demo`: a sandbox, the bot on SQLite beside it, and a small workspace to try it in."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr

from bot.app._demo_contacts import plant
from bot.app._serve import serve
from bot.config import Settings
from bot.store import migrate

HOME = Path("var/demo")
PORT = 8787
_MANIFEST = Path(__file__).parents[2] / "manifest.yml"
_STOP_SECONDS = 5


async def demo(home: Path, port: int, tell: Callable[[str], None]) -> None:
    """Runs until a signal. What was done is kept in `home` and is there again the next time."""
    with _sandbox(home, port) as sandbox:
        settings = _settings(home, sandbox)
        await migrate(settings.database_url)
        await plant(settings)
        tell(sandbox["url"])
        await serve(settings)


@contextmanager
def _sandbox(home: Path, port: int) -> Iterator[dict[str, str]]:
    """In a process and a session of its own, so that an interrupt stops the bot first."""
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "bot.sandbox", "--port", str(port), "--data", str(home / "slack")]
    if _MANIFEST.exists():
        command += ["--manifest", str(_MANIFEST)]
    # Our own module with our own arguments.
    process = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)  # noqa: S603
    try:
        line = process.stdout.readline() if process.stdout is not None else b""
        if not line:
            raise RuntimeError(f"the sandbox did not start: is port {port} free?")
        yield json.loads(line)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()


def _settings(home: Path, sandbox: dict[str, str]) -> Settings:
    """Nothing of the person's own environment: a demo never speaks to a real Slack."""
    return Settings.model_construct(
        database_url=f"sqlite+aiosqlite:///{(home / 'carnet.db').absolute()}",
        slack_bot_token=SecretStr(sandbox["bot_token"]),
        slack_app_token=SecretStr(sandbox["app_token"]),
        slack_signing_secret=None,
        slack_api_url=sandbox["api_url"],
        carnet_clock_url=f"{sandbox['url']}/_clock",
        carnet_files=home / "files",
        carnet_lease=3,
        carnet_settle=3,
        port=0,
        log_level="WARNING",
    )
