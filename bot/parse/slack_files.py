"""Files as Slack describes them: those chosen in a form, those that a message holds. Called by handlers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.model.files import Given, safe_name
from bot.model.ids import ChannelId

_GONE = frozenset({"tombstone", "hidden_by_limit"})
_DENIED = "access_denied"


@dataclass(frozen=True, slots=True)
class Held:
    """The files of a message; `gone` is how many more there were that Slack has no more, hides or denies."""

    files: tuple[Given, ...] = ()
    gone: int = 0


def chosen(state: Mapping[str, Mapping[str, Mapping[str, Any]]], key: str) -> tuple[Given, ...]:
    """What the file input of this block holds, in order. Slack says the name and the size of each."""
    return tuple(_given(file) for element in state.get(key, {}).values() for file in _described(element.get("files")))


def held(message: Mapping[str, Any], channel: ChannelId) -> Held:
    """In a channel that is shared with another company Slack may give no more than the id of a file."""
    files = list(_described(message.get("files")))
    there = [file for file in files if file.get("mode") not in _GONE and file.get("file_access") != _DENIED]
    return Held(tuple(_given(file, channel) for file in there), len(files) - len(there))


def _described(files: object) -> Iterator[Mapping[str, Any]]:
    for file in files if isinstance(files, list) else ():
        if isinstance(file, Mapping) and file.get("id"):
            yield file


def _given(file: Mapping[str, Any], channel: ChannelId | None = None) -> Given:
    """The size that is told for what lies elsewhere is none of a copy's: it is 0."""
    size = file.get("size")
    is_told = isinstance(size, int) and not file.get("is_external") and file.get("file_access") != "check_file_info"
    return Given(
        origin=str(file["id"]),
        name=safe_name(str(file.get("name") or file.get("title") or "")),
        size=size if is_told and isinstance(size, int) else None,
        channel=channel,
    )
