"""files.*: announce, upload, complete; info, list, delete."""

from dataclasses import replace
from typing import Any

from ..delivery.answers import content_of, written
from ..errors import SlackError, bad_argument
from ..ids import short_token
from ..wire import LAST_SECOND, Json, micros_of
from ..world import Channel, StoredFile
from ..world.conversations import open_direct
from ..world.files import announce, barred, kind_of, shown, was_deleted
from ..world.happenings import FileCreated, FileShared
from ..world.messages import discard, post_as
from ..world.records import DENIED
from ._call import Call, done

MOST_CHANNELS = 100
LONGEST_ALT_TEXT = 1_000
LARGEST_SNIPPET = 1024 * 1024
_TYPES = {"all", "spaces", "snippets", "images", "gdocs", "zips", "pdfs"}


def get_upload_url(call: Call) -> Json:
    name = call.required("filename")
    if not call.text("length"):
        raise bad_argument("missing required field: length")
    size = call.whole("length", 0)
    if size == 0:
        raise SlackError("missing_argument")
    if size < 0:
        raise bad_argument("must be greater than 0 [json-pointer:/length]")
    if len(call.text("alt_txt")) > LONGEST_ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    if call.text("snippet_type") and size > LARGEST_SNIPPET:
        raise SlackError("snippet_too_large")
    file = announce(call.world, call.bot, name=name, size=size)
    ticket = short_token()
    call.world.uploads[ticket] = file
    return done(upload_url=f"{call.world.url}/upload/v1/{ticket}", file_id=file.id)


def complete_upload(call: Call) -> Json:
    files = [_uploaded(call, row) for row in _rows(call)]
    channels = _destinations(call)
    content = _comment(call) if channels else {}
    thread = _thread(call, channels)
    for file in files:
        call.world.files.put(file)
    _close_uploads(call, {file.id for file in files})
    for file in files:
        call.world.tell(FileCreated(call.team, file.id, file.user))
    for channel in channels:
        post_as(call.world, channel, call.bot, **content, **thread, files=tuple(file.id for file in files))
        for file in files:
            call.world.tell(FileShared(channel, file.id, call.bot.id))
    return done(files=[shown(call.world, call.world.files[file.id]) for file in files])


def info(call: Call) -> Json:
    file = _file(call, call.required("file"))
    told = barred(file) if file.access == DENIED else shown(call.world, file)
    return done(file=told, comments=[], response_metadata={"next_cursor": ""})


def listed(call: Call) -> Json:
    """What the app can see, the newest first."""
    types = set(call.listed("types")) or {"all"}
    if not types <= _TYPES:
        raise SlackError("unknown_type")
    user = call.person(call.text("user")).id if call.text("user") else ""
    channel = call.channel().id if call.text("channel") else ""
    since, until = call.moment("ts_from", 0), call.moment("ts_to", LAST_SECOND)
    found = [
        file
        for file in call.world.files
        if _is_visible(call, file)
        and (not user or file.user == user)
        and (not channel or channel in file.shared_in)
        and since <= file.created <= until
        and ("all" in types or kind_of(file) in types)
    ]
    found.sort(key=lambda file: (file.created, file.id), reverse=True)
    page, paging = call.numbered_page(found)
    return done(files=[shown(call.world, file) for file in page], paging=paging)


def delete(call: Call) -> Json:
    file = _file(call, call.required("file"))
    if file.user != call.bot.id:
        raise SlackError("cant_delete_file")
    call.slack.bytes.drop(file.id)
    discard(call.world, file)
    return done()


def _rows(call: Call) -> list[Json]:
    try:
        rows = call.parsed("files")
    except ValueError as error:
        raise bad_argument("must be valid json [json-pointer:/files]") from error
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) and row.get("id") for row in rows):
        raise bad_argument("missing required field: files")
    return rows


def _uploaded(call: Call, row: Json) -> StoredFile:
    known = (file for file in call.world.uploads.values() if file.id == row["id"] and file.team == call.team)
    file = next(known, None)
    if file is None or file.id not in call.world.uploaded:
        raise SlackError("file_not_found")
    return replace(file, title=str(row.get("title") or file.name))


def _close_uploads(call: Call, completed: set[str]) -> None:
    """Their addresses take no more bytes."""
    call.world.uploaded -= completed
    for ticket, file in list(call.world.uploads.items()):
        if file.id in completed:
            del call.world.uploads[ticket]


def _destinations(call: Call) -> list[Channel]:
    """`channel_id` names one; `channels` several, people among them, who get it by direct message."""
    several = call.listed("channels")
    if len(several) > MOST_CHANNELS:
        raise SlackError("channels_limit_exceeded")
    if call.text("channel_id"):
        return [_joined(call, call.text("channel_id"), "channel_not_found")]
    return [_joined(call, wanted, "invalid_channel") for wanted in several]


def _joined(call: Call, wanted: str, unknown: str) -> Channel:
    person = call.world.person(call.team, wanted)
    if person is not None and not person.is_bot and unknown == "invalid_channel":
        return open_direct(call.world, call.team, frozenset({call.bot.id, person.id}))
    channel = call.world.channels.get(wanted)
    if channel is None or channel.team != call.team:
        raise SlackError(unknown)
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel" if channel.is_open_to_all else unknown)
    if channel.is_archived:
        raise SlackError("posting_to_channel_denied")
    return channel


def _comment(call: Call) -> dict[str, Any]:
    """The words win over the blocks where both are given."""
    words = call.text("initial_comment")
    if words or not call.args.get("blocks"):
        return written({"text": words, "blocks": ()})
    return content_of({"blocks": call.args["blocks"]})


def _thread(call: Call, channels: list[Channel]) -> dict[str, int]:
    if not (channels and call.text("thread_ts")):
        return {}
    try:
        parent = call.world.log(channels[0].id).get(micros_of(call.text("thread_ts")))
    except ValueError as error:
        raise bad_argument("must be a timestamp [json-pointer:/thread_ts]") from error
    if parent is None:
        raise SlackError("thread_not_found")
    return {"thread": parent.thread if parent.thread is not None else parent.micros}


def _file(call: Call, wanted: str) -> StoredFile:
    """A file that the bot can see: its own, or one in a conversation it is in."""
    if was_deleted(call.world, call.team, wanted):
        raise SlackError("file_deleted")
    file = call.world.files.get(wanted)
    if file is None or not _is_visible(call, file):
        raise SlackError("file_not_found")
    return file


def _is_visible(call: Call, file: StoredFile) -> bool:
    if file.team != call.team:
        return False
    channels = [call.world.channels[channel] for channel in file.shared_in if channel in call.world.channels]
    return file.user == call.bot.id or file.is_for_app or any(call.bot.id in one.members for one in channels)
