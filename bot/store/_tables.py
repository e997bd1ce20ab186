"""Every table of the schema, for migrations and the tests that walk the metadata."""

from bot.store import (
    _contacts,
    _counters,
    _engine,
    _jobs,
    _outbox,
    _search,
    _seen,
    audiences,
    contacts,
    drafts,
    events,
    files,
    follows,
    members,
    notes,
    reminders,
    searches,
    tags,
    workspaces,
)
from bot.store._base import Base

metadata = Base.metadata

__all__ = [
    "_contacts",
    "_counters",
    "_engine",
    "_jobs",
    "_outbox",
    "_search",
    "_seen",
    "audiences",
    "contacts",
    "drafts",
    "events",
    "files",
    "follows",
    "members",
    "metadata",
    "notes",
    "reminders",
    "searches",
    "tags",
    "workspaces",
]
