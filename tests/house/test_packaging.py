"""What is installed is what runs from a clone: words, pages and migrations travel with the code."""

import tomllib

from tests.house._source import ROOT, files, sentence


def test_every_file_of_bot_is_installed_with_it() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        patterns: dict[str, list[str]] = tomllib.load(file)["tool"]["setuptools"]["package-data"]
    packed = {
        str(found.relative_to(ROOT))
        for package, globs in patterns.items()
        for pattern in globs
        for found in ROOT.joinpath(*package.split(".")).glob(pattern)
    }
    code = [name for name in files() if name.startswith("bot/")]
    left = sorted(name for name in code if not name.endswith(".py") and name not in packed)
    assert not left, sentence("Add these to [tool.setuptools.package-data] in pyproject.toml.", left)
