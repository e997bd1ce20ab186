"""A person at the page without a browser: types commands, clicks, fills in forms. For tests and scripts."""

from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import aiohttp

from .blocks import STATE, elements_of
from .clock import pause, steady
from .wire import Json

_GLANCE_SECONDS = 0.02


class Visitor:
    """Acts as `user` on the sandbox at `url`; each act returns what the page would get."""

    def __init__(self, url: str, user: str) -> None:
        self.user = user
        self._url = url
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(self._url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session:
            await self._session.close()

    async def command(self, channel: str, text: str) -> Json:
        return await self.act("command", channel=channel, text=text)

    async def say(self, channel: str, text: str, **more: object) -> Json:
        return await self.act("message", channel=channel, text=text, **more)

    async def messages(self, channel: str, thread: str = "", *, latest: int = 200) -> list[Json]:
        query = {"as": self.user, "channel": channel, "limit": str(latest)} | ({"thread": thread} if thread else {})
        return list((await self._get("messages", query))["messages"])

    async def app_channel(self) -> str:
        """The direct message with the app."""
        world = await self._get("world", {})
        channels = (channel for workspace in world["workspaces"] for channel in workspace["channels"])
        return next(str(one["id"]) for one in channels if one["is_im"] and one["user"] == self.user)

    async def view(self) -> Json | None:
        """The modal on top, if one is open."""
        views: list[Json] = (await self._get("views", {"as": self.user}))["views"]
        return views[-1] if views else None

    async def home(self) -> Json | None:
        view: Json | None = (await self._get("views", {"as": self.user}))["home"]
        return view

    async def submit(self, answers: Mapping[str, object]) -> Json:
        """Fills in the modal on top, by action id or block id, and sends it."""
        view = await self._top()
        values = filled_in(view["blocks"], answers)
        return await self.act("view_submit", view_id=view["id"], state={"values": values})

    async def close(self, *, is_cleared: bool = False) -> Json:
        view = await self._top()
        return await self.act("view_close", view_id=view["id"], cleared=is_cleared)

    async def click(self, action_id: str, *, on: Json, answers: Mapping[str, object] | None = None) -> Json:
        """Presses or chooses in a message or view; a choice is the value under the action's id in `answers`."""
        block, element = _find(on["blocks"], action_id)
        values = filled_in(on["blocks"], answers or {})
        chosen = (values.get(block["block_id"]) or {}).get(action_id) or {}
        action = {"action_id": action_id, "type": element["type"], **chosen}
        return await self.act(
            "block_action",
            container=_container(on),
            block_id=block["block_id"],
            action=action,
            state={"values": values},
        )

    async def suggestions(self, action_id: str, typed: str, *, on: Json) -> Json:
        block, _ = _find(on["blocks"], action_id)
        where = {"container": _container(on), "block_id": block["block_id"]}
        return await self.act("options", **where, action_id=action_id, value=typed)

    async def upload(self, name: str, content: bytes, mimetype: str = "text/csv") -> Json:
        form = aiohttp.FormData({"as": self.user}, quote_fields=False)
        form.add_field("file", content, filename=name, content_type=mimetype)
        async with self._open().post("/_page/upload", data=form) as answer:
            file: Json = (await answer.json())["file"]
            return file

    async def act(self, name: str, /, **said: object) -> Json:
        async with self._open().post(f"/_page/{name}", json={"as": self.user, **said}) as answer:
            outcome: Json = await answer.json()
            return outcome

    async def waits_for(
        self, channel: str, wanted: Callable[[Json], bool], *, seconds: float = 30.0, thread: str = ""
    ) -> Json:
        """The first message of the channel that is as wanted; raises TimeoutError when none comes."""
        until = steady() + seconds
        while steady() < until:
            for message in await self.messages(channel, thread):
                if wanted(message):
                    return message
            await pause(_GLANCE_SECONDS)
        raise TimeoutError(f"no such message in {channel}")

    async def waits_for_view(self, wanted: Callable[[Json], bool], *, seconds: float = 30.0) -> Json:
        """The modal on top as soon as it is as wanted; raises TimeoutError when it never is."""
        until = steady() + seconds
        while steady() < until:
            view = await self.view()
            if view and wanted(view):
                return view
            await pause(_GLANCE_SECONDS)
        raise TimeoutError("no such view")

    async def _top(self) -> Json:
        view = await self.view()
        if view is None:
            raise LookupError("no modal is open")
        return view

    async def _get(self, name: str, query: Mapping[str, str]) -> Json:
        async with self._open().get(f"/_page/{name}", params=dict(query)) as answer:
            found: Json = await answer.json()
            return found

    def _open(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("use `async with Visitor(…)`")
        return self._session


def filled_in(blocks: list[Json], answers: Mapping[str, object]) -> Json:
    """`state.values` from plain answers: text, an option's value, a user's id, a list of these."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            for name in (element.get("action_id"), block.get("block_id")):
                if name in answers and element["type"] in STATE:
                    entry = _answer(element, answers[str(name)])
                    values.setdefault(block["block_id"], {})[element["action_id"]] = entry
    return values


def _answer(element: Json, answer: object) -> Json:
    kind = element["type"]
    name = STATE[kind][0]
    if name == "selected_option":
        return {"type": kind, name: _option(element, answer)}
    if name == "selected_options" and isinstance(answer, list):
        return {"type": kind, name: [_option(element, one) for one in answer]}
    return {"type": kind, name: answer}


def _option(element: Json, answer: object) -> Json:
    """An option that the element offers, by its value; one that the app suggested is given whole."""
    if isinstance(answer, dict):
        return answer
    groups = element.get("option_groups") or ()
    offered = [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]
    return next(option for option in offered if option["value"] == answer)


def _find(blocks: list[Json], action_id: str) -> tuple[Json, Json]:
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id:
                return block, element
    raise LookupError(f"nothing has the action id {action_id}")


def _container(on: Json) -> Json:
    if "ts" in on:
        return {"type": "message", "channel": on["channel"], "ts": on["ts"]}
    return {"type": "view", "view_id": on["id"]}
