"""slack_sdk's own client, for Bolt and its sockets; our calls go through `Gateway`."""

import aiohttp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

# What opening a socket may fail with while Slack is away.
UNREACHABLE = (aiohttp.ClientError, SlackClientError, OSError, TimeoutError)


def web_client(api_url: str) -> AsyncWebClient:
    """Without retries: slack_sdk otherwise repeats a post when a connection breaks after Slack took it."""
    return AsyncWebClient(base_url=api_url, retry_handlers=[])


async def granted_scopes(api_url: str, token: str) -> frozenset[str]:
    """What the token may do, as Slack says with every answer. Raises one of UNREACHABLE."""
    answer = await web_client(api_url).auth_test(token=token)
    listed = str(answer.headers.get("x-oauth-scopes", ""))
    return frozenset(scope.strip() for scope in listed.split(",") if scope.strip())
