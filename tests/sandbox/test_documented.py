"""The page that tells how to try an app in the sandbox names all that can be set."""

from pathlib import Path

from bot.sandbox.delivery.sockets import REASONS
from bot.sandbox.faults import KINDS

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "try-an-app-in-the-sandbox.md"


def test_every_fault_and_every_goodbye_is_on_the_page() -> None:
    text = PAGE.read_text(encoding="utf-8")
    missing = sorted(name for name in {*KINDS, *REASONS, "silent", "drop"} if f"`{name}`" not in text)
    assert not missing, f"Say in {PAGE.name} what these do: {', '.join(missing)}"
