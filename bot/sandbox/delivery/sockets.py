"""Socket Mode: up to ten WebSockets, envelopes that wait for their acknowledgement, sent again when a socket dies."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import uuid4

from aiohttp import WSMsgType, web

from ..clock import pause, steady
from ..ids import short_token
from ..wire import Json, dumps, loads
from .parcel import Ack, Parcel

MOST = 10
REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets")
# After `refresh_requested` Slack leaves the app a moment to connect anew before it closes.
_LEAVE_SECONDS = 1.0
_PING_SECONDS = 10.0
_TICKET_SECONDS = 300.0


@dataclass(eq=False, slots=True)
class Socket:
    ws: web.WebSocketResponse
    transport: asyncio.Transport | None
    name: str = field(default_factory=lambda: f"applink-{short_token()[:8]}")
    is_silent: bool = False
    is_leaving: bool = False


@dataclass(eq=False, slots=True)
class _Waiting:
    frame: str
    answer: asyncio.Future[Json | None]
    is_to_cut: bool = False  # the connection ends once the envelope is on it
    socket: Socket | None = None


class SocketHub:
    def __init__(self, app_id: str, ack_seconds: float) -> None:
        self._app_id = app_id
        self._ack_seconds = ack_seconds
        self._tickets: dict[str, float] = {}  # and when each was given, the oldest first
        self._sockets: list[Socket] = []
        self._waiting: dict[str, _Waiting] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._turn = 0
        self.was_connected = False

    @property
    def is_connected(self) -> bool:
        return bool(self._sockets)

    @property
    def count(self) -> int:
        return len(self._sockets)

    def names(self) -> list[str]:
        return [socket.name for socket in self._sockets]

    def ticket(self) -> str:
        """Good for one connection, within some minutes."""
        ticket = short_token()
        self._forget_old_tickets()
        self._tickets[ticket] = steady()
        return ticket

    async def link(self, request: web.Request) -> web.StreamResponse:
        """One WebSocket, from its ticket to its end."""
        ticket = request.query.get("ticket", "")
        self._forget_old_tickets()
        if self._tickets.pop(ticket, None) is None:
            return web.Response(status=408, text="no such ticket")
        ws = web.WebSocketResponse(autoping=False)
        await ws.prepare(request)
        socket = Socket(ws, request.transport)
        if len(self._sockets) >= MOST:
            await self._goodbye(socket, "too_many_websockets")
            await self._listen(socket)
            return ws
        self._sockets.append(socket)
        self.was_connected = True
        pinging = asyncio.get_running_loop().create_task(_ping_regularly(socket))
        try:
            await ws.send_str(dumps(self._hello(socket)))
            await self._adopt_orphans()
            await self._listen(socket)
        finally:
            pinging.cancel()
            await self._lose(socket)
        return ws

    def _forget_old_tickets(self) -> None:
        oldest = steady() - _TICKET_SECONDS
        for ticket in [one for one, born in self._tickets.items() if born < oldest]:
            del self._tickets[ticket]

    async def send(self, parcel: Parcel) -> Ack:
        return await self._send(parcel, is_to_cut=False)

    async def send_and_cut(self, parcel: Parcel) -> Ack:
        """The connection ends with the envelope on its way; it comes again on the next connection."""
        return await self._send(parcel, is_to_cut=True)

    async def disconnect(self, reason: str) -> int:
        """Says goodbye to every socket as Slack does; a warning only announces that the end is near."""
        sockets = [socket for socket in self._sockets if not socket.is_leaving]
        for socket in sockets:
            socket.is_leaving = reason != "warning"
            await self._goodbye(socket, reason)
        return len(sockets)

    def fall_silent(self) -> int:
        """The connections stay open and nothing comes back on them, pongs included."""
        for socket in self._sockets:
            socket.is_silent = True
        return len(self._sockets)

    def drop(self) -> int:
        """Every connection ends without a word."""
        sockets = list(self._sockets)
        for socket in sockets:
            if socket.transport:
                socket.transport.abort()
        return len(sockets)

    async def _send(self, parcel: Parcel, *, is_to_cut: bool) -> Ack:
        envelope_id = str(uuid4())
        frame = dumps(_frame(envelope_id, parcel))
        waiting = _Waiting(frame, asyncio.get_running_loop().create_future(), is_to_cut)
        self._waiting[envelope_id] = waiting
        try:
            async with asyncio.timeout(self._ack_seconds):
                await self._place(waiting)
                return Ack(body=await waiting.answer)
        except TimeoutError:
            return Ack(problem="timeout")
        finally:
            del self._waiting[envelope_id]

    async def _goodbye(self, socket: Socket, reason: str) -> None:
        farewell = {"type": "disconnect", "reason": reason, "debug_info": {"host": socket.name}}
        try:
            await socket.ws.send_str(dumps(farewell))
        except ConnectionError:
            await self._lose(socket)
        if reason != "warning":
            closing = asyncio.get_running_loop().create_task(_close_soon(socket))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def _listen(self, socket: Socket) -> None:
        async for message in socket.ws:
            if socket.is_silent:
                continue
            if message.type == WSMsgType.PING:
                await socket.ws.pong(message.data)
            elif message.type == WSMsgType.TEXT:
                self._acknowledge(message.data)

    def _acknowledge(self, text: str) -> None:
        try:
            answer = loads(text)
        except ValueError:
            return
        waiting = self._waiting.get(str(answer.get("envelope_id"))) if isinstance(answer, dict) else None
        if waiting and not waiting.answer.done():
            payload = answer.get("payload")
            waiting.answer.set_result(payload if isinstance(payload, dict) else None)

    async def _place(self, waiting: _Waiting) -> None:
        """Gives the envelope to the next socket in turn; with none it waits for one to connect."""
        waiting.socket = None
        while candidates := [socket for socket in self._sockets if not socket.is_leaving]:
            self._turn += 1
            socket = candidates[self._turn % len(candidates)]
            waiting.socket = socket
            if socket.is_silent:
                return
            try:
                await socket.ws.send_str(waiting.frame)
            except ConnectionError:
                waiting.socket = None
                # Its listener may have noticed first.
                if socket in self._sockets:
                    self._sockets.remove(socket)
            else:
                if waiting.is_to_cut and socket.transport:
                    waiting.is_to_cut = False
                    socket.transport.close()
                return

    async def _adopt_orphans(self) -> None:
        for waiting in [one for one in self._waiting.values() if one.socket is None]:
            await self._place(waiting)

    async def _lose(self, socket: Socket) -> None:
        if socket in self._sockets:
            self._sockets.remove(socket)
        for waiting in [one for one in self._waiting.values() if one.socket is socket]:
            if not waiting.answer.done():
                await self._place(waiting)

    def _hello(self, socket: Socket) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._sockets),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": socket.name, "build_number": 1, "approximate_connection_time": 18060},
        }


async def _ping_regularly(socket: Socket) -> None:
    with suppress(ConnectionError):
        while True:
            await pause(_PING_SECONDS)
            if not socket.is_silent:
                await socket.ws.ping(f"Ping from {socket.name}".encode())


async def _close_soon(socket: Socket) -> None:
    await pause(_LEAVE_SECONDS)
    await socket.ws.close()


def _frame(envelope_id: str, parcel: Parcel) -> Json:
    frame: Json = {
        "envelope_id": envelope_id,
        "type": parcel.envelope,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.accepts_response,
    }
    if parcel.envelope == "events_api":
        frame |= {"retry_attempt": parcel.attempt, "retry_reason": parcel.reason}
    return frame
