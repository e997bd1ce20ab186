"""Payloads held against Slack's own types by `tsc --strict`: what an app could not send, or would not understand."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.node._payloads import Payload

_HERE = Path(__file__).parent
_TSC = _HERE / "node_modules" / "typescript" / "bin" / "tsc"
_OPTIONS = ("--noEmit", "--strict", "--skipLibCheck", "--preserveSymlinks", "--module", "nodenext", "--pretty", "false")
_IMPORT = 'import { received, type Ack, type Call, type ResponseUrl } from "./strict.js";'
# The first line says where and what, the indented ones below it why.
_PROBLEM = re.compile(r"^payloads\.ts\((\d+),\d+\): error TS\d+: (.*(?:\n +.*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    payload: Payload
    line: str  # of the payload, which the compiler points at
    sentence: str

    def __str__(self) -> str:
        return f"{self.payload.name}, at {self.line.strip()}\n    {self.sentence}"


def problems(payloads: Sequence[Payload], *, node: Path, folder: Path) -> list[Problem]:
    """`folder` is an empty one, for what is written for the compiler."""
    if not payloads:
        return []
    lines = list(_lines(payloads))
    (folder / "payloads.ts").write_text("\n".join(line for line, _ in lines), encoding="utf-8")
    for name in ("strict.ts", "node_modules"):
        (folder / name).symlink_to(_HERE / name)
    compiler = (str(node), str(_TSC), *_OPTIONS, "payloads.ts")
    told = subprocess.run(compiler, cwd=folder, capture_output=True, text=True, check=False)
    found = [(lines[int(number) - 1], sentence) for number, sentence in _PROBLEM.findall(told.stdout)]
    assert bool(found) == bool(told.returncode), told.stdout + told.stderr
    return [Problem(payload, line, sentence) for (line, payload), sentence in found]


def _lines(payloads: Sequence[Payload]) -> Iterator[tuple[str, Payload]]:
    """The module's lines, each with the payload that it belongs to."""
    yield _IMPORT, payloads[0]
    for number, payload in enumerate(payloads):
        statement = payload.typed(f"payload{number}", json.dumps(payload.body, indent=2))
        yield from ((line, payload) for line in statement.splitlines())
