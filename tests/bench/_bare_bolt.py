"""The floor of a command: Bolt with one listener behind aiohttp, and nothing else. Its own process.

Its answer is always the same: a file of JSON, which is ours to `/crm help`, so that both write and send as much.
"""

import json
import sys
from pathlib import Path

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.bench._load import COMMAND, PATH, SECRET


def main(port: int, slack: str, file: Path) -> None:
    said = json.loads(file.read_text())
    app = AsyncApp(
        client=AsyncWebClient(token="xoxb-bench", base_url=slack), signing_secret=SECRET, process_before_response=True
    )

    @app.command(COMMAND)
    async def answer(ack: AsyncAck) -> None:
        await ack(**said)

    async def receive(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    server = web.Application()
    server.router.add_post(PATH, receive)
    web.run_app(server, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
