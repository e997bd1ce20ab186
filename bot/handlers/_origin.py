"""Where a form was opened from, so that what lies there is drawn anew once it is saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.crm._work import Work
from bot.handlers import _feed_lists as feed_lists
from bot.handlers import _note_lists as note_lists
from bot.handlers import _reminder_lists as reminder_lists
from bot.handlers import records
from bot.handlers._activity_shown import activity_in, activity_view
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._home import landing
from bot.handlers._note_shown import note_in, note_view
from bot.model.errors import ActivityNotFound, ContactNotFound, NoteNotFound
from bot.model.messages import Block, Message
from bot.templates import reminders as show_reminders
from bot.templates.contacts import shown_in

_FROM_HOME = "from_home"  # among a draft's values
_BEHIND = "behind"  # and what the view that lies under the form shows: its metadata
_ROW = "row"  # and the row of a list of reminders that was clicked, in a message
_ANSWERS_AT = "answers_at"  # and where that message, or the confirmation of a reminder, is replaced


def origin_of(ask: Ask) -> dict[str, str]:
    if not ask.in_view and reminder_lists.place_in_row(ask.block) is not None:
        return {_ROW: ask.block, _ANSWERS_AT: ask.answers_at}
    if not ask.in_view and ask.block.startswith(show_reminders.PLANNED):
        return {_ANSWERS_AT: ask.answers_at}
    home = {_FROM_HOME: "yes"} if ask.view_type is ViewType.HOME else {}
    is_known = any(known(ask.metadata) for known in _KNOWN)
    return home | ({_BEHIND: ask.metadata} if is_known else {})


_KNOWN: Sequence[Callable[[str], object]] = (
    note_in, activity_in, note_lists.place_in, reminder_lists.place_in, feed_lists.place_in, shown_in,
)  # fmt: skip


def origin_in(values: Mapping[str, str]) -> str:
    """The metadata of the view under the form; '' where there is none that is known."""
    return "" if _FROM_HOME in values else values.get(_BEHIND, "")


async def behind(work: Work, values: Mapping[str, str], reply: Reply, *, told: Message | None = None) -> Reply:
    """The reply, with what lies under the form, or Home, as it is now; in the place of a confirmation stands what is
    `told`."""
    if told is not None and values.get(_ANSWERS_AT):
        row = reminder_lists.place_in_row(values.get(_ROW, ""))
        message = told if row is None else await reminder_lists.list_message(work, row)
        return replace(reply, elsewhere=(values[_ANSWERS_AT], message))
    if _FROM_HOME in values:
        return replace(reply, home=await shown_anew(work, values.get(_BEHIND, ""), home=True) or await landing(work))
    return replace(reply, below=await shown_anew(work, values.get(_BEHIND, "")))


async def shown_anew(work: Work, metadata: str, *, home: bool = False) -> Block | None:
    """The view of this metadata, as it is now; None where it is none of those that show what forms change."""
    try:
        return await _one_of_them(work, metadata, home=home)
    except (ActivityNotFound, ContactNotFound, NoteNotFound):
        return None


async def _one_of_them(work: Work, metadata: str, *, home: bool) -> Block | None:
    if (record := shown_in(metadata)) is not None:
        contact, tab = record
        return await records.view(work, contact, tab, home=home, seen_as=records.view_named(metadata))
    if (note := note_in(metadata)) is not None:
        return await note_view(work, note, metadata)
    if (activity := activity_in(metadata)) is not None:
        return await activity_view(work, activity, metadata)
    return await _list(work, metadata)


async def _list(work: Work, metadata: str) -> Block | None:
    if (feed := feed_lists.place_in(metadata)) is not None:
        return await feed_lists.list_view(work, feed)
    if (notes := note_lists.place_in(metadata)) is not None:
        return await note_lists.list_view(work, notes)
    reminders = reminder_lists.place_in(metadata)
    return None if reminders is None else await reminder_lists.list_view(work, reminders)
