"""What is kept: SQL, transactions, tenants, events, outbox, jobs and search. Only records leave this room."""

from bot.store._engine import LIMITS, Database, Limits, SchemaMismatch, StoreInUse, faults, open_database
from bot.store._jobs import Jobs
from bot.store._migrate import migrate
from bot.store._outbox import Outbox
from bot.store._outbox_claims import listen
from bot.store._seals import Seals
from bot.store._seen import Seen
from bot.store._session import StoreSession
from bot.store._sweeps import Sweeps
from bot.store._weaknesses import weaknesses

__all__ = [
    "LIMITS",
    "Database",
    "Jobs",
    "Limits",
    "Outbox",
    "SchemaMismatch",
    "Seals",
    "Seen",
    "StoreInUse",
    "StoreSession",
    "Sweeps",
    "faults",
    "listen",
    "migrate",
    "open_database",
    "weaknesses",
]
