"""A page of the feed, as a message and a view."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model.activities import Activity
from bot.model.ids import ActivityId
from bot.model.messages import Block, Message
from bot.model.records import Line
from bot.templates import _blocks as b
from bot.templates._activities import NEW, more
from bot.templates._rich import told
from bot.templates._words import Reader, mrkdwn, plain, plain_value
from bot.templates.activities import dated_line
from bot.templates.feed._filters import NOUN, Filters, menus, said

PAGE = "feed.page"  # followed by a dot and the way; the value is the list that it leads to
FILTER = "feed.open"  # the value is the list as it is
SHOW = "feed.show"  # the callback of the view
CLEAR = "feed.clear"  # the value is the list that it leads to
_TURNS = ("newer", "older")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of lines. `doors` lead to others, by name; `about` names the contact whose feed it is.

    `logged` are the activities that lines of it log, by the id of theirs, and `mine` those that the reader may change.
    `place` stands behind the id of each row.
    """

    filters: Filters
    lines: Sequence[Line]
    doors: Mapping[str, str]
    about: str = ""
    logged: Mapping[ActivityId, Activity]
    mine: frozenset[ActivityId] = frozenset()


def one_list(listed: Listed, reader: Reader) -> Message:
    text = mrkdwn(reader, NOUN, "of_contact" if listed.about else "of_all", name=listed.about)
    heading = told(reader, NOUN, "of_contact" if listed.about else "of_all", name=listed.about)
    asked = said(listed.filters, reader)
    above = [heading, *([b.plain_context(plain_value(asked))] if asked else [])]
    opens = b.button(plain(reader, NOUN, "filter"), action=FILTER, value=listed.doors["here"])
    doors = b.actions([*_turns(listed, reader), opens, _new(listed, reader)], block_id="feed-doors")
    return Message(text, (*above, *_rows(listed, reader), doors))


def as_view(listed: Listed, reader: Reader, *, metadata: str) -> Block:
    """`submit` is there because Slack wants one beside an input, and asks too."""
    heading = [told(reader, NOUN, "of_contact", name=listed.about)] if listed.about else []
    asked = said(listed.filters, reader)
    doors = [_new(listed, reader)]
    if asked or listed.about:
        doors.append(b.button(plain(reader, NOUN, "clear"), action=CLEAR, value=listed.doors["all"]))
    above = [*menus(listed.filters, reader), *heading, b.actions(doors, block_id="feed-doors")]
    turns = _turns(listed, reader)
    below = [b.actions(turns, block_id="feed-turning")] if turns else []
    return b.modal(
        plain(reader, NOUN, "title"),
        [*above, *_rows(listed, reader), *below],
        callback=SHOW,
        submit=plain(reader, NOUN, "show"),
        close=plain(reader, "form", "close"),
        metadata=metadata,
    )


def home_blocks(listed: Listed, reader: Reader) -> list[Block]:
    """The latest few, and the way to all of them."""
    everything = b.button(plain(reader, NOUN, "see_all"), action=FILTER, value=listed.doors["here"])
    doors = b.actions([everything, _new(listed, reader)], block_id="home-feed")
    shown = [b.rich_text(b.line(*dated_line(each.event, each.contact, each.actor, reader))) for each in listed.lines]
    return [b.header(plain(reader, NOUN, "home_title")), doors, *shown] if shown else []


def _rows(listed: Listed, reader: Reader) -> list[Block]:
    if not listed.lines:
        return [b.plain_context(plain(reader, NOUN, "nothing"))]
    return [block for each in listed.lines for block in row_blocks(each, listed.logged, listed.mine, reader)]


def row_blocks(
    line: Line, logged: Mapping[ActivityId, Activity], mine: frozenset[ActivityId], reader: Reader
) -> list[Block]:
    """A line; of an activity that is there still, with its menu."""
    event = line.event
    shown = [b.rich_text(b.line(*dated_line(event, line.contact, line.actor, reader)))]
    activity = logged.get(ActivityId(event.subject))
    if activity is None or activity.told != event.id:
        return shown
    menu = more(activity, reader, may_change=activity.id in mine)
    return [*shown, b.actions([menu], block_id=f"logged-{event.id}")]


def _turns(listed: Listed, reader: Reader) -> list[b.Element]:
    return [
        b.button(plain(reader, NOUN, name), action=f"{PAGE}.{name}", value=listed.doors[name])
        for name in _TURNS
        if name in listed.doors
    ]


def _new(listed: Listed, reader: Reader) -> b.Element:
    contact = listed.filters.which.contact
    return b.button(plain(reader, NOUN, "log"), action=NEW, value="" if contact is None else str(contact))
