"""The door of time: what is due is claimed, sent and marked."""

from bot.worker._birthdays import Birthdays, keep_planned
from bot.worker._loop import Worker
from bot.worker._ports import Aftermath, At, Clock, Compose
from bot.worker._sealer import keep_sealed
from bot.worker._sweeper import keep_swept
from bot.worker._upkeep import kept_up
from bot.worker._webhooks import LEASE_SECONDS, WebhookWorker

__all__ = [
    "LEASE_SECONDS", "Aftermath", "At", "Birthdays", "Clock", "Compose", "WebhookWorker", "Worker",
    "keep_planned", "keep_sealed", "keep_swept", "kept_up",
]  # fmt: skip
