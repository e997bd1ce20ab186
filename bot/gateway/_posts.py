"""What is posted to an address that Slack gave: an answer, a file's bytes. Such an address is no method of its API."""

from typing import Any

import aiohttp

from bot.model.errors import SlackRefused, SlackUnavailable


async def post(session: aiohttp.ClientSession, url: str, **body: Any) -> None:
    """Once and no more; `body` is aiohttp's own. The address itself stands for the token: it is checked before.

    Raises SlackUnavailable, SlackRefused.
    """
    try:
        async with session.post(url, allow_redirects=False, **body) as answer:
            await answer.read()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise SlackUnavailable(error=type(error).__name__) from error
    if answer.status >= 500 or answer.status == 429:
        raise SlackUnavailable(error=f"http_{answer.status}")
    if answer.status != 200:
        raise SlackRefused(error=f"http_{answer.status}")
