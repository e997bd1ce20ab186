"""Where the form of a reminder was opened from, so that what lies there is drawn anew once it is saved."""

from collections.abc import Mapping
from dataclasses import replace

from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._home import landing
from bot.handlers._reminder_lists import list_message, list_view, place_in, place_in_row
from bot.model.messages import Message
from bot.templates import reminders as show

_FROM_HOME = "from_home"  # among a draft's values
_BEHIND = "behind"  # and the list that lies under the form
_ROW = "row"  # and the row of the list that was clicked, in a message
_ANSWERS_AT = "answers_at"  # and where that message, or the confirmation, is replaced


def origin_of(ask: Ask) -> dict[str, str]:
    if ask.view_type is ViewType.HOME:
        return {_FROM_HOME: "yes"}
    if ask.in_view:
        return {} if place_in(ask.metadata) is None else {_BEHIND: ask.metadata}
    if place_in_row(ask.block) is not None:
        return {_ROW: ask.block, _ANSWERS_AT: ask.answers_at}
    return {_ANSWERS_AT: ask.answers_at} if ask.block.startswith(show.PLANNED) else {}


async def behind(work: Work, values: Mapping[str, str], reply: Reply, *, told: Message) -> Reply:
    """The reply, with Home or the list as they are now; in the place of a confirmation stands what is `told`."""
    if _FROM_HOME in values:
        return replace(reply, home=await landing(work))
    if values.get(_ANSWERS_AT):
        row = place_in_row(values.get(_ROW, ""))
        message = told if row is None else await list_message(work, row)
        return replace(reply, elsewhere=(values[_ANSWERS_AT], message))
    place = place_in(values.get(_BEHIND, ""))
    return reply if place is None else replace(reply, below=await list_view(work, place))
