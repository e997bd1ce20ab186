"""The API over real HTTP, on a real store: what a program sends and what it gets."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web

from bot.api._rates import Rate
from bot.api._shell import Api
from bot.api.table import table
from bot.app._metrics import Metrics
from bot.app._web import web_app
from bot.crm import tokens
from bot.crm._door import Door
from bot.crm._token_door import TokenDoor
from bot.model.errors import ChannelUnreachable
from bot.model.ids import ChannelId, MemberId, TokenId
from bot.model.members import Role, Viewer
from bot.model.tokens import Scope
from tests import make
from tests._works import OpenStore

Json = Any
CLOSED = ChannelId("C0CLOSED01")  # a private channel that the app was not invited to
PLENTY = Rate(burst=100_000, per_second=1000)


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Json:
        return json.loads(self.text)

    @property
    def kind(self) -> str:
        """Of a problem: the name with which its type ends."""
        return str(self.body["type"]).rpartition("#")[2]

    @property
    def etag(self) -> str:
        return self.headers["ETag"]

    @property
    def wrong(self) -> dict[str, str]:
        """Of a problem: what is wrong by where it is."""
        return {each.get("pointer") or each.get("parameter"): each["detail"] for each in self.body["errors"]}


@dataclass
class Stage:
    """`secrets` are those of a token that reads and of one that writes; `entered` the channels that the app joined."""

    store: OpenStore
    url: str
    http: aiohttp.ClientSession
    entered: list[ChannelId]
    secrets: dict[Scope, str] = field(default_factory=dict)
    ids: dict[Scope, TokenId] = field(default_factory=dict)

    async def ask(
        self, method: str, path: str, body: Json = None, *, scope: Scope | None = Scope.WRITE, **headers: str
    ) -> Got:
        """`headers` by their names in small letters, with low lines for dashes."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        if scope is not None:
            sent.setdefault("authorization", f"Bearer {self.secrets[scope]}")
        data = None if body is None else (body if isinstance(body, bytes) else json.dumps(body).encode())
        if data is not None:
            sent.setdefault("content-type", "application/json")
        url = f"{self.url}/api/v1{path}"
        skip = ["Content-Type"]
        async with self.http.request(method, url, data=data, headers=sent, skip_auto_headers=skip) as answer:
            return Got(answer.status, answer.headers, await answer.text())

    async def get(self, path: str, *, scope: Scope | None = Scope.WRITE, **headers: str) -> Got:
        return await self.ask("GET", path, scope=scope, **headers)

    async def post(self, path: str, body: Json = None, **headers: str) -> Got:
        return await self.ask("POST", path, body, scope=Scope.WRITE, **headers)

    async def patch(self, path: str, body: Json, **headers: str) -> Got:
        return await self.ask("PATCH", path, body, scope=Scope.WRITE, **headers)

    async def has(self, **fields: object) -> Json:
        """A contact with these fields."""
        made = await self.post("/contacts", {"last_name": "Dupont", **fields})
        assert made.status == 201, made.text
        return made.body

    async def notes(self, contact: Json, **fields: object) -> Json:
        made = await self.post(f"/contacts/{contact['id']}/notes", {"text": "prefers calls", **fields})
        assert made.status == 201, made.text
        return made.body


def admin(tenant: int = 1) -> Viewer:
    return make.viewer(tenant=tenant, role=Role.ADMIN)


@asynccontextmanager
async def on_stage(store: OpenStore, *, rate: Rate = PLENTY, beside: Stage | None = None) -> AsyncIterator[Stage]:
    """Serves the API of this store, with two tokens of the first workspace; or with those of another that serves it."""
    door = Door(store.database, store.clock.now, steady=store.clock.steady)
    known = TokenDoor(store.database, door, store.clock.now)
    metrics = Metrics()
    entered: list[ChannelId] = []

    async def enter(viewer: Viewer, channel: ChannelId) -> None:
        """As Slack lets the app into all channels but one."""
        if channel == CLOSED:
            raise ChannelUnreachable(channel=channel)
        entered.append(channel)

    api = Api(table(), store.works, known, clock=store.clock, observe=metrics.observe, enter=enter, rate=rate)

    async def ready() -> bool:
        return True

    runner = web.AppRunner(web_app(metrics, ready, None, api), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = "http://{}:{}".format(*runner.addresses[0][:2])
    try:
        async with aiohttp.ClientSession() as http:
            stage = Stage(store, url, http, entered)
            if beside is None:
                await _make_tokens(stage)
            else:
                stage.secrets, stage.ids = beside.secrets, beside.ids
            yield stage
    finally:
        await api.drain()
        await runner.cleanup()


async def _make_tokens(stage: Stage) -> None:
    for scope, name in ((Scope.READ, "Dashboard"), (Scope.WRITE, "Website")):
        async with stage.store.works.writing(admin()) as work:
            made = await tokens.make(work, name, scope)
        stage.secrets[scope], stage.ids[scope] = made.secret, made.token.id


def member(scope: Scope, stage: Stage) -> MemberId:
    return MemberId(f"token:{stage.ids[scope]}")
