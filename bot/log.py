"""One line of JSON a request or job, with fields from a fixed list: payloads and names never get in."""

import json
import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from functools import cache
from typing import Any

# structlog's coloured tracebacks bring rich along, five megabytes for what no line of ours uses: it is not there
# while structlog is imported.
_RICH = sys.modules.pop("rich", None)
sys.modules["rich"] = None  # type: ignore[assignment]  # as the import system says it
import structlog  # noqa: E402

del sys.modules["rich"]
if _RICH is not None:
    sys.modules["rich"] = _RICH

# fmt: off
FIELDS = frozenset((
    "event", "level", "timestamp", "tenant", "member", "verb", "kind", "ms", "outcome", "error", "method",
    "status", "count", "state", "job", "delivery", "attempt", "wait", "late", "url", "version", "engine", "path",
    "reason", "rows", "sockets",
))
# fmt: on
# Tokens, signatures, e-mails, phones: none should come near a log; what does is masked.
_SECRETS = re.compile(
    r"xox[a-z]-[\w-]+|xapp-[\w-]+|carnet_live_\w+|v0=[0-9a-f]{20,}|[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d .-]{8,}\d"
)


def set_up(level: str) -> None:
    """Ours at `level`; slack_sdk and slack_bolt print message data below WARNING, so they are capped there."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s", force=True)
    for name in ("slack_sdk", "slack_bolt", "aiohttp", "sqlalchemy", "alembic", "asyncio"):
        logging.getLogger(name).setLevel(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Foreign())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_known_fields,
            _as_json,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logger.cache_clear()


@cache
def logger() -> structlog.typing.FilteringBoundLogger:
    """One for all: it costs as much to make as to write a line with it."""
    bound: structlog.typing.FilteringBoundLogger = structlog.get_logger().bind()
    return bound


def mask(text: str) -> str:
    return _SECRETS.sub("[masked]", text)


def _only_known_fields(logger: object, method: str, fields: MutableMapping[str, Any]) -> Mapping[str, Any]:
    return {
        name: mask(value) if isinstance(value, str) and name not in _OURS and not value.isalpha() else value
        for name, value in fields.items()
        if name in FIELDS
    }


def _as_json(logger: object, method: str, fields: MutableMapping[str, Any]) -> str:
    return _JSON.encode(fields)


_JSON = json.JSONEncoder(ensure_ascii=False, default=repr)  # once: json.dumps makes one for each line
_OURS = {"timestamp", "event", "level", "member", "verb", "outcome"}


class _Foreign(logging.Formatter):
    """A library's warning: its place and type, not its message, which may quote what a person typed."""

    def format(self, record: logging.LogRecord) -> str:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        fields = {"event": "library", "level": record.levelname.lower(), "path": record.name, "error": kind}
        return _JSON.encode(fields)
