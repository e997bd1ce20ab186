"""Which files a person may see in the page."""

import re
from collections.abc import Iterator

from ..slack import Slack
from ..wire import Json
from ..world import StoredFile

# Either of the two addresses of a file: https://docs.slack.dev/reference/block-kit/composition-objects/slack-file-object
_ADDRESS = re.compile(r"/(?:files-pri/\w+-|files/\w+/)(F\w+)")


def may_see(slack: Slack, user: str, file: StoredFile) -> bool:
    """One's own, what was shared where one is, and what an app draws before one's eyes."""
    channels = [slack.world.channels[channel] for channel in file.shared_in if channel in slack.world.channels]
    if user == file.user or any(user in channel.members for channel in channels):
        return True
    person = slack.world.people.get(user)
    return person is not None and person.team == file.team and _is_drawn_for(slack, user, file)


def _is_drawn_for(slack: Slack, user: str, file: StoredFile) -> bool:
    home = slack.views.home(user)
    views = [*slack.views.stack(user), *([home] if home else [])]
    return any(file.id in _drawn_in(part) for part in (*views, *_messages_before(slack, user)))


def _messages_before(slack: Slack, user: str) -> Iterator[list[Json]]:
    """Apps' blocks where this person is: nobody else can draw a file that way."""
    for channel in slack.world.channels:
        if user in channel.members:
            log = slack.world.log(channel.id)
            for message in (*log.all(), *log.ephemeral_for(user)):
                if message.bot_id:
                    yield [*message.blocks, *message.attachments]


def _drawn_in(part: object) -> Iterator[str]:
    """The ids of the files that blocks draw by `slack_file`."""
    if isinstance(part, list):
        for one in part:
            yield from _drawn_in(one)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from [_id_of(value)] if name == "slack_file" and isinstance(value, dict) else _drawn_in(value)


def _id_of(slack_file: Json) -> str:
    address = _ADDRESS.search(str(slack_file.get("url") or ""))
    return address[1] if address else str(slack_file.get("id") or "")
