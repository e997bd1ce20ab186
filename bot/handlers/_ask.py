"""What a handler is given and what it gives back; the shell makes the one and carries out the other."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from bot.crm._work import Work
from bot.model.ids import ChannelId, DraftId, MemberId
from bot.model.members import Viewer
from bot.model.messages import Block, Message
from bot.model.rich_text import RichText
from bot.parse.slack_files import Held
from bot.parse.slack_text import Said


class ViewType(StrEnum):
    MODAL = "modal"
    HOME = "home"


State = Mapping[str, Mapping[str, Mapping[str, Any]]]  # block id → action id → what was typed or chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The message on which a message shortcut was used; `user` is None where an app wrote it, by the `name` it has.

    `formatted` is what an editor of Slack's wrote, None of any other message; `held` are its files. `domain` is the
    workspace's, for a link to the message. `is_public` where anybody of the team may read it.
    """

    ts: str
    channel: ChannelId
    user: MemberId | None
    said: Said
    name: str = ""
    formatted: RichText | None = None
    held: Held = Held()  # noqa: RUF009  # frozen and empty
    domain: str = ""
    is_public: bool = False

    @property
    def at(self) -> datetime:
        """When it was written: its ts says."""
        try:
            return datetime.fromtimestamp(float(self.ts), UTC)
        except (ValueError, OverflowError):
            return datetime.fromtimestamp(0, UTC)

    @property
    def permalink(self) -> str:
        """'' where the workspace's domain is not known."""
        place = f"{self.channel}/p{self.ts.replace('.', '')}"
        return f"https://{self.domain}.slack.com/archives/{place}" if self.domain else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The modal or Home in which something was clicked, submitted or asked for.

    `previous` lies under it, `root` at the bottom; None where it is the bottom itself.
    """

    id: str
    type: ViewType
    metadata: str = ""
    previous: str | None = None
    root: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One command, click, form, shortcut or question for options, with Slack's writing already taken off.

    `said` is what follows the verb; `meant` the verb that the first word is perhaps a slip for, where none was said.
    Of a click, `value` is a button's, or of an overflow menu what follows the colon of the chosen option; `selected`
    what was chosen, several one a line; `shown` the ts of the message clicked. Of a question for options, `value` is
    what was typed so far. `state` holds the inputs of the view or message, `draft` the draft that the view is of.
    `message` is a message shortcut's. Of a click on a message, `clicked` is what that shows, which Slack tells of those
    that more than one person sees, and `answers_at` the address by which it is replaced for half an hour. `gone` is the
    channel that Slack was asked about first and has no more. `names_only` where people from outside read along in the
    channel that was entered, which is told names alone.
    """

    said: Said = field(default_factory=lambda: Said(""))
    meant: str | None = None
    channel: ChannelId | None = None
    action: str = ""
    block: str = ""
    value: str = ""
    selected: str = ""
    state: State = field(default_factory=dict)
    draft: DraftId | None = None
    shown: str | None = None
    message: Quoted | None = None
    clicked: Message | None = None
    answers_at: str = ""
    gone: ChannelId | None = None
    names_only: bool = False
    view: View | None = None

    @property
    def words(self) -> str:
        return self.said.text

    @property
    def metadata(self) -> str:
        """The view's private metadata."""
        return "" if self.view is None else self.view.metadata

    @property
    def in_view(self) -> bool:
        """In a modal or in Home."""
        return self.view is not None

    @property
    def view_type(self) -> ViewType | None:
        return None if self.view is None else self.view.type


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer; what it does not speak of stays as it is.

    `message` answers a command or a click on a message: `replace` puts it in the place of the one clicked,
    `in_channel` shows it to everyone, `written` is its acknowledgement as JSON where the same is given again and again.

    `view` takes the place of the form submitted, of the view clicked in (Home is published anew) or of the one that
    the shell opened; `push` lies on top of it. Of a form: `clear` closes it and all under it, an empty reply closes it
    alone. `below` is what the view under it becomes, `root` the one at the bottom where that is another, `home` what
    the person's Home becomes, `elsewhere` what a message becomes by the address that a click on it gave,
    `announced` what everybody in a channel reads by the address that a command there gave. `options`
    answer a question for options, a hundred at most.
    """

    message: Message | None = None
    view: Block | None = None
    push: Block | None = None
    below: Block | None = None
    root: Block | None = None
    home: Block | None = None
    elsewhere: tuple[str, Message] | None = None
    announced: tuple[str, Message] | None = None
    clear: bool = False
    errors: Mapping[str, str] | None = None
    options: Sequence[Block] = ()
    replace: bool = False
    in_channel: bool = False
    linked: ChannelId | None = None  # of a route's `first`: what Slack is asked about before the work
    written: str = ""
    alters_workspace: bool = False  # what is remembered of its people is out of date
    keeps_draft: bool = False  # of a form: its draft lives on, so a second submit is a new one
    is_saved: bool = False  # set by the shell: what was typed is kept, and its draft is consumed


class Access(StrEnum):
    ANSWERS = "answers"  # without the store
    READS = "reads"
    WRITES = "writes"
    OPENS = "opens"  # a view: the shell opens it at once, the work fills it


Does = Callable[[Ask, Work], Awaitable[Reply]]
Answers = Callable[[Ask, Viewer], Awaitable[Reply]]  # of a route that needs no store


class Asked(StrEnum):
    """What must be known of Slack, or of the network, before the work begins."""

    PEOPLE = "people"  # those whom the words begin with
    CHANNEL = "channel"  # the app is in it, or enters it
    LINKED = "linked"  # whether the channel that `first` found is still there
    FOLLOWED = "followed"  # those whom the form's inputs choose; and the app is in the channel that `first` found
    MEMBERS = "members"  # those whom the form's inputs choose
    ADDRESS = "address"  # of another program, which the form names, leads out to the internet
