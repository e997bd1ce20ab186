"""The stand-in by itself: `python -m bot.sandbox --port 0` prints one JSON line with its address and tokens."""

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from .options import NO_MANIFEST, SandboxOptions, manifest_of, waits_of
from .server import Sandbox
from .wire import dumps


def main() -> None:
    options = _options(sys.argv[1:])
    asyncio.run(run(options))


async def run(options: SandboxOptions) -> None:
    """Until a signal; the first line on standard output says where it listens and with which tokens."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stop.set)
    try:
        async with Sandbox.start(options) as sandbox:
            sys.stdout.write(dumps(_greeting(sandbox)) + "\n")
            sys.stdout.flush()
            await stop.wait()
    except (OSError, ValueError) as problem:
        sys.exit(str(problem))


def _greeting(sandbox: Sandbox) -> dict[str, str]:
    return {
        "url": sandbox.url,
        "api_url": sandbox.api_url,
        "bot_token": sandbox.bot_token,
        "app_token": sandbox.app_token,
        "signing_secret": sandbox.signing_secret,
        "manifest": str(sandbox.slack.options.manifest or NO_MANIFEST),
    }


def _options(words: list[str]) -> SandboxOptions:
    parser = argparse.ArgumentParser(prog="python -m bot.sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--log", type=Path, help="append each call as one JSON line")
    parser.add_argument("--data", type=Path, help="keep the world in this folder over a restart")
    parser.add_argument("--manifest", default="", help="the app's manifest; without one, all is allowed")
    parser.add_argument("--world", type=Path, help="another world than the default one (JSON)")
    parser.add_argument("--request-url", default="", help="where HTTP deliveries go while no socket is connected")
    parser.add_argument("--retry-waits", default="", help="seconds before each repeat of an event, as in 0,60,300")
    given = parser.parse_args(words)
    try:
        read = {"retry_waits": waits_of(given.retry_waits), "manifest": manifest_of(given.manifest)}
    except ValueError as problem:
        parser.error(f"--retry-waits: {problem}")
    return SandboxOptions(**{**vars(given), **read})


if __name__ == "__main__":
    main()
