"""The addresses that an app uses beside the Web API: response_urls, uploads, files, its socket."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from ..clock import steady
from ..delivery.answers import answer
from ..errors import SlackError
from ..faults import AFTER, spoil, strike_before
from ..slack import Slack
from ..wire import Json, dumps, loads_object
from ..world.files import download_headers
from .reading import Misread, reading

Serve: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_GONE = frozenset({"used_url", "expired_url", "invalid_url"})
_RESPONSE_URL = "response_url"
# What an address that is not kept did instead of answering the challenge.
_UNVERIFIED = {
    "connection_failed": "Nothing listens at {url}.",
    "http_timeout": "{url} did not answer within three seconds.",
    "http_error": "{url} answered with HTTP {status}: 404 is another path, 401 another signing secret or clock.",
    "challenge_failed": "{url} answered with HTTP {status}, and not with the challenge.",
    "too_many_redirects": "{url} led on more than twice.",
}


class AppSide:
    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        respond = self._fallible(_RESPONSE_URL, self.respond)
        upload = self._fallible("upload", self.upload)
        return [
            *(web.post(f"/{kind}/{{rest:.+}}", respond) for kind in ("commands", "actions", "app")),
            web.post("/upload/v1/{ticket}", upload),
            web.put("/upload/v1/{ticket}", upload),
            web.get("/files-pri/{spot}/{name:.*}", self._fallible("download", self.download)),
            web.get("/link/", self._slack.outbound.sockets.link),
            web.post("/_app/request_url", self.save_request_url),
        ]

    async def respond(self, request: web.Request) -> web.StreamResponse:
        started = steady()
        slack = self._slack
        body: object = None
        status: int = 200
        outcome: Json = {"ok": True}
        try:
            body = loads_object(await request.read())
            answer(slack, slack.response_urls.use(request.path), body)
        except ValueError:
            status, outcome = 400, SlackError("invalid_payload").answer()
        except SlackError as refusal:
            status, outcome = 404 if refusal.code in _GONE else 200, refusal.answer()
        slack.log.called(_RESPONSE_URL, body, outcome, round((steady() - started) * 1000, 1))
        ruin = slack.faults.strike(_RESPONSE_URL, "", AFTER)
        if ruin:
            return spoil(request, ruin, outcome)
        return web.Response(text=dumps(outcome), status=status, content_type="application/json")

    async def upload(self, request: web.Request) -> web.StreamResponse:
        """The bytes themselves, or a form with one file."""
        world = self._slack.world
        file = world.uploads.get(request.match_info["ticket"])
        if file is None:
            return web.Response(status=404, text="no such upload")
        content = await _content(request)
        if len(content) != file.size:
            return web.Response(status=400, text=f"expected {file.size} bytes, got {len(content)}")
        self._slack.bytes.put(file.id, content)
        world.uploaded.add(file.id)
        return web.Response(text=f"OK - {len(content)}")

    async def download(self, request: web.Request) -> web.StreamResponse:
        """With the app's token; without, Slack sends to its sign-in page, which is HTML and says 200."""
        given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
        token = self._slack.world.tokens.get(given)
        team, _, file_id = request.match_info["spot"].partition("-")
        file = self._slack.world.files.get(file_id)
        is_known = token is not None and not token.is_revoked and token.team == team
        if token is None or not (is_known and "files:read" in token.scopes):
            return web.Response(text="<!DOCTYPE html><title>Sign in</title>", content_type="text/html")
        content = self._slack.bytes.get(file_id) if file else None
        if file is None or content is None or file.team != team:
            return web.Response(status=404, text="file not found")
        return web.Response(body=content, headers=download_headers(file))

    async def save_request_url(self, request: web.Request) -> web.Response:
        """{"url"}: kept once it has answered the challenge, as on the page where Slack configures an app."""
        outbound = self._slack.outbound
        with reading():
            url = str(loads_object(await request.read()).get("url") or "")
        if not url:
            raise Misread("url is missing")
        ack = await outbound.http.verify(url)
        if not ack.is_ok:
            message = _UNVERIFIED.get(ack.problem, ack.problem).format(url=url, status=ack.status)
            return web.json_response({"ok": False, "error": ack.problem, "message": message})
        outbound.request_url = url
        return web.json_response({"ok": True, "request_url": url})

    def _fallible(self, name: str, serve: Serve) -> Serve:
        """The same, but that faults on `name` strike it first."""

        async def serve_or_fail(request: web.Request) -> web.StreamResponse:
            struck = await strike_before(self._slack.faults, request, name)
            if struck is None:
                return await serve(request)
            self._slack.log.called(name, None, struck.answer)
            return struck.response

        return serve_or_fail


async def _content(request: web.Request) -> bytes:
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        for field in form.values():
            if isinstance(field, web.FileField):
                return field.file.read()
    return await request.read()
