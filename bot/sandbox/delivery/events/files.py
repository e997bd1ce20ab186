"""file_*: what the app is told of files. Only their ids travel: the rest is files.info's to say, or to refuse."""

from collections.abc import Iterator

from ...wire import Json
from ...world import World
from ...world import happenings as did
from .event import Event, event, is_heard_in


def created_events(world: World, told: did.FileCreated) -> Iterator[Event]:
    yield event(told.team, {"type": "file_created", **_about(told.file, told.user)})


def shared_events(world: World, told: did.FileShared) -> Iterator[Event]:
    channel = told.channel
    if not is_heard_in(channel, world.bot_of(channel.team).bot_user):
        return
    about = _about(told.file, told.user)
    yield event(channel.team, {"type": "file_shared", **about, "channel_id": channel.id})
    if not (channel.is_private or channel.is_im):
        yield event(channel.team, {"type": "file_public", **about})


def deleted_events(world: World, told: did.FileDeleted) -> Iterator[Event]:
    channels = [channel.id for channel in told.channels]
    yield event(told.team, {"type": "file_deleted", "file_id": told.file, "channel_ids": channels})


def _about(file: str, user: str) -> Json:
    return {"file_id": file, "user_id": user, "file": {"id": file}}
