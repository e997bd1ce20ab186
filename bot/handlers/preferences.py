"""What each person chooses for themselves: the tab that a record opens on."""

from bot.crm import drafts, members
from bot.crm._work import Work
from bot.handlers._ask import Ask, Reply
from bot.model.fields import PREFERENCES
from bot.parse._form import read_form
from bot.parse.settings import read_landing
from bot.templates import preferences as show
from bot.templates._words import reader_of


async def open(ask: Ask, work: Work) -> Reply:
    typed = {"landing": work.viewer.member.preferences.landing}
    draft = await drafts.browse(work, PREFERENCES.noun, typed)
    return Reply(view=show.form_view(typed, reader_of(work.viewer.member), draft=draft.id))


async def save(ask: Ask, work: Work) -> Reply:
    landing = read_landing(read_form(PREFERENCES, ask.state))
    await drafts.find(work, ask.draft)
    await members.prefer(work, landing=landing.value)
    return Reply(view=show.saved_view(landing, reader_of(work.viewer.member)), alters_workspace=True, keeps_draft=True)
