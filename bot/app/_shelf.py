"""The shelf of files, sealed with CARNET_KEYS; against a sandbox, with a key made beside the files."""

from pathlib import Path

from bot.config import Settings, is_loopback
from bot.gateway._shelf import FolderShelf
from bot.vault import KeysMalformed, Vault, new_key

_KEY_FILE = "demo.key"


def shelf_of(settings: Settings) -> FolderShelf:
    """Raises KeysMalformed where there are no keys, or none that can be used."""
    vault = vault_of(settings)
    return FolderShelf(settings.carnet_files, vault.seal, vault.open)


def vault_of(settings: Settings) -> Vault:
    if settings.carnet_keys is not None:
        return Vault(settings.carnet_keys.get_secret_value())
    if is_loopback(settings.slack_api_url):
        return Vault(_kept_key(settings.carnet_files / _KEY_FILE))
    raise KeysMalformed("CARNET_KEYS is not set: files and tokens are kept encrypted; see .env.example.")


def _kept_key(place: Path) -> str:
    """Made once, readable by its owner alone: what a sandbox is told is worth no more."""
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.touch(mode=0o600)
        place.write_text(new_key())
    return place.read_text()
