"""The composition root and what the command line runs: serve, worker, demo, check."""

from bot.app._check import check
from bot.app._demo import demo
from bot.app._serve import serve, work

__all__ = ["check", "demo", "serve", "work"]
