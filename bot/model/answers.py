"""What a request of the API was answered, kept for whoever asks the very same again."""

from dataclasses import dataclass
from datetime import timedelta

KEPT = timedelta(days=1)
ERASED = "erased"  # in the place of a body; no JSON of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`asked` is the hash of the request; `headers` are one a line, `body` is what was sent."""

    asked: str
    status: int
    headers: str
    body: str
