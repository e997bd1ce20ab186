"""One thing sent to the app, and what came back."""

from dataclasses import dataclass
from typing import Literal

from ..wire import Json

Envelope = Literal["slash_commands", "interactive", "events_api"]

# Slack's old verification token: still in every payload, no longer worth anything.
VERIFICATION = "sandbox-verification-token"


@dataclass(frozen=True, slots=True)
class Parcel:
    envelope: Envelope
    name: str  # for the log and for faults: command, view_submission, an event's type
    payload: Json
    url: str = ""
    accepts_response: bool = False
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ack:
    """`problem` is empty, or Slack's word for what went wrong."""

    problem: str = ""
    body: Json | None = None
    ms: float = 0.0
    wants_retry: bool = True
    status: int = 0  # of HTTP, where there was an answer

    @property
    def is_ok(self) -> bool:
        return not self.problem
