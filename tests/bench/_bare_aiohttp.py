"""The floor of a request of the API: aiohttp with one handler that reads JSON and answers JSON. Its own process.

Its answer is always the same: a file, which is one of ours, so that both write and send as much.
"""

import json
import sys
from pathlib import Path

from aiohttp import web


def main(port: int, file: Path) -> None:
    said = file.read_bytes()

    async def receive(request: web.Request) -> web.Response:
        json.loads(await request.read())
        return web.Response(body=said, status=201, content_type="application/json")

    server = web.Application()
    server.router.add_post("/{path:.*}", receive)
    web.run_app(server, host="127.0.0.1", port=port, print=None, access_log=None)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
