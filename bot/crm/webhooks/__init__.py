"""Webhooks: kept by admins, told of what happens by the worker."""

from bot.crm.webhooks._acts import change, delete, list_all, look, make, renew_secret, switch_off, switch_on
from bot.crm.webhooks._letters import arrived, failed, gone, letter
from bot.crm.webhooks._sendings import PAGE, Looked, look_at, send_again, send_test

__all__ = [
    "PAGE", "Looked", "arrived", "change", "delete", "failed", "gone", "letter", "list_all", "look", "look_at", "make",
    "renew_secret", "send_again", "send_test", "switch_off", "switch_on",
]  # fmt: skip
