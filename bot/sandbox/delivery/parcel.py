"""One thing sent to the app, and what came back."""

from dataclasses import dataclass
from typing import Literal

from ..wire import Json

Envelope = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True, slots=True)
class Parcel:
    envelope: Envelope
    name: str  # for the log: view_submission, slash_commands, an event's type
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

    @property
    def is_ok(self) -> bool:
        return not self.problem
