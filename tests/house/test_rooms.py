"""The walls of the house, as far as import-linter cannot hold them alone; its contracts stand in pyproject.toml."""

import tomllib
from typing import Any

from tests.house._source import ROOT, modules, sentence

HOMES = {
    "aiohttp": "api, app, gateway and sandbox",
    "aiosmtplib": "gateway",
    "alembic": "store",
    "babel": "templates and i18n",
    "cryptography": "vault",
    "dateparser": "parse",
    "icalendar": "formats",
    "jinja2": "templates",
    "openpyxl": "formats",
    "slack_bolt": "handlers/_shell.py and app",
    "slack_sdk": "gateway",
    "sqlalchemy": "store",
    "vobject": "formats",
}


def test_every_room_has_its_contract() -> None:
    rooms = {"bot." + module.path.split("/")[1].removesuffix(".py") for module in modules("bot")} - {"bot.__init__"}
    # Nothing may import the command line and the tools would not find it useful.
    open_rooms = sorted(rooms - _protected() - {"bot.__main__"})
    assert not open_rooms, sentence(
        "Say in pyproject.toml, [tool.importlinter], who may import these; a new room needs an ADR.", open_rooms
    )


def test_a_third_party_package_with_a_home_has_its_contract() -> None:
    used = {name.partition(".")[0] for module in modules("bot") for name in module.imports}
    loose = [f"{name}: {HOMES[name]}" for name in sorted(used & HOMES.keys() - _protected())]
    assert not loose, sentence("Add a `protected` contract for these to pyproject.toml, with this home.", loose)


def test_the_sandbox_stands_by_itself() -> None:
    leaning = [
        f"{module.path} imports {name}"
        for module in modules("bot/sandbox")
        for name in module.imports
        if name.split(".")[0] == "bot" and not name.startswith("bot.sandbox")
    ]
    assert not leaning, sentence("The sandbox stands in for Slack and knows nothing of this bot.", leaning)


def _protected() -> set[str]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        settings: dict[str, Any] = tomllib.load(file)
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return {name for contract in contracts for name in contract.get("protected_modules", ())}
