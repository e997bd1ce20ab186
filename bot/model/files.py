"""A file that a person gave: its bytes are copied at once, since what is given in a form is seen by nobody else."""

import json
import mimetypes
import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Self
from urllib.parse import unquote, urlsplit

from bot.model.folding import clean_name
from bot.model.ids import AudienceId, ChannelId, ContactId, FileId, MemberId, NoteId, ReminderId

PHOTO_SIZE = 5 * 1024 * 1024  # bytes
FILE_SIZE = 50 * 1024 * 1024
MOST_FILES = 10  # of one note or reminder; Slack's form takes no more
KINDS_LENGTH = 1000  # of all that a workspace excludes, as it types them
NAME_BYTES = 255  # in UTF-8: no file system takes a longer one

# What a double click runs, on one system or another. A workspace may choose others.
EXCLUDED_KINDS = (
    "app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk", "msi", "msp", "ps1", "reg",
    "scr", "sh", "vbe", "vbs", "wsf",
)  # fmt: skip


class FileState(StrEnum):
    DUE = "due"  # its bytes are on their way
    KEPT = "kept"
    LINKED = "linked"  # it lies with another company and stays there: `url` is its address
    FAILED = "failed"


class Reason(StrEnum):
    """Why a file is not taken; each is a sentence of templates/files."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    EXCLUDED_KIND = "excluded_kind"
    NOT_SEEN = "not_seen"  # whoever saves it cannot be shown to see it
    GONE = "gone"  # Slack has it no more
    HIDDEN = "hidden"  # Slack does not show it to Carnet
    ELSEWHERE = "elsewhere"  # it lies with another company, and its address is no safe link
    NO_PICTURE = "no_picture"


TOLD_FIRST = (Reason.EMPTY, Reason.TOO_LARGE, Reason.EXCLUDED_KIND)  # without its bytes: see `refusal`


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as Slack describes it where a person gives it: in a form, or with a message of `channel`.

    `origin` is Slack's id of it; `name` is '' and `size` None where Slack does not say.
    """

    origin: str
    name: str = ""
    size: int | None = None  # bytes
    channel: ChannelId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """`origin` is Slack's id of what the person gave, `shelf` the key of our copy, `shown` Slack's id of a copy of
    the app's own that everybody may see; `error` is a Reason, or the id of an error.

    Of neither a `note` nor a `reminder` it is the contact's picture. Otherwise it is for whom that is for: `audience`
    is the same. A reminder's names no `contact`, for it may be about nobody, and about somebody else tomorrow.
    """

    id: FileId
    contact: ContactId | None
    author: MemberId
    created_at: datetime
    origin: str
    note: NoteId | None = None
    reminder: ReminderId | None = None
    audience: AudienceId | None = None
    name: str = ""
    kind: str = ""  # its media type
    size: int = 0  # bytes
    state: FileState = FileState.DUE
    shelf: str | None = None
    shown: str | None = None
    url: str = ""
    error: str | None = None

    @property
    def is_picture(self) -> bool:
        return self.note is None and self.reminder is None

    def kept(self, shelf: str, *, name: str = "", kind: str, size: int) -> Self:
        kept = replace(self, state=FileState.KEPT, shelf=shelf, kind=kind, size=size, error=None)
        return replace(kept, name=name or self.name)

    def linked(self, url: str, *, name: str, kind: str) -> Self:
        return replace(self, state=FileState.LINKED, url=url, name=name or self.name, kind=kind, error=None)

    def failed(self, error: str) -> Self:
        return replace(self, state=FileState.FAILED, error=error)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file on its way to somebody, and whose it is: the contact by name, or a reminder by its title; `title` is what
    its note is called, if it is the matter of one."""

    file: File
    of: str
    title: str = ""


def refusal(name: str, size: int | None, *, excluded: Collection[str], kind: str = "") -> Reason | None:
    """Why a file of this name and size, and of the media type `kind`, is not taken, as far as that can be told without
    its bytes."""
    if ending(name) in excluded or not told_kinds(name, kind).isdisjoint(excluded):
        return Reason.EXCLUDED_KIND
    if size is not None and size > FILE_SIZE:
        return Reason.TOO_LARGE
    return Reason.EMPTY if size == 0 else None


def ending(name: str) -> str:
    """'pdf' of 'Offer.PDF', as the file would be saved: 'exe' of 'photo.jpg.exe. ' too; '' where there is none."""
    stem, dot, end = safe_name(name).rpartition(".")
    return end.casefold() if dot and stem else ""


def ending_at(address: str) -> str:
    """'exe' of 'https://example.com/Setup.EXE?v=2': that of what a web address leads to, as far as its path says."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return ""
    return ending(unquote(path.rstrip("/").rpartition("/")[2]).partition(";")[0])


def told_kinds(name: str, media: str) -> frozenset[str]:
    """The endings of what a media type says a file is; none where its name says so too, or the type says nothing."""
    said = media.partition(";")[0].strip().casefold()
    if said in _ANYTHING:
        return frozenset()
    usual = (each.removeprefix(".") for each in _TYPES.guess_all_extensions(said))
    kinds = _PROGRAMS.get(said, frozenset()) | frozenset(usual)
    return frozenset() if ending(name) in kinds else kinds


_TYPES = mimetypes.MimeTypes()  # Python's own table: that of the system is not the same everywhere
_ANYTHING = frozenset({"", "application/octet-stream", "binary/octet-stream", "text/plain"})
_WINDOWS = frozenset({"exe", "dll", "scr", "cpl", "com"})
_PROGRAMS = {
    "application/vnd.microsoft.portable-executable": _WINDOWS,
    "application/x-msdownload": _WINDOWS,
    "application/x-msdos-program": _WINDOWS,
    "application/x-dosexec": _WINDOWS,
    "application/x-executable": _WINDOWS,
    "application/x-bat": frozenset({"bat", "cmd"}),
    "application/x-msi": frozenset({"msi", "msp"}),
    "application/hta": frozenset({"hta"}),
    "application/java-archive": frozenset({"jar"}),
    "application/x-java-archive": frozenset({"jar"}),
    "application/x-ms-shortcut": frozenset({"lnk"}),
    "application/x-sh": frozenset({"sh"}),
    "text/x-sh": frozenset({"sh"}),
    "text/x-shellscript": frozenset({"sh"}),
    "application/javascript": frozenset({"js"}),
    "application/x-javascript": frozenset({"js"}),
    "text/javascript": frozenset({"js"}),
    "text/vbscript": frozenset({"vbs", "vbe"}),
}

_RESERVED = re.compile(r'[/\\:*?"<>|]')
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e0fff]")


def safe_name(name: str) -> str:
    """A name under which a file can be saved anywhere, and that reads as what it is; '' where nothing is left.

    Without control signs and those that turn the direction of writing, which make 'gpj.exe' look like a picture; with
    `_` for what separates folders or means something to a system. Its ending stays where it has to be cut.
    """
    seen = clean_name(_UNSEEN.sub(" ", name))
    plain = _RESERVED.sub("_", seen).strip(". ")
    stem, dot, end = plain.rpartition(".")
    if not dot or len(end.encode()) > _LONGEST_ENDING:
        return _cut(plain, NAME_BYTES)
    return _cut(stem, NAME_BYTES - len(end.encode()) - 1) + dot + end


_LONGEST_ENDING = 32


def _cut(text: str, most: int) -> str:
    return text.encode()[:most].decode(errors="ignore").rstrip(". ")


def kinds_of(typed: str) -> tuple[str, ...]:
    """Endings that stand in a text, each once, in order: 'EXE, .bat; *.cmd' are exe, bat and cmd."""
    words = re.split(r"[\s,;]+", typed.casefold())
    return tuple(dict.fromkeys(word.lstrip("*.") for word in words if word.lstrip("*.")))


def are_kinds(kinds: Collection[str]) -> bool:
    return all(len(kind) <= _LONGEST_ENDING and _ENDING.fullmatch(kind) for kind in kinds)


_ENDING = re.compile(r"[\w+-]+")


def shelf_key(digest: str, mark: str) -> str:
    """Under which bytes lie on the shelf: their SHA-256 in hex, and 16 signs that make it this one's alone."""
    return f"{digest}-{mark}"


_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
SIGNATURE = max(map(len, _SIGNATURES))  # bytes


def picture_type(content: bytes) -> str | None:
    """Its media type, told by its first bytes whatever its name says; None where Slack would not show it."""
    return next((kind for first, kind in _SIGNATURES.items() if content.startswith(first)), None)


def to_text(files: Iterable[Given]) -> str:
    """As a draft keeps them; '' where there are none."""
    rows = [asdict(each) for each in files]
    return json.dumps(rows, ensure_ascii=False) if rows else ""


def from_text(text: str) -> tuple[Given, ...]:
    """The reverse of `to_text`."""
    return tuple(Given(**row) for row in json.loads(text)) if text else ()
