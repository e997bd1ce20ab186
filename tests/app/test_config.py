"""Settings: read once from the environment, and refused where they would weaken a bot that speaks to the real Slack."""

import os
from pathlib import Path

import pytest

from bot.config import SLACK_API_URL, Settings, is_loopback, read_settings

LOCAL = "http://127.0.0.1:8787/api/"


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder without a .env, and no settings of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_environment_is_read_once_and_slacks_names_are_taken_out_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_SIGNING_SECRET"):
        monkeypatch.setenv(name, f"{name} told")
    settings = read_settings()
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "SLACK_BOT_TOKEN told"
    assert not [name for name in os.environ if name.startswith("SLACK_")]


def test_a_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_CLIENT_SECRET", "CARNET_KEYS"):
        monkeypatch.setenv(name, "very-secret")
    assert "very-secret" not in repr(read_settings())


@pytest.mark.parametrize(
    "hurried", [{"carnet_clock_url": f"{LOCAL}/_clock"}, {"carnet_lease": 1}, {"carnet_settle": 1}], ids=str
)
def test_what_only_a_sandbox_may_hurry_is_refused_elsewhere(hurried: dict[str, object]) -> None:
    Settings(slack_api_url=LOCAL, **hurried)  # type: ignore[arg-type]  # one setting of three kinds
    for elsewhere in (SLACK_API_URL, "http://slack.example/api/", "http://127.0.0.1.example/api/"):
        with pytest.raises(ValueError, match="loopback"):
            Settings(slack_api_url=elsewhere, **hurried)  # type: ignore[arg-type]  # one setting of three kinds


@pytest.mark.parametrize(
    ("url", "is_here"),
    [
        ("http://localhost:1/api/", True), ("http://127.8.8.8/", True), ("http://[::1]:80/", True),
        ("https://slack.com/api/", False), ("http://localhost.example/", False), ("http://10.0.0.1/", False),
        ("", False),
    ],
)  # fmt: skip
def test_only_this_machine_is_loopback(url: str, is_here: bool) -> None:
    assert is_loopback(url) == is_here


@pytest.mark.parametrize(
    ("told", "way"),
    [({}, False), ({"signing": "s"}, True), ({"app": "xapp"}, False), ({"signing": "s", "app": "xapp"}, False)],
    ids=str,
)
def test_http_is_spoken_with_a_signing_secret_and_no_app_token(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], way: bool
) -> None:
    names = {"signing": "SLACK_SIGNING_SECRET", "app": "SLACK_APP_TOKEN"}
    for key, value in told.items():
        monkeypatch.setenv(names[key], value)
    assert read_settings().speaks_http == way


@pytest.mark.parametrize(
    "wrong", [{"PORT": "70000"}, {"PORT": "x"}, {"CARNET_LEASE": "0"}, {"CARNET_SETTLE": "-5"}], ids=str
)
def test_a_setting_that_cannot_be_is_refused(monkeypatch: pytest.MonkeyPatch, wrong: dict[str, str]) -> None:
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic says it in its own words
        read_settings()
