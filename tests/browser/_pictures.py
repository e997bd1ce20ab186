"""The picture of the samples, at its address: a browser whose page is given it by interception keeps no file at all."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.browser._samples import PICTURE, PICTURES


@asynccontextmanager
async def served() -> AsyncIterator[str]:
    """The browser's rules by which it finds the picture, and nobody else but this machine."""
    app = web.Application()
    app.router.add_get("/{name}", _picture)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"MAP {PICTURES} 127.0.0.1:{runner.addresses[0][1]}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    finally:
        await runner.cleanup()


async def _picture(_request: web.Request) -> web.Response:
    return web.Response(body=PICTURE, content_type="image/svg+xml", headers={"Cache-Control": "max-age=3600"})
