"""Files: their bytes lie in a folder (or in memory), their records in the world."""

import mimetypes
from collections.abc import Collection, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from ..ids import new_id
from ..wire import Json, ts_of, whole
from .filetypes import filetype_of
from .happenings import FileDeleted
from .records import VISIBLE, Channel, Message, Person, StoredFile
from .world import World


class FileBytes:
    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._memory: dict[str, bytes] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def put(self, file: str, content: bytes) -> None:
        if self._folder is None:
            self._memory[file] = content
            return
        fresh = self._folder / f"{file}.new"
        fresh.write_bytes(content)
        fresh.replace(self._folder / file)

    def get(self, file: str) -> bytes | None:
        if self._folder is None:
            return self._memory.get(file)
        path = self._folder / file
        return path.read_bytes() if path.exists() else None

    def drop(self, file: str) -> None:
        self._memory.pop(file, None)
        if self._folder:
            (self._folder / file).unlink(missing_ok=True)


def announce(world: World, owner: Person, *, name: str, size: int) -> StoredFile:
    """A file that is about to arrive: its id exists before its bytes."""
    name = whole(name)
    return StoredFile(
        id=new_id("F"),
        team=owner.team,
        user=owner.id,
        name=name,
        size=size,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        created=world.wall.seconds(),
        title=name,
        bot_id=owner.bot_id,
    )


def share(world: World, message: Message) -> None:
    """What a message holds is shared where it stands, and is no longer between its uploader and the app."""
    for known in _held(world, message):
        channels = tuple(dict.fromkeys((*known.shared_in, message.channel)))
        shares = (*known.shares, (message.channel, message.micros))
        world.files.put(replace(known, shared_in=channels, shares=shares, is_for_app=False))


def unshare(world: World, message: Message, kept: tuple[str, ...] = ()) -> None:
    """The message goes, or holds only those that are `kept`."""
    for known in _held(world, message):
        if known.id in kept:
            continue
        shares = tuple(one for one in known.shares if one != (message.channel, message.micros))
        left = {channel for channel, _ in shares}
        channels = tuple(one for one in known.shared_in if one != message.channel or one in left)
        world.files.put(replace(known, shared_in=channels, shares=shares))


def _held(world: World, message: Message) -> list[StoredFile]:
    return [known for file in message.files if (known := world.files.get(file))]


def forget(world: World, file: StoredFile) -> None:
    """The record goes; that there was one is remembered, for Slack tells the two apart."""
    world.files.drop(file.id)
    world.set(_tombstone(file.team, file.id), value=True)
    channels = tuple(world.channels[channel] for channel in file.shared_in if channel in world.channels)
    world.tell(FileDeleted(file.team, file.id, channels))


def was_deleted(world: World, team: str, file: str) -> bool:
    return world.setting(_tombstone(team, file)) is True


def kind_of(file: StoredFile) -> str:
    """The word of `types` in files.list; what is of none of them comes with `all` alone."""
    if file.mimetype.startswith("image/"):
        return "images"
    if file.mimetype in ("application/zip", "application/x-tar", "application/gzip"):
        return "zips"
    return "pdfs" if file.mimetype == "application/pdf" else ""


def shown(world: World, file: StoredFile) -> Json:
    name = quote(file.name, safe="")
    filetype, pretty_type = filetype_of(file.name)
    channels = [world.channels[channel] for channel in file.shared_in if channel in world.channels]
    return {
        "id": file.id,
        "created": file.created,
        "timestamp": file.created,
        "name": file.name,
        "title": file.title or file.name,
        "mimetype": file.mimetype,
        "filetype": filetype,
        "pretty_type": pretty_type,
        "user": file.user,
        "user_team": file.team,
        "editable": False,
        "size": file.size,
        "mode": "external" if file.external_url else "hosted",
        "is_external": bool(file.external_url),
        "external_type": "app" if file.external_url else "",
        "is_public": any(not (channel.is_private or channel.is_im) for channel in channels),
        "public_url_shared": False,
        "display_as_bot": False,
        "username": "",
        **_addresses(world, file, name),
        "permalink": f"{world.url}/files/{file.user}/{file.id}/{name}",
        "channels": [channel.id for channel in channels if not (channel.is_private or channel.is_im)],
        "groups": [channel.id for channel in channels if channel.is_private and not channel.is_im],
        "ims": [channel.id for channel in channels if channel.is_im],
        "shares": _shares(world, file),
        "has_rich_preview": False,
        "file_access": VISIBLE,
    }


def held(world: World, file: str, *, kept_back: Collection[str]) -> Json:
    """A file as a message shows it, without what is said of those whose access is `kept_back` from whoever looks."""
    known = world.files.get(file)
    if known is None:
        return {"id": file, "mode": "tombstone"}
    if known.is_hidden:
        return {"id": file, "mode": "hidden_by_limit"}
    return barred(known) if known.access in kept_back else shown(world, known)


def barred(file: StoredFile) -> Json:
    # https://docs.slack.dev/reference/objects/file-object
    return {"id": file.id, "mode": "file_access", "file_access": file.access, "created": 0, "timestamp": 0, "user": ""}


def _addresses(world: World, file: StoredFile, name: str) -> Json:
    if file.external_url:
        return {"url_private": file.external_url, "external_url": file.external_url}
    address = f"{world.url}/files-pri/{file.team}-{file.id}"
    return {"url_private": f"{address}/{name}", "url_private_download": f"{address}/download/{name}"}


def _shares(world: World, file: StoredFile) -> Json:
    """By `public` or `private`, then by channel: the messages that hold the file."""
    shares: Json = {}
    for channel, message in holding(world, file):
        kind = "public" if channel.is_open_to_all else "private"
        shares.setdefault(kind, {}).setdefault(channel.id, []).append(_share(world, channel, message))
    return shares


def holding(world: World, file: StoredFile) -> Iterator[tuple[Channel, Message]]:
    for channel_id, micros in file.shares:
        channel, message = world.channels.get(channel_id), world.log(channel_id).get(micros)
        if channel and message:
            yield channel, message


def _share(world: World, channel: Channel, message: Message) -> Json:
    log = world.log(channel.id)
    replies = [reply for name in log.replies(message.micros) if (reply := log.get(name))]
    users = list(dict.fromkeys(reply.user for reply in replies))
    share: Json = {
        "reply_users": users,
        "reply_users_count": len(users),
        "reply_count": len(replies),
        "ts": message.ts,
        "team_id": channel.team,
        "share_user_id": message.user,
    }
    if channel.name:
        share["channel_name"] = channel.name
    if replies:
        share |= {"thread_ts": message.ts, "latest_reply": replies[-1].ts}
    elif message.is_reply and message.thread is not None:
        share["thread_ts"] = ts_of(message.thread)
    return share


def download_headers(file: StoredFile) -> dict[str, str]:
    letters = (one if (one.isascii() and one.isalnum()) or one in ".-_" else "_" for one in file.name)
    # A page of somebody's making must not run where the sandbox's own page runs.
    return {
        "Content-Type": "text/plain" if "html" in file.mimetype else file.mimetype,
        "Content-Disposition": f'attachment; filename="{"".join(letters)}"',
        "X-Content-Type-Options": "nosniff",
    }


def _tombstone(team: str, file: str) -> str:
    return f"deleted:{team}:{file}"
