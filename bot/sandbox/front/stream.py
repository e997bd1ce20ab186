"""Server-sent events: what happens in the world, to each open page as far as its person may see it."""

import asyncio

from aiohttp import web

from ..slack import Slack
from ..wire import Json, dumps
from ..world import Channel, Message
from ..world import happenings as did
from .page import page_channel, page_message, page_person, unread_of
from .streams import is_gone, next_within

_KEEP_ALIVE_SECONDS = 5.0
_MOST_WAITING = 2_000
_MISSED: Json = {"type": "missed"}


class PageStream:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack
        self._open: dict[str, set[asyncio.Queue[Json]]] = {}
        slack.wall.listeners.append(self._clock_moved)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        user = request.query.get("as", "")
        answer = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await answer.prepare(request)
        queue: asyncio.Queue[Json] = asyncio.Queue(_MOST_WAITING)
        self._open.setdefault(user, set()).add(queue)
        try:
            for event in self._first(user):
                await answer.write(_line(event))
            while not is_gone(request):
                upcoming = await next_within(queue, _KEEP_ALIVE_SECONDS)
                await answer.write(_line(upcoming) if upcoming else b": still here\n\n")
                if upcoming is _MISSED:
                    for event in self._first(user):
                        await answer.write(_line(event))
        except ConnectionError:
            return answer
        finally:
            self._open[user].discard(queue)
            if not self._open[user]:
                del self._open[user]
        return answer

    def hear(self, happening: did.Happening) -> None:
        if not self._open:
            return
        match happening:
            case did.MessagePosted(channel, message) | did.MessageChanged(channel, message):
                name = "message" if isinstance(happening, did.MessagePosted) else "message_changed"
                self._about_message(name, channel, message)
                self._about_thread(channel, message)
            case (
                did.ReactionAdded(channel, message)
                | did.ReactionRemoved(channel, message)
                | did.PinAdded(channel, message)
                | did.PinRemoved(channel, message)
            ):
                self._about_message("message_changed", channel, message)
            case did.MessageDeleted(channel, message):
                self._to_members(channel, {"type": "message_deleted", "channel": channel.id, "ts": message.ts})
                self._about_thread(channel, message)
            case did.ViewShown(user, how, view, depth):
                self._to(user, {"type": f"view_{how}", "view": view, "depth": depth})
            case did.ViewClosed(user, view_id, is_all):
                self._to(user, {"type": "view_closed", "id": view_id, "all": is_all})
            case did.HomePublished(user, view):
                self._to(user, {"type": "home", "view": view})
            case did.Notice(user, text, channel_id):
                self._to(user, {"type": "notice", "text": text, "channel": channel_id})
            case _:
                self._about_world(happening)

    def _about_world(self, happening: did.Happening) -> None:
        match happening:
            case did.ChannelChanged(channel) | did.MemberJoined(channel) | did.MemberLeft(channel):
                self._to_all({"type": "channel", "channel": page_channel(self._slack.world, channel)})
            case did.PersonChanged(person):
                self._to_all({"type": "person", "person": page_person(person)})
            case did.WorkspaceChanged() | did.AppUninstalled() | did.TokensRevoked():
                self._to_all({"type": "world"})
            case _:
                return

    def unread_changed(self, user: str, channel: Channel) -> None:
        self._to(user, unread_of(self._slack.world, channel, user))

    def _first(self, user: str) -> list[Json]:
        """What a page that has just opened could not have heard: unread counts and modals still open."""
        world = self._slack.world
        mine = [channel for channel in world.channels if user in channel.members]
        counts = [event for channel in mine if (event := unread_of(world, channel, user))["count"]]
        stack = self._slack.views.stack(user)
        # Those that have closed unheard are closed by this list.
        open_ids: Json = {"type": "views", "ids": [view["id"] for view in stack]}
        views: list[Json] = [
            {"type": "view_pushed" if depth > 1 else "view_opened", "view": view, "depth": depth}
            for depth, view in enumerate(stack, start=1)
        ]
        home = self._slack.views.home(user)
        return [*counts, open_ids, *views, *([{"type": "home", "view": home}] if home else [])]

    def _about_message(self, name: str, channel: Channel, message: Message) -> None:
        event = {
            "type": name,
            "channel": channel.id,
            "message": page_message(self._slack.world, message),
        }
        if message.only_for:
            self._to(message.only_for, event)
            return
        self._to_members(channel, event)
        if name == "message" and (message.broadcast or not message.is_reply):
            for user in self._listeners(channel):
                if user != message.user:
                    self.unread_changed(user, channel)

    def _about_thread(self, channel: Channel, message: Message) -> None:
        """How many replies there are now stands at the message that they answer."""
        root = self._slack.world.log(channel.id).get(message.thread) if message.is_reply and message.thread else None
        if root and not message.only_for:
            self._about_message("message_changed", channel, root)

    def _listeners(self, channel: Channel) -> list[str]:
        return [user for user in self._open if user in channel.members]

    def _to_members(self, channel: Channel, event: Json) -> None:
        for user in self._listeners(channel):
            self._to(user, event)

    def _to_all(self, event: Json) -> None:
        for user in list(self._open):
            self._to(user, event)

    def _to(self, user: str, event: Json) -> None:
        for queue in self._open.get(user, ()):
            if queue.full():
                # The page reads no longer; when it does again it reads everything anew.
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(_MISSED)
            else:
                queue.put_nowait(event)

    def _clock_moved(self, now: str) -> None:
        self._to_all({"type": "clock", "now": now})


def _line(event: Json) -> bytes:
    return f"data: {dumps(event)}\n\n".encode()
