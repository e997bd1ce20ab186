"""docs/reference/sandbox-methods.md, written from the sandbox's tables of methods and events."""

from itertools import groupby

from bot.sandbox.api import METHODS
from bot.sandbox.api.missing import MISSING
from bot.sandbox.faults.rates import A_MINUTE
from bot.sandbox.scopes import EVENT_SCOPES, SCOPES, TAKES_JSON, scopes_of

_HEAD = """# Methods and events of the sandbox

Written by `make docs` from `bot/sandbox/api` and `bot/sandbox/scopes.py`. A method wants one of the scopes beside it;
for a conversation the one of its kind. All of them read a form and the query. A JSON body is read where it says so, and
passed over elsewhere. How often a method may be called counts only under the fault `slack_rates`.

| method | scopes | JSON | a minute |
|---|---|---|---|
"""
_EVENTS = """
## Events

An app hears what its manifest subscribes to, or all without one, while its token has the scope beside it.
`app_home_opened`, `app_uninstalled` and `tokens_revoked` want none.

| event | scope |
|---|---|
"""
_MISSING = """
## Not in the sandbox

Slack has these methods, and all of `admin`. Here they are answered with `unknown_method`, and
`response_metadata.messages` says that Slack has them; the inspector says so too.

"""
# subscribed to like the others, and told of by nothing that the sandbox does
_NEVER = frozenset(
    {
        "channel_deleted",
        "channel_history_changed",
        "file_change",
        "file_unshared",
        "group_close",
        "group_deleted",
        "group_history_changed",
        "group_open",
        "im_close",
        "im_created",
        "im_history_changed",
        "im_open",
        "team_domain_change",
        "team_rename",
    }
)


def methods_page() -> str:
    events = "".join(f"| `{name}` | `{scope}` |\n" for name, scope in sorted(_told().items()))
    missing = "".join(
        f"- {', '.join(f'`{name}`' for name in names)}\n"
        for _, names in groupby(sorted(MISSING), key=lambda name: name.partition(".")[0])
    )
    methods = sorted({*METHODS, "api.test"})
    return _HEAD + "".join(map(_row, methods)) + _EVENTS + events + _MISSING + missing


def _told() -> dict[str, str]:
    return {name: scope for name, scope in EVENT_SCOPES.items() if name not in _NEVER}


def _row(method: str) -> str:
    scopes = ", ".join(f"`{scope}`" for scope in scopes_of(method)) if SCOPES[method] else "–"
    rate = "60 in a channel" if method == "chat.postMessage" else A_MINUTE.get(method)
    return f"| `{method}` | {scopes} | {'yes' if method in TAKES_JSON else ''} | {rate or 'hundreds'} |\n"
