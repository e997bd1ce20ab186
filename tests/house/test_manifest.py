"""The manifest is what Slack accepts and what the bot needs, and nothing more."""

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml

from bot.handlers.table import table
from tests.house._source import ROOT, sentence

SCHEMA = ROOT.parent / "shared" / "data" / "slack-manifest.schema.2.0.0.json"
COMMANDS = {"/crm", "/contact", "/note", "/reminder", "/rappel", "/activity"}
SCOPE = re.compile(r"^\s+- ([a-z:.]+)(\s+# \w.*)?$")


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    return read


def test_slack_accepts_the_manifest(manifest: dict[str, Any]) -> None:
    if not SCHEMA.exists():
        pytest.skip(f"Slack's manifest schema is not beside the project ({SCHEMA.name})")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    faults = [fault.message for fault in jsonschema.Draft7Validator(schema).iter_errors(manifest)]
    assert not faults, sentence("Slack's schema of manifests refuses manifest.yml.", faults)


def test_every_command_escapes_what_people_mention(manifest: dict[str, Any]) -> None:
    commands = manifest["features"]["slash_commands"]
    open_ones = [each["command"] for each in commands if each.get("should_escape") is not True]
    assert not open_ones, sentence("Set should_escape: true, else @somebody arrives as bare text.", open_ones)
    assert {each["command"] for each in commands} == COMMANDS, "Other pages and tests count on these commands."


def test_every_command_says_how_it_is_used(manifest: dict[str, Any]) -> None:
    silent = [each["command"] for each in manifest["features"]["slash_commands"] if not each.get("usage_hint")]
    assert not silent, sentence("Give these commands a usage_hint.", silent)


def test_every_shortcut_of_the_manifest_is_routed_and_the_other_way_round(manifest: dict[str, Any]) -> None:
    offered = {(each["type"], each["callback_id"]) for each in manifest["features"]["shortcuts"]}
    routed = {(route.on.value, route.callback) for route in table().shortcuts}
    apart = sorted(f"{kind}: {callback}" for kind, callback in offered ^ routed)
    assert not apart, sentence("These stand in manifest.yml or in bot/handlers/table.py, and not in both.", apart)


def test_the_home_tab_is_shown_where_something_fills_it(manifest: dict[str, Any]) -> None:
    is_heard = "app_home_opened" in manifest["settings"]["event_subscriptions"]["bot_events"]
    is_routed = table().home is not None
    assert manifest["features"]["app_home"]["home_tab_enabled"] == is_heard == is_routed, (
        "The Home tab needs all three: home_tab_enabled, the event app_home_opened and a HomeOpened in the route table."
    )


def test_every_scope_says_why(manifest: dict[str, Any]) -> None:
    scopes = [scope for kind in manifest["oauth_config"]["scopes"].values() for scope in kind]
    lines = [match for line in _lines() if (match := SCOPE.match(line))]
    explained = {match[1] for match in lines if match[2]}
    bare = sorted(set(scopes) - explained)
    assert not bare, sentence("Say beside each scope what the bot does with it: `- users:read  # why`.", bare)
    assert len(scopes) == len(set(scopes)), "A scope stands twice in manifest.yml."


def test_tokens_of_people_are_not_asked_for(manifest: dict[str, Any]) -> None:
    assert not {"user", "user_optional"} & manifest["oauth_config"]["scopes"].keys(), "The bot acts as itself only."


def _lines() -> list[str]:
    return (ROOT / "manifest.yml").read_text(encoding="utf-8").splitlines()
