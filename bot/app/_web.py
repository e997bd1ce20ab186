"""The process's own HTTP door: health, figures, the API, and Slack's requests where it calls us."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.api._shell import Api
from bot.app._metrics import Metrics
from bot.app._slack import BODY_LIMIT, PATH, SlackDoor
from bot.model.errors import CrmError

Ready = Callable[[], Awaitable[bool]]


def web_app(metrics: Metrics, ready: Ready, slack: SlackDoor | None, api: Api) -> web.Application:
    app = web.Application(client_max_size=BODY_LIMIT)
    app.router.add_get("/healthz", _alive)
    app.router.add_get("/readyz", _readiness(ready))
    app.router.add_get("/metrics", _figures(metrics))
    api.listen(app)
    if slack is not None:
        app.router.add_post(PATH, slack.receive)
    return app


async def _alive(request: web.Request) -> web.Response:
    return web.Response(text="ok")


def _readiness(ready: Ready) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        """Whether the store answers and Slack can reach us."""
        try:
            is_ready = await ready()
        except CrmError:
            is_ready = False
        return web.Response(text="ready" if is_ready else "not ready", status=200 if is_ready else 503)

    return answer


def _figures(metrics: Metrics) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=metrics.text(), content_type="text/plain")

    return answer
