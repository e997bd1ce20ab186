"""What the tests need from the machine: found, or the tests that need it are skipped and named at the end.

With `CI` set nothing is skipped: a missing part fails the test, so that a green run has seen all of it.
"""

import os
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests import _postgres

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FIXTURES = {"postgres": "postgres", "durable_postgres": "postgres", "chromium": "browser"}
_SENTENCES = {
    "postgres": "PostgreSQL is missing (Debian: apt install postgresql postgresql-contrib)",
    "browser": "Chromium is missing (Debian: apt install chromium)",
}


def chromium() -> Path | None:
    places = os.pathsep.join(("/usr/bin", os.environ.get("PATH", "")))
    found = (shutil.which(name, path=places) for name in _CHROMIUM)
    return next((Path(path) for path in found if path), None)


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
    return (_postgres.binaries() if marker == "postgres" else chromium()) is not None
