"""What a sandbox is started with."""

from dataclasses import dataclass
from pathlib import Path

RETRY_WAITS = (0.0, 60.0, 300.0)


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """`request_url` stands for every address of the manifest; all waits are steady seconds."""

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
