"""Reminders: planned, told, closed, put off, handed over; each change plans or takes back its deliveries."""

from bot.crm.reminders._acts import close, hand_over, reopen, snooze
from bot.crm.reminders._deliveries import told_at
from bot.crm.reminders._edit import UNDOABLE, Clash, delete, edit, put_back
from bot.crm.reminders._lists import PAGE, listed
from bot.crm.reminders._many import close_all, reopen_all, reopen_many
from bot.crm.reminders._plan import (
    ended,
    file_came,
    files,
    find,
    find_even_deleted,
    outside_hours,
    people,
    plan,
    upcoming,
)
from bot.crm.reminders._series import advance, skip, stop
from bot.crm.reminders._told import Settled

__all__ = [
    "PAGE",
    "UNDOABLE",
    "Clash",
    "Settled",
    "advance",
    "close",
    "close_all",
    "delete",
    "edit",
    "ended",
    "file_came",
    "files",
    "find",
    "find_even_deleted",
    "hand_over",
    "listed",
    "outside_hours",
    "people",
    "plan",
    "put_back",
    "reopen",
    "reopen_all",
    "reopen_many",
    "skip",
    "snooze",
    "stop",
    "told_at",
    "upcoming",
]
