"""Requests at the HTTP door as Slack signs them, and as nobody should."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from urllib.parse import urlencode

import aiohttp

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
SECRET = "sandbox-signing-secret"


@dataclass
class Answer:
    status: int
    text: str


def signature(body: bytes, stamp: str, secret: str = SECRET) -> str:
    return "v0=" + hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def event(**fields: object) -> bytes:
    return json.dumps(fields).encode()


async def knock(
    http: aiohttp.ClientSession, url: str, body: bytes, *, stamp: str, kind: str = FORM, signed: str | None = None
) -> Answer:
    """One request; signed rightly unless `signed` says otherwise."""
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": signature(body, stamp) if signed is None else signed,
    }
    async with http.post(url, data=body, headers=headers, skip_auto_headers=["Content-Type"]) as answer:
        return Answer(answer.status, await answer.text())
