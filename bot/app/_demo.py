"""`carnet demo`: a sandbox, the bot on SQLite beside it, and a small workspace to try it in."""

from collections.abc import Callable
from pathlib import Path

from pydantic import SecretStr

from bot.app._demo_contacts import plant
from bot.app._demo_sandbox import CannotDemonstrate, Greeting, sandbox
from bot.app._serve import serve
from bot.config import Settings
from bot.store import migrate

__all__ = ["CannotDemonstrate", "demo"]


async def demo(home: Path, port: int, tell: Callable[[str], None]) -> None:
    """Runs until a signal. What was done is kept in `home` and is there again the next time."""
    with sandbox(home, port) as greeting:
        settings = _settings(home, greeting)
        await migrate(settings.database_url)
        await plant(settings)
        tell(greeting["url"])
        await serve(settings)


def _settings(home: Path, greeting: Greeting) -> Settings:
    """Nothing of the person's own environment: a demo never speaks to a real Slack."""
    return Settings.model_construct(
        database_url=f"sqlite+aiosqlite:///{(home / 'carnet.db').absolute()}",
        slack_bot_token=SecretStr(greeting["bot_token"]),
        slack_app_token=SecretStr(greeting["app_token"]),
        slack_signing_secret=None,
        slack_api_url=greeting["api_url"],
        carnet_clock_url=f"{greeting['url']}/_clock",
        carnet_files=home / "files",
        carnet_lease=3,
        carnet_settle=3,
        port=0,
        log_level="WARNING",
    )
