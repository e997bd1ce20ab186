"""What the tests need from the machine: found, or the tests that need it are skipped and named at the end.

With `CI` set nothing is skipped: a missing part fails the test, so that a green run has seen all of it.
"""

import os
import shutil
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import pytest

from tests import _postgres

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_NODE_PACKAGES = Path(__file__).parent / "node" / "node_modules" / ".package-lock.json"  # the last that npm writes
_FIXTURES = {"postgres": "postgres", "durable_postgres": "postgres", "chromium": "browser", "node": "node"}
_SENTENCES = {
    "postgres": "PostgreSQL is missing (Debian: apt install postgresql postgresql-contrib)",
    "browser": "Chromium is missing (Debian: apt install chromium)",
    "node": "Node 18 or its packages are missing (Debian: apt install nodejs npm; make test fetches the packages)",
}


def chromium() -> Path | None:
    places = os.pathsep.join(("/usr/bin", os.environ.get("PATH", "")))
    found = (shutil.which(name, path=places) for name in _CHROMIUM)
    return next((Path(path) for path in found if path), None)


@cache
def node() -> Path | None:
    """Node 18 or newer, where the packages that tests/node asks for are installed."""
    found = shutil.which("node")
    if found is None or not _NODE_PACKAGES.is_file():
        return None
    version = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.removeprefix("v").partition(".")[0]
    return Path(found) if major.isdigit() and int(major) >= 18 else None


def mark(item: pytest.Item) -> None:
    """A test that asks for a fixture of the machine carries its marker, so that `-m 'not postgres'` works."""
    for fixture in getattr(item, "fixturenames", ()):
        if marker := _FIXTURES.get(fixture):
            item.add_marker(marker)


def skip_or_fail(item: pytest.Item) -> None:
    for marker, sentence in _SENTENCES.items():
        if item.get_closest_marker(marker) and not _found(marker):
            if os.environ.get("CI"):
                pytest.fail(sentence, pytrace=False)
            pytest.skip(sentence)


def named(skipped: Iterable[pytest.TestReport]) -> Iterable[str]:
    """Lines that name each skipped test under its reason, one line a file."""
    reasons: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        file, _, test = report.nodeid.partition("::")
        reasons[reason.removeprefix("Skipped: ")][file][test.partition("[")[0]] += 1
    for reason, files in sorted(reasons.items()):
        yield f"{reason}:"
        yield from (f"  {file}: {_listed(tests)}" for file, tests in sorted(files.items()))


def _listed(tests: Counter[str]) -> str:
    return ", ".join(f"{name} ({times})" if times > 1 else name for name, times in sorted(tests.items()))


def _found(marker: str) -> bool:
    look: dict[str, Callable[[], object]] = {"postgres": _postgres.binaries, "browser": chromium, "node": node}
    return look[marker]() is not None
