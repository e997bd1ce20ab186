"""files.*: announce, upload, complete, info, delete."""

from dataclasses import replace
from typing import Any

from ..delivery.answers import content_of
from ..errors import SlackError, bad_argument
from ..ids import short_token
from ..wire import Json, loads
from ..world import Channel, StoredFile
from ..world.files import announce, shown
from ..world.happenings import FileShared
from ..world.messages import delete as delete_message
from ..world.messages import post_as, touch
from ._call import Call, done


def get_upload_url(call: Call) -> Json:
    name = call.required("filename")
    if not call.text("length"):
        raise bad_argument("missing required field: length")
    size = call.whole("length", 0)
    if size <= 0:
        raise bad_argument("must be greater than 0 [json-pointer:/length]")
    file = announce(call.world, call.bot, name=name, size=size)
    ticket = short_token()
    call.world.uploads[ticket] = file
    return done(upload_url=f"{call.world.url}/upload/v1/{ticket}", file_id=file.id)


def complete_upload(call: Call) -> Json:
    files = [_uploaded(call, row) for row in _rows(call)]
    destination = call.text("channel_id") or next(iter(call.listed("channels")), "")
    if destination:
        channel = _channel(call, destination)
        files = [replace(file, shared_in=(*file.shared_in, channel.id)) for file in files]
    for file in files:
        call.world.files.put(file)
        call.world.uploaded.discard(file.id)
    if destination:
        _share(call, channel, files)
    return done(files=[shown(call.world, file) for file in files])


def info(call: Call) -> Json:
    file = _file(call, call.required("file"))
    return done(file=shown(call.world, file), comments=[], response_metadata={"next_cursor": ""})


def delete(call: Call) -> Json:
    file = _file(call, call.required("file"))
    if file.user != call.bot.id:
        raise SlackError("cant_delete_file")
    call.world.files.drop(file.id)
    call.slack.bytes.drop(file.id)
    for channel in file.shared_in:
        _unshare(call, channel, file.id)
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


def _channel(call: Call, wanted: str) -> Channel:
    channel = call.world.channels.get(wanted)
    if channel is None or channel.team != call.team:
        raise SlackError("channel_not_found")
    if call.bot.id not in channel.members:
        raise SlackError("not_in_channel" if not channel.is_private else "channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    return channel


def _share(call: Call, channel: Channel, files: list[StoredFile]) -> None:
    text = call.text("initial_comment")
    content: dict[str, Any] = {"text": text}
    if call.args.get("blocks"):
        content = content_of({"blocks": loads(call.text("blocks"))} if call.text("blocks") else {})
    post_as(call.world, channel, call.bot, **content, files=tuple(file.id for file in files))
    for file in files:
        call.world.tell(FileShared(channel, file.id, call.bot.id))


def _file(call: Call, wanted: str) -> StoredFile:
    """A file that the bot can see: its own, or one in a conversation it is in."""
    file = call.world.files.get(wanted)
    if file is None or file.team != call.team:
        raise SlackError("file_not_found")
    channels = [call.world.channels[channel] for channel in file.shared_in if channel in call.world.channels]
    is_visible = file.user == call.bot.id or file.is_for_app or any(call.bot.id in one.members for one in channels)
    if not is_visible:
        raise SlackError("file_not_found")
    return file


def _unshare(call: Call, channel: str, file: str) -> None:
    for message in call.world.log(channel).all():
        if file not in message.files:
            continue
        left = tuple(one for one in message.files if one != file)
        if left or message.text or message.blocks:
            touch(call.world, message, files=left)
        else:
            delete_message(call.world, message)
