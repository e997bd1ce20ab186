"""The one wrapper around every listener: one of each kind, so that Bolt need not match sixty of them.

A request's work runs as a task that is waited for two seconds: done in time, its reply is the acknowledgement;
else the reply follows. Bolt never sees an exception, and no other file knows Bolt's parameter names.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from bot.handlers import _payloads as payloads
from bot.handlers._ask import Ask, Reply
from bot.handlers._payloads import Request
from bot.handlers._replies import Replies, command_ack, form_ack, options_ack
from bot.handlers._routes import On, Route, Routes
from bot.handlers._shell_run import NOBODY, all_errors
from bot.handlers._shell_work import Carrier, Routed, Steady
from bot.handlers._viewers import Caller, Viewers
from bot.log import logger
from bot.model.errors import CrmError
from bot.model.ids import ChannelId
from bot.model.members import Viewer
from bot.templates import shell as show
from bot.templates._words import Reader, reader_of

WAIT_SECONDS = 2.0  # of the three that Slack waits
_REMEMBERED_SECONDS = 120.0  # a payload comes again within seconds, over another socket or from a proxy
_ANY = re.compile(".*")

# Events after which others read along in a channel than before.
_COMING_IN = frozenset({"member_joined_channel", "channel_shared", "channel_unshared"})

Body = Mapping[str, Any]
ReadersChanged = Callable[[Caller, ChannelId], Awaitable[None]]


class Shell:
    def __init__(
        self,
        routes: Routes,
        carrier: Carrier,
        replies: Replies,
        *,
        viewers: Viewers,
        clock: Steady,
        readers_changed: ReadersChanged,
    ) -> None:
        self._routes = routes
        self._carrier = carrier
        self._replies = replies
        self._viewers = viewers
        self._clock = clock
        self._readers_changed = readers_changed
        self._answers: dict[str, tuple[float, asyncio.Task[Reply]]] = {}
        self._following: set[asyncio.Task[None]] = set()

    def listen(self, app: AsyncApp) -> None:
        """One listener a kind; which verb, button or form it is, the route table says."""
        app.command(_ANY)(self._on_command)
        app.action(_ANY)(self._on_action)
        app.view(_ANY)(self._on_form)
        app.view_closed(_ANY)(self._on_nothing)
        app.shortcut(_ANY)(self._on_shortcut)
        app.options(_ANY)(self._on_options)
        app.event(_ANY)(self._on_event)

    async def drain(self, seconds: float) -> None:
        """At stop: what was begun is finished and answered, within the time of a graceful stop."""
        begun = (task for _, task in self._answers.values())
        waiting: set[asyncio.Task[Any]] = {task for task in (*begun, *self._following) if not task.done()}
        if waiting:
            await asyncio.wait(waiting, timeout=seconds)
        if self._following:
            await asyncio.wait(self._following, timeout=1)

    async def _on_command(self, ack: AsyncAck, body: Body) -> BoltResponse | None:
        command, text = str(body.get("command", "")), str(body.get("text") or "")

        def routed() -> tuple[Route, Ask]:
            verb, taken = self._routes.verb(command, text)
            meant = None if verb.name else self._routes.meant(command, text)
            return verb, payloads.ask_of_command(body, taken, meant)

        request = payloads.command(body)
        if self._routes.asks_nobody(command, text) and self._viewers.known(request.caller):
            # Nothing is waited for, so there is nothing to time; a task takes as long as the whole answer.
            reply: Reply | None = await self._carrier.carry(request, routed)
        else:
            reply = await self._in_time(request, routed)
        if reply is not None and reply.written:
            return BoltResponse(status=200, body=reply.written)
        await ack(**({} if reply is None else command_ack(reply)))
        return None

    async def _on_action(self, ack: AsyncAck, body: Body) -> None:
        def routed() -> tuple[Route, Ask] | None:
            ask = payloads.ask_of_action(body)
            button = self._routes.button(ask.action, ask.selected)
            return None if button is None else (button, ask)

        await self._on_click(ack, payloads.interaction(body), routed)

    async def _on_shortcut(self, ack: AsyncAck, body: Body) -> None:
        def routed() -> tuple[Route, Ask] | None:
            on = On.MESSAGE if body.get("type") == "message_action" else On.GLOBAL
            route = self._routes.shortcut(str(body.get("callback_id", "")), on)
            return None if route is None else (route, payloads.ask_of_shortcut(body))

        await self._on_click(ack, payloads.interaction(body), routed)

    async def _on_click(self, ack: AsyncAck, request: Request, routed: Routed) -> None:
        """An acknowledged click carries no answer: that goes to the view, or to the message's response address."""
        repeats = request.key in self._answers
        reply = await self._in_time(request, routed)
        await ack()
        if reply is not None and not repeats:
            self._spawn(self._send(request, reply))

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        def routed() -> tuple[Route, Ask] | None:
            route = self._routes.form(str(body["view"].get("callback_id", "")))
            return None if route is None else (route, payloads.ask_of_form(body))

        request = payloads.interaction(body)
        reply = await self._in_time(request, routed, also=payloads.draft_key(body))
        if reply is None:
            reader = _reader(self._viewers.known(request.caller))
            await ack(response_action="update", view=show.saving(body["view"], reader))
            return
        await ack(**form_ack(reply))
        self._spawn(self._send_beside(request, reply))

    async def _on_options(self, ack: AsyncAck, body: Body) -> None:
        """Whoever types asks again with the next letter: what comes late, or goes wrong, is an empty list."""

        def routed() -> tuple[Route, Ask] | None:
            ask = payloads.ask_of_options(body)
            route = self._routes.options(ask.action)
            return None if route is None else (route, ask)

        await ack(**options_ack(await self._in_time(payloads.interaction(body), routed)))

    async def _on_nothing(self, ack: AsyncAck) -> None:
        await ack()

    async def _on_event(self, ack: AsyncAck, body: Body) -> BoltResponse | None:
        event = body.get("event") or {}
        if event.get("type") == "user_change":
            return await self._on_profile(ack, body, event)
        if event.get("type") in _COMING_IN and isinstance(event.get("channel"), str):
            caller = payloads.event_caller(body, str(event.get("user") or ""))
            return await self._on_fact(ack, self._readers_changed(caller, ChannelId(event["channel"])))
        # Its other tab, the messages, is Slack's own.
        if event.get("type") == payloads.HOME and event.get("tab") == "home":
            await self._on_click(ack, payloads.home_opened(body), lambda: self._home(body))
            return None
        await ack()
        return None

    def _home(self, body: Body) -> tuple[Route, Ask] | None:
        return None if self._routes.home is None else (self._routes.home, payloads.ask_of_home(body))

    async def _on_profile(self, ack: AsyncAck, body: Body, event: Body) -> BoltResponse | None:
        caller = payloads.event_caller(body, str((event.get("user") or {}).get("id", "")))
        return await self._on_fact(ack, self._viewers.refresh(caller))

    async def _on_fact(self, ack: AsyncAck, step: Awaitable[None]) -> BoltResponse | None:
        """An event that could not be carried out is not acknowledged, so that Slack sends it again."""
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await step
        except (CrmError, TimeoutError):
            return BoltResponse(status=503)
        await ack()
        return None

    async def _in_time(self, request: Request, routed: Routed, *, also: str = "") -> Reply | None:
        """The reply, or None while it takes too long. A payload sent again waits for the first one's answer.

        `also` is a form's draft: a second click on Save is answered as the first was, unless that one failed.
        """
        task = self._answered(request.key) or self._answered(also, saved=True)
        first = task is None
        if task is None:
            task = asyncio.create_task(self._carrier.carry(request, routed))
            self._remember(request.key or f"task:{id(task)}", task)
            if also:
                self._remember(also, task)
        done, _ = await asyncio.wait({task}, timeout=WAIT_SECONDS)
        if done:
            return task.result()
        if first:
            self._spawn(self._follow_late(request, task))
        return None

    def _answered(self, key: str, *, saved: bool = False) -> "asyncio.Task[Reply] | None":
        _, task = self._answers.get(key, (0.0, None))
        if task is not None and saved and task.done() and not task.result().is_saved:
            return None
        return task

    def _remember(self, key: str, task: "asyncio.Task[Reply]") -> None:
        now = self._clock.steady()
        while self._answers:
            oldest, (since, done) = next(iter(self._answers.items()))
            if now - since < _REMEMBERED_SECONDS or not done.done():
                break
            del self._answers[oldest]
        self._answers.pop(key, None)  # so that the oldest stay first
        self._answers[key] = (now, task)

    def _spawn(self, sending: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(sending)
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _follow_late(self, request: Request, task: "asyncio.Task[Reply]") -> None:
        reply = await task
        if request.is_form and request.view is not None:
            reply = _as_view(reply, request.view, _reader(self._viewers.known(request.caller)))
        await self._send(request, reply)

    async def _send(self, request: Request, reply: Reply) -> None:
        await self._sent(request, self._replies.follow(request, reply))
        await self._send_beside(request, reply)

    async def _send_beside(self, request: Request, reply: Reply) -> None:
        """What is shown elsewhere than where it was clicked. Lost, it is out of date: what is kept is the store's."""
        if reply.below is not None:
            await self._sent(request, self._replies.show_below(request, reply.below))
        if reply.root is not None:
            await self._sent(request, self._replies.show_at_bottom(request, reply.root))
        if reply.home is not None:
            await self._sent(request, self._replies.show_home(request, reply.home))
        if reply.elsewhere is not None:
            await self._sent(request, self._replies.show_elsewhere(*reply.elsewhere))
        if reply.announced is not None:
            await self._sent(request, self._replies.announce(*reply.announced))

    async def _sent(self, request: Request, sending: Awaitable[None]) -> None:
        try:
            await sending
        except CrmError as error:
            logger().warning("reply_lost", kind=request.kind, error=error.id)


def _reader(viewer: Viewer | None) -> Reader:
    return NOBODY if viewer is None else reader_of(viewer.member)


def _as_view(reply: Reply, view: Body, reader: Reader) -> Reply:
    """A form's reply after its acknowledgement: errors stand above the fields, an empty answer says it is saved.

    Nothing can be closed any more, nor laid on top: the trigger is too old. Who closes what was to be cleared closes
    what lies under it too.
    """
    if reply.errors:
        return Reply(view=show.with_error(view, all_errors(reply.errors)))
    shown = reply.view or reply.push or show.saved(reader)
    return replace(reply, push=None, view=shown | {"clear_on_close": True} if reply.clear else shown)
