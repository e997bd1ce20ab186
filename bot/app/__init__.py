"""The composition root, and what the command line runs."""

from bot.app._check import check
from bot.app._demo import demo
from bot.app._serve import serve, work
from bot.store import SchemaMismatch, StoreInUse, migrate
from bot.vault import KeysMalformed

# What keeps a command from beginning; each says in a sentence what to do.
CANNOT_BEGIN = (SchemaMismatch, StoreInUse, KeysMalformed)

__all__ = ["CANNOT_BEGIN", "check", "demo", "migrate", "serve", "work"]
