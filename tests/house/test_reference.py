"""docs/reference says what the code says, and the links of every page lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house._reference import PAGES, Page
from tests.house._source import ROOT, files, sentence

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
MARKS = re.compile(r"[^\w\- ]")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_reference_is_what_the_code_says(page: Page) -> None:
    kept = page.path.read_text(encoding="utf-8") if page.path.exists() else ""
    assert kept == page.written(), f"docs/reference/{page.name} is not what {page.source} says: run `make docs`."


def test_every_link_of_a_page_leads_somewhere() -> None:
    broken = [f"{name}: {link}" for name in _pages() for link in _links(name) if not _leads(ROOT / name, link)]
    assert not broken, sentence("Correct these links: there is no such file, or no such heading in it.", broken)


def _pages() -> list[str]:
    return [name for name in files() if name.endswith(".md")]


def _links(page: str) -> Iterator[str]:
    text = CODE.sub("", (ROOT / page).read_text(encoding="utf-8"))
    return (link for link in LINK.findall(text) if "://" not in link and not link.startswith("NNNN"))


def _leads(page: Path, link: str) -> bool:
    place, _, heading = link.partition("#")
    target = (page.parent / place).resolve() if place else page
    if not heading or target.suffix != ".md":
        return target.exists()
    return target.is_file() and heading in _headings(target)


def _headings(page: Path) -> set[str]:
    """The anchors that GitHub makes of a page's headings."""
    lines = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {MARKS.sub("", line.lower()).replace(" ", "-") for line in lines}
