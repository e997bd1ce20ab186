"""The bytes of a file that a person gave to Slack, read as a stream and never past the limit."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

import aiohttp

from bot.gateway._addresses import Addresses
from bot.model.errors import FileRefused, SlackRefused, SlackUnavailable

_FOLLOWED = 3
_MOVED = frozenset({301, 302, 303, 307, 308})
_SECONDS = 120  # 50 MiB at 4 Mbit/s
_CHUNK = 65_536
_PAGE = "text/html"


async def download(
    session: aiohttp.ClientSession, file: Mapping[str, Any], *, addresses: Addresses, token: str, limit: int
) -> bytes:
    """`limit` in bytes. The size that Slack tells is not believed: only the stream counts."""
    if int(file.get("size") or 0) > limit:
        raise FileRefused(reason="too_large")
    url = str(file.get("url_private_download") or file.get("url_private") or "")
    try:
        content, kind = await _follow(session, url, addresses=addresses, token=token, limit=limit)
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SlackUnavailable(error=type(error).__name__) from error
    # Without the scope files:read Slack answers 200 and the page on which people sign in.
    if kind == _PAGE and file.get("mimetype") != _PAGE:
        raise SlackRefused(error="file_not_found")
    return content


async def _follow(
    session: aiohttp.ClientSession, url: str, *, addresses: Addresses, token: str, limit: int
) -> tuple[bytes, str]:
    """Redirects are followed by hand, so that none of them takes the token elsewhere."""
    for _ in range(_FOLLOWED):
        if not addresses.holds_files(url):
            raise SlackRefused(error="file_elsewhere")
        headers = {"Authorization": f"Bearer {token}"}
        wait = aiohttp.ClientTimeout(total=_SECONDS, sock_read=30)
        async with session.get(url, headers=headers, allow_redirects=False, timeout=wait) as answer:
            if answer.status not in _MOVED:
                return await _read(answer, limit), answer.content_type
            url = urljoin(url, answer.headers.get("Location", ""))
    raise SlackRefused(error="file_elsewhere")


async def _read(answer: aiohttp.ClientResponse, limit: int) -> bytes:
    if answer.status >= 500:
        raise SlackUnavailable(error=f"http_{answer.status}")
    if answer.status != 200:
        raise SlackRefused(error="file_not_found")
    content = bytearray()
    async for chunk in answer.content.iter_chunked(_CHUNK):
        content += chunk
        if len(content) > limit:
            raise FileRefused(reason="too_large")
    return bytes(content)
