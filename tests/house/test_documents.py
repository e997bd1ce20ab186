"""What a newcomer reads first stays short, and nothing in the project points at the machine it was written on."""

import re

from tests.house._source import ROOT, files, sentence

README_LINES = 150
# Spelt in pieces, so that this file does not find itself.
PLACES = re.compile(
    "|".join([r"(?<![\w.])/" + r"work/", "/" + r"root/", "/" + r"home/\w+/", "py" + r"pi\.", r"/opt/" + "py" + "pi"])
)
BINARY = (".png", ".jpg", ".gif", ".ico", ".woff2", ".xlsx", ".mo")


def test_the_readme_is_read_in_two_minutes() -> None:
    lines = len((ROOT / "README.md").read_text(encoding="utf-8").splitlines())
    assert lines < README_LINES, f"README.md has {lines} lines: move the rest to docs/."


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [place for name in files() if not name.endswith(BINARY) for place in _places(name)]
    assert not found, sentence("Take these paths and hosts out: they mean nothing on another machine.", found)


def test_both_locks_agree() -> None:
    runs, tests = _pins("requirements.lock"), _pins("requirements-dev.lock")
    different = sorted(runs - tests)
    assert not different, sentence("Run `make lock`: these are not the same in requirements-dev.lock.", different)


def _places(name: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
    return [f"{name}:{number}" for number, line in enumerate(text.splitlines(), 1) if PLACES.search(line)]


def _pins(lock: str) -> set[str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return set(re.findall(r"^(\S+==\S+)", text, re.MULTILINE))
