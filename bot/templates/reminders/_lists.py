"""Lists of reminders: all that are open in short, one list page by page; as a message, a view, and on Home."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.model.messages import Block, Message
from bot.model.reminders import Page, Reminder, Which
from bot.templates import _blocks as b
from bot.templates._dates import when
from bot.templates._words import Raw, Reader, mrkdwn, plain, plain_value, raw
from bot.templates.reminders._parts import (
    DONE_LISTED,
    LIST,
    NEW,
    NOUN,
    PAGE,
    REOPEN_LISTED,
    SHOW_ALL,
    more,
    rule_of,
    value_of,
)

IN_SHORT = 5
ON_HOME = 3
MINE, ALL = "mine", "all"
LISTED = "listed-"  # the blocks of a row begin so
_TITLE = 150
_NAME = 60
_OPEN = (Which.OVERDUE, Which.TODAY, Which.COMING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """Pages of lists, one or the first of each. `names` are those of the contacts; `whose` is MINE or ALL.

    `people` are the names of those whom each is for, said in the lists of ALL. `cursor` is where the page begins, '' of
    the first.
    """

    pages: Mapping[Which, Page]
    names: Mapping[int, str]
    people: Mapping[str, str] = field(default_factory=dict)
    whose: str = MINE
    cursor: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(page.total for page in self.pages.values())


def overview(listed: Listed, reader: Reader) -> Message:
    """What is open, the most urgent first."""
    if listed.is_empty:
        text = mrkdwn(reader, NOUN, "none" if listed.whose == MINE else "none_of_all")
        return Message(text, (b.section(text), _doors(None, listed.whose, reader)))
    text = mrkdwn(reader, NOUN, "list" if listed.whose == MINE else "list_of_all")
    blocks = [b.section(text), _doors(None, listed.whose, reader)]
    for which in _OPEN:
        blocks += _group(which, listed, reader, most=IN_SHORT, door=LIST)
    return Message(text, tuple(blocks))


def one_list(which: Which, listed: Listed, reader: Reader) -> Message:
    """One of the lists, a page of it."""
    page = listed.pages[which]
    text = mrkdwn(reader, NOUN, f"list_{which.value}", n=page.total, many="yes" if page.capped else "")
    rows = [block for each in page.reminders for block in _row(each, which, listed, reader)]
    doors = _doors(which, listed.whose, reader)
    return Message(text, (b.section(text), doors, *rows, *_turning(which, listed, reader)))


def as_view(message: Message, reader: Reader, *, metadata: str) -> Block:
    return b.modal(
        plain(reader, NOUN, "list_title"),
        message.blocks,
        callback="reminders.listed",
        close=plain(reader, "form", "close"),
        metadata=metadata,
    )


def home_blocks(listed: Listed, reader: Reader) -> list[Block]:
    """The first of what is open, each with a button, and the way to all of them."""
    new = b.button(plain(reader, NOUN, "new"), action=NEW, value="")
    everything = b.button(plain(reader, NOUN, "all_of_them"), action=f"{SHOW_ALL}.open", value=MINE)
    blocks = [b.header(plain(reader, NOUN, "home_title")), b.actions([new, everything], block_id="home-reminders")]
    if listed.is_empty:
        return [*blocks, b.context(mrkdwn(reader, NOUN, "none"))]
    for which in _OPEN:
        blocks += _group(which, listed, reader, most=ON_HOME, door=SHOW_ALL)
    return blocks


def _group(which: Which, listed: Listed, reader: Reader, *, most: int, door: str) -> list[Block]:
    page = listed.pages[which]
    if not page.reminders:
        return []
    heading = b.rich_text(b.line(b.words(_counted(which, page, reader), bold=True)))
    rows = [block for each in page.reminders[:most] for block in _row(each, which, listed, reader)]
    if page.total <= most:
        return [heading, *rows]
    label = plain(reader, NOUN, "see_all", n=page.total, many="yes" if page.capped else "")
    opens = b.button(label, action=f"{door}.{which.value}", value=listed.whose)
    return [heading, *rows, b.actions([opens], block_id=f"all-{which.value}")]


def _counted(which: Which, page: Page, reader: Reader) -> Raw:
    return raw(reader, NOUN, "group", name=raw(reader, NOUN, f"which_{which.value}"), n=page.total)


def _row(reminder: Reminder, which: Which, listed: Listed, reader: Reader) -> list[Block]:
    """What and when, below it what may be done."""
    name = b.cut(listed.names.get(reminder.contact or 0, ""), _NAME)
    title = b.cut(reminder.title, _TITLE)
    moment = reminder.closed_at if which is Which.DONE and reminder.closed_at is not None else reminder.due_at
    whom = ", ".join(listed.people[each] for each in reminder.assignees if each in listed.people)
    files = raw(reader, "notes", "files_many", n=len(reminder.files)) if reminder.files else ""
    parts = (title, name, when(moment, reader), rule_of(reminder.wanted, reader), b.cut(whom, _NAME), files)
    line = " · ".join(part for part in parts if part)
    acts = [_first_act(reminder, which, listed, reader), more(reminder, reader)]
    return [b.plain_section(plain_value(line)), b.actions(acts, block_id=_row_id(reminder, listed))]


def _row_id(reminder: Reminder, listed: Listed) -> str:
    """With the list that it stands in, which a menu's choice does not name: 'listed-7:overdue:mine:cursor'."""
    which = next(iter(listed.pages)).value if len(listed.pages) == 1 else ""
    return f"{LISTED}{reminder.id}:{which}:{listed.whose}:{listed.cursor}"


def _first_act(reminder: Reminder, which: Which, listed: Listed, reader: Reader) -> b.Element:
    name, action = ("reopen", REOPEN_LISTED) if which is Which.DONE else ("done", DONE_LISTED)
    label = plain(reader, NOUN, f"{name}_label", title=b.cut(reminder.title, b.BUTTON))
    value = f"{value_of(reminder)}:{listed.whose}:{which.value if len(listed.pages) == 1 else ''}"
    return b.button(plain(reader, NOUN, name), action=action, value=value, label=label)


def _doors(shown: Which | None, whose: str, reader: Reader) -> Block:
    """To each of the lists, to those of everybody or one's own, and to the form."""
    doors = [_door(which, shown, whose, reader) for which in Which]
    other, name = (ALL, "everyone") if whose == MINE else (MINE, "mine_only")
    place = "open" if shown is None else shown.value
    doors.append(b.button(plain(reader, NOUN, name), action=f"{LIST}.{place}_", value=other))
    doors.append(b.button(plain(reader, NOUN, "new"), action=NEW, value=""))
    return b.actions(doors, block_id="reminder-lists")


def _door(which: Which, shown: Which | None, whose: str, reader: Reader) -> b.Element:
    name = plain(reader, NOUN, f"which_{which.value}")
    if which is not shown:
        return b.button(name, action=f"{LIST}.{which.value}", value=whose)
    label = plain(reader, "form", "shown_now", name=name)
    return b.button(name, action=f"{LIST}.{which.value}", value=whose, style="primary", label=label)


def _turning(which: Which, listed: Listed, reader: Reader) -> list[Block]:
    """Forward by where the next page begins, and back to the first one."""
    page, turns = listed.pages[which], []
    if listed.cursor:
        turns.append(_turn("first_page", reader, place=(which.value, listed.whose, "")))
    if page.cursor is not None:
        turns.append(_turn("next_page", reader, place=(which.value, listed.whose, page.cursor)))
    return [b.actions(turns, block_id="reminder-turning")] if turns else []


def _turn(name: str, reader: Reader, *, place: tuple[str, str, str]) -> b.Element:
    return b.button(plain(reader, NOUN, name), action=f"{PAGE}.{name}", value=":".join(place))
