"""The Events API: turns what happened into the events an app subscribed to, and repeats what is not acknowledged."""

from .courier import RATE_LIMITED
from .feed import EventFeed

__all__ = ["RATE_LIMITED", "EventFeed"]
