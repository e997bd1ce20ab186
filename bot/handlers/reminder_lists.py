"""Lists of reminders: from a command, from Home, and from one list to another."""

from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply, ViewType
from bot.handlers._reminder_lists import Place, list_message, list_view, place_of
from bot.parse.reminders import read_list


async def open(ask: Ask, work: Work) -> Reply:
    """`/reminder list`, `/reminder list overdue all`."""
    which, everyone = read_list(ask.words)
    return Reply(message=await list_message(work, Place(which, everyone)))


async def show_all(ask: Ask, work: Work) -> Reply:
    """From Home, over it."""
    return Reply(view=await list_view(work, place_of(_list_of(ask), ask.value)))


async def turn(ask: Ask, work: Work) -> Reply:
    """To another list, or to another page of the same: 'list:whose:cursor'."""
    which, _, rest = ask.value.partition(":")
    whose, _, cursor = rest.partition(":")
    return await _turned(ask, work, place_of(which, whose, cursor))


async def choose(ask: Ask, work: Work) -> Reply:
    """To the list that the button names; its value says whose."""
    return await _turned(ask, work, place_of(_list_of(ask), ask.value))


async def _turned(ask: Ask, work: Work, place: Place) -> Reply:
    if ask.view_type is ViewType.MODAL:
        return Reply(view=await list_view(work, place))
    return Reply(message=await list_message(work, place), replace=True)


def _list_of(ask: Ask) -> str:
    return ask.action.rpartition(".")[2].removesuffix("_")
