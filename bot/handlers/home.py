"""The Home tab: a landing, or the record that was open there."""

from bot.crm._work import Work
from bot.handlers import records
from bot.handlers._ask import Ask, Reply
from bot.handlers._home import landing
from bot.handlers.contacts import contact_of
from bot.model.errors import ContactNotFound
from bot.model.records import Tab


async def opened(ask: Ask, work: Work) -> Reply:
    """Drawn afresh each time that somebody looks."""
    noun, _, rest = ask.metadata.partition(":")
    contact, _, shown = rest.partition(":")
    tab = shown.partition(":")[0]
    if noun == "contact" and tab in set(Tab):
        try:
            return Reply(
                view=await records.view(work, contact_of(contact), Tab(tab), home=True, seen_as=records.view_in(ask))
            )
        except ContactNotFound:
            pass
    return Reply(view=await landing(work))


async def back(ask: Ask, work: Work) -> Reply:
    return Reply(view=await landing(work))


async def open(ask: Ask, work: Work) -> Reply:
    """A contact's record in place of the landing."""
    return Reply(view=await records.view(work, contact_of(ask.value), records.landing_of(work), home=True))
