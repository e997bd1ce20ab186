"""How many notes a second another program writes over HTTP, one after the other, each on the disk when answered."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from bot.api._shell import Api
from bot.crm import contacts, tokens
from bot.model.ids import ContactId
from bot.model.tokens import Scope
from tests import make
from tests.bench._figures import Figure, middle
from tests.bench._homes import Home, house_in
from tests.bench._load import Line
from tests.bench._machine import free_port, in_its_place, running
from tests.bench._statements import Told, listening, run_again
from tests.bench.commands import carnet

ROUNDS = 5  # the floor and ours take turns, so that whatever else the machine does is paid by both
_EACH = 200
_OF_A_TOKEN = 50  # requests: fewer than one may make at once
_WARM = 50
_CONTACTS = 100
_NOTE = {"text": "prefers calls after 4pm"}
_BODY = json.dumps(_NOTE).encode()


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request: about whom, with which token."""

    contact: ContactId
    secret: str

    @property
    def path(self) -> str:
        return f"/api/v1/contacts/{self.contact}/notes"

    @property
    def raw(self) -> bytes:
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(_BODY)}\r\n\r\n"
        )
        return head.encode() + _BODY


class _Caller(Line):
    """One connection, kept open."""

    def took(self, asked: Sequence[_Ask]) -> list[float]:
        """Milliseconds each, from the first byte sent to the last received."""
        took = []
        for request in [each.raw for each in asked]:
            begun = time.perf_counter()
            answer = self.said(request)
            took.append((time.perf_counter() - begun) * 1000)
            assert answer.startswith(b"HTTP/1.1 201 "), answer[:2000]
        return took

    def said(self, request: bytes) -> bytes:
        self._socket.sendall(request)
        return self._read()


def noted(home: Home) -> Iterator[Figure]:
    """The floor is a bare handler and, beside it, the same statements through the driver alone."""
    begun = home.copied()
    asked = asyncio.run(_asked(begun, _WARM + ROUNDS * _EACH))
    warm, rounds = asked[:_WARM], [asked[at : at + _EACH] for at in range(_WARM, len(asked), _EACH)]
    told = asyncio.run(_heard(begun.copied(), asked))[_WARM:]
    replayed = begun.copied()
    with carnet(begun.copied()) as ours, _bare(home, ours, warm[0]) as floor:
        own, bare = _Caller(ours), _Caller(floor)
        own.took(warm[1:])
        bare.took(warm)
        handler, statements, took = [], [], []
        for place, each in enumerate(rounds):
            handler.append(middle(bare.took(each)))
            with in_its_place():
                statements.append(middle(run_again(replayed, told[place * _EACH : (place + 1) * _EACH])))
            took.append(middle(own.took(each)))
    name = f"POST /contacts/<id>/notes, {home.engine}, one connection"
    yield Figure(name, 1000 / middle(took), "requests/s", 1000 / (middle(handler) + middle(statements)))


async def _asked(home: Home, count: int) -> list[_Ask]:
    """Makes the contacts and the tokens in the database."""
    async with house_in(home) as house:
        (workspace,) = await house.door.workspaces()
        carnet = await house.door.system_viewer(workspace.tenant)
        secrets = []
        for number in range(-(-count // _OF_A_TOKEN)):
            async with house.works.writing(carnet) as work:
                secrets.append((await tokens.make(work, f"Bench {number}", Scope.WRITE)).secret)
        async with house.works.writing(carnet) as work:
            values = [make.contact_values(first_name=f"Ann{number}") for number in range(_CONTACTS)]
            known = [(await contacts.create(work, each)).contact for each in values]
    return [_Ask(known[place % len(known)].id, secrets[place // _OF_A_TOKEN]) for place in range(count)]


async def _heard(home: Home, asked: Sequence[_Ask]) -> list[Told]:
    """What each says to its database, which is changed by it; the first also open connections."""
    told = []
    async with house_in(home) as house, _served(house.api) as http:
        for each in asked:
            headers = {"Authorization": f"Bearer {each.secret}"}
            with listening(house.database) as said:
                async with http.post(each.path, json=_NOTE, headers=headers) as answer:
                    assert answer.status == 201, await answer.text()
            told.append(said)
    return told


@asynccontextmanager
async def _served(api: Api) -> AsyncIterator[aiohttp.ClientSession]:
    app = web.Application()
    api.listen(app)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession("http://{}:{}".format(*runner.addresses[0][:2])) as http:
            yield http
    finally:
        await runner.cleanup()


@contextmanager
def _bare(home: Home, ours: int, first: _Ask) -> Iterator[int]:
    port, file = free_port(), home.folder / "note.json"
    file.write_bytes(_Caller(ours).said(first.raw).partition(b"\r\n\r\n")[2])
    with running("-m", "tests.bench._bare_aiohttp", str(port), str(file), home=home.folder):
        yield port
