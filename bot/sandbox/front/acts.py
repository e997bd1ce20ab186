"""What a person does in the page: commands, clicks, forms, uploads, joining. Each is answered with ok or an error."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiohttp import web

from ..blocks import filled_state
from ..delivery import forms, interactions
from ..delivery.events import EventFeed
from ..delivery.interactions import Refused
from ..delivery.payloads import message_context
from ..slack import Slack
from ..wire import Json, loads_object
from ..world import Channel, Person
from ..world.conversations import direct, join, leave, mark_read, open_direct, rooms_of
from ..world.files import announce
from .act import Act, Doing, where_the_app_is
from .message_acts import MESSAGE_ACTS
from .page import page_channel, page_json
from .reading import reading
from .stream import PageStream

MOST_UPLOADED = 200 * 1024 * 1024  # Slack takes 1 GB: so much is more than an app can do without having to say no


class PageActs:
    def __init__(self, slack: Slack, events: EventFeed, stream: PageStream) -> None:
        self._slack = slack
        self._events = events
        self._stream = stream

    def routes(self) -> list[web.RouteDef]:
        with_app: dict[str, Doing] = {
            "command": self.command,
            "block_action": self.block_action,
            "view_submit": self.view_submit,
            "view_close": self.view_close,
            "options": self.options,
            "shortcut": self.shortcut,
            "message_shortcut": self.message_shortcut,
        }
        alone: dict[str, Doing] = {
            "home_opened": self.home_opened,
            "read": self.read,
            "join": self.join,
            "leave": self.leave,
            "direct": self.direct,
        }
        doings = {name: where_the_app_is(doing) for name, doing in with_app.items()} | alone | MESSAGE_ACTS
        routes = [web.post(f"/_page/{name}", self._handler(doing)) for name, doing in doings.items()]
        return [*routes, web.post("/_page/upload", self.upload)]

    async def command(self, act: Act) -> Json:
        await interactions.command(self._slack, act.person, act.channel(), str(act.said.get("text", "")))
        return {}

    async def direct(self, act: Act) -> Json:
        """The conversation with one other person, or with the app."""
        world = self._slack.world
        other = world.people.get(str(act.said.get("user")))
        if other is None or other.team != act.person.team or other.deleted:
            raise Refused("user_not_found", "There is nobody of that name here.")
        return {"channel": page_channel(world, open_direct(world, other.team, frozenset({act.person.id, other.id})))}

    async def block_action(self, act: Act) -> Json:
        container = act.part("container")
        action = act.part("action")
        action |= {"block_id": str(act.said.get("block_id")), "action_id": str(action.get("action_id"))}
        if container.get("type") == "view":
            await self._view_action(act, str(container.get("view_id")), action)
            return {}
        channel = Act(self._slack, act.person, container).channel()
        message = act.message(channel, container.get("ts"))
        await interactions.message_action(self._slack, act.person, message, action=action, values=act.values())
        return {}

    async def view_submit(self, act: Act) -> Json:
        return await forms.submit(self._slack, act.person, act.view(act.said.get("view_id")), act.values())

    async def view_close(self, act: Act) -> Json:
        view = act.view(act.said.get("view_id"))
        await forms.close(self._slack, act.person, view, is_cleared=bool(act.said.get("cleared")))
        return {}

    async def options(self, act: Act) -> Json:
        container = act.part("container")
        if container.get("type") == "view":
            view = act.view(container.get("view_id"))
            context: Json = {"container": {"type": "view", "view_id": view.id}, "view": view.shown}
        else:
            channel = Act(self._slack, act.person, container).channel()
            context = message_context(self._slack, act.person, channel, act.message(channel, container.get("ts")))
            context.pop("response_url")
        asked = {name: str(act.said.get(name, "")) for name in ("block_id", "action_id", "value")}
        return await interactions.suggestions(self._slack, act.person, context, asked)

    async def shortcut(self, act: Act) -> Json:
        channel = act.channel() if act.said.get("channel") else None
        await interactions.global_shortcut(self._slack, act.person, str(act.said.get("callback_id")), channel)
        return {}

    async def message_shortcut(self, act: Act) -> Json:
        channel = act.channel()
        message = act.message(channel, act.said.get("ts"))
        callback_id = str(act.said.get("callback_id"))
        await interactions.message_shortcut(self._slack, act.person, message, callback_id)
        return {}

    async def home_opened(self, act: Act) -> Json:
        bot = self._slack.world.bot_of(act.person.team).bot_user
        channel = direct(self._slack.world, act.person.team, frozenset({bot, act.person.id}))
        if channel:
            self._events.home_opened(act.person, channel, str(act.said.get("tab") or "home"))
        return {"view": self._slack.views.home(act.person.id) if act.has_app else None}

    async def read(self, act: Act) -> Json:
        channel = act.channel()
        mark_read(self._slack.world, channel, act.person.id)
        self._stream.unread_changed(act.person.id, channel)
        return {}

    async def join(self, act: Act) -> Json:
        """Oneself, or with `user` somebody else: an invitation."""
        world = self._slack.world
        channel = world.channels.get(str(act.said.get("channel")))
        is_closed = channel is not None and not channel.is_open_to_all and act.person.id not in channel.members
        if channel is None or channel.team != act.person.team or is_closed:
            raise Refused("channel_not_found", "There is no such channel.")
        user = world.person(channel.team, str(act.said.get("user") or act.person.id))
        if user is None or user.deleted:
            raise Refused("user_not_found", "There is nobody by that id.")
        if user.id not in channel.members:
            _refuse_joining(act, channel, user)
            join(world, channel, user.id, inviter="" if user.id == act.person.id else act.person.id)
        return {}

    async def leave(self, act: Act) -> Json:
        """Oneself, or with `user` somebody else, who is removed."""
        channel = act.channel()
        user = str(act.said.get("user") or act.person.id)
        _refuse_leaving(act, channel, user)
        leave(self._slack.world, channel, user)
        return {}

    async def upload(self, request: web.Request) -> web.Response:
        with reading():
            form = await request.post()
        person = self._slack.world.people.get(str(form.get("as", "")))
        given = form.get("file")
        if person is None or not isinstance(given, web.FileField):
            return page_json({"ok": False, "error": "no_file", "message": "No file arrived."}, 400)
        content = given.file.read()
        file = announce(self._slack.world, person, name=given.filename, size=len(content))
        if given.content_type and given.content_type != "application/octet-stream":
            file = replace(file, mimetype=given.content_type)
        self._slack.bytes.put(file.id, content)
        self._slack.world.files.put(replace(file, is_for_app=True))
        shown = {"id": file.id, "name": file.name, "mimetype": file.mimetype, "size": file.size}
        return page_json({"ok": True, "file": shown})

    async def _view_action(self, act: Act, view_id: str, action: Json) -> None:
        """In a modal the state stays with the view; an App Home is looked up by its person."""
        home = self._slack.views.home(act.person.id)
        if home and home["id"] == view_id:
            shown = {**home, "state": {"values": filled_state(home["blocks"], act.values())}}
        else:
            view = act.view(view_id)
            self._slack.views.remember(view, act.values())
            shown = view.shown
        await interactions.view_action(self._slack, act.person, shown, action)

    def _act(self, said: Json) -> Act:
        person = self._slack.world.people.get(str(said.get("as")))
        if person is None:
            raise Refused("user_not_found", "There is nobody by that id.")
        if person.deleted:
            raise Refused("account_inactive", "This account has been deactivated.")
        return Act(self._slack, person, said)

    def _handler(self, doing: Doing) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            with reading():
                said = loads_object(await request.read())
            try:
                return page_json({"ok": True, **await doing(self._act(said))})
            except Refused as refusal:
                told = {"told": True} if refusal.is_told else {}
                return page_json({"ok": False, "error": refusal.error, "message": refusal.message, **told})

        return handle


def _refuse_joining(act: Act, channel: Channel, user: Person) -> None:
    """Guests come by invitation, and those of a single channel to one alone."""
    _refuse_unchangeable(channel)
    if user.is_guest and user.id == act.person.id:
        raise Refused("user_is_restricted", "Guests join channels by invitation.")
    if user.is_ultra_restricted and rooms_of(act.slack.world, user):
        raise Refused("ura_max_channels", "A single-channel guest is in one channel only.")


def _refuse_leaving(act: Act, channel: Channel, user: str) -> None:
    """Guests take nobody out but themselves, and #general is everybody's."""
    _refuse_unchangeable(channel)
    if user not in channel.members:
        raise Refused("user_not_found", "There is nobody by that id in this channel.")
    if channel.is_general:
        raise Refused("cant_leave_general", "Nobody leaves this channel.")
    if act.person.is_guest and user != act.person.id:
        raise Refused("user_is_restricted", "Guests remove nobody.")


def _refuse_unchangeable(channel: Channel) -> None:
    if channel.is_direct:
        raise Refused("method_not_supported_for_channel_type", "A direct message keeps its members.")
    if channel.is_archived:
        raise Refused("is_archived", "This channel is archived.")
