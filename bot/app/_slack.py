"""The HTTP door for Slack: bytes are verified before anything is parsed, and Bolt is handed a dict.

Bolt's own adapter parses first, answers junk with 500, and loses every form that contains the word "payload".
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from bot.app._payload_shapes import is_whole
from bot.clock import Clock

PATH = "/slack/events"
BODY_LIMIT = 1024 * 1024
_AGE_SECONDS = 300
_FIELDS = 100
_FORM = "application/x-www-form-urlencoded"
_JSON = "application/json"


class SlackDoor:
    def __init__(self, app: AsyncApp, signing_secret: str, clock: Clock) -> None:
        self._app = app
        self._secret = signing_secret.encode()
        self._clock = clock

    async def receive(self, request: web.Request) -> web.Response:
        """401 what is not Slack's or too old, 413 what is too large, 415 and 400 what it never sends."""
        body = await request.read()  # aiohttp answers 413 past client_max_size
        if not await self._is_slacks(request.headers, body):
            raise web.HTTPUnauthorized
        payload = _parsed(request.content_type, body)
        if not is_whole(payload):
            raise web.HTTPBadRequest
        if payload.get("type") == "url_verification":
            return web.json_response({"challenge": payload.get("challenge")})
        # In this mode Bolt takes a dict as it is.
        answer = await self._app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        content_type = answer.headers.get("content-type", ["text/plain"])[0].partition(";")[0]
        return web.Response(status=answer.status, text=answer.body or "", content_type=content_type)

    async def _is_slacks(self, headers: Mapping[str, str], body: bytes) -> bool:
        stamp = headers.get("X-Slack-Request-Timestamp", "")
        given = headers.get("X-Slack-Signature", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
            return False
        expected = (
            b"v0=" + hmac.new(self._secret, b"v0:%b:%b" % (stamp.encode(), body), hashlib.sha256).hexdigest().encode()
        )
        if not hmac.compare_digest(expected, given.encode("utf-8", "surrogateescape")):
            return False
        return await self._is_fresh(int(stamp))

    async def _is_fresh(self, stamp: int) -> bool:
        if abs(self._clock.now().timestamp() - stamp) <= _AGE_SECONDS:
            return True
        # A followed clock may have jumped a moment ago.
        await self._clock.refresh()
        return abs(self._clock.now().timestamp() - stamp) <= _AGE_SECONDS


def _parsed(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type == _JSON:
        return _object(body)
    if content_type != _FORM:
        raise web.HTTPUnsupportedMediaType
    try:
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS, strict_parsing=True))
    except ValueError as error:
        raise web.HTTPBadRequest from error
    return _object(fields["payload"].encode()) if "payload" in fields else dict(fields)


def _object(body: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise web.HTTPBadRequest from error
    if not isinstance(parsed, dict):
        raise web.HTTPBadRequest
    return parsed
