"""The one wrapper around every request of the API: whose token, which route, the Work, the answer or the problem.

A request that is repeated under its `Idempotency-Key` is answered as it was before: see `store._answers`.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from aiohttp import web

from bot.api import _problems as problems
from bot.api._headers import challenge, etag_of, is_known, key_of, language_of, secret_of
from bot.api._openapi import Described
from bot.api._rates import Rate, Rates
from bot.api._reading import read_body, read_bytes, read_query
from bot.api._refusals import (
    AnswerErased,
    KeyInUse,
    KeyOfAnother,
    MethodRefused,
    Refusal,
    ScopeMissing,
    TokenUnknown,
    Unexpected,
)
from bot.api._replies import Reply, kept, problem_reply, reply_of, response_of, told_again
from bot.api._routes import PREFIX, Asked, Route, Routes
from bot.crm._token_door import TokenDoor
from bot.crm._work import Work, Works
from bot.log import logger
from bot.model.answers import ERASED, KEPT
from bot.model.errors import AlreadyDone, CrmError
from bot.model.ids import ChannelId, Tenant, TokenId
from bot.model.members import Viewer
from bot.model.tokens import Token
from bot.templates._words import Reader

Observe = Callable[[str, str, str, float], None]
Enter = Callable[[Viewer, ChannelId], Awaitable[None]]
_RATE = Rate()
_READS = ("GET", "HEAD")


class Clocks(Protocol):
    def steady(self) -> float: ...


@dataclass(slots=True)
class _Run:
    """What is known of a request so far, for its answer and its line in the log."""

    reader: Reader
    headers: dict[str, str] = field(default_factory=dict)
    route: Route | None = None
    token: Token | None = None
    viewer: Viewer | None = None
    outcome: str = "done"

    @property
    def title(self) -> str:
        return "" if self.route is None else self.route.title

    @property
    def sends(self) -> bool:
        return self.route is not None and self.route.body is not None

    @property
    def known(self) -> tuple[Route, Token, Viewer]:
        if self.route is None or self.token is None or self.viewer is None:
            raise RuntimeError("routed before the work")
        return self.route, self.token, self.viewer


@dataclass(frozen=True, slots=True)
class _Once:
    """The key of a request that is to be carried out once, '' for any other, and the hash of what it asks."""

    key: str
    asked: str


class Api:
    """`observe(kind, route, outcome, seconds)` is told of each request; `enter` makes sure that what is told in a
    channel is told there, and to nobody who may not read it."""

    def __init__(
        self,
        routes: Routes,
        works: Works,
        tokens: TokenDoor,
        *,
        clock: Clocks,
        observe: Observe,
        enter: Enter,
        rate: Rate = _RATE,
    ) -> None:
        self._routes = routes
        self._works = works
        self._tokens = tokens
        self._clock = clock
        self._observe = observe
        self._enter = enter
        self._rates = Rates(rate, clock.steady)
        self._described = Described(routes)
        self._running: set[tuple[TokenId, str]] = set()
        self._noting: dict[TokenId, asyncio.Task[None]] = {}

    def listen(self, app: web.Application) -> None:
        app.router.add_route("*", f"{PREFIX}{{rest:(/.*)?}}", self.receive)

    async def drain(self) -> None:
        """At stop: what is being written of the use of tokens is finished."""
        if self._noting:
            await asyncio.wait(self._noting.values(), timeout=1)

    async def receive(self, request: web.Request) -> web.Response:
        begun = self._clock.steady()
        run = _Run(Reader(language_of(request.headers), "UTC"))
        reply = await self._answered(request, run)
        response = response_of(reply, run.headers)
        self._tell(run, response.status, self._clock.steady() - begun)
        return response

    async def _answered(self, request: web.Request, run: _Run) -> Reply:
        try:
            return await self._carry(request, run)
        except Refusal as refusal:
            run.outcome = refusal.id
            return problem_reply(problems.of_refusal(refusal, run.reader), run.reader, headers=refusal.headers)
        except CrmError as error:
            run.outcome = error.id
            return problem_reply(problems.of_error(error, run.reader, sent=run.sends), run.reader)
        except Exception as error:  # noqa: BLE001  # the one place: a client never sees one
            run.outcome = Unexpected.id
            logger().error("unexpected", kind="api", verb=run.title, error=type(error).__name__)
            return problem_reply(problems.of_refusal(Unexpected(), run.reader), run.reader)

    async def _carry(self, request: web.Request, run: _Run) -> Reply:
        path = request.path.removeprefix(PREFIX)
        if (page := self._described.pages.get(path)) is not None:
            if request.method not in _READS:
                raise MethodRefused(headers={"Allow": ", ".join(_READS)}, allowed=", ".join(_READS))
            return _unless_known(request, page)
        await self._recognise(request, run)
        run.route, ids = self._routes.find(request.method, path)
        route, token, _ = run.known
        if not token.allows(route.scope):
            raise ScopeMissing(headers=challenge("insufficient_scope"))
        body = await read_bytes(request)
        asked = Asked(
            ids=ids,
            query=read_query(route, list(request.query.items())),
            body=read_body(route, request.content_type, body),
            if_match=request.headers.get("If-Match", ""),
        )
        key = key_of(request.headers) if request.method == "POST" else ""
        reply = await self._carried_out(run, asked, _Once(key, _mark(request, body)))
        return _unless_known(request, reply) if request.method in _READS else reply

    async def _recognise(self, request: web.Request, run: _Run) -> None:
        """Whether it was revoked, the work says. Raises TokenMissing, TokenUnknown, TooManyRequests."""
        found = await self._tokens.find(secret_of(request.headers))
        if found is None:
            raise TokenUnknown(headers=challenge("invalid_token"))
        run.token, run.viewer = found
        run.headers |= self._rates.take(run.token.id)

    async def _carried_out(self, run: _Run, asked: Asked, once: _Once) -> Reply:
        """A key that is in use by a request still running is refused in this process, and waited for in another."""
        route, token, viewer = run.known
        if not route.writes:
            async with self._works.reading(viewer) as work:
                held = await self._still(work, token)
                reply, now = reply_of(route, await route.does(asked, work)), work.now
            if held.is_to_be_noted(now):
                self._note_use(viewer.tenant, held)
            return reply
        running = (token.id, once.key)
        if once.key and running in self._running:
            raise KeyInUse(headers={"Retry-After": str(problems.RETRY_SECONDS)})
        self._running |= {running} if once.key else set()
        try:
            return await self._written(run, asked, once)
        except AlreadyDone:  # by another process, whose answer is there now
            return await self._written(run, asked, once)
        finally:
            self._running.discard(running)

    async def _written(self, run: _Run, asked: Asked, once: _Once) -> Reply:
        route, token, viewer = run.known
        if route.before is not None and (before := await self._prepared(run, asked, once)) is not None:
            return before
        async with self._works.writing(viewer) as work:
            held = await self._still(work, token)
            if once.key and (before := await self._before(work, token, once)) is not None:
                return before
            reply = reply_of(route, await route.does(asked, work))
            if once.key:
                since = work.now - KEPT
                await work.answers.add(token.id, once.key, kept(reply, once.asked), at=work.now, since=since)
            if held.is_to_be_noted(work.now):
                await work.tokens.note_use(token.id, at=work.now)
        return reply

    async def _prepared(self, run: _Run, asked: Asked, once: _Once) -> Reply | None:
        """What must be settled with Slack before the work; a repeat is answered without. Raises what `enter` does."""
        route, token, viewer = run.known
        async with self._works.reading(viewer) as work:
            await self._still(work, token)
            if once.key and (before := await self._before(work, token, once)) is not None:
                return before
            channel = None if route.before is None else await route.before(asked, work)
        if channel is not None:
            await self._enter(viewer, channel)
        return None

    async def _still(self, work: Work, token: Token) -> Token:
        """Raises TokenUnknown where it was revoked since it was met first."""
        held = await self._tokens.still(work, token)
        if held is None:
            raise TokenUnknown(headers=challenge("invalid_token"))
        return held

    async def _before(self, work: Work, token: Token, once: _Once) -> Reply | None:
        """As it was answered within the last day. Raises KeyOfAnother, AnswerErased."""
        held = await work.answers.find(token.id, once.key, since=work.now - KEPT)
        if held is None:
            return None
        if held.asked != once.asked:
            raise KeyOfAnother
        if held.body == ERASED:
            raise AnswerErased
        return told_again(held)

    def _note_use(self, tenant: Tenant, token: Token) -> None:
        """Beside the answer, which does not wait for the writer."""
        if token.id not in self._noting:
            task = asyncio.create_task(self._noted(tenant, token))
            self._noting[token.id] = task
            task.add_done_callback(lambda _: self._noting.pop(token.id, None))

    async def _noted(self, tenant: Tenant, token: Token) -> None:
        try:
            await self._tokens.note_use(tenant, token)
        except CrmError as error:
            logger().warning("use_not_noted", kind="api", tenant=tenant, member=token.member, error=error.id)

    def _tell(self, run: _Run, status: int, seconds: float) -> None:
        self._observe("api", run.title, run.outcome, seconds)
        logger().info(
            "request",
            kind="api",
            verb=run.title,
            tenant=None if run.viewer is None else run.viewer.tenant,
            member=None if run.token is None else run.token.member,
            ms=round(seconds * 1000, 1),
            outcome=run.outcome,
            status=status,
        )


def _mark(request: web.Request, body: bytes) -> str:
    """The same for the same request."""
    said = f"{request.method} {request.rel_url.raw_path_qs}\n".encode()
    return hashlib.sha256(said + body).hexdigest()


def _unless_known(request: web.Request, reply: Reply) -> Reply:
    """304 where the client has these very bytes."""
    named = request.headers.get("If-None-Match", "")
    etag = reply.headers.get("ETag") or etag_of(reply.body)
    headers: Mapping[str, str] = {**reply.headers, "ETag": etag}
    if named and is_known(etag, named):
        return Reply(status=304, headers={name: text for name, text in headers.items() if name != "Content-Type"})
    return replace(reply, headers=headers)
