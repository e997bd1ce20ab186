"""Requests to an app's address: what counts as taken, what is sent again and with which words, how it is saved."""

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox import Sandbox, SandboxOptions, Visitor
from bot.sandbox.clock import pause
from bot.sandbox.wire import Json, loads

from .conftest import GENERAL, IMPATIENT, SHORT, Parrot, serving, until


class Stubborn:
    """An HTTP app that answers as it was told, each answer once, the last one from then on."""

    def __init__(self, *answers: web.Response, slow: float = 0) -> None:
        self.requests: list[tuple[dict[str, str], bytes]] = []
        self._answers = list(answers)
        self._slow = slow

    async def hear(self, request: web.Request) -> web.Response:
        self.requests.append((dict(request.headers), await request.read()))
        if len(self.requests) == 1:
            await pause(self._slow)
        told = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return web.Response(status=told.status, headers=told.headers, text=told.text)

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self.hear)
        return app

    def reasons(self) -> list[str | None]:
        return [headers.get("X-Slack-Retry-Reason") for headers, _ in self.requests]


def redirect(times: int) -> list[web.Response]:
    return [web.Response(status=307, headers={"Location": f"/{n}"}) for n in range(times)]


OK = web.Response(status=200)


async def told(sandbox: Sandbox, claire: Visitor, app: Stubborn) -> None:
    """One event, until the app has taken it or Slack has given up."""
    async with serving(app.app()) as url:
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        await until(lambda: bool(app.requests) and not sandbox.slack.tasks)


async def test_an_event_is_repeated_at_once_after_a_minute_and_after_five() -> None:
    assert SandboxOptions().retry_waits == (0.0, 60.0, 300.0)
    assert SandboxOptions().ack_seconds == SandboxOptions().trigger_seconds == 3.0


@pytest.mark.parametrize("status", [200, 201, 204])
async def test_any_2xx_takes_an_event(sandbox: Sandbox, claire: Visitor, status: int) -> None:
    app = Stubborn(web.Response(status=status))
    await told(sandbox, claire, app)
    assert len(app.requests) == 1


async def test_a_command_wants_a_200(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(web.Response(status=202))
    async with serving(app.app()) as url:
        sandbox.slack.outbound.request_url = url
        assert (await claire.command(GENERAL, "/say it"))["error"] == "http_error"


async def test_two_redirects_are_followed(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(*redirect(2), OK)
    await told(sandbox, claire, app)
    assert len(app.requests) == 3
    assert len({body for _, body in app.requests}) == 1


async def test_a_third_redirect_is_too_many(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(*redirect(3), OK)
    await told(sandbox, claire, app)
    assert app.reasons() == [None, None, None, "too_many_redirects"]


async def test_an_app_may_ask_for_no_repeat(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(web.Response(status=500, headers={"X-Slack-No-Retry": "1"}))
    await told(sandbox, claire, app)
    assert len(app.requests) == 1


@pytest.mark.parametrize("options", [IMPATIENT], ids=["impatient"])
async def test_a_slow_app_is_told_that_it_was(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(OK, slow=SHORT + 0.5)
    await told(sandbox, claire, app)
    assert app.reasons() == [None, "http_timeout"]
    assert app.requests[1][0]["X-Slack-Retry-Num"] == "1"


async def test_an_app_that_was_away_is_told_that_it_was(sandbox: Sandbox, claire: Visitor) -> None:
    app = Stubborn(OK)
    async with serving(web.Application()) as gone:
        """Nobody listens at that address afterwards."""
    async with serving(app.app()) as url:
        sandbox.slack.outbound.request_url = f"{gone}/slack/events"
        await claire.say(await claire.app_channel(), "hello")
        sandbox.slack.outbound.request_url = f"{url}/slack/events"
        await until(lambda: bool(app.requests) and not sandbox.slack.tasks)
    assert app.reasons() == ["connection_failed"]


async def save(http: aiohttp.ClientSession, url: str) -> Json:
    async with http.post("/_app/request_url", json={"url": url}) as answer:
        saved: Json = await answer.json()
        return saved


async def test_an_address_is_kept_once_it_has_answered_the_challenge(
    parrot: Parrot, sandbox: Sandbox, http: aiohttp.ClientSession
) -> None:
    async with serving(parrot.app.web_app("/slack/events")) as url:
        assert (await save(http, f"{url}/slack/events"))["ok"]
        assert sandbox.slack.outbound.request_url == f"{url}/slack/events"
        assert (await save(http, f"{url}/nowhere"))["error"] == "http_error"
    assert sandbox.slack.outbound.request_url.endswith("/slack/events")


@pytest.mark.parametrize("shape", ["{}", "challenge={}", '{{"challenge": "{}"}}'])
async def test_the_challenge_may_come_back_in_three_shapes(http: aiohttp.ClientSession, shape: str) -> None:
    async def echo(request: web.Request) -> web.Response:
        asked = loads(await request.read())
        assert asked["type"] == "url_verification"
        return web.Response(text=shape.format(asked["challenge"]))

    app = web.Application()
    app.router.add_post("/slack/events", echo)
    async with serving(app) as url:
        assert (await save(http, f"{url}/slack/events"))["ok"]


async def test_another_answer_fails_the_challenge(http: aiohttp.ClientSession) -> None:
    async with serving(Stubborn(web.Response(text="hello")).app()) as url:
        assert (await save(http, url))["error"] == "challenge_failed"


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (web.Response(status=404), "http_error", "HTTP 404"),
        (web.Response(status=200, text="hello"), "challenge_failed", "HTTP 200"),
    ],
)
async def test_an_address_that_does_not_answer_the_challenge_is_told_with_its_status(
    http: aiohttp.ClientSession, answer: web.Response, error: str, words: str
) -> None:
    async with serving(Stubborn(answer).app()) as url:
        said = await (await http.post("/_app/request_url", json={"url": url})).json()
    assert (said["ok"], said["error"]) == (False, error)
    assert words in said["message"]


async def test_an_address_where_nothing_listens_is_told_so(http: aiohttp.ClientSession) -> None:
    async with serving(web.Application()) as url:
        """Nobody is there afterwards."""
    said = await (await http.post("/_app/request_url", json={"url": url})).json()
    assert (said["error"], said["message"]) == ("connection_failed", f"Nothing listens at {url}.")
