"""How many notes, or activities, a second another program writes over HTTP, one after the other, each on the disk when
answered.

The floor is a bare handler of aiohttp that says the same statements to the same driver, one commit a request.
"""

import asyncio
import json
import pickle
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
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
from tests.bench._machine import free_port, running
from tests.bench._statements import Statement, Told, listening
from tests.bench.commands import carnet

ROUNDS = 5  # the floor and ours take turns, so that whatever else the machine does is paid by both
_EACH = 200
_OF_A_TOKEN = 50  # requests: fewer than one may make at once
_WARM = 50
_CONTACTS = 100
_TEXT = "prefers calls after 4pm"


@dataclass(frozen=True, slots=True)
class _Ask:
    """One request, with which token."""

    path: str
    sent: Mapping[str, str]
    secret: str

    @property
    def raw(self) -> bytes:
        body = json.dumps(self.sent).encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.secret}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


Asks = Callable[[ContactId, str], _Ask]  # about whom, with which token


def _note(contact: ContactId, secret: str) -> _Ask:
    return _Ask(f"/api/v1/contacts/{contact}/notes", {"text": _TEXT}, secret)


def _activity(contact: ContactId, secret: str) -> _Ask:
    return _Ask("/api/v1/activities", {"contact": str(contact), "type": "call", "text": _TEXT}, secret)


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
    yield _made(home, _note, "POST /contacts/<id>/notes")


def logged(home: Home) -> Iterator[Figure]:
    yield _made(home, _activity, "POST /activities")


def _made(home: Home, asks: Asks, name: str) -> Figure:
    begun = home.copied()
    asked = asyncio.run(_asked(begun, asks, _WARM + ROUNDS * _EACH))
    warm, rounds = asked[1:_WARM], [asked[at : at + _EACH] for at in range(_WARM, len(asked), _EACH)]
    told = asyncio.run(_heard(begun.copied(), asked))[1:]  # the first opens connections
    with carnet(begun.copied()) as ours, _bare(begun.copied(), told, ours, asked[0]) as floor:
        own, bare = _Caller(ours), _Caller(floor)
        own.took(warm)
        bare.took(warm)
        handler, took = [], []
        for each in rounds:
            handler.append(middle(bare.took(each)))
            took.append(middle(own.took(each)))
    return Figure(f"{name}, {home.engine}, one connection", 1000 / middle(took), "requests/s", 1000 / middle(handler))


async def _asked(home: Home, asks: Asks, count: int) -> list[_Ask]:
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
    return [asks(known[place % len(known)].id, secrets[place // _OF_A_TOKEN]) for place in range(count)]


async def _heard(home: Home, asked: Sequence[_Ask]) -> list[Told]:
    """What each says to its database, which is changed by it."""
    told = []
    async with house_in(home) as house, _served(house.api) as http:
        for each in asked:
            headers = {"Authorization": f"Bearer {each.secret}"}
            with listening(house.database) as said:
                async with http.post(each.path, json=each.sent, headers=headers) as answer:
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
def _bare(home: Home, told: Sequence[Told], ours: int, first: _Ask) -> Iterator[int]:
    port, answer, file = free_port(), home.folder / "answer.json", home.folder / "said.pickle"
    answer.write_bytes(_Caller(ours).said(first.raw).partition(b"\r\n\r\n")[2])
    file.write_bytes(pickle.dumps([[_plain(each) for each in said.statements] for said in told]))
    words = ("-m", "tests.bench._bare_aiohttp", str(port), str(answer), str(file), home.url)
    with running(*words, home=home.folder):
        yield port


def _plain(statement: Statement) -> Statement:
    """With bytes where SQLAlchemy has a view of them."""
    sql, values = statement
    return sql, tuple(bytes(each) if isinstance(each, memoryview) else each for each in values)
