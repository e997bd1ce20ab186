"""Keeps other web pages out: a browser that shows one would hand its requests to the sandbox all the same."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import TypeAlias
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Middleware

Serve: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


def own_page_only(host: str) -> Middleware:
    """For the page and the handles; what an app calls has tokens. `host` is what the sandbox listens at."""

    @web.middleware
    async def guard(request: web.Request, handler: Serve) -> web.StreamResponse:
        is_ours = request.path == "/" or request.path.startswith("/_")
        if is_ours and not (_is_ours(request.host, host) and _comes_from(request)):
            answer = {"ok": False, "error": "forbidden", "message": "Only the sandbox's own page may do that."}
            return web.json_response(answer, status=403)
        return await handler(request)

    return guard


def _comes_from(request: web.Request) -> bool:
    """Tools send no Origin; a browser names the page."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _is_ours(address: str, host: str) -> bool:
    """A foreign name that resolves to this machine keeps itself in `Host`."""
    try:
        name = urlsplit(f"//{address}").hostname or ""
        if name in ("localhost", host):
            return True
        return _is_everywhere(host) or ip_address(name).is_loopback
    except ValueError:
        return False


def _is_everywhere(host: str) -> bool:
    """Whoever listens at every address is reached by names that are not known here."""
    return host in ("", "0.0.0.0", "::")  # noqa: S104 - compared, not listened at
