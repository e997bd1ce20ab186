"""The Home tab as it is now, for whatever changes what stands there."""

from bot.crm import contacts, searches
from bot.crm._work import Work
from bot.handlers import _feed_lists as feed_lists
from bot.handlers._note_lists import on_home
from bot.handlers._reminder_lists import Place, listed
from bot.model.messages import Block
from bot.templates import home as show
from bot.templates._words import reader_of


async def landing(work: Work) -> Block:
    member = work.viewer.member
    latest, due = await contacts.latest(work), await listed(work, Place())
    notes, known = await on_home(work), await searches.list_all(work)
    feed = await feed_lists.on_home(work)
    return show.landing(member.name, latest, due, reader_of(member), notes=notes, feed=feed, searches=known)
