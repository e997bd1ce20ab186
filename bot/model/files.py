"""A file that a person gave: its bytes are copied at once, since what is given in a form is seen by nobody else."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from bot.model.ids import ContactId, FileId, MemberId

PHOTO_SIZE = 5 * 1024 * 1024  # bytes


class FileState(StrEnum):
    DUE = "due"  # its bytes are on their way
    KEPT = "kept"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`origin` is Slack's id of what the person gave, `shelf` the key of our copy, `shown` Slack's id of a copy of
    the app's own that everybody may see; `error` is a message id."""

    id: FileId
    contact: ContactId
    author: MemberId
    created_at: datetime
    origin: str
    name: str = ""
    kind: str = ""  # its media type
    size: int = 0  # bytes
    state: FileState = FileState.DUE
    shelf: str | None = None
    shown: str | None = None
    error: str | None = None

    def kept(self, shelf: str, *, kind: str, size: int) -> Self:
        return replace(self, state=FileState.KEPT, shelf=shelf, kind=kind, size=size, error=None)

    def failed(self, error: str) -> Self:
        return replace(self, state=FileState.FAILED, error=error)


def shelf_key(content: bytes, mark: str) -> str:
    """Under which bytes lie on the shelf: their SHA-256 in hex, and 16 signs that make it this one's alone."""
    return f"{hashlib.sha256(content).hexdigest()}-{mark}"


_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}


def picture_type(content: bytes) -> str | None:
    """Its media type, told by its first bytes whatever its name says; None where Slack would not show it."""
    return next((kind for first, kind in _SIGNATURES.items() if content.startswith(first)), None)
