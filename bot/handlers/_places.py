"""A list as it stands, in the value of a button: Slack takes 2,000 letters of it."""

from collections.abc import Mapping

_ESCAPES = str.maketrans({" ": "+", **{sign: f"%{ord(sign):02X}" for sign in "%&+"}})  # letters stay one sign each


def place_text(said: Mapping[str, str]) -> str:
    """As `parse_qsl` reads it; what is '' is left out."""
    return "&".join(f"{name}={text.translate(_ESCAPES)}" for name, text in said.items() if text)
