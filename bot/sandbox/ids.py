"""Names in Slack's shape: a letter that says the kind, then ten capitals and digits."""

import base64
import secrets


def new_id(prefix: str) -> str:
    return prefix + base64.b32encode(secrets.token_bytes(7)).decode("ascii")[:10]


def short_token() -> str:
    return secrets.token_urlsafe(18).replace("-", "x").replace("_", "y")
