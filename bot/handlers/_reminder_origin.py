"""Where the form of a reminder was opened from, so that what lies there is drawn anew once it is saved."""

from collections.abc import Mapping
from dataclasses import replace

from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._home import landing
from bot.handlers._reminder_lists import list_view, place_in

_FROM_HOME = "from_home"  # among a draft's values
_BEHIND = "behind"  # and the list that lies under the form


def origin_of(ask: Ask) -> dict[str, str]:
    if ask.view_type is ViewType.HOME:
        return {_FROM_HOME: "yes"}
    return {} if place_in(ask.metadata) is None else {_BEHIND: ask.metadata}


async def behind(work: Work, values: Mapping[str, str], reply: Reply) -> Reply:
    """The reply, with Home or the list as they are now."""
    if _FROM_HOME in values:
        return replace(reply, home=await landing(work))
    place = place_in(values.get(_BEHIND, ""))
    return reply if place is None else replace(reply, below=await list_view(work, place))
