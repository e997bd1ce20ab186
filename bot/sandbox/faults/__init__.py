"""Faults on demand: what may go wrong between Slack, the network and an app, as rules that are set while it runs."""

from .answers import spoil, strike_before
from .rules import AFTER, ANY, BEFORE, DELIVERY, KINDS, Fault, Faults

__all__ = ["AFTER", "ANY", "BEFORE", "DELIVERY", "KINDS", "Fault", "Faults", "spoil", "strike_before"]
