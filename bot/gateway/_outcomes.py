"""What became of a call to Slack, read from its answer; the worker decides by these what happens next."""

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """How far a refusal reaches: what has to change before the same call can succeed."""

    PASSING = "passing"  # nothing but time
    THREAD = "thread"  # nothing can be posted under this message
    CHANNEL = "channel"  # nothing can be posted in this channel
    READER = "reader"  # this person cannot be written to
    MESSAGE = "message"  # the message to change is gone, or no longer ours to change
    SHAPE = "shape"  # the message itself: a fault of ours
    FEATURE = "feature"  # a scope is missing
    WORKSPACE = "workspace"  # the installation is over


@dataclass(frozen=True, slots=True)
class Sent:
    """Slack has the message, at this place."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Certainly not done. `error` is Slack's code, `needed` the scope that is missing, `method` what was called."""

    error: str
    reach: Reach
    needed: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Paused:
    """Certainly not done: Slack asked for silence. `scope` names what has to be left alone, for how many seconds."""

    scope: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Slack may have done it or not: the answer was lost, cut off or says so itself."""

    error: str


Failure = Refused | Paused | Doubtful
Outcome = Sent | Failure

# "Possible some aspect of the operation succeeded before the error was raised" (Slack, on fatal_error).
DOUBTS = frozenset({"fatal_error", "internal_error", "service_unavailable"})

# fmt: off
_REACHES: dict[Reach, tuple[str, ...]] = {
    # Before what it begins like.
    Reach.THREAD: (
        "cannot_reply_to_message",
        "invalid_thread_ts",
        "restricted_action_non_threadable_channel",
        "restricted_action_thread_locked",
        "thread_not_found",
    ),
    Reach.CHANNEL: ("channel_not_found", "is_archived", "is_inactive", "not_in_channel", "restricted_action"),
    Reach.READER: (
        "cannot_dm_bot",
        "messages_tab_disabled",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    ),
    Reach.MESSAGE: (
        "bad_timestamp",
        "cant_delete_message",
        "cant_update_message",
        "edit_window_closed",
        "message_not_found",
        "not_pinnable",
        "too_many_pins",
    ),
    Reach.SHAPE: ("invalid_blocks", "metadata_too_large", "msg_blocks_too_long", "msg_too_long", "no_text"),
    Reach.FEATURE: ("missing_scope",),
    Reach.WORKSPACE: ("account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked"),
}
# fmt: on


def reach_of(error: str) -> Reach:
    """A code is known by its beginning: Slack has restricted_action_thread_locked, invalid_blocks_format and more.

    What is not known may pass, so it is tried again.
    """
    for reach, beginnings in _REACHES.items():
        if error.startswith(beginnings):
            return reach
    return Reach.PASSING
