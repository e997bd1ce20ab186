"""The only reader of the environment; everything else is handed a `Settings`."""

import os
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API_URL = "https://slack.com/api/"
_LEASE = 15.0
_SETTLE = 60.0


class Settings(BaseSettings):
    """Each field is the environment variable of its name in capitals; `.env.example` explains them."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True)

    database_url: str = "sqlite+aiosqlite:///var/carnet.db"
    database_admin_url: str | None = None
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = SLACK_API_URL
    host: str = "127.0.0.1"
    port: int = Field(default=3000, ge=0, le=65535)
    carnet_keys: SecretStr | None = None
    carnet_url: str | None = None
    carnet_files: Path = Path("var/files")
    carnet_lease: float = Field(default=_LEASE, gt=0)
    carnet_settle: float = Field(default=_SETTLE, gt=0)
    carnet_clock_url: str | None = None
    carnet_webhook_networks: str | None = None
    smtp_url: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("carnet_webhook_networks")
    @classmethod
    def _are_networks(cls, text: str | None) -> str | None:
        for each in (text or "").split(","):
            if each.strip():
                ip_network(each.strip())
        return text

    @model_validator(mode="after")
    def _only_here_may_be_hurried(self) -> Self:
        if is_loopback(self.slack_api_url):
            return self
        if self.carnet_clock_url:
            raise ValueError("CARNET_CLOCK_URL follows a sandbox's clock: SLACK_API_URL must be a loopback address")
        if self.carnet_lease < _LEASE or self.carnet_settle < _SETTLE:
            raise ValueError("CARNET_LEASE under 15 and CARNET_SETTLE under 60 are for a loopback SLACK_API_URL only")
        return self

    @property
    def speaks_http(self) -> bool:
        """Slack calls us (signing secret, no app token); otherwise we connect by Socket Mode."""
        return self.slack_signing_secret is not None and self.slack_app_token is None


def read_settings() -> Settings:
    """Reads the environment once and takes Slack's names out of it.

    Bolt reads SLACK_* by itself, and builds an OAuth flow on files in the working directory from them.
    """
    settings = Settings()
    for name in [name for name in os.environ if name.startswith("SLACK_")]:
        del os.environ[name]
    return settings


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
