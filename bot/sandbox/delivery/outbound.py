"""Chooses the way to the app: a socket where one is connected, else the request address."""

import asyncio
from dataclasses import replace

from ..clock import pause, steady
from ..faults import DELIVERY, Fault, Faults
from .http import HttpSender
from .parcel import Ack, Parcel
from .sockets import SocketHub


class Outbound:
    def __init__(self, sockets: SocketHub, http: HttpSender, faults: Faults, request_url: str) -> None:
        self.sockets = sockets
        self.http = http
        self.request_url = request_url
        self._faults = faults

    @property
    def has_app(self) -> bool:
        """Whether anybody was ever there to be told of events."""
        return self.sockets.was_connected or bool(self.request_url)

    async def send(self, parcel: Parcel) -> Ack:
        started = steady()
        fault = self._faults.strike(parcel.name, "", DELIVERY)
        ack = await (self._spoilt(parcel, fault) if fault else self._send(parcel))
        return replace(ack, ms=round((steady() - started) * 1000, 1))

    async def _send(self, parcel: Parcel) -> Ack:
        if self.sockets.is_connected:
            return await self.sockets.send(parcel)
        url = self.request_url or parcel.url
        if url:
            return await self.http.send(url, parcel)
        return Ack(problem="unreachable")

    async def _spoilt(self, parcel: Parcel, fault: Fault) -> Ack:
        no_answer = Ack(problem="timeout" if self.sockets.is_connected else "http_timeout")
        match fault.kind:
            case "duplicate":
                first, _ = await asyncio.gather(self._send(parcel), self._send(parcel))
                return first
            case "late":
                await pause(fault.delay)
                return await self._send(parcel)
            case "lost":
                return no_answer
            case "cut" if self.sockets.is_connected:
                return await self.sockets.send_and_cut(parcel)
            case _:
                await self._send(parcel)
                return no_answer
