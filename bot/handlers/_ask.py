"""What a handler is given and what it gives back; the shell makes the one and carries out the other."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bot.crm._work import Work
from bot.model.ids import ChannelId, DraftId
from bot.model.members import Viewer
from bot.model.messages import Block, Message
from bot.parse.slack_text import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One command, click or form, with Slack's writing already taken off.

    `said` is what follows the verb; `meant` the verb that the first word is perhaps a slip for, where none was
    said; `value` a button's; `state` a form's inputs; `shown` the ts of the message clicked; `in_view` whether the
    click was made in a modal.
    """

    said: Said = field(default_factory=lambda: Said(""))
    meant: str | None = None
    channel: ChannelId | None = None
    action: str = ""
    value: str = ""
    state: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    draft: DraftId | None = None
    shown: str | None = None
    in_view: bool = False

    @property
    def words(self) -> str:
        return self.said.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer. `replace` puts the message in the place of the one clicked; `in_channel` shows it to everyone.

    `written` is its acknowledgement as JSON, where the same is given again and again.
    """

    message: Message | None = None
    view: Block | None = None
    errors: Mapping[str, str] | None = None
    replace: bool = False
    in_channel: bool = False
    written: str = ""
    is_saved: bool = False  # of a form: what was typed is kept, and its draft is consumed


class Access(StrEnum):
    ANSWERS = "answers"  # without the store
    READS = "reads"
    WRITES = "writes"
    OPENS = "opens"  # a form: the shell opens it at once, the work fills it


Does = Callable[[Ask, Work], Awaitable[Reply]]
Answers = Callable[[Ask, Viewer], Awaitable[Reply]]  # of a route that needs no store


class Asked(StrEnum):
    """What must be known of Slack before the work begins."""

    PEOPLE = "people"  # those whom the words begin with
    CHANNEL = "channel"  # the app is in it, or enters it
