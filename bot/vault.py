"""The one user of `cryptography`: bytes sealed with the keys of the settings. Built by app, passed to others."""

import base64
import binascii
import os
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet

_KEY_BYTES = 32
_MAKE_ONE = 'python -c "import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())"'


class KeysMalformed(ValueError):
    """The keys given cannot be used; the message says which one and how to make another, never the key."""


class NotOurs(ValueError):
    """Sealed with none of the keys, or changed since."""


class Vault:
    """Seals with the first key, opens with any.

    The cipher is loaded on first use: it weighs 6 MB, and a process that keeps no file needs none.
    """

    def __init__(self, keys: str) -> None:
        """`keys` as in CARNET_KEYS: newest first, with commas between. Raises KeysMalformed."""
        self._keys = _checked(keys)

    def seal(self, content: bytes) -> bytes:
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Raises NotOurs."""
        from cryptography.fernet import InvalidToken

        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise NotOurs("none of CARNET_KEYS opens this: was a key taken out too early?") from error

    @cached_property
    def _fernet(self) -> "MultiFernet":
        from cryptography.fernet import Fernet, MultiFernet

        return MultiFernet([Fernet(key) for key in self._keys])


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(_KEY_BYTES)).decode()


def _checked(keys: str) -> list[bytes]:
    texts = [text.strip() for text in keys.split(",") if text.strip()]
    if not texts:
        raise KeysMalformed(f"CARNET_KEYS holds no key. Make one with: {_MAKE_ONE}")
    return [_check(text, place) for place, text in enumerate(texts, start=1)]


def _check(text: str, place: int) -> bytes:
    try:
        raw = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raw = b""
    if len(raw) != _KEY_BYTES:
        raise KeysMalformed(
            f"key {place} of CARNET_KEYS is not 32 bytes in URL-safe base64. Make one with: {_MAKE_ONE}"
        )
    return text.encode("ascii")
