"""How often Slack lets an app call: a tier for each method, and one message a second in a channel.

Tiers: https://docs.slack.dev/apis/web-api/rate-limits; which method has which: the page of each method,
https://docs.slack.dev/reference/methods. Slack counts by app and workspace and promises no less than these.
"""

import math
from typing import TypeAlias

from ..clock import steady

Buckets: TypeAlias = dict[str, tuple[float, float]]  # name: (what is left, when that was counted)

_A_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
# "special" on their pages, without a number but for the words "hundreds of requests per minute"
_HUNDREDS = 300
# "short bursts" over one a second are let pass; how short, Slack does not say
_BURST = 3
# addresses that an app calls beside the Web API, for which there is no number
_UNCOUNTED = frozenset({"response_url", "upload", "download"})

_TIERS: dict[int, tuple[str, ...]] = {
    1: ("apps.connections.open",),
    2: (
        "conversations.archive",
        "conversations.close",
        "conversations.create",
        "conversations.list",
        "conversations.rename",
        "conversations.setPurpose",
        "conversations.setTopic",
        "conversations.unarchive",
        "pins.add",
        "pins.list",
        "pins.remove",
        "reactions.list",
        "reactions.remove",
        "users.list",
    ),
    3: (
        "bots.info",
        "chat.delete",
        "chat.update",
        "conversations.history",
        "conversations.info",
        "conversations.invite",
        "conversations.join",
        "conversations.kick",
        "conversations.leave",
        "conversations.mark",
        "conversations.open",
        "conversations.replies",
        "files.delete",
        "files.list",
        "reactions.add",
        "reactions.get",
        "team.info",
        "users.lookupByEmail",
    ),
    4: (
        "chat.postEphemeral",
        "conversations.members",
        "files.completeUploadExternal",
        "files.getUploadURLExternal",
        "files.info",
        "users.info",
        "views.open",
        "views.publish",
        "views.push",
        "views.update",
    ),
}
A_MINUTE: dict[str, int] = {method: _A_MINUTE[tier] for tier, methods in _TIERS.items() for method in methods}


def wait_of_one(buckets: Buckets, channel: str, *, per_second: float, burst: float) -> int:
    """Seconds until this call is let through, 0 for at once, at a rate of one's own choice for each channel."""
    return _drop(buckets, channel, per_second, burst)


def wait_for(buckets: Buckets, method: str, channel: str, *, team: str) -> int:
    """The same at the rates of Slack. There is one app here, so what it does in a workspace is what is counted."""
    if method in _UNCOUNTED:
        return 0
    if method == "chat.postMessage":
        return _drop(buckets, f"{team}:{method}:{channel}", 1, _BURST)
    most = A_MINUTE.get(method, _HUNDREDS)
    return _drop(buckets, f"{team}:{method}", most / 60, most)


def _drop(buckets: Buckets, name: str, per_second: float, burst: float) -> int:
    now = steady()
    level, at = buckets.get(name, (burst, now))
    level = min(burst, level + (now - at) * per_second)
    is_let = level >= 1
    buckets[name] = (level - 1 if is_let else level, now)
    return 0 if is_let else max(1, math.ceil((1 - level) / per_second))
