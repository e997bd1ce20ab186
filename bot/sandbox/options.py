"""What a sandbox is started with, and how the command lines write it."""

import math
from dataclasses import dataclass
from pathlib import Path

NO_MANIFEST = "none"
RETRY_WAITS = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """`request_url` stands for every address of the manifest; waits are seconds."""

    host: str = "127.0.0.1"
    port: int = 0
    log: Path | None = None
    data: Path | None = None
    manifest: Path | None = None
    world: Path | None = None
    request_url: str = ""
    retry_waits: tuple[float, ...] = RETRY_WAITS
    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0


def waits_of(text: str) -> tuple[float, ...]:
    """`0,60,300`; empty stands for Slack's own. Raises ValueError."""
    waits = tuple(float(wait) for wait in text.split(",") if wait.strip())
    if not all(0 <= wait < math.inf for wait in waits):
        raise ValueError("a wait is a number of seconds")
    return waits or RETRY_WAITS


def manifest_of(text: str, *, default: Path | None = None) -> Path | None:
    """The file that is named, `none` for no manifest at all, or the default where there is such a file."""
    if text == NO_MANIFEST:
        return None
    if text:
        return Path(text)
    return default if default and default.is_file() else None
