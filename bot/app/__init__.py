"""The composition root, and what the command line runs."""

from bot.app._check import check
from bot.app._control import CannotImport, import_file
from bot.app._demo import CannotDemonstrate, demo
from bot.app._duplicates import CannotCompare, duplicates
from bot.app._serve import Broken, Misconfigured, serve, work
from bot.model.errors import CrmError
from bot.store import SchemaMismatch, StoreInUse, migrate
from bot.templates import errors as show_errors
from bot.templates._words import Reader
from bot.vault import KeysMalformed

# What keeps a command from its end; each says in a sentence what to do.
REFUSALS = (SchemaMismatch, StoreInUse, KeysMalformed, Misconfigured, CannotImport, CannotCompare, CannotDemonstrate)


def sentence(error: CrmError) -> str:
    """An error of the trade for the command line, which speaks English."""
    return show_errors.message(error, Reader("en", "UTC")).text


__all__ = [
    "REFUSALS", "Broken", "check", "demo", "duplicates", "import_file", "migrate", "sentence", "serve", "work",
]  # fmt: skip
