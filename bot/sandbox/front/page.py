"""What the page reads: the world as one person sees it, messages, the inspector, and its own files."""

import mimetypes
from pathlib import Path

from aiohttp import web

from ..slack import Slack
from ..wire import END_OF_TIME, Json, micros_of
from ..world import Channel, Message, Person, World
from ..world.conversations import unread
from ..world.files import download_headers
from ..world.messages import shown as shown_message
from ..world.people import SLACKBOT
from .reading import reading
from .seen_files import may_see

_FILES = Path(__file__).parent.parent / "page"
_NO_STORE = {"Cache-Control": "no-store"}
_OF_FILES = _NO_STORE  # another version of them may stand there the next time
_MOST = 200


class PageReads:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.index),
            web.get("/page/{path:.+}", self.file),
            web.get("/_page/world", self.world),
            web.get("/_page/messages", self.messages),
            web.get("/_page/views", self.views),
            web.get("/_page/file", self.shared_file),
            web.get("/_page/log", self.log),
        ]

    async def index(self, request: web.Request) -> web.Response:
        return _file("index.html")

    async def file(self, request: web.Request) -> web.Response:
        return _file(request.match_info["path"])

    async def world(self, request: web.Request) -> web.Response:
        world = self._slack.world
        workspaces = [self._workspace(workspace.id) for workspace in world.workspaces]
        return page_json({"workspaces": workspaces, "now": self._slack.wall.iso()})

    async def messages(self, request: web.Request) -> web.Response:
        slack = self._slack
        person = slack.world.people.get(request.query.get("as", ""))
        channel = slack.world.channels.get(request.query.get("channel", ""))
        if person is None or channel is None or person.id not in channel.members:
            return page_json({"messages": [], "has_more": False})
        with reading():
            limit = min(int(request.query.get("limit") or 50), _MOST)
            before = micros_of(request.query["before"]) if request.query.get("before") else END_OF_TIME
            thread = micros_of(request.query["thread"]) if request.query.get("thread") else None
        found = visible(slack.world, channel, person, thread)
        earlier = [message for message in found if message.micros < before]
        return page_json(
            {
                "messages": [page_message(slack.world, message) for message in earlier[-limit:]],
                "has_more": len(earlier) > limit,
            }
        )

    async def views(self, request: web.Request) -> web.Response:
        user = request.query.get("as", "")
        views = self._slack.views
        return page_json({"views": views.stack(user), "home": views.home(user)})

    async def shared_file(self, request: web.Request) -> web.Response:
        """A file for a person who may see it; to the others there is none."""
        world = self._slack.world
        user = request.query.get("as", "")
        file = world.files.get(request.query.get("file", ""))
        content = self._slack.bytes.get(file.id) if file else None
        if file is None or content is None:
            return web.Response(status=404, text="not found", headers=_NO_STORE)
        if not may_see(self._slack, user, file):
            return web.Response(status=404, text="not found", headers=_NO_STORE)
        return web.Response(body=content, headers=_NO_STORE | download_headers(file))

    async def log(self, request: web.Request) -> web.Response:
        with reading():
            after = int(request.query.get("after") or 0)
        kind = request.query.get("kind")  # a script may look for one kind alone
        found = [entry for entry in self._slack.log.since(after) if kind in (None, entry.kind)]
        return page_json({"entries": [entry.shown(self._slack.wall) for entry in found]})

    def _workspace(self, team: str) -> Json:
        world = self._slack.world
        workspace, installation = world.workspaces[team], world.bot_of(team)
        app = world.app
        is_there = installation.is_active
        people = [person for person in world.people_of(team) if person.id != SLACKBOT]
        return {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "people": [page_person(person) for person in people],
            "channels": [page_channel(world, channel) for channel in world.channels_of(team)],
            "commands": [
                {"command": one.command, "description": one.description, "usage_hint": one.usage_hint}
                for one in (app.commands or ()) * is_there
            ],
            "shortcuts": [
                {"type": one.type, "callback_id": one.callback_id, "name": one.name, "description": one.description}
                for one in app.shortcuts * is_there
            ],
            "app": {
                "name": app.name,
                "bot_user": installation.bot_user,
                "app_id": installation.app_id,
                "is_installed": is_there,
                "has_home_tab": app.has_home_tab,
                "has_messages_tab": app.has_messages_tab,
                "messages_read_only": app.is_read_only,
            },
        }


def visible(world: World, channel: Channel, person: Person, thread: int | None) -> list[Message]:
    """What this person sees of a channel or thread, oldest first: ephemeral messages only their own."""
    log = world.log(channel.id)
    names = [thread, *log.replies(thread)] if thread is not None else log.between(0, END_OF_TIME)
    lasting = [message for name in names if (message := log.get(name))]
    passing = [one for one in log.ephemeral_for(person.id) if one.thread == thread]
    return sorted((*lasting, *passing), key=lambda message: message.micros) if passing else lasting


def page_message(world: World, message: Message) -> Json:
    author = world.people.get(message.user)
    return shown_message(world, message, kept_back=()) | {
        "channel": message.channel,
        "username": message.username or (author.real_name if author else message.user),
        "ephemeral": bool(message.only_for),
        **({"ephemeral_for": message.only_for} if message.only_for else {}),
    }


def page_person(person: Person) -> Json:
    return {
        "id": person.id,
        "team": person.team,
        "name": person.name,
        "real_name": person.real_name,
        "tz": person.tz,
        "city": person.city,
        "locale": person.locale,
        "email": person.email,
        "is_guest": person.is_guest,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_bot": person.is_bot,
        "deleted": person.deleted,
        "avatar_colour": person.avatar_colour,
        "title": person.title,
    }


def page_channel(world: World, channel: Channel) -> Json:
    view: Json = {
        "id": channel.id,
        "team": channel.team,
        "name": channel.name,
        "is_general": channel.is_general,
        "is_mpim": channel.is_mpim,
        "is_private": channel.is_private,
        "is_im": channel.is_im,
        "is_archived": channel.is_archived,
        "members": sorted(channel.members),
        "topic": channel.topic,
        "purpose": channel.purpose,
        "creator": channel.creator,
    }
    if channel.is_im:
        people = [world.people[member] for member in sorted(channel.members) if member in world.people]
        view["user"] = next((person.id for person in people if not person.is_bot), "")
    return view


def unread_of(world: World, channel: Channel, user: str) -> Json:
    return {"type": "unread", "channel": channel.id, "count": unread(world, channel, user)}


def page_json(answer: Json, status: int = 200) -> web.Response:
    return web.json_response(answer, status=status, headers=_NO_STORE)


def _file(path: str) -> web.Response:
    found = (_FILES / path).resolve()
    if not found.is_relative_to(_FILES) or not found.is_file():
        return web.Response(status=404, text="not found", headers=_NO_STORE)
    kind = mimetypes.guess_type(found.name)[0] or "application/octet-stream"
    if found.suffix in (".js", ".mjs"):
        kind = "text/javascript"
    charset = "utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else None
    return web.Response(body=found.read_bytes(), content_type=kind, charset=charset, headers=_OF_FILES)
