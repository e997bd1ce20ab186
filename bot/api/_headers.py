"""What the headers of a request say: the token, the language, versions, the key of a repeat."""

import base64
import hashlib
import re
from collections.abc import Mapping

from bot.api._refusals import HeaderInvalid, TokenMissing

_BEARER = re.compile(r"bearer +(\S+)", re.IGNORECASE)
_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_KEY = re.compile(r"[\x21-\x7e]{1,255}")
_LANGUAGES = ("en", "fr")  # the first where nothing is asked


def secret_of(headers: Mapping[str, str]) -> str:
    """Raises TokenMissing."""
    found = _BEARER.fullmatch(headers.get("Authorization", "").strip())
    if found is None:
        raise TokenMissing(headers=challenge())
    return found[1]


def challenge(error: str = "") -> dict[str, str]:
    """How to come in (RFC 6750, 3); `error` is why somebody with a token did not."""
    return {"WWW-Authenticate": 'Bearer realm="carnet"' + (f', error="{error}"' if error else "")}


def language_of(headers: Mapping[str, str]) -> str:
    """The one of ours that `Accept-Language` likes best (RFC 9110, 12.5.4)."""
    liked: dict[str, float] = {}
    for part in headers.get("Accept-Language", "").split(","):
        name, _, quality = part.partition(";")
        language = name.strip().lower().partition("-")[0]
        if language in _LANGUAGES:
            liked[language] = max(liked.get(language, 0.0), _weight(quality))
    best = max(liked, key=lambda each: liked[each], default=_LANGUAGES[0])
    return best if liked.get(best, 1.0) > 0 else _LANGUAGES[0]


def _weight(quality: str) -> float:
    name, _, value = quality.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(1.0, max(0.0, float(value)))
    except ValueError:
        return 0.0


def etag_of(body: bytes) -> str:
    """Strong: it changes with any byte of the answer."""
    return f'"{base64.urlsafe_b64encode(hashlib.sha256(body).digest()[:18]).decode()}"'


def is_known(etag: str, named: str) -> bool:
    """Whether `If-None-Match` names it; a weak one will do (RFC 9110, 13.1.2)."""
    return named.strip() == "*" or any(f'"{tag}"' == etag for _, tag in _TAG.findall(named))


def is_meant(etag: str, named: str) -> bool:
    """Whether `If-Match` names it; a weak one never does (RFC 9110, 13.1.1)."""
    return named.strip() == "*" or any(not weak and f'"{tag}"' == etag for weak, tag in _TAG.findall(named))


def key_of(headers: Mapping[str, str]) -> str:
    """The `Idempotency-Key`, with or without quotation marks; '' where there is none. Raises HeaderInvalid."""
    if "Idempotency-Key" not in headers:
        return ""
    said = headers["Idempotency-Key"].strip()
    key = said[1:-1] if len(said) > 1 and said[0] == said[-1] == '"' else said
    if not _KEY.fullmatch(key):
        raise HeaderInvalid(name="Idempotency-Key")
    return key
