"""Files that lie in Slack: what it says of one, and its bytes, read as a stream and never past the limit."""

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urljoin

import aiohttp

from bot.gateway._addresses import Addresses
from bot.model.errors import FileRefused, SlackRefused, SlackUnavailable
from bot.model.files import Reason
from bot.model.ids import ChannelId, MemberId
from bot.model.ports import SlackFile

# How Slack refuses to describe a file; it also hides one that lies where the app is not.
UNSEEN = {"file_deleted": Reason.GONE, "file_not_found": Reason.HIDDEN}
_GONE = frozenset({"tombstone", "hidden_by_limit"})
_DENIED = "access_denied"
# Canvases, lists and the like: what Slack hands out for one is the page that shows it.
_READ_IN_SLACK = "application/vnd.slack-"
_FOLLOWED = 3
_MOVED = frozenset({301, 302, 303, 307, 308})
_SECONDS = 120  # 50 MiB at 4 Mbit/s
_CHUNK = 65_536
_PAGE = "text/html"


def described(file: Mapping[str, Any]) -> SlackFile:
    """Raises FileRefused for one that is gone, hidden or denied."""
    if file.get("mode") in _GONE:
        raise FileRefused(reason=Reason.GONE)
    if file.get("file_access") == _DENIED:
        raise FileRefused(reason=Reason.HIDDEN)
    return SlackFile(
        id=str(file.get("id") or ""),
        name=str(file.get("name") or file.get("title") or ""),
        kind=str(file.get("mimetype") or ""),
        size=int(file.get("size") or 0),
        user=MemberId(str(file.get("user") or "")),
        places=_places(file),
        address=str(file.get("url_private_download") or file.get("url_private") or ""),
        link=_link(file),
    )


def _link(file: Mapping[str, Any]) -> str:
    if file.get("is_external"):
        return str(file.get("external_url") or file.get("url_private") or "")
    is_page = str(file.get("mimetype") or "").startswith(_READ_IN_SLACK)
    return str(file.get("permalink") or "") if is_page else ""


def _places(file: Mapping[str, Any]) -> frozenset[ChannelId]:
    """Slack names the conversations in four places, not each of them in all."""
    named = [place for kind in ("channels", "groups", "ims") for place in file.get(kind) or ()]
    shared = [place for places in (file.get("shares") or {}).values() for place in places]
    return frozenset(ChannelId(str(place)) for place in (*named, *shared))


async def download(
    session: aiohttp.ClientSession, file: SlackFile, *, addresses: Addresses, token: str, limit: int
) -> AsyncGenerator[bytes]:
    """`limit` in bytes. The size that Slack tells is not believed: only the stream counts."""
    if file.size > limit:
        raise FileRefused(reason=Reason.TOO_LARGE)
    size = 0
    try:
        async with _opened(session, file.address, addresses=addresses, token=token) as answer:
            _check(answer, file.kind)
            async for chunk in answer.content.iter_chunked(_CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FileRefused(reason=Reason.TOO_LARGE)
                yield chunk
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SlackUnavailable(error=type(error).__name__) from error


@asynccontextmanager
async def _opened(
    session: aiohttp.ClientSession, url: str, *, addresses: Addresses, token: str
) -> AsyncIterator[aiohttp.ClientResponse]:
    """Redirects are followed by hand, so that none of them takes the token elsewhere."""
    for _ in range(_FOLLOWED):
        if not addresses.holds_files(url):
            raise SlackRefused(error="file_elsewhere")
        headers = {"Authorization": f"Bearer {token}"}
        wait = aiohttp.ClientTimeout(total=_SECONDS, sock_read=30)
        async with session.get(url, headers=headers, allow_redirects=False, timeout=wait) as answer:
            if answer.status not in _MOVED:
                yield answer
                return
            url = urljoin(url, answer.headers.get("Location", ""))
    raise SlackRefused(error="file_elsewhere")


def _check(answer: aiohttp.ClientResponse, kind: str) -> None:
    if answer.status >= 500:
        raise SlackUnavailable(error=f"http_{answer.status}")
    # Without the scope files:read Slack answers 200 and the page on which people sign in.
    if answer.status != 200 or (answer.content_type == _PAGE and kind != _PAGE):
        raise SlackRefused(error="file_not_found")
