"""Duplicates of generated lists: how long `carnet duplicates` takes over ten and a hundred thousand rows, and how much
it finds where no identifier is shared. One process on one core; the seed is none on which weights were chosen."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench._figures import Figure
from tests.bench._homes import Home
from tests.bench._machine import ROOT, in_its_place
from tests.doubles import as_csv, judged, listed

_SEED = 911
_SIZES = (10_000, 100_000)
_LIMIT_SECONDS = 300.0
_PRECISION, _RECALL = 0.98, 0.95


def of_lists(home: Home) -> Iterator[Figure]:
    a_row = []
    for size in _SIZES:
        lines = listed(_SEED, size)
        file = home.folder / f"list{size}.csv"
        file.write_text(as_csv(lines), encoding="utf-8")
        begun = time.perf_counter()
        pairs = _pairs(file)
        took = time.perf_counter() - begun
        a_row.append(1e6 * took / size)
        found = judged(lines, pairs)
        yield Figure(f"duplicates of {size} rows", took, "s", _LIMIT_SECONDS if size == _SIZES[-1] else None)
        yield Figure(f"duplicates of {size} rows, precision", found.precision, "share", _PRECISION)
        yield Figure(f"duplicates of {size} rows, recall", found.recall, "share", _RECALL)
    yield Figure("duplicates, a row of the longer list beside one of the shorter", a_row[1], "µs", a_row[0])


def _pairs(file: Path) -> list[tuple[int, int]]:
    with in_its_place():
        command = [sys.executable, "-m", "bot", "duplicates", str(file)]
        printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    rows = [json.loads(line)["rows"] for line in printed.splitlines()]
    return [(first - 1, second - 1) for first, second in rows]
